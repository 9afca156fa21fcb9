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
    return unit.pow(3).mean(dim=2).clamp(-20, 20), torch.log1p(unit.pow(4).mean(dim=2).clamp(max=60))


def each_one(values: Tensor) -> Tensor:
    """1 for each of ``values``, worked out from them: a length read off a shape becomes a constant of the graph."""
    return values * 0 + 1
