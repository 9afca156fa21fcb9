"""Answers of trained networks to the rows they never saw, and what follows from them: calibration and figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from app.inference.calibration import Calibration
from app.inference.mel import FrontEnd
from trainer import metrics
from trainer.calibrate import MUSIC_LOST, Held, fit_calibration
from trainer.config import HEARD_COUNT, HEARD_S
from trainer.data import DataError, FeatureSet
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
OFFICIAL = "official"
#: Held-out rows of GTZAN by the members of ``official``, where folds judge all of GTZAN beside them.
VALID = "valid"
_COLUMNS = ("logits", "labels", "groups", "splits", "embedding")
#: Windows heard at once.
_BATCH = 64


@dataclass(frozen=True, slots=True)
class HeldRows:
    """Window logits (n, windows, labels) and mean embedding (n, dims) of held-out rows of one set.

    With labels, groups and judging splits, (n,) each.
    """

    logits: NDArray[np.float64]
    labels: NDArray[np.str_]
    groups: NDArray[np.str_]
    splits: NDArray[np.str_]
    embedding: NDArray[np.float64]

    def over(self, names: Sequence[str]) -> Held:
        """Track logits over the labels ``names``, of the rows that carry one of them."""
        rows = np.isin(self.labels, names)
        columns = [LABEL_IDS.index(name) for name in names]
        truth = np.array([names.index(label) for label in self.labels[rows].tolist()], np.int64)
        return Held(self.logits[rows].mean(axis=1)[:, columns], truth)

    def where(self, chosen: NDArray[np.bool_]) -> HeldRows:
        """Only the ``chosen`` rows."""
        return HeldRows(*(getattr(self, column)[chosen] for column in _COLUMNS))

    @property
    def music(self) -> NDArray[np.float64]:
        """Probability of music of each row (n,), as the application computes it."""
        chance = metrics.softmax(self.logits.reshape(-1, N_LABELS)).reshape(self.logits.shape)
        out: NDArray[np.float64] = 1 - chance[:, :, _REFUSAL].mean(axis=1)
        return out


def collect(judged: Sequence[tuple[nn.Module, str]], sets: Mapping[str, FeatureSet]) -> dict[str, HeldRows]:
    """Held-out answers by set, each row judged once; the members of one split answer together, as one bundle.

    GTZAN is judged by the folds where there are any, each of its rows by the members that never met its artist; what
    the members of ``official`` answer to the published valid part is then kept apart, as :data:`VALID`. All splits hold
    out the same rows of the other sets. The mean of several bundles' answers would flatter: no bundle ships that many
    members. So one bundle alone judges them, that of ``official``, or else of the first split.

    Raises:
        DataError: the folds have not the same kinds of members.
    """
    bundles = _bundles(judged)
    gtzan = _judges_of_gtzan(bundles)
    answers = {}
    for name, rows in sets.items():
        judges = gtzan[name] if name == "gtzan" else [_alone(bundles)]
        found = [_answers(rows, split, bundles[split]) for split in judges]
        if any(len(one.labels) for one in found):
            answers[name] = joined([one for one in found if len(one.labels)])
    if VALID in gtzan and "gtzan" in sets:
        answers[VALID] = _answers(sets["gtzan"], OFFICIAL, bundles[OFFICIAL])
    return answers


def joined(parts: Sequence[HeldRows]) -> HeldRows:
    """The rows of all ``parts``."""
    return HeldRows(*(np.concatenate([getattr(part, column) for part in parts]) for column in _COLUMNS))


def _bundles(judged: Sequence[tuple[nn.Module, str]]) -> dict[str, BundleNet]:
    members: dict[str, list[nn.Module]] = {}
    for model, split in judged:
        members.setdefault(split, []).append(model)
    kinds = {
        split: sorted(type(model).__name__ for model in own)
        for split, own in members.items()
        if split.startswith("fold")
    }
    if len({tuple(own) for own in kinds.values()}) > 1:
        told = "; ".join(f"{split}: {', '.join(own)}" for split, own in kinds.items())
        raise DataError(f"The folds are judged by different members ({told}).", "Give runs of the same kinds for each.")
    return {split: BundleNet(own) for split, own in members.items()}


def _judges_of_gtzan(bundles: Mapping[str, BundleNet]) -> dict[str, list[str]]:
    """The splits that judge GTZAN: the folds if there are any, beside them under :data:`VALID` the published one."""
    folds = [split for split in bundles if split.startswith("fold")]
    return {"gtzan": folds or [_alone(bundles)]} | ({VALID: [OFFICIAL]} if folds and OFFICIAL in bundles else {})


def _alone(bundles: Mapping[str, BundleNet]) -> str:
    """The one split that judges what all splits hold out alike."""
    return OFFICIAL if OFFICIAL in bundles else next(iter(bundles))


def _answers(rows: FeatureSet, split: str, bundle: BundleNet) -> HeldRows:
    chosen = split_set(rows, split).valid
    if not len(chosen):
        nothing = np.zeros(0, "U1")
        return HeldRows(np.zeros((0, 0, N_LABELS)), nothing, nothing, nothing, np.zeros((0, 0)))
    both = score_excerpts(rows.X[chosen], partial(_logits_and_embedding, bundle)).astype(np.float64)
    logits, embedding = both[:, :, :N_LABELS], both[:, :, N_LABELS:].mean(axis=1)
    return HeldRows(logits, rows.labels[chosen], rows.groups[chosen], np.full(len(chosen), split), embedding)


def _logits_and_embedding(bundle: BundleNet, windows: NDArray[np.float32]) -> NDArray[np.float32]:
    bundle.eval()
    parts = []
    with torch.inference_mode():
        for piece in torch.split(torch.from_numpy(windows[:, None]), _BATCH):
            parts.append(torch.cat([each.float() for each in bundle(piece)], dim=1).numpy())
    return np.concatenate(parts)


def robustness_figures(judged: Sequence[tuple[nn.Module, str]], rows: FeatureSet) -> dict[str, dict[str, float]]:
    """Ten-genre accuracy on held-out rows as they are and after each change of :mod:`trainer.robustness`, by judges.

    Under ``gtzan`` each row is judged by the members that never met its artist, as in :func:`collect`: by the folds
    where there are any, so that all rows count. Those of ``official`` then stand under :data:`VALID`.
    """
    bundles = _bundles(judged)
    figures = {}
    for name, splits in _judges_of_gtzan(bundles).items():
        found = [_right_after_changes(bundles[split], split, rows) for split in splits]
        figures[name] = {change: _short(np.concatenate([one[change] for one in found]).mean()) for change in found[0]}
    return figures


def _right_after_changes(bundle: BundleNet, split: str, rows: FeatureSet) -> dict[str, NDArray[np.bool_]]:
    """By change, which of the rows that ``split`` holds out are answered rightly, (n,)."""
    chosen = split_set(rows, split).valid
    truth = np.array([GTZAN_LABELS.index(label) for label in rows.labels[chosen].tolist()])

    def logits_of(unit: NDArray[np.float32]) -> NDArray[np.float32]:
        return score_excerpts(unit, partial(score_windows, bundle))[:, :, : len(GTZAN_LABELS)]

    def right(logits: NDArray[np.float32]) -> NDArray[np.bool_]:
        return np.asarray(logits.mean(axis=1).argmax(axis=1) == truth)

    plain = to_unit(rows.X[chosen])
    logits = logits_of(plain)
    figures = {"as it is": right(logits)}
    figures |= {name: right(logits[:, windows]) for name, windows in _parts().items()}
    figures |= {name: right(logits_of(change(plain))) for name, change in changes(FrontEnd()).items()}
    return figures


def _parts() -> dict[str, slice]:
    """Parts of an excerpt by name, as its windows."""
    one, two, middle = f"{HEARD_S:g} s only", f"{2 * HEARD_S:g} s only", HEARD_COUNT // 2
    return {
        f"first {one}": slice(1),
        f"middle {one}": slice(middle, middle + 1),
        f"last {one}": slice(-1, None),
        f"first {two}": slice(2),
        f"last {two}": slice(-2, None),
    }


def calibrate_and_measure(held: Mapping[str, HeldRows]) -> tuple[Calibration, dict[str, Any]]:
    """The bundle's calibration and the figures of its card; a set that nothing judged has no figure."""
    calibration = fit(held)
    music, noise = music_of(held)
    figures: dict[str, Any] = {"gtzan": _set_figures(held["gtzan"], GTZAN_LABELS, calibration)}
    if VALID in held:
        figures[VALID] = _set_figures(held[VALID], GTZAN_LABELS, calibration)
    if "fma" in held:
        figures["fma"] = _set_figures(held["fma"], FMA_LABELS, calibration)
    every = everything(held)
    scores = metrics.softmax(every.logits, calibration.temperature)
    accepted = scores.max(axis=1) >= calibration.accept_threshold
    right = scores.argmax(axis=1) == every.truth
    figures["all_genres"] = {
        "rows": len(right),
        "accuracy": _short(right.mean()),
        "ece": _short(metrics.calibration_error(scores, every.truth)),
        "accepted": _short(accepted.mean()),
        "accepted_accuracy": _short(right[accepted].mean()) if accepted.any() else None,
    }
    figures["refusal"] = _refusal_figures(held, music, noise, calibration.music_threshold)
    return calibration, figures


