"""The models: what each knows, how far its word can be relied on, its card, and which one listens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QListWidget,
    QListWidgetItem,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.session.model_figures import ModelFigures
from app.ui import words
from app.ui.bridge import run_task
from app.ui.confidence_view import ConfidenceView
from app.ui.controls import closing_row, label, lay_beside, open_at, push_button, with_note
from app.ui.core_words import core_text
from app.ui.message_strip import MessageStrip
from app.ui.reliability_view import ReliabilityView
from app.ui.theme import SPACE

if TYPE_CHECKING:
    from app.session import ModelDescription, Session

_MODEL = Qt.ItemDataRole.UserRole
#: Of the list in pixels, where no name needs more.
_LIST_WIDTH = 240
#: A card's pictures, which lie beside it: the page before it draws them in the window's own colours.
_PICTURE = re.compile(r"^!\[[^\]]*\]\([^)]*\)\n?", re.MULTILINE)


class ModelDialog(QDialog):
    """List of models; figures and card of the highlighted one, which can be made the one that listens."""

    applied = Signal()  #: another model listens from now on

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(self.tr("Model"))
        open_at(self, 880, 600)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Models"))
        self.list.setFixedWidth(_LIST_WIDTH)
        self.list.currentItemChanged.connect(self._choose)
        self._head = label(size="large", bold=True)
        self._facts = label(role="muted", wrap=True)
        self._summary = label(wrap=True)
        self.reliability = ReliabilityView()
        self.confidence = ConfidenceView()
        self.card = QTextBrowser()
        self.card.setAccessibleName(self.tr("Model card"))
        self.card.setOpenExternalLinks(True)
        self.use_button = push_button(self.tr("Use this model"), self.use)
        self.strip = MessageStrip()
        self._lay_out()
        self._load()

    def use(self) -> None:
        """Let the highlighted model listen from now on; what was heard keeps its answer until it is heard again."""
        if self.list.currentRow() < 0:
            return
        model: ModelDescription = self.list.currentItem().data(_MODEL)
        self.use_button.setEnabled(False)
        run_task(self._change, model.id, on_done=lambda _: self._take(), on_error=self._fail, owner=self)

    def _change(self, model: str) -> None:
        self._session.change_settings(replace(self._session.settings, model=model))

    def _take(self) -> None:
        self.applied.emit()
        sentence = self.tr(
            "This model listens from now on. Tracks heard before keep their answer: analyse them again to change it."
        )
        self.strip.show_sentence(sentence)
        self._load()

    def _fail(self, problem: AppError) -> None:
        self.use_button.setEnabled(True)
        self.strip.show_error(problem)

    def _load(self) -> None:
        run_task(self._session.models, on_done=self._show, owner=self)

    def _lay_out(self) -> None:
        pages = QTabWidget()
        pages.setDocumentMode(True)
        pages.setAccessibleName(self.tr("Pages"))
        pages.addTab(self.reliability, self.tr("How far to rely on it"))
        pages.addTab(self.confidence, self.tr("Its confidence"))
        pages.addTab(with_note(self.card, words.in_english()), self.tr("Card"))
        right = QVBoxLayout()
        right.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, SPACE)
        right.setSpacing(SPACE)
        for part in (self._head, self._facts, self._summary):
            right.addWidget(part)
        right.addWidget(pages, 1)
        right.addWidget(self.strip)
        close = push_button(self.tr("Close"), self.accept, primary=True)
        right.addLayout(closing_row(close, self.use_button))
        lay_beside(self, self.list, right)

    def _show(self, models: list[ModelDescription]) -> None:
        self.list.clear()
        for model in models:
            name = self.tr("{0} (yours)").format(model.name) if model.user_made else model.name
            item = QListWidgetItem(self.tr("{0} (in use)").format(name) if model.default else name)
            item.setData(_MODEL, model)
            self.list.addItem(item)
        self.list.setFixedWidth(max(_LIST_WIDTH, self.list.sizeHintForColumn(0) + 2 * SPACE))
        self.list.setCurrentRow(next((place for place, model in enumerate(models) if model.default), 0))
        self.use_button.setVisible(bool(models))
        if not models:
            self._head.setText(self.tr("No model is installed"))
            self._facts.setText(self.tr("Without one nothing can be heard. Installing Earmark again brings it back."))

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        model: ModelDescription = item.data(_MODEL)
        self._head.setText(model.name)
        size = QLocale().formattedDataSize(model.size_bytes)
        genres = ", ".join(model.genres)
        built = "; ".join(core_text(part) for part in model.architecture.split("; "))
        self._facts.setText(f"{built} · {size} · {genres}")
        self._summary.setText(self._in_words(model.figures))
        self.reliability.show_figures(model.figures.genres)
        self.confidence.show_figures(model.figures.confidence)
        self.card.setMarkdown(_PICTURE.sub("", model.card))
        self.use_button.setEnabled(not model.default)

    def _in_parts(self, parts: Sequence[float]) -> str:
        """How far the parts differ in which a set was judged."""
        told = self.tr("In {0} parts of other artists each: {1} to {2}.")
        return " " + told.format(len(parts), words.percent(min(parts)), words.percent(max(parts)))

    def _in_words(self, figures: ModelFigures) -> str:
        parts = [
            self.tr("{0} of {1} tracks of {2} right, none of which it had met.").format(
                words.percent(one.accuracy), words.number(one.tracks), one.name
            )
            + (self._in_parts(one.parts) if len(one.parts) > 1 else "")
            for one in figures.sets
        ]
        if figures.accepted is not None and figures.accepted_right is not None:
            parts.append(
                self.tr("It asks about {0} of the tracks; of the rest, {1} are right.").format(
                    words.percent(1 - figures.accepted), words.percent(figures.accepted_right)
                )
            )
        return " ".join(parts) or self.tr("This model tells no figures of its own.")
