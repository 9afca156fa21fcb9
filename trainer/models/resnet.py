"""The CNN: a small residual network with a limited receptive field.

Deep receptive fields overfit small spectrogram data (Koutini et al. 2019), so the last blocks are 1x1 in their second
convolution and the time axis is only reduced eightfold; mean and maximum over bands and time are pooled.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from trainer.labels import N_LOGITS
from trainer.models.layers import FrequencyNorm, Head, ResidualBlock, stem


class ResNet(nn.Module):
    """About 0.55 M weights at the default widths."""

    def __init__(
        self,
        widths: tuple[int, int, int, int] = (24, 48, 96, 128),
        embedding: int = 128,
        dropout: float = 0.3,
        logits: int = N_LOGITS,
    ) -> None:
        super().__init__()
        first, second, third, last = widths
        self.norm = FrequencyNorm()
        self.body = nn.Sequential(
            stem(first),
            ResidualBlock(first, second, (2, 2)),
            ResidualBlock(second, second, second=1),
            ResidualBlock(second, third, (2, 2)),
            ResidualBlock(third, third, second=1),
            ResidualBlock(third, last, (2, 1), second=1),
        )
        self.head = Head(2 * last, embedding, logits, dropout)

    def forward(self, mel: Tensor) -> tuple[Tensor, Tensor]:
        """``mel`` (n, 1, 128, frames) 0..1 to logits (n, logits) and embedding (n, embedding)."""
        x = self.body(self.norm(mel))
        pooled = torch.cat([x.mean(dim=(2, 3)), x.amax(dim=(2, 3))], dim=1)
        out: tuple[Tensor, Tensor] = self.head(pooled)
        return out
