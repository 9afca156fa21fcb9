"""Opens the dialogs, one of each at a time, and tells the window what it must know about them.

Each is imported when it is first opened: a start waits for none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.library.types import Query, TrackId

if TYPE_CHECKING:
    from app.session import Session


class Screens(QObject):
    """The dialogs of one window."""

    settings_changed = Signal()
    many_accepted = Signal(object)  #: list of TrackId, once they are decided
    outliers_left = Signal(object)  #: list of TrackId to be looked at by themselves
    files_left = Signal(list)  #: of TrackIds whose files a write has skipped
    library_changed = Signal(object)  #: LibraryChange, by anybody: for the dialogs that show what was written
    about_to_write = Signal()  #: a file must not be held open by the player

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._open: dict[type[QDialog], QDialog] = {}

    def open_write(self, tracks: Sequence[TrackId] | None = None) -> None:
        """Show what a write would change: of ``tracks``, or of everything that is ready."""
        from app.ui.write_preview import WritePreview

        preview = WritePreview(self._session, tracks, self._window)
        preview.about_to_write.connect(self.about_to_write)
        preview.history_requested.connect(self.open_history)
        preview.files_left.connect(self.files_left)
        self._show(preview)

    def open_bulk(self, query: Query) -> None:
        """Accept many of the tracks of ``query`` at once."""

        from app.ui.bulk_dialog import BulkDialog

        def make() -> QDialog:
            bulk = BulkDialog(self._session, query, self._window)
            bulk.accepted_tracks.connect(self.many_accepted)
            bulk.outliers_left.connect(self.outliers_left)
            return bulk

        self._show_once(BulkDialog, make)

    def open_history(self, batch: int | None = None) -> None:
        """Show what was written, with ``batch`` chosen."""

        from app.ui.history_dialog import HistoryDialog

        def make() -> QDialog:
            history = HistoryDialog(self._session, batch, self._window)
            history.about_to_write.connect(self.about_to_write)
            self.library_changed.connect(history.take_change)
            return history

        self._show_once(HistoryDialog, make)

    def open_settings(self) -> None:
        """Show the settings."""

        from app.ui.settings_dialog import SettingsDialog

        def make() -> QDialog:
            settings = SettingsDialog(self._session, self._window)
            settings.applied.connect(self.settings_changed)
            return settings

        self._show_once(SettingsDialog, make)

    def open_model(self) -> None:
        """Show the models with their cards."""

        from app.ui.model_dialog import ModelDialog

        def make() -> QDialog:
            model = ModelDialog(self._session, self._window)
            model.applied.connect(self.settings_changed)
            return model

        self._show_once(ModelDialog, make)

    def open_report(self) -> None:
        """Show what a report to those who mend Earmark would hold."""
        from app.ui.report_dialog import ReportDialog

        self._show_once(ReportDialog, lambda: ReportDialog(self._session, self._window))

    def open_unread(self) -> None:
        """Show what scans could not read, and what they passed over."""
        from app.ui.unread_dialog import UnreadDialog

        self._show_once(UnreadDialog, lambda: UnreadDialog(self._session, self._window))

    def open_about(self) -> None:
        """Show what this program is."""
        from app.ui.about_dialog import AboutDialog

        self._show_once(AboutDialog, lambda: AboutDialog(self._window))

    def _show_once(self, kind: type[QDialog], make: Callable[[], QDialog]) -> None:
        shown = self._open.get(kind)
        if shown is not None:
            shown.raise_()
            shown.activateWindow()
            return
        self._show(make())

    def _show(self, dialog: QDialog) -> None:
        kind = type(dialog)
        self._open[kind] = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(lambda _result: self._open.pop(kind, None))
        dialog.open()
