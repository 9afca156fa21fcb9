"""Ogg Vorbis, Opus, Speex and FLAC in Ogg: the comment packet is replaced, other packets keep their bytes.

The header pages behind the first are laid out anew, in as many pages as before where that is possible. Only where
there must be more are the later pages of the stream renumbered (eight bytes each: number and checksum).
What a page says is certain where its checksum is right: none is trusted, and none written anew, where it is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from app.ogg import CONTINUED, FIRST, LAST, checksum, is_sound
from app.tagging.containers import ogg_pages as op
from app.tagging.containers import vorbis
from app.tagging.layout import MAX_TAG_BYTES, Field, LayoutError, Reading, Source, Span, Splice
from app.tagging.listing import Listing, listing_of

#: Spare zeros behind a comment that had to grow, where the codec allows bytes there.
_SPARE = 256
_VIDEO = (b"\x80theora", b"fishead\0", b"\x80daala", b"BBCD\0", b"OVP80")


@dataclass(frozen=True, slots=True)
class Codec:
    """How a codec's comment packet begins and whether zeros may follow the comment."""

    name: str
    prefix: int
    spare: bool


@dataclass(frozen=True, slots=True)
class Headers:
    """The pages behind the stream's first that hold the comment packet, and the packets on them."""

    codec: Codec
    serial: bytes
    pages: tuple[op.Page, ...]
    packets: tuple[bytes, ...]
    comment: vorbis.Comment
    #: The beginning of the stream's first packet.
    first: bytes
    #: No other stream begins beside it.
    alone: bool
    #: The first page of each stream.
    beginnings: tuple[op.Page, ...]


def codec_of(first_packet: bytes) -> Codec | None:
    """The codec that a stream's first packet announces."""
    if first_packet.startswith(b"\x01vorbis"):
        return Codec("ogg-vorbis", 7, True)
    if first_packet.startswith(b"OpusHead"):
        return Codec("opus", 8, True)
    if first_packet.startswith(b"Speex   "):
        return Codec("speex", 0, False)
    if first_packet.startswith(b"\x7fFLAC"):
        return Codec("ogg-flac", 4, False)
    return None


class Ogg:
    """The Ogg container around one of the codecs above."""

    def read(self, source: Source, *, thorough: bool = True) -> Reading:
        """Tags and layout."""
        headers = _headers(source)
        comment = headers.comment
        if not thorough:
            return Reading(comment.genres(), ("Vorbis comment",), listing=_listing(source, headers))
        others = tuple(Field("Ogg", f"packet {n}", packet) for n, packet in enumerate(headers.packets[1:], 2))
        payload, gaps, problem = _payload(source, headers)
        rest = comment.rest.rstrip(b"\0").hex()
        facts = (*comment.facts(), ("rest of the comment", rest), ("gaps between page numbers", str(gaps)))
        fields = (*comment.fields(), *others)
        return Reading(comment.genres(), ("Vorbis comment",), fields, payload, problem, facts)

    def set_genres(self, source: Source, genres: Sequence[str]) -> list[Splice]:
        """Splices of the header pages and, where their number changes, of the later pages' numbers."""
        reading, headers = self.read(source), _headers(source)
        if reading.read_only:
            raise LayoutError(reading.read_only)
        packets = (_comment_packet(headers, genres), *headers.packets[1:])
        new_pages = _lay_out(headers, packets)
        splices = _page_splices(headers, new_pages)
        shift = len(new_pages) - len(headers.pages)
        return splices + (list(_renumbering(source, headers, shift)) if shift else [])


def _headers(source: Source) -> Headers:
    """The stream to tag is the first one of a known codec; streams of pictures are refused."""
    codec, serial, first = None, b"", b""
    beginnings: list[op.Page] = []
    pages = op.pages(source)
    behind: Iterable[op.Page] = ()
    for page in pages:
        if not page.flags & FIRST:
            behind = chain((page,), pages)
            break
        packet = source.read_at(page.body, 64)
        if packet.startswith(_VIDEO):
            raise LayoutError("it is a film, not music")
        found = codec_of(packet)
        if found and codec is None:
            codec, serial, first = found, page.serial, packet
        beginnings.append(page)
    if codec is None:
        raise LayoutError("its Ogg stream is of a codec Earmark does not know")
    header_pages = _header_pages(behind, serial)
    packets = _packets(source, header_pages)
    data = packets[0][codec.prefix :]
    if codec.name == "ogg-flac" and packets[0][0] & 0x7F != 4:
        raise LayoutError("its comment is not where it should be")
    return Headers(
        codec, serial, header_pages, packets, vorbis.parse(data), first, len(beginnings) == 1, tuple(beginnings)
    )


def _listing(source: Source, headers: Headers) -> Listing | None:
    """What comment and last page say, ``None`` where another reader may see something else."""
    first, packet = headers.first, headers.packets[0]
    if headers.codec.name == "ogg-vorbis" and packet.startswith(b"\x03vorbis") and headers.comment.rest[:1] == b"\x01":
        rate, skipped = int.from_bytes(first[12:16], "little"), 0
    elif headers.codec.name == "opus" and packet.startswith(b"OpusTags") and len(first) >= 19 and first[8] < 16:
        rate, skipped = 48_000, int.from_bytes(first[10:12], "little")
    else:
        return None
    end = op.last_position(source, headers.serial)
    if not headers.alone or not rate or end is None:
        return None
    return listing_of(headers.comment.names(), (end - skipped) / rate)


