"""From sound to a set: rows are what the application hears, checks find what is wrong, interruptions cost nothing."""

import json
import os
import shutil
import signal
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from app.inference.bundle import load_bundle
from app.inference.mel import FrontEnd
from app.inference.predictor import Predictor
from app.inference.schema import WindowPlan
from app.inference.windows import choose_windows
from app.progress import Progress
from tests.bundles import make_tiny_bundle
from tests.trainer.conftest import invented_rows
from tests.trainer.own_library import GENRES, RATE, make_library, piece, write_track
from trainer.commands import main
from trainer.config import FINE_FRAMES, HEARD_COUNT, HEARD_FRAMES, HEARD_S
from trainer.data import DataError
from trainer.features import load_set, save_set
from trainer.judging import window_starts
from trainer.labelled import read_labelled
from trainer.labels import GTZAN_LABELS
from trainer.likeness import check_near, near_pairs
from trainer.sources import hearing
from trainer.sources.checks import report_text
from trainer.sources.hearing import hear_all, hear_row
from trainer.sources.layouts import recognised
from trainer.sources.library import library
from trainer.sources.preparing import part_by_artist, prepare_source
from trainer.sources.tracks import Source
from trainer.splits import Split, split_set


@pytest.fixture(scope="module")
def music(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("music")
    make_library(folder, artists=3, tracks=3, seconds=6.0)
    return folder


def test_a_row_is_what_the_application_hears(tmp_path: Path) -> None:
    file = write_track(tmp_path / "long.flac", piece("Drumming", 1, 47.3))
    heard = hear_row(os.fsencode(file), FrontEnd())
    assert heard.row is not None
    bundle = load_bundle(make_tiny_bundle(tmp_path))
    predictor = Predictor(replace(bundle, windows=WindowPlan(HEARD_S, HEARD_COUNT, HEARD_FRAMES)))
    sound = soundfile.read(file, dtype="float32")[0]
    cuts = [sound[round(w.start_s * RATE) :][: int(HEARD_S * RATE)] for w in choose_windows(47.3, HEARD_S, HEARD_COUNT)]
    windows = [heard.row[:, start : start + HEARD_FRAMES] / 255 for start in window_starts(heard.row.shape[1])]
    assert heard.row.shape == (128, FINE_FRAMES)
    assert np.abs(np.stack(windows) - predictor.pictures(cuts)).max() <= 0.5 / 255 + 1e-6


@pytest.mark.parametrize(
    ("sound", "problem"),
    [(piece("Drone", 0, 2.0), "too short"), (np.zeros(6 * RATE, np.float32), "silent")],
)
def test_what_is_no_example_is_told(tmp_path: Path, sound: np.ndarray, problem: str) -> None:
    heard = hear_row(os.fsencode(write_track(tmp_path / "a.flac", sound)), FrontEnd())
    assert heard.row is None
    assert problem in heard.problem


def test_checks_find_what_is_wrong(music: Path, tmp_path: Path, capsys) -> None:
    folder = tmp_path / "music"
    shutil.copytree(music, folder)
    first = folder / "The Drone A" / "01.flac"
    shutil.copy(first, folder / "The Drone A" / "copy.flac")
    louder = 0.7 * soundfile.read(folder / "The Drone B" / "01.flac", dtype="float32")[0]
    write_track(folder / "The Drone C" / "quieter.flac", louder, genre="Drone", artist="The Drone C")
    twin = soundfile.read(folder / "The Drumming B" / "02.flac", dtype="float32")[0]
    write_track(folder / "twin.flac", twin, genre="Chiptune", artist="The Chiptune A")
    write_track(folder / "lonely.flac", piece("Drone", 99, 6.0), genre="Yodel", artist="Y")
    (folder / "broken.flac").write_bytes(first.read_bytes()[:9000])
    write_track(folder / "short.flac", piece("Drone", 98, 1.0), genre="Drone", artist="Z")
    work = tmp_path / "work"
    command = ["prepare", "--library", str(folder), "--work", str(work), "--fewest", "5", "--processes", "1"]
    assert main(command) == 0
    captured = capsys.readouterr()
    found = json.loads((work / "own.report.json").read_text())
    assert len(found["repeated"]) == 1
    assert len(found["near"]) == 1
    assert len(found["two_labels"]) == 1
    assert "short.flac" in found["unread"]
    assert found["left_out_labels"] == {"Yodel": "1 track; 5 are needed"}
    assert found["kept"] == 26
    assert set(found["labels"]) == set(GENRES)
    assert "Yodel: 1 track" in captured.out
    assert "tracks" in captured.err
    rows = load_set(work, "own")
    assert len(rows) == 26
    assert not set(rows.groups[rows.parts == "train"]) & set(rows.groups[rows.parts == "valid"])
    labelled = read_labelled(work / "own.features.npz", work / "own.tracks.tsv", "valid")
    assert len(labelled.genre) == sum(found["labels"][genre]["valid"] for genre in GENRES)
    assert labelled.front_end == FrontEnd().fingerprint()
    assert main([*command, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["kept"] == 26


def test_an_interrupted_run_goes_on_from_the_cache(music: Path, tmp_path: Path, monkeypatch) -> None:
    paths = sorted(music.rglob("*.flac"))

    def interrupt(progress: Progress) -> None:
        if progress.done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        hear_all(paths, FrontEnd(), tmp_path, report=interrupt)
    heard: list[bytes] = []
    real = hearing.hear_row
    monkeypatch.setattr(hearing, "hear_row", lambda path, front_end: heard.append(path) or real(path, front_end))
    found = hear_all(paths, FrontEnd(), tmp_path)
    assert len(heard) == len(paths) - 5
    assert all(each.row is not None for each in found)
    os.utime(paths[0], ns=(1, 1))  # a file that changed is heard again
    hear_all(paths, FrontEnd(), tmp_path)
    assert len(heard) == len(paths) - 4


def test_several_processes_give_the_same_rows(music: Path, tmp_path: Path) -> None:
    paths = sorted(music.rglob("*.flac"))[:4]
    one = hear_all(paths, FrontEnd(), tmp_path / "one")
    two = hear_all([*paths, tmp_path / "missing.flac"], FrontEnd(), tmp_path / "two", processes=2)
    assert all(np.array_equal(a.row, b.row) for a, b in zip(one, two, strict=False))
    assert "not there" in two[4].problem


def _die_at_two(path: bytes, front_end: FrontEnd) -> hearing.Heard:
    if path.endswith(b"02.flac"):
        os.kill(os.getpid(), signal.SIGKILL)
    return hearing.Heard(np.zeros((128, 387), np.uint8), 30.0)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no such signal here")
def test_a_file_that_kills_its_process_costs_itself_only(music: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(hearing, "hear_row", _die_at_two)
    paths = sorted((music / "The Drone A").glob("*.flac"))
    found = hear_all(paths, FrontEnd(), tmp_path, processes=2)
    assert ["crashed" in each.problem for each in found] == [False, True, False]


def test_guard_near_repetition_across_the_split(music: Path, tmp_path: Path) -> None:
    rows = prepare_source(library([music]), tmp_path, fewest=5)[0]
    X = rows.X.copy()
    X[1] = np.clip(X[0].astype(int) * 0.8 + 20, 0, 255)
    pairs = near_pairs(X)
    assert pairs.tolist() == [[0, 1]]
    with pytest.raises(DataError, match="sound the same"):
        check_near(rows, Split(np.array([0]), np.array([1, 2])), pairs)
    check_near(rows, Split(np.array([0, 1]), np.array([2])), pairs)


def test_training_stops_at_a_near_repetition_across_the_split(tmp_path: Path, capsys) -> None:
    labels = [label for label in GTZAN_LABELS for _ in range(4)]
    rows = invented_rows("gtzan", labels, 387)
    rows.X[3] = np.clip(rows.X[0].astype(int) * 0.9 + 9, 0, 255)  # row 0 trains, row 3 judges
    save_set(rows, tmp_path)
    for _ in range(2):  # found, and then read from beside the set
        assert main(["train", "cnn", "--work", str(tmp_path)]) == 1
        assert "gtzan.0 and gtzan.3" in capsys.readouterr().err
        assert (tmp_path / "gtzan.near.npy").is_file()
    save_set(rows, tmp_path)
    assert not (tmp_path / "gtzan.near.npy").exists()


def test_earmarks_own_recipes_do_not_train_on_nothing(
    music: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prepare_source(library([music]), tmp_path)
    assert main(["train", "cnn", "--work", str(tmp_path)]) == 1
    assert "relearn" in capsys.readouterr().err
    assert not (tmp_path / "runs").exists()


def test_too_little_is_said(music: Path, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="two are needed") as problem:
        prepare_source(library([music]), tmp_path, fewest=100)
    assert "9 tracks; 100 are needed" in problem.value.hint
    with pytest.raises(DataError, match="no name for a set"):
        prepare_source(library([music]), tmp_path, name="../x")


def test_a_folder_without_artists_can_be_used_and_says_so(music: Path, tmp_path: Path) -> None:
    for genre in GENRES[:2]:
        (tmp_path / "data" / genre).mkdir(parents=True)
        for file in music.glob(f"The {genre} */*.flac"):
            shutil.copy(file, tmp_path / "data" / genre / f"{file.parent.name} {file.name}")
    rows, findings = prepare_source(recognised(tmp_path / "data"), tmp_path / "work", fewest=5)
    assert set(rows.parts.tolist()) == {"train", "valid"}
    assert "Artists are not known" in report_text(findings)


def test_a_set_for_the_shipped_recipes_leaves_out_what_they_do_not_know(music: Path, tmp_path: Path) -> None:
    def named(labels: dict[str, str]) -> Source:
        tracks = tuple(replace(track, label=labels[track.label]) for track in library([music]).tracks)
        return Source("fma", "FMA", "CC", tracks)

    mixed = named({"Drone": "Hip-Hop", "Chiptune": "Rock", "Drumming": "Instrumental"})
    rows, findings = prepare_source(mixed, tmp_path)
    assert set(rows.labels.tolist()) == {"hiphop", "rock"}
    assert findings.remarks[-1].endswith("Instrumental (9).")
    kept, findings = prepare_source(mixed, tmp_path, name="own")
    assert set(kept.labels.tolist()) == {"Hip-Hop", "Rock", "Instrumental"}
    with pytest.raises(DataError, match="none of these is one"):
        prepare_source(named(dict.fromkeys(GENRES, "Instrumental")), tmp_path)


def test_gtzan_is_prepared_though_an_artist_is_on_both_sides_as_published(music: Path, tmp_path: Path) -> None:
    tracks = list(library([music]).tracks)
    for i, track in enumerate(tracks):
        label, group = ("jazz", f"artist {i}") if i % 9 >= 6 else ("rock", f"artist {i % 9 // 2}")
        tracks[i] = replace(track, label=label, group=group, part="valid" if i % 9 == 2 else "train")
    rows, _ = prepare_source(Source("gtzan", "GTZAN", "research", tuple(tracks)), tmp_path, fewest=4)
    both = set(rows.groups[rows.parts == "train"].tolist()) & set(rows.groups[rows.parts == "valid"].tolist())
    assert both == {"artist 1"}
    split = split_set(rows, "official")
    assert not set(rows.groups[split.train].tolist()) & set(rows.groups[split.valid].tolist())


def test_parts_keep_artists_whole_and_leave_every_label_its_training() -> None:
    rng = np.random.default_rng(0)
    for _ in range(30):
        labels = rng.choice(["a", "b", "c"], 60)
        groups = np.char.add("g", rng.integers(0, 9, 60).astype(str))
        parts = part_by_artist(groups, labels)
        assert not set(groups[parts == "train"]) & set(groups[parts == "valid"])
        assert set(labels[parts == "train"]) == {"a", "b", "c"}
