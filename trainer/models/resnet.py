"""The CNN: a small residual network that keeps apart where in the spectrum something sounds.

Deep receptive fields overfit small spectrogram data (Koutini et al. 2019), so there are three blocks only. The eight
bands that remain are then a vector, not an axis to pool: bass and treble are different things. What follows hears
time alone, and mean, maximum and spread over time are pooled.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from trainer.config import N_MELS
from trainer.models.layers import NORMS, Head, ResidualBlock, join_bands, pool_time, stem

#: Stem and blocks divide the bands by this.
_BAND_STRIDE = 16


class TimeBlock(nn.Module):
    """A residual convolution over time, three steps (0.9 s) wide."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.convolve = nn.Conv1d(channels, channels, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(channels)

    def forward(self, x: Tensor) -> Tensor:
        """(n, channels, 1, steps) to the same: the runtime is quicker at two axes than at one."""
        convolved = torch.conv2d(x, self.convolve.weight.unsqueeze(2), padding=(0, 1))
        return x + torch.relu(self.norm(convolved))


class ResNet(nn.Module):
    """About 0.5 M weights at the default widths.

    ``norm`` is a name of :data:`~trainer.models.layers.NORMS`, ``pool`` names what is pooled over time. With a
    ``frame_step`` of 2 the network hears every second frame: a front end of twice the hop.
    """

    def __init__(
        self,
        widths: tuple[int, int, int] = (24, 48, 96),
        channels: int = 192,
        embedding: int = 128,
        dropout: float = 0.3,
        *,
        norm: str = "window",
        pool: Sequence[str] = ("mean", "max", "spread"),
        frame_step: int = 1,
    ) -> None:
        super().__init__()
        first, second, third = widths
        self.pool, self.frame_step = tuple(pool), frame_step
        self.norm = NORMS[norm]()
        self.body = nn.Sequential(
            stem(first),
            ResidualBlock(first, second, (2, 2)),
            ResidualBlock(second, second, (2, 1), second=1),
            ResidualBlock(second, third, (2, 1)),
        )
        self.bands = nn.Conv1d(third * N_MELS // _BAND_STRIDE, channels, 1)
        self.time = TimeBlock(channels)
        self.head = Head(len(self.pool) * channels, embedding, dropout)

    def forward(self, mel: Tensor) -> tuple[Tensor, Tensor]:
        """``mel`` (n, 1, 128, frames) 0..1 to logits (n, N_LABELS) and embedding (n, embedding)."""
        if self.frame_step > 1:
            mel = mel[..., :: self.frame_step]
        x = self.body(self.norm(mel))  # (n, third, 8 bands, frames / 4)
        x = self.time(torch.relu(join_bands(x, self.bands, N_MELS // _BAND_STRIDE))).squeeze(2)
        out: tuple[Tensor, Tensor] = self.head(pool_time(x, self.pool))
        return out
