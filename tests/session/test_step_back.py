"""One step back: a verdict, or the write that came after it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.library.types import ChosenBy, TrackId, View
from app.session import Session
from app.session.records import StepBack


def test_a_write_comes_before_the_verdicts_it_wrote(heard_music: Path) -> None:
    with Session() as session:
        session.change_settings(replace(session.settings, threshold=0.999))
        assert session.step_back() == StepBack()
        first, second = (TrackId(int(track)) for track in session.review_queue()[:2])
        session.choose([first], ["Zouk"])
        batch = session.write(session.plan([first])).batch
        assert batch is not None
        step = session.step_back()
        assert step.tracks == ()
        assert step.write is not None
        assert (step.write.id, step.write.files) == (batch, 1)
        assert session.rows([first])[0].genres == ("Zouk",)  # only told, nothing taken back
        session.choose([second], ["Polka"])
        assert session.step_back() == StepBack((second,))  # newer than the write
        assert session.undo(batch).restored == 1
        assert session.step_back() == StepBack((first,))  # an undone write is behind us
        assert session.rows([first])[0].chosen_by is not ChosenBy.PERSON
        assert session.counts()[View.WRITTEN] == 0
