"""The scan as the session runs it: tags read by the tagging room, screens told while it goes on."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from app.library.scan import Compare, scan
from app.library.store import Store
from app.progress import Progress, Report, RunControl
from app.session.records import ScanReport
from app.tagging.formats import is_audio_name, read_open_tags
from app.tagging.unread import is_unread_name

#: Screens are told at most this often, in seconds, that a running scan made tracks appear or vanish.
_TELL_S = 1.0


def run_scan(
    store: Store,
    below: Sequence[bytes],
    report: Report,
    control: RunControl | None,
    *,
    changed: Callable[[], None],
    compare: Compare = lambda rows: (rows, ()),
) -> ScanReport:
    """Bring what lies ``below`` (nothing named: all folders) up to date; ``changed`` is called now and then."""
    told = time.monotonic()

    def tell_too(at: Progress) -> None:
        nonlocal told
        report(at)
        if time.monotonic() - told >= _TELL_S:
            told = time.monotonic()
            changed()

    result = scan(
        store,
        read_tags=read_open_tags,
        is_audio=is_audio_name,
        is_unread=is_unread_name,
        below=tuple(below),
        report=tell_too,
        control=control,
        compare=compare,
    )
    changed()
    return ScanReport(
        result.found,
        result.new,
        result.changed,
        result.unchanged,
        result.vanished,
        tuple(result.problems),
        result.passed_over,
        tuple(below),
        result.cancelled,
    )