def shipped_figures(held: Mapping[str, HeldRows], calibration: Calibration) -> dict[str, Any]:
    """Figures of the shipped networks on what even they never saw, with the calibration of the judged ones."""
    music, noise = music_of(held)
    figures: dict[str, Any] = {"refusal": _refusal_figures(held, music, noise, calibration.music_threshold)}
    if "fma" in held:
        figures["fma"] = _set_figures(held["fma"], FMA_LABELS, calibration)
    return figures


def fit(held: Mapping[str, HeldRows]) -> Calibration:
    """The calibration that follows from held-out answers; GTZAN's are needed."""
    music, noise = music_of(held)
    return fit_calibration(held["gtzan"].over(GTZAN_LABELS), everything(held), music, noise)


def everything(held: Mapping[str, HeldRows]) -> Held:
    """GTZAN and FMA over all genres of the model, as the program answers."""
    parts = [held[name].over([LABEL_IDS[i] for i in _GENRES]) for name in ("gtzan", "fma") if name in held]
    return Held(np.concatenate([part.logits for part in parts]), np.concatenate([part.truth for part in parts]))


def music_of(held: Mapping[str, HeldRows]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Probabilities of music of all that calibrates and is music, and of what is none."""
    parts = calibrating(held)
    music = np.concatenate([rows.music[rows.labels != REFUSAL] for rows in parts])
    return music, np.concatenate([rows.music[rows.labels == REFUSAL] for rows in parts])


def calibrating(held: Mapping[str, HeldRows]) -> list[HeldRows]:
    """Every row of ``held`` once: those of :data:`VALID` are among GTZAN's."""
    return [rows for name, rows in held.items() if name != VALID]


def _set_figures(rows: HeldRows, names: Sequence[str], calibration: Calibration) -> dict[str, Any]:
    """Figures over the labels ``names``; beside them, where several splits judged, the accuracy of each."""
    own = rows.where(np.isin(rows.labels, names))
    held = own.over(names)
    figures = _genre_figures(held, own.groups, names, calibration)
    splits = sorted(set(own.splits.tolist()))
    if len(splits) > 1:
        right = held.logits.argmax(axis=1) == held.truth
        figures["by_split"] = {split: _short(right[own.splits == split].mean()) for split in splits}
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
    own["ece_by_chance"] = _short(_chance_error(scores))
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


def _chance_error(scores: NDArray[np.float64], rounds: int = 100) -> float:
    """The calibration error that these scores would show were they exactly right: so few rows are never even."""
    rng = np.random.default_rng(0)
    errors = []
    for _ in range(rounds):
        drawn = (rng.random((len(scores), 1)) > scores.cumsum(axis=1)).sum(axis=1)
        errors.append(metrics.calibration_error(scores, np.minimum(drawn, scores.shape[1] - 1)))
    return float(np.mean(errors))


def _ends(values: NDArray[np.float64]) -> list[float] | None:
    """95 % interval of drawn values, whole artists or blocks at a time; None where no draw has one."""
    found = interval(values)
    return None if found is None else [_short(each) for each in found]


def _refusal_figures(
    held: Mapping[str, HeldRows], music: NDArray[np.float64], noise: NDArray[np.float64], threshold: float
) -> dict[str, Any]:
    kinds: dict[str, list[bool]] = {}
    for rows in calibrating(held):
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
