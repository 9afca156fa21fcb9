"""Genres never met: machines are trained without some genres, and asked how strange these are to them.

What a trained network says of a genre that it never heard cannot be judged with a genre that it did hear. So whole
genres are left out of every set, a small network and a kernel machine learn the rest, and each way of telling strangers
is judged by how often an excerpt of a known genre, by an artist never met, looks more familiar than a stranger.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from app.inference.familiarity import Familiarity
from trainer import metrics
from trainer.batches import Pool, make_pool
from trainer.config import HEARD_COUNT, HEARD_FRAMES, Recipe, load_recipe
from trainer.data import DataError, FeatureSet
from trainer.ensemble import joined
from trainer.familiar import ASKED, LOST, find_genres, in_units, learned_rows
from trainer.features import to_unit
from trainer.judging import window_starts
from trainer.kernel_fit import fit_kernel
from trainer.labels import GTZAN_LABELS, LABEL_IDS, REFUSAL, logit_offsets
from trainer.models.kernel import Kernel
from trainer.splits import split_set
from trainer.train import train

Values = NDArray[np.float64]
#: Genres left out together: three of ten, so that what is left still covers much; every genre is a stranger once.
LEFT_OUT: tuple[tuple[str, ...], ...] = (
    ("classical", "hiphop", "country"),
    ("jazz", "metal", "disco"),
    ("blues", "pop", "reggae", "rock"),
)
#: Nearest neighbours that count.
_NEAREST = 5
_BATCH = 96
#: Rows of FMA that were held out and judge, too: enough for units and shares.
_FMA_ROWS = 300
#: The way that bundles have: see :mod:`trainer.familiar`.
SHIPPED = "familiarity (distance and energy)"


@dataclass(frozen=True, slots=True)
class Outputs:
    """Of rows (n,): mean logits (n, labels), embedding (n, dims) and likeness to the nearest known window (n,)."""

    logits: Values
    embedding: Values
    likeness: Values


#: How familiar each of some rows is, (n,): higher for more.
Way = Callable[[Outputs], Values]


def without(sets: dict[str, FeatureSet], genres: Sequence[str]) -> dict[str, FeatureSet]:
    """The sets without rows of ``genres``."""
    return {name: rows.where(~np.isin(rows.labels, list(genres))) for name, rows in sets.items()}


def unseen_figures(
    sets: dict[str, FeatureSet],
    folder: Path,
    *,
    left_out: Sequence[Sequence[str]] = LEFT_OUT,
    recipe: Recipe,
    say: Callable[[str], None] = lambda _: None,
) -> dict[str, Any]:
    """AUROC of each way to tell strangers, for each choice of genres left out, and their mean.

    Trains a network of ``recipe`` and a kernel machine for each choice below ``folder``; trainings there go on.

    Raises:
        DataError: a genre is none of GTZAN's.
    """
    rounds = []
    for genres in left_out:
        unknown = set(genres) - set(GTZAN_LABELS)
        if unknown:
            raise DataError(f"{', '.join(sorted(unknown))}: only GTZAN's ten genres can be left out.")
        own = folder / "-".join(["without", *genres])
        pools = _pools(without(sets, genres), recipe)
        say(f"without {', '.join(genres)}: training")
        network = train(recipe, pools, own / "network", log=lambda record: say(str(record))).average
        kernel = fit_kernel(load_recipe("kernel", split=recipe.split), pools, own / "kernel")
        found = _judge(sets, recipe.split, genres, network, kernel)
        say(f"  {found}")
        rounds.append({"without": list(genres), **found})
    names = rounds[0]["auroc"]
    mean = {name: round(float(np.mean([each["auroc"][name] for each in rounds])), 4) for name in names}
    return {"recipe": recipe.name, "steps": recipe.steps, "shipped": SHIPPED, "rounds": rounds, "mean": mean}


def _pools(sets: dict[str, FeatureSet], recipe: Recipe) -> dict[str, Pool]:
    pools: dict[str, Pool] = {}
    for name, rows in sets.items():
        chosen = split_set(rows, recipe.split).train
        refused = rows.labels[chosen] == REFUSAL
        for key, part in ((name, chosen[~refused]), (f"{name}:{REFUSAL}", chosen[refused])):
            if len(part):
                pools[key] = make_pool(rows, part, recipe.artist_cap)
    return pools


def _judge(
    sets: Mapping[str, FeatureSet], split: str, genres: Sequence[str], network: nn.Module, kernel: Kernel
) -> dict[str, Any]:
    """Known rows are those held out; strangers are all rows of the genres left out: none of them was ever met.

    Known rows of FMA, held out too, only say how familiar known music is in all: they are coarser, and not compared.
    """
    rows = sets["gtzan"]
    parts = split_set(rows, split)
    strange = np.isin(rows.labels, list(genres)) & (rows.parts != "excluded")
    known = parts.valid[~strange[parts.valid]]
    left = without(dict(sets), genres)
    there = [i for i, name in enumerate(LABEL_IDS) if name != REFUSAL and name not in genres]
    ask = partial(_outputs, network=network, kernel=kernel)
    met = learned_rows(left["gtzan"], split)
    learned, familiar, strangers = (
        ask(chosen) for chosen in (left["gtzan"].X[met], rows.X[known], rows.X[np.flatnonzero(strange)])
    )
    ways = _ways(learned, there)
    space = find_genres(network, left, split)
    heard = [familiar]
    if "fma" in left:
        held = split_set(left["fma"], split).valid
        heard.append(ask(left["fma"].X[held[:: max(len(held) // _FMA_ROWS, 1)]]))
    fitted = _fit(space, heard, there)
    ways |= {
        "distance in the embedding": lambda found: -space.distance(found.embedding),
        SHIPPED: lambda found: fitted.raw(found.logits[:, there], found.embedding),
    }
    ten = [LABEL_IDS.index(name) for name in GTZAN_LABELS if name not in genres]
    truth = np.array([LABEL_IDS.index(str(label)) for label in rows.labels[known]])
    right = (np.array(ten)[familiar.logits[:, ten].argmax(axis=1)] == truth).mean()
    told = {
        name: fitted.share(found.logits[:, there], found.embedding)
        for name, found in (("known", familiar), ("strange", strangers))
    }
    return {
        "known_rows": len(known),
        "strange_rows": int(strange.sum()),
        "accuracy": round(float(right), 4),
        "auroc": {name: round(metrics.auroc(way(familiar), way(strangers)), 4) for name, way in ways.items()},
        "unknown": {name: round(float((share < LOST).mean()), 4) for name, share in told.items()},
        "asked": {name: round(float((share < ASKED).mean()), 4) for name, share in told.items()},
    }


def _fit(space: Familiarity, heard: Sequence[Outputs], there: Sequence[int]) -> Familiarity:
    """``space`` in units of the spread among held-out rows, as a bundle has it."""
    distance = np.concatenate([space.distance(each.embedding) for each in heard])
    strength = np.concatenate([np.logaddexp.reduce(each.logits[:, list(there)], axis=1) for each in heard])
    return in_units(space, distance, strength)


def _outputs(X: NDArray[np.uint8], *, network: nn.Module, kernel: Kernel) -> Outputs:
    unit = to_unit(X)
    starts = window_starts(unit.shape[2])
    windows = np.stack([unit[:, :, start : start + HEARD_FRAMES] for start in starts], axis=1)
    network.eval()
    parts: tuple[list[NDArray[np.float32]], ...] = ([], [], [])
    with torch.inference_mode():
        for piece in torch.split(torch.from_numpy(windows.reshape(-1, 1, *windows.shape[2:])), _BATCH):
            logits, embedding = network(piece)
            placed = kernel.place(kernel.statistics(piece))
            ten, counts = kernel.answer(placed)
            logits = joined(logits + torch.from_numpy(logit_offsets()), torch.log_softmax(ten, dim=1), counts)
            for part, values in zip(parts, (logits, embedding, kernel.likeness(placed).amax(dim=1)), strict=True):
                part.append(values.float().numpy())
    logits, embedding, likeness = (
        np.concatenate(part).astype(np.float64).reshape(len(unit), HEARD_COUNT, -1).mean(axis=1) for part in parts
    )
    return Outputs(logits, embedding, likeness[:, 0])


def _ways(learned: Outputs, there: Sequence[int]) -> dict[str, Way]:
    """Ways to tell how familiar rows are by one thing, higher for more; ``learned`` are rows trained on."""
    columns = list(there)
    unit = _unit(learned.embedding)

    def chances(rows: Outputs) -> Values:
        return metrics.softmax(rows.logits[:, columns])

    def nearest(rows: Outputs) -> Values:
        likeness = _unit(rows.embedding) @ unit.T
        return np.asarray(np.sort(likeness, axis=1)[:, -_NEAREST:].mean(axis=1), np.float64)

    def margin(rows: Outputs) -> Values:
        ordered = np.sort(chances(rows), axis=1)
        return np.asarray(ordered[:, -1] - ordered[:, -2], np.float64)

    def entropy(rows: Outputs) -> Values:
        chance = np.maximum(chances(rows), 1e-12)
        return np.asarray((chance * np.log(chance)).sum(axis=1), np.float64)

    return {
        "confidence": lambda rows: np.asarray(chances(rows).max(axis=1), np.float64),
        "margin": margin,
        "entropy": entropy,
        "largest logit": lambda rows: np.asarray(rows.logits[:, columns].max(axis=1), np.float64),
        "energy": lambda rows: np.asarray(np.logaddexp.reduce(rows.logits[:, columns], axis=1), np.float64),
        "neighbours in the embedding": nearest,
        "likeness to a known window": lambda rows: np.asarray(np.log(np.maximum(rows.likeness, 1e-9)), np.float64),
    }


def _unit(rows: Values) -> Values:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), np.float64)


def small(recipe: Recipe, steps: int) -> Recipe:
    """``recipe`` with half of its batch and ``steps`` steps: enough to tell ways apart."""
    return replace(
        recipe,
        steps=steps,
        gtzan_per_batch=recipe.gtzan_per_batch // 2,
        fma_per_batch=recipe.fma_per_batch // 2,
        extra_per_batch=recipe.extra_per_batch // 2,
    )
