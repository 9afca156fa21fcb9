"""Fitting the kernel machine: windows are drawn as for a network, then everything is solved at once, without steps.

Known windows are a random part of those drawn. The answer is a penalised least-squares regression in the space that
the comparisons with them span (Nyström's method), solved at once; the same recipe and seed give the same machine. A
logistic regression in its place was worse on artists never met (log-likelihood .861 against .845).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from trainer.batches import BatchMaker, Pool
from trainer.checkpoints import save_checkpoint
from trainer.config import Recipe
from trainer.labels import GTZAN_LABELS
from trainer.models import build_model
from trainer.models.kernel import Kernel

#: Directions of the comparisons' space weaker than this share of the unit are noise.
_FAINT = 1e-4
_TEN = len(GTZAN_LABELS)
#: A statistic that varies less says nothing; its rounding errors are not blown up.
_LEAST_SPREAD = 1e-3
#: Logits for one unit of the regression's answer, which lies between 0 and 1: of 3 to 15, this was the best by
#: log-likelihood on the five artist-disjoint folds.
_SHARPNESS = 10.0
#: Windows compared at once: 2,000 times 1,500 known ones are 12 MB.
_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Drawn:
    """Statistics (n, size) of drawn windows, and the index of their genre (n,)."""

    statistics: Tensor
    genres: Tensor


def fit_kernel(recipe: Recipe, pools: dict[str, Pool], folder: Path) -> Kernel:
    """Fit the machine of ``recipe`` to rows of ``pools`` that carry one of the ten genres; a checkpoint in ``folder``.

    ``recipe.steps`` batches of windows are drawn; ``weight_decay`` is the penalty on the answer.
    """
    torch.set_num_threads(recipe.threads)
    folder.mkdir(parents=True, exist_ok=True)
    machine = build_model(recipe.model, recipe.model_options)
    assert isinstance(machine, Kernel)
    with torch.no_grad():
        drawn = _draw(recipe, pools, machine)
        placed = _place(machine, drawn.statistics)
        chosen = np.random.default_rng([recipe.seed, 1]).permutation(len(placed))[: len(machine.known)]
        machine.known.zero_()[: len(chosen)] = placed[torch.from_numpy(chosen)]
        compared = torch.cat([machine.likeness(part) for part in torch.split(placed, _AT_ONCE)])
        span = _span(machine.likeness(machine.known))
    answer, bias = _regress(torch.matmul(compared, span), drawn, recipe.weight_decay)
    with torch.no_grad():
        machine.weights.copy_(torch.matmul(span, answer))
        machine.bias.copy_(bias)
    stored = {"recipe": recipe.to_json(), "average": machine.state_dict(), "epoch": recipe.epochs}
    save_checkpoint(stored, folder)
    return machine.eval()


def _draw(recipe: Recipe, pools: dict[str, Pool], machine: Kernel) -> Drawn:
    maker = BatchMaker(recipe, pools)
    rng = maker.epoch_rng(0)
    parts = []
    for _ in range(recipe.steps):
        batch = maker.draw(rng)
        ours = torch.from_numpy(batch.target) < _TEN
        statistics = machine.statistics(torch.from_numpy(batch.mel)[ours])
        parts.append((statistics, torch.from_numpy(batch.target)[ours]))
    return Drawn(*(torch.cat(column) for column in zip(*parts, strict=True)))


def _place(machine: Kernel, statistics: Tensor) -> Tensor:
    """Set the machine's scale and projection (principal directions) from ``statistics``; where these then lie."""
    machine.centre.copy_(statistics.mean(dim=0))
    machine.scale.copy_(1 / statistics.std(dim=0).clamp(min=_LEAST_SPREAD))
    machine.projection.copy_(torch.eye(*machine.projection.shape))
    standard = (statistics - machine.centre) * machine.scale * machine.statistics.emphasis
    covariance = torch.matmul(standard.T, standard) / len(standard)
    directions = torch.linalg.eigh(covariance).eigenvectors.flip(1)
    machine.projection.copy_(directions[:, : machine.projection.shape[1]])
    return machine.place(statistics)


def _span(likeness: Tensor) -> Tensor:
    """What turns comparisons with the known windows (.., known) into coordinates of unit scale."""
    values, vectors = torch.linalg.eigh(likeness.double())
    strong = values > _FAINT
    span: Tensor = (vectors[:, strong] / values[strong].sqrt()).float()
    return span


def _regress(points: Tensor, drawn: Drawn, penalty: float) -> tuple[Tensor, Tensor]:
    """Least squares of the genres of ``drawn`` on ``points`` (n, k), with a ``penalty`` on the squared weights.

    Weights (k, genres) and bias (genres,) of logits. Least squares tell how near a window is to a genre on a scale of
    their own: :data:`_SHARPNESS` makes logits of it.
    """
    wanted = torch.nn.functional.one_hot(drawn.genres, _TEN).double()
    centre, mean = points.double().mean(dim=0), wanted.mean(dim=0)
    away = points.double() - centre
    squares = torch.matmul(away.T, away) / len(away) + penalty * torch.eye(points.shape[1], dtype=torch.float64)
    answer = torch.linalg.solve(squares, torch.matmul(away.T, wanted - mean) / len(away))
    bias = mean - torch.matmul(centre, answer)
    return (_SHARPNESS * answer).float(), (_SHARPNESS * bias).float()
