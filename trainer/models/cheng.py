"""Cheng et al.: four convolutions and a recurrent layer, on slices of log-mel."""

from __future__ import annotations

from torch import Tensor, nn

from trainer.models.blocks import Answer, as_sequence, pool_sizes, pooled_shape

_WIDTHS = (32, 64, 128, 256)


class ChengCrnn(nn.Module):
    """Convolution, batch normalisation, LeakyReLU, pooling and dropout, four times; then one GRU.

    Kind and width of the recurrent layer (a GRU of 128) and the dropout (0.25) are not stated in the source.
    """

    def __init__(self, rows: int, frames: int, classes: int, hidden: int = 128, dropout: float = 0.25) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        channels = 1
        for width, size in zip(_WIDTHS, pool_sizes(rows, frames, len(_WIDTHS)), strict=True):
            layers += [nn.Conv2d(channels, width, 3, padding=1), nn.BatchNorm2d(width), nn.LeakyReLU()]
            layers += [nn.MaxPool2d(size), nn.Dropout(dropout)]
            channels = width
        self.body = nn.Sequential(*layers)
        left = pooled_shape(rows, frames, len(_WIDTHS))
        self.recurrent = nn.GRU(channels * left[0], hidden, batch_first=True)
        self.answer = Answer(hidden, (), classes, nn.ReLU)

    def forward(self, picture: Tensor) -> tuple[Tensor, Tensor]:
        """(n, 1, rows, frames) to logits (n, classes) and embedding (n, hidden)."""
        steps, _ = self.recurrent(as_sequence(self.body(picture)))
        out: tuple[Tensor, Tensor] = self.answer(steps[:, -1])
        return out
