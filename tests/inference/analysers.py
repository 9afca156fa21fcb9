"""An analyser for the pool's tests that does what a file's name says; in a module that workers can import."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
from pathlib import Path

import numpy as np

from app.errors import BundleError, DecodeError
from app.inference.predictor import Analysis
from app.inference.worker import Analyser


def make_scripted(bundle_folder: str) -> Analyser:
    """The analyser of each worker; the bundle's folder tells what goes wrong at its start, if anything."""
    if bundle_folder == "broken":
        raise BundleError("The model is broken.", "Install again.")
    if bundle_folder == "crash":
        os._exit(7)
    return _act


def _act(path: bytes) -> Analysis:
    action = Path(os.fsdecode(path)).name.split("-")[0]
    if action == "segfault":
        ctypes.string_at(0)
    elif action == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    elif action == "unlucky":  # somebody ends the first worker that hears it
        if not os.path.exists(path + b".met"):
            Path(os.fsdecode(path) + ".met").touch()
            os._exit(9)
    elif action == "exit":
        os._exit(3)
    elif action == "hang":
        threading.Event().wait()
    elif action == "spin":
        while True:  # as a decoder that goes round in circles
            pass
    elif action == "undecodable":
        raise DecodeError("No sound.", "Listen elsewhere.")
    elif action == "bug":
        raise ZeroDivisionError("our own fault")
    elif action == "print":
        print("to standard output")  # noqa: T201 - what must not be seen
        os.write(1, b"from a native library\n")
        os.write(2, b"from a native library\n")
    nice = os.nice(0) if sys.platform != "win32" else 0
    return Analysis(
        scores=np.array([1.0, 0.0], np.float32),
        music=1.0,
        embedding=np.zeros(2, np.float16),
        moment_starts_s=np.array([nice], np.float32),
        moment_scores=np.array([[1.0, 0.0]], np.float16),
        moment_length_s=float(os.environ["OMP_NUM_THREADS"]),
        seconds_heard=float(os.getpid()),
        duration_s=1.0,
    )
