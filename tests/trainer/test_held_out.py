"""What a bundle is judged by: whose answers count for which row, and kinds of sound in words."""

from dataclasses import replace

import numpy as np
import pytest

# ruff: noqa: E402 - torch is an extra: without it these tests are skipped before the trainer is imported
torch = pytest.importorskip("torch")

from app.inference.mel import FrontEnd
from trainer.card_trials import _excerpts
from trainer.data import DataError, FeatureSet
from trainer.goals import COARSE, _column
from trainer.held_out import VALID, _kind_of_sound, calibrate_and_measure, collect, robustness_figures
from trainer.labels import GTZAN_LABELS, N_LABELS
from trainer.robustness import changes
from trainer.splits import split_set


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


class Knows(torch.nn.Module):
    """Answers every window with one genre, as long as there is anything above 8 kHz."""

    def __init__(self, genre: int) -> None:
        super().__init__()
        self.genre = genre

    def forward(self, mel: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        heard = mel[:, 0, -4:].amax(dim=(1, 2)) > 0
        genre = torch.where(heard, self.genre, (self.genre + 1) % len(GTZAN_LABELS))
        return torch.nn.functional.one_hot(genre, N_LABELS).float(), torch.zeros(len(mel), 4)


def test_what_a_change_of_sound_costs_is_judged_by_all_folds_and_beside_them_by_the_published_part(
    folded: dict[str, FeatureSet],
) -> None:
    rows, genre = folded["gtzan"], GTZAN_LABELS.index(folded["gtzan"].labels[folded["gtzan"].folds == 4][0])
    judged = [(Knows(genre), f"fold{number}") for number in range(5)] + [(Knows(genre), "official")]
    few = replace(rows, folds=np.where((rows.folds == 4) & (rows.labels != GTZAN_LABELS[genre]), -1, rows.folds))
    figures = robustness_figures(judged, few)
    assert set(figures) == {"gtzan", VALID}
    for name, chosen in (("gtzan", few.folds >= 0), (VALID, split_set(few, "official").valid)):
        right, other = (few.labels[chosen] == GTZAN_LABELS[(genre + step) % 10] for step in (0, 1))
        assert figures[name]["as it is"] == figures[name]["tilt -6 dB"] == pytest.approx(right.mean(), abs=1e-4)
        assert figures[name]["low-pass 8 kHz"] == pytest.approx(other.mean(), abs=1e-4)
    assert figures["gtzan"]["as it is"] > figures["gtzan"]["low-pass 8 kHz"] > 0
    assert set(robustness_figures([(Knows(0), "official")], rows)) == {"gtzan"}, "one split alone judges by itself"


def test_a_card_tells_what_changes_cost_by_each_group_of_judges() -> None:
    own = {"as it is": 0.77, "last 7.5 s only": 0.7, "speed 1.06": 0.715, "hiss": 0.73}
    lines = _excerpts({"gtzan": own, VALID: own | {"as it is": 0.7}})
    assert "| speed 1.06 | 71.5 % | -5.5 | 71.5 % | +1.5 |" in lines
    assert "More than 5 points: speed 1.06 (5.5)." in lines
    assert "Less sound costs more than that, too: last 7.5 s only (7.0)." in lines
    assert "| hiss | 73.0 % | -4.0 |" in _excerpts({"gtzan": own})


def test_goals_name_the_dearest_change_of_sound_and_apart_from_it_the_coarser_picture() -> None:
    own = {"as it is": 0.77, "last 7.5 s only": 0.6, "speed 1.06": 0.715, COARSE: 0.7}
    metrics = {"robustness": {"gtzan": own, VALID: own | {"speed 1.06": 0.76}}}
    assert {"5.5 points (speed 1.06); 1.0 points (speed 1.06)", "7.0 points; 7.0 points"} <= set(_column(metrics, 1))
    assert {"5.5 points (speed 1.06)", "7.0 points"} <= set(_column({"robustness": own}, 1)), "a bundle of before"
    assert COARSE in changes(FrontEnd())


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
