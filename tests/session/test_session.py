"""The session's verbs on generated music: states, policies, verdicts, writes, undo, and what survives a restart."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.errors import AppError
from app.library.store import Store
from app.library.types import ChosenBy, Query, Root, TrackId, TrackRow, TrackState, View
from app.progress import Progress, RunControl
from app.session import Session
from app.settings import Policy, load_settings
from app.stamp import read_stamp
from app.tagging.formats import read_tags
from tests.conftest import BROKEN, TRACKS


@pytest.fixture
def session(tiny_model: str) -> Iterator[Session]:
    with Session() as opened:
        yield opened


@pytest.fixture
def heard(heard_music: Path) -> Iterator[Session]:
    """A session over the folder after it was heard, every answer sure."""
    with Session() as opened:
        opened.change_settings(replace(opened.settings, threshold=0.0))
        yield opened


def rows(session: Session, **query: object) -> dict[str, TrackRow]:
    return {
        Path(os.fsdecode(row.path)).name: row
        for row in session.rows(session.ids(Query(**query)))  # type: ignore[arg-type]
    }


def digests(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir())}


def genres(folder: Path, name: str) -> tuple[str, ...]:
    return read_tags(os.fsencode(folder / name)).genres


def test_scan_and_analysis_add_up(session: Session, music: Path) -> None:
    session.add_folder(os.fsencode(music))
    scanned = session.scan()
    assert (scanned.found, scanned.new) == (len(TRACKS) + 1, len(TRACKS) + 1)
    started: list[bytes] = []
    reports: list[Progress] = []
    done = session.analyse(report=reports.append, started=lambda _, path: started.append(path))
    assert done.done == len(TRACKS) + 1
    assert done.accepted + done.review + done.unknown + done.failed == done.done
    assert done.failed == 1
    assert reports[-1].done == reports[-1].total == done.done
    assert {os.path.basename(path) for path in started} == {os.fsencode(name) for name in (*TRACKS, BROKEN)}
    counts = session.counts()
    assert counts[View.ALL] == sum(count for view, count in counts.items() if view is not View.ALL)
    assert counts[View.FAILED] == 1
    assert session.analyse().done == 0


@pytest.mark.skipif(not hasattr(os, "link"), reason="needs hard links")
def test_each_name_of_a_file_counts_though_one_is_heard(session: Session, music: Path) -> None:
    """The window says "310 tracks", and would say "309 tracks analysed" below."""
    for file in music.iterdir():
        if file.name not in {"01 guitar.mp3", BROKEN}:
            file.unlink()
    os.link(music / "01 guitar.mp3", music / "02 the same.mp3")
    os.link(music / BROKEN, music / "z the same.mp3")
    session.add_folder(os.fsencode(music))
    session.scan()
    started: list[bytes] = []
    reports: list[Progress] = []
    done = session.analyse(report=reports.append, started=lambda _, path: started.append(path))
    assert len(started) == 2
    assert (done.done, done.failed, done.accepted + done.review + done.unknown) == (4, 2, 2)
    assert reports[0].total == reports[-1].total == reports[-1].done == 4
    assert session.counts()[View.NEW] == 0
    same = [row.id for row in session.rows(session.ids(Query())) if row.state is not TrackState.FAILED]
    assert session.analyse(tracks=same[:1], again=True).done == 1
    assert session.analyse(tracks=same, again=True).done == 2


def test_states_follow_the_policy(heard: Session) -> None:
    heard.change_settings(replace(heard.settings, policy=Policy.FILL))
    own = rows(heard)
    assert own["01 guitar.mp3"].state is TrackState.READY  # no genre
    assert own["02 strings.flac"].state is TrackState.READY  # "Other" says nothing
    assert own["04 offbeat.opus"].state is TrackState.CONFLICT  # "Polka" is the person's own
    heard.change_settings(replace(heard.settings, policy=Policy.KEEP))
    assert rows(heard)["02 strings.flac"].state is TrackState.CONFLICT
    heard.change_settings(replace(heard.settings, policy=Policy.REPLACE))
    assert rows(heard)["04 offbeat.opus"].state is TrackState.READY
    heard.change_settings(replace(heard.settings, policy=Policy.REPLACE, keep_list=("polka",)))
    (change,) = [change for change in heard.plan() if change.path.endswith(b"opus")]
    assert change.new[0] == "Polka"
    assert len(change.new) == 2


def test_the_same_genre_is_kept(heard: Session, heard_music: Path) -> None:
    predicted = rows(heard)["01 guitar.mp3"].predicted
    heard.set_genres([os.fsencode(heard_music / "01 guitar.mp3")], [predicted.lower()])
    heard.undo_verdict()
    row = rows(heard)["01 guitar.mp3"]
    assert row.genres == (predicted.lower(),)
    assert row.state is TrackState.WRITTEN
    planned = heard.plan(tracks=[row.id])
    assert planned == []


def test_a_new_threshold_needs_no_new_analysis(heard: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.session.analysing.AnalysisPool", None)
    heard.change_settings(replace(heard.settings, threshold=1.0))
    assert heard.counts()[View.READY] == 0
    assert heard.counts()[View.REVIEW] + heard.counts()[View.UNKNOWN] == len(TRACKS)
    heard.change_settings(replace(heard.settings, threshold=0.0))
    assert heard.counts()[View.READY] == len(TRACKS) - 1


def test_own_names_reach_labels_rows_and_plan(heard: Session) -> None:
    predicted = rows(heard)["01 guitar.mp3"].predicted
    label = predicted.lower().replace("-", "")
    heard.change_settings(replace(heard.settings, names={label: "Lärm"}))
    assert "Lärm" in heard.labels()
    assert rows(heard)["01 guitar.mp3"].predicted == "Lärm"
    assert ("Lärm",) in [change.new for change in heard.plan()]
    assert "Lärm" in heard.vocabulary()


def test_write_and_undo_are_byte_for_byte(heard: Session, heard_music: Path) -> None:
    before = digests(heard_music)
    planned = heard.plan()
    assert len(planned) == len(TRACKS) - 1
    done = heard.write(planned, note="test")
    assert (done.written, done.skipped, done.failed) == (len(planned), (), ())
    assert done.batch is not None
    for change in planned:
        assert read_tags(change.path).genres == change.new
    assert heard.counts()[View.WRITTEN] == len(planned)
    assert heard.plan() == []
    scanned = heard.scan()
    assert (scanned.new, scanned.changed) == (0, 0)
    assert heard.analyse().done == 0
    undone = heard.undo(done.batch)
    assert (undone.restored, undone.conflicts) == (len(planned), ())
    assert digests(heard_music) == before
    assert heard.counts()[View.READY] == len(planned)
    assert heard.scan().changed == 0
    assert heard.analyse().done == 0


def test_undo_after_a_restart(tiny_model: str, music: Path) -> None:
    before = digests(music)
    with Session() as first:
        done = first.set_genres([os.fsencode(music / name) for name in TRACKS], ["Blues", "Techno (Peak / Time)"])
    assert done.written == len(TRACKS)
    with Session() as second:
        (batch,) = second.history()
        assert batch.files == len(TRACKS)
        second.undo(batch.id)
    assert digests(music) == before


def test_what_changed_since_the_preview_is_left(heard: Session, heard_music: Path) -> None:
    planned = heard.plan()
    path = os.fsencode(heard_music / "01 guitar.mp3")
    with open(path, "ab") as file:
        file.write(b"\0" * 7)
    content = Path(os.fsdecode(path)).read_bytes()
    done = heard.write(planned)
    assert [left for left, _ in done.skipped] == [path]
    assert Path(os.fsdecode(path)).read_bytes() == content
    assert done.written == len(planned) - 1


def test_a_change_that_left_size_and_time_alone_is_shown_after_the_refusal(heard: Session, heard_music: Path) -> None:
    path = heard_music / "02 strings.flac"
    content, times = path.read_bytes(), path.stat()
    assert content.count(b"Other") == 1
    path.write_bytes(content.replace(b"Other", b"Polka"))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert heard.scan().changed == 0
    done = heard.write(heard.plan())
    assert [left for left, _ in done.skipped] == [os.fsencode(path)]
    row = rows(heard)[path.name]
    assert (row.genres, row.state) == (("Polka",), TrackState.NEW)


def test_what_changed_since_the_write_is_a_conflict(heard: Session, heard_music: Path) -> None:
    done = heard.write(heard.plan())
    path = os.fsencode(heard_music / "06 chords.wav")
    with open(path, "ab") as file:
        file.write(b"\0\0")
    assert done.batch is not None
    undone = heard.undo(done.batch)
    assert [left for left, _ in undone.conflicts] == [path]
    assert undone.restored == done.written - 1


def test_a_persons_verdict_outranks_the_model(heard: Session, heard_music: Path) -> None:
    track = rows(heard)["04 offbeat.opus"].id
    heard.choose([track], [" Ska ", "Ska"])
    row = rows(heard)["04 offbeat.opus"]
    assert (row.state, row.chosen, row.chosen_by) == (TrackState.READY, ("Ska",), ChosenBy.PERSON)
    heard.analyse(tracks=[track], again=True)
    heard.change_settings(replace(heard.settings, policy=Policy.APPEND))
    row = rows(heard)["04 offbeat.opus"]
    assert (row.state, row.chosen, row.chosen_by) == (TrackState.READY, ("Ska",), ChosenBy.PERSON)
    (change,) = heard.plan([track])
    assert (change.old, change.new, change.confidence) == (("Polka",), ("Ska",), None)
    heard.write([change])
    assert genres(heard_music, "04 offbeat.opus") == ("Ska",)
    assert rows(heard)["04 offbeat.opus"].state is TrackState.WRITTEN


def test_verdicts_are_undone_one_by_one(heard: Session) -> None:
    track = rows(heard)["01 guitar.mp3"].id
    before = rows(heard)["01 guitar.mp3"]
    heard.skip([track])
    heard.keep([track])
    assert heard.accept([track]) == 1
    heard.choose([track], ["Ska"])
    states = [rows(heard)["01 guitar.mp3"].state]
    while heard.undo_verdict():
        states.append(rows(heard)["01 guitar.mp3"].state)
    assert states == [TrackState.READY, TrackState.READY, TrackState.KEPT, TrackState.SKIPPED, TrackState.READY]
    assert rows(heard)["01 guitar.mp3"] == before
    assert heard.undo_verdict() == ()


def test_verdicts_survive_a_restart(tiny_model: str, music: Path) -> None:
    with Session() as first:
        first.add_folder(os.fsencode(music))
        first.scan()
        track = rows(first)["01 guitar.mp3"].id
        first.choose([track], ["Ska"])
    with Session() as second:
        assert rows(second)["01 guitar.mp3"].chosen == ("Ska",)
        assert second.undo_verdict() == (track,)


def test_apply_to_album(heard: Session) -> None:
    album = rows(heard)
    together = sum(row.album == "Generated" for row in album.values())
    assert together > 3
    assert heard.apply_to_album(album["01 guitar.mp3"].id, ["Ska"]) == together
    assert sum(row.chosen == ("Ska",) for row in rows(heard).values()) == together
    assert len(heard.undo_verdict()) == together


@pytest.mark.parametrize("wrong", [[], ["  "], ["17"], ["a\nb"]])
def test_what_cannot_be_a_genre_is_refused(heard: Session, wrong: list[str]) -> None:
    track = rows(heard)["01 guitar.mp3"].id
    with pytest.raises(AppError):
        heard.choose([track], wrong)


def test_the_review_queue_begins_with_the_least_certain(heard: Session) -> None:
    heard.change_settings(replace(heard.settings, threshold=1.0))
    margins = []
    for track in heard.review_queue():
        prediction = heard.prediction(TrackId(int(track)))
        assert prediction is not None
        best, second = sorted(prediction.scores.tolist(), reverse=True)[:2]
        margins.append(best - second)
    assert margins == sorted(margins)
    assert margins


def test_plan_using_other_settings_stores_nothing(heard: Session) -> None:
    counts = heard.counts()
    using = replace(heard.settings, policy=Policy.REPLACE)
    assert len(heard.plan(using=using)) == len(TRACKS)
    assert heard.plan(using=replace(using, threshold=1.0)) == []
    assert heard.counts() == counts
    assert heard.settings.policy is Policy.FILL


def test_settings_changed_outside_are_noticed_at_the_start(heard: Session, earmark_home: Path) -> None:
    assert heard.counts()[View.READY]
    heard.close()
    file = earmark_home / "config" / "settings.json"
    file.write_text(file.read_text().replace('"threshold": 0.0', '"threshold": 1.0'))
    with Session() as later:
        assert later.settings.threshold == 1.0
        assert later.counts()[View.READY] == 0


def test_settings_are_saved(session: Session, earmark_home: Path) -> None:
    session.change_settings(replace(session.settings, policy=Policy.APPEND))
    assert load_settings(earmark_home / "config" / "settings.json").policy is Policy.APPEND


def test_a_file_that_changes_while_heard_is_heard_again(
    session: Session, music: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.add_folder(os.fsencode(music))
    session.scan()
    path = music / "06 chords.wav"
    changed = False

    def change(_: TrackId, which: bytes) -> None:
        nonlocal changed
        if not changed:
            changed = True
            # After the scan, before the answer is stored: the answer is for a content the library does not know.
            path.write_bytes((music / "05 song.m4a").read_bytes())

    session.analyse(started=change)
    row = rows(session)["06 chords.wav"]
    prediction = session.prediction(row.id)
    assert prediction is not None
    assert prediction.stamp == read_stamp(os.fsencode(path))
    assert row.state is not TrackState.NEW


def test_every_heard_track_keeps_a_small_embedding_and_whose_it_is(session: Session, music: Path) -> None:
    session.add_folder(os.fsencode(music))
    session.scan()
    session.analyse()
    kept = [heard for row in rows(session).values() if (heard := session.prediction(row.id)) is not None]
    assert kept
    assert {heard.embedding.dtype for heard in kept} == {np.dtype(np.float16)}
    assert len({heard.embedding.shape for heard in kept}) == 1
    (version,) = {heard.embedding_version for heard in kept}
    assert len(version) == 16
    assert int(version, 16)


def test_cancelling_leaves_the_rest_for_the_next_run(session: Session, music: Path) -> None:
    session.add_folder(os.fsencode(music))
    session.scan()
    control = RunControl()
    first = session.analyse(control=control, report=lambda at: control.cancel() if at.done else None)
    assert first.cancelled
    assert 0 < first.done < len(TRACKS) + 1
    second = session.analyse()
    assert first.done + second.done == len(TRACKS) + 1
    assert not second.cancelled


def test_a_cancelled_write_tells_what_it_did(heard: Session, heard_music: Path) -> None:
    control = RunControl()
    done = heard.write(heard.plan(), control=control, report=lambda _: control.cancel())
    assert done.cancelled
    assert done.written == 1
    assert heard.counts()[View.WRITTEN] == 1
    assert len(heard.plan()) == len(TRACKS) - 2


def test_folders_inside_known_ones_add_nothing(session: Session, music: Path) -> None:
    (music / "deeper").mkdir()
    root = session.add_folder(os.fsencode(music))
    assert session.add_folder(os.fsencode(music / "deeper")) == root
    assert session.add_folder(os.fsencode(music / "01 guitar.mp3")) == root
    assert len(session.folders()) == 1
    with pytest.raises(AppError, match="no file or folder"):
        session.add_folder(os.fsencode(music / "nowhere"))


def test_a_folder_takes_in_the_single_files_below_it(session: Session, music: Path) -> None:
    path = os.fsencode(music / "01 guitar.mp3")
    session.add_folder(path)
    session.scan()
    track = rows(session)["01 guitar.mp3"].id
    session.choose([track], ["Ska"])
    root = session.add_folder(os.fsencode(music))
    session.scan()
    assert [known.id for known in session.folders()] == [root]
    assert rows(session)["01 guitar.mp3"].id == track
    assert rows(session)["01 guitar.mp3"].chosen == ("Ska",)


def test_many_files_at_once_ask_for_the_roots_once(
    session: Session, music: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    roots = Store.roots

    def counted(store: Store) -> list[Root]:
        asked.append(store)
        return roots(store)

    monkeypatch.setattr(Store, "roots", counted)
    named = [os.fsencode(music / name) for name in (*TRACKS, "notes.txt")]
    assert len(set(session.add_folders(named))) == len(named)
    assert len(asked) == 1
    assert len(set(session.add_folders([named[0], os.fsencode(music), named[1]]))) == 1
    assert [root.path for root in session.folders()] == [named[-1], os.fsencode(music)]
    with pytest.raises(AppError):
        session.add_folders([os.fsencode(music.parent), os.fsencode(music / "nowhere")])
    assert len(session.folders()) == 2


def test_settings_changed_during_a_run_hold_for_every_answer(session: Session, music: Path) -> None:
    session.add_folder(os.fsencode(music))
    session.scan()

    def stricter(at: Progress) -> None:
        if at.done == 3:
            session.change_settings(replace(session.settings, threshold=1.0))

    session.change_settings(replace(session.settings, threshold=0.0))
    session.analyse(report=stricter)
    counts = session.counts()
    assert counts[View.REVIEW] + counts[View.UNKNOWN] == len(TRACKS)


def test_removing_a_folder_touches_no_file(heard: Session, heard_music: Path) -> None:
    before = digests(heard_music)
    heard.remove_folder(heard.folders()[0].id)
    assert heard.counts()[View.ALL] == 0
    assert digests(heard_music) == before


def test_models_are_described(session: Session, tiny_model: str) -> None:
    (mine,) = [model for model in session.models() if model.id == tiny_model]
    assert mine.default
    assert mine.user_made
    assert mine.genres == session.labels()
    assert mine.size_bytes > 1000
    assert "Random weights" in mine.card


def test_sound_and_live_picture(session: Session, music: Path) -> None:
    path = os.fsencode(music / "05 song.m4a")
    assert sum(block.size for block in session.sound(path, 22050)) == pytest.approx(4 * 22050, rel=0.05)
    stream = session.streaming_mel(hop_samples=512)
    assert stream.push(next(session.sound(path, 22050))).shape[0] == 128
    assert session.picture(path).unit.shape[0] == 128


def test_listeners_hear_of_a_run(session: Session, music: Path) -> None:
    told: list[object] = []
    stop = session.subscribe(told.append)
    session.add_folder(os.fsencode(music))
    session.scan()
    session.analyse()
    session.close()
    stop()
    assert told
