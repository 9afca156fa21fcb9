"""Colours of loudness: perceptually even maps that belong to the theme.

In the dark theme loud is bright (magma); in the light one the same map runs backwards, quiet is the paper and loud is
ink. Lightness rises evenly in both, so that they read alike for colour-blind eyes and in grey.
"""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray

from app.ui.theme import Palette

#: Part of the light map over which the quiet end melts into the paper (magma's own bright end is yellow).
_MELTS = 0.2


def loudness_colours(palette: Palette) -> NDArray[np.uint8]:
    """The look-up table (256, 3) from quiet to loud for the theme ``palette``."""
    table = pg.colormap.get("magma").getLookupTable(0.0, 1.0, 256, alpha=False)[:, :3].astype(np.float64)
    if not palette.dark:
        paper = np.array([palette.surface.red(), palette.surface.green(), palette.surface.blue()], np.float64)
        weight = np.clip(1.0 - np.linspace(0.0, 1.0, 256) / _MELTS, 0.0, 1.0)[:, None]
        table = table[::-1] * (1.0 - weight) + paper * weight
    colours: NDArray[np.uint8] = np.round(table).astype(np.uint8)
    return colours
