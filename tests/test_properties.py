"""What holds for any input: settings as any version or person may have left them, steering, rates, stamps, paths."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import fields
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app import paths
from app.progress import RateMeter, RunControl
from app.settings import HardLinks, Policy, Settings, load_settings, read_settings, save_settings
from app.stamp import HEAD_BYTES, FileStamp, display_path, read_stamp

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
_KNOWN = {each.name for each in fields(Settings)} - {"unknown"}
_SETTINGS = st.builds(
    Settings,
    policy=st.sampled_from(Policy),
    threshold=st.none() | st.floats(0, 1),
    model=st.text(),
    keep_list=st.lists(st.text()).map(tuple),
    allow_list=st.lists(st.text()).map(tuple),
    names=st.dictionaries(st.text(), st.text()),
    aliases=st.dictionaries(st.text(), st.text()),
    hierarchy=st.dictionaries(st.text(), st.lists(st.text(), max_size=3).map(tuple)),
    write_parents=st.booleans(),
    max_genres=st.integers(1, 10),
    second_threshold=st.floats(0, 1),
    workers=st.integers(0, 64),
    keep_times=st.booleans(),
    hard_links=st.sampled_from(HardLinks),
    theme=st.sampled_from(["system", "light", "dark"]),
    comfortable_rows=st.booleans(),
    unknown=st.dictionaries(
        st.text().filter(lambda key: key not in _KNOWN),
        st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
        max_size=3,
    ),
)


@given(_SETTINGS)
def test_any_settings_come_back(settings: Settings) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "settings.json"
        save_settings(settings, file)
        assert load_settings(file) == settings


@given(st.dictionaries(st.sampled_from(sorted(_KNOWN)) | st.text(), _JSON, max_size=6))
def test_any_object_loads_or_is_set_aside(stored: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "settings.json"
        text = json.dumps(stored)
        file.write_text(text, encoding="utf-8")
        loaded, problem = read_settings(file)
        save_settings(loaded, file)
        aside = file.with_suffix(".damaged.json")
        assert aside.exists() == bool(problem)
        if problem:
            assert loaded == Settings()
            assert aside.read_text(encoding="utf-8") == text
        else:
            assert set(loaded.unknown) == set(stored) - _KNOWN
            # As JSON, since a stored NaN is not equal to itself.
            assert json.dumps(load_settings(file).unknown) == json.dumps(loaded.unknown)


@given(st.lists(st.sampled_from(["pause", "resume"])), st.booleans())
def test_a_run_goes_on_unless_held_or_ended(steps: list[str], cancel: bool) -> None:
    control = RunControl()
    for step in steps:
        getattr(control, step)()
        assert control.paused is (step == "pause")
    if cancel:
        control.cancel()
    held = bool(steps) and steps[-1] == "pause"
    assert control.wait_while_paused(timeout_s=0) is not (held or cancel)
    assert control.cancelled is cancel


@given(st.lists(st.tuples(st.floats(0, 100), st.integers(0, 50)), min_size=1), st.integers(0, 5000))
def test_rates_are_never_negative_and_end_at_zero(steps: list[tuple[float, int]], more: int) -> None:
    now, done = [0.0], 0
    total = sum(count for _, count in steps) + more
    meter = RateMeter(clock=lambda: now[0])
    for seconds, count in steps:
        now[0] += seconds
        done += count
        rate, left = meter.measure(done, total)
        assert rate >= 0
        assert left is None or left >= 0
    assert meter.measure(done, None)[1] is None
    assert meter.measure(total, total)[1] in (None, 0)


@given(st.binary(max_size=3 * HEAD_BYTES), st.data())
def test_a_stamp_tells_changed_content_from_unchanged(content: bytes, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "x"
        file.write_bytes(content)
        os.utime(file, ns=(5, 5))
        before = read_stamp(os.fsencode(file))
        assert before == read_stamp(os.fsencode(file))
        assert (before.size, before.mtime_ns, len(before.head)) == (len(content), 5, 16)
        changed = bytearray(content) + b"!"
        if content:
            place = data.draw(st.integers(0, min(len(content), HEAD_BYTES) - 1))
            changed = bytearray(content)
            changed[place] ^= 1
        file.write_bytes(bytes(changed))
        os.utime(file, ns=(5, 5))
        assert read_stamp(os.fsencode(file)) != before
        assert FileStamp(before.size, 6, before.head) != before


@given(st.binary())
def test_any_path_is_shown_as_text(path: bytes) -> None:
    display_path(path).encode("utf-8")


@given(st.text())
def test_a_path_that_is_text_is_shown_as_it_is(path: str) -> None:
    assert display_path(path.encode("utf-8")) == path


def test_nothing_is_kept_outside_earmark_home(earmark_home: Path) -> None:
    kept = (paths.library_file(), paths.journal_file(), paths.settings_file(), paths.log_dir(), paths.user_models_dir())
    assert len(set(kept)) == len(kept)
    assert all(earmark_home in path.parents for path in kept)
