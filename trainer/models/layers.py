"""Pieces that several networks use."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn

from trainer.config import N_MELS
from trainer.labels import LABEL_IDS, N_LABELS, TWO_SENSES


class FrequencyNorm(nn.Module):
    """Normalisation of each mel band over the window, plus a share of the input.

    A master or a recording chain is mostly a fixed gain per band; taking each band's mean and deviation out removes
    it, and the share keeps what the mean spectrum itself says (residual normalisation: Kim et al. 2021).
    """

    def __init__(self, share: float = 0.5, floor: float = 0.05) -> None:
        super().__init__()
        self.share = nn.Parameter(torch.tensor(share))
        self.floor = floor

    def forward(self, mel: Tensor) -> Tensor:
        """``mel`` (n, 1, bands, frames), 0..1, to the same shape, about unit variance."""
        mean = mel.mean(dim=3, keepdim=True)
        spread = (mel - mean).square().mean(dim=3, keepdim=True)
        own = (mel - mean) / torch.sqrt(spread + self.floor**2)
        return own + self.share * (mel - 0.47) / 0.2


class BandNorm(nn.Module):
    """Normalisation of each mel band by what it is in all windows of the training: a window's own colour stays."""

    def __init__(self) -> None:
        super().__init__()
        self.bands = nn.BatchNorm2d(N_MELS)

    def forward(self, mel: Tensor) -> Tensor:
        """``mel`` (n, 1, 128, frames), 0..1, to the same shape."""
        out: Tensor = self.bands(mel.transpose(1, 2)).transpose(1, 2)
        return out


class FixedScale(nn.Module):
    """No normalisation: about unit variance over all music, by two constants."""

    def forward(self, mel: Tensor) -> Tensor:
        """``mel`` (n, 1, bands, frames), 0..1, to the same shape."""
        return (mel - 0.47) / 0.2


#: What comes before the first convolution, by name.
NORMS: dict[str, Callable[[], nn.Module]] = {"window": FrequencyNorm, "bands": BandNorm, "none": FixedScale}


def pool_time(x: Tensor, kinds: Sequence[str]) -> Tensor:
    """Features (n, k, steps) pooled over time in each of ``kinds`` ("mean", "max", "spread"), (n, k * kinds)."""
    mean = x.mean(dim=2)
    spread = torch.sqrt((x - mean[:, :, None]).square().mean(dim=2) + 1e-4)
    pooled = {"mean": mean, "max": x.amax(dim=2), "spread": spread}
    return torch.cat([pooled[kind] for kind in kinds], dim=1)


class ResidualBlock(nn.Module):
    """Two convolutions with a shortcut; ``stride`` applies to bands and frames, the second kernel may be 1x1."""

    def __init__(self, channels_in: int, channels: int, stride: tuple[int, int] = (1, 1), second: int = 3) -> None:
        super().__init__()
        self.first = nn.Conv2d(channels_in, channels, 3, stride, 1, bias=False)
        self.first_norm = nn.BatchNorm2d(channels)
        self.second = nn.Conv2d(channels, channels, second, 1, second // 2, bias=False)
        self.second_norm = nn.BatchNorm2d(channels)
        self.shortcut: nn.Module = nn.Identity()
        if channels_in != channels or stride != (1, 1):
            self.shortcut = nn.Sequential(
                nn.AvgPool2d(stride, stride, ceil_mode=True),
                nn.Conv2d(channels_in, channels, 1, bias=False),
                nn.BatchNorm2d(channels),
            )

    def forward(self, x: Tensor) -> Tensor:
        """(n, channels_in, bands, frames) to (n, channels, bands / stride, frames / stride)."""
        y = torch.relu(self.first_norm(self.first(x)))
        out: Tensor = torch.relu(self.second_norm(self.second(y)) + self.shortcut(x))
        return out


class Head(nn.Module):
    """Embedding and logits from pooled features; labels of two senses have two prototypes each."""

    def __init__(self, features: int, embedding: int, dropout: float) -> None:
        super().__init__()
        self.senses = [LABEL_IDS.index(label) for label in TWO_SENSES]
        self.project = nn.Linear(features, embedding)
        self.norm = nn.BatchNorm1d(embedding)
        self.dropout = nn.Dropout(dropout)
        self.classify = nn.Linear(embedding, N_LABELS + len(TWO_SENSES))

    def forward(self, pooled: Tensor) -> tuple[Tensor, Tensor]:
        """(n, features) to logits (n, N_LABELS) and embedding (n, embedding)."""
        embedding = self.norm(self.project(pooled))
        raw = self.classify(self.dropout(torch.relu(embedding))).float()
        columns = list(raw[:, :N_LABELS].unbind(dim=1))
        for second, label in enumerate(self.senses):
            both = torch.stack([columns[label], raw[:, N_LABELS + second]], dim=1)
            columns[label] = torch.logsumexp(both, dim=1)
        return torch.stack(columns, dim=1), embedding


def stem(channels: int) -> nn.Sequential:
    """First convolution, stride 2: halves bands and frames where they are most expensive."""
    return nn.Sequential(nn.Conv2d(1, channels, 5, 2, 2, bias=False), nn.BatchNorm2d(channels), nn.ReLU())


def join_bands(maps: Tensor, layer: nn.Conv1d, bands: int) -> Tensor:
    """Feature maps (n, channels, bands, steps) to (n, k, 1, steps): ``layer`` over all bands of a step at once.

    As a convolution over two axes, which the runtime does in half the time of one over flattened maps.
    """
    return torch.conv2d(maps, torch.unflatten(layer.weight, 1, (-1, bands)), layer.bias)
