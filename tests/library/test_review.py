"""Verdicts and their undo."""

from __future__ import annotations

from pathlib import Path

from app.library import review
from app.library.answers import Verdict, Written
from app.library.store import Store
from app.library.types import ChosenBy, Query, TrackId, TrackState, View
from tests.library.records import decided, many, prediction, scanned, stamp

PATH = b"/music/a/01.mp3"


def heard(store: Store, state: TrackState = TrackState.REVIEW) -> TrackId:
    track = store.put_files([scanned(PATH)]).new[0]
    store.put_predictions([(track, prediction(), decided(state))])
    return track


def state(store: Store, track: TrackId) -> tuple[TrackState, tuple[str, ...], ChosenBy | None]:
    shown = store.rows([track])[0]
    return shown.state, shown.chosen, shown.chosen_by


def test_each_verdict_is_one_step_back(store: Store) -> None:
    track = heard(store)
    store.put_verdicts([Verdict(track, TrackState.READY, ("Polka",))], "choose Polka")
    store.put_verdicts([Verdict(track, TrackState.KEPT)], "keep")
    store.put_verdicts([Verdict(track, TrackState.SKIPPED)], "skip")
    assert state(store, track) == (TrackState.SKIPPED, (), ChosenBy.PERSON)
    step = store.last_step()
    assert step is not None
    assert (step.note, step.tracks) == ("skip", 1)
    assert store.undo_verdict() == (track,)
    assert state(store, track)[0] is TrackState.KEPT
    store.undo_verdict()
    assert state(store, track) == (TrackState.READY, ("Polka",), ChosenBy.PERSON)
    store.undo_verdict()
    assert state(store, track) == (TrackState.REVIEW, (), None)
    assert store.undo_verdict() == ()
    assert store.last_step() is None


def test_only_verdicts_on_single_tracks_say_what_a_person_heard(store: Store) -> None:
    first, second, third, fourth = store.put_files(many(4)).new
    for number, track in enumerate((first, second, third)):
        store.put_predictions([(track, prediction(number), decided(TrackState.REVIEW, confidence=0.5))])
    store.put_verdicts([Verdict(first, TrackState.READY, ("Rock",))], "Rock")
    store.put_verdicts([Verdict(first, TrackState.READY, ("Jazz",))], "Jazz")  # the newest counts, once
    store.put_verdicts([Verdict(track, TrackState.READY, ("Jazz",)) for track in (second, third)], "accept")
    store.put_verdicts([Verdict(third, TrackState.KEPT)], "keep")
    store.put_verdicts([Verdict(second, TrackState.SKIPPED)], "skip")
    store.put_verdicts([Verdict(fourth, TrackState.READY, ("Jazz",))], "no answer to compare with")
    judged = store.recent_verdicts(10)
    assert [(one.track, one.state, one.chosen) for one in judged] == [
        (third, TrackState.KEPT, ()),
        (first, TrackState.READY, ("Jazz",)),
    ]
    assert (judged[0].predicted, judged[0].confidence) == ("Jazz", 0.5)
    assert len(store.recent_verdicts(1)) == 1


def test_the_stack_survives_a_restart(store: Store, library_file: Path) -> None:
    track = heard(store)
    store.put_verdicts([Verdict(track, TrackState.READY, ("Polka",))])
    store.close()
    with Store(library_file) as again:
        assert state(again, track) == (TrackState.READY, ("Polka",), ChosenBy.PERSON)
        assert again.undo_verdict() == (track,)
        assert state(again, track)[0] is TrackState.REVIEW


def test_a_whole_album_is_one_step(store: Store) -> None:
    tracks = store.put_files(many(12)).new
    assert store.put_verdicts([Verdict(track, TrackState.READY, ("Polka",)) for track in tracks]) == 12
    assert store.counts()[View.READY] == 12
    assert sorted(store.undo_verdict()) == sorted(tracks)
    assert store.counts()[View.NEW] == 12


def test_undo_shows_what_the_model_says_by_now(store: Store) -> None:
    track = heard(store)
    store.put_verdicts([Verdict(track, TrackState.SKIPPED)])
    store.put_decisions([(track, decided(TrackState.READY, "Jazz"))])
    store.undo_verdict()
    assert state(store, track) == (TrackState.READY, ("Jazz",), ChosenBy.MODEL)


def test_unknown_tracks_make_no_step(store: Store) -> None:
    assert store.put_verdicts([Verdict(TrackId(5), TrackState.SKIPPED)]) == 0
    assert store.put_verdicts([]) == 0
    assert store.undo_verdict() == ()


def test_a_verdict_survives_another_content(store: Store) -> None:
    track = heard(store)
    store.put_verdicts([Verdict(track, TrackState.READY, ("Polka",))])
    store.put_files([scanned(PATH, content=5)])
    assert state(store, track) == (TrackState.READY, ("Polka",), ChosenBy.PERSON)
    assert [number for number, _ in store.pending()] == [track]
    store.put_files([scanned(PATH, content=6, genres=("Polka",))])  # someone else wrote it
    assert state(store, track)[0] is TrackState.KEPT
    store.put_files([scanned(PATH, content=7, genres=("Rock",))])
    assert state(store, track)[0] is TrackState.READY


