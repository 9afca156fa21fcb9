"""Several trained members that answer as one: what a bundle holds, and what judges it."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from trainer.data import DataError
from trainer.labels import GTZAN_LABELS, LABEL_IDS, REFUSAL, logit_offsets
from trainer.models.kernel import Kernel

_TEN = len(GTZAN_LABELS)
_REFUSAL = LABEL_IDS.index(REFUSAL)
#: How much the kernel machines' opinion counts beside the networks' where these are sure of one of the ten genres: more
#: helps GTZAN little and hurts FMA's seven genres, of which the machines know three in another sense.
KERNEL_SHARE = 0.6


class BundleNet(nn.Module):
    """Mean logits of all networks; kernel machines then shift the odds among the ten genres that they know.

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
            opinions = [torch.log_softmax(kernel(mel)[0][:, :_TEN], dim=1) for kernel in self.kernels]
            logits = shift_ten(logits, torch.stack(opinions).mean(dim=0))
        return logits, answers[0][1]


def shift_ten(logits: Tensor, opinion: Tensor) -> Tensor:
    """Logits (n, labels) whose first ten follow ``opinion`` (n, 10), log-probabilities, too.

    The opinion counts by the square of the chance that ``logits`` give the ten genres among all. All ten together keep
    the odds against the other labels that ``logits`` give them.
    """
    ten = logits[:, :_TEN]
    together = torch.logsumexp(ten, dim=1, keepdim=True)
    genres = torch.cat([logits[:, :_REFUSAL], logits[:, _REFUSAL + 1 :]], dim=1)
    chance = torch.exp(together - torch.logsumexp(genres, dim=1, keepdim=True))
    shifted = torch.log_softmax(ten + KERNEL_SHARE * chance.square() * opinion, dim=1)
    return torch.cat([shifted + together, logits[:, _TEN:]], dim=1)
