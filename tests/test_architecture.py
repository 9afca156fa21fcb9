"""The rules of ARCHITECTURE.md, checked by reading every module's source: who imports whom, who prints, how long.

Imports inside functions count like those at the top: a late import is still an arrow.
"""

from __future__ import annotations

import ast
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

#: What every room may use: the modules that lie directly under app/.
FOUNDATIONS = frozenset(
    {"app", "app.errors", "app.paths", "app.stamp", "app.settings", "app.progress"}
    | {"app.replacing", "app.priority", "app.native_output", "app.ogg", "app.kinds"}
)

#: Room -> what of app/ it may import, itself included. A name stands for the package and what is in it.
ALLOWED: dict[str, frozenset[str]] = {
    "app.library": FOUNDATIONS | {"app.library"},
    "app.tagging": FOUNDATIONS | {"app.tagging"},
    "app.inference": FOUNDATIONS | {"app.inference"},
    "app.demo": FOUNDATIONS | {"app.demo"},
    "app.session": FOUNDATIONS | {"app.session", "app.library", "app.tagging", "app.inference", "app.demo"},
    # The only door of user interfaces is the session; of the rooms behind it they know records and pure functions.
    "app.ui": FOUNDATIONS
    | {"app.ui", "app.session", "app.logs", "app.library.answers", "app.library.types", "app.tagging.entries"},
    "app.cli": FOUNDATIONS
    | {"app.cli", "app.session", "app.logs", "app.library.answers", "app.library.types", "app.library.ranges"}
    | {"app.inference.calibration", "app.ui.application"},
    # Of tagging: what a file is and what its tags say, to learn from a library as the application reads it.
    "trainer": FOUNDATIONS
    | {"app.tagging." + name for name in ("formats", "policy", "taxonomy")}
    | {"app.inference." + name for name in ("mel", "windows", "bundle", "calibration", "network", "schema")}
    | {"app.inference." + name for name in ("decode", "familiarity", "predictor")},
}
#: The modules of app/ itself that are not foundations: the way in, and the log.
ENTRANCES = {"app.__main__": frozenset({"app.cli.main"}), "app.logs": FOUNDATIONS}

QT = frozenset({"PySide6", "shiboken6", "pyqtgraph", "qtawesome"})
LEARNING = frozenset({"torch", "torchaudio", "librosa", "scipy", "sklearn", "matplotlib", "onnx", "onnxscript", "tqdm"})

#: Where words for a terminal may be printed; everything else logs, reports or returns.
MAY_PRINT = ("app/cli/", "trainer/__main__.py", "trainer/commands.py", "benchmarks/", "app/demo/__main__.py", "docs/")

LONGEST = 400
#: Files that may be longer, each with the reason.
LONGER: dict[str, str] = {}


@dataclass(frozen=True)
class Module:
    """A source file and what it imports: dotted names, the imported member joined on where it may be a module."""

    file: Path
    name: str
    tree: ast.Module

    @property
    def where(self) -> str:
        return self.file.relative_to(ROOT).as_posix()

    def imports(self) -> Iterator[tuple[str, int]]:
        package = self.name.split(".") if self.file.name == "__init__.py" else self.name.split(".")[:-1]
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                above = package[: len(package) - node.level + 1] if node.level else []
                base = ".".join([*above, *(node.module or "").split(".")]).strip(".")
                yield from ((_module_or_member(base, alias.name), node.lineno) for alias in node.names)


def _module_or_member(base: str, name: str) -> str:
    """``base.name`` if that is a module of ours, else ``base``, of which ``name`` is a member."""
    path = ROOT.joinpath(*base.split("."), name)
    return f"{base}.{name}" if path.is_dir() or path.with_suffix(".py").is_file() else base


@lru_cache
def modules(*folders: str) -> tuple[Module, ...]:
    found = []
    for folder in folders:
        for file in sorted((ROOT / folder).rglob("*.py")):
            parts = file.relative_to(ROOT).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found.append(Module(file, name, ast.parse(file.read_bytes(), str(file))))
    return tuple(found)


def _room(module: Module) -> frozenset[str] | None:
    if module.name in ENTRANCES:
        return ENTRANCES[module.name]
    if module.name in FOUNDATIONS:
        return FOUNDATIONS
    return next((ALLOWED[room] for room in ALLOWED if f"{module.name}.".startswith(f"{room}.")), None)


def _within(name: str, allowed: frozenset[str]) -> bool:
    return name in allowed or any(name.startswith(f"{prefix}.") for prefix in allowed - {"app"})


