"""The models: what each knows, how good it is by its own figures, and its card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QTextBrowser, QVBoxLayout, QWidget

from app.ui.bridge import run_task
from app.ui.controls import label, line, push_button
from app.ui.theme import SPACE

if TYPE_CHECKING:
    from app.session import ModelDescription, Session

_MODEL = Qt.ItemDataRole.UserRole


class ModelDialog(QDialog):
    """List of models and the card of the chosen one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Model"))
        self.resize(860, 600)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Models"))
        self.list.setFixedWidth(240)
        self.list.currentItemChanged.connect(self._choose)
        self._head = label(size="large", bold=True)
        self._facts = label(role="muted", wrap=True)
        self.card = QTextBrowser()
        self.card.setAccessibleName(self.tr("Model card"))
        self.card.setOpenExternalLinks(True)
        self._lay_out()
        run_task(session.models, on_done=self._show, owner=self)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, SPACE)
        right.setSpacing(SPACE)
        right.addWidget(self._head)
        right.addWidget(self._facts)
        right.addWidget(self.card, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(push_button(self.tr("Close"), self.accept, primary=True))
        right.addLayout(row)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.list)
        whole.addWidget(line(vertical=True))
        whole.addLayout(right, 1)

    def _show(self, models: list[ModelDescription]) -> None:
        for model in models:
            name = self.tr("{0} (in use)").format(model.name) if model.default else model.name
            item = QListWidgetItem(name)
            item.setData(_MODEL, model)
            self.list.addItem(item)
        self.list.setCurrentRow(next((place for place, model in enumerate(models) if model.default), 0))
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
        self._facts.setText(f"{model.architecture} · {size} · {genres}")
        self.card.setMarkdown(model.card)
