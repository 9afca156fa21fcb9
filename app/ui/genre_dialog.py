"""Asks for the genres of one or more tracks: type ahead over the library's own words, or press the model's."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.controls import label, push_button
from app.ui.filter_bar import GenreChip
from app.ui.flow_layout import FlowLayout
from app.ui.genre_field import GenreField
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
        self._edit = GenreField(present)
        self._edit.offer(vocabulary)
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
        return self._edit.genres()

    def _toggle(self, name: str) -> None:
        names = list(self.genres())
        names.remove(name) if name in names else names.append(name)
        self._edit.show_genres(names)

    def _follow(self) -> None:
        names = self.genres()
        for chip in self._chips:
            chip.setChecked(chip.text() in names)
        self._set.setEnabled(bool(names))

    def _accept(self) -> None:
        if self.genres():
            self.chosen.emit(self.genres())
            self.accept()
