"""Every fate a file can have in the pool, and that it costs no other file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from pathlib import Path

import numpy as np
import psutil
import pytest

from app.errors import AppError, BundleError
from app.inference.bundle import Bundle
from app.inference.pool import AnalysisPool, JobResult, default_workers, exit_reason
from app.inference.predictor import Predictor
from app.inference.supply import IN_FLIGHT_PER_WORKER
from app.inference.worker import WorkerAnswer, analyse_file
from app.priority import let_window_go_first
from app.progress import RunControl
from app.stamp import read_stamp
from tests.inference.analysers import make_scripted
from tests.inference.sounds import music, write_soundfile

Job = tuple[int, bytes]


@pytest.fixture(scope="module")
def pool() -> Iterator[AnalysisPool]:
    """One worker that does what file names say; started once."""
    with AnalysisPool("", 1, busy_limit_s=1.5, make_analyser=make_scripted) as made:
        yield made


@pytest.fixture
def make_jobs(tmp_path: Path):
    """Turn names into jobs on files that exist."""

    def make(*names: str) -> list[Job]:
        for name in names:
            (tmp_path / name).write_bytes(name.encode())
        return [(key, os.fsencode(tmp_path / name)) for key, name in enumerate(names)]

    return make


def run(pool: AnalysisPool, jobs: list[Job]) -> dict[int, JobResult]:
    results = {result.key: result for result in pool.run(iter(jobs), RunControl())}
    assert sorted(results) == [key for key, _ in jobs]
    assert [results[key].path for key, _ in jobs] == [path for _, path in jobs]
    return results


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("segfault", "crashed (SIGSEGV)"),
        ("kill", "crashed (SIGKILL)"),
        ("exit", "crashed (exit code 3)"),
        ("spin", "more than 1.5 seconds of computing"),
        ("undecodable", "No sound."),
        ("bug", "ZeroDivisionError: our own fault"),
    ],
)
def test_a_bad_file_costs_itself_only(pool: AnalysisPool, make_jobs, action: str, words: str) -> None:
    if sys.platform == "win32" and action in {"segfault", "kill", "spin"}:
        pytest.skip("no signals here")
    results = run(pool, make_jobs("fine-1", "fine-2", f"{action}-3", "fine-4", "fine-5"))
    assert words in results[2].error
    assert results[2].analysis is None
    for key in (0, 1, 3, 4):
        assert results[key].error == ""
        assert results[key].analysis is not None


def test_a_file_that_never_answers_costs_itself_only(make_jobs) -> None:
    with AnalysisPool("", 1, patience_s=1.0, make_analyser=make_scripted) as pool:
        (result,) = run(pool, make_jobs("hang-1")).values()
    assert "more than 1 seconds" in result.error
    assert "--again" in result.hint


@pytest.mark.skipif(sys.platform == "win32", reason="there is no clock of processor time there")
def test_files_that_compute_for_ever_are_no_broken_installation(make_jobs) -> None:
    with AnalysisPool("", 1, busy_limit_s=0.2, make_analyser=make_scripted) as pool:
        results = run(pool, make_jobs("spin-1", "spin-2", "spin-3", "spin-4"))
    assert all("of computing" in each.error and "--again" in each.hint for each in results.values())


def test_results_carry_the_stamp_of_the_content(pool: AnalysisPool, make_jobs) -> None:
    jobs = make_jobs("fine-1", "undecodable-2")
    results = run(pool, jobs)
    for key, path in jobs:
        assert results[key].stamp == read_stamp(path)
    assert results[1].hint == "Listen elsewhere."


def test_a_vanished_file_gives_a_sentence(pool: AnalysisPool, tmp_path: Path) -> None:
    (result,) = run(pool, [(0, os.fsencode(tmp_path / "gone"))]).values()
    assert result.error.startswith("The file cannot be read")


def test_workers_have_one_thread_low_priority_and_no_voice(pool: AnalysisPool, make_jobs, capfd) -> None:
    (result,) = run(pool, make_jobs("print-1")).values()
    assert result.analysis is not None
    assert result.analysis.moment_length_s == 1.0  # OMP_NUM_THREADS
    if sys.platform != "win32":
        assert result.analysis.moment_starts_s[0] == min(os.nice(0) + 10, 19)  # niceness
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no niceness")
def test_a_gentle_pool_lets_everybody_go_first(make_jobs) -> None:
    with AnalysisPool("", 1, gentle=True, make_analyser=make_scripted) as pool:
        (result,) = run(pool, make_jobs("print-1")).values()
    assert result.analysis is not None
    assert result.analysis.moment_starts_s[0] == min(os.nice(0) + 19, 19)  # niceness


@pytest.mark.skipif(sys.platform != "linux", reason="threads have no niceness here")
def test_workers_of_a_window_stay_below_the_thread_that_waits_for_them(make_jobs) -> None:
    found: list[JobResult] = []

    def hear() -> None:
        let_window_go_first()
        with AnalysisPool("", 1, make_analyser=make_scripted) as pool:
            found.extend(run(pool, make_jobs("print-1")).values())

    thread = threading.Thread(target=hear)
    thread.start()
    thread.join()
    assert found[0].analysis is not None
    assert found[0].analysis.moment_starts_s[0] == min(os.nice(0) + 15, 19)  # niceness


def test_three_deaths_in_a_row_stop_the_run(pool: AnalysisPool, make_jobs) -> None:
    results: list[JobResult] = []
    with pytest.raises(AppError, match="3 workers in a row") as caught:
        results.extend(pool.run(make_jobs("exit-1", "exit-2", "exit-3", "exit-4", "fine-5"), RunControl()))
    assert caught.value.hint
    run(pool, make_jobs("fine-1"))  # the pool itself goes on


def test_a_worker_that_somebody_ends_costs_no_answer(pool: AnalysisPool, make_jobs) -> None:
    announced: list[int] = []
    jobs = make_jobs(*(f"unlucky-{n}" for n in range(4)))
    results = list(pool.run(jobs, RunControl(), lambda key, _path: announced.append(key)))
    assert [result.error for result in results] == [""] * 4
    assert sorted(announced) == [0, 1, 2, 3]  # each once, however often it was handed out


def test_a_success_in_between_is_no_row(pool: AnalysisPool, make_jobs) -> None:
    results = run(pool, make_jobs("exit-1", "exit-2", "fine-3", "exit-4", "exit-5", "fine-6"))
    assert [key for key, result in results.items() if not result.error] == [2, 5]


def test_a_model_that_cannot_be_used_stops_the_run(make_jobs) -> None:
    with (
        AnalysisPool("broken", 1, make_analyser=make_scripted) as pool,
        pytest.raises(BundleError, match="broken") as caught,
    ):
        list(pool.run(make_jobs("fine-1", "fine-2"), RunControl()))
    assert caught.value.hint == "Install again."


def test_workers_that_die_at_their_start_stop_the_run(make_jobs) -> None:
    with AnalysisPool("crash", 1, make_analyser=make_scripted) as pool, pytest.raises(AppError, match="in a row"):
        list(pool.run(make_jobs(*(f"fine-{n}" for n in range(5))), RunControl()))


def test_a_worker_killed_while_idle_is_replaced(pool: AnalysisPool, make_jobs) -> None:
    (first,) = run(pool, make_jobs("fine-1")).values()
    assert first.analysis is not None
    os.kill(int(first.analysis.seconds_heard), signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    (second,) = run(pool, make_jobs("fine-2")).values()
    assert second.analysis is not None
    assert second.analysis.seconds_heard != first.analysis.seconds_heard


def test_jobs_are_pulled_as_they_are_needed_and_announced_once(pool: AnalysisPool, make_jobs) -> None:
    jobs, pulled, announced = make_jobs(*(f"fine-{n}" for n in range(12))), [], []

    def supply() -> Iterator[Job]:
        for job in jobs:
            pulled.append(job[0])
            yield job

    results = pool.run(supply(), RunControl(), lambda key, path: announced.append((key, path)))
    for finished, result in enumerate(results, 1):
        assert result.key in [key for key, _ in announced]
        assert len(pulled) <= finished + IN_FLIGHT_PER_WORKER * pool.workers
    assert sorted(announced) == jobs


def test_pause_hands_out_nothing_and_resume_goes_on(pool: AnalysisPool, make_jobs) -> None:
    control, keys = RunControl(), []
    results = pool.run(iter(make_jobs(*(f"fine-{n}" for n in range(10)))), control)
    keys.append(next(results).key)
    control.pause()
    resumed = threading.Timer(0.5, control.resume)
    begun = time.monotonic()
    resumed.start()
    keys.extend(result.key for result in results)
    assert sorted(keys) == list(range(10))
    assert time.monotonic() - begun >= 0.45


def test_cancel_ends_the_run_soon(pool: AnalysisPool, make_jobs) -> None:
    control, begun = RunControl(), time.monotonic()
    results = []
    for result in pool.run(iter(make_jobs(*(f"fine-{n}" for n in range(500)))), control):
        results.append(result)
        control.cancel()
    assert 1 <= len(results) <= 1 + IN_FLIGHT_PER_WORKER
    assert time.monotonic() - begun < 10


def test_cancel_wakes_a_paused_run(pool: AnalysisPool, make_jobs) -> None:
    control = RunControl()
    control.pause()
    threading.Timer(0.2, control.cancel).start()
    assert list(pool.run(make_jobs("fine-1"), control)) == []


def test_a_cancelled_run_does_not_wait_for_a_hanging_file(make_jobs) -> None:
    control = RunControl()
    with AnalysisPool("", 1, make_analyser=make_scripted) as pool:
        begun = time.monotonic()
        assert list(pool.run(make_jobs("hang-1"), control, lambda _key, _path: control.cancel())) == []
    assert time.monotonic() - begun < 20


def test_a_run_that_is_left_frees_the_pool(pool: AnalysisPool, make_jobs) -> None:
    results = pool.run(iter(make_jobs(*(f"fine-{n}" for n in range(50)))), RunControl())
    next(results)
    results.close()
    (result,) = run(pool, make_jobs("fine-1")).values()
    assert result.analysis is not None


def test_nothing_to_do_starts_nothing() -> None:
    with AnalysisPool("", 2, make_analyser=make_scripted) as pool:
        assert list(pool.run([], RunControl())) == []
    assert 1 <= default_workers() <= 8


def test_real_files_get_the_predictors_answers(tiny_bundle: Bundle, tmp_path: Path) -> None:
    jobs = []
    for key in range(4):
        path = tmp_path / f"{key}.flac"
        write_soundfile(path, music(8.0, 22_050, 1, seed=key), 22_050)
        jobs.append((key, os.fsencode(path)))
    odd = os.path.join(os.fsencode(tmp_path), "ungültig".encode("latin-1") if sys.platform == "linux" else b"plain")
    os.rename(jobs[3][1], odd)
    jobs[3] = (3, odd)
    predictor = Predictor(tiny_bundle)
    with AnalysisPool(tiny_bundle.folder, 2) as pool:
        for result in pool.run(jobs, RunControl()):
            assert result.analysis is not None, result.error
            expected = predictor.analyse(result.path)
            # Here the numeric library adds with several threads, there with one: the last digit may differ.
            np.testing.assert_allclose(result.analysis.scores, expected.scores, atol=1e-6)
            np.testing.assert_allclose(result.analysis.moment_scores, expected.moment_scores, atol=1e-3)


def test_workers_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    """No orphans: the pool runs in a process of its own, which is killed while a worker is busy."""
    (tmp_path / "hang-1").write_bytes(b"x")
    script = tmp_path / "parent.py"
    script.write_text(
        textwrap.dedent(f"""
        import os
        from app.inference.pool import AnalysisPool
        from app.progress import RunControl
        from tests.inference.analysers import make_scripted

        if __name__ == "__main__":
            fine, hang = {str(tmp_path / "fine-1")!r}, {str(tmp_path / "hang-1")!r}
            open(fine, "wb").close()
            with AnalysisPool("", 1, make_analyser=make_scripted) as pool:
                jobs = [(0, os.fsencode(fine)), (1, os.fsencode(hang))]
                for result in pool.run(jobs, RunControl()):
                    print(int(result.analysis.seconds_heard), flush=True)
        """)
    )
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, env=environment, text=True) as parent:
        assert parent.stdout is not None
        worker = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    gone, alive = psutil.wait_procs([worker], timeout=15)
    for each in alive:
        each.kill()
    assert gone


@pytest.mark.parametrize(
    ("code", "words"), [(-11, "SIGSEGV"), (-9, "SIGKILL"), (3, "exit code 3"), (None, "unknown"), (-250, "signal 250")]
)
def test_exit_reasons(code: int | None, words: str) -> None:
    assert words in exit_reason(code)


def test_a_file_over_which_the_computer_slept_is_heard_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1000.0]
    monkeypatch.setattr("app.inference.pool.time.time", lambda: clock[0])
    launched: list[Future[WorkerAnswer]] = []

    def schedule(self: AnalysisPool, path: bytes) -> Future[WorkerAnswer]:
        launched.append(Future())
        launched[-1].set_running_or_notify_cancel()
        return launched[-1]

    monkeypatch.setattr(AnalysisPool, "schedule", schedule)
    results = AnalysisPool(tmp_path, workers=1).run([(1, b"/a.mp3")], RunControl(), lambda _key, _path: wake())

    def wake() -> None:
        """The lid is opened an hour later; the worker's time is up."""
        if len(launched) == 1:
            clock[0] += 3600
            launched[0].set_exception(FutureTimeout())
        else:
            launched[1].set_result(WorkerAnswer(error="heard"))

    assert [result.error for result in results] == ["heard"]
    assert len(launched) == 2


def test_a_worker_that_rests_works_half_of_the_time(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    clock, slept = iter([10.0, 10.25, 20.0, 29.0]), []
    monkeypatch.setattr("app.inference.worker.time.process_time", lambda: next(clock))
    monkeypatch.setattr("app.inference.worker.time.sleep", slept.append)
    for _ in range(2):
        analyse_file(os.fsencode(tmp_path / "gone"), rest=1.0)
    assert slept == [0.25, 2.0]  # as long as it worked, and never so long that a cancel would wait


def test_a_file_that_a_breaking_pool_lets_go_of_is_heard_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    launched: list[Future[WorkerAnswer]] = []

    def schedule(self: AnalysisPool, path: bytes) -> Future[WorkerAnswer]:
        launched.append(Future())
        if len(launched) == 1:
            launched[-1].cancel()
            launched[-1].set_running_or_notify_cancel()
        else:
            launched[-1].set_result(WorkerAnswer(error="heard"))
        return launched[-1]

    monkeypatch.setattr(AnalysisPool, "schedule", schedule)
    results = AnalysisPool(tmp_path, workers=1).run([(1, b"/a.mp3")], RunControl())
    assert [result.error for result in results] == ["heard"]
