"""What a bundle answers to labelled rows or to sound files: calibrated scores of all its genres, and how much is music.

The network runs through ONNX Runtime with the bundle's own windows and temperature, as in the application.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.errors import DecodeError
from app.inference.bundle import Bundle
from app.inference.calibration import softmax
from app.inference.mel import FrontEnd, mel_power, picture_rows
from app.inference.network import Network
from app.inference.predictor import Predictor
from app.inference.windows import choose_windows
from trainer.augment import to_fine
from trainer.config import EXCERPT_S
from trainer.data import DataError
from trainer.labelled import Labelled

#: Windows given to the network at once.
_BATCH = 192
#: Excerpts whose time is measured for the front end.
_TIMED = 3


@dataclass(frozen=True, slots=True)
class Answers:
    """``scores`` (n, genres of the bundle), calibrated, rows summing to 1; ``music`` (n,) probability of music.

    ``ms_each`` is what a row cost, in milliseconds of one core: other programs at work do not count. ``familiarity``
    (n,) is a share (:mod:`app.inference.familiarity`), nan for silence; ``None`` where the bundle does not tell it.
    """

    scores: NDArray[np.float64]
    music: NDArray[np.float64]
    ms_each: float
    familiarity: NDArray[np.float64] | None = None

    def where(self, rows: NDArray[np.bool_]) -> Answers:
        """Only the chosen ``rows``."""
        told = None if self.familiarity is None else self.familiarity[rows]
        return Answers(self.scores[rows], self.music[rows], self.ms_each, told)


def answer_rows(bundle: Bundle, rows: Labelled) -> Answers:
    """The bundle's answers to features.

    Raises:
        DataError: the rows were made by another front end than the bundle's.
    """
    check_front_end(bundle, rows)
    started = time.process_time()
    logits, embedding = (each.astype(np.float64) for each in answer_windows(bundle, rows.X))
    seconds = time.process_time() - started
    refused = softmax(logits)[:, :, list(bundle.refusal_indices)].sum(axis=2).mean(axis=1)
    genre_logits, known = logits.mean(axis=1)[:, list(bundle.genre_indices)], bundle.familiarity
    scores = softmax(genre_logits, bundle.calibration.temperature)
    told = None if known is None else known.share(genre_logits, embedding.mean(axis=1))
    return Answers(scores, np.clip(1.0 - refused, 0.0, 1.0), 1000 * seconds / len(rows.X), told)


def answer_windows(
    bundle: Bundle, X: NDArray[np.uint8] | NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Logits (n, windows, labels) and embeddings (n, windows, dims) of each window that the application would hear."""
    network, starts = Network(bundle), window_starts(bundle)
    plan, at_once = bundle.windows, max(_BATCH // len(starts), 1)
    parts: list[list[NDArray[np.float32]]] = [[], []]
    for begin in range(0, len(X), at_once):
        unit = _at_rate(X[begin : begin + at_once], bundle.front_end)
        windows = np.stack([unit[:, :, start : start + plan.frames] for start in starts], axis=1)
        pictures = picture_rows(windows.reshape(-1, *windows.shape[2:]), bundle.front_end)
        for found, own in zip(parts, network.run(np.ascontiguousarray(pictures)), strict=True):
            found.append(own.reshape(len(unit), len(starts), -1))
    return np.concatenate(parts[0]), np.concatenate(parts[1])


def answer_files(bundle: Bundle, files: Sequence[Path]) -> tuple[Answers, dict[int, str]]:
    """Answers of the application's own analysis to ``files``, and the sentence for each that it cannot read (by index).

    Unreadable files have scores of nan.
    """
    predictor = Predictor(bundle)
    scores = np.full((len(files), len(bundle.genre_indices)), np.nan)
    music, unread = np.full(len(files), np.nan), {}
    told = None if bundle.familiarity is None else np.full(len(files), np.nan)
    started = time.process_time()
    for i, file in enumerate(files):
        try:
            analysis = predictor.analyse(bytes(file))
        except DecodeError as problem:
            unread[i] = problem.sentence
        else:
            scores[i], music[i] = analysis.scores, analysis.music
            if told is not None and analysis.familiarity is not None:
                told[i] = analysis.familiarity
    return Answers(scores, music, 1000 * (time.process_time() - started) / max(len(files), 1), told), unread


def check_front_end(bundle: Bundle, rows: Labelled) -> None:
    """Stop where the rows were made by another front end than the bundle's: its figures would mean nothing.

    Rows that do not say how they were made are in the form of the published arrays (:class:`FrontEnd`'s defaults).
    The hop may differ, for rows are brought to the bundle's; joined bands and coefficients are made from the rows.

    Raises:
        DataError: with what differs.
    """
    base = replace(bundle.front_end, join_bands=1, n_mfcc=0)
    own, usual = base.to_json(), FrontEnd().to_json()
    if rows.front_end and rows.front_end != FrontEnd().fingerprint():
        if rows.front_end not in (base.fingerprint(), bundle.front_end.fingerprint()):
            raise DataError(
                f"The features were made by another front end than that of the model {bundle.id}.",
                "Prepare them again for this model.",
            )
        return
    different = [f"{key} {usual[key]} against {own[key]}" for key in own if own[key] != usual.get(key)]
    different = [text for text in different if not text.startswith("hop_samples")]
    if different:
        raise DataError(
            f"The features do not fit the front end of the model {bundle.id}: {'; '.join(different)}.",
            "Judge it on sound: --audio DIR, with a folder for each genre.",
        )


def window_starts(bundle: Bundle) -> list[int]:
    """First columns, at the bundle's hop, of the windows that the application would hear in 30 s."""
    plan, front_end = bundle.windows, bundle.front_end
    # The application takes the middle columns of a window: those at its edges are half padding.
    inner = (front_end.frame_count(round(plan.length_s * front_end.sample_rate)) - plan.frames) // 2
    chosen = choose_windows(EXCERPT_S, plan.length_s, plan.count)
    last = _columns(front_end) - plan.frames
    if last < 0:
        raise DataError(f"The model {bundle.id} hears {plan.length_s:g} s at once, more than the 30 s of a row.")
    return [min(max(round(each.start_s / front_end.seconds_per_frame) + inner, 0), last) for each in chosen]


def front_end_ms(bundle: Bundle) -> float:
    """Milliseconds that the front end takes for the windows of a track, resampling and decoding not counted."""
    plan, front_end = bundle.windows, bundle.front_end
    sound = np.random.default_rng(0).standard_normal(round(plan.length_s * front_end.sample_rate)).astype(np.float32)
    mel_power(sound, front_end)
    started = time.process_time()
    for _ in range(_TIMED):
        mel_power(sound, front_end)
    return 1000 * (time.process_time() - started) / _TIMED * plan.count


def _columns(front_end: FrontEnd) -> int:
    return round(EXCERPT_S / front_end.seconds_per_frame)


def _at_rate(X: NDArray[np.uint8] | NDArray[np.float32], front_end: FrontEnd) -> NDArray[np.float32]:
    unit = to_fine(X, _columns(front_end))
    return unit / np.float32(255) if X.dtype == np.uint8 else unit
