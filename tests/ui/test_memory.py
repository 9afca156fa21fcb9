"""Large blocks go back to the system."""

from __future__ import annotations

import subprocess
import sys

import pytest

_CODE = """
import psutil, sys
from app.ui.memory import give_large_blocks_back
if sys.argv[1] == "back":
    give_large_blocks_back()
def take(size):
    held = [bytearray(size) for _ in range(40)]
    pin = bytearray(1000)
    return pin
own = lambda: psutil.Process().memory_info().rss
before = own()
pins = [take(1_500_000) for _ in range(5)]
print((own() - before) // 1_000_000)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's allocator")
def test_large_blocks_are_given_back() -> None:
    done = subprocess.run([sys.executable, "-c", _CODE, "back"], capture_output=True, text=True, timeout=60, check=True)
    assert int(done.stdout) < 5
