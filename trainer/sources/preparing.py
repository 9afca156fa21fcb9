"""``prepare`` of a source: hear its tracks, check them, part them by artist, write a set to train and to judge with."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.inference.mel import FrontEnd
from app.progress import Report, ignore_progress
from trainer.data import DataError, FeatureSet
from trainer.features import SETS, save_set
from trainer.labels import label_id
from trainer.likeness import check_near, near_pairs
from trainer.sources.checks import (
    FEWEST_TRACKS,
    Findings,
    count_labels,
    drop_repeated,
    drop_small_labels,
    unread_tracks,
)
from trainer.sources.hearing import hear_all
from trainer.sources.tracks import Source
from trainer.splits import Split, check_split, split_set

#: Share of each label's tracks that judge, about.
JUDGED_SHARE = 0.2
_PLAIN = re.compile(r"[a-z0-9][a-z0-9._-]*")


def prepare_source(
    source: Source,
    work: Path,
    *,
    name: str = "",
    fewest: int = FEWEST_TRACKS,
    processes: int = 1,
    report: Report = ignore_progress,
) -> tuple[FeatureSet, Findings]:
    """The set of ``source`` in the work folder as ``name``, with ``name.features.npz`` for ``evaluate`` and its report.

    Raises:
        DataError: nothing, or only one label, is left to learn from.
    """
    name = name or source.name
    if not _PLAIN.fullmatch(name):
        raise DataError(f"{name!r} is no name for a set.", "Use small letters, digits, '.', '_' and '-'.")
    source = _with_known_labels(source, name)
    paths = [track.path for track in source.tracks]
    heard = hear_all(paths, FrontEnd(), work / "cache", processes=processes, report=report)
    findings = Findings(source.name, source.provenance, len(source.tracks), remarks=list(source.remarks))
    findings.unread = unread_tracks(source, heard)
    used = np.array([i for i, each in enumerate(heard) if each.row is not None], int)
    if not len(used):
        raise DataError(f"None of the {len(paths)} tracks can be used.", next(iter(findings.unread.values()), ""))
    tracks = [source.tracks[i] for i in used.tolist()]
    X = np.stack([row for each in heard if (row := each.row) is not None])
    labels = np.array([track.label for track in tracks])
    names = np.array([track.name for track in tracks])
    groups = np.array([track.group or track.name for track in tracks])
    keep = drop_repeated(X, names, labels, findings)
    keep[keep] = drop_small_labels(labels[keep], groups[keep], fewest, findings)
    if len(set(labels[keep].tolist())) < 2:
        lost = {**findings.unread, **findings.left_out_labels}
        raise DataError(
            f"Labels left to learn from after the checks: {len(set(labels[keep].tolist()))}; two are needed.",
            "\n".join(f"{name}: {why}" for name, why in lost.items()),
        )
    parts = _parts(np.array([track.part for track in tracks])[keep], groups[keep], labels[keep])
    folds = np.array([track.fold for track in tracks], np.int8)[keep]
    rows = FeatureSet(name, X[keep], labels[keep], groups[keep], names[keep], parts, folds)
    check_own_split(rows)
    seconds = np.array([heard[i].seconds for i in used.tolist()])
    findings.kept, findings.minutes = len(rows), round(float(seconds[keep].sum()) / 60, 1)
    findings.labels = count_labels(rows.labels, rows.groups, rows.parts)
    licences = np.array([track.licence or source.licence for track in tracks])[keep]
    findings.licences = dict(Counter(licences.tolist()).most_common())
    _write(rows, licences, findings, work)
    return rows, findings


def _with_known_labels(source: Source, name: str) -> Source:
    """``source`` with labels as the sets ``gtzan`` and ``fma`` spell them, which the shipped recipes train from.

    Tracks of genres that these recipes do not know (Instrumental, of FMA) are left out, with a remark. A set of any
    other name keeps its labels.

    Raises:
        DataError: none of the labels is known.
    """
    if name not in SETS:
        return source
    spelled = {track.label: _known_label(track.label) for track in source.tracks}
    tracks = tuple(replace(each, label=own) for each in source.tracks if (own := spelled[each.label]))
    unknown = Counter(track.label for track in source.tracks if not spelled[track.label])
    listed = ", ".join(f"{label} ({count})" for label, count in unknown.most_common())
    if not tracks:
        raise DataError(
            f"The set {name} is trained with Earmark's own labels, and none of these is one: {listed}.",
            "Give the set another name (--name own) to keep its labels.",
        )
    remarks = source.remarks
    if unknown:
        remarks = (*remarks, f"Left out, as Earmark has no such label (--name own keeps them): {listed}.")
    return replace(source, tracks=tracks, remarks=remarks)


def _known_label(label: str) -> str:
    try:
        return label_id(label)
    except KeyError:
        return ""


def check_own_split(rows: FeatureSet) -> None:
    """All guards on a set's own parts: artists, labels, and repetitions, exact and near.

    Raises:
        DataError: with what is wrong.
    """
    if rows.name == "gtzan":  # two artists are on both sides as published: the side with fewer of theirs is not used
        split = split_set(rows, "official")
    else:
        split = Split(np.flatnonzero(rows.parts == "train"), np.flatnonzero(rows.parts == "valid"))
        check_split(rows, split)
    check_near(rows, split, near_pairs(rows.X))


def _parts(given: NDArray[np.str_], groups: NDArray[np.str_], labels: NDArray[np.str_]) -> NDArray[np.str_]:
    """The parts that the source gives; where it does not give all, a fifth of each label judges, by whole artists."""
    return given if (given != "").all() else part_by_artist(groups, labels)


def part_by_artist(groups: NDArray[np.str_], labels: NDArray[np.str_]) -> NDArray[np.str_]:
    """Part, train or valid, of each row (n,), the same for all rows of a group.

    The largest group of each label trains. Of the others, small ones first, as many judge as make up
    :data:`JUDGED_SHARE` of the label; a label whose other groups train for other labels is not judged.
    """
    sizes = {label: Counter(groups[labels == label].tolist()) for label in sorted(set(labels.tolist()))}
    training = {max(sorted(own), key=own.__getitem__) for own in sizes.values()}
    judging: set[str] = set()
    for _, own in sorted(sizes.items(), key=lambda each: (len(each[1]), each[0])):
        wanted = JUDGED_SHARE * own.total()
        judged = sum(count for name, count in own.items() if name in judging)
        for name, count in sorted(own.items(), key=lambda each: (each[1], each[0])):
            if name in training or name in judging or judged >= wanted:
                continue
            if judged and judged + count > 2 * wanted:
                break
            judging.add(name)
            judged += count
    return np.where(np.isin(groups, sorted(judging)), "valid", "train")


def _write(rows: FeatureSet, licences: NDArray[np.str_], findings: Findings, work: Path) -> None:
    save_set(rows, work)
    genres, y = np.unique(rows.labels, return_inverse=True)
    np.savez_compressed(
        work / f"{rows.name}.features.npz",
        X=rows.X,
        y=y.astype(np.int16),
        genres=genres,
        names=rows.names,
        group=rows.groups,
        part=rows.parts,
        licence=licences,
        provenance=np.array(findings.provenance),
        front_end=np.array(FrontEnd().fingerprint()),
    )
    table = ["excerpt\tgenre\tartist_group\tfiltered_split\tlicence"]
    columns = zip(rows.names, rows.labels, rows.groups, rows.parts, licences, strict=True)
    table += ["\t".join(re.sub(r"[\t\r\n]", " ", str(cell)) for cell in row) for row in columns]
    (work / f"{rows.name}.tracks.tsv").write_text("\n".join(table) + "\n", encoding="utf-8")
    text = json.dumps(findings.to_json(), indent=1, ensure_ascii=False)
    (work / f"{rows.name}.report.json").write_text(text + "\n", encoding="utf-8")
