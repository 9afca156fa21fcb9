"""The left side: the views of the library with their counts, and the folders it is made of."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from app.library.types import Root, RootId, View
from app.stamp import display_path
from app.ui import words
from app.ui.controls import label, tool_button
from app.ui.faces import RIGHT, face
from app.ui.icons import draw_glyph, icon
from app.ui.painting import fill
from app.ui.theme import ICON_SIZE, ROW_HEIGHT, SPACE, theme

_VALUE = Qt.ItemDataRole.UserRole
_COUNT = Qt.ItemDataRole.UserRole + 1
_ICON = Qt.ItemDataRole.UserRole + 2
_QUIET = Qt.ItemDataRole.UserRole + 3  # what stands in the place of the count

VIEWS = (
    View.ALL,
    View.NEW,
    View.REVIEW,
    View.UNKNOWN,
    View.READY,
    View.CONFLICTS,
    View.WRITTEN,
    View.KEPT,
    View.SKIPPED,
    View.FAILED,
)


class SideBar(QWidget):
    """Views and folders; one of each is chosen, and the table shows what both select."""

    view_chosen = Signal(View)
    root_chosen = Signal(object)  #: RootId, or None for all folders
    add_requested = Signal()
    rescan_requested = Signal(object)  #: Root
    remove_requested = Signal(object)  #: Root
    show_requested = Signal(object)  #: Root

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(168)
        self._roots: dict[int, Root] = {}
        self._away: frozenset[bytes] = frozenset()
        self._looking = False
        self._views = _List(self.tr("Views"))
        self._folders = _List(self.tr("Folders"))
        self._fill_views()
        self._views.currentItemChanged.connect(self._choose_view)
        self._folders.currentItemChanged.connect(self._choose_root)
        self._folders.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._folders.customContextMenuRequested.connect(self._open_menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, SPACE)
        column.setSpacing(0)
        column.addWidget(_heading(self.tr("LIBRARY")))
        column.addWidget(self._views)
        column.addSpacing(SPACE)
        column.addLayout(self._folder_heading())
        column.addWidget(self._folders, 1)
        self.set_folders(())

    def set_counts(self, counts: Mapping[View, int]) -> None:
        """Show how many tracks each view holds."""
        for place in range(self._views.count()):
            item = self._views.item(place)
            view = View(item.data(_VALUE))
            item.setData(_COUNT, counts.get(view, 0))
            shown = self.tr("{0}, %Ln track(s)", "", counts.get(view, 0)).format(words.view_name(view))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, shown)

    def set_folders(self, roots: Sequence[Root], *, looking: bool = False) -> None:
        """Show the folders; the chosen one stays chosen while it is among them.

        ``looking``: they are being looked through, and one without tracks may get some.
        """
        self._looking = looking
        chosen = self.chosen_root()
        self._roots = {int(root.id): root for root in roots}
        self._folders.blockSignals(True)
        self._folders.clear()
        _add(self._folders, self.tr("All folders"), None, "all")
        for root in roots:
            name = display_path(os.path.basename(root.path.rstrip(b"/")) or root.path)
            item = _add(self._folders, name, int(root.id), "folder")
            item.setData(_COUNT, root.tracks)
        self._describe_folders()
        places = [place for place in range(self._folders.count()) if self._folders.item(place).data(_VALUE) == chosen]
        self._folders.setCurrentRow(places[0] if places else 0)
        self._folders.blockSignals(False)
        if chosen is not None and not places:
            self.root_chosen.emit(None)

    def set_away(self, away: frozenset[bytes]) -> None:
        """Mark the folders that cannot be reached now, such as those on a drive that was unplugged."""
        self._away = away
        self._describe_folders()

    def twin_sentence(self, root: Root) -> str:
        """Why a folder that leads to another one's files shows no tracks."""
        name, other = display_path(root.path), display_path(root.same_as or b"")
        return self.tr("“{0}” is the same folder as “{1}” under another name; its tracks are listed there.").format(
            name, other
        )

    def _describe_folders(self) -> None:
        """Icon, tool tip and the screen reader's text of each folder."""
        for place in range(self._folders.count()):
            item = self._folders.item(place)
            root = self._roots.get(item.data(_VALUE) or 0)
            if root is None:
                continue
            picture, note, quiet = "folder", "", ""
            if root.path in self._away:
                picture, note = "away", self.tr("Not connected. Its tracks stay in the library.")
                quiet = self.tr("not connected")
            elif root.same_as is not None:
                picture, note = "link", self.twin_sentence(root)
            elif not root.tracks and not self._looking:
                note, quiet = self._empty_sentence(root), self.tr("empty")
            item.setData(_ICON, picture)
            item.setData(_QUIET, quiet)
            path = display_path(root.path)
            item.setToolTip(f"{path}\n{note}" if note else path)
            shown = self.tr("{0}, %Ln tracks", "", root.tracks).format(item.text())
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{shown}. {note}" if note else shown)

    def _empty_sentence(self, root: Root) -> str:
        """What is to be done about an entry without tracks: a folder may be where music is to come in."""
        if root.is_file:
            return self.tr("The file is not there any more. “Forget this folder” in its menu drops it.")
        return self.tr("It holds no music now. What comes into it is found; “Forget this folder” in its menu drops it.")

    def chosen_view(self) -> View:
        """The chosen view."""
        return View(self._views.currentItem().data(_VALUE))

    def chosen_root(self) -> RootId | None:
        """The chosen folder; ``None`` for all."""
        item = self._folders.currentItem()
        value = item.data(_VALUE) if item is not None else None
        return RootId(value) if value is not None else None

    def choose_view(self, view: View) -> None:
        """Choose a view as if it had been clicked."""
        self._views.setCurrentRow(VIEWS.index(view))

    def _fill_views(self) -> None:
        for view in VIEWS:
            _add(self._views, words.view_name(view), view.value, words.VIEW_ICONS[view])
        self._views.setCurrentRow(0)
        self._views.setMaximumHeight(self._views.sizeHint().height())

    def _folder_heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, SPACE, 0)
        row.addWidget(_heading(self.tr("FOLDERS")), 1)
        add = tool_button("add", self.tr("Add a folder"), self.add_requested.emit)
        add.setToolTip(
            self.tr("Add a folder ({0})").format(QKeySequence(QKeySequence.StandardKey.Open).toString(_NATIVE))
        )
        row.addWidget(add)
        return row

    def _choose_view(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.view_chosen.emit(View(item.data(_VALUE)))

    def _choose_root(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.root_chosen.emit(self.chosen_root())

    def _open_menu(self, at: QPoint) -> None:
        item = self._folders.itemAt(at)
        root = self._roots.get(item.data(_VALUE)) if item is not None and item.data(_VALUE) is not None else None
        if root is None:
            return
        menu = QMenu(self)
        menu.addAction(icon("rescan"), self.tr("Look for changes"), lambda: self.rescan_requested.emit(root))
        menu.addAction(icon("show"), self.tr("Show in folder"), lambda: self.show_requested.emit(root))
        menu.addSeparator()
        menu.addAction(icon("remove"), self.tr("Forget this folder"), lambda: self.remove_requested.emit(root))
        menu.popup(self._folders.viewport().mapToGlobal(at))


_NATIVE = QKeySequence.SequenceFormat.NativeText
#: Entries of a list that are seen however low the window is.
_LEAST_ENTRIES = 3


class _List(QListWidget):
    """Entries with icon, name, and the count at the right in tabular figures."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._hovered: QListWidgetItem | None = None
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAutoFillBackground(False)
        self.setStyleSheet("QListView { background: transparent; }")
        self.itemEntered.connect(self._hover)
        self.viewportEntered.connect(self._hover)
        theme().changed.connect(self.viewport().update)

    def sizeHint(self) -> QSize:
        """Room for all entries."""
        return QSize(super().sizeHint().width(), self.count() * ROW_HEIGHT + 2)

    def minimumSizeHint(self) -> QSize:
        """Room for some, where a window is low: the others are scrolled to."""
        return QSize(super().minimumSizeHint().width(), min(_LEAST_ENTRIES, self.count()) * ROW_HEIGHT + 2)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer."""
        super().leaveEvent(event)
        self._hover()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the entries; Qt's way through a delegate asks it, and Python, ten times for each."""
        painter = QPainter(self.viewport())
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # icon, name and count keep their places
        for place in range(self.count()):
            rect = self.visualItemRect(self.item(place))
            if rect.intersects(event.rect()):
                self._paint_entry(painter, rect, self.item(place))
        painter.end()

    def _hover(self, item: QListWidgetItem | None = None) -> None:
        self._hovered = item
        self.viewport().update()

    def _paint_entry(self, painter: QPainter, rect: QRect, item: QListWidgetItem) -> None:
        colours = theme().palette
        chosen = item.isSelected()
        if chosen:
            fill(painter, rect, colours.selection)
            fill(painter, QRect(rect.x(), rect.y(), 3, rect.height()), colours.accent)
        elif item is self._hovered:
            fill(painter, rect, colours.raised)
        corner = QPoint(rect.left() + 2 * SPACE, rect.center().y() - ICON_SIZE // 2 + 1)
        draw_glyph(painter, corner, ICON_SIZE, item.data(_ICON), "accent" if chosen else "muted")
        count, quiet = item.data(_COUNT), item.data(_QUIET)
        figures = quiet or (words.number(count) if count else "")
        inner = rect.adjusted(3 * SPACE + ICON_SIZE, 0, -2 * SPACE, 0)
        figures_colour = (
            colours.caution if quiet and item.data(_ICON) == "away" else colours.text if chosen else colours.muted
        )
        tabular, named = face(tabular=True), face(bold=chosen)
        tabular.draw(painter, inner, figures, figures_colour, RIGHT)
        room = inner.adjusted(0, 0, -tabular.advance(figures) - SPACE, 0)
        name = named.shortened(item.text(), room.width(), Qt.TextElideMode.ElideMiddle)
        named.draw(painter, room, name, colours.text)


def _heading(text: str) -> QWidget:
    made = label(text, role="heading", size="small")
    made.setContentsMargins(2 * SPACE, SPACE, SPACE, SPACE // 2)
    return made


def _add(host: QListWidget, name: str, value: object, picture: str) -> QListWidgetItem:
    item = QListWidgetItem(name)
    item.setSizeHint(QSize(120, ROW_HEIGHT))
    item.setData(_VALUE, value)
    item.setData(_ICON, picture)
    host.addItem(item)
    return item
