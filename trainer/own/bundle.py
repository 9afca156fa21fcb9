"""``relearn``: a bundle with the labels of a prepared set, from the ear of another bundle and a new last layer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.inference.bundle import Bundle, load_bundle, write_bundle
from app.inference.calibration import LEVELS, Calibration, softmax
from app.inference.network import MODEL_FILE
from app.inference.schema import GENRE, Label
from trainer import metrics
from trainer.answers import answer_windows, check_front_end
from trainer.calibrate import UNKNOWN_SHARE, Held, accept_threshold, fit_calibration, fit_quantiles
from trainer.data import DataError
from trainer.description import describe
from trainer.evaluate import values_of
from trainer.features import load_set
from trainer.intervals import draw_groups, genre_draws, interval
from trainer.labelled import Labelled
from trainer.own.graph import with_layer
from trainer.own.labels import label_ids
from trainer.own.layer import fit_layer, held_out_logits, track_counts
from trainer.sources.preparing import check_own_split

#: Fewer held-out mistakes than this tell nothing about how sure the answers may be.
FEW_WRONG = 10


@dataclass(frozen=True, slots=True)
class Relearned:
    """A written bundle and its figures on artists that the judged layers never met."""

    folder: Path
    figures: dict[str, Any]


def relearn(bundle_folder: Path, work: Path, set_name: str, bundle_id: str, out: Path) -> Relearned:
    """Write the bundle ``out/bundle_id``, whose genres are the labels of the set ``set_name`` in the work folder.

    Raises:
        BundleError: the other bundle cannot be used. DataError: the set is missing, split badly, or fits no such layer.
    """
    base = load_bundle(bundle_folder)
    rows = load_set(work, set_name)
    check_own_split(rows)
    check_front_end(base, Labelled(rows.X, rows.labels, rows.groups))
    keep = rows.parts != "excluded"
    labels = sorted(set(rows.labels[keep].tolist()))
    truth = np.array([labels.index(label) for label in rows.labels[keep].tolist()], np.int64)
    logits, embedding = answer_windows(base, np.asarray(rows.X)[keep])
    features = np.concatenate([embedding, logits], axis=2).astype(np.float64)
    groups = rows.groups[keep]
    held, penalty = held_out_logits(features, truth, groups)
    layer = fit_layer(features, truth, track_counts(truth, groups), penalty)
    calibration = own_calibration(base, held, truth, music_of(base, logits))
    figures = own_figures(held, truth, groups, labels, calibration)
    figures |= {"penalty": penalty, "heard_by": base.id, "tracks": len(truth)}
    graph = with_layer(base.folder / MODEL_FILE, layer, base.genre_indices, base.refusal_indices)
    what = f"{figures['tracks']} tracks by {figures['artists']} artists, of the user's own"
    description = describe(
        bundle_id,
        name=f"{bundle_id}, by the ear of {base.name}",
        architecture=f"{base.architecture}, with a last layer of {len(labels)} labels",
        labels=_labels(labels, base),
        front_end=base.front_end,
        windows=base.windows,
        calibration=calibration,
        metrics={"own": figures},
        provenance=[
            *base.provenance,
            {"name": what, "licence": "as the tracks'; features only", "use": "last layer"},
        ],
        licence=base.licence,
        learned=rows.names[keep].tolist(),
    )
    licence = (base.folder / "LICENCE").read_text(encoding="utf-8")
    target = out / bundle_id
    if target.resolve() == base.folder.resolve():
        raise DataError("The new model would replace the one it learns from.", "Choose another --id.")
    write_bundle(target, model_onnx=graph, description=description, card=_card(description, labels), licence=licence)
    return Relearned(target, figures)


def music_of(base: Bundle, logits: NDArray[np.float32]) -> NDArray[np.float64]:
    """Probability of music (n,) that the base gives tracks, from their logits (n, windows, labels)."""
    chance = softmax(logits)[:, :, list(base.refusal_indices)].sum(axis=2)
    return np.asarray(1.0 - chance.mean(axis=1), np.float64)


def own_calibration(
    base: Bundle, held: NDArray[np.float64], truth: NDArray[np.int64], music: NDArray[np.float64]
) -> Calibration:
    """Temperature, quantiles and thresholds from held-out tracks.

    What is no music is told as the base tells it, except that hardly any of the user's own tracks may be refused: that
    they are music is the user's word. Where hardly anything went wrong, nothing tells how sure the model may be: scores
    are then not sharpened.
    """
    own = Held(held, truth)
    fitted = fit_calibration(own, own, np.ones(len(truth)), np.zeros(0))
    wrong = int((held.argmax(axis=1) != truth).sum())
    if wrong < FEW_WRONG and fitted.temperature < 1.0:
        scores = metrics.softmax(held)
        accept = accept_threshold(scores, truth)
        review = min(float(np.quantile(scores.max(axis=1), UNKNOWN_SHARE)), accept)
        fitted = replace(
            fitted,
            temperature=1.0,
            accept_threshold=accept,
            review_threshold=review,
            quantiles=fit_quantiles(scores, truth),
        )
    lost = max(float(np.quantile(music, UNKNOWN_SHARE)) - 1e-6, 0.0)
    return replace(fitted, music_threshold=min(base.calibration.music_threshold, lost))


def own_figures(
    held: NDArray[np.float64],
    truth: NDArray[np.int64],
    groups: NDArray[np.str_],
    labels: list[str],
    calibration: Calibration,
) -> dict[str, Any]:
    """Figures of the card: artist-disjoint, every track judged by a layer that never met its artist."""
    scores = metrics.softmax(held, calibration.temperature)
    drawn = genre_draws(scores, truth, draw_groups(groups), {level: calibration.quantiles[level] for level in LEVELS})
    figures: dict[str, Any] = {key: round(value, 4) for key, value in values_of(scores, truth).items()}
    for key in ("accuracy", "macro_f1"):
        figures[f"{key}_95"] = [round(value, 4) for value in interval(drawn[key]) or (0.0, 0.0)]
    recall = metrics.recalls(scores, truth)
    figures["recall"] = {label: round(float(value), 4) for label, value in zip(labels, recall, strict=True)}
    figures["confusion"] = metrics.confusion(scores, truth).tolist()
    figures["artists"] = len(set(groups.tolist()))
    return figures


def _labels(labels: list[str], base: Bundle) -> list[Label]:
    """The user's labels, and the base's answer for what is no music."""
    named = [Label(own, label, GENRE) for own, label in zip(label_ids(labels), labels, strict=True)]
    return named + [base.labels[index] for index in base.refusal_indices[:1]]


def _card(description: dict[str, Any], labels: list[str]) -> str:
    own = description["metrics"]["own"]
    low, high = own["accuracy_95"]
    lines = [
        f"# {description['name']}",
        "",
        f"Answers {', '.join(labels)}. Learned from {own['tracks']} tracks by {own['artists']} artists; the network",
        f"that hears is that of {own['heard_by']} and was not changed, only what is concluded from it.",
        "",
        f"On artists it never met: {100 * own['accuracy']:.1f} % right ({100 * low:.1f} to {100 * high:.1f}), macro-F1 "
        f"{own['macro_f1']:.3f}, calibration error {own['ece']:.3f}. The figures come from layers that each left out a",
        "fifth of the artists; the layer shipped learned from all of them.",
        "",
        "| label | recall |",
        "|---|---|",
        *(f"| {label} | {100 * own['recall'][label]:.1f} % |" for label in labels),
        "",
        f"Licence of the weights: {description['licence']}.",
        "",
    ]
    return "\n".join(lines)
