"""A program of its own that lets a file be dragged out of it, as a file manager does: ``drag_source.py PATH``."""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel


class Source(QLabel):
    """A label to drag from. It stays open afterwards: the other side fetches the data only when it was let go there."""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(sys.argv[1])])
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction)


if __name__ == "__main__":
    application = QApplication(sys.argv)
    source = Source("drag from here")
    source.setWindowTitle("drag source")
    source.resize(120, 60)
    source.move(1320, 20)
    source.show()
    sys.exit(application.exec())
