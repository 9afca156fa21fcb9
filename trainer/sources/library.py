"""The user's own library as training data: genre tags are the labels, artists the groups.

Tags are read as the application reads them, and no file is ever written. A genre that says nothing ("Other", a bare
number) is no label; of several, the first that says something counts, and spellings of one genre are one label.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

from app.errors import TagError
from app.tagging.formats import FileTags, is_audio_name, read_tags
from app.tagging.policy import is_meaningless
from app.tagging.taxonomy import folded, genre_key
from trainer.data import DataError
from trainer.sources.tracks import Source, SourceTrack, walk_sound


def library(folders: list[Path]) -> Source:
    """The tagged tracks of ``folders``.

    Raises:
        DataError: a folder cannot be read, or no track in them has a genre.
    """
    tracks, unread, untagged, nobody = [], 0, 0, 0
    for folder in folders:
        for path in walk_sound(folder, is_audio_name):
            try:
                tags = read_tags(os.fsencode(path))
            except TagError:
                unread += 1
                continue
            label = label_of(tags)
            if not label:
                untagged += 1
                continue
            artist = artist_of(tags)
            nobody += not artist
            tracks.append(SourceTrack(path, label, artist or f"folder {path.parent}", str(path.relative_to(folder))))
    if not tracks:
        where = ", ".join(map(str, folders))
        raise DataError(f"No track in {where} has a genre that says something.", "Tag some first.")
    remarks = []
    if untagged:
        remarks.append(f"{untagged} tracks have no genre, or one that says nothing.")
    if unread:
        remarks.append(f"The tags of {unread} files cannot be read.")
    if nobody:
        remarks.append(f"{nobody} tracks name no artist: those of a folder count as by one artist.")
    several = "the user's own library, " + ", ".join(str(folder) for folder in folders)
    return Source("own", several, "the user's own recordings", _one_spelling(tracks), tuple(remarks))


def label_of(tags: FileTags) -> str:
    """The first genre that says something, "" where there is none."""
    return next((genre.strip() for genre in tags.genres if not is_meaningless(genre)), "")


def artist_of(tags: FileTags) -> str:
    """Whom the track is by, without regard to case and spaces: the album's artist where all of it is by one."""
    album_artist = folded(tags.album_artist)
    if album_artist and album_artist not in ("variousartists", "various", "va"):
        return album_artist
    return folded(tags.artist)


def _one_spelling(tracks: list[SourceTrack]) -> tuple[SourceTrack, ...]:
    """The same tracks with the most usual spelling of each genre."""
    counts: dict[str, Counter[str]] = {}
    for track in tracks:
        counts.setdefault(genre_key(track.label), Counter())[track.label] += 1
    usual = {key: sorted(own.items(), key=lambda each: (-each[1], each[0]))[0][0] for key, own in counts.items()}
    return tuple(
        SourceTrack(each.path, usual[genre_key(each.label)], each.group, each.name, each.part, each.licence)
        for each in tracks
    )
