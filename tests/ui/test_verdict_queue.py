"""Verdicts are saved in the order given, and nothing submitted is lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.errors import AppError
from app.ui.bridge import end_all_tasks, messages
from app.ui.verdict_queue import VerdictQueue


@pytest.fixture
def queue(qapp: QApplication) -> Iterator[VerdictQueue]:
    made = VerdictQueue()
    yield made
    end_all_tasks()
    QApplication.processEvents()


def test_a_thousand_acts_run_in_order_and_off_the_gui_thread(queue: VerdictQueue, qtbot: QtBot) -> None:
    done: list[int] = []
    told: list[int] = []
    threads: set[int] = set()

    def act(number: int) -> int:
        done.append(number)
        threads.add(threading.get_ident())
        return number

    with qtbot.waitSignal(queue.drained):
        for number in range(1_000):
            queue.submit(lambda number=number: act(number), done=told.append)
    assert done == told == list(range(1_000))
    assert threading.get_ident() not in threads
    assert not queue.busy


def test_an_error_is_told_and_the_next_goes_on(queue: VerdictQueue, qtbot: QtBot) -> None:
    def fail() -> None:
        raise AppError("The disk is full.")

    failed: list[AppError] = []
    told: list[object] = []
    with qtbot.waitSignals([messages().failed, queue.drained]):
        queue.submit(fail, done=told.append, failed=failed.append)
        queue.submit(lambda: "saved", done=told.append)
    assert [problem.sentence for problem in failed] == ["The disk is full."]
    assert told == ["saved"]


def test_what_was_submitted_is_saved_though_nobody_listens(qtbot: QtBot) -> None:
    saved: list[int] = []
    queue = VerdictQueue()
    for number in range(50):
        queue.submit(lambda number=number: saved.append(number))
    assert end_all_tasks()
    assert saved == list(range(50))
    QApplication.processEvents()
