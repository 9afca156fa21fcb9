"""What altering a file does to the answer: whole files, written in other ways, through the application's own analysis.

Nothing here needs labels: the question is whether the answer stays. Where a file's name or folder tells its genre, the
share of right answers is counted too.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.errors import DecodeError
from app.inference.bundle import Bundle
from app.inference.calibration import Doubt, Verdict, decide
from app.inference.predictor import Predictor
from trainer.data import DataError
from trainer.evaluate import SOUND_SUFFIXES, match_labels
from trainer.learned import find_learned
from trainer.trials.variants import CODECS, Recording, changes, read_recording, write_coded, write_wave

#: More of a file than this is not altered and heard: encoders take their time, and six windows of 10 s cover it.
LONGEST_S = 60.0
AS_IT_IS = "as it is"


@dataclass(frozen=True, slots=True)
class Heard:
    """The answer to one file: calibrated scores (genres,), the verdict, the probability of music, whether strange."""

    scores: NDArray[np.float32]
    music: float
    verdict: Verdict
    strange: bool = False  #: unlike every genre that the model learned


def sounds_below(places: Sequence[Path]) -> list[Path]:
    """Sound files among ``places`` and below the folders among them, sorted; hidden ones are left out.

    Raises:
        DataError: there are none.
    """
    found = [
        file
        for place in places
        for file in ([place] if place.is_file() else sorted(place.rglob("*")))
        if file.suffix.lower() in SOUND_SUFFIXES and file.is_file() and not file.name.startswith(".")
    ]
    if not found:
        raise DataError(f"There is no sound file in {', '.join(map(str, places))}.")
    return found


def hear(predictor: Predictor, file: Path) -> Heard:
    """The application's answer to ``file``.

    Raises:
        DecodeError: it cannot be read.
    """
    analysis = predictor.analyse(bytes(file))
    calibration = predictor.bundle.calibration
    decision = decide(analysis.scores, analysis.music, calibration, familiarity=analysis.familiarity)
    return Heard(analysis.scores, analysis.music, decision.verdict, decision.doubt is Doubt.UNFAMILIAR)


def sound_figures(bundle: Bundle, files: Sequence[Path], say: Callable[[str], None] = lambda _: None) -> dict[str, Any]:
    """For each way of altering ``files``: how many answers stay, how far scores move, how many are right.

    ``same`` is the share of files whose most likely genre stays; ``moved`` half the sum of all changes of score
    (0 nothing, 1 everything); ``surer`` the mean change of the first answer's score; ``right`` the share of right ones
    among the ``labelled`` files, over the genres that they are labelled with.

    Raises:
        DataError: a file cannot be read, or an encoder is missing.
    """
    return sounds_figures([bundle], files, say)[0]


def sounds_figures(
    bundles: Sequence[Bundle], files: Sequence[Path], say: Callable[[str], None] = lambda _: None
) -> list[dict[str, Any]]:
    """:func:`sound_figures` of each of several ``bundles``, which hear the same altered files, made once."""
    predictors = [Predictor(bundle) for bundle in bundles]
    answers: list[dict[str, list[Heard]]] = [{} for _ in bundles]
    with tempfile.TemporaryDirectory() as folder:
        for number, file in enumerate(files):
            say(f"{number + 1} of {len(files)}: {file.name}")
            for name, altered in _variants(read_recording(file), Path(folder)):
                for predictor, own in zip(predictors, answers, strict=True):
                    own.setdefault(name, []).append(_heard(predictor, altered, name))
                altered.unlink()
    return [_figures(bundle, files, own) for bundle, own in zip(bundles, answers, strict=True)]


def _figures(bundle: Bundle, files: Sequence[Path], answers: dict[str, list[Heard]]) -> dict[str, Any]:
    labels = [label_of(bundle, file) for file in files]
    learned = find_learned(bundle, [file.name for file in files])
    return {
        "files": len(files),
        "labelled": sum(label is not None for label in labels),
        "learned": None if learned is None else int(learned.sum()),
        "changes": {name: _compare(answers[AS_IT_IS], own, labels) for name, own in answers.items()},
    }


def label_of(bundle: Bundle, file: Path) -> int | None:
    """The genre, as an index into the scores, that the beginning of the file's name or its folder tells, if any."""
    place = {logit: i for i, logit in enumerate(bundle.genre_indices)}
    for word in (file.name.split(".")[0], file.parent.name):
        logit = match_labels([word], bundle).get(word)
        if logit in place:
            return place[logit]
    return None


def _variants(whole: Recording, folder: Path) -> Iterator[tuple[str, Path]]:
    """Each variant's name and file, which the caller deletes."""
    # Whole tenths of a second: their Fourier transforms are quick, those of odd lengths take ten times as long.
    count = whole.samples.shape[1]
    length = min(count, round(LONGEST_S * whole.rate))
    length = length - length % (whole.rate // 10) or count
    first = (count - length) // 2
    sound = replace(whole, samples=np.ascontiguousarray(whole.samples[:2, first : first + length]))
    plain = folder / "sound.wav"
    write_wave(sound, plain)
    yield AS_IT_IS, plain
    for name, codec in CODECS.items():
        coded = folder / f"sound{codec.suffix}"
        write_coded(sound, coded, codec)
        yield name, coded
    for name, change in changes().items():
        write_wave(change(sound), plain)
        yield name, plain


def _heard(predictor: Predictor, file: Path, name: str) -> Heard:
    try:
        return hear(predictor, file)
    except DecodeError as problem:
        raise DataError(f"A file altered by “{name}” cannot be read.", problem.sentence) from problem


def _compare(plain: Sequence[Heard], altered: Sequence[Heard], labels: Sequence[int | None]) -> dict[str, float]:
    before, after = np.stack([each.scores for each in plain]), np.stack([each.scores for each in altered])
    first, rows = before.argmax(axis=1), np.arange(len(before))
    own = {
        "same": (after.argmax(axis=1) == first).mean(),
        "moved": np.abs(after - before).sum(axis=1).mean() / 2,
        "surer": (after[rows, first] - before[rows, first]).mean(),
        "refused": np.mean([each.verdict is Verdict.UNKNOWN for each in altered]),
    }
    known = [i for i, label in enumerate(labels) if label is not None]
    if known:
        truth = np.array([labels[i] for i in known])
        columns = np.unique(truth)
        own["right"] = (columns[after[known][:, columns].argmax(axis=1)] == truth).mean()
    return {key: round(float(value), 4) for key, value in own.items()}
