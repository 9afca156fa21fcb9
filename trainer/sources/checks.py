"""What is wrong with a source's tracks, and the report that says so, for people and as JSON."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainer.likeness import near_pairs
from trainer.sources.hearing import Heard
from trainer.sources.tracks import Source

#: A label with fewer tracks, or fewer artists, can be neither learned nor judged.
FEWEST_TRACKS = 8
FEWEST_GROUPS = 3
_SHOWN = 10


@dataclass(slots=True)
class Findings:
    """Everything that ``prepare`` found out about a source. Lists hold names of tracks."""

    source: str
    provenance: str
    tracks: int
    kept: int = 0
    remarks: list[str] = field(default_factory=list)
    unread: dict[str, str] = field(default_factory=dict)  #: name -> sentence
    repeated: list[list[str]] = field(default_factory=list)  #: [left out, kept]: the same sound to the last value
    near: list[list[str]] = field(default_factory=list)  #: [left out, kept]: the same recording by its features
    two_labels: list[list[str]] = field(default_factory=list)  #: pairs of one recording with two labels, both left out
    left_out_labels: dict[str, str] = field(default_factory=dict)  #: label -> why
    labels: dict[str, dict[str, int]] = field(default_factory=dict)  #: label -> tracks, artists, train, valid
    licences: dict[str, int] = field(default_factory=dict)
    minutes: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """All of it."""
        return asdict(self)


def unread_tracks(source: Source, heard: Sequence[Heard]) -> dict[str, str]:
    """Name and sentence of each track without a row."""
    pairs = zip(source.tracks, heard, strict=True)
    return {track.name: each.problem for track, each in pairs if each.row is None}


def drop_repeated(
    X: NDArray[np.uint8], names: NDArray[np.str_], labels: NDArray[np.str_], findings: Findings
) -> NDArray[np.bool_]:
    """Which rows (n,) stay: of recordings that occur again, the first; none where they have different labels."""
    keep = np.ones(len(X), bool)

    def drop(kept: int, again: int, found: list[list[str]]) -> None:
        if labels[kept] != labels[again]:
            findings.two_labels.append([f"{names[i]} ({labels[i]})" for i in (kept, again)])
            keep[[kept, again]] = False
        else:
            found.append([str(names[again]), str(names[kept])])
            keep[again] = False

    first: dict[bytes, int] = {}
    for i, row in enumerate(X):
        kept = first.setdefault(hashlib.blake2b(row.tobytes(), digest_size=16).digest(), i)
        if kept != i:
            drop(kept, i, findings.repeated)
    for a, b in near_pairs(X).tolist():
        if keep[a] and keep[b]:
            drop(a, b, findings.near)
    return keep


def drop_small_labels(
    labels: NDArray[np.str_], groups: NDArray[np.str_], fewest: int, findings: Findings
) -> NDArray[np.bool_]:
    """Which rows (n,) stay: those of labels with enough tracks by enough artists."""
    for label, count in sorted(Counter(labels.tolist()).items()):
        artists = len(set(groups[labels == label].tolist()))
        if count < fewest:
            findings.left_out_labels[label] = f"{_count(count, 'track')}; {fewest} are needed"
        elif artists < FEWEST_GROUPS:
            findings.left_out_labels[label] = f"by {_count(artists, 'artist')}; {FEWEST_GROUPS} are needed"
    return ~np.isin(labels, list(findings.left_out_labels))


def count_labels(
    labels: NDArray[np.str_], groups: NDArray[np.str_], parts: NDArray[np.str_]
) -> dict[str, dict[str, int]]:
    """Tracks, artists and parts of each label."""
    table = {}
    for label in sorted(set(labels.tolist())):
        own = labels == label
        table[label] = {
            "tracks": int(own.sum()),
            "artists": len(set(groups[own].tolist())),
            "train": int((own & (parts == "train")).sum()),
            "valid": int((own & (parts == "valid")).sum()),
        }
    return table


def report_text(findings: Findings) -> str:
    """The findings for people."""
    lines = [
        f"{findings.provenance}: {_count(findings.kept, 'track')} of {findings.tracks} can be used, "
        f"{findings.minutes:.0f} minutes of music"
    ]
    lines += findings.remarks
    lines += _pairs("have the same sound as another, and are left out", findings.repeated)
    lines += _pairs("sound like another recording here, and are left out", findings.near)
    lines += _pairs("are one recording with two labels, and are left out", findings.two_labels)
    if findings.unread:
        lines.append(f"{_count(len(findings.unread), 'track')} cannot be used:")
        lines += [f"  {name}: {why}" for name, why in list(findings.unread.items())[:_SHOWN]]
        lines += _more(len(findings.unread))
    if findings.left_out_labels:
        lines.append("Labels with too little to learn from are left out:")
        lines += [f"  {label}: {why}" for label, why in findings.left_out_labels.items()]
    lines += _label_table(findings.labels)
    if findings.licences:
        lines.append("Licences: " + ", ".join(f"{name} ({count})" for name, count in findings.licences.items()))
    return "\n".join(lines)


def _label_table(labels: Mapping[str, Mapping[str, int]]) -> list[str]:
    if not labels:
        return []
    width = max(5, *(len(label) for label in labels))
    lines = ["", f"{'label':{width}}  tracks  artists  train  valid"]
    lines += [
        f"{label:{width}}  {own['tracks']:6}  {own['artists']:7}  {own['train']:5}  {own['valid']:5}"
        for label, own in labels.items()
    ]
    return lines


def _pairs(what: str, pairs: Sequence[Sequence[str]]) -> list[str]:
    if not pairs:
        return []
    lines = [f"{_count(len(pairs), 'track') if 'two labels' not in what else _count(len(pairs), 'pair')} {what}:"]
    return [*lines, *(f"  {first}  =  {second}" for first, second in pairs[:_SHOWN]), *_more(len(pairs))]


def _more(count: int) -> list[str]:
    return [f"  and {count - _SHOWN} more (all of them in the JSON report)"] if count > _SHOWN else []


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
