"""A bundle's self-test: a generated sound, what its log-mel looks like, and what the network says about it.

``golden.npz`` is written at export and checked in CI and by ``earmark doctor``: it tells a wrong front end, a wrong
runtime or a wrong network at once, on any machine.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.errors import BundleError
from app.inference.schema import Bundle
from app.inference.windows import choose_windows

GOLDEN_FILE = "golden.npz"
_SECONDS = 40.0
#: Every so many columns of the log-mel are kept for comparison.
_COLUMN_STEP = 16
#: Processors and versions of the runtime round differently, and the logarithm magnifies that where there is no sound.
_MEL_TOLERANCE = 2e-3
_SCORE_TOLERANCE = 2e-3


def golden_sound(sample_rate: int) -> NDArray[np.float32]:
    """Forty seconds of plain music, (n,), the same on every machine: chords, a bass and beats of noise."""
    time_s = np.arange(int(_SECONDS * sample_rate)) / sample_rate
    beat = time_s * 2.0  # two beats a second
    chord = np.array([0, 5, 7, 3])[(beat // 4).astype(int) % 4]  # semitones above A
    sound = np.zeros_like(time_s)
    for step, level in ((0, 0.2), (4, 0.15), (7, 0.15), (12, 0.1), (-12, 0.3)):
        # The phase runs on over a change of chord: a sum of the frequency, no jump, no click.
        phase = 2.0 * np.pi * np.cumsum(220.0 * 2.0 ** ((chord + step) / 12.0)) / sample_rate
        sound += level * (np.sin(phase) + 0.4 * np.sin(2.0 * phase) + 0.2 * np.sin(3.0 * phase))
    sound *= 0.3 + 0.7 * np.exp(-3.0 * (beat % 1.0))
    sound += 0.3 * _noise(time_s.size) * np.exp(-20.0 * ((beat + 0.5) % 1.0))
    return (0.5 * sound).astype(np.float32)


def write_golden(bundle: Bundle, sound: NDArray[np.float32] | None) -> None:
    """Write ``golden.npz`` into the bundle's folder, for the generated sound, or for ``sound`` at the model's rate."""
    kept = {} if sound is None else {"sound": np.round(np.clip(sound, -1.0, 1.0) * 32_767.0).astype(np.int16)}
    np.savez_compressed(bundle.folder / GOLDEN_FILE, allow_pickle=False, **kept, **_answer(bundle, kept.get("sound")))


def check_golden(bundle: Bundle) -> None:
    """Compare what this machine computes with what was computed at export.

    Raises:
        BundleError: ``golden.npz`` is missing or damaged, or something differs; the sentence says what and by how much.
    """
    expected = _read_golden(bundle.folder / GOLDEN_FILE, bundle)
    computed = _answer(bundle, expected.get("sound"))
    limits = {
        "mel": _MEL_TOLERANCE * bundle.front_end.magnification,
        "scores": _SCORE_TOLERANCE,
        "music": _SCORE_TOLERANCE,
    }
    for part, limit in limits.items():
        want, got = expected[part], computed[part]
        difference = float(np.abs(want - got).max()) if want.shape == got.shape else np.inf
        if not difference <= limit:
            raise BundleError(
                f"The model {bundle.id} does not answer as it did when it was made: its {part} "
                f"{'differ' if part == 'scores' else 'differs'} by {difference:.2g} (at most {limit:g} is expected).",
                "Install Earmark again; if it stays, report it together with the output of 'earmark doctor'.",
            )


def _read_golden(file: Path, bundle: Bundle) -> dict[str, NDArray[Any]]:
    try:
        with np.load(file, allow_pickle=False) as stored:
            parts = {name: stored[name] for name in stored.files}
    except (OSError, ValueError, EOFError) as problem:
        raise BundleError(f"The self-test of the model {bundle.id} cannot be read: {problem}.") from problem
    if not {"mel", "scores", "music"} <= parts.keys():
        raise BundleError(f"The self-test of the model {bundle.id} is incomplete.")
    return parts


def _answer(bundle: Bundle, stored_sound: NDArray[Any] | None) -> dict[str, NDArray[np.float32]]:
    from app.inference.predictor import Predictor  # brings the runtime: those who only read a bundle do without

    rate = bundle.front_end.sample_rate
    sound = golden_sound(rate) if stored_sound is None else stored_sound.astype(np.float32) / np.float32(32_767.0)
    duration_s = sound.size / rate
    windows = choose_windows(duration_s, bundle.windows.length_s, bundle.windows.count)
    cuts = [sound[round(each.start_s * rate) :][: round(each.length_s * rate)] for each in windows]
    predictor = Predictor(bundle)
    analysis = predictor.score(windows, cuts, duration_s)
    columns = np.concatenate(list(predictor.pictures(cuts)), axis=1)[:, ::_COLUMN_STEP]
    return {"mel": columns, "scores": analysis.scores, "music": np.array([analysis.music], np.float32)}


def _noise(size: int) -> NDArray[np.float64]:
    """White noise in -1..1 from a hash of the index in whole numbers: no library's generator may change it."""
    state = np.arange(1, size + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    state ^= state >> np.uint64(30)
    state *= np.uint64(0xBF58476D1CE4E5B9)
    state ^= state >> np.uint64(27)
    return (state >> np.uint64(11)).astype(np.float64) / 2.0**52 - 1.0
