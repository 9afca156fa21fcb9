"""What Python does beside the window: no long look for garbage, no import hook, no numpy before the first rows."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Iterator

import pytest

from app.ui.interpreter import keep_what_there_is


@pytest.fixture
def collector() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.enable()


def test_what_there_is_is_not_looked_through_again(collector: None) -> None:
    gc.disable()
    keep_what_there_is()
    assert gc.isenabled()
    assert gc.get_freeze_count() > len(gc.get_objects())


def test_a_window_that_is_no_start_of_the_program_keeps_nothing(collector: None) -> None:
    gc.unfreeze()
    keep_what_there_is()
    assert gc.get_freeze_count() == 0


def test_imports_after_qt_are_pythons_own() -> None:
    code = "import builtins; before = builtins.__import__; import app.ui; assert builtins.__import__ is before"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_first_rows_of_a_start_need_no_numpy() -> None:
    code = "import sys, app.cli.main, app.ui.application; assert 'numpy' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
