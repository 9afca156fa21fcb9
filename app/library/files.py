"""The catalogue's file side: roots, folders, the files a scan met, and what our own writes made of them.

Functions take the connection of an open transaction. Rule: whatever depends on a file's content (prediction, failure,
"written" mark) goes when its stamp changes, except after a write of our own, which leaves the sound as it was.
A person's verdict stays in every case.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from app.kinds import is_writable
from app.library import albums, results
from app.library.ranges import below_clause, is_below
from app.library.rows import COLUMNS, FileRow, signed
from app.library.text import clean, fold, pack, search_text
from app.library.types import ChosenBy, Root, RootId, TrackId, TrackState
from app.stamp import FileStamp

if TYPE_CHECKING:
    from app.library.answers import PutResult, Written

#: Paths in one question to the database.
_ASKED_AT_ONCE = 500


class KnownFile(NamedTuple):
    """What a re-scan compares with the disk: enough to leave an unchanged file unread. One is made for every file."""

    size: int
    mtime_ns: int
    missing: bool  #: or what SQLite has for it, 0 and 1


def add_root(connection: sqlite3.Connection, path: bytes, is_file: bool) -> RootId:
    """Remember a root; adding it again gives its old id."""
    connection.execute("INSERT OR IGNORE INTO roots (path, is_file) VALUES (?, ?)", (path, is_file))
    return RootId(int(connection.execute("SELECT id FROM roots WHERE path = ?", (path,)).fetchone()[0]))


def list_roots(connection: sqlite3.Connection, counted: bool) -> list[Root]:
    """All roots in the order they were added, with the number of present tracks where they are to be ``counted``."""
    roots = []
    for number, path, is_file in connection.execute("SELECT id, path, is_file FROM roots ORDER BY id").fetchall():
        if not counted:
            roots.append(Root(RootId(number), path, 0, bool(is_file)))
            continue
        below, values = below_clause([path])
        present = connection.execute(f"SELECT count(*) FROM tracks WHERE {below}", values).fetchone()[0]
        hidden, values = below_clause([path], "+path")  # "+": by the index of the few missing ones
        gone = connection.execute(f"SELECT count(*) FROM tracks WHERE missing AND {hidden}", values).fetchone()[0]
        roots.append(Root(RootId(number), path, present - gone, bool(is_file)))
    return roots


def remove_root(connection: sqlite3.Connection, root: RootId) -> None:
    """Forget a root and what lies below it, except what another root still covers."""
    found = connection.execute("SELECT path FROM roots WHERE id = ?", (root,)).fetchone()
    if found is None:
        return
    connection.execute("DELETE FROM roots WHERE id = ?", (root,))
    others = [path for (path,) in connection.execute("SELECT path FROM roots")]
    if any(is_below(found[0], path) for path in others):
        return  # all of it is still covered
    below, values = below_clause([found[0]])
    inside = [path for path in others if is_below(path, found[0])]
    kept, kept_values = below_clause(inside) if inside else ("0", [])
    condition, parameters = f"{below} AND NOT {kept}", [*values, *kept_values]
    connection.execute(f"DELETE FROM track_text WHERE rowid IN (SELECT id FROM tracks WHERE {condition})", parameters)
    connection.execute(f"DELETE FROM tracks WHERE {condition}", parameters)
    connection.execute("DELETE FROM folders WHERE NOT EXISTS (SELECT 1 FROM tracks WHERE folder = folders.id)")
    connection.execute(
        "DELETE FROM verdict_steps WHERE NOT EXISTS (SELECT 1 FROM verdict_changes WHERE step = verdict_steps.id)"
    )


def folder_contents(connection: sqlite3.Connection, folder: bytes) -> dict[bytes, KnownFile]:
    """Known files directly in ``folder``, by path."""
    rows = connection.execute(
        "SELECT t.path, t.size, t.mtime_ns, t.missing FROM folders f JOIN tracks t ON t.folder = f.id WHERE f.path = ?",
        (folder,),
    )
    return {path: KnownFile(size, mtime_ns, bool(missing)) for path, size, mtime_ns, missing in rows}


def contents_of(connection: sqlite3.Connection, folders: Sequence[bytes]) -> dict[bytes, dict[bytes, KnownFile]]:
    """As :func:`folder_contents`, for many folders at once: most of what one asks costs is the asking."""
    found: dict[bytes, dict[bytes, KnownFile]] = {path: {} for path in folders}
    marks = ", ".join("?" * len(folders))
    rows = connection.execute(
        "SELECT f.path, t.path, t.size, t.mtime_ns, t.missing FROM folders f JOIN tracks t ON t.folder = f.id "
        f"WHERE f.path IN ({marks})",
        folders,
    )
    for folder, path, size, mtime_ns, missing in rows:
        found[folder][path] = KnownFile(size, mtime_ns, missing)
    return found


def known_files(connection: sqlite3.Connection, paths: Sequence[bytes]) -> dict[bytes, KnownFile]:
    """What is known of these files, some dozens of them, whatever else their folders hold."""
    marks = ", ".join("?" * len(paths))
    rows = connection.execute(f"SELECT path, size, mtime_ns, missing FROM tracks WHERE path IN ({marks})", paths)
    return {path: KnownFile(size, mtime_ns, missing) for path, size, mtime_ns, missing in rows}


def knows_inode(connection: sqlite3.Connection, device: int, inode: int, except_path: bytes) -> bool:
    """Whether the file is present in the library under another path."""
    return bool(inode) and (
        connection.execute(
            "SELECT 1 FROM tracks WHERE inode = ? AND device = ? AND path != ? AND NOT missing",
            (signed(inode), signed(device), except_path),
        ).fetchone()
        is not None
    )


def was_drive(connection: sqlite3.Connection, path: bytes, device: int) -> bool:
    """Whether a present track at or below ``path``, which lies on ``device`` now, was met on another one."""
    below, values = below_clause([path])
    found = f"SELECT 1 FROM tracks WHERE NOT missing AND device != ? AND {below} LIMIT 1"
    return connection.execute(found, (signed(device), *values)).fetchone() is not None


def next_generation(connection: sqlite3.Connection) -> int:
    """Number for a scan that begins now."""
    return int(connection.execute("SELECT coalesce(max(generation), 0) + 1 FROM folders").fetchone()[0])


def set_missing(connection: sqlite3.Connection, paths: Iterable[bytes], missing: bool) -> int:
    """Hide or show again the tracks at exactly these paths; how many that changed."""
    changed = 0
    for path in paths:
        changed += connection.execute(
            "UPDATE tracks SET missing = ? WHERE path = ? AND missing != ?", (missing, path, missing)
        ).rowcount
    return changed


def hide_below(connection: sqlite3.Connection, path: bytes) -> int:
    """Hide every track at or below ``path``; how many that changed."""
    below, values = below_clause([path])
    return connection.execute(f"UPDATE tracks SET missing = 1 WHERE NOT missing AND {below}", values).rowcount


def hide_folders(connection: sqlite3.Connection, folders: Sequence[bytes], generation: int) -> int:
    """Hide the tracks of these folders but those that a scan from ``generation`` on has met; how many."""
    hidden = 0
    for start in range(0, len(folders), _ASKED_AT_ONCE):
        asked = folders[start : start + _ASKED_AT_ONCE]
        hidden += connection.execute(
            "UPDATE tracks SET missing = 1 WHERE NOT missing AND folder IN "
            f"(SELECT id FROM folders WHERE generation < ? AND path IN ({', '.join('?' * len(asked))}))",
            (generation, *asked),
        ).rowcount
    return hidden


def put_files(
    connection: sqlite3.Connection,
    files: Sequence[FileRow],
    generation: int,
    exists: Callable[[bytes], bool],
    own: Container[bytes] = (),
) -> PutResult:
    """Add or update what a scan read. A changed file loses its results; the same content keeps them.

    ``exists`` tells whether a path is still there: another name of the same file, or the name it had before. Files at
    ``own`` were changed by a write or undo of ours alone, of which the library is still to be told: they keep all.
    """
    from app.library.answers import PutResult

    folders = _folder_ids(connection, {file.folder for file in files}, generation)
    before = _known_at(connection, [file.path for file in files])
    seen = _known_inodes(connection, files)
    texts: dict[TrackId, str] = {}  # of new tracks
    changed: list[TrackId] = []
    moved: list[TrackId] = []
    unwritten: list[TrackId] = []
    for file in files:
        known = before.get(file.path)
        former = _moved_from(connection, file, exists) if known is None and file.inode in seen else None
        if known is None and former is None:
            track = _insert(connection, file, folders)
            texts[track] = file.text
        else:
            track = former or TrackId(known[0] if known else 0)
            _update(connection, track, file, folders)
            if track in texts:  # the same file twice
                texts[track] = file.text
        if former is not None:
            moved.append(former)
        elif known is not None and known[1:] != file.stamp and file.path not in own:
            changed.append(track)
        elif known is not None and not is_writable(file.container):
            unwritten.append(track)  # it may have been told as another kind before
        if known is None:
            before[file.path] = (track, *file.stamp)
    _begin(connection, texts)
    albums.settle(connection, files)
    results.forget(connection, changed)
    results.settle(connection, [*changed, *unwritten])
    for track in texts if seen else ():
        results.adopt_from_twin(connection, track)
    same = len(files) - len(texts) - len(changed) - len(moved)
    return PutResult(tuple(texts), tuple(changed), tuple(moved), same)


def _known_at(connection: sqlite3.Connection, paths: Sequence[bytes]) -> dict[bytes, tuple[int, int, int, bytes]]:
    """Id and stamp of the tracks at these paths. Asked for together: a question for each file of a scan costs more."""
    found: dict[bytes, tuple[int, int, int, bytes]] = {}
    for start in range(0, len(paths), _ASKED_AT_ONCE):
        asked = paths[start : start + _ASKED_AT_ONCE]
        marks = ", ".join("?" * len(asked))
        rows = connection.execute(f"SELECT path, id, size, mtime_ns, head FROM tracks WHERE path IN ({marks})", asked)
        found.update((row[0], row[1:]) for row in rows)
    return found


def _known_inodes(connection: sqlite3.Connection, files: Sequence[FileRow]) -> frozenset[int]:
    """Inodes of these files that a track has already: under another name, or under the name it had before."""
    wanted = json.dumps([file.inode for file in files if file.inode])
    rows = connection.execute(
        "SELECT DISTINCT inode FROM tracks WHERE inode IN (SELECT value FROM json_each(?))", (wanted,)
    )
    return frozenset(inode for (inode,) in rows)


def paths_of_sizes(connection: sqlite3.Connection, sizes: Iterable[int]) -> dict[int, list[bytes]]:
    """Paths of the present tracks that are this many bytes long, by size."""
    rows = connection.execute(
        "SELECT size, path FROM tracks WHERE NOT missing AND size IN (SELECT value FROM json_each(?))",
        (json.dumps(list(sizes)),),
    )
    found: dict[int, list[bytes]] = {}
    for size, path in rows:
        found.setdefault(size, []).append(path)
    return found


def left_as(connection: sqlite3.Connection, paths: Sequence[bytes]) -> dict[bytes, tuple[FileStamp, int | None]]:
    """Stamp of the tracks at these paths as last scanned or written, and the batch of ours that left them so."""
    found: dict[bytes, tuple[FileStamp, int | None]] = {}
    for start in range(0, len(paths), _ASKED_AT_ONCE):
        asked = paths[start : start + _ASKED_AT_ONCE]
        rows = connection.execute(
            "SELECT t.path, t.size, t.mtime_ns, t.head, d.batch FROM tracks t JOIN decisions d ON d.track = t.id "
            f"WHERE t.path IN ({', '.join('?' * len(asked))})",
            asked,
        )
        found.update((row[0], (FileStamp(*row[1:4]), row[4])) for row in rows)
    return found


def mark_written(
    connection: sqlite3.Connection, batch: int, items: Sequence[Written], chosen_by: ChosenBy | None
) -> list[TrackId]:
    """Note that our batch left these files as given; ids of those the library knows."""
    tracks = _take_over(connection, items)
    connection.executemany(
        "UPDATE decisions SET batch = ?, written = ?, written_by = coalesce(?, chosen_by) WHERE track = ?",
        ((batch, pack(item.genres), chosen_by, track) for track, item in tracks.items()),
    )
    results.settle(connection, list(tracks))
    return list(tracks)


def mark_undone(connection: sqlite3.Connection, items: Sequence[Written]) -> list[TrackId]:
    """Note that an undo of ours left these files as given; ids of those the library knows."""
    tracks = _take_over(connection, items)
    results.forget_written(connection, list(tracks))
    # A look at the folder in the middle of the write may have found the chosen genres in the file.
    results.compare_verdicts(connection, list(tracks))
    results.settle(connection, list(tracks))
    return list(tracks)


def tracks_at(connection: sqlite3.Connection, paths: Iterable[bytes]) -> dict[bytes, TrackId]:
    """Ids of the tracks at exactly these paths, vanished ones included."""
    found = {}
    for path in paths:
        row = connection.execute("SELECT id FROM tracks WHERE path = ?", (path,)).fetchone()
        if row is not None:
            found[path] = TrackId(row[0])
    return found


def _take_over(connection: sqlite3.Connection, items: Sequence[Written]) -> Mapping[TrackId, Written]:
    """Give the tracks the stamp and genres our own write left, keeping every result."""
    tracks: dict[TrackId, Written] = {}
    for item in items:
        row = connection.execute(
            "SELECT id, title, artist, album, album_artist FROM tracks WHERE path = ?", (item.path,)
        ).fetchone()
        if row is None:
            continue
        track = TrackId(row[0])
        tracks[track] = item
        connection.execute(
            "UPDATE tracks SET size = ?, mtime_ns = ?, head = ?, genres = ?, genres_key = ? WHERE id = ?",
            (*_stamp_values(item.stamp), pack(item.genres), fold(clean("\n".join(item.genres))), track),
        )
        _note_inode(connection, track, item.path)
        text = search_text((*row[1:], *item.genres), item.path)
        connection.execute("UPDATE track_text SET text = ? WHERE rowid = ?", (text, track))
    return tracks


def _moved_from(connection: sqlite3.Connection, file: FileRow, exists: Callable[[bytes], bool]) -> TrackId | None:
    """The track that was this very file under a path where nothing is any more: a renamed file or folder."""
    if not file.inode:
        return None
    candidates = connection.execute(
        "SELECT id, path FROM tracks WHERE inode = ? AND device = ? AND size = ? AND mtime_ns = ? AND head = ?",
        (file.inode, file.device, *file.stamp),
    ).fetchall()
    return next((TrackId(track) for track, path in candidates if not exists(path)), None)


def _note_inode(connection: sqlite3.Connection, track: TrackId, path: bytes) -> None:
    """A write by replacement gives the path another inode."""
    try:
        status = os.stat(path)
    except OSError:
        return  # gone again since: the next scan says so
    connection.execute(
        "UPDATE tracks SET device = ?, inode = ? WHERE id = ?", (signed(status.st_dev), signed(status.st_ino), track)
    )


def _folder_ids(connection: sqlite3.Connection, folders: Iterable[bytes], generation: int) -> dict[bytes, int]:
    found = {}
    for path in sorted(folders):
        connection.execute(
            "INSERT INTO folders (path, generation) VALUES (?, ?) "
            "ON CONFLICT (path) DO UPDATE SET generation = max(generation, excluded.generation), digest = NULL",
            (path, generation),
        )
        found[path] = int(connection.execute("SELECT id FROM folders WHERE path = ?", (path,)).fetchone()[0])
    return found


_INSERT = f"INSERT INTO tracks ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
_UPDATE = f"UPDATE tracks SET missing = 0, {', '.join(f'{name} = ?' for name in COLUMNS)} WHERE id = ?"


def _insert(connection: sqlite3.Connection, file: FileRow, folders: Mapping[bytes, int]) -> TrackId:
    track = connection.execute(_INSERT, (folders[file.folder], *file[1:-1])).lastrowid
    assert track is not None  # an INSERT that succeeded has a row
    return TrackId(track)


def _begin(connection: sqlite3.Connection, texts: Mapping[TrackId, str]) -> None:
    """What new tracks have beside their row."""
    connection.executemany("INSERT INTO track_text (rowid, text) VALUES (?, ?)", texts.items())
    connection.executemany(
        "INSERT INTO decisions (track, state) VALUES (?, ?)", ((track, int(TrackState.NEW)) for track in texts)
    )


def _update(connection: sqlite3.Connection, track: TrackId, file: FileRow, folders: Mapping[bytes, int]) -> None:
    connection.execute(_UPDATE, (folders[file.folder], *file[1:-1], track))
    connection.execute("UPDATE track_text SET text = ? WHERE rowid = ?", (file.text, track))


def _stamp_values(stamp: FileStamp) -> tuple[int, int, bytes]:
    return stamp.size, stamp.mtime_ns, stamp.head
