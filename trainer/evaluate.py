"""``evaluate``: the figures of any bundle on labelled features or sound, whatever genres they hold.

Scores are taken over the genres that the file names, so a set with ten of a model's fourteen genres is judged over
ten. Rows of genres that the model does not know, and rows that are no music, count for what the model should refuse.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.inference.bundle import Bundle, load_bundle
from app.inference.calibration import LEVELS
from trainer import metrics
from trainer.answers import Answers, answer_files, answer_rows, front_end_ms
from trainer.calibrate import MUSIC_LOST
from trainer.config import EXCERPT_S
from trainer.data import DataError
from trainer.intervals import Draws, auroc_draws, draw_groups, genre_draws, interval
from trainer.labelled import Labelled, is_not_music, read_labelled
from trainer.labels import plain
from trainer.learned import learned_figures

Figures = dict[str, Any]
#: Endings of the sound files that ``--audio`` takes.
SOUND_SUFFIXES = frozenset(
    (".wav", ".flac", ".ogg", ".oga", ".opus", ".mp3", ".m4a", ".aac", ".aif", ".aiff", ".au", ".wma", ".wv", ".ape")
)


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels of rows. ``genre``, ``groups`` (n,); ``declared`` are the genres that scores are renormalised over."""

    genre: NDArray[np.str_]
    groups: NDArray[np.str_]
    declared: tuple[str, ...]
    unit: str

    def where(self, mask: NDArray[np.bool_]) -> Labels:
        """The rows that ``mask`` (n,) selects."""
        return Labels(self.genre[mask], self.groups[mask], self.declared, self.unit)


@dataclass(frozen=True, slots=True)
class Judging:
    """Which rows judge what. ``columns`` are the genres' places among the bundle's scores; masks are (n,)."""

    genres: tuple[str, ...]  #: as the file names them, in the model's order
    columns: tuple[int, ...]
    truth: NDArray[np.int64]  #: (n,) index into ``genres``, -1 for rows of no known genre
    noise: NDArray[np.bool_]  #: rows that are no music

    @property
    def known(self) -> NDArray[np.bool_]:
        """Rows of a genre that the model knows."""
        return np.asarray(self.truth >= 0)

    @property
    def unseen(self) -> NDArray[np.bool_]:
        """Music of genres that the model does not know."""
        return ~self.known & ~self.noise


def evaluate_bundle(bundle_folder: Path, features: Path, split: Path | None = None, part: str = "") -> Figures:
    """All figures of the bundle on ``features``, as one JSON-ready object (docs/evaluation.md tells the keys).

    Raises:
        BundleError: the bundle cannot be used. DataError: the features cannot.
    """
    bundle = load_bundle(bundle_folder)
    rows = read_labelled(features, split, part)
    answers = answer_rows(bundle, rows)
    seconds = (answers.ms_each + front_end_ms(bundle)) / 1000
    speed = {
        "network_ms_per_excerpt": round(answers.ms_each, 2),
        "front_end_ms_per_track": round(front_end_ms(bundle), 2),
        "times_real_time_per_core": round(EXCERPT_S / seconds),
    }
    head = _head(bundle, str(features), len(rows.genre)) | learned_figures(bundle, rows.names) | speed
    return head | figures_of(bundle, answers, labels_of(rows))


def evaluate_audio(bundle_folder: Path, folder: Path) -> Figures:
    """The same figures of the application's own analysis of sound laid out ``folder/genre/file``.

    Raises:
        BundleError: the bundle cannot be used. DataError: there is no sound, or none of it can be read.
    """
    bundle = load_bundle(bundle_folder)
    files = sound_files(folder)
    answers, unread = answer_files(bundle, files)
    read = np.array([i not in unread for i in range(len(files))])
    if not read.any():
        raise DataError(f"None of the {len(files)} files in {folder} can be read.", next(iter(unread.values())))
    genre = np.array([file.relative_to(folder).parts[0] for file in files])
    labels = Labels(
        genre, np.array([str(file.relative_to(folder)) for file in files]), tuple(sorted(set(genre))), "file"
    )
    figures = _head(bundle, str(folder), int(read.sum()))
    figures |= learned_figures(bundle, [file.name for file, told in zip(files, read, strict=True) if told])
    figures["analysis_ms_per_track"] = round(answers.ms_each, 1)
    if unread:
        figures["unread"] = {str(files[i].relative_to(folder)): sentence for i, sentence in unread.items()}
    return figures | figures_of(bundle, answers.where(read), labels.where(read))


