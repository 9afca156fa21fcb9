"""The log file."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import logs, paths


@pytest.fixture(autouse=True)
def _own_root_logger(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The root logger without what this test adds to it, and without what an earlier one left."""
    root = logging.getLogger()
    for left in [handler for handler in root.handlers if logs._is_ours(handler)]:
        root.removeHandler(left)
        left.close()
    handlers, level = list(root.handlers), root.level
    yield
    for handler in [handler for handler in root.handlers if handler not in handlers]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)
    logging.captureWarnings(False)


def test_our_records_and_others_warnings_are_kept(earmark_home: Path) -> None:
    file = logs.setup_logging()
    assert file == paths.log_dir() / "earmark.log"
    logging.getLogger("app.library").info("ours")
    logging.getLogger("somebody.else").info("chatter")
    logging.getLogger("somebody.else").warning("trouble")
    text = file.read_text(encoding="utf-8")
    assert "ours" in text
    assert "trouble" in text
    assert "chatter" not in text


def test_a_second_call_changes_nothing(earmark_home: Path) -> None:
    file = logs.setup_logging()
    assert logs.setup_logging(to_stderr=True) == file
    logging.getLogger("app").warning("once")
    assert file.read_text(encoding="utf-8").count("once") == 1


@pytest.mark.parametrize(
    ("name", "level", "known"),
    [("", logging.INFO, True), ("debug", logging.DEBUG, True), (" ERROR ", logging.ERROR, True), ("loud", 20, False)],
)
def test_levels(name: str, level: int, known: bool) -> None:
    assert logs.level_from(name) == (level, known)


def test_the_variable_sets_the_level(earmark_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(logs.LEVEL_VARIABLE, "DEBUG")
    file = logs.setup_logging()
    logging.getLogger("app.x").debug("detail")
    assert "detail" in file.read_text(encoding="utf-8")


def test_a_name_that_is_no_level_is_said(earmark_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(logs.LEVEL_VARIABLE, "LOUD")
    assert "is no level" in logs.setup_logging().read_text(encoding="utf-8")


def test_the_file_is_rotated(earmark_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "_MAX_BYTES", 2000)
    file = logs.setup_logging()
    for number in range(200):
        logging.getLogger("app").info("line %d", number)
    names = {path.name for path in file.parent.iterdir()}
    assert names == {"earmark.log", "earmark.log.1", "earmark.log.2", "earmark.log.3"}
    assert "line 199" in file.read_text(encoding="utf-8")


def test_without_a_log_file_the_program_goes_on(
    earmark_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (paths.log_dir() / "earmark.log").mkdir()
    logs.setup_logging(to_stderr=True)
    logging.getLogger("app").info("still here")
    assert "still here" in capsys.readouterr().err


def test_python_warnings_are_logged(earmark_home: Path) -> None:
    file = logs.setup_logging()
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("old spelling", DeprecationWarning, stacklevel=1)
    assert "old spelling" in file.read_text(encoding="utf-8")
