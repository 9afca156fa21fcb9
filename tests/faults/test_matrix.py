"""Every fault of the matrix on a few originals; ``make torture`` tries them on all."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.tagging.samples import sample

if sys.platform == "win32":
    pytest.skip("POSIX only", allow_module_level=True)

from tests.faults.matrix import FAULTS, play


@pytest.mark.parametrize("name", ["mp3 bare", "mp3 id3v2.3", "m4a genre"])
@pytest.mark.parametrize("fault", FAULTS)
def test_nothing_is_damaged(fault: str, name: str, tmp_path: Path) -> None:
    original = tmp_path / name
    original.write_bytes(sample(name))
    state = play(fault, original, tmp_path / "work")
    if state == "refused":
        pytest.skip("no small file system can be mounted here")
    assert state == FAULTS[fault][1]
