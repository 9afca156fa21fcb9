"""How a track reaches the player, whatever its name, and what we decode ourselves."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from app.errors import DecodeError
from app.progress import RunControl
from app.ui.sound_source import (
    DECODED_RATE,
    as_url,
    can_be_url,
    decode_to_wave,
    device_of,
    is_played_wrongly,
    open_handle,
)

ODD = b"caf\xe9 \xff.mp3"


def test_only_text_can_be_a_url() -> None:
    assert can_be_url("/müsic/été #1 50%.mp3".encode())
    assert not can_be_url(b"/music/" + ODD)
    assert as_url("/müsic/a #1?.mp3".encode()).toLocalFile() == "/müsic/a #1?.mp3"


def test_a_file_is_opened_whatever_its_name(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/" + ODD
    with open(path, "wb") as file:
        file.write(b"some bytes")
    device = device_of(open_handle(path))
    assert bytes(device.readAll().data()) == b"some bytes"
    device.close()


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DecodeError, match="cannot be opened"):
        open_handle(os.fsencode(tmp_path / "gone.mp3"))


def test_our_own_decoding_is_a_playable_wave() -> None:
    tone = np.sin(np.arange(DECODED_RATE) * 0.05).astype(np.float32)

    def decode(path: bytes, rate: int, control: RunControl | None) -> Iterator[NDArray[np.float32]]:
        assert (path, rate) == (b"x", DECODED_RATE)
        yield tone[:1000]
        yield 2.0 * tone[1000:]  # too loud: clipped, not wrapped

    samples, rate = soundfile.read(io.BytesIO(decode_to_wave(decode, b"x")), dtype="float32")
    assert rate == DECODED_RATE
    assert samples[:1000] == pytest.approx(tone[:1000], abs=1e-4)
    assert samples[1000:] == pytest.approx(np.clip(2.0 * tone[1000:], -1, 1), abs=1e-4)


def test_an_endless_sound_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.ui.sound_source._LONGEST_S", 3)

    def decode(path: bytes, rate: int, control: RunControl | None) -> Iterator[NDArray[np.float32]]:
        while True:
            yield np.zeros(rate, np.float32)

    with pytest.raises(DecodeError, match="too long"):
        decode_to_wave(decode, b"x")


def test_speex_is_known_to_be_played_wrongly() -> None:
    assert is_played_wrongly(b"/a/B.SPX")
    assert not is_played_wrongly(b"/a/b.mp3")
