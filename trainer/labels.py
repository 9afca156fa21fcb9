"""The labels of the shipped models, and what each data set can say about each of them.

A network that learns from several sets must not be told lies: GTZAN never says whether a country song is also folk,
and FMA's Rock holds songs that GTZAN would call metal. :func:`known_labels` gives, for a row of a set, the labels that
its own label speaks about (the target and those known to be wrong); the loss leaves out all others.

Hip-Hop, Pop and Rock mean something wider in FMA than in GTZAN, so each has two prototypes in the network's last
layer, whose logits are added as powers (log-sum-exp): a song may be rock in either sense.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class GenreLabel:
    """One output of the network. ``kind`` is ``"genre"`` or ``"refusal"``."""

    id: str
    name: str
    kind: str = "genre"


LABELS: tuple[GenreLabel, ...] = (
    GenreLabel("blues", "Blues"),
    GenreLabel("classical", "Classical"),
    GenreLabel("country", "Country"),
    GenreLabel("disco", "Disco"),
    GenreLabel("hiphop", "Hip-Hop"),
    GenreLabel("jazz", "Jazz"),
    GenreLabel("metal", "Metal"),
    GenreLabel("pop", "Pop"),
    GenreLabel("reggae", "Reggae"),
    GenreLabel("rock", "Rock"),
    GenreLabel("electronic", "Electronic"),
    GenreLabel("folk", "Folk"),
    GenreLabel("international", "International"),
    GenreLabel("experimental", "Experimental"),
    GenreLabel("not_music", "Not music", "refusal"),
)
LABEL_IDS: tuple[str, ...] = tuple(label.id for label in LABELS)
GTZAN_LABELS: tuple[str, ...] = LABEL_IDS[:10]
FMA_ONLY: tuple[str, ...] = ("electronic", "folk", "international", "experimental")
FMA_LABELS: tuple[str, ...] = (*FMA_ONLY, "hiphop", "pop", "rock")
REFUSAL = "not_music"
#: Labels that FMA uses in a wider sense than GTZAN: each has a second prototype.
TWO_SENSES: tuple[str, ...] = ("hiphop", "pop", "rock")
#: Labels known by other names in a set's arrays.
ALIASES = {"latin": "international"}
N_LABELS = len(LABELS)
#: Added to the logits of :data:`FMA_ONLY` at export. Rows of other sets rarely deny these genres, so their logits
#: come out too high; half a nat less was right on GTZAN and on FMA alike (see docs/model-development.md).
FMA_ONLY_OFFSET = -0.5

# What a row of GTZAN says nothing about, beside itself: the FMA genres that its songs may also belong to.
_GTZAN_SILENT: dict[str, tuple[str, ...]] = {
    "blues": ("folk",),
    "classical": ("experimental", "international"),
    "country": ("folk",),
    "disco": ("electronic", "international"),
    "hiphop": ("electronic",),
    "jazz": ("experimental", "international"),
    "metal": ("experimental",),
    "pop": ("electronic",),
    "reggae": ("international",),
    "rock": ("folk", "experimental"),
}
# And of FMA: the GTZAN genres that have no word of their own there.
_FMA_SILENT: dict[str, tuple[str, ...]] = {
    "electronic": ("disco",),
    "experimental": ("classical", "jazz", "metal"),
    "folk": ("country", "blues", "classical"),
    "hiphop": ("reggae",),
    "international": ("reggae", "jazz", "blues", "country", "classical", "disco"),
    "pop": ("disco", "country"),
    "rock": ("metal", "blues", "country"),
}


def logit_offsets() -> NDArray[np.float32]:
    """What a bundle adds to the networks' logits, (N_LABELS,)."""
    offsets = np.zeros(N_LABELS, np.float32)
    offsets[[LABEL_IDS.index(name) for name in FMA_ONLY]] = FMA_ONLY_OFFSET
    return offsets


def plain(text: str) -> str:
    """``text`` as labels are compared: lower case, without spaces, hyphens and underscores."""
    return "".join(c for c in text.casefold() if c not in " -_\t")


def label_id(text: str) -> str:
    """Our label for a set's genre name.

    Raises:
        KeyError: no label of ours is meant.
    """
    wanted = plain(text)
    wanted = plain(ALIASES.get(wanted, wanted))
    for known in LABEL_IDS:
        if plain(known) == wanted:
            return known
    raise KeyError(text)


def known_labels(dataset: str, label: str, coarse: bool) -> NDArray[np.bool_]:
    """Labels that a row speaks about, bool (N_LABELS,): its own and those that it is known not to be.

    ``coarse``: the row has FMA's time resolution. A fine row of another set keeps silent about the FMA-only genres:
    no FMA row is ever fine, so a network told that no fine row is folk would learn resolution, not music.
    """
    known = np.ones(N_LABELS, bool)
    if label != REFUSAL:
        _silence(known, (_FMA_SILENT if dataset == "fma" else _GTZAN_SILENT).get(label, ()))
        if dataset != "fma" and not coarse:
            _silence(known, FMA_ONLY)
    known[LABEL_IDS.index(label)] = True
    return known


def _silence(known: NDArray[np.bool_], labels: tuple[str, ...]) -> None:
    for name in labels:
        known[LABEL_IDS.index(name)] = False
