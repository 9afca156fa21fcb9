"""At the head of an album stands what it was heard as."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.library.answers import AlbumVote
from app.library.store import Store
from app.library.types import LibraryChange, Query, TrackId
from app.session import Session
from app.ui.album_votes import AlbumVotes, vote_words
from app.ui.columns import Column, Grouping
from app.ui.faces import Face
from app.ui.main_window import MainWindow
from app.ui.row_painter import RowPainter
from app.ui.track_model import TrackModel
from tests.library.records import scanned
from tests.ui.doubles import make_row


def vote(*votes: tuple[str, int], tracks: int = 5) -> AlbumVote:
    return AlbumVote("Blue Train", "John Coltrane", tracks, sum(count for _, count in votes), votes)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (vote(("Jazz", 5)), "album: Jazz 5/5"),
        (vote(("Jazz", 2), ("Pop", 1)), "album: Jazz 2/5"),
        (vote(("Jazz", 2), ("Pop", 2)), "album: mixed"),
        (vote(), ""),
        (vote(("Jazz", 1), tracks=1), ""),
        (None, ""),
    ],
)
def test_in_words(given: AlbumVote | None, expected: str) -> None:
    assert vote_words(given) == expected


def test_each_album_is_asked_for_once_and_anew_after_a_change(qtbot: QtBot) -> None:
    asked: list[int] = []

    def ask(track: TrackId) -> AlbumVote:
        asked.append(int(track))
        return vote(("Jazz", len(asked)))

    votes = AlbumVotes(ask)
    rows = [make_row(track) for track in (10, 11, 20)]
    with qtbot.waitSignal(votes.told):
        assert [votes.vote(row) for row in rows] == [None, None, None]
    assert asked == [11, 20]
    assert votes.vote(rows[0]) == votes.vote(rows[1]) == vote(("Jazz", 1))
    votes.forget()
    with qtbot.waitSignal(votes.told):
        assert votes.vote(rows[0]) == vote(("Jazz", 1))  # the older one stays in sight until then
    assert votes.vote(rows[0]) == vote(("Jazz", 3))


def test_albums_of_one_name_by_two_artists_are_two_groups(qtbot: QtBot, tmp_path: Path) -> None:
    store = Store(tmp_path / "library.db")
    store.add_root(b"/music")
    hits = [("Queen", b"/music/q/1.mp3"), ("Queen", b"/music/q/2.mp3"), ("ABBA", b"/music/a/1.mp3")]
    store.put_files(
        [
            scanned(path, content=n, album="Greatest Hits", album_artist=artist, artist=artist)
            for n, (artist, path) in enumerate(hits)
        ]
    )
    model = TrackModel(store.rows)
    model.set_ids(store.ids(Query(by_album=True)))
    qtbot.waitUntil(lambda: model.row_at(0) is not None)
    painter = RowPainter(model)
    painter.grouping = Grouping.ALBUM
    rows = [model.row_at(place) for place in range(3)]
    assert [row.artist for row in rows if row] == ["ABBA", "Queen", "Queen"]
    assert [painter._continues(place) for place in range(3)] == [False, False, True]
    votes = AlbumVotes(store.album_vote)
    with qtbot.waitSignal(votes.told):
        assert [votes.vote(row) for row in rows if row] == [None] * 3
    assert [vote.tracks for row in rows if row and (vote := votes.vote(row))] == [1, 2, 2]
    store.close()


def test_the_head_of_a_group_says_it(
    qtbot: QtBot, analysed: MainWindow, library: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: set[str] = set()
    draw = Face.draw

    def listen(face: Face, painter: object, rect: object, text: str, *rest: object) -> None:
        painted.add(text)
        draw(face, painter, rect, text, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Face, "draw", listen)
    page = analysed.page
    row = next(row for row in library.rows(page.model.ids) if library.album_vote(row.id).tracks > 2)
    said = vote_words(library.album_vote(row.id))
    assert said.startswith("album: ")
    page.filter_bar.set_grouping(Grouping.ALBUM)
    qtbot.waitUntil(lambda: bool(page.view.viewport().repaint()) or said in painted)
    index = page.model.index(page.model.row_of(row.id), Column.ALBUM)
    assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == said
    with qtbot.waitSignal(page.votes.told):
        page.take_change(LibraryChange())
        page.view.viewport().repaint()
