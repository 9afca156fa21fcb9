"""The kernel machine: a window is compared with a thousand known ones, statistic by statistic.

Smooth comparison (a Gaussian of the distance) needs few examples, and what resembles nothing known moves no genre: far
from every known window the answer fades to even odds. It learned from GTZAN alone, whose ten genres it tells apart;
:mod:`trainer.kernel_fit` says how.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from trainer.labels import GTZAN_LABELS, N_LABELS
from trainer.models.statistics import Statistics

#: Standardised statistics beyond this many deviations count as this many: one odd value shall not decide.
_FURTHEST = 6.0


class Kernel(nn.Module):
    """Gaussian kernel over standardised, projected statistics, and a linear answer for ten genres.

    Its values are fitted, not trained: none takes a gradient.
    """

    def __init__(self, known: int = 1000, dimensions: int = 256, reach: float = 0.3) -> None:
        super().__init__()
        self.statistics = Statistics()
        size = self.statistics.size
        self.steepness = reach / size
        genres = len(GTZAN_LABELS)
        self.centre, self.scale, self.bias = _fitted(size), _fitted(size), _fitted(genres)
        self.projection = _fitted(size, dimensions)
        self.known = _fitted(known, dimensions)
        self.weights = _fitted(known, genres)

    def place(self, statistics: Tensor) -> Tensor:
        """Statistics (n, size) to where they are compared (n, dimensions)."""
        standard = ((statistics - self.centre) * self.scale).clamp(-_FURTHEST, _FURTHEST)
        return torch.matmul(standard, self.projection)

    def likeness(self, placed: Tensor) -> Tensor:
        """0..1 of each of (n, dimensions) to each known window, (n, known)."""
        squares = placed.square().sum(dim=1, keepdim=True) + self.known.square().sum(dim=1)
        distance = (squares - 2 * torch.matmul(placed, self.known.T)).clamp(min=0)
        return torch.exp(-self.steepness * distance)

    def forward(self, mel: Tensor) -> tuple[Tensor, Tensor]:
        """``mel`` (n, 1, 128, frames), 0..1, to logits (n, N_LABELS) and place (n, dimensions).

        Logits beyond the ten genres are 0 and mean nothing.
        """
        placed = self.place(self.statistics(mel))
        ten = torch.matmul(self.likeness(placed), self.weights) + self.bias
        return torch.nn.functional.pad(ten, (0, N_LABELS - len(GTZAN_LABELS))), placed


def _fitted(*shape: int) -> nn.Parameter:
    return nn.Parameter(torch.zeros(*shape), requires_grad=False)
