"""The words and figures that several screens share: states, views, columns, durations, counts.

Everything a person reads goes through ``translate`` here or ``self.tr`` in a widget, so that it can be translated.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale

from app.library.types import ChosenBy, TrackRow, TrackState, View
from app.settings import Policy
from app.stamp import display_path
from app.ui.core_words import core_text


def translate(context: str, text: str, comment: str = "", count: int = -1) -> str:
    """``text`` in the person's language; ``count`` picks the plural form and is put in for ``%Ln``."""
    return QCoreApplication.translate(context, text, comment, count)


def in_english() -> str:
    """What stands above a document that there is in English only; empty where the window speaks English."""
    told = translate("words", "This text is in English.")
    return "" if told == "This text is in English." else told


_FORMATS = {
    "ape": "Monkey's Audio",
    "matroska": "Matroska",
    "musepack": "Musepack",
    "ogg-flac": "Ogg FLAC",
    "ogg-vorbis": "Ogg Vorbis",
    "optimfrog": "OptimFROG",
    "opus": "Opus",
    "speex": "Speex",
    "wavpack": "WavPack",
}


def format_name(container: str) -> str:
    """The kind of a file as people spell it: ``FLAC``, ``Ogg Vorbis``; the same in every language."""
    return _FORMATS.get(container, container.upper())


def number(value: int) -> str:
    """``value`` with the thousands separators of the person's locale."""
    return QLocale().toString(value)


def percent(share: float) -> str:
    """A share of 0..1 as whole per cent; never "100 %" for what is not certain."""
    whole = min(round(share * 100), 99) if share < 1.0 else 100
    return translate("words", "{0} %").format(whole)


def clock(seconds: float | None) -> str:
    """Minutes and seconds, or hours too when there are any; "" for an unknown duration."""
    if seconds is None:
        return ""
    whole = round(seconds)
    hours, rest = divmod(whole, 3600)
    minutes, seconds_left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds_left:02}" if hours else f"{minutes}:{seconds_left:02}"


def time_left(seconds: float | None) -> str:
    """A rough time left, as a person would say it; "" while unknown."""
    if seconds is None:
        return ""
    if seconds < 50:
        return translate("words", "under a minute left")
    minutes = round(seconds / 60)
    if minutes < 90:
        return translate("words", "%Ln min left", "", minutes)
    return translate("words", "%Ln h left", "", round(minutes / 60))


def shown_title(row: TrackRow) -> str:
    """The track's title, or its file's name where it has none."""
    return row.title or file_name(row.path)


def shown_origin(row: TrackRow) -> str:
    """Who a track is by and what album it is on; else its file's name, or its folder's where the title is that name."""
    told = " · ".join(part for part in (row.artist, row.album) if part)
    return told or (file_name(row.path) if row.title else file_place(row.path, file_name(row.path)))


def file_name(path: bytes) -> str:
    """Last part of ``path``, for people: on one line, whatever characters are in it."""
    return " ".join(display_path(os.path.basename(path)).splitlines())


def file_place(path: bytes, shown: str) -> str:
    """What tells files of one name apart: ``flac · Album folder``; the ending only where ``shown`` lacks it."""
    folder, name = os.path.split(path)
    ending = display_path(os.path.splitext(name)[1])[1:].lower()
    parts = ("" if shown.lower().endswith(f".{ending}") else ending, display_path(os.path.basename(folder)))
    return " · ".join(part for part in parts if part)


def shown_genres(genres: tuple[str, ...]) -> str:
    """Genres as one line of text; a dash where there are none."""
    return ", ".join(genres) if genres else "–"


#: Icon and palette role of a state; the icons differ in shape, so that no state is told by colour alone.
STATE_ICONS = {
    TrackState.NEW: ("new", "muted"),
    TrackState.READY: ("ready", "accent"),
    TrackState.REVIEW: ("review", "caution"),
    TrackState.UNKNOWN: ("unknown", "muted"),
    TrackState.CONFLICT: ("conflict", "caution"),
    TrackState.KEPT: ("accept", "muted"),
    TrackState.WRITTEN: ("written", "good"),
    TrackState.FAILED: ("failed", "bad"),
    TrackState.SKIPPED: ("skip", "muted"),
}

VIEW_ICONS = {
    View.ALL: "all",
    View.NEW: "new",
    View.REVIEW: "review",
    View.UNKNOWN: "unknown",
    View.READY: "ready",
    View.CONFLICTS: "conflict",
    View.WRITTEN: "written",
    View.FAILED: "failed",
    View.KEPT: "accept",
    View.SKIPPED: "skip",
}


def state_name(state: TrackState) -> str:
    """Short name of a state."""
    return {
        TrackState.NEW: translate("words", "Not analysed yet"),
        TrackState.READY: translate("words", "Ready to write"),
        TrackState.REVIEW: translate("words", "To review"),
        TrackState.UNKNOWN: translate("words", "Unknown"),
        TrackState.CONFLICT: translate("words", "Conflict"),
        TrackState.KEPT: translate("words", "Nothing to do"),
        TrackState.WRITTEN: translate("words", "Written"),
        TrackState.FAILED: translate("words", "Failed"),
        TrackState.SKIPPED: translate("words", "Skipped"),
    }[state]


