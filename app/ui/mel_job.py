"""Pictures of tracks, made in worker threads and kept for the last few, so that going back and forth costs nothing.

One track is wanted at a time: wanting another gives up the one before. The tracks that will be wanted next can be
made ahead; that work never delays a wanted one by more than the block it is in.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import AppError
from app.progress import RunControl
from app.ui.bridge import Task, run_task

if TYPE_CHECKING:
    from app.session import MelPicture

#: Pictures kept; one is 2 MB at most.
KEPT = 12
#: Wait before a wanted picture is begun, in milliseconds: a held arrow key passes over many tracks.
_SETTLE_MS = 60

Draw = Callable[[bytes, RunControl | None], "MelPicture"]


class PictureShelf(QObject):
    """The pictures of the last few tracks, and the making of new ones."""

    ready = Signal(object, object)  #: path (bytes), MelPicture
    failed = Signal(object, object)  #: path (bytes), AppError

    def __init__(self, draw: Draw, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._draw = draw
        self._kept: OrderedDict[bytes, MelPicture] = OrderedDict()
        self._wanted: bytes | None = None
        self._ahead: list[bytes] = []
        self._tasks: dict[bytes, Task] = {}  # under way; not those given up
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._work)

    def want(self, path: bytes | None) -> MelPicture | None:
        """The picture of ``path`` if it is there; else it is made and :attr:`ready` or :attr:`failed` tells."""
        self._wanted = path
        self._ahead.clear()
        if path is not None and path in self._kept:
            self._settle.stop()
            self._kept.move_to_end(path)
            return self._kept[path]  # what is being made ahead goes on
        self._give_up_all_but(path)
        if path is None:
            self._settle.stop()
        else:
            self._settle.start()
        return None

    def prepare(self, paths: Sequence[bytes]) -> None:
        """Make these pictures too, one after the other, once the wanted one is there; give others up."""
        self._give_up_all_but(self._wanted, *paths)
        self._ahead = [path for path in paths if path not in self._kept and path not in self._tasks]
        if not self._tasks and not self._settle.isActive():
            self._settle.start()

    def forget(self, path: bytes) -> None:
        """Drop the picture of a file whose content changed."""
        self._kept.pop(path, None)

    def _work(self) -> None:
        if self._wanted is not None and self._wanted not in self._kept:
            self._begin(self._wanted)
        elif self._ahead and not self._tasks:
            self._begin(self._ahead.pop(0))

    def _give_up_all_but(self, *paths: bytes | None) -> None:
        for path in self._tasks.keys() - set(paths):
            self._tasks.pop(path).cancel()

    def _begin(self, path: bytes) -> None:
        if path in self._tasks:
            return
        control = RunControl()
        task = run_task(
            self._draw,
            path,
            control=control,
            on_done=lambda picture: self._done(path, control, picture),
            on_error=lambda problem: self._failed(path, control, problem),
            owner=self,
        )
        task.control = control
        self._tasks[path] = task

    def _done(self, path: bytes, control: RunControl, picture: MelPicture) -> None:
        self._end(path, control)
        if control.cancelled:  # given up, or the window closes: what was drawn is only a part
            return
        self._kept[path] = picture
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        if path == self._wanted:
            self.ready.emit(path, picture)
        self._work()

    def _failed(self, path: bytes, control: RunControl, problem: AppError) -> None:
        self._end(path, control)
        if control.cancelled:
            return
        if path == self._wanted:
            self._wanted = None
            self.failed.emit(path, problem)
        self._work()

    def _end(self, path: bytes, control: RunControl) -> None:
        task = self._tasks.get(path)
        if task is not None and task.control is control:
            del self._tasks[path]
