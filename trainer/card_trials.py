"""What a model card says of trials: altered excerpts and files, what is no music, genres never met, windows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trainer.card_words import genre_names, percent, robustness_by_judges, table


def trial_sections(description: Mapping[str, Any]) -> list[str]:
    """Lines of all sections whose figures are there."""
    metrics = description["metrics"]
    trials = metrics.get("trials", {})
    lines = ["## Robustness", "", *_excerpts(robustness_by_judges(metrics))]
    if "sound" in trials:
        lines += _files(trials["sound"])
    if "windows" in trials:
        lines += _windows(trials["windows"])
    lines += ["## What it should refuse", "", *_not_music(metrics["refusal"])]
    if "familiarity" in metrics:
        own = metrics["familiarity"]
        lines += _gate(own, metrics.get("shipped", {}).get("familiarity"), genre_names(description))
    if "refusal" in trials:
        lines += _generated(trials["refusal"])
    if "unseen" in trials:
        lines += _unseen(trials["unseen"], genre_names(description))
    return lines


#: Points of accuracy, or answers of a hundred, that a change may cost before the card names it.
MOST_POINTS = 5.0


def _excerpts(own: Mapping[str, Mapping[str, float]]) -> list[str]:
    """The table, with a pair of columns for each group of judges."""
    first, *others = own.values()
    head = ["accuracy", "points"] + [f"{word}, published valid part" for word in ("accuracy", "points") for _ in others]
    rows = [(name, *(cell for one in own.values() for cell in _cost(one, name))) for name in first]
    return [
        "### GTZAN, ten genres: accuracy on altered excerpts of artists never met",
        "",
        "Altered as log-mel; figures of the judged networks. Of 600 excerpts, differences of up to 3 points are mostly",
        "chance, of the 196 of the published valid part up to 5. The first rows compare parts of an excerpt with the",
        "whole 30 s: what less sound costs is not what altering it does.",
        "",
        *table(("change", *head), rows),
        "",
        *_costly(first),
        "",
    ]


def _cost(own: Mapping[str, float], name: str) -> tuple[str, str]:
    """The accuracy after a change, and how many points that is from what it was."""
    return percent(own[name]), f"{100 * (own[name] - own['as it is']):+.1f}"


def _costly(own: Mapping[str, float]) -> list[str]:
    """In words, which changes cost more than five points."""
    costs = {name: 100 * (own["as it is"] - value) for name, value in own.items()}
    costs = {name: cost for name, cost in costs.items() if cost > MOST_POINTS}
    less = {name: cost for name, cost in costs.items() if name.endswith(" only")}
    altered = [f"{name} ({cost:.1f})" for name, cost in costs.items() if name not in less]
    lines = [
        f"More than {MOST_POINTS:.0f} points: {', '.join(altered)}."
        if altered
        else f"No change of the sound costs more than {MOST_POINTS:.0f} points."
    ]
    if less:
        lines.append(f"Less sound costs more than that, too: {', '.join(f'{n} ({c:.1f})' for n, c in less.items())}.")
    return lines


def _files(own: Mapping[str, Any]) -> list[str]:
    labelled, learned = own["labelled"], own.get("learned")
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
        *(
            [f"{learned} of the files trained the networks: of these, read the differences, not the level."]
            * bool(learned)
        ),
        "",
        *table(head, rows),
        "",
        *_moved(own["changes"]),
        "",
    ]


def _moved(changes: Mapping[str, Mapping[str, float]]) -> list[str]:
    lost = {name: 100 * (1 - one["same"]) for name, one in changes.items() if 100 * (1 - one["same"]) > MOST_POINTS}
    if not lost:
        return [f"No change turns more than {MOST_POINTS:.0f} of 100 answers into others."]
    told = ", ".join(f"{name} ({share:.0f})" for name, share in sorted(lost.items(), key=lambda each: -each[1]))
    return [f"More than {MOST_POINTS:.0f} of 100 answers become others by: {told}."]


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
        strange = own.get("music_unfamiliar")
        also = "" if strange is None else f"; {strange} are unlike every genre that it learned"
        lines.append(f"Of {own['music_files']} files of music, {percent(own['music_lost'])} are lost{also}.")
    return [*lines, ""]


def _gate(own: Mapping[str, Any], shipped: Mapping[str, Any] | None, names: Mapping[str, str]) -> list[str]:
    """What telling unlike music costs the known."""
    each = ", ".join(f"{_GATED.get(name, name)} {percent(share)}" for name, share in own["lost"].items())
    lines = [
        "### Music unlike every genre that it learned",
        "",
        f"A track that looks stranger than {percent(1 - own['share'])} of held-out music is *unknown*, however sure",
        f"its scores are; one that looks stranger than {percent(1 - own['asked_share'])} is never written unasked.",
        f"Of music of known genres, by artists never met, the first loses: {each};",
        f"{percent(own['right_among_lost'] or 0.0)} of the lost would have been answered rightly.",
    ]
    genres = sorted(own.get("lost_of_fma", {}).items(), key=lambda each: -each[1])
    if genres:
        lines.append(
            "Of FMA by genre: " + ", ".join(f"{names[genre]} {percent(share)}" for genre, share in genres) + "."
        )
    taken = [percent(own[key] or 0.0) for key in ("accepted_lost", "accepted_asked") if key in own]
    if len(taken) == 2:
        lines.append(f"Of the answers sure enough to be written, the first takes {taken[0]}, the second {taken[1]}.")
    if shipped:
        each = ", ".join(f"{_GATED.get(name, name)} {percent(share)}" for name, share in shipped["lost"].items())
        lines.append(f"The shipped networks themselves, on what they never saw: {each}.")
    return [*lines, "Genres near to a known one pass: below stands how well strangers are told.", ""]


_GATED = {"gtzan": "GTZAN", "valid": "its valid part", "fma": "FMA", "extra": "modern recordings"}


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
        *_strangers(own),
    ]


def _strangers(own: Mapping[str, Any]) -> list[str]:
    """What the gate made of the strangers of each round."""
    rounds = [one for one in own["rounds"] if "unknown" in one and "asked" in one]
    if not rounds:
        return []
    unknown, asked = ([percent(one[key]["strange"]) for one in rounds] for key in ("unknown", "asked"))
    return [
        f"Of the strangers, {', '.join(unknown)} would be *unknown* and {', '.join(asked)} never written unasked: most",
        "pass, for music of an unknown genre mostly resembles a known one.",
        "",
    ]
