"""What each set says about each label."""

import numpy as np
import pytest

from trainer.labels import (
    FMA_ONLY,
    GTZAN_LABELS,
    LABEL_IDS,
    known_labels,
    label_id,
)


@pytest.mark.parametrize(
    ("given", "expected"),
    [("Hip-Hop", "hiphop"), ("hip hop", "hiphop"), ("latin", "international"), ("NOT MUSIC", "not_music")],
)
def test_names_are_matched_without_case_space_and_hyphen(given: str, expected: str) -> None:
    assert label_id(given) == expected


def test_an_unknown_genre_is_an_error() -> None:
    with pytest.raises(KeyError):
        label_id("polka")


@pytest.mark.parametrize("dataset", ["gtzan", "fma", "extra"])
@pytest.mark.parametrize("coarse", [False, True])
def test_the_target_is_always_known(dataset: str, coarse: bool) -> None:
    labels = ("electronic", "folk", "rock", "pop", "not_music") if dataset != "gtzan" else GTZAN_LABELS
    for label in labels:
        assert known_labels(dataset, label, coarse)[LABEL_IDS.index(label)]


def test_a_fine_row_of_gtzan_is_silent_about_all_genres_of_fma() -> None:
    known = known_labels("gtzan", "metal", coarse=False)
    assert not known[[LABEL_IDS.index(name) for name in FMA_ONLY]].any()
    assert known[[LABEL_IDS.index(name) for name in GTZAN_LABELS]].all()


def test_a_coarse_country_row_denies_electronic_but_not_folk() -> None:
    known = known_labels("gtzan", "country", coarse=True)
    assert known[LABEL_IDS.index("electronic")]
    assert not known[LABEL_IDS.index("folk")]


def test_an_fma_rock_song_may_be_metal_and_is_no_jazz() -> None:
    known = known_labels("fma", "rock", coarse=True)
    assert not known[LABEL_IDS.index("metal")]
    assert known[LABEL_IDS.index("jazz")]


def test_what_is_not_music_is_none_of_the_genres() -> None:
    assert np.all(known_labels("extra", "not_music", coarse=False))
