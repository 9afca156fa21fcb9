"""What can be done with the selected tracks: the context menu, the keys, and the calls behind them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

from app.errors import AppError
from app.library.types import TrackId, TrackRow
from app.stamp import display_path
from app.ui import words
from app.ui.bridge import messages, run_task
from app.ui.icons import icon
from app.ui.narrowing import MOST_FOLDERS

if TYPE_CHECKING:
    from app.session import Session
    from app.session.records import StepBack
    from app.ui.track_page import TrackPage


#: Genres that a question names before it says "and so on".
_NAMED = 12


class TrackActions(QObject):
    """Actions over the selection of a :class:`TrackPage`; their keys work while the table has the focus."""

    analyse_requested = Signal(list)  #: of TrackIds, again
    write_requested = Signal(list)  #: of TrackIds
    review_requested = Signal(list)  #: of TrackIds
    about_to_write = Signal()  #: files are given back what they held: whoever holds one open lets go of it

    def __init__(self, session: Session, page: TrackPage) -> None:
        super().__init__(page)
        self._session = session
        self._page = page
        self._always: list[QAction] = []
        self._menu = QMenu(page)
        self._fill_menu()
        page.view.menu_requested.connect(self._open)

    def set_genre(self) -> None:
        """Let the genre of the selected track be typed in its row; for several a dialog asks."""
        tracks = self._tracks()
        if len(tracks) == 1 and self._page.view.edit_genre(tracks[0]):
            return
        if tracks:
            run_task(self._gather, tracks, on_done=lambda found: self._ask_genre(tracks, *found), owner=self)

    def _fill_menu(self) -> None:
        key = Qt.Key
        self._add("review", self.tr("Review"), self._review, QKeySequence("R"))
        self._add("accept", self.tr("Accept what was heard"), self._accept, QKeySequence("Y"))
        self._add("edit", self.tr("Set genre…"), self.set_genre, QKeySequence(key.Key_F2))
        self._add("keep", self.tr("Leave the file as it is"), self._verdict(self._session.keep), QKeySequence("X"))
        self._add("skip", self.tr("Skip"), self._verdict(self._session.skip), QKeySequence("S"))
        self._add("undo", self.tr("Undo the last step"), self._undo, QKeySequence(QKeySequence.StandardKey.Undo))
        self._add("keep-list", self.tr("Never touch the genres of these files…"), self._with_rows(self._protect))
        self._menu.addSeparator()
        self._add("write", self.tr("Write…"), lambda: self.write_requested.emit(self._tracks()))
        self._add("analyse", self.tr("Analyse again"), lambda: self.analyse_requested.emit(self._tracks()))
        self._menu.addSeparator()
        self._add("filter", self.tr("Only this folder"), self._with_rows(self._narrow_to_folder))
        self._add("show", self.tr("Show in folder"), self._with_rows(self._show_in_folder))
        copy = QKeySequence(QKeySequence.StandardKey.Copy)
        self._add("copy", self.tr("Copy path"), self._with_rows(_copy_paths), copy)

    def _add(self, picture: str, text: str, do: Callable[[], object], key: QKeySequence | None = None) -> None:
        action = QAction(icon(picture), text, self)
        action.triggered.connect(lambda _checked=False: do())
        if key is not None:
            action.setShortcut(key)
            undoes = key == QKeySequence(QKeySequence.StandardKey.Undo)  # wherever the keyboard is, as after a dialog
            context = Qt.ShortcutContext
            action.setShortcutContext(context.WindowShortcut if undoes else context.WidgetShortcut)
        self._menu.addAction(action)
        self._page.view.addAction(action)

    def _open(self, at: QPoint) -> None:
        if self._tracks():
            self._menu.popup(at)

    def _tracks(self) -> list[TrackId]:
        return self._page.view.selected_tracks()

    def _verdict(self, give: Callable[[list[TrackId]], object]) -> Callable[[], None]:
        def act() -> None:
            tracks = self._tracks()
            if tracks:
                run_task(give, tracks, owner=self)

        return act

    def _accept(self) -> None:
        tracks = self._tracks()
        if tracks:
            run_task(self._session.accept, tracks, on_done=lambda count: tell_refused(len(tracks) - count), owner=self)

    def _undo(self) -> None:
        """Take the newest verdict back; where a write is newer, ask first: that changes files."""
        run_task(self._session.step_back, on_done=self._stepped_back, owner=self)

    def _stepped_back(self, step: StepBack) -> None:
        if step.write is None:
            self._tell_undone(step.tracks)
            return
        from app.ui.write_question import WriteQuestion

        batch = int(step.write.id)
        WriteQuestion(step.write, lambda: self._undo_write(batch), self._undo_verdict, self._page.window()).open()

    def _undo_verdict(self) -> None:
        run_task(self._session.undo_verdict, on_done=self._tell_undone, owner=self)

    def _undo_write(self, batch: int) -> None:
        from app.ui.write_question import words_of_undoing

        self.about_to_write.emit()
        told = messages().told
        run_task(self._session.undo, batch, on_done=lambda report: told.emit(words_of_undoing(report)), owner=self)

    def _tell_undone(self, tracks: tuple[TrackId, ...]) -> None:
        if not tracks:
            messages().told.emit(self.tr("There is nothing to undo."))
        else:
            self._page.view.select_track(tracks[0])

    def _review(self) -> None:
        tracks = self._tracks()
        if tracks:
            self.review_requested.emit(tracks)

    def _gather(self, tracks: list[TrackId]) -> tuple[list[TrackRow], list[str], tuple[str, ...]]:
        return self._session.rows(tracks[:1]), self._session.vocabulary(), self._session.labels()

    def _ask_genre(
        self, tracks: list[TrackId], rows: list[TrackRow], vocabulary: list[str], labels: tuple[str, ...]
    ) -> None:
        from app.ui.genre_dialog import GenreDialog

        single = rows[0] if len(tracks) == 1 and rows else None
        question = (
            self.tr("Genre of “{0}”").format(words.shown_title(single))
            if single is not None
            else self.tr("Genre of the %Ln selected tracks", "", len(tracks))
        )
        present = (single.chosen or single.genres) if single is not None else ()
        dialog = GenreDialog(
            question, labels=labels, vocabulary=vocabulary, present=present, parent=self._page.window()
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(lambda genres: run_task(self._session.choose, tracks, genres, owner=self))
        dialog.open()

    def _with_rows(self, use: Callable[[list[TrackRow]], None]) -> Callable[[], None]:
        def act() -> None:
            tracks = self._tracks()
            if tracks:
                run_task(self._session.rows, tracks, on_done=use, owner=self)

        return act

    def _narrow_to_folder(self, rows: list[TrackRow]) -> None:
        folders = tuple(dict.fromkeys(os.path.dirname(row.path) for row in rows))[:MOST_FOLDERS]
        self._page.narrow(replace(self._page.query, below=folders))

    def _protect(self, rows: list[TrackRow]) -> None:
        """Put the genres that these files hold on the keep-list, after naming them."""
        listed = self._session.settings.keep_list
        fresh = [genre for genre in dict.fromkeys(name for row in rows for name in row.genres) if genre not in listed]
        if not fresh:
            messages().told.emit(self.tr("These files hold no genre that is not on the keep-list already."))
            return
        from PySide6.QtWidgets import QMessageBox

        question = QMessageBox(self._page.window())
        question.setObjectName("keep-question")
        question.setWindowTitle(self.tr("Never touch these genres?"))
        question.setText(self.tr("Never touch these %Ln genres?", "", len(fresh)))
        shown = ", ".join(fresh[:_NAMED]) + ("…" if len(fresh) > _NAMED else "")
        question.setInformativeText(
            self.tr("{0}: wherever a file holds one of these, Earmark leaves it there. The settings list them.").format(
                shown
            )
        )
        keep = question.addButton(self.tr("Never touch them"), QMessageBox.ButtonRole.AcceptRole)
        question.addButton(QMessageBox.StandardButton.Cancel)
        question.setDefaultButton(keep)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        keep.clicked.connect(lambda: run_task(self._extend_keep_list, fresh, owner=self))
        question.open()

    def _extend_keep_list(self, genres: list[str]) -> None:
        """In a thread: add to what the list is by then."""
        settings = self._session.settings
        kept = tuple(dict.fromkeys((*settings.keep_list, *genres)))
        self._session.change_settings(replace(settings, keep_list=kept))

    def _show_in_folder(self, rows: list[TrackRow]) -> None:
        if rows:
            show_in_folder(rows[0].path)


def tell_refused(tracks: int) -> None:
    """Say that so many tracks were not accepted, where there are any: nothing was heard in them."""
    if tracks:
        sentence = words.translate(
            "words",
            "%Ln tracks were not accepted: Earmark does not know their genre. Name one yourself.",
            "",
            tracks,
        )
        messages().told.emit(sentence)


def show_in_folder(path: bytes) -> None:
    """Open the file manager on a file, with the file selected where the system can."""
    from PySide6.QtCore import QProcess, QUrl
    from PySide6.QtGui import QDesktopServices

    name = os.fsdecode(path)
    if sys.platform == "win32":
        shown = QProcess.startDetached("explorer", ["/select,", name])[0]
    elif sys.platform == "darwin":
        shown = QProcess.startDetached("open", ["-R", name])[0]
    else:
        folder = name if os.path.isdir(name) else os.path.dirname(name)
        shown = QDesktopServices.openUrl(QUrl.fromLocalFile(folder))
    if not shown:
        messages().failed.emit(
            AppError(
                words.translate("words", "The folder could not be opened."),
                words.translate("words", "The file is at {0}").format(display_path(path)),
            )
        )


def _copy_paths(rows: list[TrackRow]) -> None:
    QGuiApplication.clipboard().setText("\n".join(display_path(row.path) for row in rows))
