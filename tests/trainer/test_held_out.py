"""What a bundle is judged by: whose answers count for which row, and kinds of sound in words."""

from dataclasses import replace

import numpy as np
import pytest

# ruff: noqa: E402 - torch is an extra: without it these tests are skipped before the trainer is imported
torch = pytest.importorskip("torch")

from trainer.data import DataError, FeatureSet
from trainer.held_out import VALID, _kind_of_sound, calibrate_and_measure, collect
from trainer.labels import N_LABELS


class Says(torch.nn.Module):
    """Answers every window with one number, so that a row tells who judged it."""

    def __init__(self, number: float) -> None:
        super().__init__()
        self.number = number

    def forward(self, mel: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return torch.full((len(mel), N_LABELS), self.number), torch.zeros(len(mel), 4)


class Other(Says):
    """Another kind of network."""


@pytest.fixture(scope="module")
def folded(sets: dict[str, FeatureSet]) -> dict[str, FeatureSet]:
    """The invented sets, of which GTZAN's alone has folds."""
    return {
        name: rows if name == "gtzan" else replace(rows, folds=np.full(len(rows), -1, np.int8))
        for name, rows in sets.items()
    }


def test_each_row_is_judged_once_by_the_fold_that_never_met_its_artist(folded: dict[str, FeatureSet]) -> None:
    judged = [(Says(float(number)), f"fold{number}") for number in range(5)] + [(Says(9.0), "official")]
    held = collect(judged, folded)
    gtzan = held["gtzan"]
    assert len(gtzan.labels) == 40
    assert gtzan.splits.tolist() == [f"fold{number:.0f}" for number in gtzan.logits[:, 0, 0]]
    assert set(held[VALID].splits) == {"official"}
    assert set(held[VALID].logits[:, 0, 0]) == {9.0}
    assert set(held["fma"].logits[:, 0, 0]) == {9.0}, "one bundle alone: the mean of six would flatter"
    figures = calibrate_and_measure(held)[1]
    assert (figures["gtzan"]["rows"], figures[VALID]["rows"]) == (40, 10)
    assert set(figures["gtzan"]["by_split"]) == {f"fold{number}" for number in range(5)}
    assert figures["refusal"]["music_rows"] == 40 + 7 + 2, "no row twice"


def test_without_the_published_split_the_first_fold_judges_the_other_sets(folded: dict[str, FeatureSet]) -> None:
    held = collect([(Says(3.0), "fold3"), (Says(1.0), "fold1")], folded)
    assert VALID not in held
    assert set(held["fma"].splits) == {"fold3"}
    assert set(held["gtzan"].splits) == {"fold1", "fold3"}


def test_folds_of_unlike_members_are_refused(folded: dict[str, FeatureSet]) -> None:
    with pytest.raises(DataError, match="different members"):
        collect([(Says(0.0), "fold0"), (Other(1.0), "fold1")], folded)


@pytest.mark.parametrize(
    ("group", "kind"),
    [
        ("not_music/esc10/001_Dog_bark", "dog bark"),
        ("not_music/us8k/air_conditioner", "air conditioner"),
        ("not_music/speech_fsdd/george", "speech"),
        ("not_music/speech_emodb/11", "speech"),
        ("speech.en-us", "speech"),
        ("noise.valid", "noise"),
    ],
)
def test_kinds_of_sound_are_named_in_words(group: str, kind: str) -> None:
    assert _kind_of_sound(group) == kind
