"""Takes out of libraries what Earmark never reaches, where they cannot be left out as a whole (Linux; needs binutils).

*   Qt's tables for all languages (ICU): Qt asks for sorting, encodings, letters' cases and names of time zones. Names
    of languages, regions, currencies and units, rules of scripts and of spelling numbers are dropped, and of the tables
    by language those of languages that Earmark does not speak; sorting and encodings stay for all.
*   The video encoders that the decoder's FFmpeg is linked with: an empty library of the same name takes the place of
    each. Its functions do nothing and answer 0. Earmark makes no video, so none is ever called but when FFmpeg asks
    what they can, and it takes 0 for "nothing".

Both work on the finished folder, so an update of the packages needs nothing here; what is not found is told and left.
"""

from __future__ import annotations

import platform
import re
import struct
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

#: Tables of ICU that nothing in Qt asks for, by their names inside the package.
_ICU_UNUSED = re.compile(r"^[^/]+/(?:brkitr|curr|lang|rbnf|region|translit|unit)/|/unames\.icu$")
#: Tables by language: with a folder or without, for languages and their regions.
_ICU_BY_LANGUAGE = re.compile(r"^[^/]+/(?:zone/)?([a-z]{2,3})(?:_[A-Z\d]\w*)?\.res$")
#: The languages that stay: Earmark's own.
_SPOKEN = {"en", "de", "es"}

#: What ICU's own tool puts between tables.
_FILLING = b"\xaa"

#: Starts of names of the encoders' libraries.
ENCODERS = ("libx265", "libx264", "libSvtAv1Enc")

#: A function that answers 0, by machine.
_ANSWER_0 = {"x86_64": "xorl %eax, %eax\n\tret", "aarch64": "mov x0, #0\n\tret"}


def keeps(name: str) -> bool:
    """Whether the ICU table of this name (``icudt73l/coll/de.res``) stays."""
    if _ICU_UNUSED.search(name):
        return False
    by_language = _ICU_BY_LANGUAGE.match(name)
    return by_language is None or by_language[1] in _SPOKEN


def read_package(package: bytes) -> tuple[bytes, dict[str, bytes]]:
    """The head of an ICU data package ("CmnD", little-endian), and its tables by name, in order.

    After the head: the number of tables, for each where its name and its content begin (counted from the number), the
    names, and the contents in the same order, each at a multiple of 16.
    """
    head_size, magic = struct.unpack_from("<HH", package)
    if magic != 0x27DA or package[12:16] != b"CmnD" or package[8] != 0:
        raise ValueError("this is no ICU data package of this machine's byte order")
    table = memoryview(package)[head_size:]
    (count,) = struct.unpack_from("<I", table)
    places = [struct.unpack_from("<II", table, 4 + 8 * number) for number in range(count)]
    ends = [begin for _, begin in places[1:]] + [len(table)]
    names = [bytes(table[name : name + 256]).partition(b"\0")[0].decode("ascii") for name, _ in places]
    contents = {name: bytes(table[begin:end]) for name, (_, begin), end in zip(names, places, ends, strict=True)}
    return package[:head_size], contents


def write_package(head: bytes, tables: Mapping[str, bytes]) -> bytes:
    """The package of these tables; the names must be in order, by which ICU finds them."""
    names, place_of_name = bytearray(), []
    first_name = 4 + 8 * len(tables)
    for name in tables:
        place_of_name.append(first_name + len(names))
        names += name.encode("ascii") + b"\0"
    contents, place_of_content = bytearray(), []
    begin = -(-(first_name + len(names)) // 16) * 16
    for content in tables.values():
        contents += _FILLING * (-len(contents) % 16)
        place_of_content.append(begin + len(contents))
        contents += content
    places = b"".join(struct.pack("<II", *both) for both in zip(place_of_name, place_of_content, strict=True))
    listing = struct.pack("<I", len(tables)) + places + names
    return head + listing.ljust(begin, _FILLING) + contents


def lighten_icu(library: Path) -> int:
    """Leave in the data library what is needed; the bytes saved."""
    before = library.stat().st_size
    (symbol,) = (each for each in exported(library) if re.fullmatch(r"icudt\d+_dat", each))
    place, size = exported(library)[symbol]
    head, tables = read_package(library.read_bytes()[place : place + size])
    kept = {name: content for name, content in tables.items() if keeps(name)}
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder) / "package"
        package.write_bytes(write_package(head, kept))
        assemble(library, [data(symbol, f'.incbin "{package}"')])
    return before - library.stat().st_size


