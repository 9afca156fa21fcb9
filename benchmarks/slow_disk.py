"""Disks that are slower than the one at hand, simulated alike for all that is measured on them.

One takes its time to find a folder or a file, by a delay at this process' own calls. On the other every wait for the
disk takes longer: there the system itself holds up each call that asks for one, so that those count as well that
SQLite makes in C, and none is counted that does not happen. Reading is as quick as ever on both.
"""

from __future__ import annotations

import builtins
import ctypes
import io
import os
import platform
import select
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any, TypeVar
from unittest import mock

_T = TypeVar("_T")

#: The numbers of seccomp(2), fsync(2) and fdatasync(2), for each machine that is known here.
_CALLS = {"x86_64": (317, 74, 75), "aarch64": (277, 82, 83)}
_NO_NEW_PRIVILEGES, _FILTER, _LISTENER = 38, 1, 1 << 3  # from linux/prctl.h and linux/seccomp.h
#: Instructions of a filter (linux/filter.h): read the call's number, compare it, answer; and the two answers.
_LOAD, _IS, _ANSWER = 0x20, 0x15, 0x06
_ASK, _ALLOW = 0x7FC00000, 0x7FFF0000
#: Requests to a listener: the next call that was held up, and what becomes of it; the records they exchange.
_RECEIVE, _RECEIVE_BYTES, _SEND, _REPLY, _GO_ON = 0xC0502100, 80, 0xC0182101, "=QqiI", 1
#: How often the listener looks for itself whether all is over; systems before Linux 5.9 do not tell it.
_LOOK_MS = 1000


class _Instruction(ctypes.Structure):
    _fields_ = (("code", ctypes.c_ushort), ("yes", ctypes.c_ubyte), ("no", ctypes.c_ubyte), ("value", ctypes.c_uint32))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("first", ctypes.POINTER(_Instruction)))


@contextmanager
def slow_to_find(seconds: float) -> Iterator[None]:
    """A disk that takes ``seconds`` to find a folder or a file: a delay at this process' own calls, no real disk.

    Files that are found read as quickly as ever: seeking is what spinning disks and network shares are slow at.
    """

    def late(call: Callable[..., Any]) -> Callable[..., Any]:
        def wait(*arguments: Any, **options: Any) -> Any:
            if not isinstance(arguments[0], int):  # a descriptor is found already
                time.sleep(seconds)
            return call(*arguments, **options)

        return wait

    with (
        mock.patch.object(os, "open", late(os.open)),
        mock.patch.object(os, "scandir", late(os.scandir)),
        mock.patch.object(builtins, "open", late(builtins.open)),
        mock.patch.object(io, "open", late(io.open)),
    ):
        yield


def slow_to_sync(seconds: float, action: Callable[[], _T]) -> tuple[_T, int]:
    """What ``action`` returns on a disk that takes ``seconds`` more for every wait, and how many waits there were.

    It runs in a thread of its own, whose calls of fsync and fdatasync the system hands to this one before it carries
    them out (seccomp_unotify(2)), whoever makes them. A call must not be made under Python's lock; neither Python's
    own nor SQLite's are.

    Raises:
        OSError: the system cannot do that (it is not Linux, an older one, or forbids it).
    """
    listener: Future[int] = Future()
    result: Future[_T] = Future()

    def run() -> None:
        try:
            listener.set_result(_hold_up_waits())
        except OSError as problem:
            listener.set_exception(problem)
            return
        try:
            result.set_result(action())
        except BaseException as problem:  # noqa: BLE001  # it is the caller's
            result.set_exception(problem)

    thread = threading.Thread(target=run, name="slow disk")
    thread.start()
    descriptor = listener.result()
    try:
        waits = _let_go_late(descriptor, seconds, thread)
    finally:
        os.close(descriptor)
    return result.result(), waits


def _hold_up_waits() -> int:
    """Have all waits of this thread for the disk held up until somebody lets go of them at the descriptor returned."""
    calls = _CALLS.get(platform.machine()) if sys.platform == "linux" else None
    if calls is None:
        raise OSError("waits for the disk can be held up on Linux only, on x86-64 and ARM64")
    number, *held = calls
    instructions = (_Instruction * (len(held) + 3))(
        _Instruction(_LOAD, 0, 0, 0),
        *(_Instruction(_IS, len(held) - place, 0, call) for place, call in enumerate(held)),
        _Instruction(_ANSWER, 0, 0, _ALLOW),
        _Instruction(_ANSWER, 0, 0, _ASK),
    )
    program = _Program(len(instructions), instructions)
    library = ctypes.CDLL(None, use_errno=True)
    library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    descriptor = int(library.syscall(number, _FILTER, _LISTENER, ctypes.byref(program)))
    if descriptor < 0:
        raise OSError(ctypes.get_errno(), "the system does not let waits for the disk be held up")
    return descriptor


def _let_go_late(descriptor: int, seconds: float, thread: threading.Thread) -> int:
    """Let go of each wait of ``thread`` after ``seconds``, as long as it lives; the number of waits."""
    import fcntl  # not on every system

    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    waits = 0
    while True:
        events = poll.poll(_LOOK_MS)
        if events and events[0][1] & select.POLLIN:
            call = bytearray(_RECEIVE_BYTES)
            fcntl.ioctl(descriptor, _RECEIVE, call)
            time.sleep(seconds)
            identity = struct.unpack_from("=Q", call)[0]
            fcntl.ioctl(descriptor, _SEND, struct.pack(_REPLY, identity, 0, 0, _GO_ON))
            waits += 1
        elif events or not thread.is_alive():
            return waits
