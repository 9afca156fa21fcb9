"""Kandil & Ehab: a CNN, an LSTM and both in a row, on windows of 1.5 s of log-mel.

The widths of the five convolutions are not printed; 16, 32, 64, 96 and 128 give 363,818 weights on 128 bands and the
65 frames of 1.5 s at a hop of 512, where about 370,000 are reported.
"""

from __future__ import annotations

from torch import Tensor, nn

from trainer.models.blocks import Answer, as_sequence, pool_sizes, pooled_shape

_WIDTHS = (16, 32, 64, 96, 128)
_ANSWER = (150, 100, 50)


def _convolutions(rows: int, frames: int, dropout: float) -> nn.Sequential:
    layers: list[nn.Module] = []
    channels = 1
    for width, size in zip(_WIDTHS, pool_sizes(rows, frames, len(_WIDTHS)), strict=True):
        layers += [nn.Conv2d(channels, width, 3, padding=1), nn.ELU(), nn.MaxPool2d(size), nn.Dropout(dropout)]
        channels = width
    return nn.Sequential(*layers)


class KandilCnn(nn.Module):
    """Five convolutions, each with pooling and dropout, then 150, 100 and 50 units."""

    def __init__(self, rows: int, frames: int, classes: int, dropout: float = 0.25) -> None:
        super().__init__()
        self.body = _convolutions(rows, frames, dropout)
        left = pooled_shape(rows, frames, len(_WIDTHS))
        self.answer = Answer(_WIDTHS[-1] * left[0] * left[1], _ANSWER, classes, nn.ELU)

    def forward(self, picture: Tensor) -> tuple[Tensor, Tensor]:
        """(n, 1, rows, frames) to logits (n, classes) and embedding (n, 50)."""
        out: tuple[Tensor, Tensor] = self.answer(self.body(picture).flatten(1))
        return out


class KandilRnn(nn.Module):
    """An LSTM over the frames, all of whose steps are heard by 150, 100 and 50 units."""

    def __init__(self, rows: int, frames: int, classes: int, hidden: int = 128, dropout: float = 0.5) -> None:
        super().__init__()
        self.recurrent = nn.LSTM(rows, hidden, batch_first=True)
        self.dropout = nn.Dropout(dropout)
        self.answer = Answer(hidden * frames, _ANSWER, classes, nn.ELU)

    def forward(self, picture: Tensor) -> tuple[Tensor, Tensor]:
        """(n, 1, rows, frames) to logits (n, classes) and embedding (n, 50)."""
        steps, _ = self.recurrent(as_sequence(picture))
        out: tuple[Tensor, Tensor] = self.answer(self.dropout(steps.flatten(1)))
        return out


class KandilCrnn(nn.Module):
    """The CNN, whose steps of time go through the LSTM before the fully connected layers."""

    def __init__(self, rows: int, frames: int, classes: int, hidden: int = 128, dropout: float = 0.25) -> None:
        super().__init__()
        self.body = _convolutions(rows, frames, dropout)
        left = pooled_shape(rows, frames, len(_WIDTHS))
        self.recurrent = nn.LSTM(_WIDTHS[-1] * left[0], hidden, batch_first=True)
        self.dropout = nn.Dropout(0.5)
        self.answer = Answer(hidden * left[1], _ANSWER, classes, nn.ELU)

    def forward(self, picture: Tensor) -> tuple[Tensor, Tensor]:
        """(n, 1, rows, frames) to logits (n, classes) and embedding (n, 50)."""
        steps, _ = self.recurrent(as_sequence(self.body(picture)))
        out: tuple[Tensor, Tensor] = self.answer(self.dropout(steps.flatten(1)))
        return out