def sound_files(folder: Path) -> list[Path]:
    """Sound files below ``folder/genre/``, sorted; hidden ones are left out.

    Raises:
        DataError: there are none.
    """
    found = sorted(
        file
        for file in folder.glob("*/**/*")
        if file.suffix.lower() in SOUND_SUFFIXES and file.is_file() and not file.name.startswith(".")
    )
    if not found:
        raise DataError(
            f"There is no sound file in {folder}.", "A folder for each genre, with its files in it, is needed."
        )
    return found


def labels_of(rows: Labelled) -> Labels:
    """The labels of ``rows``."""
    return Labels(rows.genre, rows.groups, rows.declared or tuple(sorted(set(rows.genre.tolist()))), rows.unit)


def match_labels(genres: Sequence[str], bundle: Bundle) -> dict[str, int]:
    """Logit of each of ``genres`` that the bundle knows, compared without regard to case, space and hyphen."""
    known: dict[str, int] = {}
    for index, label in enumerate(bundle.labels):
        known.setdefault(plain(label.id), index)
    for index, label in enumerate(bundle.labels):
        known.setdefault(plain(label.name), index)
    return {genre: known[plain(genre)] for genre in genres if plain(genre) in known}


def judging(bundle: Bundle, labels: Labels) -> Judging:
    """What each row judges. Two spellings of one genre are one genre."""
    place = {logit: i for i, logit in enumerate(bundle.genre_indices)}
    matched = {genre: at for genre, at in match_labels(labels.declared, bundle).items() if at in place}
    name = {at: genre for genre, at in reversed(matched.items())}
    logits = sorted(name)
    of = {plain(genre): logits.index(at) for genre, at in matched.items()}
    noise = np.array([is_not_music(genre) for genre in labels.genre.tolist()], bool)
    refusals = {plain(bundle.labels[i].id) for i in bundle.refusal_indices}
    noise |= np.array([plain(genre) in refusals for genre in labels.genre.tolist()], bool)
    truth = np.array([of.get(plain(genre), -1) for genre in labels.genre.tolist()], np.int64)
    return Judging(tuple(name[at] for at in logits), tuple(place[at] for at in logits), truth, noise)


def over_genres(scores: metrics.Scores, columns: Sequence[int]) -> metrics.Scores:
    """Scores (n, genres) renormalised over some of the genres."""
    chosen = np.maximum(scores[:, list(columns)], 1e-300)
    return np.asarray(chosen / chosen.sum(axis=1, keepdims=True), np.float64)


def figures_of(bundle: Bundle, answers: Answers, labels: Labels) -> Figures:
    """Figures of ``answers`` to rows with ``labels``."""
    judged = judging(bundle, labels)
    known, unseen = judged.known, judged.unseen
    draws = draw_groups(labels.groups)
    figures: Figures = {
        "genres": list(judged.genres),
        "unknown_labels": sorted(set(labels.genre[unseen].tolist())),
        "music_rows": int(known.sum()),
        "interval_unit": labels.unit,
        "interval_units": draws.groups,
    }
    if known.any():
        scores = over_genres(answers.scores[known], judged.columns)
        figures |= genre_figures(scores, judged.truth[known], judged.genres, draws.of(known), bundle)
    if unseen.any():
        figures["unseen_rows"] = int(unseen.sum())
    figures |= _strangeness(bundle, answers, known, unseen, draws)
    figures["refusal"] = refusal_figures(bundle, answers.music, judged.noise, draws)
    return figures


def _strangeness(
    bundle: Bundle, answers: Answers, known: NDArray[np.bool_], unseen: NDArray[np.bool_], draws: Draws
) -> Figures:
    """How well genres that the model does not know are told, as the application tells them where the bundle can."""
    figures: Figures = {}
    best, told = answers.scores.max(axis=1), answers.familiarity
    if told is not None:
        told = np.nan_to_num(told, nan=0.0)
        below = told < bundle.calibration.familiarity_threshold
        sides = {"known": known, "unseen": unseen}
        figures["unfamiliar"] = {side: _short(below[rows].mean()) for side, rows in sides.items() if rows.any()}
    if known.any() and unseen.any():
        figures |= _auroc("unseen_genre_auroc", best if told is None else told, known, unseen, draws)
        figures["unseen_told_by"] = "confidence" if told is None else "familiarity"
        figures["unseen_genre_auroc_by_confidence"] = _short(metrics.auroc(best[known], best[unseen]))
    return figures


