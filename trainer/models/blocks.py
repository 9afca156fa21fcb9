"""Pieces that the networks of other people's papers share. All take pictures (n, 1, rows, frames).

Sources print their networks for a frame rate three times ours. An axis is therefore halved only while four of its
steps are left: both the printed input and ours end with two steps or more, and most counts of weights agree.
"""

from __future__ import annotations

from torch import Tensor, nn

#: An axis shorter than this is not halved any more.
SHORTEST_HALVED = 4


def pool_sizes(rows: int, frames: int, count: int) -> list[tuple[int, int]]:
    """Sizes of ``count`` poolings in a row, over rows and frames: 2, or 1 where too little is left."""
    sizes = []
    for _ in range(count):
        size = (2 if rows >= SHORTEST_HALVED else 1, 2 if frames >= SHORTEST_HALVED else 1)
        rows, frames = rows // size[0], frames // size[1]
        sizes.append(size)
    return sizes


def pooled_shape(rows: int, frames: int, count: int) -> tuple[int, int]:
    """Rows and frames that are left after :func:`pool_sizes`."""
    for by_rows, by_frames in pool_sizes(rows, frames, count):
        rows, frames = rows // by_rows, frames // by_frames
    return rows, frames


class Answer(nn.Module):
    """Fully connected layers and the last one: what a network concludes from its features."""

    def __init__(
        self, features: int, widths: tuple[int, ...], classes: int, activation: type[nn.Module], dropout: float = 0.0
    ) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for width in widths:
            layers += [nn.Linear(features, width), activation()]
            if dropout:
                layers.append(nn.Dropout(dropout))
            features = width
        self.layers = nn.Sequential(*layers)
        self.classify = nn.Linear(features, classes)

    def forward(self, features: Tensor) -> tuple[Tensor, Tensor]:
        """(n, features) to logits (n, classes) and the values before the last layer."""
        last = self.layers(features)
        return self.classify(last), last


def as_sequence(maps: Tensor) -> Tensor:
    """Feature maps (n, channels, rows, frames) as steps of time (n, frames, channels * rows)."""
    return maps.flatten(1, 2).transpose(1, 2)
