"""Queries against a plain Python reading of what they mean."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.library.answers import Decided, ScannedFile, Verdict
from app.library.ranges import is_below
from app.library.store import Store
from app.library.text import fold
from app.library.types import STATE_OF_VIEW, ChosenBy, Query, RootId, SortKey, TrackId, TrackRow, TrackState, View
from app.stamp import display_path
from tests.library.records import prediction, scanned

_ARTISTS = ("Björk", "bjork", "Zoë", "", "100%_sure", "Ab")
_ALBUMS = ("Hits", "hits", "", "Ågot", "In\nTwo")
_STATES = (TrackState.READY, TrackState.REVIEW, TrackState.UNKNOWN, TrackState.CONFLICT, TrackState.KEPT)
_TRACKS = 240


def _files() -> list[ScannedFile]:
    noise = np.random.default_rng(3)
    numbers = noise.permutation(1000)
    files = []
    for n in range(_TRACKS):
        folder = (b"/m/a", b"/m/a-b", b"/m/a/CD1", b"/m/a/CD2", b"/n/\xff\n")[noise.integers(5)]
        files.append(
            scanned(
                folder + b"/%03d.mp3" % numbers[n],
                n,
                title=("", "Song", "song", f"Nº {n % 7}")[noise.integers(4)],
                artist=_ARTISTS[noise.integers(6)],
                album=_ALBUMS[noise.integers(5)],
                album_artist=("", "Various")[noise.integers(2)],
                genres=((), ("Rock",), ("Jazz", "Rock"))[noise.integers(3)],
                duration_s=(None, 100.0, 200.5)[noise.integers(3)],
                container=("mp3", "flac", "", "m4a's")[noise.integers(4)],
                year=("", "1999", "2003-05-01", "99", "unknown")[noise.integers(5)],
            )
        )
    return files


def _decision(n: int) -> Decided:
    noise = np.random.default_rng(n)
    confidence = None if n % 11 == 0 else float(noise.integers(5)) / 5
    return Decided(_STATES[n % 5], (), confidence, confidence, ("Jazz", "Rock", "Blues")[n % 3], "Pop", ())


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(tmp_path_factory.mktemp("query") / "library.sqlite3") as store:
        store.add_root(b"/m")
        store.add_root(b"/m/a")
        tracks = store.put_files(_files()).new
        store.put_predictions(
            [(track, prediction(n), _decision(n)) for n, track in enumerate(tracks) if n % 4]  # the rest is NEW
        )
        chosen = [Verdict(track, TrackState.READY, ("Blues",)) for track in tracks[3::19]]
        store.put_verdicts([*chosen, *(Verdict(track, TrackState.SKIPPED, ()) for track in tracks[4::23])], "")
        store.set_missing([row.path for row in store.rows(tracks[::17])], True)
        yield store


def _model(store: Store, query: Query) -> list[int]:
    """What ``query`` means, in plain Python."""
    files = _files()
    shown = {n: store.rows([n + 1])[0] for n in range(_TRACKS) if n % 17}
    roots = {root.id: root.path for root in store.roots()}

    def passes(row: TrackRow, file: ScannedFile) -> bool:
        texts = (row.title, row.artist, row.album, file.album_artist, *row.genres, display_path(row.path))
        text = fold("\n".join(texts))
        return (
            (query.view is View.ALL or row.state is STATE_OF_VIEW[query.view])
            and (query.root is None or is_below(row.path, roots[query.root]))
            and (not query.below or any(is_below(row.path, path) for path in query.below))
            and (query.genre is None or row.predicted == query.genre)
            and all(word in text for word in fold(query.text).split())
            and (not query.states or row.state in query.states)
            and (not query.containers or row.container in query.containers)
            and within(None if row.state is TrackState.UNKNOWN else row.confidence, query.least_sure, query.most_sure)
            and within(
                int(row.year[:4]) if row.year[:4] in {"1999", "2003"} else None, query.first_year, query.last_year
            )
        )

    def within(value: float | None, low: float | None, high: float | None) -> bool:
        if low is None and high is None:
            return True
        return value is not None and (low is None or value >= low) and (high is None or value <= high)

    def sureness(row: TrackRow) -> float | None:
        if row.chosen_by is ChosenBy.PERSON and row.state is not TrackState.SKIPPED:
            return 2.0
        return None if row.state is TrackState.UNKNOWN else row.confidence

    def place(n: int) -> tuple[str, bytes]:
        return shown[n].album_group, files[n].path

    def key(n: int) -> Any:
        row = shown[n]
        return {
            SortKey.PATH: row.path,
            SortKey.TITLE: fold(row.title or display_path(row.path).rsplit("/", 1)[1]),
            SortKey.ARTIST: fold(row.artist) or None,
            SortKey.ALBUM: place(n)[0] if row.album else None,
            SortKey.GENRES: fold("\n".join(row.genres)) or None,
            SortKey.PREDICTED: row.predicted or None,
            SortKey.CONFIDENCE: sureness(row),
            SortKey.MARGIN: row.confidence,
            SortKey.STATE: int(row.state),
            SortKey.DURATION: row.duration_s,
            SortKey.YEAR: row.year[:4] if row.year[:1] in {"1", "2"} else None,
            SortKey.CONTAINER: row.container or None,
        }[query.sort]

    found = sorted((n for n, row in shown.items() if passes(row, files[n])), key=place)
    found.sort(key=lambda n: (key(n) is not None, key(n)) if key(n) is not None else (False,), reverse=query.descending)
    with_key = [n for n in found if key(n) is not None]
    ordered = with_key + sorted((n for n in found if key(n) is None), key=place)
    if query.by_album or query.by_artist:

        def group(n: int) -> tuple[bool, str]:
            return (not shown[n].artist, fold(shown[n].artist)) if query.by_artist else (False, place(n)[0])

        first: dict[tuple[bool, str], int] = {}
        for position, n in enumerate(ordered):
            tied = next((p for p, m in enumerate(ordered) if key(m) == key(n)), position)
            first.setdefault(group(n), tied)
        ordered = sorted(ordered, key=lambda n: (first[group(n)], group(n), place(n)))
    return [n + 1 for n in ordered]


_QUERIES = st.builds(
    Query,
    view=st.sampled_from([View.ALL, View.ALL, *View]),
    text=st.sampled_from(
        ["", "", "bjork", "BJÖRK", "song 0", "z", "1", "%", "_s", "100%", "hits va", "\n", '"', "n\\"]
    ),
    root=st.sampled_from([None, None, RootId(1), RootId(2)]),
    below=st.sampled_from([(), (), (b"/m/a",), (b"/m/a/CD1", b"/n"), (b"/nowhere",)]),
    genre=st.sampled_from([None, None, "Jazz", "None"]),
    sort=st.sampled_from(SortKey),
    descending=st.booleans(),
    by_album=st.booleans(),
    by_artist=st.booleans(),
    states=st.sampled_from([(), (), (TrackState.READY, TrackState.REVIEW), (TrackState.NEW,)]),
    least_sure=st.sampled_from([None, None, 0.0, 0.4]),
    most_sure=st.sampled_from([None, None, 0.8]),
    containers=st.sampled_from([(), (), ("mp3",), ("flac", "m4a's"), ("ogg",)]),
    first_year=st.sampled_from([None, None, 1999, 2000]),
    last_year=st.sampled_from([None, None, 1999, 2010]),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_QUERIES)
def test_every_query_means_what_it_says(filled: Store, query: Query) -> None:
    assert list(filled.ids(query)) == _model(filled, query)


@pytest.mark.parametrize("sort", list(SortKey))
@pytest.mark.parametrize("descending", [False, True])
def test_every_order_is_whole(filled: Store, sort: SortKey, descending: bool) -> None:
    everything = filled.ids(Query())
    assert sorted(filled.ids(Query(sort=sort, descending=descending))) == sorted(everything)


def test_views_part_the_tracks(filled: Store) -> None:
    counts = filled.counts()
    for view in View:
        assert len(filled.ids(Query(view=view))) == counts[view]
    assert sum(counts[view] for view in View if view is not View.ALL) == counts[View.ALL]
    for root in filled.roots():
        of_root = filled.counts(root.id)
        assert of_root[View.ALL] == root.tracks == len(filled.ids(Query(root=root.id)))


def test_an_unknown_root_has_nothing(filled: Store) -> None:
    assert len(filled.ids(Query(root=RootId(99)))) == 0
    assert set(filled.counts(RootId(99)).values()) == {0}


def test_an_empty_library_answers(store: Store) -> None:
    for query in (Query(), Query(text="a"), Query(text="abc"), Query(sort=SortKey.TITLE, by_album=True)):
        assert store.ids(query).shape == (0,)
        assert store.ids(query).dtype == np.int64
    assert set(store.counts().values()) == {0}
    assert store.rows([1, 2]) == []


def test_orders_follow_changes(store: Store) -> None:
    first, second = store.put_files([scanned(b"/m/1.mp3", 1, title="A"), scanned(b"/m/2.mp3", 2, title="B")]).new
    by_title = Query(sort=SortKey.TITLE)
    assert list(store.ids(by_title)) == [first, second]
    store.put_files([scanned(b"/m/1.mp3", 3, title="C")])
    assert list(store.ids(by_title)) == [second, first]
    (third,) = store.put_files([scanned(b"/m/3.mp3", 4, title="BB")]).new
    assert list(store.ids(by_title)) == [second, third, first]
    store.set_missing([b"/m/2.mp3"], True)
    assert list(store.ids(by_title)) == [third, first]
    assert list(store.ids(Query(text="mp3"))) == [first, third]
    by_confidence = Query(sort=SortKey.CONFIDENCE, descending=True)
    store.put_predictions([(third, prediction(4), Decided(TrackState.REVIEW, confidence=0.5))])
    assert list(store.ids(by_confidence)) == [third, first]
    store.put_predictions([(first, prediction(3), Decided(TrackState.REVIEW, confidence=0.7))])
    assert list(store.ids(by_confidence)) == [first, third]


@pytest.mark.parametrize("descending", [False, True])
def test_what_is_unknown_comes_last_by_how_sure_and_what_a_person_chose_is_surest(
    store: Store, descending: bool
) -> None:
    half, unknown, sure, yours, new = store.put_files([scanned(b"/m/%d.mp3" % n, n) for n in range(5)]).new
    answers = {half: (TrackState.REVIEW, 0.5), unknown: (TrackState.UNKNOWN, 0.7), sure: (TrackState.READY, 0.9)}
    answers[yours] = (TrackState.REVIEW, 0.1)
    store.put_predictions([(track, prediction(track - 1), Decided(*(a[0], (), a[1]))) for track, a in answers.items()])
    store.put_verdicts([Verdict(yours, TrackState.READY, ("Blues",))], "Blues")
    told = [half, sure, yours]
    by_confidence = Query(sort=SortKey.CONFIDENCE, descending=descending)
    assert list(store.ids(by_confidence)) == [*(told[::-1] if descending else told), unknown, new]
    assert list(store.ids(Query(least_sure=0.6))) == [sure]


def test_changes_of_another_connection_are_seen(store: Store, library_file: Path) -> None:
    assert len(store.ids(Query())) == 0
    with Store(library_file) as other:
        other.put_files([scanned()])
    assert len(store.ids(Query())) == 1


@pytest.mark.parametrize(
    "name",
    [
        b"plain.mp3",
        b"\xff\xfe.mp3",
        b"line\nbreak\ttab.mp3",
        "ünïcode.mp3".encode(),
        unicodedata.normalize("NFD", "ünïcode.mp3").encode(),
        b"n" * 251 + b".mp3",
        b"quote'\"%_\\.mp3",
        b" .mp3",
    ],
)
def test_any_name_is_kept_found_and_given_back(store: Store, name: bytes) -> None:
    path = b"/m/x/" + name
    (track,) = store.put_files([scanned(path)]).new
    assert store.rows([track])[0].path == path
    assert store.track_at(path) == track
    assert list(store.ids(Query(below=(path,)))) == [track]
    assert list(store.ids(Query(text="x/"))) == [track]
    assert [found for _, found in store.pending()] == [path]


def test_composed_and_decomposed_names_are_two_files(store: Store) -> None:
    composed, decomposed = (unicodedata.normalize(form, "/m/é.mp3").encode() for form in ("NFC", "NFD"))
    tracks = store.put_files([scanned(composed, 1), scanned(decomposed, 2)]).new
    assert len(tracks) == 2
    assert set(store.ids(Query(text="é.mp3"))) == set(tracks)
    assert store.tracks_at([decomposed]) == {decomposed: tracks[1]}


def test_rows_keep_the_order_asked_for(store: Store) -> None:
    tracks = store.put_files([scanned(b"/m/%d.mp3" % n, n) for n in range(5)]).new
    wanted = [tracks[3], TrackId(99), tracks[0], tracks[4]]
    assert [row.id for row in store.rows(wanted)] == [tracks[3], tracks[0], tracks[4]]


def test_an_album_votes(store: Store) -> None:
    album = [scanned(b"/m/a/%d.mp3" % n, n, album_artist="Various", artist=f"A{n}") for n in range(4)]
    tracks = store.put_files([*album, scanned(b"/m/a/9.mp3", 9, album="Another")]).new
    for n, genre in enumerate(("Jazz", "Rock", "Jazz")):
        decision = Decided(TrackState.REVIEW, (), 0.5, 0.1, genre, "Pop", ())
        store.put_predictions([(tracks[n], prediction(n), decision)])
    unheard = Decided(TrackState.UNKNOWN, (), 0.2, 0.1, "Polka", "Pop", ())  # resembles nothing: it has no voice
    store.put_predictions([(tracks[3], prediction(3), unheard)])
    vote = store.album_vote(tracks[3])
    assert (vote.album, vote.artist, vote.tracks, vote.analysed) == ("Album", "Various", 4, 3)
    assert vote.votes == (("Jazz", 2), ("Rock", 1))
    assert list(store.album_tracks(tracks[0])) == list(tracks[:4])


def test_an_untagged_track_is_alone(store: Store) -> None:
    tracks = store.put_files([scanned(b"/m/a/%d.mp3" % n, n, album="") for n in range(3)]).new
    assert list(store.album_tracks(tracks[1])) == [tracks[1]]
    assert store.album_vote(tracks[1]).tracks == 1
    assert store.album_vote(TrackId(99)).tracks == 0


def test_the_vocabulary_is_the_librarys_then_the_models(store: Store) -> None:
    genres = (("Hip-Hop",), ("hip-hop",), ("Hip-Hop", "Rap"), ("Polka",), ("Polka",), ("Polka",), ("Polka",), ())
    store.put_files([scanned(b"/m/%d.mp3" % n, n, genres=held) for n, held in enumerate(genres)])
    assert store.genre_vocabulary(["Jazz", "polka"]) == ["Polka", "Hip-Hop", "Rap", "Jazz"]


def test_facets_tell_what_there_is_to_filter_by(filled: Store) -> None:
    facets = filled.facets()
    rows = filled.rows(filled.ids(Query()))
    counted = {name: sum(row.container == name for row in rows) for name in {row.container for row in rows} - {""}}
    assert dict(facets.containers) == counted
    assert [count for _, count in facets.containers] == sorted(counted.values(), reverse=True)
    assert (facets.first_year, facets.last_year) == (1999, 2003)
    assert facets.folders == (b"/m/a", b"/m/a-b", b"/m/a/CD1", b"/m/a/CD2", b"/n/\xff\n")


def test_an_empty_library_has_no_facets(store: Store) -> None:
    facets = store.facets()
    assert (facets.containers, facets.first_year, facets.last_year, facets.folders) == ((), None, None, ())
    assert len(store.ids(Query(containers=("mp3",), first_year=1990))) == 0
