"""Each published layout is recognised and read as it is published."""

from pathlib import Path

import pytest

from tests.trainer.own_library import make_library, piece, write_track
from trainer.data import DataError
from trainer.sources.layouts import recognised, table
from trainer.sources.library import library

FMA_HEADER = """,album,artist,artist,set,set,track,track
,id,id,name,split,subset,genre_top,license
track_id,,,,,,,
"""


def _touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"sound")


def test_a_folder_for_each_genre(tmp_path: Path) -> None:
    _touch(tmp_path, "rock/a.mp3", "Hip Hop/x/b.flac", "Hip Hop/x/notes.txt", ".hidden/c.mp3", "d.mp3", "rock/._a.mp3")
    source = recognised(tmp_path)
    assert [(t.label, t.group, t.name) for t in source.tracks] == [
        ("Hip Hop", "Hip Hop/x", "Hip Hop/x/b.flac"),
        ("rock", "", "rock/a.mp3"),
    ]
    assert "Artists are not known" in source.remarks[0]


def test_gtzan_with_and_without_its_artists(tmp_path: Path) -> None:
    _touch(tmp_path, "Data/genres_original/blues/blues.00000.wav", "Data/genres_original/rock/rock.00001.wav")
    plain = recognised(tmp_path)
    assert plain.name == "gtzan"
    assert [(t.label, t.name) for t in plain.tracks] == [("blues", "blues.00000"), ("rock", "rock.00001")]
    assert {t.group for t in plain.tracks} == {""}
    assert "flattered" in plain.remarks[0]
    (tmp_path / "gtzan_tracks.tsv").write_text(
        "excerpt\tartist_group\tfiltered_split\tfold5\nblues.00000\ta1\ttrain\t3\nrock.00001\ta2\ttest\t\n"
    )
    known = recognised(tmp_path)
    assert [(t.group, t.part, t.fold) for t in known.tracks] == [("a1", "train", 3), ("a2", "excluded", -1)]
    assert known.remarks == ()
    _touch(tmp_path, "Data/genres_original/rock/rock.00002.wav")
    more = recognised(tmp_path)
    assert [t.part for t in more.tracks] == ["train", "excluded", "excluded"]
    assert more.remarks[0].startswith("1 tracks are not in")


@pytest.mark.parametrize("inner", ["", "genres", "genres_original", "Data/genres_original"])
def test_gtzan_is_known_by_the_names_of_its_files(tmp_path: Path, inner: str) -> None:
    _touch(tmp_path / inner, "blues/blues.00000.au", "jazz/jazz.00054.wav")
    assert recognised(tmp_path).name == "gtzan"
    assert [track.label for track in recognised(tmp_path).tracks] == ["blues", "jazz"]


def test_fma_by_its_table_of_three_header_lines(tmp_path: Path) -> None:
    _touch(tmp_path, "fma_small/000/000002.mp3", "fma_small/000/000005.mp3", "fma_small/001/001482.mp3")
    rows = "2,1,7,AWOL,training,small,Hip-Hop,CC BY-NC\n5,1,7,AWOL,validation,small,Rock,CC BY\n"
    rows += '1482,9,8,"Comma, Inc",test,small,,CC0\n9999,9,8,X,test,small,Rock,CC0\n'
    (tmp_path / "fma_metadata").mkdir()
    (tmp_path / "fma_metadata" / "tracks.csv").write_text(FMA_HEADER + rows)
    source = recognised(tmp_path)
    assert [(t.name, t.label, t.group, t.part, t.licence) for t in source.tracks] == [
        ("fma.2", "Hip-Hop", "artist 7", "train", "CC BY-NC"),
        ("fma.5", "Rock", "artist 7", "valid", "CC BY"),
    ]
    assert source.remarks == ("1 tracks of the table have no file here.", "1 tracks have no top genre.")


def test_another_table_is_not_taken_for_fmas(tmp_path: Path) -> None:
    _touch(tmp_path, "fma_small/000/000002.mp3")
    (tmp_path / "fma_metadata").mkdir()
    (tmp_path / "fma_metadata" / "tracks.csv").write_text("track_id,genre\n2,Rock\n")
    with pytest.raises(DataError, match="not FMA's"):
        recognised(tmp_path)


def test_a_table_of_paths(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Path,Label,Artist,Licence\na/b.mp3,Rock,X,CC0\nc.mp3,,Y,\n,Rock,,\n")
    source = table(tmp_path / "list.csv")
    assert [(t.path, t.label, t.group, t.licence) for t in source.tracks] == [
        (tmp_path / "a" / "b.mp3", "Rock", "X", "CC0")
    ]
    assert source.remarks == ("2 rows name no path or no label.",)
    (tmp_path / "bad.csv").write_text("path,mood\na,sad\n")
    with pytest.raises(DataError, match="no column 'label'"):
        table(tmp_path / "bad.csv")


def test_the_parts_of_a_table_are_kept_or_refused(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("path,label,part\na.mp3,Rock,Train\nb.mp3,Jazz,valid\nc.mp3,Jazz,excluded\n")
    assert [track.part for track in table(file).tracks] == ["train", "valid", "excluded"]
    file.write_text("path,label,part\na.mp3,Rock,train\nb.mp3,Jazz,test\n")
    with pytest.raises(DataError, match="the part 'test'") as problem:
        table(file)
    assert "excluded" in problem.value.hint
    file.write_text("path,label,part\na.mp3,Rock,excluded\nb.mp3,Jazz,\n")
    with pytest.raises(DataError, match="some tracks only"):
        table(file)


def test_the_users_library_by_its_tags(tmp_path: Path) -> None:
    make_library(tmp_path, artists=1, tracks=2, seconds=0.2)
    write_track(tmp_path / "no genre.flac", piece("Drone", 0, 0.2), artist="X")
    write_track(tmp_path / "other.flac", piece("Drone", 0, 0.2), genre="Other", artist="X")
    drone = piece("Drone", 0, 0.2)
    write_track(tmp_path / "mix" / "1.flac", drone, genre="DRONE", artist="A", albumartist="Various Artists")
    write_track(tmp_path / "mix" / "2.flac", drone, genre="drone")
    (tmp_path / "text.flac").write_bytes(b"no music")
    before = {file: file.read_bytes() for file in tmp_path.rglob("*.flac")}
    source = library([tmp_path])
    assert {t.label for t in source.tracks} == {"Drone", "Chiptune", "Drumming"}
    groups = {t.name: t.group for t in source.tracks}
    assert groups[str(Path("mix") / "1.flac")] == "a"
    assert groups[str(Path("mix") / "2.flac")].startswith("folder ")
    assert groups[str(Path("The Drone A") / "01.flac")] == "thedronea"
    assert [remark.split()[0] for remark in source.remarks[:1]] == ["2"]
    assert "cannot be read" in source.remarks[1]
    assert "name no artist" in source.remarks[2]
    assert {file: file.read_bytes() for file in tmp_path.rglob("*.flac")} == before


@pytest.mark.parametrize("make", [recognised, lambda folder: library([folder])])
def test_nothing_to_learn_from_is_said(tmp_path: Path, make) -> None:
    with pytest.raises(DataError):
        make(tmp_path)
    with pytest.raises(DataError, match="no folder"):
        make(tmp_path / "missing")
