"""WAV: the genre stands in the ID3 chunk and, its first value, as IGNR in the INFO list. Both are written: some
players read only the one, some only the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.tagging.containers import chunk_listing, chunks, id3
from app.tagging.layout import MAX_TAG_BYTES, Field, LayoutError, Reading, Source, Splice, exactly
from app.tagging.listing import Listing, listing_of
from app.tagging.overlay import Overlay

_GENRE = b"IGNR"
_TEXTS = {"title": b"INAM", "artist": b"IART", "album": b"IPRD", "year": b"ICRD"}
#: As much of the sound as :func:`as_riff` shows (bytes, an even number).
_SHOWN = 1 << 16


@dataclass(frozen=True, slots=True)
class Info:
    """The INFO list: its chunk and the entries within, which are chunks too."""

    chunk: chunks.Chunk
    entries: tuple[chunks.Chunk, ...]

    def genre_entries(self) -> tuple[chunks.Chunk, ...]:
        """The IGNR entries."""
        return tuple(entry for entry in self.entries if entry.id == _GENRE)


class Wav:
    """RIFF/WAVE, and RF64, whose lengths stand in a chunk of their own."""

    def read(self, source: Source, *, thorough: bool = True) -> Reading:
        """Tags and layout."""
        form = chunks.read_form(source, chunks.WAV)
        tag, problem = chunks.id3_tag(source, form)
        info, info_problem = _info(source, form)
        types = (*((tag.type_name,) if tag else ()), *(("RIFF INFO",) if info else ()))
        genres = (tag.genres() if tag else ()) or _info_genres(source, info)
        if not thorough:
            return Reading(genres, types, listing=_listing(source, form, info, tag, problem or info_problem))
        left_out = (*form.id3_chunks(), *((info.chunk,) if info else ()))
        fields = chunks.other_chunks(source, form, left_out) + (tag.fields() if tag else ())
        entries = [entry for entry in info.entries if entry.id != _GENRE] if info else []
        fields += tuple(
            Field("RIFF INFO", e.id.decode("latin-1"), source.read_at(e.start, e.end - e.start)) for e in entries
        )
        return Reading(
            genres,
            types,
            fields,
            tuple((c.start, c.end) for c in form.chunks if c.id == b"data"),
            form.read_only or problem or info_problem,
            (*(tag.facts() if tag else ()), *_lengths(source, form)),
            tag is not None and tag.numeric,
        )

    def set_genres(self, source: Source, genres: Sequence[str]) -> list[Splice]:
        """Splices of the ID3 chunk, the INFO list and the outer length."""
        form = chunks.read_form(source, chunks.WAV)
        info, problem = _info(source, form)
        if form.read_only or problem:
            raise LayoutError(form.read_only or problem)
        splices = _set_info(form, info, genres)
        splices += chunks.set_id3(source, form, genres, behind_another=info is None)
        return splices + form.resized(sum(s.growth for s in splices))


def _listing(
    source: Source, form: chunks.Form, info: Info | None, tag: id3.Id3Tag | None, problem: str
) -> Listing | None:
    """What both tags say together, ``None`` where another reader should be asked."""
    names = chunk_listing.names(source, form, tag, problem)
    length = chunk_listing.wav_length(source, form)
    if names is None or length is None:
        return None
    return listing_of(_info_texts(source, info) | {name: text for name, text in names.items() if text}, length)


def _lengths(source: Source, form: chunks.Form) -> tuple[tuple[str, str], ...]:
    """RF64's lengths but the outer one, none of which a change of genre touches."""
    if form.lengths is None:
        return ()
    return (("lengths", source.read_at(form.lengths.start + 8, form.lengths.end - form.lengths.start - 8).hex()),)


def as_riff(source: Source) -> tuple[Source, float]:
    """An RF64 file as a RIFF file with the first of its sound, for a reader that knows no other; and how many times
    longer the whole sound is.

    Raises:
        LayoutError: its chunks cannot be followed.
    """
    form = chunks.read_form(source, chunks.WAV)
    sound = next((chunk for chunk in form.chunks if chunk.id == b"data"), None)
    if form.lengths is None or sound is None:
        raise LayoutError("it has no sound")
    kept = min(sound.end - sound.start, _SHOWN)
    cut = [
        Splice(form.lengths.header, form.lengths.next, b""),
        Splice(sound.header + 4, sound.start, kept.to_bytes(4, "little")),
        Splice(sound.start + kept + kept % 2, min(sound.next, form.end), b"") if kept == _SHOWN else None,
    ]
    splices = [splice for splice in cut if splice is not None]
    length = form.end - 8 + sum(splice.growth for splice in splices)
    head = Splice(0, 8, b"RIFF" + chunks.WAV.stored(length))
    return Overlay(source, [head, *splices]), (sound.end - sound.start) / max(kept, 1)


def _info(source: Source, form: chunks.Form) -> tuple[Info | None, str]:
    lists = [c for c in form.chunks if c.id == b"LIST" and source.read_at(c.start, 4) == b"INFO"]
    if not lists:
        return None, ""
    chunk = lists[0]
    if chunk.end - chunk.start > MAX_TAG_BYTES:
        return None, "its INFO list claims an impossible size"
    problem = "it has two INFO lists" if len(lists) > 1 else ""
    entries, stop = chunks._chunks(source, form.dialect, chunk.start + 4, chunk.end)
    if stop != chunk.end:
        problem = problem or "its INFO list holds bytes that are no entry"
    if len([entry for entry in entries if entry.id == _GENRE]) > 1:
        problem = problem or "its INFO list names the genre twice"
    return Info(chunk, tuple(entries)), problem


def _info_genres(source: Source, info: Info | None) -> tuple[str, ...]:
    if info is None or not info.genre_entries():
        return ()
    text = _text(source, info.genre_entries()[0])
    return (text,) if text else ()


def info_texts(source: Source) -> dict[str, str]:
    """Title, artist, album and year of the INFO list, as far as it has them: many converters write nothing else.

    Raises:
        LayoutError: the chunks cannot be followed.
    """
    info, _ = _info(source, chunks.read_form(source, chunks.WAV))
    return _info_texts(source, info)


def _info_texts(source: Source, info: Info | None) -> dict[str, str]:
    found = {entry.id: entry for entry in reversed(info.entries)} if info else {}
    texts = {name: _text(source, found[key]) for name, key in _TEXTS.items() if key in found}
    return {name: text[:1000] for name, text in texts.items() if text}


def _text(source: Source, entry: chunks.Chunk) -> str:
    data = exactly(source, entry.start, entry.end - entry.start, "an INFO entry").split(b"\0")[0]
    try:
        return data.decode("utf-8").strip()
    except UnicodeDecodeError:
        return data.decode("latin-1").strip()


def _set_info(form: chunks.Form, info: Info | None, genres: Sequence[str]) -> list[Splice]:
    data = genres[0].encode("utf-8") + b"\0" if genres else b""
    entry = _GENRE + form.dialect.stored(len(data)) + data + b"\0" * (len(data) % 2) if data else b""
    if info is None:
        return [chunks.append(form, b"LIST", b"INFO" + entry)] if genres else []
    old = info.genre_entries()
    if old:
        splice = Splice(old[0].header, min(old[0].next, info.chunk.end), entry)
    else:
        last = info.entries[-1] if info.entries else None
        lacks_pad = last is not None and last.next > info.chunk.end
        splice = Splice(info.chunk.end, info.chunk.end, (b"\0" if lacks_pad and entry else b"") + entry)
    return [splice, *chunks.resize(form, info.chunk, splice.growth)]
