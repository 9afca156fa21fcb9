"""Splits of the papers: what is dealt out, and what the guards say."""

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("torch")

from tests.trainer.conftest import invented_rows
from trainer.data import DataError, FeatureSet
from trainer.labels import GTZAN_LABELS
from trainer.papers.disturb import disturb
from trainer.papers.mixture import GTMA_GENRES, gtma
from trainer.papers.pieces import Pieces, cut_pieces
from trainer.papers.protocols import make_parts, units_of
from trainer.papers.recipe import load_paper


@pytest.fixture(scope="module")
def rows() -> FeatureSet:
    """Twelve tracks of each genre, three to an artist, artists apart in the published split."""
    made = invented_rows("gtzan", [label for label in GTZAN_LABELS for _ in range(12)], 387)
    artist = np.arange(len(made)) // 3
    parts = np.where(artist % 4 == 3, "valid", "train")
    return replace(made, groups=artist.astype(str), parts=parts, folds=(artist % 4).astype(np.int8))


@pytest.fixture(scope="module")
def pieces(rows: FeatureSet) -> Pieces:
    return cut_pieces(rows, load_paper("khamees-cnn"))


@pytest.mark.parametrize("unit", ["segment", "track", "artist"])
def test_a_unit_is_on_one_side_and_every_genre_on_both(rows: FeatureSet, pieces: Pieces, unit: str) -> None:
    parts = make_parts(rows, pieces, load_paper("khamees-cnn"), unit, seed=3)
    units = units_of(rows, pieces, unit)
    sides = [set(units[side].tolist()) for side in (parts.train, parts.stop, parts.test)]
    assert sides[0].isdisjoint(sides[1] | sides[2])
    assert sides[1].isdisjoint(sides[2])
    assert set(pieces.y[parts.test].tolist()) == set(range(10))
    assert 0.12 <= len(parts.test) / len(pieces) <= 0.3


def test_segments_leak_tracks_and_tracks_leak_artists(rows: FeatureSet, pieces: Pieces) -> None:
    recipe = load_paper("khamees-cnn")
    for dealt, shared in (("segment", "track"), ("track", "artist")):
        parts = make_parts(rows, pieces, recipe, dealt, seed=1)
        units = units_of(rows, pieces, shared)
        assert np.isin(units[parts.test], units[parts.train]).mean() > 0.5


def test_the_same_seed_deals_out_the_same(rows: FeatureSet, pieces: Pieces) -> None:
    recipe = load_paper("khamees-cnn")
    one, again, other = (make_parts(rows, pieces, recipe, "published", seed).test for seed in (1, 1, 2))
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)


@pytest.mark.parametrize("protocol", ["official", "fold2"])
def test_honest_splits_stop_on_training_artists(rows: FeatureSet, pieces: Pieces, protocol: str) -> None:
    parts = make_parts(rows, pieces, load_paper("khamees-cnn", patience=3), protocol, seed=1)
    artists = units_of(rows, pieces, "artist")
    assert len(parts.stop)
    for side in (parts.stop, parts.test):
        assert not np.isin(artists[side], artists[parts.train]).any()
    assert not len(make_parts(rows, pieces, load_paper("khamees-cnn"), protocol, seed=1).stop)


def test_by_position_only_the_second_genre_is_judged(rows: FeatureSet) -> None:
    recipe = load_paper("mersy-pairs/rock-country")
    pair = cut_pieces(rows, recipe)
    parts = make_parts(rows, pair, recipe, "published", seed=1)
    assert set(pair.y[parts.test].tolist()) == {1}
    assert set(pair.y[parts.train].tolist()) == {0, 1}
    assert len(parts.test) == round(0.3 * len(pair))
    honest = make_parts(rows, pair, recipe, "official", seed=1)
    assert set(pair.y[honest.test].tolist()) == {0, 1}


def test_guards_stop_a_split_that_flatters(rows: FeatureSet, pieces: Pieces) -> None:
    recipe = load_paper("khamees-cnn")
    with pytest.raises(DataError, match="no protocol"):
        make_parts(rows, pieces, recipe, "random", seed=1)
    shared = replace(rows, groups=np.where(rows.labels == "rock", "one artist", rows.groups))
    with pytest.raises(DataError):
        make_parts(shared, pieces, recipe, "artist", seed=1)
    missing = replace(rows, parts=np.where(rows.labels == "jazz", "train", rows.parts))
    with pytest.raises(DataError, match="jazz"):
        make_parts(missing, pieces, recipe, "official", seed=1)
    folded = replace(rows, folds=np.where((rows.labels == "jazz") & (rows.folds == 1), 2, rows.folds).astype(np.int8))
    assert not (pieces.y[make_parts(folded, pieces, recipe, "fold1", seed=1).test] == GTZAN_LABELS.index("jazz")).any()
    with pytest.raises(DataError, match="no row of jazz"):
        cut_pieces(rows.where(rows.labels != "jazz"), recipe)


def test_pictures_stand_in_the_order_of_genres_and_time(rows: FeatureSet) -> None:
    recipe = load_paper("kandil-cnn")
    cut = cut_pieces(rows, recipe)
    assert cut.X.shape == (120 * 6, 128, 19)
    jazz = int(np.flatnonzero(rows.labels == "jazz")[0])
    own = cut.X[cut.row == jazz]
    assert np.allclose(own[1], rows.X[jazz, :, 129 + 19 : 129 + 38] / 255.0)  # the second 10 s begin at frame 129
    assert (cut.y[cut.row == jazz] == GTZAN_LABELS.index("jazz")).all()
    assert (np.diff(cut.y) >= 0).all()


def test_the_mixture_is_balanced_and_equally_coarse(rows: FeatureSet, sets: dict[str, FeatureSet]) -> None:
    mixed = gtma({"gtzan": rows, "fma": sets["fma"]})
    labels, counts = np.unique(mixed.labels, return_counts=True)
    assert set(labels.tolist()) == set(GTMA_GENRES)
    assert len(set(counts.tolist())) == 1
    assert mixed.X.shape[1:] == (128, 128)
    assert not (mixed.X % 4).any()
    both = mixed.groups[mixed.labels == "pop"]
    assert any(name.startswith("fma") for name in both.tolist())
    with pytest.raises(DataError, match="fma"):
        gtma({"gtzan": rows})


def test_disturbed_pieces_stay_pictures_and_repeat() -> None:
    batch = np.random.default_rng(0).random((6, 128, 77), np.float32)
    once, again = (disturb(batch, np.random.default_rng(1)) for _ in range(2))
    assert np.array_equal(once, again)
    assert not np.array_equal(once, batch)
    assert once.shape == batch.shape
    assert 0.0 <= once.min() <= once.max() <= 1.0
