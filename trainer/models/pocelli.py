"""Pocelli & Sordetti, after Patil 2023: a U-Net redraws the log-mel, four towers of parallel convolutions judge it."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

_WIDTHS = (16, 32, 64, 128)
_BOTTLENECK = 256
#: Channels of each of the two branches of a tower. Not printed; these give about the 3.4 M weights reported.
_TOWERS = (32, 64, 128, 256)
#: The U-Net halves both axes four times, so they are padded to a multiple of this.
_MULTIPLE = 16


class _Convolution(nn.Sequential):
    def __init__(self, channels: int, width: int) -> None:
        super().__init__(nn.Conv2d(channels, width, 3, padding=1, bias=False), nn.BatchNorm2d(width), nn.ReLU())


class _Tower(nn.Module):
    """Two convolutions of the same input, one with ReLU and one linear, side by side; then a pooling."""

    def __init__(self, channels: int, width: int) -> None:
        super().__init__()
        self.bent = nn.Conv2d(channels, width, 3, padding=1)
        self.linear = nn.Conv2d(channels, width, 3, padding=1)
        self.norm = nn.BatchNorm2d(2 * width)

    def forward(self, x: Tensor) -> Tensor:
        both = torch.cat([torch.relu(self.bent(x)), self.linear(x)], dim=1)
        return torch.max_pool2d(self.norm(both), 2)


class PocelliUnet(nn.Module):
    """3.3 M weights, whatever the size of the picture."""

    def __init__(self, rows: int, frames: int, classes: int, dropout: float = 0.3) -> None:
        super().__init__()
        self.padding = (-frames % _MULTIPLE, -rows % _MULTIPLE)
        self.down = nn.ModuleList()
        channels = 1
        for width in (*_WIDTHS, _BOTTLENECK):
            self.down.append(nn.Sequential(_Convolution(channels, width), _Convolution(width, width)))
            channels = width
        self.enlarge, self.up = nn.ModuleList(), nn.ModuleList()
        for width in reversed(_WIDTHS):
            self.enlarge.append(nn.ConvTranspose2d(channels, width, 2, 2))
            self.up.append(_Convolution(2 * width, width))
            channels = width
        self.towers = nn.ModuleList()
        for width in _TOWERS:
            self.towers.append(_Tower(channels, width))
            channels = 2 * width
        self.dropout = nn.Dropout(dropout)
        self.classify = nn.Linear(channels, classes)

    def forward(self, picture: Tensor) -> tuple[Tensor, Tensor]:
        """(n, 1, rows, frames) to logits (n, classes) and embedding (n, 512)."""
        x = functional.pad(picture, (0, self.padding[0], 0, self.padding[1]))
        skips: list[Tensor] = []
        for i, step in enumerate(self.down):
            x = step(torch.max_pool2d(x, 2) if i else x)
            skips.append(x)
        for enlarge, step, skip in zip(self.enlarge, self.up, reversed(skips[:-1]), strict=True):
            x = step(torch.cat([enlarge(x), skip], dim=1))
        for tower in self.towers:
            x = tower(x)
        heard = x.mean(dim=(2, 3))
        return self.classify(self.dropout(heard)), heard
