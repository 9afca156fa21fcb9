"""Splits and the guards that stop a run."""

from dataclasses import replace

import numpy as np
import pytest

from tests.trainer.conftest import invented_rows
from trainer.data import FMA_BLOCK, DataError, FeatureSet, fma_parts, group_parts
from trainer.labels import GTZAN_LABELS
from trainer.splits import Split, check_classes, check_split, split_set


def test_official_takes_the_published_parts(sets: dict[str, FeatureSet]) -> None:
    split = split_set(sets["gtzan"], "official")
    assert set(sets["gtzan"].parts[split.train]) == {"train"}
    assert set(sets["gtzan"].parts[split.valid]) == {"valid"}


def test_a_fold_holds_out_its_rows_and_all_else_of_their_artists(sets: dict[str, FeatureSet]) -> None:
    rows = sets["gtzan"]
    groups = rows.groups.copy()
    groups[1] = groups[0]  # row 0 is in fold 0, row 1 in fold 1, now of one artist
    rows = replace(rows, groups=groups)
    split = split_set(rows, "fold0")
    assert set(rows.folds[split.valid]) == {0}
    assert 1 not in split.train


def test_all_trains_every_row_of_gtzan_and_keeps_what_others_hold_out(sets: dict[str, FeatureSet]) -> None:
    assert len(split_set(sets["fma"], "all").valid) == len(split_set(sets["fma"], "official").valid)
    split = split_set(sets["gtzan"], "all")
    assert len(split.train) == len(sets["gtzan"])
    assert len(split.valid) == 0


def test_an_artist_on_both_published_sides_stays_on_the_larger_one(sets: dict[str, FeatureSet]) -> None:
    groups = sets["gtzan"].groups.copy()
    groups[[0, 1, 3]] = "one artist"  # rows 0 and 1 train, row 3 judges
    rows = replace(sets["gtzan"], groups=groups)
    split = split_set(rows, "official")
    assert 3 not in split.valid
    assert {0, 1} <= set(split.train.tolist())


def test_guard_artist_on_both_sides(sets: dict[str, FeatureSet]) -> None:
    rows = replace(sets["fma"], groups=np.full(len(sets["fma"]), "same"))
    with pytest.raises(DataError, match="both sides"):
        split_set(rows, "official")


def test_guard_equal_content_on_both_sides() -> None:
    rows = invented_rows("fma", ["rock", "rock"], 128)
    rows.X[1] = rows.X[0]
    with pytest.raises(DataError, match="equal content"):
        check_split(rows, Split(np.array([0]), np.array([1])))


def test_guard_label_judged_but_never_trained() -> None:
    rows = invented_rows("fma", ["rock", "pop"], 128)
    with pytest.raises(DataError, match="never trained"):
        check_split(rows, Split(np.array([0]), np.array([1])))


def test_guard_class_missing_from_a_side(sets: dict[str, FeatureSet]) -> None:
    with pytest.raises(DataError, match="polka"):
        check_classes(sets["gtzan"], split_set(sets["gtzan"], "official"), ("polka",))


def test_an_unknown_split_is_refused(sets: dict[str, FeatureSet]) -> None:
    with pytest.raises(DataError, match="no split"):
        split_set(sets["gtzan"], "random")


def test_fma_blocks_keep_neighbouring_ids_together_with_a_margin() -> None:
    ids = np.random.default_rng(0).permutation(20 * FMA_BLOCK).astype(np.int32)
    block, parts = fma_parts(ids)
    by_id = parts[np.argsort(ids)]
    sides = [part for part in by_id if part != "excluded"]
    changes = [i for i in range(1, len(by_id)) if {by_id[i - 1], by_id[i]} == {"train", "valid"}]
    assert changes == []  # something excluded lies between
    assert {"train", "valid"} == set(sides)
    for number in np.unique(block):
        assert len({part for part in parts[block == number] if part == "valid"} | {"valid"}) == 1


def test_groups_are_held_out_whole() -> None:
    groups = np.repeat([f"g{i}" for i in range(10)], 3)
    parts = group_parts(groups, np.array(["rock"] * 30))
    assert all(len(set(parts[groups == group])) == 1 for group in np.unique(groups))
    assert (parts == "valid").sum() == 6


def test_a_fold_may_judge_without_a_genre_but_none_trains_without(sets: dict[str, FeatureSet]) -> None:
    rows = sets["gtzan"]
    blues = np.flatnonzero(rows.labels == "blues")
    others = np.flatnonzero(rows.labels != "blues")
    check_classes(rows, Split(np.arange(len(rows)), others), GTZAN_LABELS, judged=False)
    with pytest.raises(DataError, match="No judging row"):
        check_classes(rows, Split(np.arange(len(rows)), others), GTZAN_LABELS)
    with pytest.raises(DataError, match="No training row"):
        check_classes(rows, Split(others, blues), GTZAN_LABELS, judged=False)
