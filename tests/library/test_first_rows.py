"""The first tracks of a query, found before all others: the same ones, in the same order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.library import first_rows, query
from app.library.answers import Decided
from app.library.store import Store
from app.library.types import FirstRows, Query, SortKey, TrackState, View
from app.progress import RunControl
from tests.library.records import prediction, scanned

_TRACKS = 120
_COUNT = 10


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("first") / "library.sqlite3"
    names = ("Alpha", "beta", "Gamma", "delta", "")
    with Store(made) as store:
        tracks = store.put_files(
            [
                scanned(
                    b"/m/%d/%03d.mp3" % (n % 3, 7 * n % _TRACKS),
                    n,
                    title=f"{names[n % 4]} {n % 50}",
                    artist=names[n % 5],
                    album=names[n % 3],
                )
                for n in range(_TRACKS)
            ]
        ).new
        store.put_predictions(
            [(track, prediction(n), Decided(TrackState(1 + n % 3), (), n / _TRACKS)) for n, track in enumerate(tracks)]
        )
        store.set_missing([row.path for row in store.rows(tracks[::9])], True)
    return made


@pytest.fixture
def fresh(file: Path) -> Iterator[Store]:
    """As at a start: no order is known yet."""
    with Store(file) as store:
        yield store


@pytest.fixture(scope="module")
def known(file: Path) -> Iterator[Store]:
    """All orders are known."""
    with Store(file) as store:
        store.read_orders()
        yield store


def check(store: Store, wanted: Query, found: FirstRows) -> None:
    """That ``found`` are the first of what the query gives in the end."""
    ids = store.ids(wanted).tolist()
    assert [row.id for row in found.rows] == ids[:_COUNT]
    assert found.total in (None, len(ids))
    assert found.ids is None or found.ids.tolist() == ids


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", list(SortKey))
def test_a_start_finds_the_first_ones(fresh: Store, sort: SortKey, descending: bool) -> None:
    wanted = Query(sort=sort, descending=descending)
    check(fresh, wanted, fresh.first_rows(wanted, _COUNT))


def test_a_start_reads_no_order_of_all_tracks(fresh: Store) -> None:
    for sort in (SortKey.PATH, SortKey.TITLE, SortKey.ALBUM):
        assert len(fresh.first_rows(Query(sort=sort), _COUNT).rows) == _COUNT
    assert "_queries" not in vars(fresh)


def test_those_without_a_value_come_last_all_the_same(fresh: Store) -> None:
    wanted = Query(sort=SortKey.ARTIST)
    found = fresh.first_rows(wanted, _TRACKS)
    assert [row.id for row in found.rows] == fresh.ids(wanted).tolist()


def test_a_walk_that_takes_long_is_given_up(fresh: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_rows, "_PATIENCE_S", -1.0)
    monkeypatch.setattr("app.library.database._STEPS", 1)
    check(fresh, Query(), fresh.first_rows(Query(), _COUNT))
    assert "_queries" in vars(fresh)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.builds(
        Query,
        view=st.sampled_from([View.ALL, View.ALL, View.READY]),
        text=st.sampled_from(["", "a", "be", "m p", "alpha", "alpha 1", "qq", "%"]),
        below=st.sampled_from([(), (b"/m/1",)]),
        sort=st.sampled_from(SortKey),
        descending=st.booleans(),
        by_album=st.sampled_from([False, False, True]),
    ),
    st.sampled_from([(5, 30), (40, 80), (1_000, 8_000)]),
)
def test_the_first_ones_are_those_of_the_whole(known: Store, wanted: Query, heads: tuple[int, int]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(query, "_HEADS", heads)
        check(known, wanted, known.first_rows(wanted, _COUNT))


def test_frequent_short_words_need_no_look_at_every_text(known: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query, "_HEADS", (40,))
    found = known.first_rows(Query(text="m"), _COUNT)
    assert (len(found.rows), found.total, found.ids) == (_COUNT, None, None)


def test_a_change_is_in_the_first_ones(file: Path, tmp_path: Path) -> None:
    with Store(tmp_path / "library.sqlite3") as store:
        store.put_files([scanned(b"/m/%02d.mp3" % n, n) for n in range(20)])
        store.ids(Query())
        store.put_files([scanned(b"/m/00a.mp3", 99)])
        check(store, Query(), store.first_rows(Query(), _COUNT))
        assert store.first_rows(Query(), 2).rows[1].path == b"/m/00a.mp3"


def test_a_cancelled_search_ends_early_and_spoils_nothing(fresh: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.library.database._STEPS", 1)
    control = RunControl()
    control.cancel()
    assert len(fresh.ids(Query(text="a"), control)) == 0
    wanted = Query(text="a", sort=SortKey.TITLE)
    check(fresh, wanted, fresh.first_rows(wanted, _COUNT))
