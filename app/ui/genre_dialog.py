"""Asks for the genres of one or more tracks: type ahead over the library's own words, or press the model's."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.ui.controls import label, push_button
from app.ui.filter_bar import GenreChip
from app.ui.flow_layout import FlowLayout
from app.ui.theme import SPACE


class GenreDialog(QDialog):
    """A window-modal question; ``chosen`` carries the answer."""

    chosen = Signal(tuple)  #: of genre names, at least one

    def __init__(
        self,
        question: str,
        *,
        labels: Sequence[str],
        vocabulary: Sequence[str],
        present: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Set genre"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(440)
        self._edit = QLineEdit(", ".join(present))
        self._edit.setPlaceholderText(self.tr("Genre, or several separated by commas"))
        self._edit.setAccessibleName(self.tr("Genres"))
        self._complete(vocabulary)
        chips = QWidget()
        flow = FlowLayout(chips)
        self._chips = [GenreChip(name, chips) for name in labels]
        for chip in self._chips:
            chip.setToolTip("")
            chip.setAccessibleName(chip.text())
            chip.clicked.connect(lambda _checked=False, chip=chip: self._toggle(chip.text()))
            flow.addWidget(chip)
        self._set = push_button(self.tr("Set genre"), self._accept, primary=True)
        self._set.setDefault(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addStretch(1)
        buttons.addWidget(push_button(self.tr("Cancel"), self.reject))
        buttons.addWidget(self._set)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(label(question, wrap=True))
        column.addWidget(self._edit)
        column.addWidget(chips)
        column.addStretch(1)
        column.addLayout(buttons)
        self._edit.textChanged.connect(self._follow)
        self._follow()
        self._edit.selectAll()

    def genres(self) -> tuple[str, ...]:
        """What is typed, each genre once."""
        names = (part.strip() for part in self._edit.text().split(","))
        return tuple(dict.fromkeys(name for name in names if name))

    def _complete(self, vocabulary: Sequence[str]) -> None:
        completer = _LastWordCompleter(list(vocabulary), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._edit.setCompleter(completer)

    def _toggle(self, name: str) -> None:
        names = list(self.genres())
        names.remove(name) if name in names else names.append(name)
        self._edit.setText(", ".join(names))

    def _follow(self) -> None:
        names = self.genres()
        for chip in self._chips:
            chip.setChecked(chip.text() in names)
        self._set.setEnabled(bool(names))

    def _accept(self) -> None:
        if self.genres():
            self.chosen.emit(self.genres())
            self.accept()


class _LastWordCompleter(QCompleter):
    """Completes the genre after the last comma and leaves those before it."""

    def splitPath(self, path: str) -> list[str]:
        return [path.rpartition(",")[2].strip()]

    def pathFromIndex(self, index: object) -> str:
        word = str(super().pathFromIndex(index))  # type: ignore[arg-type]
        edit = self.widget()
        before = edit.text().rpartition(",")[0] if isinstance(edit, QLineEdit) else ""
        return f"{before}, {word}" if before else word
