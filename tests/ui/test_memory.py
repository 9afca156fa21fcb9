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
    held = [(bytearray(size), bytearray(20_000)) for _ in range(40)]
    return [small for _, small in held]  # they lie between the large ones, or the heap would shrink by itself
own = lambda: psutil.Process().memory_info().rss
before = own()
pins = [take(1_500_000) for _ in range(5)]
print((own() - before) // 1_000_000)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's allocator")
def test_large_blocks_are_given_back() -> None:
    assert _megabytes_kept("back") < 20 < 50 < _megabytes_kept("as the system does")


def _megabytes_kept(how: str) -> int:
    done = subprocess.run([sys.executable, "-c", _CODE, how], capture_output=True, text=True, timeout=60, check=True)
    return int(done.stdout)
