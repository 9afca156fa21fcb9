"""The finer texture of a window: what lasts and what is struck, how tones glide, how unevenly levels are spread.

What stands out of its neighbours along the spectrum (the picture less its mean over neighbouring bands) is tones; what
they do from frame to frame tells voices, strings, keys and drums apart, whatever the equaliser.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from trainer.config import N_MELS
from trainer.models.moments import each_one, mean_around, skew_and_weight, spread

#: Frames of a piece (1.2 s), whose means and spreads are compared with the other pieces'.
_PIECE = 16
#: A last piece of at least so many frames counts, its last frame repeated; a window of 129 frames has eight.
_SHORTEST = 2
#: Frames after which tones are met again.
_LATER = (1, 3, 8)
#: Bands and frames that a tone moves by.
_MOVES = (-4, -3, -2, -1, 1, 2, 3, 4)
_FRAMES = (1, 2, 3)
#: The bands that a moved tone may come from: the furthest move fits on either side.
_INNER = slice(4, N_MELS - 4)
#: Ranges of bands whose form is described: all, below 1 kHz, up to 3.6 kHz, above.
_RANGES = ((0, N_MELS), (0, 40), (40, 90), (90, N_MELS))
#: Amplitude, not power, is what the form of a range weighs its bands by: 80 dB are 9.2 nats of it.
_NATS = 9.21


class Texture(nn.Module):
    """Log-mel windows to groups of statistics; nothing is trained."""

    moves: Tensor

    def __init__(self) -> None:
        super().__init__()
        inner = torch.arange(N_MELS)[_INNER]
        places = [row * N_MELS + band + move for move in _MOVES for row, band in enumerate(inner.tolist())]
        self.register_buffer("moves", torch.tensor(places), persistent=False)

    def forward(self, unit: Tensor, coefficients: Tensor) -> dict[str, Tensor]:
        """Windows (n, 128, frames), 0..1, and the shape of their spectrum (n, k, frames) to statistics by group."""
        groups = torch.unflatten(unit, 1, (16, 8)).mean(dim=2)
        return {
            "pieces": _pieces(coefficients, groups),
            "sustained": self._sustained(unit),
            "moments": _moments(unit),
            "form": _form(unit),
            "glides": self._glides(unit),
        }

    def _sustained(self, unit: Tensor) -> Tensor:
        """What lasts against what is struck (means along time less means along bands), and how long tones stay."""
        along_time = torch.nn.functional.avg_pool1d(unit, 9, 1, 4)
        difference = torch.unflatten(along_time - mean_around(unit, 9), 1, (16, 8))
        lasting, struck = difference.clamp(min=0).mean(dim=2), (-difference).clamp(min=0).mean(dim=2)
        tones = unit - mean_around(unit, 5)
        frames = each_one(unit[0, 0]).sum()
        strength = _by_range(tones.square().sum(dim=2) / frames, 16)
        met = [_by_range((tones[:, :, n:] * tones[:, :, :-n]).sum(dim=2) / frames, 16) for n in _LATER]
        parts = [lasting.mean(dim=2), struck.mean(dim=2), spread(lasting), spread(struck)]
        parts += [again / (strength + 1e-4) for again in met]
        return torch.cat([*parts, torch.log(strength + 1e-4)], dim=1)

    def _glides(self, unit: Tensor) -> Tensor:
        """How well tones are met again some bands higher or lower, some frames later, for each of eight ranges."""
        tones = unit - mean_around(unit, 13)
        inner = tones[:, _INNER]
        frames = each_one(unit[0, 0]).sum()
        strength = _by_range(inner.square().sum(dim=2) / frames, 8) + 1e-4
        parts = []
        for later in _FRAMES:
            # every band with every other: one product of matrices, of which the moves are diagonals
            met = torch.matmul(inner[:, :, :-later], tones[:, :, later:].transpose(1, 2)).flatten(1)[:, self.moves]
            by_range = torch.unflatten(met, 1, (len(_MOVES), 8, -1)).mean(dim=3) / frames
            parts.append((by_range / strength[:, None]).flatten(1))
        return torch.cat(parts, dim=1)


def _pieces(coefficients: Tensor, groups: Tensor) -> Tensor:
    """How the shape of the spectrum changes from piece to piece and within pieces, and how it is spread."""
    away = coefficients - coefficients.mean(dim=2, keepdim=True)
    padded = torch.nn.functional.pad(away, (0, _PIECE - _SHORTEST), mode="replicate")
    means = torch.nn.functional.avg_pool1d(padded, _PIECE, _PIECE)
    squares = torch.nn.functional.avg_pool1d(padded.square(), _PIECE, _PIECE)
    within = torch.sqrt((squares - means.square()).clamp(min=0) + 1e-4)
    steps = groups[:, :, 1:] - groups[:, :, :-1]
    parts = [spread(means), within.mean(dim=2), spread(within)]
    return torch.cat([*parts, *skew_and_weight(coefficients, 1e-4), *skew_and_weight(steps, 1e-4)], dim=1)


def _moments(unit: Tensor) -> Tensor:
    bands = torch.unflatten(unit, 1, (32, 4)).mean(dim=2)
    steps = bands[:, :, 1:] - bands[:, :, :-1]
    size = torch.sqrt(steps.square().mean(dim=2) + 1e-5)
    parts = [*skew_and_weight(bands, 1e-4), *skew_and_weight(steps, 1e-4), steps.abs().mean(dim=2) / size]
    return torch.cat(parts, dim=1)


def _form(unit: Tensor) -> Tensor:
    """Centre, width, evenness, strongest band and level of each range: mean, spread, skew and steps over time."""
    parts = []
    for low, high in _RANGES:
        loud = torch.exp((unit[:, low:high] - 1) * _NATS)
        place = (torch.arange(high - low, dtype=loud.dtype) / (high - low))[:, None]
        total = loud.sum(dim=1) + 1e-4
        centre = (loud * place).sum(dim=1) / total
        width = torch.sqrt(((place - centre[:, None]).square() * loud).sum(dim=1) / total + 1e-5)
        mean = loud.mean(dim=1)
        even = torch.log(loud + 1e-4).mean(dim=1) - torch.log(mean + 1e-4)
        strongest = torch.log(loud.amax(dim=1) + 1e-3) - torch.log(mean + 1e-3)
        course = torch.stack([centre, width, even, strongest, torch.log(total)], dim=1)
        steps = course[:, :, 1:] - course[:, :, :-1]
        skew = skew_and_weight(course, 1e-5)[0]
        sizes = [steps.abs().mean(dim=2), torch.sqrt(steps.square().mean(dim=2) + 1e-6)]
        parts += [course.mean(dim=2), spread(course), skew, *sizes]
    return torch.cat(parts, dim=1)


def _by_range(values: Tensor, ranges: int) -> Tensor:
    """Means (n, ranges) of neighbouring ones of (n, bands)."""
    return torch.unflatten(values, 1, (ranges, -1)).mean(dim=2)
