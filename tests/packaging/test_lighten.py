"""Libraries lose what is not needed and keep what is; what is linked with them still finds all it asks for."""

from __future__ import annotations

import ctypes
import importlib
import platform
import shutil
import struct
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

HEAD = struct.pack("<HHHHBBBB4s4s4s", 32, 0x27DA, 20, 0, 0, 0, 2, 0, b"CmnD", b"\1\0\0\0", b"\3\0\0\0").ljust(32, b"\0")
NAMES = st.text("abcdefghijklmnopqrstuvwxyz_/.", min_size=1, max_size=30)

needs_binutils = pytest.mark.skipif(
    not sys.platform.startswith("linux")
    or platform.machine() not in ("x86_64", "aarch64")
    or not all(shutil.which(tool) for tool in ("as", "ld", "readelf")),
    reason="libraries are made with binutils, on Linux",
)


@pytest.fixture(name="tool")
def _tool() -> ModuleType:
    return importlib.import_module("lighten")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("icudt73l/curr/fr.res", False),
        ("icudt73l/translit/root.res", False),
        ("icudt73l/unames.icu", False),
        ("icudt73l/fr.res", False),
        ("icudt73l/sr_Latn.res", False),
        ("icudt73l/zone/pt_PT.res", False),
        ("icudt73l/de_AT.res", True),
        ("icudt73l/zone/es.res", True),
        ("icudt73l/coll/zh.res", True),
        ("icudt73l/root.res", True),
        ("icudt73l/pool.res", True),
        ("icudt73l/zone/pool.res", True),
        ("icudt73l/res_index.res", True),
        ("icudt73l/supplementalData.res", True),
        ("icudt73l/gb18030.cnv", True),
        ("icudt73l/nfkc.nrm", True),
    ],
)
def test_tables_that_qt_asks_for_stay(tool: ModuleType, name: str, kept: bool) -> None:
    assert tool.keeps(name) is kept


@given(st.dictionaries(NAMES, st.binary(max_size=100), min_size=1, max_size=8))
def test_a_package_is_read_as_it_was_written(tables: dict[str, bytes]) -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "installer" / "bundle"))
    try:
        tool = importlib.import_module("lighten")
    finally:
        sys.path.pop(0)
    ordered = dict(sorted(tables.items()))
    head, found = tool.read_package(tool.write_package(HEAD, ordered))
    assert head == HEAD
    assert list(found) == list(ordered)
    # What fills the room up to the next table counts to the one before it, as ICU has it too.
    assert all(found[name].startswith(content) for name, content in ordered.items())


def test_what_is_no_package_is_refused(tool: ModuleType) -> None:
    with pytest.raises(ValueError, match="no ICU data package"):
        tool.read_package(b"\0" * 64)


@needs_binutils
def test_the_tables_of_a_library_are_thinned_out(tool: ModuleType, tmp_path: Path) -> None:
    tables = {"icudt9l/coll/fr.res": b"c" * 64, "icudt9l/curr/fr.res": b"x" * 50_000, "icudt9l/root.res": b"r" * 64}
    (tmp_path / "package").write_bytes(tool.write_package(HEAD, tables))
    library = tmp_path / "libicudata.so.9"
    tool.assemble(library, [tool.data("icudt9_dat", f'.incbin "{tmp_path / "package"}"')])
    saved = tool.lighten(tmp_path)
    assert saved["libicudata.so.9"] >= 45_000
    place, size = tool.exported(library)["icudt9_dat"]
    _, left = tool.read_package(library.read_bytes()[place : place + size])
    assert list(left) == ["icudt9l/coll/fr.res", "icudt9l/root.res"]
    assert left["icudt9l/root.res"] == b"r" * 64
    assert tool.soname(library) == "libicudata.so.9"


@needs_binutils
def test_what_is_linked_with_an_emptied_encoder_still_loads(tool: ModuleType, tmp_path: Path) -> None:
    library, user = tmp_path / "libx265-1.so.216", tmp_path / "libuser.so"
    heavy = tool.data("table", ".zero 40000") + tool.data("levels", ".zero 48")
    tool.assemble(library, [tool.function("ask"), tool.function("other"), heavy])
    source = tmp_path / "user.s"
    source.write_text('.section .note.GNU-stack,"",%progbits\n.data\n.quad ask\n.quad levels\n', encoding="ascii")
    subprocess.run(["as", "-o", tmp_path / "user.o", source], check=True)
    subprocess.run(["ld", "-shared", "-rpath", "$ORIGIN", "-o", user, tmp_path / "user.o", library], check=True)
    assert tool.lighten(tmp_path)[library.name] >= 35_000
    loaded = ctypes.CDLL(str(user), mode=2)  # RTLD_NOW: all names must be found at once
    assert loaded is not None
    assert ctypes.CDLL(str(library)).ask() == 0
    assert set(tool.exported(library)) == {"levels"}
