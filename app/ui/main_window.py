"""The main window: puts the parts together and passes their signals on. It decides nothing about music.

Two rooms share the window: browsing (side bar, table or drop zone, inspector) and reviewing. Below both are the
message strip and the activity bar.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app import paths
from app.library.types import LibraryChange, Query, Root, SortKey, TrackId, View
from app.progress import RunControl
from app.ui.activity_bar import ActivityBar
from app.ui.bridge import LibraryChanges, messages, run_task
from app.ui.closing import Closing
from app.ui.columns import ColumnLayout, Grouping
from app.ui.controls import line
from app.ui.crash_news import CrashNews
from app.ui.drops import Drops
from app.ui.elsewhere import Elsewhere
from app.ui.folder_choices import FolderChoices
from app.ui.icons import icon
from app.ui.inspector import Inspector
from app.ui.interpreter import Garbage, keep_what_there_is
from app.ui.kept_filters import filters_text, with_filters
from app.ui.memory import give_large_blocks_back
from app.ui.message_strip import MessageStrip
from app.ui.picture_look import picture_look
from app.ui.player import Player
from app.ui.run_display import RunDisplay
from app.ui.runs import Runs
from app.ui.screens import Screens
from app.ui.side_bar import SideBar
from app.ui.theme import theme
from app.ui.tool_bar import MainToolBar
from app.ui.track_actions import TrackActions, show_in_folder
from app.ui.track_page import TrackPage
from app.ui.unfinished import Unfinished
from app.ui.watching import Watching
from app.ui.window_state import WindowState, load_state, pack, save_state, unpack
from app.ui.words import number, translate

if TYPE_CHECKING:
    from app.session import Session
    from app.ui.drop_zone import DropShade, DropZone
    from app.ui.review_pane import ReviewPane

#: Shortest time between two counts of the views.
COUNT_MS = 250
#: A track is shown once the selection has rested on it, so that holding an arrow key decodes nothing.
REST_MS = 90
#: What is around the tracks waits for them at most so long.
GO_ON_MS = 4000
#: Room in the middle for the narrowest columns: what the narrowest window leaves beside side bar and inspector.
LEAST_MIDDLE = 448
#: From the first tracks in sight until the window listens for others: what is still being shown goes before.
SETTLED_MS = 200
#: Rest after the first tracks are in sight, before what is not yet needed is got ready.
AHEAD_MS = 1200


class MainWindow(QMainWindow):
    """The window over a :class:`Session`, which it neither makes nor closes."""

    begun = Signal()  #: the first tracks are in sight, or there are none to wait for

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._counts: Mapping[View, int] = {}
        self._roots: list[Root] = []
        self._watches = False  #: the folders are watched, as far as the settings allow
        self._begun = False  #: the first tracks are in sight
        self.counted = False  #: the first counts have arrived
        self.setWindowTitle("Earmark")
        self.setAcceptDrops(True)
        self._make_parts()
        self._lay_out()
        self._connect_library()
        self._connect_parts()
        self._fill_menu()
        self.apply_settings()
        self._restore_state()
        self.page.view.setFocus()
        self._choose_middle()
        self.page.reload()  # first of all: what a person waits for
        self.page.shown_changed.connect(lambda _count: self.page.view.after_paint(self._go_on))
        self.page.shown_changed.connect(lambda _count: self._show_summary())
        self.page.model.completed.connect(self._show_summary)
        QTimer.singleShot(GO_ON_MS, self, self._go_on)

    def _go_on(self) -> None:
        """The tracks are in sight: get ready what is not, so that the first look at a track does not wait for it."""
        if not self._begun:
            self._begun = True
            give_large_blocks_back()
            self.tool_bar.complete()
            if keep_what_there_is():
                Garbage(self)
            QTimer.singleShot(SETTLED_MS, self, self.begun.emit)
            self.elsewhere.begin()
            self.refresh_counts()
            self.refresh_folders()
            self.refresh_labels()
            if self._watches:
                self.watch_folders()
            QTimer.singleShot(AHEAD_MS, self, self._get_ready)

    def _get_ready(self) -> None:
        """The window has come to rest: make what the first track that is chosen or heard would wait for."""

        def go_on(_none: object) -> None:
            self.inspector.get_ready()
            run_task(_read_orders, self._session, owner=self)

        run_task(_import_ahead, on_done=go_on, owner=self)

    # making

    def _make_parts(self) -> None:
        session = self._session
        # From the outside in: a part that changes its parent is dressed anew by Qt, with all that is in it.
        self.host = QWidget(self)
        self.rooms = QStackedWidget(self.host)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self.rooms)
        self.changes = LibraryChanges(session.subscribe)
        self.runs = Runs(session, self)
        self.unfinished = Unfinished(session, self.runs)
        self.player = Player(session, self)
        self.tool_bar = MainToolBar(self)
        self.side_bar = SideBar(self.splitter)
        self.middle = QStackedWidget(self.splitter)
        self.page = TrackPage(session, self.middle)
        self.inspector = Inspector(session, self.player, self.splitter)
        self.strip = MessageStrip(self.host)
        self.drops = Drops(self.strip, self.add_paths, self)
        self.activity = ActivityBar(self.host)
        self.actions_on_tracks = TrackActions(session, self.page)
        self.screens = Screens(session, self)
        self.run_display = RunDisplay(self.runs, self.activity, self.page, self.inspector, self.strip)
        self.closing = Closing(self, self.runs, self.activity)
        self.crash_news = CrashNews(session, self.runs, self.screens, self.strip)
        self.folder_choices = FolderChoices(session, self)
        self.watching = Watching(session, self.runs, self)
        self.elsewhere = Elsewhere(session, self)
        self._count_timer = QTimer(self, singleShot=True, interval=COUNT_MS)
        self._rest_timer = QTimer(self, singleShot=True, interval=REST_MS)

    def _lay_out(self) -> None:
        self.addToolBar(self.tool_bar)
        self.middle.addWidget(self.page)
        self.middle.setMinimumWidth(LEAST_MIDDLE)
        for part in (self.side_bar, self.middle, self.inspector):
            self.splitter.addWidget(part)
        self.splitter.setStretchFactor(1, 3)
        self.splitter.setStretchFactor(2, 1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setCollapsible(2, True)
        self.splitter.setHandleWidth(1)
        self.splitter.setSizes([200, 720, 360])
        self.rooms.addWidget(self.splitter)
        column = QVBoxLayout(self.host)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.rooms, 1)
        column.addWidget(self.strip)
        column.addWidget(line())
        column.addWidget(self.activity)
        self.setCentralWidget(self.host)
        self.setMinimumSize(900, 520)
        room = self.screen().availableGeometry().size()
        self.resize(QSize(1280, 800).boundedTo(room))

    def _connect_library(self) -> None:
        self.changes.changed.connect(self._take_change)
        self.changes.changed.connect(self.screens.library_changed)
        self._count_timer.timeout.connect(self.refresh_counts)
        self.runs.began.connect(self._choose_middle)
        self.runs.became_idle.connect(self._become_idle)
        self.watching.away_changed.connect(self.side_bar.set_away)
        self.closing.begun.connect(self.watching.end)
        self.closing.begun.connect(self.unfinished.keep)
        self.unfinished.stuck.connect(self.crash_news.tell_stuck)
        self.run_display.review_requested.connect(self.review_all)
        self.run_display.unread_requested.connect(self.screens.open_unread)
        messages().failed.connect(self.strip.show_error)
        messages().told.connect(self.strip.show_sentence)

    def _connect_parts(self) -> None:
        tools, side, page, actions = self.tool_bar, self.side_bar, self.page, self.actions_on_tracks
        tools.searched.connect(page.set_text)
        tools.search_left.connect(page.view.setFocus)
        tools.analyse_requested.connect(self.runs.rescan)
        tools.review_requested.connect(self.review_all)
        tools.write_requested.connect(lambda: self.screens.open_write(None))
        side.view_chosen.connect(page.set_view)
        side.root_chosen.connect(page.set_root)
        side.root_chosen.connect(self.refresh_counts)
        self.folder_choices.chosen.connect(self.add_paths)
        side.add_requested.connect(self.folder_choices.ask_folder)
        side.rescan_requested.connect(lambda root: self.runs.rescan([root.path]))
        side.remove_requested.connect(self.folder_choices.remove)
        side.show_requested.connect(lambda root: show_in_folder(root.path))
        page.view.current_changed.connect(lambda _track: self._rest_timer.start())
        page.view.selection_changed.connect(lambda _count: self._rest_timer.start())
        page.view.opened.connect(lambda track: self.review([track] if track is not None else []))
        self._rest_timer.timeout.connect(self._show_current)
        actions.analyse_requested.connect(lambda tracks: self.runs.analyse(tracks=tracks, again=True))
        actions.write_requested.connect(self.screens.open_write)
        actions.review_requested.connect(self.review)
        actions.about_to_write.connect(self.player.release)
        self.inspector.review_requested.connect(lambda track: self.review([track]))
        self.screens.outliers_left.connect(self.review)
        self.screens.settings_changed.connect(self.apply_settings)
        self.screens.about_to_write.connect(self.player.release)
        self.screens.files_left.connect(self.runs.hear_changed)

    def _fill_menu(self) -> None:
        menu, screens = self.tool_bar.menu, self.screens
        keys = QKeySequence.StandardKey
        for picture, text, do, key in (
            ("add-folder", self.tr("Add a folder…"), self.folder_choices.ask_folder, keys.Open),
            ("music", self.tr("Add files…"), self.folder_choices.ask_files, None),
            ("accept", self.tr("Accept many…"), self.accept_many, ["Ctrl+Enter", "Ctrl+Return"]),
            ("audit", self.tr("Check the files' genres…"), self.audit, "Ctrl+G"),
            ("rescan", self.tr("Look for changes"), self.runs.rescan, keys.Refresh),
            ("error", self.tr("Not read…"), screens.open_unread, None),
            ("history", self.tr("History…"), screens.open_history, "Ctrl+H"),
            ("settings", self.tr("Settings…"), screens.open_settings, "Ctrl+,"),
            ("model", self.tr("Model…"), screens.open_model, None),
            ("report", self.tr("Make a report…"), screens.open_report, None),
            ("about", self.tr("About Earmark"), screens.open_about, None),
            ("close", self.tr("Quit"), self.close, keys.Quit),
        ):
            action = menu.addAction(icon(picture), text)
            action.triggered.connect(lambda _checked=False, do=do: do())
            if isinstance(key, list):  # the first one is shown: that of the figures' pad has the name on the other
                action.setShortcuts([QKeySequence(each) for each in key])
            elif key is not None:
                action.setShortcut(QKeySequence(key))
            self.addAction(action)
            if picture in {"error", "about"}:
                menu.addSeparator()

    @cached_property
    def drop_zone(self) -> DropZone:
        """What is shown in the place of the tracks while there are none, made for a library that is empty."""
        from app.ui.drop_zone import DropZone

        zone = DropZone()
        zone.choose_requested.connect(self.folder_choices.ask_folder)
        self.middle.addWidget(zone)
        return zone

    @cached_property
    def shade(self) -> DropShade:
        """What is laid over the window while something is dragged above it, made for the first time that is."""
        from app.ui.drop_zone import DropShade

        return DropShade(self)

    # library

    def refresh_counts(self) -> None:
        """Count the views anew, in a thread."""
        run_task(self._session.counts, self.side_bar.chosen_root(), on_done=self._show_counts, owner=self)

    def refresh_folders(self) -> None:
        """Read the folders anew, in a thread."""
        run_task(self._session.folders, on_done=self._show_folders, owner=self)

    def refresh_labels(self) -> None:
        """Read the model's genres anew, in a thread."""
        run_task(self._session.labels, on_done=self.page.filter_bar.set_genres, owner=self)

    def add_paths(self, added: Sequence[bytes]) -> None:
        """Take folders and files into the library and analyse them."""
        if added:
            self.end_review()
            self.runs.add_paths(added)

    def apply_settings(self) -> None:
        """Take over theme, rows and model from the settings."""
        settings = self._session.settings
        theme().choose(settings.theme)
        picture_look().take(settings)
        if "review_pane" in vars(self):
            self.review_pane.take_keys()
        self.page.view.set_comfortable(settings.comfortable_rows)
        self.player.set_output(settings.output_device)
        if self._begun:
            self.refresh_labels()
        if self._watches and self._begun:
            (self.watching.begin if settings.watch_folders else self.watching.end)()

    def watch_folders(self) -> None:
        """Notice what appears in the folders once the first tracks are in sight, unless the settings say otherwise."""
        self._watches = True
        if self._begun and self._session.settings.watch_folders:
            self.watching.begin()

    def _take_change(self, change: LibraryChange) -> None:
        self.page.take_change(change)
        if not self._count_timer.isActive():
            self._count_timer.start()
        self.inspector.take_change(change)
        if change.roots:
            self.refresh_folders()

    def _show_counts(self, counts: Mapping[View, int]) -> None:
        self._counts = counts
        self.counted = True
        self.side_bar.set_counts(counts)
        self.tool_bar.set_counts(counts)
        self._show_summary()
        self._choose_middle()

    def _show_folders(self, roots: list[Root]) -> None:
        known = {root.id for root in self._roots}
        for root in roots:
            if self._roots and root.id not in known and root.same_as is not None:
                self.strip.show_sentence(self.side_bar.twin_sentence(root))
        self._roots = roots
        self.side_bar.set_folders(roots, looking=self.runs.looking)
        self._choose_middle()

    def _choose_middle(self) -> None:
        empty = self._session.began_empty
        if self.counted:
            empty = not self._roots and not self._counts.get(View.ALL, 0) and not self.runs.busy
        shown = self.drop_zone if empty else self.page
        if self.middle.currentWidget() is not shown:
            self.middle.setCurrentWidget(shown)
            (shown if empty else self.page.view).setFocus()
        self.inspector.setVisible(not empty)
        self.side_bar.setVisible(not empty)

    def _show_summary(self) -> None:
        if self.runs.busy or not self.counted:
            return
        counts = self._counts
        total, found = counts.get(View.ALL, 0), self.page.found
        if found is not None and not self.page.model.is_complete:
            return  # their number may not be known yet; it follows
        if found is None or found == total:
            parts = [self.tr("%Ln tracks", "", total)]
        else:
            parts = [translate("review", "{0} of {1}").format(number(found), number(total))]
        if counts.get(View.NEW, 0):
            parts.append(self.tr("%Ln not analysed", "", counts[View.NEW]))
        self.activity.show_idle(" · ".join(parts) if total else "")

    def _become_idle(self, looked: bool) -> None:
        """Show what came of it, one question after another: at once they keep the processor from the window."""
        self._rest_timer.start()
        self.page.follow()
        self._count_timer.start()
        if looked:  # listening changes no folder
            self.refresh_folders()

    # showing and reviewing

    def _show_current(self) -> None:
        track = self.page.view.highlighted_track()
        if track is not None or self.inspector.track is not None or not self.runs.busy:
            self.inspector.show_track(track)  # else it follows the run

    def review_all(self) -> None:
        """Review what waits, in the chosen folder, from where it was left."""
        self._open_review()
        self.review_pane.start_queue(self.side_bar.chosen_root())

    def review(self, tracks: Sequence[TrackId]) -> None:
        """Review these tracks; the room fills the window."""
        if len(tracks):
            self._open_review()
            self.review_pane.start([TrackId(int(track)) for track in tracks])

    def audit(self) -> None:
        """Go through the tracks, in the chosen folder, whose sound contradicts what their file says."""
        self._open_review()
        self.review_pane.start_audit(self.side_bar.chosen_root())

    @cached_property
    def review_pane(self) -> ReviewPane:
        """The room of the review, made when it is first entered: a start does not wait for what draws sound."""
        from app.ui.review_pane import ReviewPane

        pane = ReviewPane(self._session, self.player)
        pane.finished.connect(self.end_review)
        pane.bulk_requested.connect(self.accept_many)
        self.screens.many_accepted.connect(pane.take_over)
        self.changes.changed.connect(pane.take_change)
        self.rooms.addWidget(pane)
        return pane

    @property
    def _reviewing(self) -> bool:
        return self.rooms.currentWidget() is not self.splitter

    def _open_review(self) -> None:
        self.strip.dismiss_good_news()
        self.tool_bar.hide()
        self.rooms.setCurrentWidget(self.review_pane)
        self.review_pane.setFocus()

    def accept_many(self) -> None:
        """Accept at once what is in sight and sure enough; in the review: of all that waits."""
        waiting = Query(view=View.REVIEW, root=self.side_bar.chosen_root())
        self.screens.open_bulk(waiting if self._reviewing else self.page.query)

    def end_review(self) -> None:
        """Back to the table."""
        if self._reviewing:
            self.rooms.setCurrentWidget(self.splitter)
            self.tool_bar.show()
            self.page.view.setFocus()

    # drops

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take what is or holds files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self.shade.cover()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: ARG002
        """What was dragged went elsewhere."""
        self._hide_shade()

    def _hide_shade(self) -> None:
        if "shade" in vars(self):
            self.shade.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped."""
        self._hide_shade()
        self.drops.take(event)

    # beginning and end

    def _restore_state(self) -> None:
        state = load_state(paths.config_dir() / "window.json")
        self.restoreGeometry(unpack(state.geometry))
        self.splitter.restoreState(unpack(state.splitter))
        self.page.view.lay_columns_out(ColumnLayout.from_text(state.column_layout))
        self.page.filter_bar.keep_free(state.chips)
        sort = SortKey(state.sort) if state.sort in set(SortKey) else SortKey.PATH
        grouping = Grouping(state.grouping) if state.grouping in set(Grouping) else Grouping.NONE
        self.page.set_order(sort, descending=state.descending, grouping=grouping)
        self.page.set_filters(with_filters(Query(), state.filters))
        self.side_bar.choose_view(self.page.query.view)
        QTimer.singleShot(0, self, self.unfinished.go_on)

    def _save_state(self) -> None:
        query = self.page.query
        state = WindowState(
            geometry=pack(self.saveGeometry()),
            splitter=pack(self.splitter.saveState()),
            column_layout=self.page.view.layout_of_columns().to_text(),
            sort=query.sort.value,
            descending=query.descending,
            grouping=self.page.view.grouping.value,
            filters=filters_text(query),
            chips=self.page.filter_bar.chips_height(),
        )
        save_state(state, paths.config_dir() / "window.json")

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close at once when nothing runs; otherwise ask, let the files in hand finish, and close then."""
        if not self.closing.may_close():
            event.ignore()
            return
        self._save_state()
        self.watching.end()
        self.elsewhere.end()
        self.changes.close()
        self.player.release()
        super().closeEvent(event)


def _import_ahead() -> None:
    """In a thread: import what draws and plays sound, and read its colours."""
    import app.ui.review_pane
    import app.ui.sound_panel  # noqa: F401
    from app.ui.colour_maps import loudness_colours

    loudness_colours(theme().palette)


def _read_orders(session: Session, control: RunControl) -> None:
    """In a thread: read the orders that a click on a column asks for."""
    session.read_orders(control)
    keep_what_there_is()
