"""Mersy & Lyk: two convolutions that tell two genres apart, on 2 s of 64 bands."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class MersyPair(nn.Module):
    """Twice 64 kernels of 5 x 5 with pooling, and one sigmoid unit."""

    def __init__(self, rows: int, frames: int, classes: int) -> None:
        super().__init__()
        if classes != 2:
            raise ValueError(f"this network tells two genres apart, not {classes}")
        self.body = nn.Sequential(
            nn.Conv2d(1, 64, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(64, 64, 5), nn.ReLU(), nn.MaxPool2d(2)
        )
        left = [((size - 4) // 2 - 4) // 2 for size in (rows, frames)]
        self.unit = nn.Linear(64 * left[0] * left[1], 1)

    def forward(self, picture: Tensor) -> tuple[Tensor, Tensor]:
        """(n, 1, rows, frames) to logits (n, 2) and embedding (n, 64), the mean of the last maps.

        The softmax of 0 and z is the sigmoid of z: a second genre for nothing.
        """
        maps = self.body(picture)
        z = self.unit(maps.flatten(1))
        return torch.cat([torch.zeros_like(z), z], dim=1), maps.mean(dim=(2, 3))
