"""Shows what :class:`Runs` does: in the activity bar, in the table, in the inspector, and at the end in a sentence."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.progress import Progress
from app.ui import words
from app.ui.core_words import core_text
from app.ui.message_strip import Message
from app.ui.runs import Added

if TYPE_CHECKING:
    from app.session import AnalyseReport, ScanReport, Unread
    from app.ui.activity_bar import ActivityBar
    from app.ui.inspector import Inspector
    from app.ui.message_strip import MessageStrip
    from app.ui.runs import Runs
    from app.ui.track_page import TrackPage

#: Files that are named where there are many.
_NAMED = 3
#: From the end of an analysis until it is told: the strip that tells it changes the height of all above it, which is
#: not to be laid out and painted in one go with what else a run's end changes.
_AFTER_MS = 50


class RunDisplay(QObject):
    """Connects a :class:`Runs` with the parts that show it."""

    review_requested = Signal()
    unread_requested = Signal()  #: to see what could not be read

    def __init__(
        self,
        runs: Runs,
        activity: ActivityBar,
        page: TrackPage,
        inspector: Inspector,
        strip: MessageStrip,
    ) -> None:
        super().__init__(runs)
        self._activity = activity
        self._page = page
        self._inspector = inspector
        self._strip = strip
        self._added: set[tuple[bytes, ...]] = set()  # lots that were added and are still to be looked through
        runs.began.connect(self._begin)
        runs.progressed.connect(self._progress)
        runs.hearing.connect(self._show_hearing)
        runs.step_ended.connect(self._end_step)
        runs.queued.connect(self._tell_queued)
        activity.pause_requested.connect(runs.pause)
        activity.resume_requested.connect(runs.resume)
        activity.cancel_requested.connect(runs.cancel)
        activity.cancel_requested.connect(activity.show_ending)

    def _begin(self, what: str, can_pause: bool) -> None:
        self._activity.begin(what, can_pause=can_pause)

    def _progress(self, what: str, progress: Progress) -> None:
        self._activity.show_progress(what, progress)

    def _show_hearing(self, tracks: set[int], newest: bytes | None) -> None:
        self._page.model.set_hearing(tracks)
        if newest is not None:
            self._activity.show_file(newest)
        self._inspector.show_analysing(newest)

    def _end_step(self, report: object) -> None:
        from app.session import AnalyseReport, ScanReport  # their module brings numpy, which a start does not wait for

        if isinstance(report, Added):
            self._added |= {report.taken} if report.taken else set()
            if report.no_music:
                self._tell_no_music(report.no_music)
        if isinstance(report, ScanReport):
            self._tell_unread(report.fresh)
            if report.below in self._added:
                self._added.discard(report.below)
                self._tell_empty(report)
        if isinstance(report, AnalyseReport) and (report.done or report.cancelled):
            QTimer.singleShot(_AFTER_MS, self, lambda: self._tell_analysed(report))

    def _tell_unread(self, fresh: Unread) -> None:
        """What a scan could not read, or passed over, and had not met before; links to nowhere harm nobody."""
        show = self.tr("Show")
        if fresh.passed_over:
            sentence, kinds = words.passed_over(fresh.passed_over)
            self._strip.show_message(Message(sentence, kinds, action=show, do=self.unread_requested.emit))
        if fresh.problems:
            path, reason = fresh.problems[0]
            sentence = self.tr("%Ln files or folders could not be read.", "", len(fresh.problems))
            hint = f"{words.file_name(path)}: {core_text(reason)}"
            self._strip.show_message(Message(sentence, hint, not fresh.harmless, show, self.unread_requested.emit))

    def _tell_no_music(self, files: Sequence[bytes]) -> None:
        """Pictures and texts, dropped with the music or alone, are left where they are."""
        sentence = self.tr("%Ln files hold no music that Earmark reads.", "", len(files))
        self._strip.show_message(Message(sentence, " · ".join(words.file_name(path) for path in files[:_NAMED])))

    def _tell_empty(self, report: ScanReport) -> None:
        """A folder was added that holds no music. It stays in the list: it may be where music is to come in."""
        silent = report.found or report.cancelled or report.problems or report.passed_over
        if silent or any(os.path.realpath(path) != path for path in report.below):  # another name says so by itself
            return
        names = " · ".join(words.file_name(path) for path in report.below[:_NAMED])
        hint = self.tr("It stays in the list of folders, and music that comes into it is found.")
        self._strip.show_message(Message(self.tr("No music was found in {0}.").format(names), hint))

    def _tell_queued(self, tracks: int) -> None:
        """What was found beside an analysis is in the list, and its turn to be heard is to come."""
        self._strip.show_message(Message(self.tr("%Ln tracks added.", "", tracks), self.tr("They are analysed next.")))

    def _tell_analysed(self, report: AnalyseReport) -> None:
        parts = [
            self.tr("%Ln sure", "", report.accepted),
            self.tr("%Ln to review", "", report.review),
            self.tr("%Ln unknown", "", report.unknown),
        ]
        if report.failed:
            parts.append(self.tr("%Ln failed", "", report.failed))
        sentence, hint = self.tr("%Ln tracks analysed.", "", report.done), " · ".join(parts)
        if report.cancelled:
            sentence = self.tr("Stopped: %Ln tracks analysed, the others are not yet.", "", report.done)
        if report.review and self._page.isVisible():  # not inside the review, which the person is in already
            self._strip.show_message(Message(sentence, hint, False, self.tr("Review"), self.review_requested.emit))
        else:
            self._strip.show_message(Message(sentence, hint))