def is_heard_only(row: TrackRow) -> bool:
    """Whether other genres were chosen than the file holds, and only its kind keeps a write from putting them in."""
    return row.read_only and row.state is TrackState.KEPT and row.chosen not in {(), row.genres}


def is_left_without(row: TrackRow) -> bool:
    """Whether a person has kept a file that holds no genre as it is."""
    by_person = row.chosen_by is ChosenBy.PERSON and row.state is TrackState.KEPT
    return by_person and not row.chosen and not row.genres


def row_state(row: TrackRow) -> str:
    """Short name of the state of a track."""
    return translate("words", "Heard, not written") if is_heard_only(row) else state_name(row.state)


def state_sentence(row: TrackRow) -> str:
    """What the state of a track means for the person, with the reason of a failure."""
    why = " ".join(part for part in map(core_text, (row.error, row.hint)) if part)
    if row.state is TrackState.FAILED:
        if row.chosen_by is ChosenBy.PERSON and row.chosen:
            chosen = translate("words", "You chose {0}, but nothing can be written into this file.")
            return f"{chosen.format(shown_genres(row.chosen))} {why}"
        return why
    if row.unheard:
        return f"{_meaning(row)} {translate('words', 'It could not be heard:')} {why}"
    return _meaning(row)


def _meaning(row: TrackRow) -> str:
    """What the state of a track means for the person."""
    if is_heard_only(row):
        return translate("words", "It was heard, but Earmark does not write genres into files of this kind.")
    if is_left_without(row):
        return translate("words", "Nothing is written into the file.")
    if row.state is TrackState.READY and row.chosen_by is ChosenBy.PERSON:
        return translate("words", "You chose the genre. The next write puts it into the file.")
    return {
        TrackState.NEW: translate("words", "Waits to be analysed."),
        TrackState.READY: translate("words", "The next write puts the genre into the file."),
        TrackState.REVIEW: translate("words", "The sound fits several genres: you decide."),
        TrackState.UNKNOWN: translate("words", "This resembles nothing the model knows, or is not music."),
        TrackState.CONFLICT: translate(
            "words", "The sound says one thing and the file's own genre another. The file is left as it is."
        ),
        TrackState.KEPT: translate("words", "The file already says what was chosen, or you kept its genre."),
        TrackState.WRITTEN: translate("words", "Written by Earmark. It can be undone in the history."),
        TrackState.SKIPPED: translate("words", "You put this one off."),
    }[row.state]


def view_name(view: View) -> str:
    """Name of a view in the side bar."""
    return {
        View.ALL: translate("words", "All"),
        View.REVIEW: translate("words", "To review"),
        View.UNKNOWN: translate("words", "Unknown"),
        View.READY: translate("words", "Ready"),
        View.CONFLICTS: translate("words", "Conflicts"),
        View.WRITTEN: translate("words", "Written"),
        View.FAILED: translate("words", "Failed"),
        View.NEW: translate("words", "Not analysed"),
        View.KEPT: translate("words", "Nothing to do"),
        View.SKIPPED: translate("words", "Skipped"),
    }[view]


def empty_sentence(view: View) -> str:
    """What an empty table says under ``view``."""
    return {
        View.ALL: translate("words", "No tracks here."),
        View.REVIEW: translate("words", "Nothing waits for your decision."),
        View.UNKNOWN: translate("words", "No track puzzled the model."),
        View.READY: translate("words", "Nothing is ready to be written."),
        View.CONFLICTS: translate("words", "No track's sound contradicts its genre."),
        View.WRITTEN: translate("words", "Nothing has been written yet."),
        View.FAILED: translate("words", "Every file could be read."),
        View.NEW: translate("words", "Every track has been analysed."),
        View.KEPT: translate("words", "No track is already as it should be."),
        View.SKIPPED: translate("words", "Nothing was put off."),
    }[view]


def policy_name(policy: Policy) -> str:
    """A policy as a choice in a list."""
    return {
        Policy.FILL: translate("words", "leave it, but fill in for “Other”, “Unknown” and the like"),
        Policy.APPEND: translate("words", "keep it and add what was heard"),
        Policy.REPLACE_GENERIC: translate("words", "keep what says something, replace “Other” and the like"),
        Policy.REPLACE: translate("words", "replace it"),
        Policy.KEEP: translate("words", "leave it, whatever it is"),
    }[policy]


def passed_over(kinds: Sequence[tuple[str, int]]) -> tuple[str, str]:
    """That so many files are of kinds that are not read, and the endings, each with its number."""
    count = sum(number_of for _, number_of in kinds)
    sentence = translate("words", "%Ln sound files are of kinds that Earmark does not read.", "", count)
    return sentence, " · ".join(f"{ending} {number(number_of)}" for ending, number_of in kinds)
