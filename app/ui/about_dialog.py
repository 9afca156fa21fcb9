"""What this program is, its version, and under what terms it comes."""

from __future__ import annotations

import platform

import PySide6
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app import __version__, paths
from app.ui.controls import label, push_button
from app.ui.licence_dialog import LicenceDialog
from app.ui.theme import SPACE

_WIDTH = 460


class AboutDialog(QDialog):
    """Name, version, licence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Earmark"))
        self.setFixedWidth(_WIDTH)
        self.setWindowIcon(QIcon(str(paths.resources_dir() / "icons" / "earmark.svg")))
        picture = QLabel()
        picture.setPixmap(self.windowIcon().pixmap(QSize(48, 48), self.devicePixelRatioF()))
        versions = self.tr("Version {0}, with Qt for Python {1} and Python {2}").format(
            __version__, PySide6.__version__, platform.python_version()
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(picture)
        column.addWidget(label("Earmark", size="large", bold=True))
        sentence = self.tr("Listens to your music and writes the genres it hears into the files' own tags.")
        column.addWidget(label(sentence, wrap=True))
        numbers = label(versions, role="muted", wrap=True)
        numbers.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(numbers)
        terms = self.tr(
            "Free software under the GNU General Public License, version 3 or later, without any warranty. "
            "Models and the data they learned from carry their own terms, named on the model page. "
            "Nothing about you or your music leaves this computer."
        )
        column.addWidget(label(terms, role="muted", wrap=True))
        column.addSpacing(SPACE)
        row = QHBoxLayout()
        row.addWidget(push_button(self.tr("Licences"), self.show_licences))
        row.addStretch(1)
        row.addWidget(push_button(self.tr("Close"), self.accept, primary=True))
        column.addLayout(row)
        self.setFixedHeight(self.heightForWidth(_WIDTH))  # a dialog does not ask its wrapped lines by itself

    def show_licences(self) -> None:
        """What the program is made of, and under what terms each part comes."""
        LicenceDialog(self).open()
