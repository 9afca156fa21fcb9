"""The systems that can be trained, by name; one file a system."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from torch import nn

from trainer.models.crnn import Crnn
from trainer.models.kernel import Kernel
from trainer.models.resnet import ResNet

REGISTRY: dict[str, Callable[..., nn.Module]] = {"resnet": ResNet, "crnn": Crnn, "kernel": Kernel}


def build_model(name: str, options: dict[str, Any]) -> nn.Module:
    """A fresh network; its output is logits (n, N_LABELS) and embedding (n, 128) for mel (n, 1, 128, frames).

    Raises:
        KeyError: no such system.
    """
    if name not in REGISTRY:
        raise KeyError(f"no model {name!r}; there are {', '.join(REGISTRY)}")
    return REGISTRY[name](**options)


def count_weights(model: nn.Module) -> int:
    """Number of trained or fitted values."""
    return sum(weight.numel() for weight in model.parameters())
