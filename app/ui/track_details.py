"""Everything the inspector and the review show of one track, fetched from the session in one go on a worker thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.library.types import ChosenBy, TrackId, TrackRow, TrackState
from app.ui.words import is_left_without, percent, shown_genres, state_sentence, translate

if TYPE_CHECKING:
    from app.library.answers import AlbumVote, Prediction
    from app.session import Doubt, Session

#: What looks stranger than nine in ten of the tracks that a model was judged by is told to be strange.
_STRANGE = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class TrackDetails:
    """A track with what the model said of it."""

    row: TrackRow
    prediction: Prediction | None
    labels: tuple[str, ...]  #: names of ``prediction.scores``
    vote: AlbumVote | None
    doubt: Doubt | None = None  #: why an unknown one is unknown

    @property
    def heard(self) -> bool:
        """Whether there is a model's answer whose figures can be named."""
        return self.prediction is not None and len(self.labels) == len(self.prediction.scores)

    def says_the_same(self, other: TrackDetails) -> bool:
        """Whether ``other`` tells a person the same: what the model's figures give is all in the row."""
        return (self.row, self.labels, self.vote, self.doubt) == (other.row, other.labels, other.vote, other.doubt)


def fetch_details(session: Session, track: TrackId) -> TrackDetails | None:
    """What is known of ``track``; None when it has left the library. Blocks."""
    rows = session.rows([track])
    if not rows:
        return None
    prediction = session.prediction(track)
    labels = session.labels(prediction.model_id) if prediction is not None else ()
    unknown = rows[0].state is TrackState.UNKNOWN
    doubt = next((answer.doubt for answer in session.answers([track])), None) if unknown else None
    return TrackDetails(rows[0], prediction, labels, session.album_vote(track), doubt)


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
        return _unknown_words(details.doubt)
    if row.state is not TrackState.REVIEW:
        text = translate("track", "{genre}, {sure} sure")
    elif is_strange(details.prediction):
        text = translate("track", "{genre}? {sure} sure, but unfamiliar")
    else:
        text = translate("track", "{genre}? Only {sure} sure")
    return text.format(genre=row.predicted, sure=percent(row.confidence))


def reason_words(details: TrackDetails) -> str:
    """What the answer means for the person, with the reason: the sentence under the headline."""
    row = details.row
    if row.state is TrackState.UNKNOWN and details.doubt is not None:
        from app.session import Doubt  # brings numbers, for which no start waits

        return {
            Doubt.NOT_MUSIC: translate("track", "It sounds like speech, noise or silence. Only you can name a genre."),
            Doubt.UNFAMILIAR: translate(
                "track", "It is far from all the music that the model learned from, however sure the scores are."
            ),
            Doubt.UNSURE: translate("track", "The scores are spread over many genres, and none stands out."),
        }[details.doubt]
    if row.state is TrackState.REVIEW and is_strange(details.prediction):
        return translate("track", "It is unlike most of the music the model learned from: you decide.")
    return state_sentence(row)


def _unknown_words(doubt: Doubt | None) -> str:
    from app.session import Doubt  # as above

    if doubt is Doubt.NOT_MUSIC:
        return translate("track", "Probably not music")
    if doubt is Doubt.UNSURE:
        return translate("track", "No genre is likely")
    return translate("track", "Like nothing the model knows")


def is_strange(prediction: Prediction | None) -> bool:
    """Whether a model that can tell found the track rather unlike what it learned."""
    return prediction is not None and prediction.familiarity is not None and prediction.familiarity < _STRANGE


def _person_words(row: TrackRow) -> str:
    if row.state is TrackState.SKIPPED:
        return translate("track", "You put it off")
    if is_left_without(row):
        return translate("track", "You left it without a genre")
    if row.state is TrackState.KEPT and row.chosen in {(), row.genres}:
        return translate("track", "You kept what the file says")
    return translate("track", "You chose {genres}").format(genres=shown_genres(row.chosen))


def file_words(row: TrackRow) -> str:
    """What the file itself says now."""
    if not row.genres:
        return translate("track", "The file holds no genre")
    return translate("track", "The file says {genres}").format(genres=shown_genres(row.genres))