def test_every_module_belongs_to_a_room() -> None:
    assert [module.where for module in modules("app", "trainer") if _room(module) is None] == []


def test_every_arrow_points_towards_the_core() -> None:
    wrong = [
        f"{module.where}:{line} imports {name}"
        for module in modules("app", "trainer")
        for name, line in module.imports()
        if name.split(".")[0] == "app" and not _within(name, _room(module) or frozenset())
    ]
    assert wrong == []


def test_the_application_does_not_know_the_trainer() -> None:
    wrong = [
        f"{module.where}:{line} imports {name}"
        for module in modules("app")
        for name, line in module.imports()
        if name.split(".")[0] in ("trainer", "tests", "benchmarks")
    ]
    assert wrong == []


def test_the_command_line_reaches_the_window_in_one_place() -> None:
    users = {module.where for module in modules("app/cli") for name, _ in module.imports() if name.startswith("app.ui")}
    assert users <= {"app/cli/window.py"}


@pytest.mark.parametrize(
    ("libraries", "homes"),
    [
        (QT, ("app/ui/",)),
        (LEARNING, ("trainer/",)),
        (frozenset({"sqlite3"}), ("app/library/", "app/tagging/journal", "app/session/selftest.py")),
        (frozenset({"mutagen"}), ("app/tagging/",)),
        (frozenset({"onnxruntime"}), ("app/inference/", "trainer/")),
        (frozenset({"pebble", "soxr", "distributed"}), ("app/inference/",)),
        (frozenset({"soundfile", "av"}), ("app/inference/", "app/demo/", "trainer/")),
        (frozenset({"platformdirs"}), ("app/paths.py",)),
        (frozenset({"rich"}), ("app/cli/",)),
    ],
    ids=lambda value: "-".join(sorted(value))[:30] if isinstance(value, frozenset) else "",
)
def test_a_library_is_used_in_its_room_only(libraries: frozenset[str], homes: tuple[str, ...]) -> None:
    wrong = [
        f"{module.where}:{line} imports {name}"
        for module in modules("app", "trainer")
        for name, line in module.imports()
        if name.split(".")[0] in libraries and not module.where.startswith(homes)
    ]
    assert wrong == []


def test_only_terminals_are_printed_to() -> None:
    wrong = [
        f"{module.where}:{node.lineno}"
        for module in modules("app", "trainer", "benchmarks", "docs", "installer")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
        if not module.where.startswith(MAY_PRINT)
    ]
    assert wrong == []


def _lines_of_code(file: Path) -> int:
    """Lines that hold code: without blank lines, comments and docstrings."""
    idle = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
    lines: set[int] = set()
    with tokenize.open(file) as source:
        at_start = True  # of a statement: a string there is a docstring
        for token in tokenize.generate_tokens(source.readline):
            if token.type in idle:
                at_start = at_start or token.type != tokenize.COMMENT
                continue
            if not (token.type == tokenize.STRING and at_start):
                lines.update(range(token.start[0], token.end[0] + 1))
            at_start = False
    return len(lines)


def test_files_are_short() -> None:
    long = {
        module.where: count
        for module in modules("app", "trainer", "benchmarks", "tests", "docs", "installer")
        if (count := _lines_of_code(module.file)) > LONGEST
    }
    assert {where: count for where, count in long.items() if where not in LONGER} == {}
    assert set(LONGER) <= set(long), "a reason for a file that is short again"


def test_lines_of_code_are_counted_as_they_are_meant(tmp_path: Path) -> None:
    file = tmp_path / "sample.py"
    file.write_text(
        '"""Doc\nstring."""\n\n# comment\nx = (\n    1,\n)\n\n\ndef f():\n    """One."""\n    return "text"\n'
    )
    assert _lines_of_code(file) == 5


@pytest.mark.parametrize("late", [False, True])
def test_an_arrow_that_points_back_is_seen(late: bool) -> None:
    source = "from app.ui import theme\n"
    tree = ast.parse(f"def f():\n    {source}" if late else source)
    module = Module(ROOT / "app" / "library" / "made_up.py", "app.library.made_up", tree)
    names = [name for name, _ in module.imports()]
    assert names == ["app.ui.theme"]
    assert not _within(names[0], _room(module) or frozenset())


def test_relative_imports_are_resolved() -> None:
    module = Module(ROOT / "app" / "library" / "x.py", "app.library.x", ast.parse("from ..session import records\n"))
    assert [name for name, _ in module.imports()] == ["app.session.records"]
