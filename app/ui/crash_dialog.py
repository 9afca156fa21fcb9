"""Our own faults, said honestly, with a way to copy what is known of them."""

from __future__ import annotations

import PySide6
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app import __version__
from app.ui.controls import label, open_at, push_button
from app.ui.theme import SPACE


class CrashDialog(QDialog):
    """Says that something went wrong that is our fault; the person may go on or quit."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report = report
        self.setWindowTitle(self.tr("A fault in Earmark"))
        open_at(self, 680, 440)
        text = QPlainTextEdit(report)
        text.setReadOnly(True)
        text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        text.setAccessibleName(self.tr("Details for a bug report"))
        sentence = self.tr(
            "This is our mistake, not yours. Your files are safe: every write is checked and can be undone. "
            "You can go on working; if something looks odd, start Earmark again. "
            "The details below help us to mend it; paths in them may name your files."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(label(self.tr("Something went wrong in Earmark"), size="large", bold=True))
        column.addWidget(label(sentence, wrap=True))
        column.addWidget(text, 1)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(push_button(self.tr("Copy the details"), self._copy, picture="copy"))
        row.addStretch(1)
        row.addWidget(push_button(self.tr("Quit"), QApplication.quit))
        row.addWidget(push_button(self.tr("Go on"), self.accept, primary=True))
        column.addLayout(row)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)


def report_text(trace: str) -> str:
    """What a bug report needs: versions, then the traceback."""
    import platform

    return (
        f"Earmark {__version__} · Python {platform.python_version()} · PySide6 {PySide6.__version__} · "
        f"{platform.platform()}\n\n{trace}"
    )
