"""What tests of the review do again and again: press a key and wait until all is saved and shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.library.types import TrackId, TrackRow
from app.session import Session
from app.session.reviewing import ReviewOrder
from app.ui.review_pane import ReviewPane


def ready(pane: ReviewPane, qtbot: QtBot) -> None:
    """Wait until all is saved and the current track (if there is one) is shown."""
    qtbot.waitUntil(lambda: not pane.saving.busy and (pane.flow.current is None or pane.details is not None))


def press(pane: ReviewPane, qtbot: QtBot, key: Qt.Key | str, modifiers: Qt.KeyboardModifier | None = None) -> None:
    """Press a key, as a person does."""
    qtbot.keyClick(pane, key, modifiers or Qt.KeyboardModifier.NoModifier)
    ready(pane, qtbot)


def row(session: Session, track: TrackId) -> TrackRow:
    """What is known of a track now."""
    return session.rows([track])[0]


def queue_of(session: Session, order: ReviewOrder = ReviewOrder.MARGIN, least: int = 0) -> list[TrackId]:
    """The tracks that wait for a person, in ``order``."""
    ids = [TrackId(int(track)) for track in session.review_queue(order=order)]
    assert len(ids) >= least
    return ids
