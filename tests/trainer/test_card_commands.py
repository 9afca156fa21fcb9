"""The commands at the end of a model card: what a run began from is trained first, once."""

from typing import Any

import pytest

from trainer.card_commands import effort, retraining
from trainer.config import RECIPES, load_recipe


def _card(**changes: Any) -> str:
    runs = [
        load_recipe("cnn-contrast", split=split, **changes).to_json() | {"steps_done": 1300}
        for split in ("all", "fold0")
    ]
    return retraining({"id": "mine", "training": runs[:1], "judged": runs[1:]})


def test_what_a_run_began_from_is_trained_before_it_and_once() -> None:
    commands = [line for line in _card().splitlines() if " train " in line]
    assert commands[0] == (
        f"python -m trainer train contrast --split official --seed 1 --steps {RECIPES['contrast'].steps} "
        "--out work/trainer/runs/contrast-official-1"
    )
    assert [command.split()[4] for command in commands[1:]] == ["cnn-contrast", "cnn-contrast"]
    assert "holds" not in _card()


@pytest.mark.parametrize("start", ["runs/mine", "runs/other-all-1"])
def test_a_beginning_that_is_no_known_recipe_is_named(start: str) -> None:
    assert f"# first the run {start}\n" in _card(start_from=start)


def test_the_split_stands_in_the_name_of_a_beginning() -> None:
    card = _card(start_from="work/trainer/runs/cnn-{split}-2")
    assert "train cnn --split fold0 --seed 2 --steps 1300 --out work/trainer/runs/cnn-fold0-2" in card


def test_how_long_a_run_trained_says_what_it_began_from() -> None:
    run = load_recipe("cnn-contrast").to_json()
    assert effort(run) == "1,300 of 1,300 steps from the trunk of contrast-official-1"
    assert effort(load_recipe("cnn").to_json()) == "1,300 of 1,300 steps"
