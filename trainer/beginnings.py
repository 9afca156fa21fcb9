"""Where a training's weights begin: at random, or in the trunk of a finished run."""

from __future__ import annotations

from pathlib import Path

from torch import nn

from trainer.checkpoints import read_checkpoint
from trainer.config import Recipe, recipe_from_json
from trainer.data import DataError

#: Layers with names that begin so are made anew: they belong to what the first run was towards.
_HEAD = "head."


def begin_from(recipe: Recipe, model: nn.Module) -> None:
    """Put the averaged trunk of the run ``recipe.start_from`` into ``model``, in place; its head stays as it is.

    Raises:
        DataError: the run is not there, its network is of another kind or size, or it learned from rows of GTZAN of
            another split, itself or in what it began from: it may know the artists that judge.
    """
    folder = Path(recipe.start_from.format(split=recipe.split))
    stored = read_checkpoint(folder)
    if stored is None:
        raise DataError(f"There is no checkpoint in {folder}, which the recipe starts from.", "Train that run first.")
    first = recipe_from_json(stored["recipe"])
    may_know = first.gtzan_per_batch or first.start_from  # what that run began from was checked for its own split only
    if may_know and first.split != recipe.split:
        raise DataError(
            f"{folder} was trained on {first.split}, not on {recipe.split}.",
            "It may have learned what judges: start from a run of the same split.",
        )
    own = model.state_dict()
    trunk = {name: value for name, value in stored["average"].items() if not name.startswith(_HEAD)}
    expected = {name for name in own if not name.startswith(_HEAD)}
    if set(trunk) != expected or any(own[name].shape != value.shape for name, value in trunk.items()):
        raise DataError(
            f"{folder} holds another kind or size of network.", "Start from a run with the same model and options."
        )
    model.load_state_dict(own | trunk)
