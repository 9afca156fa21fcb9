"""Threads, processes, and a process that is killed while it writes."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from app.errors import LibraryError
from app.library.answers import Verdict
from app.library.database import Database
from app.library.store import Store
from app.library.types import Query, TrackState, View
from tests.library.records import decided, many, prediction, scanned

ROOT = Path(__file__).resolve().parents[2]

_WRITER = """
import sys
from pathlib import Path
from app.library.store import Store
from tests.library.records import decided, prediction, scanned
name, batches = sys.argv[2].encode(), int(sys.argv[3])
with Store(Path(sys.argv[1])) as store:
    for batch in range(batches):
        files = [scanned(b"/m/%s/%d/%d.mp3" % (name, batch, n), n) for n in range(20)]
        tracks = store.put_files(files).new
        store.put_predictions([(track, prediction(n), decided()) for n, track in enumerate(tracks)])
        print(batch, flush=True)
"""


def _start_writer(file: Path, name: str, batches: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _WRITER, str(file), name, str(batches)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def _check_whole(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.execute("INSERT INTO track_text (track_text, rank) VALUES ('integrity-check', 1)")
        texts = connection.execute("SELECT count(*) FROM track_text").fetchone()[0]
        assert texts == connection.execute("SELECT count(*) FROM tracks").fetchone()[0]


def test_two_processes_write_at_once(library_file: Path) -> None:
    writers = [_start_writer(library_file, name, 10) for name in ("one", "two")]
    assert [writer.communicate(timeout=100)[0].count("\n") for writer in writers] == [10, 10]
    with Store(library_file) as store:
        assert store.counts() == {**dict.fromkeys(View, 0), View.ALL: 400, View.READY: 400}
    _check_whole(library_file)


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_killed_writer_loses_nothing_it_had_stored(library_file: Path) -> None:
    writer = _start_writer(library_file, "one", 100_000)
    assert writer.stdout is not None
    stored = 0
    for line in writer.stdout:
        stored = int(line) + 1
        if stored == 8:
            writer.send_signal(signal.SIGKILL)
    writer.wait()
    writer.stdout.close()
    with Store(library_file) as store:
        counts = store.counts()
        # The batch in progress is there in whole steps or not at all.
        assert counts[View.ALL] in range(stored * 20, (stored + 3) * 20, 20)
        assert counts[View.READY] >= stored * 20
        assert counts[View.NEW] in (0, 20)
        store.put_files([scanned(b"/m/after.mp3")])
    _check_whole(library_file)


def test_threads_read_and_write_at_once(store: Store) -> None:
    tracks = store.put_files(many(200)).new
    store.put_predictions([(track, prediction(n), decided(TrackState.REVIEW)) for n, track in enumerate(tracks)])
    stop = threading.Event()

    def read() -> int:
        rounds = 0
        while not stop.is_set() or not rounds:
            counts = store.counts()
            assert sum(counts[view] for view in View if view is not View.ALL) == counts[View.ALL] == 200
            assert len(store.rows(store.ids(Query(text="title", by_album=True))[:20])) == 20
            rounds += 1
        return rounds

    def judge(start: int) -> None:
        for track in tracks[start::4]:
            store.put_verdicts([Verdict(track, TrackState.READY, ("Polka",))])

    with ThreadPoolExecutor(8) as pool:
        readers = [pool.submit(read) for _ in range(3)]
        judges = [pool.submit(judge, start) for start in range(4)]
        for done in judges:
            done.result()
        stop.set()
        assert all(reader.result() > 0 for reader in readers)
    assert store.counts()[View.READY] == 200
    assert sum(1 for _ in iter(store.undo_verdict, ())) == 200


def test_a_failed_transaction_leaves_nothing(library_file: Path) -> None:
    database = Database(library_file)

    def fail_half_way() -> None:
        with database.write() as connection:
            connection.execute("INSERT INTO roots (path, is_file) VALUES (x'00', 0)")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    with database.read() as connection:
        assert connection.execute("SELECT count(*) FROM roots").fetchone()[0] == 0
    database.close()


def test_a_reader_sees_one_state_throughout(library_file: Path) -> None:
    database = Database(library_file)
    count = "SELECT count(*) FROM roots"
    with database.read() as reading:
        before = reading.execute(count).fetchone()
        with database.write() as writing:
            writing.execute("INSERT INTO roots (path, is_file) VALUES (x'00', 0)")
        assert reading.execute(count).fetchone() == before
    with database.read() as reading:
        assert reading.execute(count).fetchone() == (1,)
    database.close()


def test_readers_cannot_write(library_file: Path) -> None:
    database = Database(library_file)
    with pytest.raises(LibraryError), database.read() as connection:
        connection.execute("INSERT INTO roots (path, is_file) VALUES (x'00', 0)")
    database.close()


def test_closing_under_readers_ends_them_with_a_sentence(library_file: Path) -> None:
    store = Store(library_file)
    store.put_files(many(300))
    begun = threading.Barrier(5)

    def read() -> None:
        begun.wait()
        while True:
            store.rows(store.ids(Query(text="title")))

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(4)]
        begun.wait()
        store.close()
        for reader in readers:
            with pytest.raises(LibraryError, match="closed"):
                reader.result()


def test_a_closed_library_says_so(library_file: Path) -> None:
    store = Store(library_file)
    store.close()
    store.close()
    with pytest.raises(LibraryError, match="closed"):
        store.counts()
    with pytest.raises(LibraryError, match="closed"):
        store.add_root(b"/m")


_READER_OF_A_FILE_CUT_SHORT = """
import os, sys
from pathlib import Path
from app.errors import LibraryError
from app.library.database import Database
from app.library.store import Store
from tests.library.records import scanned

file = Path(sys.argv[1])
with Store(file) as store:
    store.put_files([scanned(b"/m/%d/%s.mp3" % (n, b"x" * 200), n) for n in range(3000)])
database = Database(file)
try:
    with database.read() as connection:
        rows = connection.execute("SELECT id, path FROM tracks NOT INDEXED")
        rows.fetchmany(10)
        os.truncate(file, 16_384)
        rows.fetchall()
except LibraryError as problem:
    print(problem.sentence, flush=True)
os._exit(0)
"""


def test_a_file_cut_short_while_it_is_read_is_told_and_does_not_end_the_process(tmp_path: Path) -> None:
    """With the file mapped into memory this dies of SIGBUS."""
    command = [sys.executable, "-c", _READER_OF_A_FILE_CUT_SHORT, str(tmp_path / "library.sqlite3")]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 0, ended.stderr
    assert "is damaged" in ended.stdout


def test_who_has_changed_the_library_is_told_apart(tmp_path: Path) -> None:
    file = tmp_path / "library.sqlite3"
    with Store(file) as store, Store(file) as other:
        assert not store.changed_elsewhere()
        track = store.put_files([scanned()]).new[0]
        assert store.rows([track])  # a reader of ours sees it as a change
        assert not store.changed_elsewhere()
        assert other.changed_elsewhere()
        other.put_verdicts([Verdict(track, TrackState.KEPT)], "keep")
        assert [store.changed_elsewhere(), store.changed_elsewhere(), other.changed_elsewhere()] == [True, False, False]


def test_while_we_write_nothing_is_waited_for_and_nothing_missed(tmp_path: Path) -> None:
    file = tmp_path / "library.sqlite3"
    with Store(file) as store, Store(file) as other, ThreadPoolExecutor(1) as elsewhere:
        other.put_files([scanned()])
        with store._database.write():
            assert not elsewhere.submit(store.changed_elsewhere).result(timeout=20)
        assert store.changed_elsewhere()