def empty_encoder(library: Path) -> int:
    """Put a library that does nothing into the place of an encoder's; the bytes saved."""
    before = library.stat().st_size
    asked_for = {name for other in library.parent.glob("*.so*") if other != library for name in undefined(other)}
    parts = [
        function(name) if size == 0 else data(name, f".zero {size}")
        for name, (place, size) in _functions_and_data(library).items()
        if name in asked_for
    ]
    assemble(library, parts)
    return before - library.stat().st_size


def lighten(folder: Path) -> dict[str, int]:
    """Lighten what is found below ``folder``; the bytes saved, by the name of the library."""
    if platform.machine() not in _ANSWER_0:
        return {}
    saved = {file.name: lighten_icu(file) for file in _real(folder, ["libicudata.so"])}
    return saved | {file.name: empty_encoder(file) for file in _real(folder, ENCODERS)}


def _real(folder: Path, starts: Iterable[str]) -> list[Path]:
    found = sorted(file for start in starts for file in folder.rglob(f"{start}*"))
    return [file for file in found if file.is_file() and not file.is_symlink()]


def function(name: str) -> str:
    """Assembly of a function that answers 0."""
    answer = _ANSWER_0[platform.machine()]
    return f".text\n.globl {name}\n.type {name}, %function\n{name}:\n\t{answer}\n.size {name}, .-{name}\n"


def data(name: str, content: str) -> str:
    """Assembly of read-only data."""
    start = f".section .rodata\n.globl {name}\n.type {name}, %object\n.balign 16\n"
    return f"{start}{name}:\n\t{content}\n.size {name}, .-{name}\n"


def assemble(library: Path, parts: Iterable[str]) -> None:
    """Write the library of these parts, under the name by which others ask for it."""
    name = soname(library) if library.exists() else library.name
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder) / "source.s", Path(folder) / "made.o"
        source.write_text('.section .note.GNU-stack,"",%progbits\n' + "".join(parts), encoding="ascii")
        subprocess.run(["as", "-o", made, source], check=True)
        new = Path(folder) / library.name
        subprocess.run(["ld", "-shared", "--build-id=none", "-s", "-soname", name, "-o", new, made], check=True)
        library.write_bytes(new.read_bytes())


def _readelf(option: str, library: Path) -> str:
    done = subprocess.run(["readelf", "-W", option, library], capture_output=True, text=True, check=True)
    return done.stdout


def soname(library: Path) -> str:
    """The name by which others ask for a library."""
    found = re.search(r"\(SONAME\).*\[(.+)\]", _readelf("-d", library))
    return found[1] if found else library.name


def _symbols(library: Path) -> list[list[str]]:
    """The lines of the table of dynamic symbols: number, value, size, type, bind, visibility, section, name."""
    lines = (line.split() for line in _readelf("--dyn-syms", library).splitlines())
    return [words for words in lines if len(words) >= 8 and words[0].rstrip(":").isdigit()]


def undefined(library: Path) -> set[str]:
    """Names that the library asks of others."""
    return {words[7].partition("@")[0] for words in _symbols(library) if words[6] == "UND"}


def exported(library: Path) -> dict[str, tuple[int, int]]:
    """Name of each piece of data the library offers -> its place in the file, and its size.

    Of a data library without code, addresses are places in the file.
    """
    return {words[7]: (int(words[1], 16), int(words[2], 0)) for words in _symbols(library) if words[3] == "OBJECT"}


def _functions_and_data(library: Path) -> dict[str, tuple[int, int]]:
    """All names the library offers; of functions the size is 0."""
    offered = [words for words in _symbols(library) if words[6] != "UND"]
    return {words[7].partition("@")[0]: (0, int(words[2], 0) if words[3] == "OBJECT" else 0) for words in offered}
