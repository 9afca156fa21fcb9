"""SIGKILL at random instants and at every kind of call: the file is the old one or the new one, never a third.

``EARMARK_KILLS=5000`` makes it long. The short run has 200 kills over all containers and both ways of writing: of each
file at a call into the system, while it is written and while that is undone, and of most also at a random instant.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import originals

KILLS = int(os.environ.get("EARMARK_KILLS", "200"))

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")


@pytest.fixture
def quick_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: a killed process leaves it as it leaves a disk, only sooner."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory, prefix="earmark-test-") as folder:
        yield Path(folder)


@pytest.mark.timeout(60 + KILLS)
def test_no_kill_leaves_a_third_thing(tmp_path: Path, quick_folder: Path) -> None:
    originals.make(tmp_path / "originals")
    command = [sys.executable, "-m", "tests.faults.torture", tmp_path / "originals", quick_folder / "work"]
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [*map(str, command), "--kills", str(KILLS), "--seed", os.environ.get("EARMARK_SEED", "1")],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        timeout=50 + KILLS,
    )
    assert done.returncode in (0, 1), done.stderr[-2000:]
    counts = json.loads(done.stdout)
    assert counts["broken"] == []
    assert counts["kills"] >= KILLS
    assert counts.get("neither", 0) == 0
    if KILLS >= 200:
        assert counts["in place"] >= 8
        assert counts["beside"] >= 8
        assert counts["mended"] >= 50
        killed = {(name, act) for name, act, kind, _, _ in counts["table"] if kind in ("call", "instant")}
        assert killed == {(path.name, act) for path in (tmp_path / "originals").iterdir() for act in ("write", "undo")}