def test_keep_and_skip_survive_another_content(store: Store) -> None:
    kept, skipped = store.put_files([scanned(b"/m/1.mp3", 1), scanned(b"/m/2.mp3", 2)]).new
    store.put_verdicts([Verdict(kept, TrackState.KEPT), Verdict(skipped, TrackState.SKIPPED)])
    store.put_files([scanned(b"/m/1.mp3", 3), scanned(b"/m/2.mp3", 4)])
    assert state(store, kept)[0] is TrackState.KEPT
    assert state(store, skipped)[0] is TrackState.SKIPPED


def test_a_verdict_on_a_written_track_can_be_taken_back(store: Store) -> None:
    track = heard(store, TrackState.READY)
    store.mark_written(3, [Written(PATH, stamp(1), ("Jazz",))])
    store.put_verdicts([Verdict(track, TrackState.READY, ("Polka",))])
    assert state(store, track)[0] is TrackState.READY
    store.undo_verdict()
    assert state(store, track)[0] is TrackState.WRITTEN


def test_undo_does_not_bring_back_a_write_that_is_no_more(store: Store) -> None:
    track = heard(store, TrackState.READY)
    store.mark_written(3, [Written(PATH, stamp(1), ("Jazz",))])
    store.put_verdicts([Verdict(track, TrackState.READY, ("Polka",))])
    store.put_files([scanned(PATH, content=9)])
    store.undo_verdict()
    assert state(store, track)[0] is TrackState.NEW


def test_a_file_written_after_the_verdict_stays_written(store: Store) -> None:
    track = heard(store)
    store.put_verdicts([Verdict(track, TrackState.READY, ("Polka",))])
    store.mark_written(3, [Written(PATH, stamp(1), ("Polka",))])
    assert state(store, track) == (TrackState.WRITTEN, ("Polka",), ChosenBy.PERSON)
    store.undo_verdict()
    assert state(store, track)[0] is TrackState.WRITTEN
    store.mark_undone([Written(PATH, stamp(0), ())])
    assert state(store, track)[0] is TrackState.REVIEW


def test_undoing_the_write_leaves_the_verdict(store: Store) -> None:
    track = heard(store)
    store.put_verdicts([Verdict(track, TrackState.READY, ("Polka",))])
    store.mark_written(3, [Written(PATH, stamp(1), ("Polka",))])
    store.mark_undone([Written(PATH, stamp(0), ())])
    assert state(store, track) == (TrackState.READY, ("Polka",), ChosenBy.PERSON)


def test_a_look_in_the_middle_of_a_write_does_not_outlive_its_undo(store: Store) -> None:
    """The folder's watch finds the new genres before the write is noted: the verdict then counts as carried out."""
    track = heard(store)
    store.put_verdicts([Verdict(track, TrackState.READY, ("Polka",))])
    store.put_files([scanned(PATH, content=1, genres=("Polka",))])
    assert state(store, track)[0] is TrackState.KEPT
    store.mark_written(3, [Written(PATH, stamp(1), ("Polka",))])
    store.mark_undone([Written(PATH, stamp(0), ())])
    assert state(store, track) == (TrackState.READY, ("Polka",), ChosenBy.PERSON)


def test_an_older_verdict_does_not_come_back_after_another_choice_was_written(store: Store) -> None:
    """`earmark set` after a verdict: it returns with the undo of that write, and with nothing else."""
    track = heard(store)
    store.put_verdicts([Verdict(track, TrackState.READY, ("Polka",))])
    store.mark_written(3, [Written(PATH, stamp(1), ("Ska",))], ChosenBy.PERSON)
    assert state(store, track) == (TrackState.WRITTEN, ("Ska",), ChosenBy.PERSON)
    store.mark_undone([Written(PATH, stamp(0), ())])
    assert state(store, track) == (TrackState.READY, ("Polka",), ChosenBy.PERSON)
    store.mark_written(4, [Written(PATH, stamp(1), ("Ska",))], ChosenBy.PERSON)
    store.put_files([scanned(PATH, content=9, genres=("Ska",))])
    assert state(store, track)[0] is TrackState.NEW


def test_a_written_verdict_survives_another_content(store: Store) -> None:
    """Also where the write left a genre of the keep-list beside it."""
    track = heard(store)
    store.put_verdicts([Verdict(track, TrackState.READY, ("Polka",))])
    store.mark_written(3, [Written(PATH, stamp(1), ("Wild West", "Polka"))], ChosenBy.PERSON)
    store.put_files([scanned(PATH, content=9, genres=("Rock",))])
    assert state(store, track) == (TrackState.READY, ("Polka",), ChosenBy.PERSON)


def test_forgetting_a_folder_takes_its_steps_along(store: Store) -> None:
    one, other = store.add_root(b"/m"), store.add_root(b"/n")
    first, second = store.put_files([scanned(b"/m/1.mp3", 1), scanned(b"/n/1.mp3", 2)]).new
    store.put_verdicts([Verdict(second, TrackState.SKIPPED)], "second")
    store.put_verdicts([Verdict(first, TrackState.SKIPPED)], "first")
    store.remove_root(one)
    step = store.last_step()
    assert step is not None
    assert step.note == "second"
    assert store.undo_verdict() == (second,)
    store.remove_root(other)
    assert len(store.ids(Query())) == 0


def test_only_so_many_steps_are_kept(store: Store) -> None:
    tracks = store.put_files(many(5)).new
    kept, review.STEPS_KEPT = review.STEPS_KEPT, 3
    try:
        for track in tracks:
            store.put_verdicts([Verdict(track, TrackState.SKIPPED)])
    finally:
        review.STEPS_KEPT = kept
    assert sum(1 for _ in iter(store.undo_verdict, ())) == 3
    assert store.counts()[View.SKIPPED] == 2
