"""Moments over time that groups of statistics share, of values (n, k, frames)."""

from __future__ import annotations

import torch
from torch import Tensor


def spread(values: Tensor) -> Tensor:
    """Standard deviation over time, (n, k)."""
    away = values - values.mean(dim=2, keepdim=True)
    return torch.sqrt(away.square().mean(dim=2) + 1e-6)


def skew_and_weight(values: Tensor, floor: float) -> tuple[Tensor, Tensor]:
    """Third and fourth moment (n, k) in units of the deviation, of which ``floor`` is the smallest square.

    The third lies within 20 of zero, the fourth is given as log(1 + x): one odd frame shall not decide.
    """
    away = values - values.mean(dim=2, keepdim=True)
    unit = away / torch.sqrt(away.square().mean(dim=2, keepdim=True) + floor)
    squares = unit * unit  # powers take the runtime ten times as long
    third, fourth = (squares * unit).mean(dim=2), (squares * squares).mean(dim=2)
    return third.clamp(-20, 20), torch.log1p(fourth.clamp(max=60))


def mean_around(values: Tensor, width: int) -> Tensor:
    """Mean over ``width`` (5, 9 or 13) neighbours of the second axis of (n, k, m); beyond the edges is silence.

    By sums of sums: the runtime's own pooling of one axis takes three times as long.
    """
    values = torch.nn.functional.pad(values, (0, 0, width // 2, width // 2))
    count = values.shape[1] - width + 1
    pairs = values[:, 1:] + values[:, :-1]
    fours = pairs[:, 2:] + pairs[:, :-2]
    if width == 5:
        return (fours[:, :count] + values[:, 4:]) / 5
    eights = fours[:, 4:] + fours[:, :-4]
    if width == 9:
        return (eights[:, :count] + values[:, 8:]) / 9
    return (eights[:, :count] + fours[:, 8 : 8 + count] + values[:, 12:]) / 13


def each_one(values: Tensor) -> Tensor:
    """1 for each of ``values``, worked out from them: a length read off a shape becomes a constant of the graph."""
    return values * 0 + 1
