"""Accepting many: what is expected to be wrong, what the person's own verdicts change about it, albums and outliers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import AppError
from app.library.answers import Judged
from app.library.types import ChosenBy, Query, TrackId, TrackState, View
from app.session import Session
from app.session.bulk import Experience, Tally, Waiting, experience
from tests.session.listening import Listening, scores

NONE = Experience(Tally(), {})


@pytest.fixture
def listening(tiny_model: str) -> Listening:
    return Listening(tiny_model)


def judged(right: bool, confidence: float = 0.5, predicted: str = "Jazz") -> Judged:
    return Judged(TrackId(1), TrackState.READY, (predicted if right else "Polka",), predicted, confidence, ())


def test_counts_and_expected_errors() -> None:
    waiting = Waiting(np.array([1, 2, 3]), np.array([0.9, 0.6, 0.3]), np.array(["Jazz", "Rock", "Jazz"]))
    chosen = waiting.above(0.5)
    assert waiting.tracks[chosen].tolist() == [1, 2]
    assert NONE.expected_wrong(waiting.genre[chosen], waiting.confidence[chosen]) == pytest.approx(0.5)
    assert waiting.tracks[waiting.above(0.0, ["Jazz"])].tolist() == [1, 3]
    assert waiting.tracks[waiting.above(0.0, [])].tolist() == []
    assert NONE.expected_wrong(waiting.genre[:0], waiting.confidence[:0]) == 0.0


def test_verdicts_correct_the_expectation_per_genre() -> None:
    learned = experience([judged(right=True)] * 40 + [judged(right=False, predicted="Rock")] * 20)
    assert (learned.whole.judged, learned.whole.wrong, learned.whole.expected) == (60, 20, 30.0)
    sure = np.array([0.5])
    jazz, rock, pop = (learned.expected_wrong([genre], sure) for genre in ("Jazz", "Rock", "Pop"))
    assert jazz < 0.15  # never wrong when it said Jazz
    assert rock > 0.8  # always wrong when it said Rock
    assert pop == pytest.approx(0.5 * learned.whole.factor())  # nothing known of Pop but the whole
    assert jazz < pop < rock <= 1.0


def test_few_verdicts_move_little() -> None:
    assert NONE.factor("Jazz") == 1.0
    assert 1.0 < experience([judged(right=False)]).whole.factor() < 1.2


def test_spellings_and_kept_tags_count_as_agreement() -> None:
    kept = Judged(TrackId(1), TrackState.KEPT, (), "Hip-Hop", 0.5, ("hip hop",))
    chosen = Judged(TrackId(2), TrackState.READY, ("Rock", "hiphop"), "Hip-Hop", 0.5, ("Pop",))
    other = Judged(TrackId(3), TrackState.KEPT, (), "Hip-Hop", 0.5, ("Jazz",))
    assert experience([kept, chosen, other]).whole.wrong == 1


@given(st.lists(st.tuples(st.booleans(), st.floats(0.0, 1.0)), max_size=40), st.floats(0.0, 1.0))
def test_expected_errors_lie_between_none_and_all(verdicts: list[tuple[bool, float]], sure: float) -> None:
    learned = experience([judged(right, confidence) for right, confidence in verdicts])
    assert 0.0 <= learned.expected_wrong(["Jazz", "Pop"], np.array([sure, sure])) <= 2.0
    assert learned.factor("Jazz") > 0.0


def test_the_experience_is_that_of_single_verdicts(listening: Listening) -> None:
    tracks = [listening.add(f"{number}", scores(Jazz=0.5, Blues=0.4)) for number in range(6)]
    with Session() as session:
        session.accept(tracks[2:])  # many at once: nobody listened
        session.choose(tracks[:1], ["Blues"])
        session.keep(tracks[1:2])
        tally = session.experience().whole
        assert (tally.judged, tally.wrong) == (2, 2)
        assert tally.expected == pytest.approx(1.0)
        session.undo_verdict()
        assert session.experience().whole.judged == 1


def test_what_is_unknown_cannot_be_accepted(listening: Listening) -> None:
    noise = listening.add("noise", scores(Blues=0.6), music=0.01)
    flat = listening.add("flat", scores())
    torn = listening.add("torn", scores(Jazz=0.5, Blues=0.4))
    with Session() as session:
        assert [row.unknown for row in session.rows([noise, flat, torn])] == [True, True, False]
        assert session.accept([noise, flat, torn]) == 1
        assert [(row.state, row.chosen, row.chosen_by) for row in session.rows([noise, flat])] == [
            (TrackState.UNKNOWN, (), None)
        ] * 2
        assert session.rows([torn])[0].chosen == ("Jazz",)
        assert session.undo_verdict() == (torn,)  # nothing of the others is on the way back
        session.skip([noise, torn])
        assert session.waiting(Query()).tracks.tolist() == [torn]
        session.choose([noise], ["Noise"])  # to name one is what a person can do
        assert session.rows([noise])[0].chosen == ("Noise",)
        assert session.accept([noise]) == 0
        assert session.rows([noise])[0].chosen == ("Noise",)


def test_an_album_is_offered_without_its_outliers(listening: Listening) -> None:
    for number in range(4):
        listening.add(f"sure {number}", scores(Jazz=0.9), album="Blue Hour", artist="Quartet")
    fitting = listening.add("fitting", scores(Blues=0.4, Jazz=0.35), album="Blue Hour", artist="Quartet")
    outlier = listening.add("outlier", scores(Metal=0.55, Rock=0.3), album="Blue Hour", artist="Quartet")
    listening.add("torn 1", scores(Pop=0.4, Rock=0.3), album="Split")
    listening.add("torn 2", scores(Rock=0.4, Pop=0.3), album="Split")
    listening.add("torn 3", scores(Metal=0.4, Pop=0.3), album="Split")
    listening.add("alone", scores(Pop=0.5, Rock=0.3), album="Single")
    with Session() as session:
        offers = session.album_offers(Query())
        assert len(offers) == 1
        offer = offers[0]
        assert (offer.album, offer.artist, offer.genre) == ("Blue Hour", "Quartet", "Jazz")
        assert (offer.heard, offer.agreeing) == (6, 4)
        assert (offer.fitting, offer.outliers) == ((fitting,), (outlier,))
        assert offer.sure == (pytest.approx(0.35),)
        assert session.choose_each(dict.fromkeys(offer.fitting, (offer.genre,))) == 1
        assert [(row.chosen, row.chosen_by) for row in session.rows([fitting, outlier])] == [
            (("Jazz",), ChosenBy.PERSON),
            ((), None),
        ]
        assert session.counts()[View.REVIEW] == 5


def test_each_track_gets_its_own_in_one_step(listening: Listening) -> None:
    one, two = (listening.add(name, scores(Jazz=0.5, Blues=0.4)) for name in ("one", "two"))
    with Session() as session:
        assert session.choose_each({one: ["Jazz"], two: ["Polka", "Jazz"]}) == 2
        assert [row.chosen for row in session.rows([one, two])] == [("Jazz",), ("Polka", "Jazz")]
        assert set(session.undo_verdict()) == {one, two}
        with pytest.raises(AppError):
            session.choose_each({one: [" "]})
        assert session.choose_each({}) == 0


def test_nothing_waits_in_an_empty_library(tiny_model: str) -> None:
    with Session() as session:
        assert len(session.waiting(Query()).tracks) == 0
        assert session.album_offers(Query()) == []
        assert session.experience().whole == Tally()
