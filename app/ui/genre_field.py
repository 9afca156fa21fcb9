"""A line to type genres in, several separated by commas, completed from the person's own words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget


class GenreField(QLineEdit):
    """Type-ahead over the words given to :meth:`offer`; ``entered`` comes on Enter and on a click on a word."""

    entered = Signal()

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setPlaceholderText(self.tr("Genre, or several separated by commas"))
        self.setAccessibleName(self.tr("Genres"))
        # A word chosen in the list is put in after the key was delivered here: what is typed counts once both are done.
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self.entered)
        self.returnPressed.connect(self._settled.start)

    def offer(self, vocabulary: Sequence[str]) -> None:
        """Complete from ``vocabulary``, the likely words first."""
        completer = _LastWordCompleter(list(vocabulary), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        popup = completer.popup()
        if popup is not None:
            popup.setAccessibleName(self.tr("Genres that fit"))
        self.setCompleter(completer)

    def genres(self) -> tuple[str, ...]:
        """What is typed, each genre once."""
        names = (" ".join(part.split()) for part in self.text().split(","))
        return tuple(dict.fromkeys(name for name in names if name))


class _LastWordCompleter(QCompleter):
    """Completes the genre after the last comma and leaves those before it."""

    def splitPath(self, path: str) -> list[str]:
        return [path.rpartition(",")[2].strip()]

    def pathFromIndex(self, index: object) -> str:
        word = str(super().pathFromIndex(index))  # type: ignore[arg-type]
        edit = self.widget()
        before = edit.text().rpartition(",")[0] if isinstance(edit, QLineEdit) else ""
        return f"{before}, {word}" if before else word
