"""Thin pictures of the sound for the rows in sight: drawn one at a time in the background, the last few kept.

A row asks while it is painted and gets nothing at first. What is asked for is drawn once the table has come to rest,
newest first, and what has been scrolled by meanwhile is forgotten; so scrolling reads no file.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.library.types import TrackRow
from app.ui.bridge import run_task
from app.ui.theme import theme

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PySide6.QtGui import QImage

#: Pictures kept; each is 800 bytes and a small image.
KEPT = 3000
#: As many as a tall window shows at once.
_WANTED = 80
_REST_MS = 180

#: What a picture is of: the track, and its file as it was.
Key = tuple[int, bytes]


class Thumbnails(QObject):
    """Pictures over ``draw`` (``Session.thumbnail``), which is called in a thread with a path."""

    drawn = Signal(object)  #: TrackId: its picture is there, or is known not to come

    def __init__(self, draw: Callable[[bytes], NDArray[np.uint8]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._draw = draw
        self._shades: OrderedDict[Key, NDArray[np.uint8] | None] = OrderedDict()  # None: it cannot be drawn
        self._images: dict[Key, QImage] = {}
        self._wanted: OrderedDict[Key, None] = OrderedDict()
        self._drawing: Key | None = None
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._next)
        theme().changed.connect(self._images.clear)

    def picture(self, row: TrackRow) -> QImage | None:
        """The picture of a track; ``None`` while it is not drawn, which this call sets off."""
        if row.unheard:
            return None
        key = (int(row.id), row.path)
        if key in self._shades:
            self._shades.move_to_end(key)
            return self._image(key)
        if key == self._drawing:
            return None
        self._wanted[key] = None
        self._wanted.move_to_end(key)
        while len(self._wanted) > _WANTED:
            self._wanted.popitem(last=False)
        if self._drawing is None and not self._rest.isActive():  # a table that repaints during a run rests all the same
            self._rest.start()
        return None

    def forget_wishes(self) -> None:
        """The table was scrolled: what is in sight now asks again when it is painted."""
        self._wanted.clear()
        if self._rest.isActive():
            self._rest.start()

    def _next(self) -> None:
        if self._drawing is not None or not self._wanted:
            return
        key, _ = self._wanted.popitem(last=False)  # the upper rows first, as one reads
        self._drawing = key
        run_task(
            self._draw,
            key[1],
            on_done=lambda shades: self._take(key, shades),
            on_error=lambda _problem: self._take(key, None),
            owner=self,
        )

    def _take(self, key: Key, shades: NDArray[np.uint8] | None) -> None:
        self._drawing = None
        self._shades[key] = shades
        while len(self._shades) > KEPT:
            gone, _ = self._shades.popitem(last=False)
            self._images.pop(gone, None)
        self.drawn.emit(key[0])
        self._next()

    def _image(self, key: Key) -> QImage | None:
        shades = self._shades[key]
        if shades is None:
            return None
        if key not in self._images:
            import numpy as np
            from PySide6.QtGui import QImage

            from app.ui.colour_maps import loudness_colours  # brings pyqtgraph, which a start does not wait for

            colours = np.ascontiguousarray(loudness_colours(theme().palette)[shades[::-1]])
            height, width = shades.shape
            made = QImage(colours.data, width, height, 3 * width, QImage.Format.Format_RGB888)
            self._images[key] = made.copy()  # Qt does not own numpy's memory
        return self._images[key]
