"""The layouts in which labelled sound is published: folders of genres, GTZAN, FMA, and a table of paths."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.tagging.formats import is_audio_name
from trainer.data import DataError, read_tsv
from trainer.sources.tracks import PARTS, Source, SourceTrack, walk_sound

#: What tells a published layout. GTZAN came as ``genres/`` (later as ``Data/genres_original/``) with files named so.
GTZAN_FOLDERS = ("", "genres", "genres_original", "Data/genres_original", "gtzan/genres", "gtzan/genres_original")
_GTZAN_FILE = re.compile(r"([a-z]+)\.[0-9]{5}\.(wav|au|mp3|flac|ogg)", re.IGNORECASE)
FMA_TABLE = Path("fma_metadata") / "tracks.csv"
_FMA_PARTS = {"training": "train", "validation": "valid", "test": "excluded"}
_PATH_COLUMNS = ("path", "file", "filename")
_LABEL_COLUMNS = ("label", "genre", "genre_top")
_GROUP_COLUMNS = ("artist_group", "artist", "group")
_LICENCE_COLUMNS = ("licence", "license")


def recognised(folder: Path) -> Source:
    """The source in ``folder``: GTZAN or FMA in their published layouts, else a folder for each genre.

    Raises:
        DataError: there is no labelled sound in it.
    """
    if (folder / FMA_TABLE).is_file():
        return fma(folder)
    for inner in GTZAN_FOLDERS:
        if _is_gtzan(folder / inner):
            return gtzan(folder / inner)
    return genre_folders(folder)


def _is_sound(name: bytes) -> bool:
    """What the application takes for sound, and GTZAN's own AU files, which carry no tags."""
    return is_audio_name(name) or name.lower().endswith(b".au")


def _is_gtzan(folder: Path) -> bool:
    """Whether ``folder`` holds folders of genres with files like ``blues/blues.00000.wav``."""
    for file in folder.glob("*/*"):
        found = _GTZAN_FILE.fullmatch(file.name)
        if found:
            return found[1] == file.parent.name
    return False


def genre_folders(folder: Path) -> Source:
    """``folder/genre/track``, at any depth below the genre: a folder between genre and track is taken for the artist.

    Raises:
        DataError: there is no sound in it.
    """
    tracks = []
    for path in walk_sound(folder, _is_sound):
        parts = path.relative_to(folder).parts
        if len(parts) > 1:
            artist = f"{parts[0]}/{parts[1]}" if len(parts) > 2 else ""
            tracks.append(SourceTrack(path, parts[0], artist, "/".join(parts)))
    if not tracks:
        raise DataError(f"There is no sound in a folder of {folder}.", "A folder for each genre is needed.")
    provenance = f"sound in folders by genre ({folder.name})"
    return Source("own", provenance, "not stated", tuple(tracks), _about_artists(tracks))


def gtzan(folder: Path) -> Source:
    """``folder/blues/blues.00000.wav``; artists and split from ``gtzan_tracks.tsv`` in or up to two folders above it.

    With the table, an excerpt that it does not name is prepared and takes no part: it belongs to the published test
    part, or to none.

    Raises:
        DataError: there is no sound in it.
    """
    tables = [place / "gtzan_tracks.tsv" for place in (folder, *folder.absolute().parents[:2])]
    beside = next((file for file in tables if file.is_file()), None)
    rows = {row["excerpt"]: row for row in read_tsv(beside)} if beside else {}
    tracks = []
    for path in walk_sound(folder, _is_sound):
        row = rows.get(path.stem, {"filtered_split": "excluded"} if rows else {})
        part = row.get("filtered_split", "").replace("test", "excluded")
        fold = int(row.get("fold5") or -1)
        tracks.append(SourceTrack(path, path.parent.name, row.get("artist_group", ""), path.stem, part, fold=fold))
    if not tracks:
        raise DataError(f"There is no sound in {folder}.")
    unnamed = sum(track.name not in rows for track in tracks)
    remarks = (
        ["There is no gtzan_tracks.tsv: artists are not known, and figures will be flattered."] if not rows else []
    )
    remarks += [f"{unnamed} tracks are not in {beside} and take no part."] if rows and unnamed else []
    licence = "commercial recordings, distributed for research"
    return Source("gtzan", "GTZAN (Tzanetakis and Cook 2002)", licence, tuple(tracks), tuple(remarks))


