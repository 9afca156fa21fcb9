"""Ctrl-C (and a polite kill) end a run between two files; only an impatient second one ends it at once."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from app.progress import RunControl

#: Exit status of a program ended by Ctrl-C, as shells expect it (128 + SIGINT).
INTERRUPTED = 130


@contextmanager
def cancel_on_interrupt(note: str) -> Iterator[RunControl]:
    """A control that the first Ctrl-C cancels, saying ``note``; the second raises ``KeyboardInterrupt``."""
    control = RunControl()
    if threading.current_thread() is not threading.main_thread():
        yield control
        return

    def cancel(_number: int, _frame: FrameType | None) -> None:
        if control.cancelled:
            raise KeyboardInterrupt
        control.cancel()
        # Straight to the descriptor: a signal may strike while the stream itself is being written to.
        _write_stderr(f"\nearmark: {note}\n")

    numbers = [signal.SIGINT, signal.SIGTERM]
    before = {number: signal.signal(number, cancel) for number in numbers}
    try:
        yield control
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def plain_interrupt() -> Iterator[None]:
    """Let Ctrl-C end the block at once: nothing is going on in it that would have to be finished."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _write_stderr(text: str) -> None:
    try:
        os.write(2, text.encode("ascii", "replace"))
    except OSError:
        return
