"""What a start says about a crash before it: the write that was cut off, the analysis that does not go on by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.ui.message_strip import Message, MessageStrip

if TYPE_CHECKING:
    from app.session import Session
    from app.ui.runs import Runs
    from app.ui.screens import Screens


class CrashNews(QObject):
    """Says it in ``strip``."""

    def __init__(self, session: Session, runs: Runs, screens: Screens, strip: MessageStrip) -> None:
        super().__init__(strip)
        self._session, self._runs, self._screens, self._strip = session, runs, screens, strip

    def tell_recovered(self) -> None:
        """Say what the start found of a write that a crash had interrupted."""
        files = sum(outcome.stamp is not None for outcome in self._session.recovered)
        if files:
            sentence = self.tr(
                "Writing was interrupted. %Ln files were looked at: each holds the new genres or is as it was.",
                "",
                files,
            )
            self._strip.show_message(Message(sentence, action=self.tr("History"), do=self._screens.open_history))

    def tell_stuck(self) -> None:
        """Say why the analysis that was cut off does not go on by itself."""
        sentence = self.tr("Earmark ended twice at the same place of an analysis, so it waits.")
        hint = self.tr("A file may be the cause. If it ends there again, make a report.")
        self._strip.show_message(Message(sentence, hint, failed=True, action=self.tr("Go on"), do=self._runs.rescan))
