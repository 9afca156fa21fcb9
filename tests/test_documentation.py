"""The documentation leads where it says, and what it tells people to type works as it is typed.

A block of commands under the comment ``<!-- runnable -->`` is run, line by line, on generated music in an empty home.
"""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
import sys
import unicodedata
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from app.cli import COMMANDS
from app.cli.parser import build_parser

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [
    *(
        ROOT / name
        for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "installer/README.md")
    ),
    *sorted((ROOT / "docs").glob("**/*.md")),
    *sorted((ROOT / "resources").glob("**/*.md")),
]
RUNNABLE = "<!-- runnable -->"


def _load(file: str) -> ModuleType:
    spec = spec_from_file_location(Path(file).stem + "_script", ROOT / file)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def prose(file: Path) -> str:
    """The document without its code, in which nothing is a link."""
    text = re.sub(r"^```.*?^```", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"`[^`\n]*`", "code", re.sub(r"^ {4}.*$", "", text, flags=re.MULTILINE))


def anchors(file: Path) -> set[str]:
    """What the headings of a document are called in links to them."""
    titles = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    plain = [
        unicodedata.normalize("NFC", re.sub(r"[`*]|\]\([^)]*\)|\[", "", title)).strip().lower() for title in titles
    ]
    return {re.sub(r"[^\w\- ]", "", title).replace(" ", "-") for title in plain}


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_links_lead_to_files_and_headings_that_are_there(file: Path) -> None:
    text = prose(file)
    targets = re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'(?:src|srcset|href)="([^"]+)"', text)
    wrong = []
    for target in targets:
        path, _, anchor = target.partition("#")
        if "://" in target or target.startswith("mailto:"):
            continue
        there = (file.parent / path).resolve() if path else file
        if not there.exists() or (anchor and there.suffix == ".md" and anchor not in anchors(there)):
            wrong.append(target)
    assert not wrong


def runnable_lines(file: Path) -> list[str]:
    """The commands of the blocks that are marked."""
    lines: list[str] = []
    for part in re.split(rf"^{RUNNABLE}$", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        block = re.match(r"\s*\n((?: {4}.*\n|\n)+)", part)
        assert block, f"{file.name}: a mark without a block of commands under it"
        lines += [line.strip() for line in block[1].splitlines() if line.strip()]
    return lines


def test_there_are_samples_to_run() -> None:
    assert sum(len(runnable_lines(file)) for file in DOCUMENTS) >= 10


@pytest.mark.skipif(sys.platform == "win32", reason="the samples are for a shell with a terminal")
@pytest.mark.parametrize("file", [file for file in DOCUMENTS if runnable_lines(file)], ids=lambda file: file.name)
def test_samples_work_as_they_are_typed(file: Path, tiny_model: str, music: Path, tmp_path: Path) -> None:
    shutil.move(music, tmp_path / "Music")
    for few in ("04*", "05*", "06*"):
        next((tmp_path / "Music").glob(few)).unlink()
    shutil.copy(tmp_path / "Music" / "01 guitar.mp3", tmp_path / "song.mp3")
    command = tmp_path / "bin" / "earmark"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m app "$@"\n')
    command.chmod(0o755)
    environment = {**os.environ, "HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    environment["PATH"] = f"{command.parent}:{environment['PATH']}"
    for line in runnable_lines(file):
        ours, theirs = pty.openpty()
        os.write(ours, b"y\n")  # who is asked, agrees
        done = subprocess.run(
            ["bash", "-c", line],
            cwd=tmp_path,
            env=environment,
            stdin=theirs,
            capture_output=True,
            text=True,
            check=False,
        )
        os.close(theirs)
        os.close(ours)
        # 1: the file that is broken on purpose is listed.
        assert done.returncode in (0, 1), f"{line}\n{done.stdout}{done.stderr}"
        assert "Traceback" not in done.stderr


def test_the_reference_tells_of_every_command_and_option() -> None:
    manual = _load("installer/manual.py")
    reference, page = manual.reference(), manual.man_page()
    for name, _, command in manual.commands(build_parser()):
        assert f"\n## {name}\n" in reference
        assert f"\n.SS {name}\n" in page
        for action in command._actions:
            for option in action.option_strings:
                assert option in reference
                assert option.replace("-", "\\-") in page
    told = {name for name, _, _ in manual.commands(build_parser())}
    assert set(COMMANDS) - told <= {"analyze"}, "only a second spelling may be missing"


@pytest.mark.skipif(shutil.which("man") is None, reason="needs man")
def test_the_manual_page_is_set_without_a_warning(tmp_path: Path) -> None:
    (tmp_path / "earmark.1").write_text(_load("installer/manual.py").man_page(), encoding="utf-8")
    done = subprocess.run(
        ["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", str(tmp_path / "earmark.1")],
        env={**os.environ, "LC_ALL": "C.UTF-8", "MANROFFOPT": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.fixture(scope="module")
def site() -> ModuleType:
    return _load("docs/site.py")


def test_every_page_is_in_the_menu_once(site: ModuleType) -> None:
    def pages(menu: object) -> list[str]:
        if isinstance(menu, str):
            return [menu]
        parts = menu.values() if isinstance(menu, dict) else menu
        return [page for part in parts for page in pages(part)]  # type: ignore[attr-defined]

    shown = pages(site.navigation())
    assert len(shown) == len(set(shown))
    assert set(shown) == {*site.sources().values(), site.REFERENCE}


def test_a_page_that_is_not_written_yet_is_left_out(
    site: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "README.md").write_text("# Here")
    (tmp_path / "docs" / "surprise.md").write_text("# There")
    (tmp_path / "resources" / "models").mkdir(parents=True)
    monkeypatch.setattr(site, "ROOT", tmp_path)
    assert site.sources() == {"README.md": "index.md", "docs/surprise.md": "surprise.md"}
    assert site.navigation()[-1] == {"More": ["surprise.md"]}


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        ("README.md", "[a](docs/user-guide.md#the-window)", "[a](user-guide.md#the-window)"),
        ("docs/user-guide.md", "[a](../README.md#limits)", "[a](index.md#limits)"),
        ("docs/user-guide.md", "[a](#here) [b](https://example.org/x)", "[a](#here) [b](https://example.org/x)"),
        ("README.md", "[licence](LICENSE)", "licence"),
        ("README.md", '<img src="docs/images/x.png">', '<img src="images/x.png">'),
        ("installer/README.md", "[c](../CONTRIBUTING.md)", "[c](contributing.md)"),
    ],
)
def test_links_are_those_of_the_site(site: ModuleType, file: str, text: str, expected: str) -> None:
    assert site.rewritten(text, file, site.page_of(file)) == expected
