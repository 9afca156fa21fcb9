"""The settings about genres: what happens to those a file has, what may be written, and in whose words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from app.errors import AppError
from app.session.setting_keys import setting_key, text_of, with_text
from app.settings import MOST_GENRES, Policy, Settings
from app.ui import words
from app.ui.controls import label, spin_box
from app.ui.core_words import core_text
from app.ui.theme import SPACE

#: Lines of text that a field for pairs shows without scrolling.
_LINES = 3


class GenreSettings(QWidget):
    """A form of the settings about genres; nothing is changed before :meth:`applied_to`."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        self._form.setHorizontalSpacing(2 * SPACE)
        self._form.setVerticalSpacing(SPACE)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._fields: dict[str, QLineEdit | QPlainTextEdit] = {}
        self._head(self.tr("WHAT A FILE HAS"))
        self.policy = QComboBox()
        for policy in Policy:
            self.policy.addItem(words.policy_name(policy), policy.value)
        self.policy.setCurrentIndex(self.policy.findData(settings.policy.value))
        self._add("policy", self.policy)
        self.keep_list = self._line("keep_list", settings)
        self._head(self.tr("WHAT IS WRITTEN"))
        self.allow_list = self._line("allow_list", settings)
        self.max_genres = spin_box()
        self.max_genres.setRange(1, MOST_GENRES)
        self.max_genres.setValue(settings.max_genres)
        self._add("max_genres", self.max_genres)
        self.second = spin_box()
        self.second.setRange(0, 100)
        self.second.setSuffix(self.tr(" %"))
        self.second.setValue(round(settings.second_threshold * 100))
        self._add("second_threshold", self.second)
        self.parents = QCheckBox(core_text(setting_key("write_parents").title))
        self.parents.setToolTip(core_text(setting_key("write_parents").help))
        self.parents.setChecked(settings.write_parents)
        self._form.addRow("", self.parents)
        self._head(self.tr("IN WHOSE WORDS"))
        self.names = self._lines("names", settings)
        self.aliases = self._lines("aliases", settings)
        self.hierarchy = self._lines("hierarchy", settings)
        self.max_genres.valueChanged.connect(lambda _count: self._offer_more())
        self._second_before = self.second.value()
        self._offer_more()

    def applied_to(self, settings: Settings) -> Settings:
        """``settings`` with what the form says.

        Raises:
            AppError: a field makes no sense; it has the focus then.
        """
        for key, entry in self._fields.items():
            text = entry.text() if isinstance(entry, QLineEdit) else entry.toPlainText()
            try:
                settings = with_text(settings, key, text)
            except AppError:
                entry.setFocus(Qt.FocusReason.OtherFocusReason)
                raise
        for key, value in (("policy", self.policy.currentData()), ("max_genres", str(self.max_genres.value()))):
            settings = with_text(settings, key, value)
        if self.second.value() != self._second_before:  # else it may be finer than what is shown
            settings = with_text(settings, "second_threshold", str(self.second.value() / 100))
        return with_text(settings, "write_parents", "on" if self.parents.isChecked() else "off")

    def _offer_more(self) -> None:
        """What needs room for a second genre can be set where there is room."""
        for field in (self.second, self.parents):
            field.setEnabled(self.max_genres.value() > 1)

    def _head(self, text: str) -> None:
        self._form.addRow(label(text, role="heading", size="small"))

    def _line(self, key: str, settings: Settings) -> QLineEdit:
        entry = QLineEdit(text_of(settings, key))
        entry.setPlaceholderText(self.tr("for example: {0}").format(setting_key(key).example))
        self._fields[key] = entry
        self._add(key, entry)
        return entry

    def _lines(self, key: str, settings: Settings) -> QPlainTextEdit:
        entry = QPlainTextEdit(text_of(settings, key, "\n"))
        entry.setPlaceholderText(self.tr("for example: {0}").format(setting_key(key).example.replace(", ", "\n")))
        entry.setTabChangesFocus(True)
        line_height = entry.fontMetrics().lineSpacing()
        entry.setFixedHeight(_LINES * line_height + 3 * SPACE)
        self._fields[key] = entry
        self._add(key, entry)
        return entry

    def _add(self, key: str, field: QWidget) -> None:
        setting = setting_key(key)
        field.setAccessibleName(core_text(setting.title))
        field.setToolTip(core_text(setting.help))
        self._form.addRow(core_text(setting.title), field)
