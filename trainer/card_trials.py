"""What a model card says of trials: altered excerpts and files, what is no music, genres never met, windows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trainer.card_words import genre_names, percent, table


def trial_sections(description: Mapping[str, Any]) -> list[str]:
    """Lines of all sections whose figures are there."""
    metrics = description["metrics"]
    trials = metrics.get("trials", {})
    lines = ["## Robustness", "", *_excerpts(metrics["robustness"])]
    if "sound" in trials:
        lines += _files(trials["sound"])
    if "windows" in trials:
        lines += _windows(trials["windows"])
    lines += ["## What it should refuse", "", *_not_music(metrics["refusal"])]
    if "refusal" in trials:
        lines += _generated(trials["refusal"])
    if "unseen" in trials:
        lines += _unseen(trials["unseen"], genre_names(description))
    return lines


def _excerpts(own: Mapping[str, float]) -> list[str]:
    plain = next(iter(own.values()))
    rows = [(name, percent(value), f"{100 * (value - plain):+.1f}") for name, value in own.items()]
    return [
        "### GTZAN, ten genres: accuracy on altered excerpts of artists never met",
        "",
        "Altered as log-mel; figures of the judged networks. Of 200 excerpts, differences of up to 5 points are mostly",
        "chance.",
        "",
        *table(("change", "accuracy", "points"), rows),
        "",
    ]


def _files(own: Mapping[str, Any]) -> list[str]:
    labelled = own["labelled"]
    right = any("right" in one for one in own["changes"].values())
    head = ["file altered by", "same answer", "score moved", "unknown", *(["right"] if right else [])]
    rows = []
    for name, one in own["changes"].items():
        shares = [one["same"], one["moved"], one["refused"], *([one["right"]] if right else [])]
        rows.append((name, *(percent(share) for share in shares)))
    return [
        f"### {own['files']} files, written anew and heard by the program",
        "",
        *([own["by"], ""] if "by" in own else []),
        "Whole songs and excerpts of 30 s through real encoders and the program's own decoding. *Same answer*: the",
        "most likely genre stays; *score moved*: half the sum of all changes of score, its mean."
        + (f" *Right*: of {labelled} files whose genre is known." if right else ""),
        "",
        *table(head, rows),
        "",
    ]


def _windows(own: Mapping[str, Any]) -> list[str]:
    rows = [
        (str(one["count"]), percent(one["same"]), percent(one["moved"]), f"{one['ms']:.0f} ms") for one in own["counts"]
    ]
    return [
        "### How many windows of a whole track",
        "",
        f"{own['files']} songs of {own['shortest_s']:.0f} to {own['longest_s']:.0f} s, against the answer to as many",
        f"windows as a song has room for. Shipped: {own['shipped']}. Whole songs with labels are scarce, so this is",
        "agreement, not accuracy.",
        "",
        *table(("windows", "same answer", "score moved", "processor time"), rows),
        "",
    ]


def _not_music(own: Mapping[str, Any]) -> list[str]:
    kinds = ", ".join(f"{kind} {percent(share)}" for kind, share in own["refused_by_kind"].items())
    return [
        f"Not music: {percent(own['not_music_refused'])} of {own['not_music_rows']} held-out excerpts are refused"
        f" and {percent(own['music_lost'])} of the music is lost to the refusal; AUROC {own['auroc']:.3f}.",
        f"By kind: {kinds}.",
        "",
    ]


def _generated(own: Mapping[str, Any]) -> list[str]:
    kinds = ", ".join(f"{kind} {percent(one['refused'])} of {one['sounds']}" for kind, one in own["kinds"].items())
    lines = [
        f"Of {own['sounds']} generated sound files, most of kinds, voices and languages that no training heard,",
        f"{percent(own['refused'])} are refused and {percent(own['accepted'])} would be written unasked: {kinds}.",
    ]
    if "music_files" in own:
        lines.append(f"Of {own['music_files']} whole songs, {percent(own['music_lost'])} are lost.")
    return [*lines, ""]


def _unseen(own: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:
    rounds = "; ".join(", ".join(names[genre] for genre in one["without"]) for one in own["rounds"])
    rows = [
        (name, f"{value:.2f}", ", ".join(f"{one['auroc'][name]:.2f}" for one in own["rounds"]))
        for name, value in sorted(own["mean"].items(), key=lambda each: -each[1])
    ]
    return [
        "### Genres never met",
        "",
        f"Small networks of {own['steps']:,} steps and kernel machines, trained without some genres ({rounds}):",
        "how often an excerpt of a known genre, by an artist never met, looks more familiar than one of a genre left",
        "out (AUROC; 0.5 is chance).",
        "",
        *table(("told by", "mean", "each"), rows),
        "",
    ]
