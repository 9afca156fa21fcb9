"""FLAC files: a chain of metadata blocks, one of which holds the comment; padding takes up what changes.

After RFC 9639, section 8. An ID3v2 tag in front or an ID3v1 tag behind is against that document but seen; where one
names a genre it is kept in step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.tagging.containers import bare, id3, id3v1, vorbis
from app.tagging.layout import (
    FRESH_PADDING,
    MAX_PARTS,
    ExcessError,
    Field,
    LayoutError,
    Reading,
    Source,
    Splice,
    exactly,
)
from app.tagging.listing import Listing, listing_of
from app.tagging.overlay import once

_STREAMINFO, _PADDING, _COMMENT = 0, 1, 4
#: Length of the first block with its header.
_STREAMINFO_BYTES = 38
#: As far as a frame's head goes at most, with its checksum.
_FRAME_HEAD = 16
_VENDOR = b"Earmark"


@dataclass(frozen=True, slots=True)
class Block:
    """A metadata block: type, whether it is marked as the last, span with its four header bytes."""

    kind: int
    last: bool
    start: int
    end: int


class Flac:
    """The FLAC container."""

    def read(self, source: Source, *, thorough: bool = True) -> Reading:
        """Tags and layout."""
        tags, blocks, problem = once(_chain, source) if thorough else _chain(source, thorough=False)
        comments = [block for block in blocks if block.kind == _COMMENT]
        comment = _comment(source, comments[0]) if comments else None
        genres = comment.genres() if comment else ()
        genres = genres or next((t.genres() for t in (tags.front, tags.last) if t and t.genres()), ())
        types = (*(("Vorbis comment",) if comments else ()), *_outer_types(tags))
        if not thorough:
            plain = len(comments) < 2 and tags.front is None
            return Reading(genres, types, listing=_listing(source, blocks, comment) if plain else None)
        others = tuple(
            Field(
                "FLAC", f"block {block.kind}", exactly(source, block.start + 1, block.end - block.start - 1, "a block")
            )
            for block in blocks
            if block.kind not in (_PADDING, _COMMENT)
        )
        facts = (*tags.facts(), *(comment.facts() if comment else ()))
        fields = (*others, *(comment.fields() if comment else ()), *tags.fields(source))
        return Reading(genres, types, fields, ((blocks[-1].end, tags.payload[1]),), problem, facts)

    def set_genres(self, source: Source, genres: Sequence[str]) -> list[Splice]:
        """Splices of the comment block, of padding, and of outer tags that name a genre."""
        tags, blocks, problem = once(_chain, source)
        if problem:
            raise LayoutError(problem)
        splices = _comment_splices(source, blocks, genres)
        if tags.front and tags.front.genre_frames:
            splices += id3.set_genres(tags.front, genres)
        if tags.last:
            splices += id3v1.set_genres(tags.last, genres)
        return splices


def _chain(source: Source, *, thorough: bool = True) -> tuple[bare.Tags, list[Block], str]:
    """The tags around, the metadata blocks and, where ``thorough``, why nothing may be changed.

    Raises:
        LayoutError: they cannot be followed.
    """
    tags = bare.find_tags(source, thorough=thorough)
    blocks = _blocks(source, tags.payload[0])
    return tags, blocks, _problem(source, tags, blocks) if thorough else ""


def _problem(source: Source, tags: bare.Tags, blocks: list[Block]) -> str:
    """Why nothing may be changed: the end of a sentence, or empty."""
    if sum(block.kind == _COMMENT for block in blocks) > 1:
        return "it has two comment blocks"
    if blocks[0].kind != _STREAMINFO or blocks[0].end - blocks[0].start != _STREAMINFO_BYTES:
        return "its metadata blocks do not begin with the one about its sound"
    if any(block.kind == _STREAMINFO for block in blocks[1:]) or not _leads_to_sound(source, blocks[-1].end):
        return "its metadata blocks do not lead to the sound"
    return tags.read_only


def _leads_to_sound(source: Source, at: int) -> bool:
    """Whether a frame's head stands at ``at``, by the checksum at its end (RFC 9639, 9.1), or nothing at all.

    A damaged length may lead to two bytes in the sound that look like a frame's first ones.
    """
    head = source.read_at(at, _FRAME_HEAD)
    if len(head) < 5:
        return not head
    ones = 8 - (head[4] ^ 0xFF).bit_length()  # they say how long the number of the frame or sample is
    length = 4 + max(1, ones) + {6: 1, 7: 2}.get(head[2] >> 4, 0) + {12: 1, 13: 2, 14: 2}.get(head[2] & 0xF, 0)
    return length < len(head) and _crc8(head[:length]) == head[length]


def _crc8(data: bytes) -> int:
    """The checksum of a frame's head: polynomial x^8 + x^2 + x + 1."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc << 1 & 0xFF ^ (0x07 if crc & 0x80 else 0)
    return crc


