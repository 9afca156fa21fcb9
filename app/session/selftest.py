"""Tests of an installation by itself, one result a line, for a person in trouble and for the report of a bug.

Nothing of the user's is touched: sound is generated in a temporary folder, databases are opened for reading only, and
no result names a file of a library.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import platform
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

from app import __version__, paths
from app.demo.library import Piece, encode
from app.demo.pieces import guitar_band, render
from app.errors import AppError
from app.inference.bundle import check_golden, load_bundle
from app.inference.decode import probe, read_windows
from app.inference.mel import FrontEnd, StreamingMel, mel_power
from app.inference.windows import Window
from app.session.models import shipped_models_dir
from app.tagging.journal import check_digests

_PACKAGES = (
    *("numpy", "onnxruntime", "soundfile", "av", "soxr", "mutagen", "xxhash", "pebble"),
    *("PySide6-Essentials", "pyqtgraph"),
)
_SUFFIXES = (".mp3", ".flac", ".ogg", ".opus", ".m4a", ".wav", ".aiff", ".wma", ".wv")
_SOUND_TIMEOUT_S = 30.0


class Health(StrEnum):
    """Result of a check."""

    OK = "ok"
    NOTE = "note"  #: worth knowing, nothing is broken
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the report."""

    name: str
    health: Health
    detail: str


def run_checks() -> Iterator[Check]:
    """All checks, one after the other, as they finish."""
    yield Check("versions", Health.OK, _versions())
    yield _guarded("folders", _folders)
    yield from _models()
    yield _guarded("front end", _front_end)
    with tempfile.TemporaryDirectory(prefix="earmark-doctor-") as folder:
        for suffix in _SUFFIXES:
            yield _guarded(f"decoding {suffix[1:]}", partial(_decode, Path(folder), suffix))
    yield _guarded("library", partial(_database, paths.library_file()))
    yield _guarded("journal", partial(_journal, paths.journal_file()))
    yield _sound()


def _guarded(name: str, check: Callable[[], str]) -> Check:
    try:
        return Check(name, Health.OK, check())
    except AppError as problem:
        return Check(name, Health.FAILED, f"{problem.sentence} {problem.hint}".rstrip())
    except Exception as problem:  # noqa: BLE001 - the report is the boundary: whatever breaks is what it is to tell
        return Check(name, Health.FAILED, f"{type(problem).__name__}: {problem}")


def _versions() -> str:
    found = [f"Earmark {__version__}", f"Python {platform.python_version()}", platform.platform()]
    for name in _PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            # In a frozen build packages carry no metadata; the checks below tell whether they work.
            continue
    return ", ".join(found)


def _folders() -> str:
    data = paths.data_dir()
    with tempfile.TemporaryFile(dir=data) as probe_file:
        probe_file.write(b"x")
    return f"data in {_without_home(data)}, {os.cpu_count()} processors"


def _models() -> Iterator[Check]:
    folders = [
        folder.parent
        for place in (shipped_models_dir(), paths.user_models_dir())
        for folder in sorted(place.glob("[!.]*/model.json"))
    ]
    if not folders:
        where = _without_home(shipped_models_dir())
        yield Check("model", Health.FAILED, f"There is no model in {where}: nothing can be analysed.")
    for folder in folders:
        yield _guarded(f"model {folder.name}", partial(_model, folder))


def _model(folder: Path) -> str:
    bundle = load_bundle(folder)
    check_golden(bundle)
    return f"{bundle.name}, {len(bundle.genre_names)} genres; files as made, self-test answered as at export"


def _front_end() -> str:
    """A tone of 1 kHz must be loudest in the band around 1 kHz, and arrive the same in pieces."""
    front_end = FrontEnd()
    at_s = np.arange(front_end.sample_rate) / front_end.sample_rate
    tone = (0.5 * np.sin(2 * np.pi * 1000.0 * at_s)).astype(np.float32)
    power = mel_power(tone, front_end)
    stream = StreamingMel(front_end)
    pieces = [stream.push(piece) for piece in np.array_split(tone, 7)]
    streamed = np.concatenate([*pieces, stream.flush()], axis=1)
    if not np.allclose(power, streamed, rtol=1e-4, atol=1e-6):
        raise AppError("The log-mel of a sound in pieces differs from that of the whole sound.")
    heard_hz = float(front_end.band_centres_hz()[int(power.mean(axis=1).argmax())])
    if not 950.0 <= heard_hz <= 1050.0:
        raise AppError(f"A tone of 1,000 Hz was heard at {heard_hz:.0f} Hz.")
    return f"a tone of 1,000 Hz is heard at {heard_hz:.0f} Hz, in pieces as in one"


def _decode(folder: Path, suffix: str) -> str:
    piece = Piece(guitar_band, 1.0, f"second{suffix}", "One Second", "Earmark", "")
    file = folder / piece.place
    file.write_bytes(encode(piece, render(piece.score, piece.length_s, 1)))
    path = os.fsencode(file)
    info = probe(path)
    (sound,) = read_windows(path, [Window(0.0, 1.0)], 22050)
    if sound.size < 18_000 or not np.abs(sound).max() > 0.01:
        raise AppError(f"Of a second of sound {sound.size / 22050:.2f} s were read.")
    return f"by {info.decoder}"


def _database(file: Path) -> str:
    if not file.is_file():
        return "none yet"
    with closing(_opened(file)) as database:
        (result,) = database.execute("PRAGMA integrity_check(1)").fetchone()
        (schema,) = database.execute("PRAGMA user_version").fetchone()
    if result != "ok":
        raise AppError(f"The database is damaged: {result}.")
    return f"whole, schema {schema}, {file.stat().st_size / 1e6:.1f} MB"


def _journal(file: Path) -> str:
    """Whole, and with digests that can be compared here: otherwise Earmark does not open it."""
    told = _database(file)
    if file.is_file():
        with closing(_opened(file)) as database:
            check_digests(database, _without_home(file))
    return told


def _opened(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=5.0)


def _sound() -> Check:
    """Ask Qt for sound outputs, in a process of its own: the core does not load Qt, and a broken driver cannot hurt."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_tell_outputs, args=(sender,), daemon=True)
    child.start()
    sender.close()
    try:
        told = receiver.recv() if receiver.poll(_SOUND_TIMEOUT_S) else "Qt gave no answer."
    except EOFError:
        told = "Qt ended without an answer."
    child.join(timeout=5)
    if child.is_alive():
        child.kill()
    if isinstance(told, str):
        return Check("sound output", Health.NOTE, told)
    if not told:
        return Check("sound output", Health.NOTE, "No output device: tracks cannot be played here, only analysed.")
    return Check("sound output", Health.OK, ", ".join(told))


def _tell_outputs(answer: Connection) -> None:
    """Send the names of the output devices, or a sentence on why they are not known."""
    # Keep Qt's own complaints off the report.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    try:
        core = importlib.import_module("PySide6.QtCore")
        multimedia = importlib.import_module("PySide6.QtMultimedia")
        application = core.QCoreApplication(sys.argv[:1])
        answer.send([device.description() for device in multimedia.QMediaDevices.audioOutputs()])
        del application
    except ImportError as problem:
        answer.send(f"Qt's sound is not installed here ({problem}); the command line does not need it.")


def _without_home(path: Path) -> str:
    """``path`` without the name of the person, for a report that others read."""
    try:
        return f"~/{path.relative_to(Path.home())}"
    except (ValueError, RuntimeError):
        return str(path)
