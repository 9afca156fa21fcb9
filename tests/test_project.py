"""The project's own files agree with each other, and say nothing that ties them to one machine."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import app
from benchmarks import __main__ as bench
from benchmarks.measurement import Measurement, median_seconds

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def tracked_files() -> list[Path]:
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs git and a checkout to know which files belong to the project")
    return [file for name in listed.split(b"\0") if name and (file := ROOT / os.fsdecode(name)).is_file()]


def texts() -> dict[Path, str]:
    found = {}
    for file in tracked_files():
        content = file.read_bytes()
        if b"\0" not in content:
            found[file.relative_to(ROOT)] = content.decode("utf-8", "replace")
    return found


def constraints() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line.partition("==") for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(name): version for name, _, version in pins}


def test_the_version_stands_in_one_place() -> None:
    assert PROJECT["dynamic"] == ["version"]
    assert "version" not in PROJECT
    Version(app.__version__)
    own = [name for name, text in texts().items() if re.search(r"^__version__ =", text, re.MULTILINE)]
    assert own == [Path("app/__init__.py")]


def test_the_changelog_knows_the_version() -> None:
    assert f"## {app.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_constraints_are_exact_and_sorted() -> None:
    lines = [line for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9][A-Za-z0-9.]*", line) for line in lines)
    names = [canonicalize_name(line.split("==")[0]) for line in lines]
    assert len(names) == len(set(names))


def declared() -> list[str]:
    extras = PROJECT["optional-dependencies"].values()
    return [*PROJECT["dependencies"], *(line for extra in extras for line in extra)]


@pytest.mark.parametrize("line", declared())
def test_constraints_satisfy_what_pyproject_asks(line: str) -> None:
    requirement = Requirement(line)
    pinned = constraints().get(canonicalize_name(requirement.name))
    assert pinned, f"{requirement.name} is not pinned"
    assert Version(pinned) in requirement.specifier


def test_pyside_with_the_lost_reference_is_excluded() -> None:
    for line in PROJECT["dependencies"]:
        if line.startswith("PySide6"):
            assert Version("6.12.0") not in Requirement(line).specifier


def commands_of_the_makefile() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize(
    "name", ["README.md", "CONTRIBUTING.md", "docs/user-guide.md", ".ci/run", "installer/README.md"]
)
def test_documented_commands_exist(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    asked = set(re.findall(r"(?:^|`|\s{4}|&& )make ([a-z]+)", text, re.MULTILINE))
    assert asked <= commands_of_the_makefile()


@pytest.mark.parametrize(
    "name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "ARCHITECTURE.md", "docs/user-guide.md"]
)
def test_links_and_pictures_are_there(name: str) -> None:
    document = ROOT / name
    targets = re.findall(r"\]\(([^)#\s]+)", document.read_text(encoding="utf-8"))
    targets += re.findall(r"(?:src|srcset)=\"([^\"]+)\"", document.read_text(encoding="utf-8"))
    missing = [target for target in targets if "://" not in target and not (document.parent / target).exists()]
    assert not missing


#: Assembled, so that this file does not contain what it forbids.
FORBIDDEN = [
    "py" + "pi.org",
    "python" + "hosted.org",
    "download.py" + "torch.org",
    "/work" + "/",
    "/opt" + "/",
    "/ro" + "ot/",
    "/tmp" + "/project",
]


@pytest.mark.parametrize("words", FORBIDDEN)
def test_no_file_names_a_registry_or_a_folder_of_one_machine(words: str) -> None:
    guilty = [str(name) for name, text in texts().items() if words in text and name != Path(".gitignore")]
    assert not guilty


def test_no_recording_and_no_large_file_is_tracked() -> None:
    large = [str(file.relative_to(ROOT)) for file in tracked_files() if file.stat().st_size > 12_000_000]
    sound = [
        str(file.relative_to(ROOT))
        for file in tracked_files()
        if file.suffix in {".mp3", ".flac", ".ogg", ".m4a", ".wav", ".opus"} and file.stat().st_size > 100_000
    ]
    assert not large + sound


def shipped_models() -> list[Path]:
    return sorted(folder for folder in (ROOT / "resources" / "models").iterdir() if folder.is_dir())


def test_a_model_is_shipped() -> None:
    assert shipped_models()


@pytest.mark.parametrize("folder", shipped_models(), ids=lambda folder: folder.name)
def test_every_model_has_its_card_and_licence(folder: Path) -> None:
    description = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    assert description["id"] == folder.name
    assert description["licence"]
    assert len((folder / "LICENCE").read_text(encoding="utf-8")) > 100
    card = (folder / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert len(card) > 1000
    for source in description["provenance"]:
        assert source["licence"]


def test_the_licence_is_the_one_that_pyproject_names() -> None:
    assert PROJECT["license"] == "GPL-3.0-or-later"
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "GNU GENERAL PUBLIC LICENSE" in text
    assert "Version 3, 29 June 2007" in text


def test_scripts_are_executable_and_stop_at_errors() -> None:
    for name in (".ci/run", "installer/setup.sh", "installer/run.sh", "installer/wheel.sh", "installer/constraints.sh"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert text.startswith("#!/usr/bin/env bash\n")
        assert "set -euo pipefail" in text
        if sys.platform != "win32":
            assert os.access(ROOT / name, os.X_OK)
            assert subprocess.run(["bash", "-n", ROOT / name], check=False).returncode == 0


@pytest.fixture
def system_libraries() -> ModuleType:
    spec = importlib.util.spec_from_file_location("system_libraries", ROOT / "installer" / "system_libraries.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_missing_libraries_are_read_from_the_loader(system_libraries: ModuleType) -> None:
    found, lost = (
        "\tlibc.so.6 => /lib/libc.so.6 (0x1)\n",
        "\tlibxcb-cursor.so.0 => not found\n\tlibEGL.so.1 => not found\n",
    )
    output = f"x/libqxcb.so:\n{found}{lost}"
    assert system_libraries.missing_names(output) == {"libxcb-cursor.so.0", "libEGL.so.1"}


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libEGL.so.1", "libegl1"),
        ("libxcb.so.1", "libxcb1"),
        ("libxcb-render.so.0", "libxcb-render0"),
        ("libxcb-render-util.so.0", "libxcb-render-util0"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libunheard-of.so.3", None),
    ],
)
def test_packages_of_libraries(system_libraries: ModuleType, library: str, package: str | None) -> None:
    assert system_libraries.package_of(library) == package


def test_benchmarks_print_a_table_and_write_json(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    module = ModuleType("benchmarks.example")
    module.measure = lambda quick: [Measurement("one track", 0.0123 if quick else 1.0, "s", "30 s, mp3")]  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "benchmarks.example", module)
    monkeypatch.setattr(bench, "subjects", lambda: ["example"])
    assert bench.main(["--quick", "--json", str(tmp_path / "figures.json")]) == 0
    assert re.search(r"one track\s+0\.0123 s\s+30 s, mp3", capsys.readouterr().out)
    written = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert written["quick"] is True
    assert written["figures"]["example"][0]["value"] == 0.0123
    assert written["machine"]["earmark"] == app.__version__


def test_every_benchmark_can_be_asked_for() -> None:
    for subject in bench.subjects():
        assert callable(importlib.import_module(f"benchmarks.{subject}").measure), subject


def test_an_unknown_benchmark_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        bench.main(["nonsense"])
    assert stop.value.code == 2
    assert "no such subject: nonsense" in capsys.readouterr().err


def test_the_median_does_not_count_the_first_run() -> None:
    calls: list[int] = []
    assert median_seconds(lambda: calls.append(1), repeats=3) >= 0
    assert len(calls) == 4
