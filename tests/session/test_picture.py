"""The picture of a track: bounded, true to the front end, cancellable."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import DecodeError
from app.inference.decode import stream_blocks
from app.inference.mel import FrontEnd, mel_power, scale_unit
from app.progress import RunControl
from app.session import picture
from app.session.picture import PeakColumns, draw

FRONT_END = FrontEnd()


def test_a_short_track_is_drawn_frame_by_frame(music: Path) -> None:
    path = os.fsencode(music / "02 strings.flac")
    sound = np.concatenate(list(stream_blocks(path, FRONT_END.sample_rate)))
    power = mel_power(sound, FRONT_END)
    drawn = draw(path, FRONT_END)
    np.testing.assert_allclose(drawn.unit, scale_unit(power, FRONT_END.top_db), atol=2e-3)
    assert drawn.seconds_per_column == FRONT_END.seconds_per_frame
    assert drawn.duration_s == pytest.approx(4.0, abs=0.05)
    assert drawn.frequencies_hz.shape == (FRONT_END.n_mels,)
    assert np.all(np.diff(drawn.frequencies_hz) > 0)
    assert drawn.reference_power == pytest.approx(power.max(), rel=1e-3)
    assert 0 < drawn.span_db <= FRONT_END.top_db


def test_a_long_track_is_bounded(music: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "MAX_COLUMNS", 16)
    drawn = draw(os.fsencode(music / "02 strings.flac"), FRONT_END)
    assert drawn.unit.shape[1] <= 17
    assert drawn.unit.shape[1] * drawn.seconds_per_column == pytest.approx(4.0, abs=drawn.seconds_per_column)


@given(pieces=st.lists(st.integers(0, 40), max_size=20), limit=st.sampled_from([2, 4, 10]))
@settings(max_examples=60, deadline=None)
def test_columns_are_the_maxima_of_equal_groups(pieces: list[int], limit: int) -> None:
    total = sum(pieces)
    frames = np.random.default_rng(total).random((3, total)).astype(np.float32)
    columns = PeakColumns(3, limit)
    position = 0
    for size in pieces:
        columns.add(frames[:, position : position + size])
        position += size
    group = columns.frames_per_column
    expected = [frames[:, start : start + group].max(axis=1) for start in range(0, total, group)]
    assert len(expected) <= limit + 1
    np.testing.assert_array_equal(columns.power(), np.array(expected, np.float32).reshape(-1, 3).T)


def test_cancelling_gives_what_was_heard(music: Path) -> None:
    control = RunControl()
    control.cancel()
    drawn = draw(os.fsencode(music / "02 strings.flac"), FRONT_END, control)
    assert drawn.duration_s == 0
    assert drawn.unit.shape == (FRONT_END.n_mels, 0)


def test_no_sound_is_an_error_with_a_sentence(music: Path) -> None:
    with pytest.raises(DecodeError):
        draw(os.fsencode(music / "broken.mp3"), FRONT_END)
