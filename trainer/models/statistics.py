"""What a window's log-mel says as plain statistics: the features that the kernel machine compares.

Levels and their spread, the shape of the spectrum (cosine coefficients), how bands move together, how fast they rise
and fall (modulation spectrum), and how far tones stand out of what lies between them (spectral contrast, Jiang et al.
2002). Everything is made of plain tensor operations, so that it goes into the exported graph.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from trainer.config import N_MELS

#: Frames of a piece whose modulation spectrum is taken (9.9 s), and the step between pieces.
_PIECE, _STEP = 128, 32
#: Silence on either side of the window, so that windows of half the length still hold a piece.
_PAD = _STEP
#: Shorter windows, such as moments heard alone, get silence at their end up to this many frames.
_LEAST = _PIECE - 2 * _PAD
#: Cosine coefficients: those of the spectrum's shape, those whose correlations count, those of its ripple.
_SHAPE, _RELATED, _MOVING, _ALL = 24, 14, 20, 96
_RIPPLE = slice(24, 80)
_BANDS = 16  #: groups of bands whose movements are compared
_MODULATIONS = 17  #: edges of the bands of modulation, evenly spaced in octaves where the frames allow it


class Statistics(nn.Module):
    """Log-mel windows to :attr:`size` statistics each; nothing is trained."""

    cosine: Tensor
    fourier: Tensor
    octaves: Tensor
    pairs: Tensor
    band_pairs: Tensor

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
        with torch.inference_mode():
            self.size = self(torch.zeros(1, 1, N_MELS, _PIECE)).shape[1]

    def forward(self, mel: Tensor) -> Tensor:
        """``mel`` (n, 1, 128, frames), 0..1, at least two frames, to statistics (n, size)."""
        unit = mel[:, 0].float()
        coefficients = torch.matmul(self.cosine, unit)
        groups = torch.unflatten(unit, 1, (_BANDS, N_MELS // _BANDS)).mean(dim=2)
        parts = [*_levels(unit), *self._shape(coefficients, unit), *self._together(coefficients, groups)]
        return torch.cat([*parts, self._modulation(groups), *_contrast(unit)], dim=1)

    def _shape(self, coefficients: Tensor, unit: Tensor) -> list[Tensor]:
        low = coefficients[:, :_SHAPE]
        steps = coefficients[:, :_MOVING, 1:] - coefficients[:, :_MOVING, :-1]
        ripple = torch.matmul(unit.mean(dim=2), self.cosine[_RIPPLE].T)
        fine = torch.unflatten(coefficients[:, _SHAPE:].abs(), 1, (12, 6)).mean(dim=(2, 3))
        return [low.mean(dim=2), _spread(low), _spread(steps), steps.abs().mean(dim=2), ripple, fine]

    def _together(self, coefficients: Tensor, groups: Tensor) -> list[Tensor]:
        covariance = _covariance(coefficients[:, :_RELATED])
        related = _correlation(covariance, 1e-4).flatten(1)[:, self.pairs]
        bands = _correlation(_covariance(groups), 1e-5).flatten(1)[:, self.band_pairs]
        return [covariance.flatten(1)[:, self.pairs], related, bands]

    def _modulation(self, groups: Tensor) -> Tensor:
        moving = (groups - groups.mean(dim=2, keepdim=True)).flatten(0, 1).unsqueeze(1)
        moving = torch.nn.functional.pad(moving, (0, _LEAST))
        pieces = torch.conv1d(moving, self.fourier, stride=_STEP, padding=_PAD)
        real, imaginary = pieces.chunk(2, dim=1)
        strength = torch.sqrt(real.square() + imaginary.square() + 1e-8)
        # pieces that begin in the silence at the end do not count
        frames = _each_one(groups[0, 0]).sum().clamp(min=_LEAST)
        starts = _STEP * (_each_one(strength[0, 0]).cumsum(dim=0) - 1)
        counts = (starts <= frames - _LEAST).float()
        strength = (strength * counts).sum(dim=2) / counts.sum()
        octaves = torch.log(torch.matmul(strength, self.octaves) + 1e-2)
        flat: Tensor = torch.unflatten(octaves, 0, (-1, _BANDS)).flatten(1)
        return flat


def _levels(unit: Tensor) -> list[Tensor]:
    bands = torch.unflatten(unit, 1, (32, 4)).mean(dim=2)
    steps = bands[:, :, 1:] - bands[:, :, :-1]
    return [bands.mean(dim=2), _spread(bands), steps.abs().mean(dim=2), _spread(steps)]


def _contrast(unit: Tensor) -> list[Tensor]:
    """Three strongest bands of each sixteen above the three weakest: mean and spread over time."""
    bands = torch.unflatten(unit, 1, (8, 16))
    peaks = bands.topk(3, dim=2).values.mean(dim=2)
    valleys = bands.topk(3, dim=2, largest=False).values.mean(dim=2)
    return [(peaks - valleys).mean(dim=2), _spread(peaks - valleys)]


def _spread(values: Tensor) -> Tensor:
    """Standard deviation over time of (n, k, frames)."""
    away = values - values.mean(dim=2, keepdim=True)
    return torch.sqrt(away.square().mean(dim=2) + 1e-6)


def _covariance(values: Tensor) -> Tensor:
    away = values - values.mean(dim=2, keepdim=True)
    return torch.matmul(away, away.transpose(1, 2)) / _each_one(values[0, 0]).sum()


def _each_one(values: Tensor) -> Tensor:
    """1 for each of ``values``, worked out from them: a length read off a shape becomes a constant of the graph."""
    return values * 0 + 1


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
    """Windowed cosines and sines as filters (2 * 65, 1, piece)."""
    angle = 2 * np.pi * np.arange(_PIECE // 2 + 1)[:, None] * np.arange(_PIECE) / _PIECE
    waves = np.concatenate([np.cos(angle), np.sin(angle)]) * np.hanning(_PIECE)
    return waves[:, None].astype(np.float32)


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
