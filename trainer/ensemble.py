"""Several trained members that answer as one: what a bundle holds, and what judges it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

import torch
from torch import Tensor, nn

from trainer.data import DataError
from trainer.labels import GTZAN_LABELS, LABEL_IDS, REFUSAL, logit_offsets
from trainer.models.kernel import Kernel

_TEN = len(GTZAN_LABELS)
_REFUSAL = LABEL_IDS.index(REFUSAL)
#: How much the kernel machines' opinion counts beside the networks' where these are sure of one of the ten genres: more
#: helps GTZAN little and hurts FMA's seven genres, of which the machines know three in another sense.
KERNEL_SHARE = 0.4
#: How many times as much the odds among genres count where the machines are silent. Networks alone are too modest, by
#: the smoothed labels and mixed windows that train them; where the machines speak, two opinions are added.
ALONE = 2.0


class BundleNet(nn.Module):
    """Mean logits of all networks; kernel machines then shift the odds among the ten genres that they know.

    Where these are silent, the odds among all genres count more (:func:`joined`).

    The embedding is the first network's.
    """

    offsets: Tensor

    def __init__(self, members: Sequence[nn.Module]) -> None:
        super().__init__()
        self.register_buffer("offsets", torch.from_numpy(logit_offsets()))
        self.members = nn.ModuleList(member for member in members if not isinstance(member, Kernel))
        self.kernels = nn.ModuleList(member for member in members if isinstance(member, Kernel))
        if not self.members:
            raise DataError("A bundle needs a network beside its kernel machines: these know ten genres only.")

    def forward(self, mel: Tensor) -> tuple[Tensor, Tensor]:
        """``mel`` (n, 1, 128, frames) to logits (n, labels) and embedding (n, 128)."""
        answers = [member(mel) for member in self.members]
        logits = torch.stack([logits for logits, _ in answers]).mean(dim=0) + self.offsets
        if len(self.kernels):
            heard = [kernel.hear(mel) for kernel in cast(Iterable[Kernel], self.kernels)]
            opinion = torch.stack([torch.log_softmax(ten, dim=1) for ten, _ in heard]).mean(dim=0)
            logits = joined(logits, opinion, torch.stack([counts for _, counts in heard]).mean(dim=0))
        return logits, answers[0][1]


def joined(logits: Tensor, opinion: Tensor, counts: Tensor) -> Tensor:
    """Networks' ``logits`` (n, labels) and machines' ``opinion`` (n, 10), log-probabilities, as one answer (n, labels).

    ``counts`` (n, 1) says how much the opinion counts by the machines' own account, 0..1. By the networks' it counts by
    the square of the chance that they give the ten genres among all.
    """
    heard = chance_of_ten(logits).square()
    return _sharpened(_shifted(logits, KERNEL_SHARE * heard * opinion), 1 + (ALONE - 1) * (1 - heard * counts))


def chance_of_ten(logits: Tensor) -> Tensor:
    """The chance (n, 1) of the ten genres together among all."""
    return torch.exp(
        torch.logsumexp(logits[:, :_TEN], dim=1, keepdim=True) - torch.logsumexp(_genres(logits), dim=1, keepdim=True)
    )


def _shifted(logits: Tensor, by: Tensor) -> Tensor:
    """``logits`` whose first ten are shifted; all ten together keep the odds against the other labels."""
    ten = logits[:, :_TEN]
    together = torch.logsumexp(ten, dim=1, keepdim=True)
    return torch.cat([torch.log_softmax(ten + by, dim=1) + together, logits[:, _TEN:]], dim=1)


def _sharpened(logits: Tensor, times: Tensor) -> Tensor:
    """``logits`` whose odds among genres count ``times`` (n, 1); all genres together keep the odds against the refusal.

    So neither what is music nor how strange it looks (by the sum over genres) depends on it.
    """
    genres = _genres(logits)
    sharp = torch.log_softmax(times * genres, dim=1) + torch.logsumexp(genres, dim=1, keepdim=True)
    return torch.cat([sharp[:, :_REFUSAL], logits[:, _REFUSAL : _REFUSAL + 1], sharp[:, _REFUSAL:]], dim=1)


def _genres(logits: Tensor) -> Tensor:
    return torch.cat([logits[:, :_REFUSAL], logits[:, _REFUSAL + 1 :]], dim=1)
