"""Catches our own faults: what escaped is logged, and shown once per traceback (``crash_dialog.py``)."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

log = logging.getLogger(__name__)


class CrashReporter(QObject):
    """Takes the place of ``sys.excepthook`` and ``threading.excepthook`` while the window lives."""

    _escaped = Signal(str, str)  #: key that tells tracebacks apart, report

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seen: set[str] = set()
        self._escaped.connect(self._show)

    def install(self) -> None:
        """Catch what escapes, in any thread."""
        sys.excepthook = self.report
        threading.excepthook = lambda escaped: self.report(
            escaped.exc_type, escaped.exc_value or escaped.exc_type(), escaped.exc_traceback
        )

    def report(self, kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
        """Log a fault and show it, unless the same traceback was shown before; safe from any thread."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        log.error("a fault of ours", exc_info=(kind, problem, trace))
        frames = traceback.extract_tb(trace)
        key = kind.__name__ + "".join(f"{frame.filename}:{frame.lineno};" for frame in frames)
        self._escaped.emit(key, "".join(traceback.format_exception(kind, problem, trace)))

    def _show(self, key: str, trace: str) -> None:
        if key in self._seen:
            return
        self._seen.add(key)
        from app.ui.crash_dialog import CrashDialog, report_text

        dialog = CrashDialog(report_text(trace), QApplication.activeWindow())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
