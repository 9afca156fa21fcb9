"""Which tracks a review asks about and in which order, and whose tag the audit doubts."""

from __future__ import annotations

import pytest

from app.library.types import RootId
from app.session import Session
from app.session.reviewing import ReviewOrder
from tests.session.listening import Listening, scores


@pytest.fixture
def listening(tiny_model: str) -> Listening:
    return Listening(tiny_model)


def test_each_order_puts_its_own_first(listening: Listening) -> None:
    listening.add("close call", scores(Jazz=0.4, Blues=0.39), genres=("Jazz",))
    listening.add("unsure", scores(Pop=0.3, Rock=0.05))
    listening.add("against its tag", scores(Metal=0.5, Rock=0.2), genres=("Classical",))
    for name in ("one", "two", "three"):
        listening.add(name, scores(Reggae=0.9), album="Dub Plates")
    listening.add("against its album", scores(Country=0.55, Rock=0.2), album="Dub Plates")
    with Session() as session:
        first = {order: listening.names(session.review_queue(order=order))[0] for order in ReviewOrder}
        waiting = {order: sorted(session.review_queue(order=order).tolist()) for order in ReviewOrder}
    assert first == {
        ReviewOrder.MARGIN: "close call",
        ReviewOrder.UNSURE: "unsure",
        ReviewOrder.ALBUM: "against its album",
        ReviewOrder.TAG: "against its tag",
    }
    assert len({tuple(ids) for ids in waiting.values()}) == 1  # an order loses and adds nothing
    assert len(waiting[ReviewOrder.MARGIN]) == 4


def test_what_no_order_speaks_of_comes_by_margin(listening: Listening) -> None:
    listening.add("wide", scores(Jazz=0.5, Blues=0.1))
    listening.add("close", scores(Jazz=0.4, Blues=0.38), album="Alone on it")
    listening.add("closer", scores(Jazz=0.4, Blues=0.39), genres=("Polka",))  # a word the model does not know
    with Session() as session:
        for order in (ReviewOrder.MARGIN, ReviewOrder.ALBUM, ReviewOrder.TAG):
            assert listening.names(session.review_queue(order=order)) == ["closer", "close", "wide"]
        assert list(session.review_queue(RootId(77))) == []


@pytest.mark.parametrize(
    ("genres", "doubted"),
    [
        (("Classical",), True),
        (("Baroque",), True),  # belongs to Classical
        (("Rock",), False),  # what was heard, Metal, belongs to it
        (("Death Metal",), False),  # belongs to what was heard
        (("heavy-metal",), False),  # no word of the model's: it cannot judge
        (("METAL",), False),
        (("Classical", "Metal"), False),
        (("Classical", "Polka"), False),
        (("Polka",), False),
        (("Other",), False),  # says nothing
        (("Other", "Classical"), True),
        ((), False),
    ],
)
def test_only_what_the_model_knows_is_doubted(listening: Listening, genres: tuple[str, ...], doubted: bool) -> None:
    listening.add("track", scores(Metal=0.9), genres=genres)
    with Session() as session:
        assert [one.track for one in session.audit()] == ([listening.ids["track"]] if doubted else [])


def test_the_audit_is_strongest_first_and_leaves_out_what_was_decided(listening: Listening) -> None:
    listening.add("mild", scores(Metal=0.7), genres=("Jazz",), artist="A")
    listening.add("strong", scores(Metal=0.95), genres=("Jazz",), artist="B")
    listening.add("plausible", scores(Metal=0.55, Jazz=0.4), genres=("Jazz",))
    listening.add("speech", scores(Metal=0.95), music=0.05, genres=("Jazz",))
    listening.add("kept", scores(Metal=0.95), genres=("Jazz",))
    with Session() as session:
        session.keep([listening.ids["kept"]])
        audit = session.audit()
        assert listening.names(one.track for one in audit) == ["strong", "mild"]
        assert [one.artist for one in audit] == ["B", "A"]
        assert 1.0 > audit[0].strength > audit[1].strength > 0.5
        session.undo_verdict()
        assert "kept" in listening.names(one.track for one in session.audit())
        assert session.audit(RootId(77)) == []


def test_sure_examples_are_a_persons_choices_first(listening: Listening) -> None:
    doubtful = listening.add("doubtful", scores(Jazz=0.4, Blues=0.39))
    listening.add("surest", scores(Jazz=0.95))
    listening.add("sure", scores(Jazz=0.8))
    listening.add("chosen", scores(Jazz=0.5, Blues=0.4))
    listening.add("chosen otherwise", scores(Jazz=0.9))
    listening.add("blues", scores(Blues=0.9))
    with Session() as session:
        session.choose([listening.ids["chosen"]], ["jazz"])
        session.choose([listening.ids["chosen otherwise"]], ["Blues"])
        found = session.sure_examples("Jazz", doubtful)
        assert [row.title for row in found] == ["chosen", "surest", "sure"]
        assert len(session.sure_examples("Jazz", doubtful, count=1)) == 1
        assert session.sure_examples("Zouk", doubtful) == []
