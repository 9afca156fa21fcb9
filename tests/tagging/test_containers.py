"""Every container: the genres asked for, by two readers; nothing else changed; the way back exact."""

from __future__ import annotations

import hashlib
import io
from contextlib import suppress

import av
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import WriteRefused
from app.tagging import digests
from app.tagging import genres as native
from app.tagging.containers import apev2
from app.tagging.formats import tags_of
from app.tagging.overlay import BytesSource, Overlay
from app.tagging.patch import Patch, make_patch, pack, unpack
from app.tagging.policy import check_names
from app.tagging.verify import check
from tests.tagging.conftest import GENRES
from tests.tagging.samples import SAMPLES, mp3_sound, sample

#: Containers' names by the first word of the samples' names.
CONTAINERS = {"ogg": "ogg-vorbis", "ogg flac": "ogg-flac", "alac": "m4a"}
#: Made by hand with noise for sound.
_NO_SOUND = ("speex", "dsf", "dff", "ape", "musepack", "tak", "optimfrog")


def planned(name: str, genres: tuple[str, ...]) -> tuple[BytesSource, Overlay, Patch]:
    source = BytesSource(sample(name))
    container = native.recognise(source)
    patch = make_patch(source, native.plan_splices(source, container, genres))
    return source, Overlay(source, patch.splices), patch


@pytest.mark.parametrize("name", SAMPLES)
def test_recognised_by_content(name: str) -> None:
    first = name.partition(" ")[0]
    expected = CONTAINERS.get(name) or CONTAINERS.get(first, first)
    assert native.recognise(BytesSource(sample(name))) == expected


@pytest.mark.parametrize("genres", [GENRES, ("Jazz",), (), ("日本のロック", "Ævintýri/Saga; 2", "x" * 240)])
@pytest.mark.parametrize("name", SAMPLES)
def test_sets_genres_and_nothing_else(name: str, genres: tuple[str, ...]) -> None:
    source, content, patch = planned(name, genres)
    container = native.recognise(source)
    if tags_of(source).genres != genres:
        check(source, content, container, genres)
    assert tags_of(content).genres == genres
    assert digests.of(Overlay(content, unpack(pack(patch.reverse())))) == digests.of(source)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_sound_is_the_same_by_another_demultiplexer(name: str) -> None:
    if name.partition(" ")[0] in _NO_SOUND or name == "opus cut off":
        pytest.skip("there is no sound in it that FFmpeg would read")
    source, content, _ = planned(name, GENRES)
    last = -1 if name == "flac id3" else None  # FFmpeg takes the ID3v1 tag behind FLAC for sound
    assert _packets(content)[:last] == _packets(source)[:last]


def _packets(source: BytesSource | Overlay) -> list[str]:
    with av.open(io.BytesIO(source.read_at(0, source.size))) as file:
        stream = file.streams.audio[0]
        return [hashlib.sha256(bytes(packet)).hexdigest() for packet in file.demux(stream) if packet.size]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_second_change_of_similar_length_stays_small(name: str) -> None:
    source, content, _ = planned(name, GENRES)
    first = BytesSource(content.read_at(0, content.size))
    again = make_patch(first, native.plan_splices(first, native.recognise(first), ("Blues", "Jazz", "Ska")))
    no_padding = ("ogg flac", "speex", "mp3 footer", "mp3 apev2", "mp3 id3v2.4 apev2 id3v1", "wav")
    no_padding += ("wma large header",)  # the changes lie far apart, with the picture between them
    if name.startswith(no_padding) or native.recognise(source) in ("ape", "wavpack", "musepack", "tak", "optimfrog"):
        return  # these have no padding by their nature, or a list whose length changes
    assert again.in_place_span is not None


