"""Makes the pictures of the guide: every screen of the real window over generated music, in light and dark.

``make screenshots`` (or ``python -m docs.screenshots``) writes ``docs/images/NAME-light.png`` and ``-dark.png`` for
each screen of ``docs/scenes.py``. It needs no display and touches no file of the person who runs it. For a look at
other circumstances: ``python -m docs.screenshots --size 1024x600 --language de --to /tmp/look``, ``--right-to-left``,
and ``QT_SCALE_FACTOR=2`` before it.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, qRgb
from PySide6.QtWidgets import QWidget

from app.ui.application import make_application
from app.ui.languages import speak
from docs.scenes import evening
from docs.studio import SIZE, make_music, opened

LOOKS = ("light", "dark")
#: Colours of a picture: those met most often. What differs in the last three bits of a channel counts as one.
_COLOURS, _COARSE = 256, 3
#: How many of them are chosen for being unlike the others, and pixels from which on a colour counts as seen.
_RARE, _SEEN = 72, 8


def main() -> int:
    """Make all pictures; the exit status."""
    asked = _read_arguments()
    asked.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={_screen(asked.size, Path(place))}"
        os.environ["EARMARK_HOME"] = str(Path(place) / "home")
        music = Path(place) / "Music"
        make_music(music)
        application = make_application(["earmark"])
        if asked.language:
            speak(application, asked.language)
        if asked.right_to_left:
            application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        with opened(music, asked.size) as studio:
            for scene in evening(studio):
                for look in LOOKS:
                    studio.use(look)
                    save(scene.shown, asked.to / f"{scene.name}-{look}.png")
    return 0


def _screen(size: tuple[int, int], folder: Path) -> Path:
    """The description, for Qt, of a screen of that size: dialogs are no larger than it."""
    names = ("x", "y", "width", "height", "logicalDpi", "dpr")
    screen = {"name": "studio", **dict(zip(names, (0, 0, *size, 96, 1), strict=True))}
    file = folder / "screen.json"
    file.write_text(json.dumps({"screens": [screen]}))
    return file


def save(widget: QWidget, file: Path) -> None:
    """Photograph a widget; for size, in 256 colours."""
    few_colours(widget.grab().toImage()).save(str(file), "PNG", 0)  # 0: smallest file
    sys.stdout.write(f"{file}\n")


def few_colours(image: QImage) -> QImage:
    """``image`` in the colours that occur most in it; flat ground and text keep theirs exactly."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    width, height = image.width(), image.height()
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine())
    pixels = lines[:, : 3 * width].reshape(-1, 3)
    _kinds, places = np.unique(_coarse(pixels), return_inverse=True)
    counts = np.bincount(places)
    means = np.stack([np.bincount(places, pixels[:, channel]) / counts for channel in range(3)], axis=1)
    kept = _palette(means, counts)
    distance = ((means[:, None, :] - means[None, kept, :]) ** 2).sum(axis=2)
    nearest = distance.argmin(axis=1).astype(np.uint8)
    drawn = QImage(width, height, QImage.Format.Format_Indexed8)
    drawn.setColorTable([qRgb(*(round(float(part)) for part in means[place])) for place in kept])
    target = np.frombuffer(drawn.bits(), np.uint8).reshape(height, drawn.bytesPerLine())
    target[:, :width] = nearest[places].reshape(height, width)
    drawn.setDevicePixelRatio(image.devicePixelRatio())
    return drawn


def _palette(means: NDArray[np.float64], counts: NDArray[np.intp]) -> NDArray[np.intp]:
    """The most frequent colours, and of the others those that differ most from what is there: small coloured dots."""
    order = np.argsort(-counts, kind="stable")
    kept = order[: _COLOURS - _RARE].tolist()
    rest = order[_COLOURS - _RARE :]
    rest = rest[counts[rest] >= _SEEN]
    if not len(rest):
        return np.array(kept)
    far = ((means[rest, None, :] - means[None, kept, :]) ** 2).sum(axis=2).min(axis=1)
    for _ in range(min(_RARE, len(rest))):
        place = int(far.argmax())
        kept.append(int(rest[place]))
        far = np.minimum(far, ((means[rest] - means[rest[place]]) ** 2).sum(axis=1))
    return np.array(kept)


def _coarse(pixels: NDArray[np.uint8]) -> NDArray[np.int32]:
    red, green, blue = (pixels[:, channel].astype(np.int32) >> _COARSE for channel in range(3))
    coarse: NDArray[np.int32] = (red << 10) | (green << 5) | blue
    return coarse


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Pictures of every screen of the window.")
    here = Path(__file__).resolve().parent / "images"
    parser.add_argument("--to", type=Path, default=here, help="folder of the pictures")
    parser.add_argument("--size", type=_size, default=SIZE, help="of the window, such as 1024x600")
    parser.add_argument("--language", default="", help="such as de or es")
    parser.add_argument("--right-to-left", action="store_true")
    return parser.parse_args()


def _size(text: str) -> tuple[int, int]:
    width, height = text.split("x")
    return int(width), int(height)


if __name__ == "__main__":
    sys.exit(main())
