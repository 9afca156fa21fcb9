from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.errors import AppError
from app.library.types import LibraryChange, TrackId
from app.progress import Progress, Report, RunControl
from app.ui.bridge import LibraryChanges, messages, run_task, running_tasks


def test_the_result_comes_back_on_the_gui_thread(qtbot: QtBot) -> None:
    seen: list[object] = []
    task = run_task(threading.get_ident, on_done=lambda ident: seen.extend([ident, QThread.currentThread()]))
    with qtbot.waitSignal(task.finished):
        pass
    assert seen[0] != threading.get_ident()
    assert seen[1] is QApplication.instance().thread()  # type: ignore[union-attr]


@pytest.mark.skipif(sys.platform != "linux", reason="threads have no niceness here")
def test_helping_threads_give_way_to_the_gui_thread(qtbot: QtBot) -> None:
    seen: list[int] = []
    task = run_task(lambda: os.getpriority(os.PRIO_PROCESS, threading.get_native_id()), on_done=seen.append)
    with qtbot.waitSignal(task.finished):
        pass
    assert seen == [min(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) + 5, 19)]


def test_a_flood_of_reports_is_merged_and_the_last_one_arrives(qtbot: QtBot) -> None:
    def work(report: Report) -> str:
        for done in range(10_001):
            report(Progress(done, 10_000))
        return "end"

    seen: list[Progress] = []
    done: list[str] = []
    task = run_task(work, on_progress=seen.append, on_done=done.append)
    with qtbot.waitSignal(task.finished):
        pass
    assert done == ["end"]
    assert seen[-1].done == 10_000
    assert len(seen) < 5_000


def test_ten_thousand_changes_from_threads_become_few_signals_and_lose_nothing(qtbot: QtBot) -> None:
    changes = LibraryChanges(lambda listener: lambda: None)
    seen: list[LibraryChange] = []
    changes.changed.connect(seen.append)

    def tell(first: int) -> None:
        for track in range(first, first + 2_500):
            changes.receive(LibraryChange(frozenset({TrackId(track)})))

    threads = [threading.Thread(target=tell, args=(start,)) for start in range(0, 10_000, 2_500)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    qtbot.waitUntil(lambda: len(frozenset().union(*(change.tracks for change in seen))) == 10_000)
    assert len(seen) < 1_000


def test_many_swallows_a_list_of_tracks(qtbot: QtBot) -> None:
    changes = LibraryChanges(lambda listener: lambda: None)
    seen: list[LibraryChange] = []
    changes.changed.connect(seen.append)
    changes.receive(LibraryChange(frozenset({TrackId(1)})))
    changes.receive(LibraryChange(structure=True))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [LibraryChange(frozenset(), structure=True)]


def test_an_app_error_goes_to_its_handler_or_else_to_the_message_strip(qtbot: QtBot) -> None:
    def fail() -> None:
        raise AppError("The disk is full.", "Make room.")

    seen: list[AppError] = []
    task = run_task(fail, on_error=seen.append)
    with qtbot.waitSignal(task.finished):
        pass
    assert seen[0].sentence == "The disk is full."
    with qtbot.waitSignal(messages().failed) as told:
        run_task(fail)
    assert told.args is not None
    assert told.args[0].hint == "Make room."


def test_a_bug_goes_to_the_excepthook(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: seen.append(kind))
    task = run_task(lambda: 1 // 0)
    with qtbot.waitSignal(task.finished):
        pass
    assert seen == [ZeroDivisionError]
    told: list[AppError] = []
    task = run_task(lambda: 1 // 0, on_error=told.append)  # who waits for the answer does not wait for ever
    with qtbot.waitSignal(task.finished):
        pass
    assert seen == [ZeroDivisionError, ZeroDivisionError]
    assert "fault in Earmark" in told[0].sentence


def test_pause_and_cancel_reach_the_work(qtbot: QtBot) -> None:
    begun = threading.Event()

    def work(control: RunControl) -> bool:
        begun.set()
        while not control.cancelled:
            control.wait_while_paused(0.01)
        return control.paused

    seen: list[bool] = []
    task = run_task(work, on_done=seen.append)
    assert begun.wait(5)
    task.pause()
    assert task.control.paused
    task.resume()
    with qtbot.waitSignal(task.finished):
        task.cancel()
    assert seen == [False]


def test_no_callback_after_its_owner_is_gone(qtbot: QtBot) -> None:
    go_on = threading.Event()
    seen: list[object] = []
    owner = QObject()
    task = run_task(go_on.wait, 10, on_done=seen.append, owner=owner)
    owner.deleteLater()
    with qtbot.waitSignal(owner.destroyed):
        pass
    with qtbot.waitSignal(task.finished):
        go_on.set()
    assert seen == []
    assert task not in running_tasks()


def test_unsubscribes_once(qtbot: QtBot) -> None:
    ended: list[int] = []

    def subscribe(listener: Callable[[LibraryChange], None]) -> Callable[[], None]:
        return lambda: ended.append(1)

    changes = LibraryChanges(subscribe)
    changes.close()
    changes.close()
    assert ended == [1]
