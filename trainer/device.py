"""The processor or graphics card that a training runs on."""

from __future__ import annotations

from itertools import chain

import torch
from torch import nn

from trainer.data import DataError


def open_device(name: str) -> torch.device:
    """The device of that name: ``cpu``, ``cuda``, ``cuda:1`` ...

    Raises:
        DataError: it is not there.
    """
    try:
        device = torch.device(name)
        torch.zeros(1, device=device)
    except (RuntimeError, AssertionError) as problem:
        raise DataError(f"There is no device {name!r}.", str(problem).splitlines()[0]) from problem
    return device


def device_of(model: nn.Module) -> torch.device:
    """Where a network's weights lie; the processor where it has none."""
    return next((weight.device for weight in chain(model.parameters(), model.buffers())), torch.device("cpu"))
