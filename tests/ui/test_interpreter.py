"""What Python does beside the window: no long look for garbage, no import hook, no numpy before the first rows."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.ui.interpreter import Garbage, keep_what_there_is


@pytest.fixture
def collector() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()
    gc.enable()


def test_what_there_is_is_not_looked_through_again(collector: None) -> None:
    gc.disable()
    assert keep_what_there_is()
    assert gc.isenabled()
    assert gc.get_freeze_count() > len(gc.get_objects())


def test_a_window_that_is_no_start_of_the_program_keeps_nothing(collector: None) -> None:
    gc.unfreeze()
    assert not keep_what_there_is()
    assert gc.get_freeze_count() == 0


def test_what_has_outlived_the_first_look_is_looked_through_by_the_window(collector: None, qtbot: QtBot) -> None:
    looks: list[tuple[int, bool]] = []

    def note(phase: str, what: dict[str, int]) -> None:
        if phase == "start" and what["generation"]:
            looks.append((what["generation"], threading.current_thread() is threading.main_thread()))

    gc.collect()
    gc.callbacks.append(note)
    try:
        parent = QObject()
        Garbage(parent)
        lasting: list[list[int]] = []
        thread = threading.Thread(target=lambda: lasting.extend([number] for number in range(12_000)))
        thread.start()
        thread.join()
        assert looks == []  # Python's own habit: one after 7,000
        qtbot.waitUntil(lambda: (1, True) in looks)
    finally:
        gc.callbacks.remove(note)
    assert all(in_window for _, in_window in looks)


def test_garbage_is_not_kept(collector: None, qtbot: QtBot) -> None:
    class Ring:
        def __init__(self) -> None:
            self.itself = self

    left: list[bool] = []
    ring = Ring()
    weakref.finalize(ring, left.append, True)
    parent = QObject()
    Garbage(parent)
    gc.collect(0)  # it has outlived a look
    del ring
    for _ in range(3):
        gc.collect(0)
    assert not left
    qtbot.waitUntil(lambda: bool(left))


def test_imports_after_qt_are_pythons_own() -> None:
    code = "import builtins; before = builtins.__import__; import app.ui; assert builtins.__import__ is before"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_first_rows_of_a_start_need_no_numpy() -> None:
    code = "import sys, app.cli.main, app.ui.application; assert 'numpy' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
