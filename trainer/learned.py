"""Which rows a model learned from: kept in its bundle as digests of their names, and looked up before it is judged.

Figures on rows that trained a model say how well it remembers, not how well it hears. A name is enough to tell: the
published sets name their excerpts, and files keep their names.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.inference.bundle import DESCRIPTION_FILE, Bundle
from trainer.data import FeatureSet
from trainer.labelled import stem
from trainer.splits import split_set

#: Key of the digests in a bundle's description.
KEY = "learned"
#: Bytes of a digest: of some 7,000 learned names, one in half a million other names is taken for one of them.
_SIZE = 4


def learned_names(names: Iterable[str]) -> str:
    """The digests of ``names`` as text for a bundle's description: 5 to 6 characters each."""
    return base64.b64encode(b"".join(sorted({_digest(name) for name in names}))).decode()


def trained_names(sets: Mapping[str, FeatureSet], splits: Iterable[str]) -> set[str]:
    """Names of the rows of ``sets`` that train under any of ``splits``."""
    names: set[str] = set()
    for split in set(splits):
        for rows in sets.values():
            names |= set(rows.names[split_set(rows, split).train].tolist())
    return names


def find_learned(bundle: Bundle, names: Sequence[str]) -> NDArray[np.bool_] | None:
    """Which of ``names`` (n,) the bundle learned from; ``None`` where it does not say, or the rows have no names."""
    stored = json.loads((bundle.folder / DESCRIPTION_FILE).read_text(encoding="utf-8")).get(KEY)
    if not isinstance(stored, str) or not names:
        return None
    digests = base64.b64decode(stored)
    known = {digests[at : at + _SIZE] for at in range(0, len(digests), _SIZE)}
    return np.array([_digest(name) in known for name in names], bool)


def learned_figures(bundle: Bundle, names: Sequence[str]) -> dict[str, Any]:
    """What ``evaluate`` says of it: ``learned_from`` in words, and ``learned_rows`` of those judged (or None)."""
    found = find_learned(bundle, names)
    return {
        "learned_from": [str(each.get("name", "")) for each in bundle.provenance],
        "learned_rows": None if found is None else int(found.sum()),
    }


def _digest(name: str) -> bytes:
    plain = stem(name).casefold()
    if len(plain) == 6 and plain.isdecimal():  # FMA's files; its rows here are named by the bare number
        plain = f"fma.{int(plain)}"
    return hashlib.blake2b(plain.encode(), digest_size=_SIZE).digest()
