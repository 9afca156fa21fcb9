"""What a review goes through (some tracks, what waits in an order, what the sound contradicts) and where it begins."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from app import paths
from app.library.types import RootId, TrackId
from app.session.reviewing import ReviewOrder
from app.ui.review_flow import ReviewFlow
from app.ui.review_place import ReviewPlace, load_place
from app.ui.words import translate

if TYPE_CHECKING:
    from app.session import Session


@dataclass(frozen=True, slots=True)
class Agenda:
    """The tracks of a review, and what is known about why they are in it."""

    ids: tuple[TrackId, ...] = ()
    order: ReviewOrder | None = None  #: of what waits; ``None``: the tracks were picked otherwise
    root: RootId | None = None
    audit: bool = False
    start: TrackId | None = None  #: where to begin, if it is among them
    artists: dict[TrackId, str] = field(default_factory=dict)  #: of the audit's tracks
    nothing: str = ""  #: what is said where there are none

    def place(self, track: TrackId | None) -> ReviewPlace | None:
        """What to remember when the review stands at ``track``; ``None``: nothing, it is no queue of the library."""
        if self.order is None or not self.ids:
            return None
        return ReviewPlace(self.order, self.root, track)

    def same_artist(self, track: TrackId, flow: ReviewFlow) -> tuple[str, list[TrackId]]:
        """The artist of ``track`` and the undecided tracks of the audit by the same; ("", []) where there is none."""
        artist = self.artists.get(track, "")
        if not artist:
            return "", []
        return artist, [one for one in self.ids if self.artists.get(one) == artist and flow.given(one) is None]


def place_file() -> Path:
    """Where the place of the review is kept."""
    return paths.config_dir() / "review.json"


def queue_agenda(session: Session, root: RootId | None, order: ReviewOrder | None) -> Agenda:
    """What waits for a person. Without ``order``: as it was left, at the track where it was left. Blocks."""
    place = load_place(place_file())
    resumed = order is None and place.root == root
    chosen = order or place.order
    return Agenda(
        ids=tuple(TrackId(track) for track in session.review_queue(root, chosen).tolist()),
        order=chosen,
        root=root,
        start=place.track if resumed else None,
        nothing=translate("review", "Earmark is not in doubt about any track here."),
    )


def audit_agenda(session: Session, root: RootId | None) -> Agenda:
    """What the sound contradicts, strongest first. Blocks."""
    doubted = session.audit(root)
    return Agenda(
        ids=tuple(one.track for one in doubted),
        root=root,
        audit=True,
        artists={one.track: one.artist for one in doubted if one.artist},
        nothing=translate("review", "No file's genre is contradicted by its sound."),
    )
