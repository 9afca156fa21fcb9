"""Plays one track at a time and hands out the samples that are heard, so that they can be drawn.

One instance serves the whole window. Loading costs nothing: a file is opened only when it is to sound, and
:meth:`Player.release` lets go of it before its tags are written. Every failure is a sentence by :attr:`Player.error`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import Enum, auto
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.errors import AppError
from app.ui.bridge import Task, run_task
from app.ui.core_words import core_text
from app.ui.playback_clock import PlaybackClock

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PySide6.QtCore import QIODevice

    from app.ui.media import Media
    from app.ui.sound_source import Decoder

#: Time between two positions told while playing, in milliseconds.
TICK_MS = 33
#: From handing sound to the device until it is audible, in seconds; measured with clicks through a null sink.
OUTPUT_LATENCY_S = 0.04
#: Nearer to the end than this, in seconds, playing begins at the start again.
_AT_THE_END_S = 0.05


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
        self._output = ""  # name of the device to play to
        self._clock = PlaybackClock()
        self._now: Callable[[], float] = time.monotonic
        self._path: bytes | None = None
        self._duration_s = 0.0
        self._state = PlayState.STOPPED
        self._wanted = False  # a person asked for sound
        self._opened = False  # the track is open, or being opened or decoded
        self._decoded = False  # what is open is our own decoding
        self._pending_s: float | None = None  # where to seek once it is loaded
        self._task: Task | None = None
        self._noticed = False
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(lambda: self.position_changed.emit(self.position_s))

    @cached_property
    def _media(self) -> Media:
        """What sounds, made when something is first to sound: a start waits for no sound system."""
        from app.ui.media import Media

        media = Media(self)
        media.set_output(self._output)
        media.loaded.connect(self._loaded)
        media.ended.connect(self._end)
        media.failed.connect(self._recover)
        media.lasts.connect(self._take_duration)
        media.heard.connect(self._hear)
        return media

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
        if self._duration_s and self.position_s >= self._duration_s - _AT_THE_END_S:
            self.seek_s(0.0)
        if not self._opened:
            self._open(self._path)
        elif self._media.is_loaded:
            self._start()
        else:
            self._set_state(PlayState.PREPARING)

    def pause(self) -> None:
        """Hold at the present position."""
        self._wanted = False
        if self._state in {PlayState.PLAYING, PlayState.PREPARING}:
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
        if self._opened and self._media.is_loaded:
            self._pending_s = None
            self._media.seek_s(wanted)

    def set_output(self, name: str) -> None:
        """Play to the device of this name; empty: to the system's choice."""
        self._output = name
        if "_media" in vars(self):
            self._media.set_output(name)

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
        from app.ui.sound_source import as_url, can_be_url, device_of, is_played_wrongly, open_handle

        self._opened = True
        self._set_state(PlayState.PREPARING)
        if is_played_wrongly(path) and self._session is not None:
            self._decode(path)
        elif can_be_url(path):
            self._media.open_url(as_url(path))
        else:
            self._task = run_task(
                open_handle,
                path,
                on_done=lambda handle: self._use_device(path, device_of(handle)),
                on_error=lambda problem: self._fail(path, problem),
                owner=self,
            )

    def _use_device(self, path: bytes, device: QIODevice) -> None:
        if path == self._path and self._opened:
            self._media.open_device(device)
        else:
            device.close()

    def _decode(self, path: bytes) -> None:
        """Decode ``path`` ourselves and play it from memory."""
        from app.ui.sound_source import as_buffer, decode_to_wave

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
        self._opened = self._decoded = False
        self._clock.hold(self._now())  # what still arrives of the old track tells no position of the next
        if "_media" in vars(self):
            self._media.close()

    def _recover(self) -> None:
        """Qt cannot play it: decode it ourselves, unless that was already tried."""
        path = self._path
        if path is None or not self._opened:
            return
        if self._session is None or self._decoded:
            hint = self.tr("Its format or its content is unreadable.")
            self._fail(path, AppError(self.tr("This track cannot be played here."), hint))
            return
        position = self.position_s
        self._let_go()
        self._opened = True
        self._place(position)
        self._decode(path)

    def _fail(self, path: bytes, problem: AppError) -> None:
        if path != self._path or not self._opened:
            return
        self._wanted = False
        self._let_go()
        self._set_state(PlayState.STOPPED)
        self.error.emit(f"{core_text(problem.sentence)} {core_text(problem.hint)}".strip())

    # ── playing ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _loaded(self) -> None:
        if self._wanted and self._state is PlayState.PREPARING:
            self._start()

    def _start(self) -> None:
        if self._pending_s is not None:
            self._media.seek_s(self._pending_s)
            self._pending_s = None
        self._clock.run()
        self._media.play()
        self._set_state(PlayState.PLAYING)
        if self._media.audible:
            self._noticed = False
        elif not self._noticed:
            self._noticed = True
            self.notice.emit(self.tr("No sound device was found: the picture plays, but nothing can be heard."))

    def _end(self) -> None:
        self._wanted = False
        self._clock.hold(self._now())
        self._clock.place(self._duration_s or self.position_s)
        self._set_state(PlayState.STOPPED)
        self.position_changed.emit(self.position_s)

    def _hear(self, samples: NDArray[np.float32], start_s: float) -> None:
        from app.ui.sound_source import SAMPLE_RATE

        lead_s = OUTPUT_LATENCY_S if self._media.audible else 0.0
        self._clock.hear(start_s, samples.size / SAMPLE_RATE, lead_s, self._now())
        self.samples_played.emit(samples, start_s)

    def _take_duration(self, seconds: float) -> None:
        self._duration_s = seconds
        self.duration_changed.emit(seconds)

    def _place(self, position_s: float) -> None:
        self._pending_s = position_s
        self._clock.place(position_s)
        self.placed.emit(position_s)
        self.position_changed.emit(position_s)

    def _set_state(self, state: PlayState) -> None:
        if state is self._state:
            return
        self._state = state
        if state is PlayState.PLAYING:
            self._timer.start()
        else:
            self._timer.stop()
        self.state_changed.emit(state)
