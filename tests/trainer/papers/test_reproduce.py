"""`reproduce` and `train` for the papers' systems, from prepared rows to figures, page and pictures."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

# ruff: noqa: E402 - torch is an extra: without it these tests are skipped before the trainer is imported
torch = pytest.importorskip("torch")

from app.inference.bundle import load_bundle
from trainer.commands import main
from trainer.data import DataError, FeatureSet
from trainer.features import save_set
from trainer.learned import find_learned
from trainer.papers.mixture import GTMA_GENRES
from trainer.papers.report import write_report
from trainer.papers.results import keep_results, mean_of, read_results, select, spread_of
from trainer.papers.runs import chosen_names, open_data, planned


@pytest.fixture(scope="module")
def work(sets: dict[str, FeatureSet], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("work")
    for name in ("gtzan", "fma"):
        save_set(sets[name], folder)
    return folder


def test_a_quick_reproduction_writes_the_page(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reproduce", "khamees-mlp", "mersy-pairs", "--quick", "--work", str(work)]) == 0
    page = (work / "quick" / "reproduction.md").read_text()
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    assert len(rows) == 10
    assert "401,866 (1,014,218)" in page
    assert "one genre only" in page
    assert sum("not run" in row for row in rows) == 8
    assert (work / "quick" / "images" / "reproduction" / "khamees-mlp.png").stat().st_size > 5000
    results = read_results(work / "quick")
    assert len(results) == 2 + 4 * 2
    honest = select(results, "khamees-mlp", "official")[0]
    assert honest["tracks"] == 10
    assert len(honest["curve"]) == honest["epochs"] == 1
    assert "track_accuracy" not in select(results, "khamees-mlp", "published")[0]
    log = (work / "quick" / "khamees-mlp-official-1" / "log.jsonl").read_text().splitlines()
    assert json.loads(log[0])["epoch"] == 1
    assert "10 of 10" in capsys.readouterr().out
    words = ["reproduce", "khamees-mlp", "--quick", "--work", str(work)]
    assert main(words) == 0  # nothing is trained or scored again
    assert "epoch=" not in capsys.readouterr().out
    assert main(["reproduce", "--report", "--quick", "--work", str(work)]) == 0
    assert (work / "quick" / "reproduction.md").read_text() == page


def test_train_takes_the_papers_names_too(work: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["train", "khamees-mlp", "--seed", "3", "--epochs", "1", "--work", str(work), "--out", str(tmp_path)]
    assert main(words) == 0
    assert "khamees-mlp-official-3: piece_accuracy" in capsys.readouterr().out
    assert json.loads((tmp_path / "result.json").read_text())["protocol"] == "official"
    assert (tmp_path / "curves.png").stat().st_size > 5000
    assert main([*words, "--fold", "2"]) == 1  # the folder holds another training
    assert "another training" in capsys.readouterr().err
    assert main(["train", "mersy-pairs", "--work", str(work)]) == 2
    assert "mersy-pairs/hiphop-classical" in capsys.readouterr().err
    assert main(["train", "khamees-mlp", "--device", "cuda:99", "--work", str(work)]) == 1
    assert "no device" in capsys.readouterr().err
    assert main(["train", "khamees-mlp", "--steps", "9", "--work", str(work)]) == 2
    assert main(["train", "cnn", "--epochs", "3", "--work", str(work)]) == 2
    assert "papers' systems" in capsys.readouterr().err
    assert main(["reproduce", "nothing", "--work", str(work)]) == 2


def test_a_set_of_ones_own_trains_a_paper_from_scratch(
    sets: dict[str, FeatureSet], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = sets["gtzan"].where(np.isin(sets["gtzan"].labels, ["blues", "jazz", "rock"]))
    named = {"blues": "Slow Blues", "jazz": "Jazz & more", "rock": "Rock"}
    own = replace(own, name="own", labels=np.array([named[label] for label in own.labels.tolist()]))
    save_set(own, tmp_path)
    run = tmp_path / "papers" / "khamees-mlp-own-official-1"
    assert main(["train", "khamees-mlp", "--data", "own", "--epochs", "2", "--work", str(tmp_path)]) == 0
    export = ["export", "--id", "mine", "--run", str(run), "--work", str(tmp_path), "--out", str(tmp_path)]
    assert main(export) == 0
    bundle = load_bundle(tmp_path / "mine")
    assert bundle.genre_names == ("Jazz & more", "Rock", "Slow Blues")
    assert "12 tracks by 12 artists" in bundle.provenance[0]["name"]
    trained = find_learned(bundle, own.names.tolist())
    assert trained is not None
    assert trained.tolist() == (own.parts == "train").tolist()
    capsys.readouterr()
    assert main(["train", "mersy-pairs", "--data", "own", "--work", str(tmp_path)]) == 1
    assert "two genres" in capsys.readouterr().err


def test_a_recording_on_both_sides_stops_an_honest_run(
    sets: dict[str, FeatureSet], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = sets["gtzan"]
    X = np.array(rows.X)
    X[3] = np.clip(X[0].astype(int) + 3, 0, 255)  # the same music, a little louder, by another artist
    save_set(replace(rows, X=X), tmp_path)
    assert main(["train", "khamees-mlp", "--epochs", "1", "--work", str(tmp_path)]) == 1
    assert "sound the same: gtzan.0 and gtzan.3" in capsys.readouterr().err
    assert main(["train", "khamees-mlp", "--epochs", "1", "--split", "published", "--work", str(tmp_path)]) == 0


def test_the_plan_holds_both_splits_the_leaks_and_the_mixture() -> None:
    names = chosen_names([], True)
    runs = planned(names, ["published", "official"], [1, 2])
    assert len({run.label for run in runs}) == len(runs) == 13 * 2 * 2 + 3 + 1
    assert {run.protocol for run in runs if run.recipe.name == "khamees-cnn"} >= {"segment", "track", "artist"}
    mixed = [run for run in runs if run.data == "gtma"]
    assert [run.label for run in mixed] == ["kandil-cnn-gtma-official-1"]
    assert mixed[0].recipe.genres == GTMA_GENRES
    assert {run.epochs for run in planned(names, ["published", "official"], [1], quick=True)} == {1}
    with pytest.raises(KeyError):
        chosen_names([], False)


def test_data_recipes_are_found_or_said(work: Path, tmp_path: Path) -> None:
    assert open_data(work, "gtma").name == "gtma"
    with pytest.raises(DataError, match="'nothing' is not in"):
        open_data(work, "nothing")
    with pytest.raises(DataError):
        write_report(tmp_path)


def test_results_are_kept_by_run_and_averaged_over_seeds(tmp_path: Path) -> None:
    run = {"name": "a", "data": "gtzan", "protocol": "official", "seed": 1, "track_accuracy": 0.5}
    keep_results(tmp_path, [run, {**run, "seed": 2, "track_accuracy": 0.7}])
    keep_results(tmp_path, [{**run, "track_accuracy": 0.6}])
    runs = select(read_results(tmp_path), "a", "official")
    assert [each["seed"] for each in runs] == [1, 2]
    assert mean_of(runs, "track_accuracy") == pytest.approx(0.65)
    assert spread_of(runs, "track_accuracy") == pytest.approx(0.0707, abs=1e-3)
    assert mean_of(runs, "nothing") is None
    assert spread_of(runs[:1], "track_accuracy") is None
