"""Stable ids for labels of one's own."""

from __future__ import annotations

from collections.abc import Sequence

from app.tagging.taxonomy import genre_key


def label_ids(labels: Sequence[str]) -> list[str]:
    """A stable id for each label: its spelling without case, spaces and signs; numbered where two would be one."""
    found: list[str] = []
    for label in labels:
        plain = "".join(c for c in genre_key(label) if c.isalnum()) or "genre"
        own, number = plain, 2
        while own in found or own == "notmusic":
            own, number = f"{plain}{number}", number + 1
        found.append(own)
    return found
