"""The picture of a training's curves."""

from pathlib import Path

import pytest

pytest.importorskip("matplotlib")

from trainer.curves import draw_curves


def test_a_picture_is_made_of_what_the_log_holds(tmp_path: Path) -> None:
    records = [{"epoch": 1, "loss": 2.0}, {"epoch": 2, "loss": 1.5, "valid": 0.4}, {"time": 3.0}]
    file = draw_curves(records, tmp_path)
    assert file is not None
    assert file.read_bytes().startswith(b"\x89PNG")
    assert [each.name for each in tmp_path.iterdir()] == ["curves.png"]


def test_nothing_is_drawn_of_nothing(tmp_path: Path) -> None:
    assert draw_curves([], tmp_path) is None
    assert not list(tmp_path.iterdir())
