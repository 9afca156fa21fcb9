"""The library as the session sees it: one object, safe to use from any thread.

Writes are short transactions behind one lock; reads run beside them on their own connections and see a consistent
state. Nothing is held for a track in memory except the remembered orders (:mod:`app.library.query`).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from app.library import digests, files, first_rows, reading, results, review
from app.library.database import Database
from app.library.rows import FileRow, row_of
from app.library.types import ChosenBy, FirstRows, Query, Root, RootId, SortKey, TrackId, TrackRow, View
from app.progress import RunControl
from app.stamp import FileStamp

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from app.library.answers import (
        AlbumVote,
        Decided,
        Facets,
        Failure,
        Judged,
        Prediction,
        PutResult,
        ScannedFile,
        ScoreChunk,
        Verdict,
        VerdictStep,
        Written,
    )
    from app.library.query import QueryEngine

_PAGE = 1000
#: Up to so many paths are a condition of a statement; of more, the tracks are looked up first.
_PATHS = 50
#: Tracks in one transaction of a bulk change, so that a reader or another process never waits long.
_BULK = 5000
#: Folders whose digests are made in one transaction.
_FOLDERS = 500


class Store:
    """The library's database."""

    def __init__(self, file: Path) -> None:
        """Open the library at ``file``, creating or migrating it.

        Raises:
            LibraryError: it cannot be opened, is damaged, another program's or written by a newer version.
        """
        self._database = Database(file)

    @cached_property
    def _queries(self) -> QueryEngine:
        """Made when it is first asked: it computes with numpy, which the first rows of a start do not wait for."""
        from app.library.query import QueryEngine

        return QueryEngine(self._database)

    def close(self) -> None:
        """Close the file; the store cannot be used afterwards."""
        self._database.close()

    def changed_elsewhere(self) -> bool:
        """Whether another process has changed the library since this was asked last; takes no time."""
        return self._database.changed_elsewhere()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ── roots ──

    def add_root(self, path: bytes, is_file: bool = False) -> RootId:
        """Remember a folder or single file; adding it again gives its old id."""
        with self._database.write() as connection:
            return files.add_root(connection, path, is_file)

    def roots(self, *, counted: bool = True) -> list[Root]:
        """All roots in the order they were added; with no tracks unless they are to be ``counted``."""
        with self._database.read() as connection:
            return files.list_roots(connection, counted)

    def remove_root(self, root: RootId) -> None:
        """Forget a root, its tracks and verdicts, except what another root still covers. No file is touched."""
        with self._database.write("files", "tags", "decisions") as connection:
            files.remove_root(connection, root)

    # ── scanning ──

    def put_files(
        self,
        scanned: Sequence[ScannedFile],
        generation: int = 0,
        *,
        exists: Callable[[bytes], bool] = os.path.lexists,
    ) -> PutResult:
        """Add or update a batch of scanned files in one transaction.

        A changed file loses prediction, failure and "written" mark and is NEW again, unless a person's verdict keeps
        it READY, KEPT or SKIPPED. A file with the stamp it had (after our own write, say) keeps everything, and so
        does one that is known under another path where nothing ``exists`` any more.
        """
        return self.put_rows([row_of(file) for file in scanned], generation, exists=exists)

    def put_rows(
        self,
        read: Sequence[FileRow],
        generation: int,
        *,
        exists: Callable[[bytes], bool] = os.path.lexists,
        own: Container[bytes] = (),
    ) -> PutResult:
        """:meth:`put_files` of what is ready to be stored; ``own``: paths that our own write alone changed."""
        with self._database.write("files", "tags", "decisions") as connection:
            return files.put_files(connection, read, generation, exists, own)

    def paths_of_sizes(self, sizes: Iterable[int]) -> dict[int, list[bytes]]:
        """Paths of the present tracks that are this many bytes long, by size."""
        with self._database.read() as connection:
            return files.paths_of_sizes(connection, sizes)

    def left_as(self, paths: Sequence[bytes]) -> dict[bytes, tuple[FileStamp, int | None]]:
        """What the tracks at these paths were when last scanned or written, and the batch that left them so."""
        with self._database.read() as connection:
            return files.left_as(connection, paths)

    def folder_contents(self, folder: bytes) -> dict[bytes, files.KnownFile]:
        """Known files directly in ``folder``, vanished ones included."""
        with self._database.read() as connection:
            return files.folder_contents(connection, folder)

    def digests_below(self, path: bytes) -> dict[bytes, bytes | None]:
        """Digests of all known folders at or below ``path``; ``None``: to be made anew."""
        with self._database.read() as connection:
            return digests.digests_below(connection, path)

    def contents_of(self, folders: Sequence[bytes]) -> dict[bytes, dict[bytes, files.KnownFile]]:
        """:meth:`folder_contents` of each of these, at most some hundred."""
        with self._database.read() as connection:
            return files.contents_of(connection, folders)

    def known_files(self, paths: Sequence[bytes]) -> dict[bytes, files.KnownFile]:
        """What is known of these files, at most some hundred."""
        with self._database.read() as connection:
            return files.known_files(connection, paths)

    def knows_inode(self, device: int, inode: int, except_path: bytes) -> bool:
        """Whether that file is present in the library under another path."""
        with self._database.read() as connection:
            return files.knows_inode(connection, device, inode, except_path)

    def was_drive(self, path: bytes) -> bool:
        """Whether ``path``, an empty folder, is where a drive was: what is known below it lay on another device.

        Else the folder was emptied. Raises OSError where it cannot be asked.
        """
        device = os.stat(path).st_dev
        with self._database.read() as connection:
            return files.was_drive(connection, path, device)

    def next_generation(self) -> int:
        """Number for a scan that begins now."""
        with self._database.read() as connection:
            return files.next_generation(connection)

    def set_missing(self, paths: Sequence[bytes], missing: bool) -> int:
        """Hide the tracks at these paths, or show them again; how many that changed."""
        with self._database.write("files") as connection:
            return files.set_missing(connection, paths, missing)

    def hide_below(self, path: bytes) -> int:
        """Hide every track at or below ``path``; how many that changed."""
        with self._database.write("files") as connection:
            return files.hide_below(connection, path)

    def hide_folders(self, folders: Sequence[bytes], generation: int) -> int:
        """Hide the tracks of these folders but those that a scan from ``generation`` on has met; how many."""
        with self._database.write("files") as connection:
            return files.hide_folders(connection, folders, generation)

    def make_digests(self) -> None:
        """Make the digests of folders whose tracks were changed; a scan does so when it has ended."""
        while True:
            with self._database.read() as connection:
                if not digests.lacks_digests(connection):
                    return
            with self._database.write() as connection:
                digests.make_digests(connection, _FOLDERS)

    # ── analysis ──

    def pending(
        self,
        below: Sequence[bytes] = (),
        again: bool = False,
        tracks: Sequence[TrackId] | None = None,
        models: Sequence[str] | None = None,
    ) -> Iterator[tuple[TrackId, bytes]]:
        """Tracks to analyse, albums together. Read in pages, so results may be stored while this is walked.

        Without ``again``: those with neither prediction nor failure for their present content. A failure because the
        file was not there does not count, nor, with ``models``, does an answer of another model. Many ``tracks`` come
        in pages of their own order; so do those below many paths.
        """
        below, tracks = self._narrowed(below, tracks)
        for some in _pages(tracks, _PAGE):
            condition, values = results.pending_condition(below, again, some, models)
            after = ("", b"")
            while True:
                with self._database.read() as connection:
                    page = results.pending_page(connection, condition, values, after, _PAGE)
                if not page:
                    break
                yield from ((track, path) for _, path, track in page)
                after = page[-1][:2]

    def count_pending(
        self,
        below: Sequence[bytes] = (),
        again: bool = False,
        tracks: Sequence[TrackId] | None = None,
        models: Sequence[str] | None = None,
    ) -> int:
        """How many tracks would have an answer more if all that :meth:`pending` gives now were heard.

        A file of several names is heard once and answers for each of them.
        """
        below, tracks = self._narrowed(below, tracks)
        condition, values = results.pending_condition(below, again, tracks, models, each_name=True)
        with self._database.read() as connection:
            return int(connection.execute(f"SELECT count(*) FROM tracks t WHERE {condition}", values).fetchone()[0])

    def _narrowed(
        self, below: Sequence[bytes], tracks: Sequence[TrackId] | None
    ) -> tuple[Sequence[bytes], Sequence[TrackId] | None]:
        """The same tracks; those below many paths by their ids, as each row would be compared with each path."""
        if tracks is not None or len(below) <= _PATHS:
            return below, tracks
        with self._database.read() as connection:
            return (), results.tracks_below(connection, below)

    def put_predictions(self, items: Sequence[tuple[TrackId, Prediction, Decided]]) -> list[TrackId]:
        """Store answers in one transaction; the ids stored, other names of the same files included.

        Left out are answers whose stamp is not the track's present one, and tracks that are gone.
        """
        with self._database.write("decisions") as connection:
            return results.put_predictions(connection, items)

    def put_failures(
        self, failures: Sequence[Failure], *, exists: Callable[[bytes], bool] = os.path.exists
    ) -> list[TrackId]:
        """Store why tracks could not be analysed; the ids stored.

        Such a track is not tried again before its content changes, unless the file was not there at all.
        """
        with self._database.write("decisions") as connection:
            return results.put_failures(connection, failures, exists)

    def scores(self, tracks: Sequence[TrackId] | None = None, chunk: int = 2000) -> Iterator[ScoreChunk]:
        """All stored scores, in chunks of one model each; :meth:`put_decisions` may be called between them."""
        for some in _pages(tracks, chunk):
            after = 0
            while True:
                with self._database.read() as connection:
                    after, chunks = results.score_page(connection, some, after, chunk)
                if not chunks:
                    break
                yield from chunks

    def put_decisions(self, items: Sequence[tuple[TrackId, Decided]]) -> int:
        """Replace what stored answers come to, after a change of settings; how many tracks that changed.

        A person's verdict stays as it is; WRITTEN gives way to READY only.
        """
        changed = 0
        for start in range(0, len(items), _BULK):
            with self._database.write("decisions") as connection:
                changed += results.put_decisions(connection, items[start : start + _BULK])
        return changed

    # ── verdicts ──

    def put_verdicts(self, verdicts: Sequence[Verdict], note: str = "") -> int:
        """Store a person's verdicts as one step of the undo stack; how many tracks they cover."""
        with self._database.write("decisions") as connection:
            return len(review.put_verdicts(connection, verdicts, note))

    def undo_verdict(self) -> tuple[TrackId, ...]:
        """Take back the last step of the stack; the tracks it covered, none when the stack is empty."""
        with self._database.write("decisions") as connection:
            return tuple(review.undo_verdict(connection))

    def last_step(self) -> VerdictStep | None:
        """The step that :meth:`undo_verdict` would take back."""
        with self._database.read() as connection:
            return review.last_step(connection)

    def recent_verdicts(self, limit: int) -> list[Judged]:
        """The newest verdicts on single tracks that the model had answered, newest first."""
        with self._database.read() as connection:
            return review.recent(connection, limit)

    # ── writing ──

    def mark_written(self, batch: int, items: Sequence[Written], chosen_by: ChosenBy | None = None) -> list[TrackId]:
        """Note what our batch left in files, so that a re-scan finds them unchanged; ids of those known here."""
        with self._database.write("tags", "decisions") as connection:
            return files.mark_written(connection, batch, items, chosen_by)

    def mark_undone(self, items: Sequence[Written]) -> list[TrackId]:
        """Note what an undo of ours left in files; ids of those known here. Decide these anew afterwards."""
        with self._database.write("tags", "decisions") as connection:
            return files.mark_undone(connection, items)

    # ── reading ──

    def ids(self, query: Query, control: RunControl | None = None) -> NDArray[np.int64]:
        """Ids of the tracks of ``query``, in its order; of no use once ``control`` was cancelled."""
        return self._queries.ids(query, control)

    def first_rows(self, query: Query, count: int, control: RunControl | None = None) -> FirstRows:
        """The first ``count`` tracks of ``query``, sooner than :meth:`ids` where that can be.

        What it gives is of no use once ``control`` was cancelled.
        """
        with self._database.read() as connection:
            walked = None
            if "_queries" not in vars(self) or not self._queries.is_ready(connection):
                walked = first_rows.walk(connection, query, count)
            if walked is not None:
                return FirstRows(reading.read_rows(connection, walked[0]), walked[1])
            first, total, found = self._queries.first(query, count, control)
            return FirstRows(reading.read_rows(connection, first), total, found)

    def facets(self) -> Facets:
        """Formats, years and folders that the present tracks have."""
        return self._queries.facets()

    def rows(self, ids: Iterable[int]) -> list[TrackRow]:
        """The tracks ``ids`` in that order; ids that no longer exist are left out."""
        with self._database.read() as connection:
            return reading.read_rows(connection, ids)

    def read_orders(self, control: RunControl | None = None) -> None:
        """Read every order ahead, one after the other, until ``control`` is cancelled."""
        for sort in SortKey:
            if control is None or not control.cancelled:
                self._queries.ids(Query(sort=sort, by_album=True))

    def is_empty(self) -> bool:
        """Whether there is neither a root nor a track, vanished ones included."""
        with self._database.read() as connection:
            found = connection.execute("SELECT 1 FROM roots UNION ALL SELECT 1 FROM tracks LIMIT 1").fetchone()
        return found is None

    def counts(self, root: RootId | None = None) -> dict[View, int]:
        """Present tracks of each view; the views other than ALL add up to ALL."""
        with self._database.read() as connection:
            if root is None:
                return reading.counts_of_views(reading.read_counts(connection))
            found = connection.execute("SELECT path FROM roots WHERE id = ?", (root,)).fetchone()
            return reading.counts_of_views(self._queries.counts_below(found[0])) if found else dict.fromkeys(View, 0)

    def prediction(self, track: TrackId) -> Prediction | None:
        """The stored answer for ``track``, if there is one."""
        with self._database.read() as connection:
            return results.read_prediction(connection, track)

    def album_vote(self, track: TrackId) -> AlbumVote:
        """What the tracks of the album of ``track`` are predicted as."""
        with self._database.read() as connection:
            return reading.read_album_vote(connection, track)

    def heard_albums(self) -> list[tuple[TrackId, str, str]]:
        """``(track, album, heard as)`` of all present tracks with an album and an answer, albums together."""
        with self._database.read() as connection:
            return reading.read_heard_albums(connection)

    def album_tracks(self, track: TrackId) -> NDArray[np.int64]:
        """Ids of the album of ``track`` in path order; a track without an album tag is alone."""
        with self._database.read() as connection:
            return reading.read_album_tracks(connection, track)

    def genre_vocabulary(self, labels: Sequence[str] = ()) -> list[str]:
        """Genres the files hold, most frequent first, then those of ``labels`` not among them."""
        with self._database.read() as connection:
            return reading.read_vocabulary(connection, labels)

    def track_at(self, path: bytes) -> TrackId | None:
        """Id of the track at exactly ``path``."""
        return self.tracks_at([path]).get(path)

    def tracks_at(self, paths: Iterable[bytes]) -> dict[bytes, TrackId]:
        """Ids of the tracks at exactly these paths."""
        with self._database.read() as connection:
            return files.tracks_at(connection, paths)

    def stamps(self, ids: Iterable[int]) -> dict[TrackId, FileStamp]:
        """Stamp of each track as last scanned or written."""
        with self._database.read() as connection:
            return reading.read_stamps(connection, ids)

    def model_ids(self, ids: Iterable[int]) -> dict[TrackId, str]:
        """Id of the model that answered, for the tracks that have an answer."""
        with self._database.read() as connection:
            return reading.read_model_ids(connection, ids)


def _pages(tracks: Sequence[TrackId] | None, size: int) -> Iterator[Sequence[TrackId] | None]:
    """``tracks`` in parts of ``size``, so that a statement never goes through all of them for each page; None: once."""
    if tracks is None:
        yield None
        return
    for start in range(0, len(tracks), size):
        yield tracks[start : start + size]
