"""Everything the inspector and the review show of one track, fetched from the session in one go on a worker thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.library.types import AlbumVote, ChosenBy, Prediction, TrackId, TrackRow, TrackState
from app.ui.words import percent, shown_genres, translate

if TYPE_CHECKING:
    from app.session import Session

#: Below this probability of being music, the words say so.
_MUSIC_DOUBT = 0.5
#: What looks stranger than nine in ten of the tracks that a model was judged by is told to be strange.
_STRANGE = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class TrackDetails:
    """A track with what the model said of it."""

    row: TrackRow
    prediction: Prediction | None
    labels: tuple[str, ...]  #: names of ``prediction.scores``
    vote: AlbumVote | None

    @property
    def heard(self) -> bool:
        """Whether there is a model's answer whose figures can be named."""
        return self.prediction is not None and len(self.labels) == len(self.prediction.scores)


def fetch_details(session: Session, track: TrackId) -> TrackDetails | None:
    """What is known of ``track``; None when it has left the library. Blocks."""
    rows = session.rows([track])
    if not rows:
        return None
    prediction = session.prediction(track)
    labels = session.labels(prediction.model_id) if prediction is not None else ()
    return TrackDetails(rows[0], prediction, labels, session.album_vote(track))


def answer_words(details: TrackDetails) -> str:
    """What Earmark or the person says about the track, in a few words: the headline."""
    row = details.row
    if row.chosen_by is ChosenBy.PERSON:
        return _person_words(row)
    if row.state is TrackState.FAILED:
        return translate("track", "Cannot be heard")
    if row.confidence is None:
        return translate("track", "Not analysed yet")
    if row.state is TrackState.UNKNOWN:
        doubtful = details.prediction is not None and details.prediction.music < _MUSIC_DOUBT
        return (
            translate("track", "Probably not music") if doubtful else translate("track", "Like nothing the model knows")
        )
    if row.state is not TrackState.REVIEW:
        text = translate("track", "{genre}, {sure} sure")
    elif is_strange(details.prediction):
        text = translate("track", "{genre}? {sure} sure, but unlike most that the model knows")
    else:
        text = translate("track", "{genre}? Only {sure} sure")
    return text.format(genre=row.predicted, sure=percent(row.confidence))


def is_strange(prediction: Prediction | None) -> bool:
    """Whether a model that can tell found the track rather unlike what it learned."""
    return prediction is not None and prediction.familiarity is not None and prediction.familiarity < _STRANGE


def _person_words(row: TrackRow) -> str:
    if row.state is TrackState.SKIPPED:
        return translate("track", "You put it off")
    if row.state is TrackState.KEPT and row.chosen in {(), row.genres}:
        return translate("track", "You kept what the file says")
    return translate("track", "You chose {genres}").format(genres=shown_genres(row.chosen))


def file_words(row: TrackRow) -> str:
    """What the file itself says now."""
    if not row.genres:
        return translate("track", "The file holds no genre")
    return translate("track", "The file says {genres}").format(genres=shown_genres(row.genres))
