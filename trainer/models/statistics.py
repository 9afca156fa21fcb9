"""What a window's log-mel says as plain statistics: the features that the kernel machine compares.

Groups of statistics, each with its share of the comparison: levels and their spread, the shape of the spectrum (cosine
coefficients), how bands move together, how fast bands and coefficients rise and fall (modulation spectrum), how far
tones stand out of what lies between them (spectral contrast, Jiang et al. 2002), and the finer texture that
:mod:`trainer.models.texture` describes. Everything is made of plain tensor operations, so that it goes into the
exported graph.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from trainer.config import N_MELS
from trainer.models.moments import each_one, spread
from trainer.models.texture import Texture

#: Frames of a piece whose modulation spectrum is taken (9.9 s), and the step between pieces.
_PIECE, _STEP = 128, 32
#: Silence on either side of the window, so that windows of half the length still hold a piece.
_PAD = _STEP
#: Shorter windows, such as moments heard alone, get silence at their end up to this many frames.
_LEAST = _PIECE - 2 * _PAD
#: Cosine coefficients: those of the spectrum's shape, those whose correlations count, those of its ripple.
_SHAPE, _RELATED, _MOVING, _ALL = 24, 14, 20, 96
_RIPPLE = slice(24, 80)
#: Coefficients whose modulation counts: so many one by one, the rest in groups of four.
_MODULATED, _SINGLY = 40, 12
_BANDS = 16  #: groups of bands whose movements are compared
_MODULATIONS = 17  #: edges of the bands of modulation, evenly spaced in octaves where the frames allow it
#: How much each group of statistics counts when windows are compared. Found once, coarsely (halves and doubles), on the
#: five artist-disjoint folds; around it the figures hardly change.
_SHARES = {
    "levels": 0.5,
    "shape": 0.1,
    "ripple": 0.05,
    "related": 0.07,
    "together": 0.6,
    "modulation": 0.27,
    "contrast": 0.02,
    "moving": 0.6,
    "pieces": 0.9,
    "sustained": 0.7,
    "moments": 0.6,
    "form": 0.6,
    "glides": 0.5,
}


class Statistics(nn.Module):
    """Log-mel windows to :attr:`size` statistics each; nothing is trained.

    ``emphasis`` (size,) is what standardised statistics are multiplied with before they are compared: a group's
    share, spread evenly over its statistics; its mean square is 1.
    """

    cosine: Tensor
    fourier: Tensor
    octaves: Tensor
    pairs: Tensor
    band_pairs: Tensor
    emphasis: Tensor

    def __init__(self) -> None:
        super().__init__()
        constants = {
            "cosine": _cosine(N_MELS, _ALL),
            "fourier": _fourier(),
            "octaves": _octaves(),
            "pairs": _above_diagonal(_RELATED),
            "band_pairs": _above_diagonal(_BANDS),
        }
        for name, values in constants.items():
            self.register_buffer(name, torch.from_numpy(values), persistent=False)
        self.texture = Texture()
        with torch.inference_mode():
            sizes = {name: part.shape[1] for name, part in self._groups(torch.zeros(1, N_MELS, _PIECE)).items()}
        self.size = sum(sizes.values())
        each = [torch.full((size,), (_SHARES[name] / size) ** 0.5) for name, size in sizes.items()]
        emphasis = torch.cat(each)
        self.register_buffer("emphasis", emphasis / emphasis.square().mean().sqrt(), persistent=False)

    def forward(self, mel: Tensor) -> Tensor:
        """``mel`` (n, 1, 128, frames), 0..1, at least two frames, to statistics (n, size)."""
        return torch.cat(list(self._groups(mel[:, 0].float()).values()), dim=1)

    def _groups(self, unit: Tensor) -> dict[str, Tensor]:
        """Statistics (n, k) by group, of windows (n, 128, frames)."""
        coefficients = torch.matmul(self.cosine, unit)
        groups = torch.unflatten(unit, 1, (_BANDS, N_MELS // _BANDS)).mean(dim=2)
        rates = self._modulation(torch.cat([groups, coefficients[:, :_MODULATED]], dim=1))
        moving = rates[:, _BANDS:]
        rest = torch.unflatten(moving[:, _SINGLY:], 1, (-1, 4)).mean(dim=2)
        return {
            "levels": torch.cat(_levels(unit), dim=1),
            **self._shape(coefficients, unit),
            **self._together(coefficients, groups),
            "modulation": rates[:, :_BANDS].flatten(1),
            "contrast": torch.cat(_contrast(unit), dim=1),
            "moving": torch.cat([moving[:, :_SINGLY], rest], dim=1).flatten(1),
            **self.texture(unit, coefficients[:, :_SHAPE]),
        }

    def _shape(self, coefficients: Tensor, unit: Tensor) -> dict[str, Tensor]:
        low = coefficients[:, :_SHAPE]
        steps = coefficients[:, :_MOVING, 1:] - coefficients[:, :_MOVING, :-1]
        ripple = torch.matmul(unit.mean(dim=2), self.cosine[_RIPPLE].T)
        fine = torch.unflatten(coefficients[:, _SHAPE:].abs(), 1, (12, 6)).mean(dim=(2, 3))
        shape = [low.mean(dim=2), spread(low), spread(steps), steps.abs().mean(dim=2)]
        return {"shape": torch.cat(shape, dim=1), "ripple": torch.cat([ripple, fine], dim=1)}

    def _together(self, coefficients: Tensor, groups: Tensor) -> dict[str, Tensor]:
        related = _correlation(_covariance(coefficients[:, :_RELATED]), 1e-4).flatten(1)[:, self.pairs]
        bands = _correlation(_covariance(groups), 1e-5).flatten(1)[:, self.band_pairs]
        return {"related": related, "together": bands}

    def _modulation(self, lines: Tensor) -> Tensor:
        """Logarithm of how strongly each of (n, k, frames) moves, by band of modulation: (n, k, bands)."""
        moving = (lines - lines.mean(dim=2, keepdim=True)).flatten(0, 1)
        moving = torch.nn.functional.pad(moving, (_PAD, _LEAST + _PAD))
        # Pieces by putting neighbouring steps side by side, and one product of matrices: the runtime's convolution of
        # one axis takes three times as long.
        steps = torch.unflatten(moving[:, : moving.shape[1] // _STEP * _STEP], 1, (-1, _STEP))
        last = _PIECE // _STEP - 1
        beside = [steps[:, first : first - last or None] for first in range(last + 1)]
        real, imaginary = torch.matmul(torch.cat(beside, dim=2), self.fourier).chunk(2, dim=2)
        strength = torch.sqrt(real.square() + imaginary.square() + 1e-8)  # (n * k, pieces, 65)
        # pieces that begin in the silence at the end do not count
        frames = each_one(lines[0, 0]).sum().clamp(min=_LEAST)
        starts = _STEP * (each_one(strength[0, :, 0]).cumsum(dim=0) - 1)
        counts = (starts <= frames - _LEAST).float()
        strength = (strength * counts[:, None]).sum(dim=1) / counts.sum()
        octaves = torch.log(torch.matmul(strength, self.octaves) + 1e-2)
        return torch.unflatten(octaves, 0, (-1, lines.shape[1]))


def _levels(unit: Tensor) -> list[Tensor]:
    bands = torch.unflatten(unit, 1, (32, 4)).mean(dim=2)
    steps = bands[:, :, 1:] - bands[:, :, :-1]
    return [bands.mean(dim=2), spread(bands), steps.abs().mean(dim=2), spread(steps)]


def _contrast(unit: Tensor) -> list[Tensor]:
    """Three strongest bands of each sixteen above the three weakest: mean and spread over time."""
    bands = torch.unflatten(unit, 1, (8, 16))
    peaks, valleys = _sum_of_three(torch.cat([bands, -bands], dim=1)).chunk(2, dim=1)
    contrast = (peaks + valleys) / 3
    return [contrast.mean(dim=2), spread(contrast)]


def _sum_of_three(values: Tensor) -> Tensor:
    """Sum of the three largest over the third axis, of sixteen, of (n, k, 16, frames).

    By a tournament of halves: sorting every frame takes the runtime five times as long.
    """
    high, low = _ordered(*values.chunk(2, dim=2))
    first, middle = _ordered(*high.chunk(2, dim=2))
    second, third = _ordered(middle, torch.maximum(*low.chunk(2, dim=2)))
    for rest in (2, 1):
        (one, other), (two, another), (three, last) = (each.chunk(2, dim=2) for each in (first, second, third))
        first, second, third = torch.maximum(one, last), torch.maximum(two, another), torch.maximum(three, other)
        if rest > 1:
            first, second = _ordered(first, second)
            second, third = _ordered(second, third)
            first, second = _ordered(first, second)
    return (first + second + third).squeeze(2)


def _ordered(one: Tensor, other: Tensor) -> tuple[Tensor, Tensor]:
    return torch.maximum(one, other), torch.minimum(one, other)


def _covariance(values: Tensor) -> Tensor:
    away = values - values.mean(dim=2, keepdim=True)
    return torch.matmul(away, away.transpose(1, 2)) / each_one(values[0, 0]).sum()


def _correlation(covariance: Tensor, floor: float) -> Tensor:
    own = torch.sqrt((covariance * torch.eye(covariance.shape[1])).sum(dim=2) + floor)
    return covariance / (own.unsqueeze(2) * own.unsqueeze(1))


def _cosine(n: int, count: int) -> NDArray[np.float32]:
    """First ``count`` rows of the orthonormal cosine transform (type II) of ``n`` values."""
    angle = np.pi * (np.arange(n) + 0.5) * np.arange(count)[:, None] / n
    rows = np.cos(angle) * np.sqrt(2 / n)
    rows[0] /= np.sqrt(2)
    out: NDArray[np.float32] = rows.astype(np.float32)
    return out


def _fourier() -> NDArray[np.float32]:
    """Windowed cosines and sines as columns (piece, 2 * 65)."""
    angle = 2 * np.pi * np.arange(_PIECE // 2 + 1)[:, None] * np.arange(_PIECE) / _PIECE
    waves = np.concatenate([np.cos(angle), np.sin(angle)]) * np.hanning(_PIECE)
    return np.ascontiguousarray(waves.T.astype(np.float32))


def _octaves() -> NDArray[np.float32]:
    """Means over bands of modulation, as a matrix (65, bands)."""
    last = _PIECE // 2 + 1
    edges = np.unique(np.round(np.geomspace(1, last, _MODULATIONS)).astype(int))
    bands = np.zeros((last, len(edges) - 1), np.float32)
    for column, (low, high) in enumerate(pairwise(edges)):
        bands[low:high, column] = 1 / (high - low)
    return bands


def _above_diagonal(n: int) -> NDArray[np.int64]:
    rows, columns = np.triu_indices(n, 1)
    places: NDArray[np.int64] = rows * n + columns
    return places
