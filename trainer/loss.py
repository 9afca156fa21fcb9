"""Cross-entropy over the labels that a row knows about."""

from __future__ import annotations

import torch
from torch import Tensor


def masked_cross_entropy(logits: Tensor, target: Tensor, known: Tensor, smoothing: float = 0.0) -> Tensor:
    """Loss of each row (n,).

    Softmax over the logits (n, labels) where ``known`` is true; ``smoothing`` is spread evenly over those. Labels
    that a row does not know get no gradient from it.
    """
    log_p = torch.log_softmax(logits.masked_fill(~known, float("-inf")), dim=1)
    hit = log_p.gather(1, target[:, None]).squeeze(1)
    spread = log_p.masked_fill(~known, 0.0).sum(1) / known.sum(1)
    return -(1 - smoothing) * hit - smoothing * spread


def taught_cross_entropy(logits: Tensor, taught: Tensor) -> Tensor:
    """Cross-entropy (n,) of the first k logits against what teachers say, ``taught`` (n, k); none for rows of zeros."""
    return -(taught * torch.log_softmax(logits[:, : taught.shape[1]], dim=1)).sum(1)
