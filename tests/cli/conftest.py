"""Runs the command line in this process and reads its answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.cli.main import main
from app.session import selftest
from app.session.selftest import Check, Health


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The JSON Lines on stdout: every line must be one."""
        return [json.loads(line) for line in self.out.splitlines()]

    def by_name(self) -> dict[str, dict[str, Any]]:
        return {Path(row["path"]).name: row for row in self.rows if "path" in row}


Earmark = Callable[..., Ran]


@pytest.fixture
def earmark(tiny_model: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Earmark:
    # A process logs into one file for its whole life; this one would go on with the first test's.
    monkeypatch.setattr("app.cli.main.setup_logging", lambda: None)

    def run(*words: object) -> Ran:
        capfd.readouterr()
        status = main([str(word) for word in words])
        out, err = capfd.readouterr()
        return Ran(status, out, err)

    return run


@pytest.fixture
def quick_doctor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The doctor without what takes seconds: the shipped model, the decoders, and Qt in a process of its own."""
    monkeypatch.setattr(selftest, "shipped_models_dir", lambda: tmp_path / "nothing shipped")
    monkeypatch.setattr(selftest, "_SUFFIXES", ())
    monkeypatch.setattr(selftest, "_sound", lambda: Check("sound output", Health.NOTE, "not asked"))
