"""Deciding stored answers anew, and reading them whole: nothing is heard again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.library.store import Store
from app.library.types import TrackId, TrackRow, TrackState
from app.session.decided import DecidedMark
from app.session.deciding import Decider, fingerprint
from app.session.models import Models
from app.session.records import Answer
from app.settings import Settings

_GONE = "Name that model's folder with --model, or listen with a model that is here: `earmark analyse`."


def redecide(store: Store, models: Models, settings: Settings, tracks: Sequence[TrackId] | None) -> None:
    """Replace what the stored answers of ``tracks`` (``None``: all) come to, where their model is still here."""
    for chunk in store.scores(tracks=tracks):
        bundle = models.find(chunk.model_id)
        if bundle is None:
            continue
        decider = Decider(bundle, settings)
        each = zip(chunk.ids, chunk.scores, chunk.music, chunk.genres, chunk.familiarity, strict=True)
        store.put_decisions(
            [
                (TrackId(int(track)), decider.decide(scores, float(music), held, float(familiarity)))
                for track, scores, music, held, familiarity in each
            ]
        )


def redecide_if_moved(store: Store, models: Models, settings: Settings, mark: DecidedMark) -> bool:
    """Decide all anew where ``mark`` says that other settings or calibrations were in force; whether it did."""
    now = fingerprint(settings, models.all())
    if mark.read() == now:
        mark.write(now, settings)  # the models' files look otherwise, and say the same
        return False
    mark.remove()  # should this be interrupted, no setting has been followed everywhere
    redecide(store, models, settings, None)
    mark.write(now, settings)
    return True


def answers(store: Store, models: Models, settings: Settings, rows: Sequence[TrackRow]) -> Iterator[Answer]:
    """The models' whole answers for ``rows``, with the verdicts that ``settings`` give them."""
    deciders = {bundle.id: Decider(bundle, settings) for bundle in models.all()}
    for row in rows:
        prediction = None if row.state is TrackState.FAILED else store.prediction(row.id)
        if prediction is None:
            waiting = not row.unheard
            yield _no_answer(row, "It was not listened to yet." if waiting else row.error, row.hint, waiting=waiting)
        elif prediction.model_id in deciders:
            yield deciders[prediction.model_id].answer(row, prediction)
        else:
            gone = f"The model {prediction.model_id} that heard it is gone."
            yield _no_answer(row, gone, _GONE)


def _no_answer(row: TrackRow, error: str, hint: str, *, waiting: bool = False) -> Answer:
    return Answer(row.id, row.path, (), None, (), "", None, 0.0, error, hint, waiting)
