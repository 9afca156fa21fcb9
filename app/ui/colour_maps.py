"""Colours of loudness: perceptually even maps, one that belongs to the theme and others to choose from.

In the dark theme loud is bright (magma); in the light one the same map runs backwards, quiet is the paper and loud is
ink. Lightness rises evenly in all of them, so that they read alike for colour-blind eyes and in grey; cividis looks the
same with red-green colour blindness (Nuñez, Anderton & Renslow 2018).
"""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray

from app.settings import PictureColours
from app.ui.theme import Palette

#: Part of the light map over which the quiet end melts into the paper (magma's own bright end is yellow).
_MELTS = 0.2


#: pyqtgraph's name of each map that is the same in light and dark; grey is made here.
_MAPS = {PictureColours.MAGMA: "magma", PictureColours.VIRIDIS: "viridis", PictureColours.CIVIDIS: "cividis"}


def loudness_colours(palette: Palette, choice: PictureColours = PictureColours.THEME) -> NDArray[np.uint8]:
    """The look-up table (256, 3) from quiet to loud: the theme's own, or one map in light and dark."""
    if choice is PictureColours.GREY:
        return np.repeat(np.arange(256, dtype=np.uint8)[:, None], 3, axis=1)
    if choice in _MAPS:
        return np.round(_table(_MAPS[choice])).astype(np.uint8)
    table = _table("magma")
    if not palette.dark:
        paper = np.array([palette.surface.red(), palette.surface.green(), palette.surface.blue()], np.float64)
        weight = np.clip(1.0 - np.linspace(0.0, 1.0, 256) / _MELTS, 0.0, 1.0)[:, None]
        table = table[::-1] * (1.0 - weight) + paper * weight
    colours: NDArray[np.uint8] = np.round(table).astype(np.uint8)
    return colours


def _table(name: str) -> NDArray[np.float64]:
    table: NDArray[np.float64] = pg.colormap.get(name).getLookupTable(0.0, 1.0, 256, alpha=False)[:, :3]
    return table.astype(np.float64)
