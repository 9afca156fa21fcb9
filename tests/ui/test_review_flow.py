"""The order of a review: every track is met once, nothing is lost, undo leads back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.library.types import TrackId
from app.ui.review_flow import Given, ReviewFlow, Summary


def flow_of(count: int) -> ReviewFlow:
    return ReviewFlow([TrackId(number) for number in range(1, count + 1)])


def test_verdicts_lead_through_the_queue_to_the_end() -> None:
    flow = flow_of(3)
    for number, verdict in enumerate([Given.CHOSEN, Given.KEPT, Given.SKIPPED], 1):
        assert (flow.current, flow.number, flow.total) == (number, number, 3)
        flow.give(verdict, [TrackId(number)])
        flow.advance()
    assert flow.current is None
    assert flow.summary() == Summary(3, 1, 1, 1, 0)


def test_undo_leads_back_also_from_behind_the_last() -> None:
    flow = flow_of(2)
    for track in (1, 2):
        flow.give(Given.CHOSEN, [TrackId(track)])
        flow.advance()
    flow.take_back([TrackId(2)])
    assert flow.current == 2
    flow.take_back([TrackId(1)])
    assert (flow.current, flow.decided) == (1, 0)
    flow.take_back([TrackId(99)])  # a verdict from an earlier review: its track comes first
    assert (flow.current, flow.total) == (99, 3)
    flow.advance()
    assert flow.current == 1
    flow.take_back([])
    assert flow.current == 1


def test_what_changes_its_file_is_counted_apart() -> None:
    flow = flow_of(3)
    flow.give(Given.CHOSEN, [TrackId(1), TrackId(2)])
    flow.note_changes([TrackId(1)])
    assert (flow.summary().chosen, flow.summary().changed, flow.summary().decided) == (2, 1, 2)
    flow.give(Given.KEPT, [TrackId(1)])  # thought better of it
    assert (flow.summary().chosen, flow.summary().changed) == (1, 0)
    flow.take_back([TrackId(1)])
    flow.give(Given.CHOSEN, [TrackId(1)])
    assert flow.summary().changed == 0


def test_a_review_goes_on_where_it_was_left() -> None:
    flow = flow_of(3)
    assert flow.go_to(TrackId(2))
    assert flow.current == 2
    assert not flow.go_to(TrackId(77))
    assert not flow.go_to(None)
    assert flow.current == 2


def test_tracks_passed_over_come_again_before_the_end() -> None:
    flow = flow_of(3)
    assert flow.step(1)
    assert flow.step(1)
    flow.give(Given.CHOSEN, [TrackId(3)])
    flow.advance()
    assert flow.current == 1
    flow.advance()
    assert flow.current == 2
    assert not flow.step(2)
    assert not flow.step(-5)


def test_an_album_s_tracks_are_not_met_again() -> None:
    flow = flow_of(5)
    flow.give(Given.CHOSEN, [TrackId(1), TrackId(2), TrackId(4), TrackId(77)])
    assert flow.upcoming(5) == [3, 5]
    flow.advance()
    assert flow.current == 3
    assert flow.rest() == [5]


def test_a_vanished_track_leaves_the_queue() -> None:
    flow = flow_of(3)
    flow.step(1)
    flow.drop(TrackId(2))
    assert (flow.current, flow.total) == (3, 2)
    flow.drop(TrackId(1))
    assert (flow.current, flow.number) == (3, 1)
    flow.drop(TrackId(3))
    assert flow.current is None
    assert flow.total == 0


@given(
    st.integers(0, 8), st.lists(st.tuples(st.sampled_from(["give", "step", "back", "undo", "drop"]), st.integers(1, 8)))
)
def test_whatever_is_done_the_figures_add_up(count: int, acts: list[tuple[str, int]]) -> None:
    flow, history = flow_of(count), []
    for act, track in acts:
        if act == "give" and flow.current is not None:
            history.append(flow.current)
            flow.give(Given.CHOSEN, [flow.current])
            flow.advance()
        elif act == "step":
            flow.step(1)
        elif act == "back":
            flow.step(-1)
        elif act == "undo" and history:
            flow.take_back([history.pop()])
        elif act == "drop":
            flow.drop(TrackId(track))
        summary = flow.summary()
        assert summary.tracks == summary.chosen + summary.kept + summary.skipped + summary.left == flow.total
        assert flow.current is None or 1 <= flow.number <= flow.total
    for _ in range(flow.total):
        if flow.current is not None:
            flow.give(Given.SKIPPED, [flow.current])
            flow.advance()
    assert flow.current is None or flow.given(flow.current) is not None
