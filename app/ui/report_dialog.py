"""The log, and a report to send to those who mend Earmark: everything in it is seen before it goes anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app import paths
from app.ui import words
from app.ui.bridge import run_task
from app.ui.controls import label, open_at, push_button, with_note
from app.ui.message_strip import MessageStrip
from app.ui.theme import SPACE

if TYPE_CHECKING:
    from app.session import Session


class ReportDialog(QDialog):
    """Shows the report as it would be saved or copied."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(self.tr("Make a report"))
        open_at(self, 760, 520)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName(self.tr("The report"))
        self.with_paths = QCheckBox(self.tr("With the paths and names of my files"))
        self.with_paths.toggled.connect(lambda _checked: self._read())
        self.strip = MessageStrip()
        self._lay_out()
        self._read()

    def save_to(self, file: Path) -> None:
        """Write what is in sight to ``file``."""
        run_task(
            self._session.save_report,
            self.text.toPlainText(),
            file,
            on_done=lambda _none: self.strip.show_sentence(self.tr("The report is in {0}.").format(file)),
            on_error=self.strip.show_error,
            owner=self,
        )

    def _read(self) -> None:
        run_task(
            self._session.report,
            with_paths=self.with_paths.isChecked(),
            on_done=self.text.setPlainText,
            on_error=self.strip.show_error,
            owner=self,
        )

    def _lay_out(self) -> None:
        sentence = self.tr(
            "This is all that a report holds: versions, settings, counts and the end of the log. No music, and no "
            "names of your files unless you tick them. Nothing is sent: save it, and attach it where you ask for help."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(label(sentence, wrap=True))
        column.addWidget(with_note(self.text, words.in_english()), 1)
        column.addWidget(self.with_paths)
        column.addWidget(self.strip)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(push_button(self.tr("Save…"), self._ask))
        row.addWidget(push_button(self.tr("Copy"), self._copy, picture="copy"))
        row.addWidget(push_button(self.tr("Open the log's folder"), _open_logs, picture="show"))
        row.addStretch(1)
        row.addWidget(push_button(self.tr("Close"), self.accept, primary=True))
        column.addLayout(row)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())

    def _ask(self) -> None:
        dialog = QFileDialog(self, self.tr("Save the report"), "", self.tr("Text (*.txt)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("txt")
        dialog.selectFile("earmark-report.txt")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()


def _open_logs() -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(paths.log_dir())))
