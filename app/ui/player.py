"""Plays one track at a time and hands out the samples that are heard, so that they can be drawn.

One instance serves the whole window. Loading costs nothing: a file is opened only when it is to sound, and
:meth:`Player.release` lets go of it before its tags are written. Every failure is a sentence by :attr:`Player.error`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import Enum, auto
from typing import Protocol

import numpy as np
from PySide6.QtCore import QIODevice, QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtMultimedia import (
    QAudioBuffer,
    QAudioBufferOutput,
    QAudioFormat,
    QAudioOutput,
    QMediaDevices,
    QMediaPlayer,
)

from app.errors import AppError
from app.ui.bridge import Task, run_task
from app.ui.media_log import quiet_media_log
from app.ui.playback_clock import PlaybackClock
from app.ui.sound_source import (
    Decoder,
    as_buffer,
    as_url,
    can_be_url,
    decode_to_wave,
    device_of,
    is_played_wrongly,
    open_handle,
)

#: Rate of the samples handed out, in hertz: that of the front end.
SAMPLE_RATE = 22_050
#: Time between two positions told while playing, in milliseconds.
TICK_MS = 33
#: From handing sound to the device until it is audible, in seconds; measured against a null sink's monitor.
OUTPUT_LATENCY_S = 0.04
_SILENT_NOTICE = "No sound device was found: the picture plays, but nothing can be heard."


class PlayState(Enum):
    """What the player is doing."""

    STOPPED = auto()
    PREPARING = auto()  #: the file is being opened, or decoded by us
    PLAYING = auto()
    PAUSED = auto()


class SoundDecoder(Protocol):
    """The part of the session that a player needs."""

    @property
    def sound(self) -> Decoder:
        """``sound(path, sample_rate, control)``: the mono blocks of a whole track."""
        ...


class Player(QObject):
    """The window's player."""

    position_changed = Signal(float)  #: seconds, about 30 times a second while playing
    duration_changed = Signal(float)  #: seconds
    state_changed = Signal(object)  #: PlayState
    samples_played = Signal(object, float)  #: float32 mono at SAMPLE_RATE, seconds at which they begin
    placed = Signal(float)  #: the position jumped (seek, new track), in seconds
    error = Signal(str)  #: the track cannot be played: a sentence
    notice = Signal(str)  #: it plays, but with a reservation: a sentence
    track_changed = Signal(object)  #: path, or None

    def __init__(self, session: SoundDecoder | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._clock = PlaybackClock()
        self._now: Callable[[], float] = time.monotonic
        self._path: bytes | None = None
        self._duration_s = 0.0
        self._state = PlayState.STOPPED
        self._wanted = False  # a person asked for sound
        self._opened = False  # the media is set, perhaps still loading
        self._decoded = False  # the media is our own decoding
        self._pending_s: float | None = None  # where to seek once the media is loaded
        self._task: Task | None = None
        self._device: QIODevice | None = None
        self._noticed = False
        self._media: QMediaPlayer | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    # ── what a person asks for ────────────────────────────────────────────────────────────────────────────────────

    def load(self, path: bytes | None, *, start_s: float = 0.0, duration_s: float | None = None) -> None:
        """Take the track at ``path`` (None: no track), standing at ``start_s``. Nothing is opened until it plays."""
        if path == self._path and path is not None:
            self.seek_s(start_s)
            return
        self._wanted = False
        self._let_go()
        self._path = path
        self._duration_s = duration_s or 0.0
        self._set_state(PlayState.STOPPED)
        self._place(start_s)
        self.track_changed.emit(path)
        self.duration_changed.emit(self._duration_s)

    def play(self) -> None:
        """Play from the present position; from the start when it stands at the end."""
        if self._path is None:
            return
        self._wanted = True
        if self._duration_s and self.position_s >= self._duration_s - 0.05:
            self.seek_s(0.0)
        if not self._opened:
            self._open(self._path)
        elif self._is_loaded():
            self._start()

    def pause(self) -> None:
        """Hold at the present position."""
        self._wanted = False
        if self._media is not None and self._state in {PlayState.PLAYING, PlayState.PREPARING}:
            self._clock.hold(self._now())
            self._media.pause()
            self._set_state(PlayState.PAUSED)
            self.position_changed.emit(self.position_s)

    def toggle(self) -> None:
        """Play when silent, pause when playing."""
        if self._wanted:
            self.pause()
        else:
            self.play()

    def seek_s(self, position_s: float) -> None:
        """Go to ``position_s``, kept within the track; playing goes on from there."""
        wanted = max(0.0, position_s)
        if self._duration_s:
            wanted = min(wanted, self._duration_s)
        self._place(wanted)
        if self._media is not None and self._opened and self._is_loaded():
            self._pending_s = None
            self._media.setPosition(round(wanted * 1000))

    def release(self) -> None:
        """Stop and let go of the file, so that it can be written; the track and its position stay."""
        position = self.position_s
        self._wanted = False
        self._let_go()
        self._set_state(PlayState.STOPPED)
        self._place(position)

    # ── what is ───────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def path(self) -> bytes | None:
        """The track taken by :meth:`load`."""
        return self._path

    @property
    def position_s(self) -> float:
        """Seconds that are audible now."""
        return self._clock.position(self._now())

    @property
    def duration_s(self) -> float:
        """Seconds of the track; 0.0 while unknown."""
        return self._duration_s

    @property
    def state(self) -> PlayState:
        """What the player is doing."""
        return self._state

    @property
    def playing(self) -> bool:
        """Whether sound is wanted, also while it is still being prepared."""
        return self._wanted

    # ── opening ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _open(self, path: bytes) -> None:
        media = self._ensure_media()
        self._opened = True
        self._set_state(PlayState.PREPARING)
        if is_played_wrongly(path) and self._session is not None:
            self._decode(path)
        elif can_be_url(path):
            media.setSource(as_url(path))
        else:
            self._task = run_task(
                open_handle,
                path,
                on_done=lambda handle: self._use_device(path, device_of(handle)),
                on_error=lambda problem: self._fail(path, problem),
                owner=self,
            )

    def _use_device(self, path: bytes, device: QIODevice) -> None:
        if path != self._path or not self._opened:
            device.close()
            return
        self._device = device
        self._ensure_media().setSourceDevice(device)

    def _decode(self, path: bytes) -> None:
        """Decode ``path`` ourselves and play it from memory."""
        assert self._session is not None
        self._decoded = True
        self._task = run_task(
            decode_to_wave,
            self._session.sound,
            path,
            on_done=lambda wave: self._use_device(path, as_buffer(wave)),
            on_error=lambda problem: self._fail(path, problem),
            owner=self,
        )

    def _let_go(self) -> None:
        """Close the media and whatever feeds it."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        was_open, self._opened, self._decoded = self._opened, False, False
        if self._media is not None and was_open:
            self._media.stop()
            self._media.setSource(QUrl())
        if self._device is not None:
            self._device.close()
            self._device = None

    def _ensure_media(self) -> QMediaPlayer:
        """Qt's player, made on first use: finding the devices takes a moment that the window's start need not pay."""
        if self._media is None:
            self._media = QMediaPlayer(self)
            self._tap = QAudioBufferOutput(_tap_format(), self)
            self._tap.audioBufferReceived.connect(self._hear)
            self._media.setAudioBufferOutput(self._tap)
            self._devices = QMediaDevices(self)
            self._devices.audioOutputsChanged.connect(self._choose_output)
            self._media.mediaStatusChanged.connect(self._follow_status)
            self._media.durationChanged.connect(self._take_duration)
            self._media.errorOccurred.connect(lambda _code, _text: self._recover())
            self._choose_output()
            quiet_media_log()
        return self._media

    def _choose_output(self) -> None:
        assert self._media is not None
        device = QMediaDevices.defaultAudioOutput()
        if device.isNull():
            self._media.setAudioOutput(None)  # type: ignore[arg-type]  # Qt takes a null pointer: no output
        else:
            self._media.setAudioOutput(QAudioOutput(device, self._media))
            self._noticed = False

    @property
    def audible(self) -> bool:
        """Whether there is a device to be heard from; known once something was played."""
        return self._media is None or self._media.audioOutput() is not None

    # ── playing ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _is_loaded(self) -> bool:
        status = QMediaPlayer.MediaStatus
        return self._media is not None and self._media.mediaStatus() not in {
            status.NoMedia,
            status.LoadingMedia,
            status.InvalidMedia,
        }

    def _start(self) -> None:
        assert self._media is not None
        if self._pending_s is not None:
            self._media.setPosition(round(self._pending_s * 1000))
            self._pending_s = None
        self._clock.run()
        self._media.play()
        self._set_state(PlayState.PLAYING)
        if not self.audible and not self._noticed:
            self._noticed = True
            self.notice.emit(_SILENT_NOTICE)

    def _follow_status(self, status: QMediaPlayer.MediaStatus) -> None:
        if status == QMediaPlayer.MediaStatus.LoadedMedia and self._wanted and self._state == PlayState.PREPARING:
            self._start()
        elif status == QMediaPlayer.MediaStatus.EndOfMedia:
            self._end()

    def _end(self) -> None:
        self._wanted = False
        self._clock.hold(self._now())
        self._clock.place(self._duration_s or self._clock.position(self._now()))
        self._set_state(PlayState.STOPPED)
        self.position_changed.emit(self.position_s)

    def _hear(self, buffer: QAudioBuffer) -> None:
        if not buffer.isValid() or buffer.frameCount() == 0 or not self._opened:
            return
        samples = np.frombuffer(buffer.constData(), np.float32).copy()
        start_s = buffer.startTime() / 1e6
        if start_s < 0:  # an encoder's padding before the music
            samples, start_s = samples[round(-start_s * SAMPLE_RATE) :], 0.0
        lead_s = OUTPUT_LATENCY_S if self.audible else 0.0
        self._clock.hear(start_s, samples.size / SAMPLE_RATE, lead_s, self._now())
        if samples.size:
            self.samples_played.emit(samples, start_s)

    def _take_duration(self, milliseconds: int) -> None:
        if milliseconds > 0 and self._opened:
            self._duration_s = milliseconds / 1000
            self.duration_changed.emit(self._duration_s)

    def _tick(self) -> None:
        self.position_changed.emit(self.position_s)

    def _place(self, position_s: float) -> None:
        self._pending_s = position_s
        self._clock.place(position_s)
        self.placed.emit(position_s)
        self.position_changed.emit(position_s)

    def _set_state(self, state: PlayState) -> None:
        if state == self._state:
            return
        self._state = state
        if state == PlayState.PLAYING:
            self._timer.start()
        else:
            self._timer.stop()
        self.state_changed.emit(state)

    # ── failing ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _recover(self) -> None:
        """Qt cannot play it: decode it ourselves, unless that was already tried."""
        if self._path is None or not self._opened:
            return
        path = self._path
        if self._session is not None and not self._decoded:
            position, wanted = self.position_s, self._wanted
            self._let_go()
            self._opened, self._wanted = True, wanted
            self._place(position)
            self._set_state(PlayState.PREPARING)
            self._decode(path)
        else:
            self._fail(
                path, AppError("This track cannot be played here.", "Its format or its content is not readable.")
            )

    def _fail(self, path: bytes, problem: AppError) -> None:
        if path != self._path:
            return
        self._wanted = False
        self._let_go()
        self._set_state(PlayState.STOPPED)
        self.error.emit(f"{problem.sentence} {problem.hint}".strip())


def _tap_format() -> QAudioFormat:
    wanted = QAudioFormat()
    wanted.setSampleRate(SAMPLE_RATE)
    wanted.setChannelCount(1)
    wanted.setSampleFormat(QAudioFormat.SampleFormat.Float)
    return wanted
