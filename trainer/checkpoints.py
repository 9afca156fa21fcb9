"""Checkpoints on disk: written whole or not at all, read with every fault told in a sentence."""

from __future__ import annotations

import os
import pickle
from pathlib import Path
from typing import Any

import torch

from trainer.data import DataError

CHECKPOINT = "checkpoint.pt"


def save_checkpoint(stored: dict[str, Any], folder: Path) -> None:
    """Put ``stored`` in place of the checkpoint in ``folder``; a kill leaves the old or the new one."""
    sibling = folder / (CHECKPOINT + ".new")
    torch.save(stored, sibling)
    os.replace(sibling, folder / CHECKPOINT)


def read_checkpoint(folder: Path) -> dict[str, Any] | None:
    """The checkpoint in ``folder``, on the CPU; ``None`` where there is none.

    Raises:
        DataError: it is damaged.
    """
    file = folder / CHECKPOINT
    if not file.is_file():
        return None
    try:
        stored: dict[str, Any] = torch.load(file, map_location="cpu", weights_only=True)
    except (OSError, RuntimeError, ValueError, EOFError, pickle.UnpicklingError) as problem:
        raise DataError(f"The checkpoint {file} is damaged.", str(problem)) from problem
    return stored
