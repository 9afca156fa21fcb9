"""The networks of the papers, by the name that a recipe gives."""

from __future__ import annotations

from collections.abc import Callable

from torch import nn

from trainer.models.cheng import ChengCrnn
from trainer.models.kandil import KandilCnn, KandilCrnn, KandilRnn
from trainer.models.khamees import KhameesCnn, KhameesLstm, KhameesMlp
from trainer.models.mersy import MersyPair
from trainer.models.pocelli import PocelliUnet
from trainer.papers.recipe import PaperRecipe

NETWORKS: dict[str, Callable[..., nn.Module]] = {
    "kandil-cnn": KandilCnn,
    "kandil-rnn": KandilRnn,
    "kandil-crnn": KandilCrnn,
    "pocelli-unet": PocelliUnet,
    "khamees-mlp": KhameesMlp,
    "khamees-cnn": KhameesCnn,
    "khamees-lstm": KhameesLstm,
    "mersy-pair": MersyPair,
    "cheng-crnn": ChengCrnn,
}


def build_network(recipe: PaperRecipe, shape: tuple[int, int] | None = None) -> nn.Module:
    """A fresh network for pictures of ``shape`` (rows, frames), by default those that the recipe cuts.

    Raises:
        KeyError: no such network.
    """
    if recipe.network not in NETWORKS:
        raise KeyError(f"no network {recipe.network!r}; there are {', '.join(NETWORKS)}")
    rows, frames = shape or (recipe.front_end.n_rows, recipe.frames)
    options = {"dropout": recipe.dropout} if recipe.dropout is not None else {}
    return NETWORKS[recipe.network](rows, frames, len(recipe.genres), **options)