def _listing(source: Source, blocks: list[Block], comment: vorbis.Comment | None) -> Listing | None:
    """What comment and STREAMINFO say, ``None`` where another reader may see something else in them."""
    info = source.read_at(blocks[0].start + 4, 18)
    rate = int.from_bytes(info[10:13], "big") >> 4
    if blocks[0].kind != _STREAMINFO or blocks[0].end - blocks[0].start != _STREAMINFO_BYTES or not rate:
        return None
    if comment is not None and comment.rest:
        return None
    samples = int.from_bytes(info[13:18], "big") & 0xF_FFFF_FFFF
    return listing_of(comment.names() if comment else {}, samples / rate)


def _outer_types(tags: bare.Tags) -> tuple[str, ...]:
    found = (tags.front.type_name if tags.front else "", "APEv2" if tags.ape else "", "ID3v1" if tags.last else "")
    return tuple(name for name in found if name)


def _blocks(source: Source, start: int) -> list[Block]:
    """The metadata blocks, up to the first frame of sound.

    Raises:
        LayoutError: they do not lead to a frame's sync code.
    """
    if source.read_at(start, 4) != b"fLaC":
        raise LayoutError("its FLAC marker is missing")
    found: list[Block] = []
    at = start + 4
    while not found or not found[-1].last:
        header = exactly(source, at, 4, "a metadata block")
        end = at + 4 + int.from_bytes(header[1:], "big")
        found.append(Block(header[0] & 0x7F, bool(header[0] & 0x80), at, end))
        if len(found) > MAX_PARTS:
            raise ExcessError("it has more metadata blocks than any music file")
        if end > source.size:
            raise LayoutError("its metadata blocks lead outside the file")
        at = end
    sync = source.read_at(at, 2)
    if sync and (len(sync) < 2 or sync[0] != 0xFF or sync[1] & 0xFC != 0xF8):
        raise LayoutError("its metadata blocks do not lead to the sound")
    return found


def _comment(source: Source, block: Block) -> vorbis.Comment:
    return vorbis.parse(exactly(source, block.start + 4, block.end - block.start - 4, "its comment block"))


def _comment_splices(source: Source, blocks: list[Block], genres: Sequence[str]) -> list[Splice]:
    block = next((b for b in blocks if b.kind == _COMMENT), None)
    if block is None:
        if not genres:
            return []
        data = vorbis.Comment(_VENDOR, (), b"").with_genres(genres).render()
        at = blocks[0].end  # right behind STREAMINFO, which must be first and is then no longer the last
        splice = Splice(at, at, _header(_COMMENT, False, len(data)) + data)
        return _with_padding(source, blocks, splice, None)
    old = _comment(source, block)
    data = old.with_genres(genres).render()
    splice = Splice(block.start, block.end, _header(_COMMENT, block.last, len(data)) + data)
    return _with_padding(source, blocks, splice, block)


def _with_padding(source: Source, blocks: list[Block], splice: Splice, comment: Block | None) -> list[Splice]:
    """``splice`` with the padding resized so that the sound stays where it is, or with fresh padding behind all."""
    empty = (b for b in blocks if b.kind == _PADDING and _is_empty(source, b))
    padding = max(empty, key=lambda b: b.end - b.start, default=None)
    room = padding.end - padding.start - 4 if padding else 0
    if padding and splice.growth == room + 4 and not padding.last:
        return [splice, Splice(padding.start, padding.end, b"")]
    if padding and 0 <= room - splice.growth < 1 << 24:
        return [splice, *_resized(padding, room - splice.growth)]
    if padding:
        return [splice, *_resized(padding, FRESH_PADDING)]
    return _with_fresh_padding(blocks, splice, comment) if splice.growth else [splice]


def _is_empty(source: Source, block: Block) -> bool:
    """Whether a block of padding is one: where its length is damaged, it reaches into another block."""
    return not exactly(source, block.start + 4, block.end - block.start - 4, "its padding").strip(b"\0")


def _with_fresh_padding(blocks: list[Block], splice: Splice, comment: Block | None) -> list[Splice]:
    """A padding block behind all others, which are then no longer marked as the last."""
    last = blocks[-1]
    fresh = _header(_PADDING, True, FRESH_PADDING) + b"\0" * FRESH_PADDING
    if last is comment:
        return [Splice(splice.start, splice.end, bytes([splice.new[0] & 0x7F]) + splice.new[1:] + fresh)]
    unmarked = Splice(last.start, last.start + 1, bytes([last.kind]))
    if last.end == splice.start:
        return [unmarked, Splice(splice.start, splice.end, splice.new + fresh)]
    return [splice, unmarked, Splice(last.end, last.end, fresh)]


def _resized(padding: Block, room: int) -> list[Splice]:
    """The padding block with ``room`` zeros, its old ones kept where they stay."""
    old = padding.end - padding.start - 4
    header = Splice(padding.start, padding.start + 4, _header(_PADDING, padding.last, room))
    if room <= old:
        return [header, Splice(padding.end - (old - room), padding.end, b"")]
    return [header, Splice(padding.end, padding.end, b"\0" * (room - old))]


def _header(kind: int, last: bool, length: int) -> bytes:
    if length >= 1 << 24:
        raise LayoutError("its comment block would become too long")
    return bytes([kind | (0x80 if last else 0)]) + length.to_bytes(3, "big")
