"""Fitting what tells music that resembles none of the learned genres: applied by :mod:`app.inference.familiarity`.

Where the genres lie is computed from rows that trained the network whose embedding is kept; in which units distance and
energy are added, and how familiar known music looks, from rows that it never saw. A genre that two sets know lies at
two places.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from app.inference.calibration import Calibration
from app.inference.familiarity import SHARES, Familiarity
from trainer import metrics
from trainer.config import HEARD_FRAMES
from trainer.data import FeatureSet
from trainer.features import to_unit
from trainer.held_out import VALID, HeldRows, calibrating
from trainer.judging import window_starts
from trainer.labels import LABEL_IDS, REFUSAL
from trainer.splits import Rows, split_set

Values = NDArray[np.float64]
#: Share of held-out music that may be called unlike anything known.
LOST = 0.03
#: Share of it that is never accepted without a look: hardly any of it is sure, and a fifth of sure strangers are in it.
ASKED = 0.1
#: Training rows of each set and label from which its place is computed.
ROWS_EACH = 40
#: Pull of the covariance towards its diagonal: of .1 to .5 none is better on genres left out.
SHRINK = 0.2
#: Rows heard at once.
_AT_ONCE = 32
_GENRES = [name for name in LABEL_IDS if name != REFUSAL]


def learned_rows(rows: FeatureSet, split: str, each: int = ROWS_EACH) -> Rows:
    """Up to ``each`` music rows of every label of a set that train under ``split``; the same in every run."""
    train = split_set(rows, split).train
    rng = np.random.default_rng(0)
    chosen = [
        rng.permutation(train[rows.labels[train] == label])[:each]
        for label in sorted(set(rows.labels[train].tolist()) - {REFUSAL})
    ]
    return np.sort(np.concatenate(chosen)) if chosen else np.zeros(0, np.int64)


def find_genres(network: nn.Module, sets: Mapping[str, FeatureSet], split: str) -> Familiarity:
    """Where the genres of ``sets`` lie in the embedding of ``network``, which trained on ``split``; no units yet."""
    embedding, places = [], []
    for name, rows in sets.items():
        chosen = learned_rows(rows, split)
        if len(chosen):
            embedding.append(embed(network, rows.X[chosen]))
            places.append(np.array([f"{name}:{label}" for label in rows.labels[chosen]]))
    return place(np.concatenate(embedding), np.concatenate(places))


def embed(network: nn.Module, X: NDArray[np.uint8]) -> Values:
    """Embeddings (n, dims) of excerpts (n, bands, frames), averaged over windows as the application does."""
    network.eval()
    found = []
    with torch.inference_mode():
        for begin in range(0, len(X), _AT_ONCE):
            unit = to_unit(X[begin : begin + _AT_ONCE])
            starts = window_starts(unit.shape[2])
            windows = np.stack([unit[:, :, start : start + HEARD_FRAMES] for start in starts], axis=1)
            values = network(torch.from_numpy(windows.reshape(-1, 1, *windows.shape[2:])))[1]
            found.append(values.float().numpy().reshape(len(unit), len(starts), -1).mean(axis=1))
    return np.concatenate(found).astype(np.float64)


def place(embedding: Values, places: NDArray[np.str_]) -> Familiarity:
    """Means of the ``places`` (n,) of embeddings (n, dims) and the covariance within them; no units yet."""
    names, index = np.unique(places, return_inverse=True)
    means = np.stack([embedding[index == i].mean(axis=0) for i in range(len(names))])
    away = embedding - means[index]
    covariance = away.T @ away / len(away)
    own = np.diag(covariance)
    # A value that hardly varies would make a tiny difference in it look immense.
    floor = max(1e-4 * float(own.mean()), 1e-12)
    shrunk = (1 - SHRINK) * covariance + np.diag(SHRINK * own + floor)
    root = np.linalg.cholesky(np.linalg.inv(shrunk))
    return Familiarity(means, root, 1.0, 1.0, tuple(float(i) for i in range(len(SHARES))))


def fit_familiarity(held: Mapping[str, HeldRows], spaces: Mapping[str, Familiarity], own: Familiarity) -> Familiarity:
    """``own`` with units and quantiles, from what judges heard of held-out music, each in the space of its split."""
    parts = [_music(rows) for rows in calibrating(held)]
    distance = np.concatenate([_distances(rows, spaces) for rows in parts])
    strength = np.concatenate([_energy(rows) for rows in parts])
    return in_units(own, distance, strength)


def in_units(placed: Familiarity, distance: Values, energy: Values) -> Familiarity:
    """``placed`` with units and quantiles that follow from ``distance`` and ``energy`` (n,) of held-out music."""
    units = max(float(distance.std()), 1e-6), max(float(energy.std()), 1e-6)
    raw = energy / units[1] - distance / units[0]
    quantiles = tuple(round(float(each), 6) for each in np.quantile(raw, SHARES))
    return replace(placed, distance_unit=units[0], energy_unit=units[1], quantiles=quantiles)


def shares(rows: HeldRows, fitted: Familiarity, spaces: Mapping[str, Familiarity]) -> Values:
    """Familiarity (n,) of held-out rows in the units of ``fitted``, as a share of held-out music."""
    raw = _energy(rows) / fitted.energy_unit - _distances(rows, spaces) / fitted.distance_unit
    return np.asarray(np.interp(raw, fitted.quantiles, SHARES), np.float64)


def familiarity_figures(
    held: Mapping[str, HeldRows],
    fitted: Familiarity,
    spaces: Mapping[str, Familiarity],
    calibration: Calibration,
) -> dict[str, Any]:
    """What the gate costs held-out music, by set, and what it does to what would have been accepted."""
    lost: dict[str, float] = {}
    by_genre: dict[str, float] = {}
    low, odd, sure, right = [], [], [], []
    for name, every in held.items():
        rows = _music(every)
        if not len(rows.labels):
            continue
        told = shares(rows, fitted, spaces)
        below = told < calibration.familiarity_threshold
        lost[name] = round(float(below.mean()), 4)
        if name == "fma":
            genres = sorted(set(rows.labels.tolist()))
            by_genre = {genre: round(float(below[rows.labels == genre].mean()), 4) for genre in genres}
        if name == VALID:
            continue  # its rows are among GTZAN's: what follows counts each once
        scores = metrics.softmax(_genre_logits(rows), calibration.temperature)
        odd.append(told < calibration.familiarity_accept)
        low.append(below)
        sure.append(scores.max(axis=1) >= calibration.accept_threshold)
        right.append(scores.argmax(axis=1) == np.array([_GENRES.index(str(label)) for label in rows.labels]))
    below, accepted, correct = np.concatenate(low), np.concatenate(sure), np.concatenate(right)
    return {
        "share": calibration.familiarity_threshold,
        "lost": lost,
        "lost_of_fma": by_genre,
        "accepted_lost": round(float(below[accepted].mean()), 4) if accepted.any() else None,
        "asked_share": calibration.familiarity_accept,
        "accepted_asked": round(float(np.concatenate(odd)[accepted].mean()), 4) if accepted.any() else None,
        "right_among_lost": round(float(correct[below].mean()), 4) if below.any() else None,
    }


def _music(rows: HeldRows) -> HeldRows:
    return rows.where(rows.labels != REFUSAL)


def _genre_logits(rows: HeldRows) -> Values:
    found: Values = rows.logits.mean(axis=1)[:, [LABEL_IDS.index(name) for name in _GENRES]]
    return found


def _energy(rows: HeldRows) -> Values:
    return np.asarray(np.logaddexp.reduce(_genre_logits(rows), axis=1), np.float64)


def _distances(rows: HeldRows, spaces: Mapping[str, Familiarity]) -> Values:
    found = np.zeros(len(rows.labels))
    for split in sorted(set(rows.splits.tolist())):
        own = rows.splits == split
        found[own] = spaces[split].distance(rows.embedding[own])
    return found
