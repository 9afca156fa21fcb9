"""Learning without labels: two windows of a track, each altered on its own, shall look alike and unlike all others.

The loss of SimCLR (Chen et al. 2020, "A Simple Framework for Contrastive Learning of Visual Representations"), which
CLMR took to music (Spijkervet and Burgoyne 2021). Such a run names no genre: another starts from its trunk.
"""

from __future__ import annotations

import torch
from torch import Tensor

#: Divides the cosines: the smaller, the more the nearest strangers count.
TEMPERATURE = 0.1


def twin_loss(embedding: Tensor, temperature: float = TEMPERATURE) -> Tensor:
    """How badly each row of ``embedding`` (2 n, d) finds its twin among all others; rows 2 i and 2 i + 1 are twins."""
    unit = torch.nn.functional.normalize(embedding.float(), dim=1)
    alike = unit @ unit.T / temperature
    alike = alike.masked_fill(torch.eye(len(unit), dtype=torch.bool, device=unit.device), float("-inf"))
    twin = torch.arange(len(unit), device=unit.device) ^ 1
    return torch.nn.functional.cross_entropy(alike, twin)