def values_of(scores: metrics.Scores, truth: metrics.Truth) -> dict[str, float]:
    """The figures that one number tells."""
    return {
        "accuracy": metrics.accuracy(scores, truth),
        "macro_f1": metrics.macro_f1(scores, truth),
        "top2": metrics.top_k(scores, truth, 2),
        "nll": metrics.negative_log_likelihood(scores, truth),
        "ece": metrics.calibration_error(scores, truth),
        "aurc": metrics.risk_coverage_area(scores, truth),
        "coverage_at_90": metrics.coverage_at(scores, truth, 0.9)[0],
    }


def genre_figures(
    scores: metrics.Scores, truth: metrics.Truth, genres: Sequence[str], draws: Draws, bundle: Bundle
) -> Figures:
    """Accuracy and its kin, calibration, and what the prediction sets and the accepted share would be."""
    quantiles = bundle.calibration.quantiles
    drawn = genre_draws(scores, truth, draws, {level: quantiles[level] for level in LEVELS})
    threshold = metrics.coverage_at(scores, truth, 0.9)[1]
    accepted = scores.max(axis=1) >= bundle.calibration.accept_threshold
    right = scores.argmax(axis=1) == truth
    figures: Figures = {}
    for name, value in values_of(scores, truth).items():
        figures[name], figures[f"{name}_95"] = _short(value), _interval(drawn[name])
    figures["threshold_at_90"] = _short(threshold)
    share = _short(accepted.mean())
    figures["accepted"] = {"share": share, "accuracy": _short(right[accepted].mean()) if accepted.any() else None}
    figures["sets"] = {}
    for level in LEVELS:
        own = _set_figures(scores, truth, quantiles[level])
        own |= {"coverage_95": _interval(drawn[f"set{level}_coverage"])}
        figures["sets"][str(level)] = own | {"mean_size_95": _interval(drawn[f"set{level}_size"])}
    counts = np.bincount(truth, minlength=len(genres))
    recall = metrics.recalls(scores, truth)
    figures["rows_of"] = {genre: int(count) for genre, count in zip(genres, counts, strict=True)}
    figures["recall"] = {g: _short(v) if n else None for g, v, n in zip(genres, recall, counts, strict=True)}
    figures["recall_95"] = {genre: _interval(drawn[f"recall:{i}"]) for i, genre in enumerate(genres)}
    figures["confusion"] = metrics.confusion(scores, truth).tolist()
    return figures


def refusal_figures(
    bundle: Bundle, music: NDArray[np.float64], noise: NDArray[np.bool_], draws: Draws | None = None
) -> Figures:
    """How well music and what is not music are told apart; figures are None where a side has no row or no answer."""
    yes, no = music[~noise], music[noise]
    answers = bool(bundle.refusal_indices)
    threshold = bundle.calibration.music_threshold
    figures: Figures = {"not_music_rows": len(no), "model_refuses": answers}
    figures["music_lost"] = _short((yes < threshold).mean()) if len(yes) and answers else None
    figures["not_music_refused"] = _short((no < threshold).mean()) if len(no) and answers else None
    if len(yes) and len(no) and answers:
        figures["refused_at_5_lost"] = _short((no < np.quantile(yes, MUSIC_LOST)).mean())
        figures |= _auroc("auroc", music, ~noise, noise, draws)
    return figures


def _head(bundle: Bundle, source: str, rows: int) -> Figures:
    return {"bundle": bundle.id, "on": source, "rows": rows, "size_bytes": bundle.size_bytes}


def _auroc(
    name: str, values: NDArray[np.float64], above: NDArray[np.bool_], below: NDArray[np.bool_], draws: Draws | None
) -> Figures:
    figures: Figures = {name: _short(metrics.auroc(values[above], values[below]))}
    if draws is not None:
        drawn = auroc_draws(values[above], values[below], draws.of(above), draws.of(below))
        figures[f"{name}_95"] = _interval(drawn)
    return figures


def _set_figures(scores: metrics.Scores, truth: metrics.Truth, quantile: float) -> Figures:
    inside = metrics.prediction_sets(scores, quantile)
    hit = inside[np.arange(len(truth)), truth]
    return {"coverage": _short(hit.mean()), "mean_size": _short(inside.sum(axis=1).mean())}


def _interval(values: NDArray[np.float64]) -> list[float] | None:
    found = interval(values)
    return None if found is None else [_short(each) for each in found]


def _short(value: float | np.floating[Any]) -> float:
    return round(float(value), 4)
