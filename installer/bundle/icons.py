"""Draws the program's icon in every size and form that systems ask for, from resources/icons/earmark.svg.

    python installer/bundle/icons.py FOLDER

Writes ``earmark-<size>.png``, ``earmark.ico`` (Windows) and ``earmark.icns`` (macOS), so that no picture made from
another is kept in the repository. Both containers hold PNG pictures as they are. Needs Qt for Python.
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRectF
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = Path(__file__).resolve().parents[2] / "resources" / "icons" / "earmark.svg"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
#: Apple's type of an entry that holds a PNG of this size.
ICNS_TYPES = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09"}
ICO_SIZES = (16, 24, 32, 48, 64, 256)


def picture(size: int) -> bytes:
    """The icon as a PNG of ``size`` by ``size`` points."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(DRAWING)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """The pictures as an ICO file: a directory of 16-byte entries, then the PNGs. A size of 256 is written as 0."""
    at = 6 + 16 * len(pictures)
    entries = b""
    for size, content in pictures.items():
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(content), at)
        at += len(content)
    return struct.pack("<HHH", 0, 1, len(pictures)) + entries + b"".join(pictures.values())


def icns(pictures: dict[int, bytes]) -> bytes:
    """The pictures as an ICNS file: entries of type, length with their eight bytes of header, content."""
    entries = b"".join(
        struct.pack(">4sI", ICNS_TYPES[size], 8 + len(content)) + content for size, content in pictures.items()
    )
    return struct.pack(">4sI", b"icns", 8 + len(entries)) + entries


def write_icons(folder: Path) -> None:
    """Write all forms into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {size: picture(size) for size in SIZES}
    for size, content in pictures.items():
        (folder / f"earmark-{size}.png").write_bytes(content)
    (folder / "earmark.ico").write_bytes(ico({size: pictures[size] for size in ICO_SIZES}))
    (folder / "earmark.icns").write_bytes(icns({size: pictures[size] for size in ICNS_TYPES}))


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication(sys.argv[:1])
    write_icons(Path(sys.argv[1]))
