"""Answers of trained networks to the rows they never saw, and what follows from them: calibration and figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from torch import nn

from app.inference.calibration import Calibration
from app.inference.mel import FrontEnd
from trainer import metrics
from trainer.calibrate import MUSIC_LOST, Held, fit_calibration
from trainer.data import FeatureSet
from trainer.ensemble import BundleNet
from trainer.features import to_unit
from trainer.intervals import draw_groups, genre_draws, interval
from trainer.judging import score_excerpts
from trainer.labels import FMA_LABELS, GTZAN_LABELS, LABEL_IDS, N_LABELS, REFUSAL
from trainer.robustness import changes
from trainer.splits import split_set
from trainer.train import score_windows

_REFUSAL = LABEL_IDS.index(REFUSAL)
_GENRES = [i for i in range(N_LABELS) if i != _REFUSAL]


@dataclass(frozen=True, slots=True)
class HeldRows:
    """Window logits (n, windows, labels) of held-out rows of one set, with labels and groups (n,)."""

    logits: NDArray[np.float64]
    labels: NDArray[np.str_]
    groups: NDArray[np.str_]

    def over(self, names: Sequence[str]) -> Held:
        """Track logits over the labels ``names``, of the rows that carry one of them."""
        rows = np.isin(self.labels, names)
        columns = [LABEL_IDS.index(name) for name in names]
        truth = np.array([names.index(label) for label in self.labels[rows].tolist()], np.int64)
        return Held(self.logits[rows].mean(axis=1)[:, columns], truth)

    @property
    def music(self) -> NDArray[np.float64]:
        """Probability of music of each row (n,), as the application computes it."""
        chance = metrics.softmax(self.logits.reshape(-1, N_LABELS)).reshape(self.logits.shape)
        out: NDArray[np.float64] = 1 - chance[:, :, _REFUSAL].mean(axis=1)
        return out


def collect(judged: Sequence[tuple[nn.Module, str]], sets: dict[str, FeatureSet]) -> dict[str, HeldRows]:
    """Held-out answers by set. The members of one split answer as one bundle; where several splits hold out a row,
    their answers are averaged."""
    answers: dict[str, HeldRows] = {}
    bundles = [(BundleNet([model for model, own in judged if own == split]), split) for split in _splits(judged)]
    for name, rows in sets.items():
        found: dict[int, list[NDArray[np.float64]]] = {}
        for bundle, split in bundles:
            chosen = split_set(rows, split).valid
            if not len(chosen):
                continue
            logits = score_excerpts(rows.X[chosen], partial(score_windows, bundle))
            for row, own in zip(chosen.tolist(), logits, strict=True):
                found.setdefault(row, []).append(own.astype(np.float64))
        order = sorted(found)
        if order:
            mean = np.stack([np.mean(found[row], axis=0) for row in order])
            answers[name] = HeldRows(mean, rows.labels[order], rows.groups[order])
    return answers


def _splits(judged: Sequence[tuple[nn.Module, str]]) -> list[str]:
    return list(dict.fromkeys(split for _, split in judged))


def robustness_figures(judged: Sequence[tuple[nn.Module, str]], rows: FeatureSet) -> dict[str, float]:
    """Ten-genre accuracy on held-out rows as they are and after each change of :mod:`trainer.robustness`.

    Of several splits, the first counts.
    """
    first = judged[0][1]
    bundle = BundleNet([model for model, split in judged if split == first])
    chosen = split_set(rows, first).valid
    truth = np.array([GTZAN_LABELS.index(label) for label in rows.labels[chosen].tolist()])

    def logits_of(unit: NDArray[np.float32]) -> NDArray[np.float32]:
        return score_excerpts(unit, partial(score_windows, bundle))[:, :, : len(GTZAN_LABELS)]

    def accuracy(logits: NDArray[np.float32]) -> float:
        return _short(metrics.accuracy(metrics.softmax(logits), truth))

    plain = to_unit(rows.X[chosen])
    logits = logits_of(plain)
    figures = {"as it is": accuracy(logits.mean(axis=1))}
    figures |= {f"{place} 10 s only": accuracy(logits[:, i]) for i, place in enumerate(("first", "middle", "last"))}
    figures |= {
        "first 20 s only": accuracy(logits[:, :2].mean(axis=1)),
        "last 20 s only": accuracy(logits[:, 1:].mean(axis=1)),
    }
    figures |= {name: accuracy(logits_of(change(plain)).mean(axis=1)) for name, change in changes(FrontEnd()).items()}
    return figures


def calibrate_and_measure(held: dict[str, HeldRows]) -> tuple[Calibration, dict[str, Any]]:
    """The bundle's calibration and the figures of its card; a set that nothing judged has no figure."""
    gtzan = held["gtzan"]
    music = np.concatenate([rows.music[rows.labels != REFUSAL] for rows in held.values()])
    noise = np.concatenate([rows.music[rows.labels == REFUSAL] for rows in held.values()])
    ten, all_genres = gtzan.over(GTZAN_LABELS), [LABEL_IDS[i] for i in _GENRES]
    parts = [held[name].over(all_genres) for name in ("gtzan", "fma") if name in held]
    everything = Held(np.concatenate([p.logits for p in parts]), np.concatenate([p.truth for p in parts]))
    calibration = fit_calibration(ten, everything, music, noise)
    figures: dict[str, Any] = {"gtzan": _genre_figures(ten, gtzan.groups, GTZAN_LABELS, calibration)}
    if "fma" in held:
        fma = held["fma"].over(FMA_LABELS)
        figures["fma"] = _genre_figures(fma, held["fma"].groups, FMA_LABELS, calibration)
    scores = metrics.softmax(everything.logits, calibration.temperature)
    accepted = scores.max(axis=1) >= calibration.accept_threshold
    right = scores.argmax(axis=1) == everything.truth
    figures["all_genres"] = {
        "rows": len(right),
        "accuracy": _short(right.mean()),
        "ece": _short(metrics.calibration_error(scores, everything.truth)),
        "accepted": _short(accepted.mean()),
        "accepted_accuracy": _short(right[accepted].mean()) if accepted.any() else None,
    }
    figures["refusal"] = _refusal_figures(held, music, noise, calibration.music_threshold)
    return calibration, figures


