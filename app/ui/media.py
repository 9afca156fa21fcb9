"""Qt's media player, wrapped: made on first use, tapped for the samples that sound, told about in plain signals.

Only this module knows QMediaPlayer. It plays without a sound device as well; the samples come all the same.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QIODevice, QObject, QUrl, Signal
from PySide6.QtMultimedia import (
    QAudioBuffer,
    QAudioBufferOutput,
    QAudioDevice,
    QAudioFormat,
    QAudioOutput,
    QMediaDevices,
    QMediaPlayer,
)

from app.ui.media_log import quiet_media_log
from app.ui.sound_source import SAMPLE_RATE

_Status = QMediaPlayer.MediaStatus


class Media(QObject):
    """One file or device of sound at a time."""

    loaded = Signal()  #: what was opened can be played and sought
    ended = Signal()  #: it played to its end
    failed = Signal()  #: it cannot be opened or played
    lasts = Signal(float)  #: its length in seconds
    heard = Signal(object, float)  #: float32 mono at SAMPLE_RATE, and the second at which they begin

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player: QMediaPlayer | None = None
        self._device: QIODevice | None = None
        self._open = False
        self._output_name = ""

    def set_output(self, name: str) -> None:
        """Play to the device of this name from now on; empty, or one that is not there: to the system's choice."""
        if name != self._output_name:
            self._output_name = name
            if self._player is not None:
                self._choose_output()

    def open_url(self, url: QUrl) -> None:
        """Open a file by its name; :attr:`loaded` or :attr:`failed` tells."""
        self._open = True
        self._made().setSource(url)

    def open_device(self, device: QIODevice) -> None:
        """Open sound behind an open device, which is closed with it."""
        self._open = True
        self._device = device
        self._made().setSourceDevice(device)

    def close(self) -> None:
        """Stop and let go of the file."""
        if self._open and self._player is not None:
            self._open = False
            self._player.stop()
            self._player.setSource(QUrl())
        if self._device is not None:
            self._device.close()
            self._device = None

    def play(self) -> None:
        """Sound."""
        self._made().play()

    def pause(self) -> None:
        """Be silent, and stay at the place."""
        if self._player is not None:
            self._player.pause()

    def seek_s(self, seconds: float) -> None:
        """Go to a place of what is loaded."""
        self._made().setPosition(round(seconds * 1000))

    @property
    def is_loaded(self) -> bool:
        """Whether something is open that can be played and sought."""
        silent = {_Status.NoMedia, _Status.LoadingMedia, _Status.InvalidMedia}
        return self._open and self._player is not None and self._player.mediaStatus() not in silent

    @property
    def audible(self) -> bool:
        """Whether there is a device to be heard from; known once something was opened."""
        return self._player is None or self._player.audioOutput() is not None

    def _made(self) -> QMediaPlayer:
        """Qt's player, made on first use: finding the devices takes a moment that the window's start need not pay."""
        if self._player is None:
            self._player = player = QMediaPlayer(self)
            self._tap = QAudioBufferOutput(_tap_format(), self)
            self._tap.audioBufferReceived.connect(self._take)
            player.setAudioBufferOutput(self._tap)
            self._devices = QMediaDevices(self)
            self._devices.audioOutputsChanged.connect(self._choose_output)
            player.mediaStatusChanged.connect(self._follow)
            player.durationChanged.connect(self._measure)
            player.errorOccurred.connect(self._fail)
            self._choose_output()
            quiet_media_log()
        return self._player

    def _choose_output(self) -> None:
        assert self._player is not None
        device = output_named(self._output_name)
        if device.isNull():
            self._player.setAudioOutput(None)  # type: ignore[arg-type]  # Qt takes a null pointer: no output
        else:
            self._player.setAudioOutput(QAudioOutput(device, self._player))

    def _follow(self, status: QMediaPlayer.MediaStatus) -> None:
        if self._open and status == _Status.LoadedMedia:
            self.loaded.emit()
        elif self._open and status == _Status.EndOfMedia:
            self.ended.emit()

    def _measure(self, milliseconds: int) -> None:
        if self._open and milliseconds > 0:
            self.lasts.emit(milliseconds / 1000)

    def _fail(self) -> None:
        if self._open:
            self.failed.emit()

    def _take(self, buffer: QAudioBuffer) -> None:
        if not self.is_loaded or not buffer.isValid() or buffer.frameCount() == 0:
            return  # before it is loaded, what arrives is the rest of the one before
        samples = np.frombuffer(buffer.constData(), np.float32).copy()
        start_s = buffer.startTime() / 1e6
        if start_s < 0:  # an encoder's padding before the music
            samples, start_s = samples[round(-start_s * SAMPLE_RATE) :], 0.0
        if samples.size:
            self.heard.emit(samples, start_s)


def default_output() -> QAudioDevice:
    """The device that the system plays to; a null one where there is none."""
    return QMediaDevices.defaultAudioOutput()


def output_names() -> list[str]:
    """Names of the devices that can be played to."""
    return list(dict.fromkeys(device.description() for device in QMediaDevices.audioOutputs()))


def output_named(name: str) -> QAudioDevice:
    """The device of this name; the system's choice where there is none."""
    named = [device for device in QMediaDevices.audioOutputs() if name and device.description() == name]
    return named[0] if named else default_output()


def _tap_format() -> QAudioFormat:
    wanted = QAudioFormat()
    wanted.setSampleRate(SAMPLE_RATE)
    wanted.setChannelCount(1)
    wanted.setSampleFormat(QAudioFormat.SampleFormat.Float)
    return wanted