def _header_pages(pages: Iterable[op.Page], serial: bytes) -> tuple[op.Page, ...]:
    """The stream's ``pages`` from its second, up to one that ends with a packet's end behind the comment."""
    found: list[op.Page] = []
    total = 0
    for page in pages:
        if page.serial != serial:
            continue
        found.append(page)
        total += page.end - page.body
        if page.lacing and page.lacing[-1] < 255:
            return tuple(found)
        if total > MAX_TAG_BYTES:
            break
    raise LayoutError("its comment is cut off or claims an impossible size")


def _packets(source: Source, pages: Sequence[op.Page]) -> tuple[bytes, ...]:
    lacing = b"".join(page.lacing for page in pages)
    data = b"".join(source.read_at(page.body, page.end - page.body) for page in pages)
    found: list[bytes] = []
    start = at = 0
    for length in lacing:
        at += length
        if length < 255:
            found.append(data[start:at])
            start = at
    return tuple(found)


def _payload(source: Source, headers: Headers) -> tuple[tuple[Span, ...], int, str]:
    """All bytes behind the header pages but the numbers and checksums of pages; how often a page of the stream is
    not numbered one higher than the last; and why nothing may be changed.
    """
    spans: list[Span] = []
    problem = ""
    gaps, expected = 0, headers.pages[0].number
    ours = {page.offset for page in headers.pages}
    end = 0
    for page in op.pages(source, cut_off=True):
        end = page.end
        if page.serial == headers.serial and page.offset >= headers.pages[0].offset:
            gaps += page.number != expected
            expected = page.number + 1
        if page.flags & FIRST and page.offset > headers.pages[0].offset:
            problem = "it is several songs chained in one file"
        if page.offset not in ours:
            spans += [(page.offset, page.offset + 18), (page.offset + 26, page.end)]
    spans.append((end, source.size))  # what a broken download left of the last page
    if any(page.position not in (bytes(8), op.NO_POSITION) for page in headers.pages):
        problem = problem or "sound shares a page with its comment"
    if not all(is_sound(_whole(source, page)) for page in (*headers.beginnings, *headers.pages)):
        problem = problem or "one of its first Ogg pages is damaged"
    return tuple(spans), gaps, problem


def _whole(source: Source, page: op.Page) -> bytes:
    return source.read_at(page.offset, page.end - page.offset)


def _comment_packet(headers: Headers, genres: Sequence[str]) -> bytes:
    """The comment packet; spare zeros behind the comment take up the change, or are laid on anew."""
    old, prefix = headers.comment, headers.packets[0][: headers.codec.prefix]
    zeros = len(old.rest) - len(old.rest.rstrip(b"\0"))
    essential = old.rest[: len(old.rest) - zeros]
    bare = vorbis.Comment(old.vendor, old.entries, essential).with_genres(genres).render()
    wanted = len(headers.packets[0]) - len(prefix)
    if not headers.codec.spare or (headers.codec.name == "opus" and essential):
        rest = old.rest
        return _sized(headers, prefix + vorbis.Comment(old.vendor, old.entries, rest).with_genres(genres).render())
    spare = wanted - len(bare)
    return _sized(headers, prefix + bare + b"\0" * (spare if spare >= 0 else _SPARE))


def _sized(headers: Headers, packet: bytes) -> bytes:
    """FLAC in Ogg repeats the packet's length in its first four bytes."""
    if headers.codec.name != "ogg-flac":
        return packet
    length = len(packet) - 4
    if length >= 1 << 24:
        raise LayoutError("its comment would become too long")
    return packet[:1] + length.to_bytes(3, "big") + packet[4:]


def _lay_out(headers: Headers, packets: Sequence[bytes]) -> list[bytes]:
    """The header pages anew."""
    lacing, data = op.lacing_of(packets), b"".join(packets)
    shares = op.share_out(len(lacing), [len(page.lacing) for page in headers.pages])
    rendered: list[bytes] = []
    number, continued, at = headers.pages[0].number, False, 0
    for share in shares:
        part, lacing = lacing[:share], lacing[share:]
        body = data[at : at + sum(part)]
        at += len(body)
        position = bytes(8) if any(length < 255 for length in part) else op.NO_POSITION
        flags = (CONTINUED if continued else 0) | (0 if lacing else headers.pages[-1].flags & LAST)
        rendered.append(op.render_page(op.PageHead(flags, position, headers.serial, number), part, body))
        number, continued = number + 1, part[-1] == 255
    return rendered


def _page_splices(headers: Headers, new: list[bytes]) -> list[Splice]:
    """Old header pages to new ones, one to one; further new pages follow the last."""
    old = headers.pages
    splices = [Splice(page.offset, page.end, data) for page, data in zip(old, new, strict=False)]
    last = splices[-1]
    splices[-1] = Splice(last.start, last.end, last.new + b"".join(new[len(old) :]))
    return splices


def _renumbering(source: Source, headers: Headers, shift: int) -> Iterator[Splice]:
    for page in op.pages(source, headers.pages[-1].end):
        if page.serial != headers.serial:
            continue
        data = _whole(source, page)
        if not is_sound(data):  # with a right checksum players would play it
            raise LayoutError("an Ogg page that would have to be renumbered is damaged")
        number = (page.number + shift).to_bytes(4, "little")
        crc = checksum(data[:18] + number + bytes(4) + data[26:])
        yield Splice(page.offset + 18, page.offset + 26, number + crc)