@pytest.mark.parametrize(
    ("name", "types"),
    [
        ("mp3 bare", ("ID3v2.4",)),
        ("mp3 id3v2.2", ("ID3v2.2",)),
        ("mp3 id3v2.3", ("ID3v2.3",)),
        ("mp3 id3v1", ("ID3v2.4", "ID3v1")),
        ("mp3 apev2", ("APEv2",)),
        ("mp3 gain only", ("ID3v2.4", "APEv2")),
        ("mp3 id3v2.4 apev2 id3v1", ("ID3v2.4", "APEv2", "ID3v1")),
        ("flac bare", ("Vorbis comment",)),
        ("m4a bare", ("MP4",)),
        ("wav bare", ("ID3v2.4", "RIFF INFO")),
        ("aiff", ("ID3v2.4",)),
        ("dsf", ("ID3v2.4",)),
        ("ape", ("APEv2",)),
    ],
)
def test_the_kinds_of_tag_afterwards(name: str, types: tuple[str, ...]) -> None:
    assert tags_of(planned(name, GENRES)[1]).tag_types == types


_NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40).map(str.strip)
_LISTS = st.lists(_NAMES, max_size=6, unique=True).map(tuple).filter(lambda names: not check_names(names))
_ONE_OF_EACH = ["mp3 id3v2.2", "mp3 id3v2.3 unsynchronised", "mp3 id3v2.4", "mp3 id3v2.4 apev2 id3v1", "flac", "ogg"]
_ONE_OF_EACH += ["opus", "m4a genre", "wma genre", "wav info", "wav odd end", "aiff", "wavpack", "dsf tagged", "dff"]


@pytest.mark.parametrize("length", range(51, 56))
def test_the_mark_of_an_apev2_tag_is_no_id3v1(length: int) -> None:
    """Where the tag takes 131 bytes, its TAGEX stands where the TAG of an ID3v1 tag would."""
    content = mp3_sound() + apev2.new_tag(("g" * length,), ())
    reading = native.read_genres(BytesSource(content), "mp3")
    assert (reading.genres, reading.tag_types) == (("g" * length,), ("APEv2",))
    source = BytesSource(sample("wavpack"))
    end = apev2.find(source, source.size)
    assert end is not None
    bare = BytesSource(source.read_at(0, end.start) + apev2.new_tag(("old",), ()))
    check(bare, Overlay(bare, native.plan_splices(bare, "wavpack", ("g" * length,))), "wavpack", ("g" * length,))


@pytest.mark.parametrize("name", _ONE_OF_EACH)
@settings(max_examples=15, deadline=None)
@given(genres=_LISTS)
def test_any_names_are_stored_as_they_are_or_refused(name: str, genres: tuple[str, ...]) -> None:
    source, content, patch = planned(name, genres)
    container = native.recognise(source)
    assert digests.of(Overlay(content, unpack(pack(patch.reverse())))) == digests.of(source)
    if native.read_genres(source, container).genres == genres:
        return
    if any(_ambiguous(genre) for genre in genres):
        with suppress(WriteRefused):
            check(source, content, container, genres)
        return
    check(source, content, container, genres)
    assert native.read_genres(content, container).genres == genres


def _ambiguous(genre: str) -> bool:
    """Names that a reader may take for a reference to a number, for white space, or for a byte order mark."""
    return genre in ("RX", "CR") or genre.startswith(("(", "\ufeff")) or genre.isdigit() or genre != genre.strip("\0 ")


@settings(max_examples=20, deadline=None)
@given(data=st.data())
@pytest.mark.parametrize(
    "name", ["mp3 id3v2.4", "flac", "ogg genre", "m4a genre", "wma genre", "wav info", "dsf tagged"]
)
def test_one_change_after_another_and_back(name: str, data: st.DataObject) -> None:
    contents = [sample(name)]
    for _ in range(data.draw(st.integers(1, 5))):
        source = BytesSource(contents[-1])
        genres = tuple(data.draw(st.lists(st.sampled_from(("Rock", "Ålesund", "A/B", "x" * 200)), unique=True)))
        splices = native.plan_splices(source, native.recognise(source), genres)
        content = Overlay(source, splices)
        contents.append(content.read_at(0, content.size))
        assert tags_of(BytesSource(contents[-1])).genres == genres
        back = Overlay(content, make_patch(source, splices).reverse())
        assert back.read_at(0, back.size) == contents[-2]
