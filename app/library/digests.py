"""One number for all that a folder holds, so that a scan need not compare it file by file.

A folder's digest is a function of its present tracks: path, size and time of each. It is made from the rows, and the
database itself forgets it whenever one of these rows is changed, hidden or deleted, whoever does it (triggers,
:mod:`app.library.schema`), and so does the one place that adds some. So where the disk has the digest that is stored,
comparing row by row would find nothing.
"""

from __future__ import annotations

import json
import marshal
import sqlite3
from collections.abc import Iterable
from functools import cache
from itertools import groupby

from app.library.ranges import below_clause

#: Path, size in bytes, modification time in nanoseconds.
Stamped = tuple[bytes, int, int]

_DIGEST_BYTES = 16


def digest_of(files: Iterable[Stamped]) -> bytes:
    """The digest of a folder that holds ``files``, in whatever order."""
    import hashlib  # brings OpenSSL, which a start needs not

    # marshal's second version writes equal values as equal bytes; were that to change, folders would be compared anew
    return hashlib.blake2b(marshal.dumps(sorted(files), 2), digest_size=_DIGEST_BYTES).digest()


@cache
def empty() -> bytes:
    """The digest of a folder without a present track."""
    return digest_of(())


def digests_below(connection: sqlite3.Connection, path: bytes) -> dict[bytes, bytes | None]:
    """The digests of all known folders at or below ``path``; ``None`` where one has to be made anew."""
    below, values = below_clause([path])
    return dict(connection.execute(f"SELECT path, digest FROM folders WHERE {below}", values))


def lacks_digests(connection: sqlite3.Connection) -> bool:
    """Whether a folder's digest has to be made anew."""
    return connection.execute("SELECT 1 FROM folders WHERE digest IS NULL LIMIT 1").fetchone() is not None


def make_digests(connection: sqlite3.Connection, at_most: int) -> None:
    """Make digests of up to ``at_most`` folders that lack one."""
    missing = [
        number for (number,) in connection.execute("SELECT id FROM folders WHERE digest IS NULL LIMIT ?", (at_most,))
    ]
    rows = connection.execute(
        "SELECT folder, path, size, mtime_ns FROM tracks WHERE folder IN (SELECT value FROM json_each(?)) "
        "AND NOT missing ORDER BY folder",
        (json.dumps(missing),),
    )
    held = {folder: digest_of(row[1:] for row in some) for folder, some in groupby(rows, lambda row: row[0])}
    connection.executemany(
        "UPDATE folders SET digest = ? WHERE id = ?", ((held.get(folder, empty()), folder) for folder in missing)
    )
