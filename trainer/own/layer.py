"""The last layer of a model of one's own: a linear classifier over what a trained network already hears.

A few hundred tracks are too few to learn to hear from, and plenty to learn which of the things heard make a genre. So
the network of a bundle stays as it is, and its embedding and logits are the features of a new last layer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from trainer import metrics
from trainer.data import DataError

Features = NDArray[np.float64]
#: Strengths of the penalty on squared weights that are tried: the strong ones for libraries of a few tracks.
PENALTIES = (300.0, 100.0, 30.0, 10.0, 3.0, 1.0, 0.3)
FOLDS = 5
#: Tracks of an artist that count.
ARTIST_CAP = 3.0


@dataclass(frozen=True, slots=True)
class Layer:
    """``features @ weights + bias``: weights (dims, labels), bias (labels,), of features as the network gives them."""

    weights: Features
    bias: Features

    def logits(self, features: Features) -> Features:
        """Logits (..., labels) of features (..., dims)."""
        out: Features = features @ self.weights + self.bias
        return out


def fit_layer(features: Features, truth: NDArray[np.int64], counts: Features, penalty: float) -> Layer:
    """The layer of least weighted cross-entropy plus ``penalty`` times the mean square of the weights.

    ``features`` (n, windows, dims), ``truth`` (n,), ``counts`` (n,) how much each track counts. Each window is an
    example of its track. The same input gives the same layer: all rows at once, in double precision, no chance.
    """
    torch.set_num_threads(1)  # so small a task only waits for a second thread
    windows, dims = features.shape[1:]
    flat = features.reshape(-1, dims)
    mean, spread = flat.mean(axis=0), flat.std(axis=0) + 1e-6
    x = torch.from_numpy((flat - mean) / spread)
    y = torch.from_numpy(np.repeat(truth, windows))
    share = torch.from_numpy(np.repeat(counts / counts.sum(), windows) / windows)
    layer = nn.Linear(dims, int(truth.max()) + 1).double()
    nn.init.zeros_(layer.weight)
    nn.init.zeros_(layer.bias)
    optimiser = torch.optim.LBFGS(layer.parameters(), max_iter=100, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        value = (share * nn.functional.cross_entropy(layer(x), y, reduction="none")).sum()
        value = value + penalty * layer.weight.square().mean() * layer.weight.shape[0]
        value.backward()  # type: ignore[no-untyped-call]
        return value

    optimiser.step(loss)  # type: ignore[no-untyped-call]
    weights = layer.weight.detach().numpy().T / spread[:, None]
    return Layer(weights, layer.bias.detach().numpy() - mean @ weights)


def track_counts(truth: NDArray[np.int64], groups: NDArray[np.str_]) -> Features:
    """How much each track counts: labels alike in all, and an artist like at most :data:`ARTIST_CAP` tracks."""
    keys = np.char.add(np.char.add(truth.astype(str), "/"), groups)
    _, index, sizes = np.unique(keys, return_inverse=True, return_counts=True)
    own = np.minimum(sizes, ARTIST_CAP)[index] / sizes[index]
    for label in np.unique(truth):
        own[truth == label] /= own[truth == label].sum()
    return np.asarray(own, np.float64)


def held_out_logits(features: Features, truth: NDArray[np.int64], groups: NDArray[np.str_]) -> tuple[Features, float]:
    """Track logits (n, labels) of each track from a layer that never met its artist, and the penalty that was best.

    Raises:
        DataError: a label has all its tracks from one artist.
    """
    fold = group_folds(truth, groups)
    labels = int(truth.max()) + 1
    best: tuple[float, Features, float] | None = None
    for penalty in PENALTIES:
        logits = np.zeros((len(truth), labels))
        for number in np.unique(fold):
            train, judged = fold != number, fold == number
            if len(np.unique(truth[train])) < labels:
                raise DataError("A label has tracks of one artist only.", "Tag music of more artists with it.")
            layer = fit_layer(features[train], truth[train], track_counts(truth[train], groups[train]), penalty)
            logits[judged] = layer.logits(features[judged]).mean(axis=1)
        lost = metrics.negative_log_likelihood(metrics.softmax(logits), truth)
        if best is None or lost < best[0]:
            best = lost, logits, penalty
    assert best is not None
    return best[1], best[2]


def group_folds(truth: NDArray[np.int64], groups: NDArray[np.str_], folds: int = FOLDS) -> NDArray[np.int64]:
    """Fold of each row (n,), groups whole: large groups first, each into the fold that has least of its labels."""
    labels = int(truth.max()) + 1
    filled = np.zeros((folds, labels))
    out = np.zeros(len(truth), np.int64)
    names, sizes = np.unique(groups, return_counts=True)
    for name in names[np.lexsort((names, -sizes))].tolist():
        own = groups == name
        counts = np.bincount(truth[own], minlength=labels)
        number = int(np.argmin((filled * counts).sum(axis=1) + 1e-3 * filled.sum(axis=1)))
        filled[number] += counts
        out[own] = number
    return out
