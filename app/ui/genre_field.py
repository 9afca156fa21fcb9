"""A line to type genres in, several separated by commas or semicolons, completed from the person's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

_SEPARATOR = re.compile(r"([,;])")


def split_genres(text: str, known: Iterable[str] = ()) -> tuple[str, ...]:
    """The genres in ``text``, each once; a comma or semicolon within a ``known`` genre separates nothing."""
    spelt = {_plain(name).casefold(): name for name in known if _SEPARATOR.search(name)}
    pieces = _SEPARATOR.split(text)  # words at even places, what separates them at odd ones
    names: list[str] = []
    at = 0
    while at < len(pieces):
        at, name = _next(pieces, at, spelt)
        names.append(name)
    return tuple(dict.fromkeys(name for name in names if name))


def _next(pieces: Sequence[str], at: int, spelt: Mapping[str, str]) -> tuple[int, str]:
    """Where the genre after that at ``at`` begins, and that genre: the longest known one, else up to the separator."""
    for end in range(len(pieces), at + 1, -2) if spelt else ():
        if (name := spelt.get(_plain("".join(pieces[at:end])).casefold())) is not None:
            return end + 1, name
    return at + 2, _plain(pieces[at])


def _plain(text: str) -> str:
    return " ".join(text.split())


class GenreField(QLineEdit):
    """Type-ahead over the words given to :meth:`offer`; ``entered`` comes on Enter and on a click on a word."""

    entered = Signal()

    def __init__(self, genres: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: set[str] = set()
        self.setPlaceholderText(self.tr("Genres, separated by , or ;"))
        self.setToolTip(self.tr("Several genres are separated by commas or semicolons."))
        self.setAccessibleName(self.tr("Genres"))
        self.setAccessibleDescription(self.toolTip())
        # A word chosen in the list is put in after the key was delivered here: what is typed counts once both are done.
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self.entered)
        self.returnPressed.connect(self._settled.start)
        self.show_genres(genres)

    def show_genres(self, names: Sequence[str]) -> None:
        """Have these genres stand in the line, in place of what stands there."""
        self._know(names)
        self.setText(", ".join(names))

    def offer(self, vocabulary: Sequence[str]) -> None:
        """Complete from ``vocabulary``, the likely words first."""
        self._know(vocabulary)
        completer = _LastWordCompleter(list(vocabulary), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        popup = completer.popup()
        if popup is not None:
            popup.setAccessibleName(self.tr("Genres that fit"))
        self.setCompleter(completer)

    def genres(self) -> tuple[str, ...]:
        """What is typed, each genre once."""
        return split_genres(self.text(), self._known)

    def _know(self, names: Sequence[str]) -> None:
        self._known.update(name for name in names if _SEPARATOR.search(name))


class _LastWordCompleter(QCompleter):
    """Completes the genre after the last comma or semicolon and leaves those before it."""

    def splitPath(self, path: str) -> list[str]:
        return [_SEPARATOR.split(path)[-1].strip()]

    def pathFromIndex(self, index: object) -> str:
        word = str(super().pathFromIndex(index))  # type: ignore[arg-type]
        edit = self.widget()
        before = "".join(_SEPARATOR.split(edit.text())[:-1]) if isinstance(edit, QLineEdit) else ""
        return f"{before} {word}" if before else word
