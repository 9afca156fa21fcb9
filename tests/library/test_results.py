"""Answers, failures, decisions and the queue."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.kinds import READ_ONLY_KINDS
from app.library.answers import Failure, Prediction, Verdict, Written
from app.library.store import Store
from app.library.types import ChosenBy, Query, TrackId, TrackRow, TrackState, View
from tests.library.records import decided, many, prediction, scanned, stamp


def put_one(store: Store, **values: object) -> TrackId:
    return store.put_files([scanned(**values)], exists=there).new[0]  # type: ignore[arg-type]


def there(path: bytes) -> bool:
    """Stands for the disk: every known name is still there."""
    return True


def row(store: Store, track: TrackId) -> TrackRow:
    return store.rows([track])[0]


def same(one: Prediction, other: Prediction) -> bool:
    arrays = ("scores", "embedding", "moment_starts_s", "moment_scores")
    plain = ("model_id", "stamp", "music", "moment_length_s", "seconds_heard", "duration_s")
    plain += ("embedding_version", "familiarity")
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in arrays) and all(
        getattr(one, name) == getattr(other, name) for name in plain
    )


def test_a_prediction_comes_back_bit_for_bit(store: Store, library_file: Path) -> None:
    track = put_one(store)
    assert store.put_predictions([(track, prediction(), decided())]) == [track]
    store.close()
    with Store(library_file) as again:
        stored = again.prediction(track)
        assert stored is not None
        assert same(stored, prediction())
        assert stored.scores.dtype == np.float32
        assert stored.embedding.dtype == np.float16
        assert stored.moment_scores.dtype == np.float16
        assert stored.moment_scores.shape == (2, 3)


def test_a_prediction_without_moments_is_stored(store: Store) -> None:
    track = put_one(store)
    empty = replace(prediction(), moment_starts_s=np.zeros(0, np.float32), moment_scores=np.zeros((0, 3), np.float16))
    store.put_predictions([(track, empty, decided())])
    stored = store.prediction(track)
    assert stored is not None
    assert stored.moment_scores.shape == (0, 3)


def test_scores_come_with_familiarity_where_the_model_told_it(store: Store) -> None:
    told = put_one(store)
    store.put_predictions([(told, prediction(), decided())])
    (chunk,) = store.scores(tracks=[told])
    assert chunk.familiarity.tolist() == [pytest.approx(0.3)]
    store.put_predictions([(told, replace(prediction(), familiarity=None), decided())])
    (chunk,) = store.scores(tracks=[told])
    assert np.isnan(chunk.familiarity).all()
    stored = store.prediction(told)
    assert stored is not None
    assert stored.familiarity is None


def test_what_was_decided_shows_in_the_row(store: Store) -> None:
    track = put_one(store)
    store.put_predictions([(track, prediction(), decided())])
    shown = row(store, track)
    assert (shown.state, shown.chosen, shown.chosen_by) == (TrackState.READY, ("Jazz",), ChosenBy.MODEL)
    assert (shown.confidence, shown.predicted, shown.runner_up) == (0.9, "Jazz", "Rock")
    assert shown.suggestions == ("Jazz", "Rock")
    assert store.model_ids([track]) == {track: "cnn-1"}


def test_a_stale_prediction_is_thrown_away(store: Store) -> None:
    track = put_one(store, content=1)
    assert store.put_predictions([(track, prediction(content=2), decided())]) == []
    assert row(store, track).state is TrackState.NEW
    assert [number for number, _ in store.pending()] == [track]


def test_answers_for_tracks_that_are_gone_are_left_out(store: Store) -> None:
    missing = TrackId(99)
    assert store.put_predictions([(missing, prediction(), decided())]) == []
    assert store.put_failures([Failure(missing, None, "gone")]) == []
    assert store.put_decisions([(missing, decided())]) == 0
    assert store.prediction(missing) is None


def test_a_failure_is_shown_and_not_tried_again(store: Store) -> None:
    track = put_one(store)
    assert store.put_failures([Failure(track, stamp(0), "No sound.", "Is it a song?")]) == [track]
    shown = row(store, track)
    assert (shown.state, shown.error, shown.hint) == (TrackState.FAILED, "No sound.", "Is it a song?")
    assert list(store.pending()) == []
    assert [number for number, _ in store.pending(again=True)] == [track]


@pytest.mark.parametrize(("tag_error", "state"), [("", TrackState.READY), ("The tags are broken.", TrackState.FAILED)])
def test_a_person_may_choose_for_what_failed_and_the_reason_stays(
    store: Store, tag_error: str, state: TrackState
) -> None:
    track = put_one(store, tag_error=tag_error)
    store.put_failures([Failure(track, stamp(0), "No sound.", "Is it a song?")])
    store.put_verdicts([Verdict(track, TrackState.READY, ("Jazz",))], "Jazz")
    shown = row(store, track)
    assert (shown.state, shown.chosen, shown.chosen_by) == (state, ("Jazz",), ChosenBy.PERSON)
    assert (shown.error, shown.hint, shown.unheard) == ("No sound.", "Is it a song?", True)
    store.undo_verdict()
    assert row(store, track).state is TrackState.FAILED


def test_a_failure_of_older_content_is_thrown_away(store: Store) -> None:
    track = put_one(store, content=1)
    assert store.put_failures([Failure(track, stamp(2), "No sound.")]) == []
    assert row(store, track).state is TrackState.NEW


def test_a_file_that_was_away_is_tried_again(store: Store) -> None:
    track = put_one(store)
    store.put_failures([Failure(track, None, "The file cannot be read.")], exists=lambda path: False)
    assert row(store, track).state is TrackState.FAILED
    assert [number for number, _ in store.pending()] == [track]
    store.put_failures([Failure(track, None, "The program that reads it crashed.")], exists=there)
    assert list(store.pending()) == []


def test_a_file_that_was_moved_while_its_turn_came_is_tried_again_where_it_is(store: Store) -> None:
    """A look at the folder may have found it at its new place before the failure at the old one is stored."""
    track = put_one(store)
    here = row(store, track).path
    moved = Failure(track, None, "The file cannot be read.", path=here + b".before")
    store.put_failures([moved], exists=lambda path: path == here)
    assert [number for number, _ in store.pending()] == [track]


def test_a_heard_file_that_was_away_when_heard_again_is_tried_again(store: Store) -> None:
    track = put_one(store)
    store.put_predictions([(track, prediction(), decided())])
    store.put_failures([Failure(track, None, "The file cannot be opened.")], exists=lambda path: False)
    assert row(store, track).state is TrackState.FAILED
    assert [number for number, _ in store.pending()] == [track]
    store.put_predictions([(track, prediction(), decided())])
    assert list(store.pending()) == []
    assert row(store, track).state is TrackState.READY


def test_many_tracks_are_gone_through_in_pages_once_each(store: Store) -> None:
    tracks = list(reversed(store.put_files(many(2500), exists=there).new))
    assert sorted(track for track, _ in store.pending(tracks=tracks)) == sorted(tracks)
    heard = tracks[::2]
    store.put_predictions([(track, prediction(content=2500 - 1 - tracks.index(track)), decided()) for track in heard])
    assert sorted(int(n) for chunk in store.scores(tracks=tracks, chunk=100) for n in chunk.ids) == sorted(heard)


def test_a_later_success_replaces_the_failure(store: Store) -> None:
    track = put_one(store)
    store.put_failures([Failure(track, None, "No sound.")], exists=there)
    store.put_predictions([(track, prediction(), decided())])
    assert (row(store, track).state, row(store, track).error) == (TrackState.READY, "")


def test_unreadable_tags_are_shown(store: Store) -> None:
    track = put_one(store, tag_error="The tags are broken.")
    assert (row(store, track).state, row(store, track).error) == (TrackState.NEW, "The tags are broken.")


def test_a_changed_file_is_new_again(store: Store) -> None:
    track = put_one(store, content=1)
    store.put_predictions([(track, prediction(content=1), decided())])
    result = store.put_files([scanned(content=2)])
    assert result.changed == (track,)
    shown = row(store, track)
    assert (shown.state, shown.chosen, shown.confidence, shown.predicted) == (TrackState.NEW, (), None, "")
    assert store.prediction(track) is None
    assert [number for number, _ in store.pending()] == [track]


def test_a_changed_file_may_be_tried_again_after_a_failure(store: Store) -> None:
    track = put_one(store, content=1)
    store.put_failures([Failure(track, stamp(1), "No sound.")])
    store.put_files([scanned(content=2)])
    assert row(store, track).state is TrackState.NEW
    assert [number for number, _ in store.pending()] == [track]


def test_an_unchanged_file_keeps_everything(store: Store) -> None:
    track = put_one(store)
    store.put_predictions([(track, prediction(), decided())])
    assert store.put_files([scanned(title="Other title")]).same == 1
    assert (row(store, track).state, row(store, track).title) == (TrackState.READY, "Other title")


@pytest.mark.parametrize("kind", sorted(READ_ONLY_KINDS))
def test_nothing_is_ready_in_a_file_of_a_kind_that_is_never_written(store: Store, kind: str) -> None:
    track = store.put_files([scanned(container=kind)]).new[0]
    store.put_predictions([(track, prediction(), decided())])
    assert (row(store, track).state, row(store, track).chosen) == (TrackState.KEPT, ("Jazz",))
    store.put_verdicts([Verdict(track, TrackState.READY, ("Polka",))])
    assert (row(store, track).state, row(store, track).chosen) == (TrackState.KEPT, ("Polka",))
    store.put_decisions([(track, decided(TrackState.REVIEW))])
    store.undo_verdict()
    assert row(store, track).state is TrackState.REVIEW


def test_a_library_of_before_has_nothing_ready_that_is_never_written(tmp_path: Path) -> None:
    file = tmp_path / "older.sqlite3"
    with Store(file) as store:
        tracks = [put_one(store), *store.put_files([scanned(b"/music/a/02.mka", 1, container="matroska")]).new]
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(f"UPDATE decisions SET state = {int(TrackState.READY)}")
        connection.execute("PRAGMA user_version = 4")
    with Store(file) as store:
        assert [row(store, track).state for track in tracks] == [TrackState.READY, TrackState.KEPT]


def test_a_file_that_is_told_as_another_kind_is_ready_no_more(store: Store) -> None:
    track = store.put_files([scanned(container="m4a")]).new[0]
    store.put_predictions([(track, prediction(), decided())])
    assert row(store, track).state is TrackState.READY
    assert store.put_files([scanned(container="3gp")]).same == 1
    assert row(store, track).state is TrackState.KEPT


def test_a_persons_verdict_outranks_a_later_model_run(store: Store) -> None:
    track = put_one(store)
    store.put_verdicts([Verdict(track, TrackState.READY, ("Polka",))])
    store.put_predictions([(track, prediction(), decided(TrackState.READY, "Rock"))])
    store.put_decisions([(track, decided(TrackState.UNKNOWN))])
    shown = row(store, track)
    assert (shown.state, shown.chosen, shown.chosen_by) == (TrackState.READY, ("Polka",), ChosenBy.PERSON)
    assert shown.predicted == "Jazz"


def test_deciding_anew_counts_what_changed(store: Store) -> None:
    tracks = store.put_files(many(5)).new
    store.put_predictions([(track, prediction(content=n), decided()) for n, track in enumerate(tracks)])
    assert store.put_decisions([(track, decided()) for track in tracks]) == 0
    assert store.put_decisions([(track, decided(TrackState.REVIEW)) for track in tracks[:2]]) == 2
    assert store.counts()[View.REVIEW] == 2
    assert row(store, tracks[0]).chosen_by is None


def test_scores_come_in_chunks_of_one_model(store: Store) -> None:
    tracks = store.put_files([scanned(b"/m/%d.mp3" % n, n, genres=("Rock",) * (n % 2)) for n in range(7)]).new
    for n, track in enumerate(tracks):
        store.put_predictions([(track, prediction(n, seed=n, model=f"model-{n % 2}"), decided())])
    seen: dict[int, str] = {}
    for chunk in store.scores(chunk=3):
        for track, scores, genres in zip(chunk.ids, chunk.scores, chunk.genres, strict=True):
            position = tracks.index(TrackId(int(track)))
            assert np.array_equal(scores, prediction(seed=position).scores)
            assert genres == ("Rock",) * (position % 2)
            seen[int(track)] = chunk.model_id
        store.put_decisions([(TrackId(int(chunk.ids[0])), decided(TrackState.REVIEW))])  # writing between is fine
    assert seen == {track: f"model-{n % 2}" for n, track in enumerate(tracks)}
    assert [int(i) for chunk in store.scores(tracks=tracks[2:4]) for i in chunk.ids] == list(tracks[2:4])


def test_pending_may_be_walked_while_results_arrive(store: Store) -> None:
    tracks = store.put_files(many(2500)).new
    seen = []
    for track, path in store.pending():
        seen.append(track)
        if len(seen) % 500 == 0:
            store.put_failures([Failure(done, None, "x") for done in seen[-500:]], exists=there)
        assert path.startswith(b"/music/a/")
    assert sorted(seen) == sorted(tracks)
    assert store.count_pending() == 0


@pytest.mark.parametrize("again", [False, True])
def test_pending_can_be_narrowed(store: Store, again: bool) -> None:
    first = store.put_files(many(3, b"/m/one")).new
    second = store.put_files(many(3, b"/m/two")).new
    assert {track for track, _ in store.pending(below=[b"/m/two"], again=again)} == set(second)
    assert {track for track, _ in store.pending(tracks=first[:2], again=again)} == set(first[:2])
    assert store.count_pending(below=[b"/m/two"], again=again) == 3


@pytest.mark.parametrize("again", [False, True])
def test_thousands_of_named_files_and_folders_are_looked_up_once(store: Store, again: bool) -> None:
    files = store.put_files(many(3000, b"/m/one")).new
    store.put_files(many(2, b"/m/two"))
    named = sorted(row.path for row in store.rows(files[:-1]))
    began = time.process_time()
    assert store.count_pending(below=[*named, b"/m/two"], again=again) == len(named) + 2
    assert {track for track, _ in store.pending(below=[*named, b"/m/gone"], again=again)} == set(files[:-1])
    assert time.process_time() - began < 3.0, "each row was compared with each path: that took minutes"


def test_an_answer_of_a_model_that_is_gone_can_count_for_nothing(store: Store) -> None:
    names = [scanned(b"/m/a.mp3", 1, inode=5), scanned(b"/m/b.mp3", 1, inode=5), scanned(b"/m/c.mp3", 2, inode=6)]
    first, second, third = store.put_files(names, exists=there).new
    store.put_predictions([(first, prediction(1), decided()), (third, prediction(2), decided())])
    assert store.count_pending() == store.count_pending(models=["cnn-1", "other"]) == 0
    assert {track for track, _ in store.pending(models=["other"])} == {first, third}
    assert {track for track, _ in store.pending(below=[b"/m/b.mp3"], models=[])} == {second}
    assert store.count_pending(again=True, models=["other"]) == 3, "each name gets an answer"


def test_hard_links_are_heard_once(store: Store) -> None:
    names = [scanned(b"/m/a.mp3", 1, inode=5), scanned(b"/m/b.mp3", 1, inode=5), scanned(b"/m/c.mp3", 2, inode=6)]
    first, second, third = store.put_files(names, exists=there).new
    assert {track for track, _ in store.pending()} == {first, third}
    assert {track for track, _ in store.pending(below=[b"/m/b.mp3"])} == {second}
    assert store.put_predictions([(first, prediction(1), decided())]) == [first, second]
    assert row(store, second).predicted == "Jazz"
    assert {track for track, _ in store.pending()} == {third}


def test_a_hard_link_found_later_takes_the_answer_over(store: Store) -> None:
    first = put_one(store, path=b"/m/a.mp3", inode=5)
    store.put_predictions([(first, prediction(), decided())])
    second = put_one(store, path=b"/m/b.mp3", inode=5)
    stored = store.prediction(second)
    assert stored is not None
    assert same(stored, prediction())
    assert row(store, second).state is TrackState.READY


def test_a_failure_covers_all_names(store: Store) -> None:
    first, second = store.put_files([scanned(b"/m/a.mp3", inode=5), scanned(b"/m/b.mp3", inode=5)], exists=there).new
    store.put_failures([Failure(first, None, "No sound.")])
    assert row(store, second).state is TrackState.FAILED


def test_our_own_write_keeps_the_prediction(store: Store) -> None:
    track = put_one(store, content=1)
    store.put_predictions([(track, prediction(content=1), decided())])
    assert store.mark_written(7, [Written(b"/music/a/01.mp3", stamp(2), ("Jazz",))]) == [track]
    shown = row(store, track)
    assert (shown.state, shown.genres, shown.chosen) == (TrackState.WRITTEN, ("Jazz",), ("Jazz",))
    assert shown.chosen_by is ChosenBy.MODEL
    assert store.put_files([scanned(content=2, genres=("Jazz",))]).same == 1
    assert row(store, track).state is TrackState.WRITTEN
    stored = store.prediction(track)
    assert stored is not None
    assert stored.stamp == stamp(2)
    assert store.stamps([track]) == {track: stamp(2)}
    assert list(store.ids(Query(text="jazz"))) == [track]


def test_a_write_without_a_model_may_name_who_chose(store: Store) -> None:
    track = put_one(store)
    store.mark_written(7, [Written(b"/music/a/01.mp3", stamp(2), ("Polka",))], ChosenBy.PERSON)
    store.put_predictions([(track, prediction(2), decided())])
    shown = row(store, track)
    assert (shown.state, shown.chosen, shown.chosen_by) == (TrackState.WRITTEN, ("Polka",), ChosenBy.PERSON)


def test_undoing_a_write_brings_the_state_back(store: Store) -> None:
    track = put_one(store, content=1)
    store.put_predictions([(track, prediction(content=1), decided())])
    store.mark_written(7, [Written(b"/music/a/01.mp3", stamp(2), ("Jazz",))])
    assert store.mark_undone([Written(b"/music/a/01.mp3", stamp(1), ())]) == [track]
    shown = row(store, track)
    assert (shown.state, shown.genres, shown.chosen) == (TrackState.READY, (), ("Jazz",))
    assert store.put_files([scanned(content=1)]).same == 1


def test_written_yields_to_ready_only(store: Store) -> None:
    track = put_one(store)
    store.put_predictions([(track, prediction(), decided())])
    store.mark_written(7, [Written(b"/music/a/01.mp3", stamp(0), ("Jazz",))])
    for state in (TrackState.KEPT, TrackState.REVIEW, TrackState.CONFLICT, TrackState.UNKNOWN):
        store.put_decisions([(track, decided(state))])
        assert row(store, track).state is TrackState.WRITTEN
    store.put_decisions([(track, decided(TrackState.READY, "Blues"))])
    assert (row(store, track).state, row(store, track).chosen) == (TrackState.READY, ("Blues",))


def test_a_file_changed_by_others_is_no_longer_written(store: Store) -> None:
    track = put_one(store)
    store.mark_written(7, [Written(b"/music/a/01.mp3", stamp(1), ("Jazz",))])
    store.put_files([scanned(content=2)])
    assert row(store, track).state is TrackState.NEW


def test_writes_to_unknown_files_are_ignored(store: Store) -> None:
    assert store.mark_written(7, [Written(b"/elsewhere", stamp(1), ())]) == []
    assert store.mark_undone([Written(b"/elsewhere", stamp(1), ())]) == []