def fma(folder: Path) -> Source:
    """FMA: ``fma_metadata/tracks.csv`` and ``fma_small/000/000002.mp3`` (or medium, large).

    Tracks without a top genre, and those whose file is not there, are left out.

    Raises:
        DataError: the table is not FMA's, or none of its tracks is there.
    """
    clips = [inner for inner in sorted(folder.glob("fma_*")) if inner.is_dir() and inner.name != "fma_metadata"]
    tracks, unlabelled, missing = [], 0, 0
    for number, row in _fma_rows(folder / FMA_TABLE):
        path = next((p for p in (c / number[:3] / f"{number}.mp3" for c in clips) if p.is_file()), None)
        if path is None:
            missing += 1
        elif not row["track", "genre_top"]:
            unlabelled += 1
        else:
            part = _FMA_PARTS.get(row["set", "split"], "")
            artist = row["artist", "id"] or row["artist", "name"]
            group = f"artist {artist}" if artist else ""
            tracks.append(
                SourceTrack(path, row["track", "genre_top"], group, f"fma.{int(number)}", part, row["track", "license"])
            )
    if not tracks:
        sentence = f"None of the tracks of {folder / FMA_TABLE} is in {folder}."
        raise DataError(sentence, "Files like fma_small/000/000002.mp3 are looked for.")
    remarks = [f"{missing} tracks of the table have no file here."] if missing else []
    remarks += [f"{unlabelled} tracks have no top genre."] if unlabelled else []
    provenance = "FMA (Defferrard et al. 2017)"
    return Source("fma", provenance, "Creative Commons, by track", tuple(tracks), tuple(remarks))


def table(file: Path) -> Source:
    """A table with a header: path and label, and perhaps artist, licence, part. Paths are relative to the table.

    Raises:
        DataError: it cannot be read, lacks a column, or has parts that cannot be kept.
    """
    rows = read_tsv(file)
    if not rows:
        raise DataError(f"The table {file} has no rows.")
    columns = {column.strip().casefold(): column for column in rows[0] if column}
    path_column = _column(columns, _PATH_COLUMNS, file)
    label_column = _column(columns, _LABEL_COLUMNS, file)
    tracks = []
    for row in rows:
        value, label = (row[path_column] or "").strip(), (row[label_column] or "").strip()
        if not value or not label:
            continue
        tracks.append(
            SourceTrack(
                file.parent / value,
                label,
                _cell(row, columns, _GROUP_COLUMNS),
                value,
                _cell(row, columns, ("part", "split")).casefold(),
                _cell(row, columns, _LICENCE_COLUMNS),
            )
        )
    if not tracks:
        raise DataError(f"The table {file} names no track with a label.")
    _check_parts({track.part for track in tracks}, file)
    empty = len(rows) - len(tracks)
    remarks = [f"{empty} rows name no path or no label."] if empty else []
    remarks += _about_artists(tracks)
    return Source("own", f"the table {file.name}", "not stated", tuple(tracks), tuple(remarks))


def _check_parts(given: set[str], file: Path) -> None:
    """Refuse parts that would be dealt out anew, as rows that were kept for judging might then train."""
    strange = sorted(given - {*PARTS, ""})
    if strange:
        raise DataError(f"The table {file} names the part {strange[0]!r}.", f"Parts are {', '.join(PARTS)}.")
    if "" in given and len(given) > 1:
        raise DataError(f"The table {file} names the part of some tracks only.", "Name it for all tracks, or for none.")


def _about_artists(tracks: Sequence[SourceTrack]) -> tuple[str, ...]:
    if all(track.group for track in tracks):
        return ()
    return ("Artists are not known for all tracks: one may be on both sides of the split, and figures flattered.",)


def _column(columns: dict[str, str], wanted: tuple[str, ...], file: Path) -> str:
    found = next((columns[name] for name in wanted if name in columns), None)
    if found is None:
        raise DataError(f"The table {file} has no column {wanted[0]!r}: it has {', '.join(columns.values())}.")
    return found


def _cell(row: dict[str, str], columns: dict[str, str], wanted: tuple[str, ...]) -> str:
    name = next((columns[name] for name in wanted if name in columns), None)
    return (row[name] or "").strip() if name else ""


class _FmaRow(dict[tuple[str, str], str]):
    """Cells by the two upper lines of the header; "" where a column is not there."""

    def __missing__(self, key: tuple[str, str]) -> str:
        return ""


def _fma_rows(file: Path) -> Iterator[tuple[str, _FmaRow]]:
    """Six-digit number and cells of each row. The header has three lines: group, column, and ``track_id`` alone."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.reader(lines)
            upper, lower = next(reader, []), next(reader, [])
            if ("track", "genre_top") not in set(zip(upper, lower, strict=False)):
                raise DataError(f"The table {file} is not FMA's tracks.csv: it has no column track, genre_top.")
            keys = list(zip(upper, lower, strict=False))
            for cells in reader:
                if cells and cells[0].isdecimal():
                    yield f"{int(cells[0]):06d}", _FmaRow(zip(keys, (cell.strip() for cell in cells), strict=False))
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise DataError(f"The table {file} cannot be read.", str(problem)) from problem
