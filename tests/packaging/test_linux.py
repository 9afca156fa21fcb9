"""The desktop files, the packages' recipes and the program agree with each other."""

from __future__ import annotations

import configparser
import importlib
import plistlib
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from app.ui.application import DESKTOP_ID

ROOT = Path(__file__).resolve().parents[2]
LINUX = ROOT / "installer" / "linux"


def entry() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(LINUX / f"{DESKTOP_ID}.desktop", encoding="utf-8")
    return parser["Desktop Entry"]


def test_one_identifier_everywhere() -> None:
    metainfo = ElementTree.parse(LINUX / f"{DESKTOP_ID}.metainfo.xml.in").getroot()
    assert metainfo.findtext("id") == DESKTOP_ID
    assert metainfo.findtext("launchable") == f"{DESKTOP_ID}.desktop"
    assert entry()["Icon"] == DESKTOP_ID
    with (ROOT / "installer" / "macos" / "Info.plist").open("rb") as file:
        assert plistlib.load(file)["CFBundleIdentifier"] == DESKTOP_ID
    assert f"app-id: {DESKTOP_ID}\n" in (ROOT / "installer" / "flatpak" / f"{DESKTOP_ID}.yml").read_text(
        encoding="utf-8"
    )
    assert f"ID={DESKTOP_ID}\n" in (LINUX / "stage.sh").read_text(encoding="utf-8")


def test_the_entry_takes_folders_and_files() -> None:
    assert entry()["Exec"] == "earmark %F"
    kinds = entry()["MimeType"].strip(";").split(";")
    assert "inode/directory" in kinds
    assert {"audio/mpeg", "audio/flac", "audio/ogg", "audio/mp4", "audio/x-wav"} <= set(kinds)
    assert len(kinds) == len(set(kinds))


def test_kinds_of_files_that_systems_do_not_know_are_told() -> None:
    told = ElementTree.parse(LINUX / f"{DESKTOP_ID}.mime.xml").getroot()
    names = {kind.attrib["type"] for kind in told}
    assert names <= set(entry()["MimeType"].split(";"))


def test_a_sandbox_has_no_network_and_no_folder_of_its_own_choice() -> None:
    recipe = (ROOT / "installer" / "flatpak" / f"{DESKTOP_ID}.yml").read_text(encoding="utf-8")
    rights = re.findall(r"^  - (--\S+)$", recipe, re.MULTILINE)
    assert rights
    assert not [right for right in rights if "network" in right or "filesystem" in right]


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="needs desktop-file-validate")
def test_the_entry_is_valid() -> None:
    done = subprocess.run(
        ["desktop-file-validate", LINUX / f"{DESKTOP_ID}.desktop"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("script", sorted((ROOT / "installer").rglob("*.sh")), ids=lambda script: script.name)
def test_scripts_can_be_read_by_their_shell(script: Path) -> None:
    first = script.read_text(encoding="utf-8").splitlines()[0]
    shell = "sh" if first == "#!/bin/sh" else "bash"
    assert subprocess.run([shell, "-n", script], check=False).returncode == 0


@pytest.mark.parametrize(
    ("name", "left_out"),
    [
        ("PySide6/Qt/lib/libQt6WebEngineCore.so.6", True),
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", True),
        ("PySide6/Qt/translations/qtbase_fr.qm", True),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("app/_resources/translations/earmark_de.qm", False),
        ("libstdc++.so.6", True),
        ("libX11.so.6", True),
        ("libssl.so.3", True),
        ("PySide6\\plugins\\sqldrivers\\qsqlite.dll", True),
        ("PySide6/Qt/lib/libQt6Core.so.6", False),
        ("PySide6/Qt/lib/libQt6Quick.so.6", False),  # Qt's player is linked with it
        ("PySide6/Qt/plugins/platforms/libqxcb.so", False),
        ("PySide6/Qt/plugins/multimedia/libffmpegmediaplugin.so", False),
        ("libcrypto.so.3", False),
        ("libxcb-cursor.so.0", False),
        ("libX11-xcb.so.1", True),
        ("numpy.libs/libscipy_openblas64_-1.so", False),
        ("app/_resources/models/earmark-cnn-1/model.onnx", False),
    ],
)
def test_what_the_frozen_program_leaves_out(name: str, left_out: bool) -> None:
    assert importlib.import_module("contents").is_unused(name) is left_out


def test_a_frozen_program_with_what_must_not_be_there_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    finish = importlib.import_module("finish")
    (tmp_path / "_internal" / "torch").mkdir(parents=True)
    (tmp_path / "_internal" / "torch" / "x.py").write_text("x")
    (tmp_path / "_internal" / "numpy.py").write_text("x" * 10)
    monkeypatch.setattr("sys.argv", ["finish.py", str(tmp_path)])
    assert finish.main() == 1
    assert "torch/x.py must not be" in capsys.readouterr().err
    (tmp_path / "_internal" / "torch" / "x.py").unlink()
    assert finish.main() == 0
    monkeypatch.setattr(finish.contents, "LARGEST_MB", 0)
    assert finish.main() == 1
