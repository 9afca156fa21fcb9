"""What the core says is said in the language of the window."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from app import paths
from app.session.setting_keys import GENRE_KEYS
from app.settings import Policy
from app.tagging.policy import Rules, plan_genres
from app.ui.core_words import _known, core_text


@pytest.fixture
def _german(qapp: QApplication) -> Iterator[None]:
    translator = QTranslator()
    assert translator.load(str(paths.resources_dir() / "translations" / "earmark_de.qm"))
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.mark.usefixtures("_german")
@pytest.mark.parametrize(
    ("said", "german"),
    [
        ("", ""),
        ("The file is gone.", "Die Datei ist nicht mehr da."),
        ("CNN, 2 networks averaged", "CNN, 2 Netze gemittelt"),
        (
            "beside it, a kernel machine on statistics of the window",
            "daneben eine Kernmaschine über Statistiken des Fensters",
        ),
        ("The file cannot be read: No such file.", "Die Datei ist nicht lesbar: No such file."),
        ("“Jazz” (61%) is not sure enough.", "„Jazz“ (61\u00a0%) ist nicht sicher genug."),
        ("Its own genre “Rock, Pop” is kept.", "Das eigene Genre „Rock, Pop“ bleibt."),
        (
            "Replaced. “Pop” was heard too; a second genre needs 25%.",
            "Ersetzt. „Pop“ wurde auch gehört; ein zweites Genre braucht 25\u00a0%.",
        ),
        (
            "Another Earmark (process 17) is writing just now, on the same library.",
            "Ein anderes Earmark (Prozess 17) schreibt gerade in derselben Bibliothek.",
        ),
        ("Left as it is: it is encrypted.", "Unverändert gelassen: sie ist verschlüsselt."),
        ("“A” belongs to “B”. “C” belongs to “D”.", "„A“ gehört zu „B“. „C“ gehört zu „D“."),
        ("The file is gone. Nobody listed this.", "Die Datei ist nicht mehr da. Nobody listed this."),
        ("Nobody listed this.", "Nobody listed this."),
        ("The file cannot be read: {0} {x}.", "Die Datei ist nicht lesbar: {0} {x}."),
    ],
)
def test_known_sentences_are_translated_and_others_left(said: str, german: str) -> None:
    assert core_text(said) == german


@pytest.mark.usefixtures("_german")
@pytest.mark.parametrize("policy", Policy)
def test_every_reason_of_a_plan_is_translated(policy: Policy) -> None:
    present = ((), ("Rock",), ("Other",), ("Rock", "Other"), ("hiphop",))
    for has, chosen, parents in product(present, (("Rock",), ("Hip-Hop", "Metal")), (False, True)):
        for kept, allowed in ((), ()), (("rock",), ()), ((), ("rock",)), ((), ("Polka",)):
            rules = Rules(policy=policy, keep_list=kept, allow_list=allowed, write_parents=parents, max_genres=1)
            reason = plan_genres(has, chosen, rules).reason
            german = core_text(reason)
            assert german != reason
            assert not set("”").intersection(german), "partly English"


@pytest.mark.usefixtures("_german")
def test_every_setting_about_genres_is_translated() -> None:
    for setting in GENRE_KEYS:
        assert core_text(setting.title) != setting.title
        if setting.key != "policy":  # said by its choices
            assert core_text(setting.help) != setting.help


ROOT = Path(__file__).resolve().parents[2] / "app"
#: Told in the terminal only, or put together from sentences that are known.
_ELSEWHERE = {
    *("session/selftest.py", "session/setting_keys.py", "inference/golden.py"),
    *("inference/cluster.py", "inference/cluster_worker.py"),
}
_JOINED = {
    "<0>: <1>.",
    "<0> <1>",
    "The sound cannot be decoded. <0>",
    "Another Earmark <0> just now, on the same library.",
}


def _trees() -> Iterator[tuple[str, ast.Module]]:
    for file in sorted(ROOT.rglob("*.py")):
        name = file.relative_to(ROOT).as_posix()
        if name.partition("/")[0] not in {"ui", "cli", "demo"} and name not in _ELSEWHERE:
            yield name, ast.parse(file.read_text(encoding="utf-8"))


def _kinds_of_error() -> set[str]:
    """``AppError`` and all that derive from it; what tells of a layout is a part of a sentence."""
    bases = {
        node.name: {ast.unparse(base) for base in node.bases}
        for _, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    kinds, before = {"AppError"}, 0
    while len(kinds) > before:
        before = len(kinds)
        kinds |= {name for name, derived in bases.items() if derived & kinds}
    return kinds


def _text(node: ast.expr) -> str:
    """A text written out, with ``<n>`` where a value is put in; empty for anything else."""
    if isinstance(node, ast.JoinedStr):
        parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
        gaps = iter(range(len(parts)))
        return "".join(f"<{next(gaps)}>" if part is None else str(part) for part in parts)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def test_every_error_of_the_core_can_be_said_in_other_languages() -> None:
    kinds, unknown = _kinds_of_error(), set()
    for name, tree in _trees():
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and ast.unparse(call.func).rpartition(".")[2] in kinds:
                texts = {_text(argument) for argument in call.args[:2]} - _JOINED - {""}
                unknown |= {(name, text) for text in texts if _known(re.sub(r"<\d>", "17", text)) is None}
    assert not unknown, "to be listed in app/ui/core_sentences.py"
