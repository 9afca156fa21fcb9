"""Every text of the window is there in every language, whole, with the same gaps, and is compiled as it is written."""

from __future__ import annotations

import ast
import importlib
import re
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QTranslator

from app.ui.core_sentences import CORE_SENTENCES

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("en", "de", "es")

#: What is put into a text later: {0}, {name}, %n, %Ln, %1; and the wild cards of file dialogs.
GAPS = re.compile(r"\{\w*\}|%L?n|%\d|\(\*\.\w+\)")

#: Calls whose text a person reads, or hears, as it stands.
SHOWN_BY = {
    *("QAction", "QCheckBox", "QGroupBox", "QLabel", "QPushButton", "QRadioButton", "AppError", "Message"),
    *("addAction", "addButton", "addItem", "addMenu", "addRow", "addTab", "label", "setAccessibleDescription"),
    *("setAccessibleName", "setInformativeText", "setPlaceholderText", "setPrefix", "setStatusTip", "setSuffix"),
    *("setText", "setTitle", "setToolTip", "setWindowTitle", "show_sentence"),
}

#: The same in every language.
NAMES = {"Earmark"}


@pytest.fixture(name="tool")
def _tool() -> ModuleType:
    return importlib.import_module("translations")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_window_is_translated(tool: ModuleType, language: str) -> None:
    missing = [f"{text.context}: {text.source}" for text in tool.missing(language)]
    assert missing == [], "run `make translations`, then fill in what is unfinished in resources/translations"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_of_a_text_that_is_gone(tool: ModuleType, language: str) -> None:
    assert set(tool.read(language)) == set(tool.wanted(language, tool.texts())), "run: make translations"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_put_in_later_has_its_place(tool: ModuleType, language: str) -> None:
    wrong = [
        (text.source, form)
        for text, forms in tool.read(language).items()
        for number, form in enumerate(forms)
        if _gaps(form, text.counted and number == 0) != _gaps(text.source, text.counted and number == 0)
    ]
    assert wrong == []


def _gaps(text: str, of_one: bool) -> Counter[str]:
    """The gaps of a text; that of the number may be missing where it is one ("your last verdict")."""
    found = Counter(GAPS.findall(text))
    if of_one:
        for number in ("%n", "%Ln"):
            found.pop(number, None)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_endings_and_marks_are_those_of_the_source(tool: ModuleType, language: str) -> None:
    wrong = [
        (text.source, form)
        for text, forms in tool.read(language).items()
        for form in forms
        if form.count("&") != text.source.count("&")
        or form.endswith("…") != text.source.endswith("…")
        or form.endswith(".") != text.source.endswith(".")
        or form.strip(" ") != form != text.source
    ]
    assert wrong == []


@pytest.mark.parametrize("language", ["de", "es"])
def test_quotation_marks_are_those_of_the_language(tool: ModuleType, language: str) -> None:
    foreign = {"de": "”«»\"'", "es": "„“”\"'"}[language]
    assert [form for forms in tool.read(language).values() for form in forms if set(form) & set(foreign)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_is_written(tool: ModuleType, language: str) -> None:
    compiled = QTranslator()
    assert compiled.load(str(FOLDER / f"earmark_{language}.qm"))
    for text, forms in tool.read(language).items():
        for count, form in zip((1, 2), forms, strict=False):
            said = compiled.translate(text.context, text.source, text.comment, count if text.counted else -1)
            assert said == form, "run: make translations"


def test_nothing_is_shown_that_cannot_be_translated() -> None:
    wrong = []
    for file in sorted((ROOT / "app" / "ui").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in SHOWN_BY:
                wrong += [f"{file.name}:{node.lineno}: {text}" for text in map(_literal, node.args) if _is_prose(text)]
    assert wrong == []


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _literal(argument: ast.expr) -> str:
    if isinstance(argument, ast.JoinedStr):
        return "".join(part.value for part in argument.values if isinstance(part, ast.Constant))
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else ""


def _is_prose(text: str) -> bool:
    return text not in NAMES and re.search(r"[^\W\d_]{2}", text) is not None


def test_the_collector_reads_a_module_as_python_does(tool: ModuleType) -> None:
    collector = tool._Collector("made_up.py")
    collector.visit(
        ast.parse(
            "class Bar:\n"
            "    def f(self):\n"
            "        self.tr('one' ' text')\n"
            "        translate('words', '%Ln h', '', round(self.x / 60))\n"
        )
    )
    assert collector.found == [tool.Text("Bar", "one text"), tool.Text("words", "%Ln h", "", True)]


@pytest.mark.parametrize("source", ["class A:\n    def f(self):\n        self.tr(f'{x} tracks')", "tr('no class')"])
def test_the_collector_refuses_what_linguist_could_not_know(tool: ModuleType, source: str) -> None:
    with pytest.raises(ValueError, match=r"made_up\.py:\d"):
        tool._Collector("made_up.py").visit(ast.parse(source))


def test_a_new_text_stands_there_as_unfinished(tool: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    new = [tool.Text("Bar", "a < b"), tool.Text("Bar", "%Ln files", "", True)]
    monkeypatch.setattr(tool, "texts", lambda: new)
    written = tool.written("de", {})
    assert written.count('type="unfinished"') == 2
    assert "a &lt; b" in written
    assert [text.source for text in tool.missing("de")] == ["a < b", "%Ln files"]


def test_sentences_of_the_core_are_those_that_it_says() -> None:
    sources = [file for file in (ROOT / "app").rglob("*.py") if file.name != "core_sentences.py"]
    sources.append(ROOT / "trainer" / "export.py")  # writes the descriptions of models
    said = {text for file in sources for text in _strings(ast.parse(file.read_text(encoding="utf-8")))}
    whole = "\n".join(said)
    gone = [each for each in CORE_SENTENCES if "{0}" not in each and each not in whole]
    gone += [each for each in CORE_SENTENCES if not any(piece in whole for piece in _pieces(each))]
    assert gone == []


def _strings(tree: ast.AST) -> list[str]:
    return [each.value for each in ast.walk(tree) if isinstance(each, ast.Constant) and isinstance(each.value, str)]


def _pieces(sentence: str) -> list[str]:
    """The longer parts of ``sentence``, without its values and the verb that goes by their number."""
    return [piece for piece in re.split(r"“?\{\d\}”?|[();:,.?]| is | are ", sentence) if len(piece) > 5]
