"""The CRNN sibling: convolutions over the spectrum, a bidirectional GRU over time, attention over its steps."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from trainer.models.layers import FrequencyNorm, Head, ResidualBlock, join_bands, stem


class Crnn(nn.Module):
    """About 0.4 M weights at the default widths."""

    def __init__(
        self,
        widths: tuple[int, int, int] = (24, 48, 96),
        hidden: int = 64,
        embedding: int = 128,
        dropout: float = 0.3,
    ) -> None:
        super().__init__()
        first, second, third = widths
        self.norm = FrequencyNorm()
        self.body = nn.Sequential(
            stem(first),
            ResidualBlock(first, second, (2, 2)),
            ResidualBlock(second, second, (2, 1), second=1),
            ResidualBlock(second, third, (2, 1)),
        )
        self.bands = nn.Conv1d(third * 8, 2 * hidden, 1)
        self.recurrent = nn.GRU(2 * hidden, hidden, batch_first=True, bidirectional=True)
        self.attention = nn.Linear(2 * hidden, 1)
        self.head = Head(6 * hidden, embedding, dropout)

    def forward(self, mel: Tensor) -> tuple[Tensor, Tensor]:
        """``mel`` (n, 1, 128, frames) 0..1 to logits (n, N_LABELS) and embedding (n, embedding)."""
        x = self.body(self.norm(mel))  # (n, third, 8 bands, frames / 4)
        x = torch.relu(join_bands(x, self.bands, 8)).squeeze(2)
        steps, _ = self.recurrent(x.transpose(1, 2))  # (n, frames / 4, 2 * hidden)
        weight = torch.softmax(self.attention(steps), dim=1)
        heard = (weight * steps).sum(dim=1)
        pooled = torch.cat([heard, x.mean(dim=2), x.amax(dim=2)], dim=1)
        out: tuple[Tensor, Tensor] = self.head(pooled)
        return out
