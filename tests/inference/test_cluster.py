"""Hearing on a Dask cluster: real scheduler and workers, each a process of its own, that die and come in the middle."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app import paths
from app.errors import AppError
from app.inference.bundle import Bundle, load_bundle
from app.inference.cluster_worker import Kind, hear_here, kind_here
from app.inference.predictor import Predictor
from app.progress import RunControl
from app.session import Session
from tests.inference.sounds import music, write_soundfile

pytest.importorskip("distributed", reason="the extra 'cluster' is not installed")

from app.inference.cluster import ClusterPool

ROOT = Path(__file__).resolve().parents[2]
Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, tiny_bundle: Bundle) -> Path:
    """Earmark's folders on the workers' machines, with the tiny model in them."""
    folder = tmp_path_factory.mktemp("workers-home")
    shutil.copytree(tiny_bundle.folder, folder / "data" / "models" / tiny_bundle.id)
    return folder


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory, home: Path) -> Iterator[Start]:
    """Start a part of the cluster; all are ended with the module."""
    place, running = tmp_path_factory.mktemp("dask"), []

    def begin(part: str, *arguments: str, earmark_home: Path = home) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "EARMARK_HOME": str(earmark_home)}
        environment |= {"DASK_LOGGING__DISTRIBUTED": "error"}
        command = [sys.executable, "-m", f"distributed.cli.dask_{part}", *arguments, "--no-dashboard"]
        with (place / f"{len(running)}.log").open("wb") as log:
            running.append(subprocess.Popen(command, env=environment, cwd=place, stdout=log, stderr=log))
        return running[-1]

    yield begin
    for process in running:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def address(start: Start, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A scheduler's address."""
    told = tmp_path_factory.mktemp("scheduler") / "told.json"
    start("scheduler", "--port", "0", "--host", "127.0.0.1", "--scheduler-file", str(told))
    for _ in range(600):
        if told.exists() and told.read_text():
            return str(json.loads(told.read_text())["address"])
        time.sleep(0.1)  # another process writes a file: there is no signal to wait for
    raise AssertionError("the scheduler did not start")


@pytest.fixture(scope="module")
def worker(start: Start, address: str) -> Callable[..., subprocess.Popen[bytes]]:
    """Start a worker, with other folders of Earmark where they are given."""

    def begin(**more: Path) -> subprocess.Popen[bytes]:
        return start("worker", address, "--nthreads", "1", "--no-nanny", **more)

    return begin


@pytest.fixture(scope="module")
def songs(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[int, bytes]]:
    folder = tmp_path_factory.mktemp("songs")
    for number in range(16):
        write_soundfile(folder / f"{number}.flac", music(6.0, 22_050, 1, seed=number), 22_050)
    return [(number, os.fsencode(folder / f"{number}.flac")) for number in range(16)]


def wait_for_workers(pool: ClusterPool, count: int) -> None:
    for _ in range(900):
        if len(pool.threads()) == count:
            return
        time.sleep(0.1)  # a process starts and registers elsewhere
    raise AssertionError(f"{len(pool.threads())} workers, not {count}")


def test_a_worker_that_dies_and_one_that_comes_cost_nothing(
    address: str, worker, songs: list[tuple[int, bytes]], tiny_bundle: Bundle
) -> None:
    doomed, _ = worker(), worker()
    expected = Predictor(tiny_bundle)
    with ClusterPool(address, tiny_bundle) as pool:
        wait_for_workers(pool, 2)
        taken: list[int] = []
        results = {}
        for result in pool.run(iter(songs), RunControl(), lambda key, _path: taken.append(key)):
            results[result.key] = result
            if len(results) == 5:
                doomed.kill()
                worker()
        assert sorted(results) == sorted(taken) == [key for key, _ in songs]
        wait_for_workers(pool, 2)
        # a cancel leaves the rest, and an unknown file is a sentence
        control = RunControl()
        some = list(pool.run(iter(songs), control, lambda _key, _path: control.cancel()))
        assert len(some) < len(songs)
        (gone,) = pool.run([(1, b"/not/there.flac")], RunControl())
        assert gone.error
    for key, path in songs[::5]:
        assert results[key].error == ""
        assert results[key].analysis is not None
        np.testing.assert_allclose(results[key].analysis.scores, expected.analyse(path).scores, atol=1e-5)


def test_results_stream_into_the_one_library(
    address: str, worker, songs: list[tuple[int, bytes]], tiny_bundle: Bundle, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setenv("EARMARK_HOME", str(tmp_path / "home"))
    shutil.copytree(tiny_bundle.folder, paths.user_models_dir() / tiny_bundle.id)
    folder = os.path.dirname(songs[0][1])
    with ClusterPool(address, tiny_bundle) as pool:
        if not pool.threads():
            worker()
            wait_for_workers(pool, 1)
    with Session() as session:
        session.add_folders([folder])
        session.scan()
        report = session.analyse(model=tiny_bundle.id, cluster=address)
        assert (report.done, report.failed) == (len(songs), 0)
        assert session.analyse(model=tiny_bundle.id, cluster=address).done == 0


def test_another_model_under_the_same_name_is_refused(
    address: str, worker, songs: list[tuple[int, bytes]], tiny_bundle: Bundle, tmp_path: Path
) -> None:
    other = tmp_path / tiny_bundle.id
    shutil.copytree(tiny_bundle.folder, other)
    description = (other / "model.json").read_text(encoding="utf-8")
    (other / "model.json").write_text(description.replace("Tiny test model", "Retrained"), encoding="utf-8")
    with ClusterPool(address, load_bundle(other)) as pool:
        if not pool.threads():
            worker()
            wait_for_workers(pool, 1)
        with pytest.raises(AppError, match=r"cannot be used: its model \w+ is another one"):
            list(pool.run(songs, RunControl()))


def test_a_stranger_that_comes_in_the_middle_is_not_used(
    address: str, worker, songs: list[tuple[int, bytes]], tiny_bundle: Bundle, tmp_path: Path
) -> None:
    with ClusterPool(address, tiny_bundle) as pool:
        if not pool.threads():
            worker()
            wait_for_workers(pool, 1)
        before = len(pool.threads())
        results = []
        for result in pool.run(iter(songs), RunControl()):
            results.append(result)
            if len(results) == 1:
                stranger = worker(earmark_home=tmp_path / "empty")
                wait_for_workers(pool, before + 1)
        stranger.kill()
        assert len(results) == len(songs)
        assert not any(result.error for result in results)


def test_nobody_at_the_address_is_said(tiny_bundle: Bundle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.inference.cluster._CONNECT_S", 0.5)
    with pytest.raises(AppError, match="No Dask scheduler answers"):
        ClusterPool("tcp://127.0.0.1:9", tiny_bundle)


def test_what_makes_two_analyses_the_same() -> None:
    here = Kind("1.0", "m", "abc")
    assert here.difference(here) == ""
    assert "Earmark 2.0" in here.difference(replace(here, version="2.0"))
    assert "does not have" in here.difference(replace(here, fingerprint=""))
    assert "another one" in here.difference(replace(here, fingerprint="def"))


def test_an_unfit_worker_hears_nothing(tmp_path: Path) -> None:
    wanted = Kind("0.0", "m", "abc")
    assert "Earmark" in hear_here(wanted, b"/x", worker="w").unfit
    assert kind_here("no such model").fingerprint == ""
