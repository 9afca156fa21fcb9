"""The language of the window: its texts, those of Qt, and how counts and dates are written."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from app import paths

#: What is installed. Qt would find it too, but to be asked it wraps all that belongs to the application.
_spoken: list[Translation] = []


class Translation(QTranslator):
    """The texts of one language, held in memory.

    Qt would map their file, and the process would be ended (SIGBUS) where that file is written anew under it: by an
    upgrade that copies over it, or on a drive that goes.
    """

    def read(self, locale: QLocale, name: str, folder: str) -> bool:
        """Take ``<folder>/<name>_<language>.qm``; False where there is none."""
        if not self.load(locale, name, "_", folder):
            return False
        with open(self.filePath(), "rb") as file:
            self._content = file.read()  # Qt reads from these bytes as long as it lives
        return self.load(self._content)


def speak(application: QApplication, language: str = "") -> None:
    """Our English plural forms, then Qt's texts and ours in ``language`` (the system's), where there are any."""
    if language:
        QLocale.setDefault(QLocale(language))
    elif QLocale().language() == QLocale.Language.C:
        QLocale.setDefault(QLocale(QLocale.Language.English))
    while _spoken:
        before = _spoken.pop()
        if isValid(before):  # else it went with another application
            application.removeTranslator(before)
            before.deleteLater()
    ours = str(paths.resources_dir() / "translations")
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    english = QLocale(QLocale.Language.English)
    for locale, name, folder in ((english, "earmark", ours), (QLocale(), "qtbase", qt), (QLocale(), "earmark", ours)):
        translation = Translation(application)
        if translation.read(locale, name, folder):
            application.installTranslator(translation)
            _spoken.append(translation)
