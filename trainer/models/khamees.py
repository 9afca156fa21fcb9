"""Khamees: a perceptron, a CNN and an LSTM on 13 cepstral coefficients of 3 s."""

from __future__ import annotations

from torch import Tensor, nn

from trainer.models.blocks import Answer, as_sequence

_CHANNELS = 32


class KhameesMlp(nn.Module):
    """512, 256 and 64 units over all coefficients at once: 1,014,218 weights on the published 130 x 13."""

    def __init__(self, rows: int, frames: int, classes: int, dropout: float = 0.0) -> None:
        super().__init__()
        self.answer = Answer(rows * frames, (512, 256, 64), classes, nn.ReLU, dropout)

    def forward(self, picture: Tensor) -> tuple[Tensor, Tensor]:
        """(n, 1, rows, frames) to logits (n, classes) and embedding (n, 64)."""
        out: tuple[Tensor, Tensor] = self.answer(picture.flatten(1))
        return out


class KhameesCnn(nn.Module):
    """Three convolutions of 32 channels, each with pooling and batch normalisation, then 64 units.

    Kernels (3, 3 and 2) and pools (3, 3 and 2 wide, two steps apart) are not stated; these fit 13 rows.
    """

    def __init__(self, rows: int, frames: int, classes: int, dropout: float = 0.3) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        channels = 1
        for kernel, pool in ((3, 3), (3, 3), (2, 2)):
            layers += [nn.Conv2d(channels, _CHANNELS, kernel), nn.ReLU()]
            layers += [nn.MaxPool2d(pool, 2, pool // 2), nn.BatchNorm2d(_CHANNELS)]
            rows, frames = (_after(size, kernel, pool) for size in (rows, frames))
            channels = _CHANNELS
        self.body = nn.Sequential(*layers)
        self.answer = Answer(_CHANNELS * rows * frames, (64,), classes, nn.ReLU, dropout)

    def forward(self, picture: Tensor) -> tuple[Tensor, Tensor]:
        """(n, 1, rows, frames) to logits (n, classes) and embedding (n, 64)."""
        out: tuple[Tensor, Tensor] = self.answer(self.body(picture).flatten(1))
        return out


class KhameesLstm(nn.Module):
    """Two LSTMs of 64 units, the last step of which is heard by 64 units."""

    def __init__(self, rows: int, frames: int, classes: int, dropout: float = 0.3) -> None:  # noqa: ARG002
        super().__init__()
        self.recurrent = nn.LSTM(rows, 64, num_layers=2, batch_first=True)
        self.answer = Answer(64, (64,), classes, nn.ReLU, dropout)

    def forward(self, picture: Tensor) -> tuple[Tensor, Tensor]:
        """(n, 1, rows, frames) to logits (n, classes) and embedding (n, 64)."""
        steps, _ = self.recurrent(as_sequence(picture))
        out: tuple[Tensor, Tensor] = self.answer(steps[:, -1])
        return out


def _after(size: int, kernel: int, pool: int) -> int:
    """Length of an axis after a convolution without padding and a pooling, two steps apart, with it."""
    return (size - kernel + 1 + 2 * (pool // 2) - pool) // 2 + 1
