"""A model's own figures, read from its bundle in the form that people are shown.

A bundle tells how it fared on music that it had not met, one set after another, each with its confusions. From these
follows what a person wants to know of a genre: how much of it the model finds, and how often it is right to say it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

#: Names of the sets of music that our own models are judged on.
_SETS = {"gtzan": "GTZAN", "fma": "FMA"}
#: Other judges of tracks that are among GTZAN's already: told in the card.
_PART = "valid"


@dataclass(frozen=True, slots=True)
class SetFigures:
    """How often the model was right on one set of music."""

    name: str
    tracks: int
    accuracy: float
    low: float  #: ends of the 95 % interval of ``accuracy``; equal to it where none was measured
    high: float
    #: Where the tracks were judged in parts, each by networks trained on all others: the accuracy of each part.
    parts: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class GenreFigures:
    """How far the model's word about one genre can be relied on."""

    name: str
    tracks: int  #: of this genre that were heard
    found: float  #: share of them that the model called by it
    right: float | None  #: share of all that it called by it which were; ``None`` where it never did


@dataclass(frozen=True, slots=True)
class Confidence:
    """Whether the model's confidence means what it says, on music that it had not met.

    ``kept``: (confidence told, share that is right, number of answers) for ranges of confidence. ``risk``: (share of
    tracks taken, surest first; share of these that is wrong). The last two are of the tracks that need no question,
    with a calibration fitted on other artists; ``None`` where that was not measured.
    """

    kept: tuple[tuple[float, float, int], ...] = ()
    risk: tuple[tuple[float, float], ...] = ()
    expected_wrong: float | None = None
    wrong: float | None = None


@dataclass(frozen=True, slots=True)
class ModelFigures:
    """All figures of a model that people are shown; empty parts were not measured."""

    sets: tuple[SetFigures, ...] = ()
    genres: tuple[GenreFigures, ...] = ()
    accepted: float | None = None  #: share of tracks that need no question
    accepted_right: float | None = None  #: share of those that are right
    confidence: Confidence = Confidence()


def read_figures(metrics: Mapping[str, Any], names: Mapping[str, str]) -> ModelFigures:
    """The figures in a bundle's ``metrics``, genres by their ``names`` (label id -> name); what is odd is left out."""
    judged = {key: part for key, part in metrics.items() if isinstance(part, Mapping) and "accuracy" in part}
    over_all = judged.pop("all_genres", {})
    judged.pop(_PART, None)
    sets = [_read_set(key, part) for key, part in judged.items()]
    return ModelFigures(
        sets=tuple(one for one in sets if one is not None),
        genres=_read_genres(judged.values(), names),
        accepted=_share(over_all.get("accepted")),
        accepted_right=_share(over_all.get("accepted_accuracy")),
        confidence=_read_confidence(metrics.get("reliability")),
    )


def _read_confidence(part: object) -> Confidence:
    try:
        return _confidence(part) if isinstance(part, Mapping) else Confidence()
    except (KeyError, TypeError, ValueError):  # of another kind than ours: not shown
        return Confidence()


def _confidence(part: Mapping[str, Any]) -> Confidence:
    across = part.get("crosswise", {})
    return Confidence(
        kept=tuple((float(one["said"]), float(one["right"]), int(one["answers"])) for one in part["diagram"]),
        risk=tuple((float(one["kept"]), float(one["wrong"])) for one in part["curve"]),
        expected_wrong=_share(across.get("expected_wrong")),
        wrong=_share(across.get("wrong")),
    )


def _read_set(key: str, part: Mapping[str, Any]) -> SetFigures | None:
    accuracy, tracks = _share(part.get("accuracy")), part.get("rows")
    if accuracy is None or not isinstance(tracks, int):
        return None
    ends = part.get("accuracy_95")
    low, high = ends if isinstance(ends, list) and len(ends) == 2 else (accuracy, accuracy)
    by_split = part.get("by_split")
    each = [_share(value) for value in by_split.values()] if isinstance(by_split, Mapping) else []
    parts = tuple(value for value in each if value is not None)
    return SetFigures(_SETS.get(key, key), tracks, accuracy, float(low), float(high), parts)


def _read_genres(parts: Any, names: Mapping[str, str]) -> tuple[GenreFigures, ...]:
    """Each genre over all sets together: rows of a confusion are what it is, columns what it was called."""
    there: dict[str, int] = {}
    called: dict[str, int] = {}
    hits: dict[str, int] = {}
    for part in parts:
        genres, confusion = part.get("genres"), part.get("confusion")
        if not (isinstance(genres, list) and isinstance(confusion, list) and len(confusion) == len(genres)):
            continue
        for place, genre in enumerate(genres):
            there[genre] = there.get(genre, 0) + sum(confusion[place])
            called[genre] = called.get(genre, 0) + sum(row[place] for row in confusion)
            hits[genre] = hits.get(genre, 0) + confusion[place][place]
    return tuple(
        GenreFigures(
            name=names.get(genre, genre.capitalize()),
            tracks=there[genre],
            found=hits[genre] / there[genre],
            right=hits[genre] / called[genre] if called[genre] else None,
        )
        for genre in [*(each for each in names if each in there), *(each for each in there if each not in names)]
        if there[genre]
    )


def _share(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and 0 <= value <= 1 else None
