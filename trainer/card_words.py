"""Figures, genres and tables as a model card prints them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def percent(share: float) -> str:
    """A share of one as per cent with a decimal."""
    return f"{100 * share:.1f} %"


def with_ends(own: Mapping[str, Any], key: str, share: bool) -> str:
    """The figure ``key`` of ``own`` with the ends of its interval, where there is one under ``key_95``."""
    value, ends = own.get(key), own.get(f"{key}_95")
    if value is None:
        return "–"
    if share:
        return percent(value) + (f" ({100 * ends[0]:.0f} to {100 * ends[1]:.0f})" if ends else "")
    return f"{value:.3g}" + (f" ({ends[0]:.2g} to {ends[1]:.2g})" if ends else "")


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table, as lines of Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(line) + " |" for line in lines]


def robustness_by_judges(metrics: Mapping[str, Any]) -> dict[str, dict[str, float]]:
    """What changes of sound leave right, by judges; a bundle of before names one group of them only, and not which."""
    own = metrics.get("robustness", {})
    return own if all(isinstance(each, dict) for each in own.values()) else {"gtzan": own}


def genre_names(description: Mapping[str, Any]) -> dict[str, str]:
    """The name of each label, by its id."""
    return {label["id"]: label["name"] for label in description["labels"]}
