"""What Earmark is made of besides its own code: the one list behind the licences shown and the bill of materials.

Packages are those that the program's requirements lead to in the environment that runs this; what they bring compiled
is told here by hand, because no metadata does. Needs the standard library and ``packaging``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent

#: Licences of packages whose metadata names none in a form that machines read, by canonical name.
_SAID_ELSEWHERE = {
    "colorama": "BSD-3-Clause",
    "flatbuffers": "Apache-2.0",
    "pebble": "LGPL-3.0-or-later",
    "pyqtgraph": "MIT",
    "qtpy": "MIT",
    "qtawesome": "MIT",
    "rich": "MIT",
    "soundfile": "BSD-3-Clause",
    "onnxruntime": "MIT",
    "protobuf": "BSD-3-Clause",
    "mutagen": "GPL-2.0-or-later",
    "soxr": "LGPL-2.1-or-later",
    "av": "BSD-3-Clause",
    "markdown-it-py": "MIT",
    "mdurl": "MIT",
    "pyside6-essentials": "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
    "pyside6-addons": "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
    "shiboken6": "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
}


@dataclass(frozen=True, slots=True)
class Component:
    """A package, or a library that comes compiled inside one."""

    name: str
    version: str  #: empty where the package that brings it does not say
    licence: str  #: SPDX expression
    within: str = ""  #: the package that brings it; empty for a package itself
    needs: tuple[str, ...] = ()  #: canonical names of packages


#: Compiled parts: (library, SPDX expression, package that brings it). Sources: each package's own licence files.
_COMPILED = (
    ("Qt", "LGPL-3.0-only OR GPL-3.0-only", "pyside6-essentials"),
    ("ICU", "Unicode-3.0", "pyside6-essentials"),
    ("FFmpeg (of Qt Multimedia)", "LGPL-2.1-or-later", "pyside6-addons"),
    ("FFmpeg", "LGPL-3.0-or-later", "av"),
    ("x264", "GPL-2.0-or-later", "av"),
    ("x265", "GPL-2.0-or-later", "av"),
    ("SVT-AV1", "BSD-3-Clause-Clear", "av"),
    ("dav1d", "BSD-2-Clause", "av"),
    ("libvpx", "BSD-3-Clause", "av"),
    ("LAME", "LGPL-2.0-or-later", "av"),
    ("Opus", "BSD-3-Clause", "av"),
    ("OpenCORE AMR", "Apache-2.0", "av"),
    ("libwebp", "BSD-3-Clause", "av"),
    ("GnuTLS, Nettle, GMP, libunistring", "LGPL-3.0-or-later OR GPL-2.0-or-later", "av"),
    ("oneVPL", "MIT", "av"),
    ("libsndfile", "LGPL-2.1-or-later", "soundfile"),
    ("FLAC, Ogg, Vorbis, Opus", "BSD-3-Clause", "soundfile"),
    ("mpg123", "LGPL-2.1-only", "soundfile"),
    ("LAME (of libsndfile)", "LGPL-2.0-or-later", "soundfile"),
    ("libsoxr", "LGPL-2.1-or-later", "soxr"),
    ("OpenBLAS", "BSD-3-Clause", "numpy"),
    ("xxHash", "BSD-2-Clause", "xxhash"),
    ("GCC run-time libraries", "GPL-3.0-or-later WITH GCC-exception-3.1", "numpy"),
    ("ONNX, Eigen, abseil and others", "Apache-2.0 AND MPL-2.0 AND MIT AND BSD-3-Clause", "onnxruntime"),
    ("Phosphor icons", "MIT", "qtawesome"),
)
#: What the frozen program holds in addition.
FROZEN_ONLY = (
    Component("Python", "", "PSF-2.0"),
    Component("PyInstaller bootloader", "", "GPL-2.0-or-later WITH Bootloader-exception"),
    Component("OpenSSL libcrypto", "", "Apache-2.0", "Python"),
    Component("SQLite", "", "blessing", "Python"),
    Component("libffi", "", "MIT", "Python"),
    Component("bzip2, XZ, Zstandard, LZ4", "", "bzip2-1.0.6 AND 0BSD AND BSD-3-Clause AND BSD-2-Clause", "Python"),
    Component("libpulse, libsndfile, libsystemd, libgcrypt, D-Bus", "", "LGPL-2.1-or-later", "Qt (Linux)"),
    Component("XCB utilities, libxkbcommon", "", "MIT", "Qt (Linux)"),
)


def requirements() -> list[str]:
    """What pyproject.toml says the program needs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [str(line) for line in project["dependencies"]]


def packages() -> list[Component]:
    """The packages that the program needs, directly or through others, by name.

    Raises:
        PackageNotFoundError: one of them is not installed here.
    """
    found: dict[str, Component] = {}
    waiting = requirements()
    while waiting:
        requirement = Requirement(waiting.pop())
        name = canonicalize_name(requirement.name)
        if name in found or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        installed = distribution(requirement.name)
        lines = [line for line in installed.requires or [] if _needed(line)]
        needs = tuple(sorted(canonicalize_name(Requirement(line).name) for line in lines))
        found[name] = Component(installed.metadata["Name"], installed.version, licence_of(installed), needs=needs)
        waiting += lines
    return [found[name] for name in sorted(found)]


def _needed(line: str) -> bool:
    marker = Requirement(line).marker
    return marker is None or marker.evaluate({"extra": ""})


def licence_of(installed: Distribution) -> str:
    """SPDX expression of a package.

    Raises:
        LookupError: it names none, and we do not know it either.
    """
    said = installed.metadata.get("License-Expression")
    known = _SAID_ELSEWHERE.get(canonicalize_name(installed.metadata["Name"]))
    short = installed.metadata.get("License", "")
    found = said or known or (short if re.fullmatch(r"[A-Za-z0-9.+ -]{2,40}", short) else "")
    if not found:
        raise LookupError(f"{installed.metadata['Name']}: what is its licence?")
    return {"BSD 3-Clause License": "BSD-3-Clause", "MIT License": "MIT"}.get(found, found)


def compiled() -> list[Component]:
    """What the packages bring compiled."""
    return [Component(name, "", licence, within) for name, licence, within in _COMPILED]


def licence_texts() -> Iterator[tuple[str, str]]:
    """(package, text) of every licence file that the packages carry."""
    for package in packages():
        installed = distribution(package.name)
        for file in installed.files or []:
            if not re.search(r"(licen[cs]e|copying|notice)", file.name, re.IGNORECASE) or file.suffix == ".py":
                continue
            place = Path(str(installed.locate_file(file)))
            if place.is_file() and (".dist-info" in str(file) or len(file.parts) <= 2):
                yield package.name, place.read_text(encoding="utf-8", errors="replace")


__all__ = ["FROZEN_ONLY", "Component", "PackageNotFoundError", "compiled", "licence_texts", "packages"]
