"""What a scan meets of a write of our own that is under way, or that was cut off: no change of another program's.

The library is told of a write when it has ended. Until then a look at the folder finds files that are not what the
library knows, though their sound is; what was heard in them must not be dropped for it.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from app.library.rows import FileRow
from app.library.store import Store
from app.stamp import FileStamp, read_stamp
from app.tagging.journal import Journal
from app.tagging.own_steps import is_own_step


class OwnChanges:
    """Compares what a scan read with what ``store`` knows and ``journal`` tells."""

    def __init__(self, store: Store, journal: Journal) -> None:
        self._store, self._journal = store, journal

    def compare(self, rows: Sequence[FileRow]) -> tuple[Sequence[FileRow], Container[bytes]]:
        """Those of ``rows`` that are to be stored, and the paths of them that a step of ours alone has changed.

        A row that was read before a write or an undo of which the library has been told by now is out of date, and left
        out: the file is what the library knows.
        """
        known = self._store.left_as([row.path for row in rows])
        own: set[bytes] = set()
        late: set[bytes] = set()
        for row in rows:
            if row.path not in known or known[row.path][0] == (stamp := FileStamp(*row.stamp)):
                continue
            before, batch = known[row.path]
            if _stands(row.path, before):
                late.add(row.path)
            elif is_own_step(self._journal, row.path, before, batch, stamp):
                own.add(row.path)
        return ([row for row in rows if row.path not in late] if late else rows), own


def _stands(path: bytes, stamp: FileStamp) -> bool:
    try:
        return read_stamp(path) == stamp
    except OSError:
        return False