def shipped_figures(held: dict[str, HeldRows], calibration: Calibration) -> dict[str, Any]:
    """Figures of the shipped networks on what even they never saw, with the calibration of the judged ones."""
    music = np.concatenate([rows.music[rows.labels != REFUSAL] for rows in held.values()])
    noise = np.concatenate([rows.music[rows.labels == REFUSAL] for rows in held.values()])
    figures: dict[str, Any] = {"refusal": _refusal_figures(held, music, noise, calibration.music_threshold)}
    if "fma" in held:
        fma = held["fma"].over(FMA_LABELS)
        figures["fma"] = _genre_figures(fma, held["fma"].groups, FMA_LABELS, calibration)
    return figures


def _genre_figures(
    held: Held, groups: NDArray[np.str_], names: Sequence[str], calibration: Calibration
) -> dict[str, Any]:
    scores, truth = metrics.softmax(held.logits, calibration.temperature), held.truth
    own = {"rows": len(truth), "artists": len(set(groups.tolist())), "genres": list(names)}
    own["accuracy"] = _short(metrics.accuracy(scores, truth))
    own["macro_f1"] = _short(metrics.macro_f1(scores, truth))
    own["top2"] = _short(metrics.top_k(scores, truth, 2))
    own["ece"] = _short(metrics.calibration_error(scores, truth))
    own["nll"] = _short(metrics.negative_log_likelihood(scores, truth))
    own["aurc"] = _short(metrics.risk_coverage_area(scores, truth))
    own["right_after_review_20"] = _short(metrics.right_after_review(scores, truth, 0.2))
    own["coverage_at_90"] = _short(metrics.coverage_at(scores, truth, 0.9)[0])
    inside = metrics.prediction_sets(scores, calibration.quantiles[90])
    own["set90_coverage"] = _short(inside[np.arange(len(truth)), truth].mean())
    own["set90_size"] = _short(inside.sum(axis=1).mean())
    own["recall"] = {n: _short(v) for n, v in zip(names, metrics.recalls(scores, truth), strict=True)}
    own["confusion"] = metrics.confusion(scores, truth).tolist()
    drawn = genre_draws(scores, truth, draw_groups(groups), {90: calibration.quantiles[90]})
    own |= {f"{key}_95": _ends(values) for key, values in drawn.items() if key in own}
    own["recall_95"] = {name: _ends(drawn[f"recall:{i}"]) for i, name in enumerate(names)}
    return own


def _ends(values: NDArray[np.float64]) -> list[float] | None:
    """95 % interval of drawn values, whole artists or blocks at a time; None where no draw has one."""
    found = interval(values)
    return None if found is None else [_short(each) for each in found]


def _refusal_figures(
    held: dict[str, HeldRows], music: NDArray[np.float64], noise: NDArray[np.float64], threshold: float
) -> dict[str, Any]:
    kinds: dict[str, list[bool]] = {}
    for rows in held.values():
        for group, label, chance in zip(rows.groups.tolist(), rows.labels.tolist(), rows.music.tolist(), strict=True):
            if label == REFUSAL:
                kinds.setdefault(_kind_of_sound(group), []).append(chance < threshold)
    return {
        "music_rows": len(music),
        "not_music_rows": len(noise),
        "auroc": _short(metrics.auroc(music, noise)),
        "refused_at_5_lost": _short((noise < np.quantile(music, MUSIC_LOST)).mean()),
        "music_lost": _short((music < threshold).mean()),
        "not_music_refused": _short((noise < threshold).mean()),
        "refused_by_kind": {kind: _short(np.mean(own)) for kind, own in sorted(kinds.items())},
    }


def _kind_of_sound(group: str) -> str:
    """In words, what a refusal row's group is: ``not_music/esc10/001_Dog_bark`` is "dog bark", a speaker "speech"."""
    path = group.split(".", maxsplit=1)[0].split("/")
    if any(part.startswith("speech") for part in path):
        return "speech"
    return path[-1].lstrip("0123456789_").replace("_", " ").lower()


def _short(value: float | np.floating[Any]) -> float:
    return round(float(value), 4)
