"""The kernel machine: its statistics, its fit, and its voice in a bundle."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

# ruff: noqa: E402 - torch is an extra: without it these tests are skipped before the trainer is imported
torch = pytest.importorskip("torch")

from trainer.config import RECIPES, Recipe
from trainer.data import DataError, FeatureSet
from trainer.ensemble import ALONE, KERNEL_SHARE, BundleNet, chance_of_ten, joined
from trainer.export import halve, parity, round_weights, to_onnx
from trainer.folds import fold_figures
from trainer.kernel_fit import fit_kernel
from trainer.labels import GTZAN_LABELS, LABEL_IDS, N_LABELS, REFUSAL
from trainer.models import build_model
from trainer.models.kernel import Kernel, familiarity
from trainer.models.statistics import Statistics
from trainer.splits import split_set
from trainer.train import load_average, make_pools

SMALL = {"known": 60, "dimensions": 40}


@pytest.fixture(scope="module")
def recipe() -> Recipe:
    return replace(RECIPES["kernel"], model_options=SMALL, steps=12, gtzan_per_batch=20)


@pytest.fixture(scope="module")
def fitted(
    recipe: Recipe, sets: dict[str, FeatureSet], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Kernel]:
    folder = tmp_path_factory.mktemp("kernel")
    return folder, fit_kernel(recipe, make_pools(sets, "official", 3), folder)


def window(rows: FeatureSet, row: int) -> torch.Tensor:
    return torch.from_numpy(rows.X[row, :, :129].astype(np.float32) / 255)[None, None]


@pytest.mark.parametrize("frames", [2, 13, 43, 64, 128, 129, 387])
def test_statistics_have_one_size_for_any_length_and_stay_finite_in_silence(frames: int) -> None:
    statistics = Statistics()
    for mel in (torch.zeros(2, 1, 128, frames), torch.ones(2, 1, 128, frames), torch.rand(2, 1, 128, frames)):
        values = statistics(mel)
        assert values.shape == (2, statistics.size)
        assert torch.isfinite(values).all()


def test_a_steady_beat_raises_the_modulation_at_its_own_rate() -> None:
    statistics = Statistics()
    time = torch.arange(129)
    slow, fast = (
        (0.5 + 0.4 * torch.sin(2 * math.pi * time * cycles / 128)).expand(1, 1, 128, 129) for cycles in (8, 40)
    )
    groups = [torch.unflatten(mel[:, 0], 1, (16, 8)).mean(dim=2) for mel in (slow, fast)]
    low, high = (statistics._modulation(group)[0, 0].argmax().item() for group in groups)
    assert low < high


def test_every_group_of_statistics_counts_by_its_share_whatever_its_size() -> None:
    statistics = Statistics()
    assert statistics.emphasis.shape == (statistics.size,)
    assert statistics.emphasis.square().mean().item() == pytest.approx(1, abs=1e-5)
    assert len(set(statistics.emphasis.tolist())) == 13


def test_a_tone_that_lasts_and_one_that_glides_are_told_apart() -> None:
    steady, gliding = torch.zeros(1, 128, 129), torch.zeros(1, 128, 129)
    for frame in range(129):
        steady[0, 40, frame] = 1
        gliding[0, 20 + frame % 80, frame] = 1  # a band a frame
    texture = Statistics().texture
    up = 8 * 4  # one band higher after one frame: fifth of the moves, of eight ranges each
    there = [texture._glides(unit)[0, up : up + 8].max().item() for unit in (steady, gliding)]
    assert there[1] > there[0] + 0.2


def test_an_answer_counts_less_the_stranger_the_window() -> None:
    likeness = torch.tensor([0.5, 0.65, 0.9])[:, None].expand(3, 40)
    shares = familiarity(likeness)[:, 0].tolist()
    assert shares[0] == 0
    assert 0 < shares[1] < 1
    assert shares[2] == 1


def test_it_knows_what_it_was_shown(fitted: tuple[Path, Kernel], sets: dict[str, FeatureSet]) -> None:
    rows = sets["gtzan"]
    judged = np.flatnonzero(rows.parts == "valid")
    right = [fitted[1](window(rows, i))[0].argmax().item() == LABEL_IDS.index(rows.labels[i]) for i in judged]
    assert np.mean(right) >= 0.9


def test_far_from_everything_known_its_opinion_fades(fitted: tuple[Path, Kernel]) -> None:
    machine = fitted[1]
    far = torch.full((1, machine.known.shape[1]), 1e3)
    assert machine.likeness(far).max() < 1e-6


def test_the_checkpoint_and_a_second_fit_give_the_same_machine(
    fitted: tuple[Path, Kernel], recipe: Recipe, sets: dict[str, FeatureSet], tmp_path: Path
) -> None:
    mel = window(sets["gtzan"], 5)
    wanted = fitted[1](mel)[0]
    again = fit_kernel(recipe, make_pools(sets, "official", 3), tmp_path)
    stored, model, _ = load_average(fitted[0])
    assert stored == recipe
    torch.testing.assert_close(again(mel)[0], wanted)
    torch.testing.assert_close(model(mel)[0], wanted)


def test_in_a_bundle_it_moves_odds_among_the_ten() -> None:
    torch.manual_seed(1)
    logits, opinion = torch.randn(6, N_LABELS), torch.log_softmax(torch.randn(6, 10), dim=1)
    heard = chance_of_ten(logits).square()
    before = logits.softmax(dim=1)
    answer = joined(logits, opinion, 1 / heard).softmax(dim=1)  # as if it counted in full: nothing is sharpened
    torch.testing.assert_close(answer[:, 10:], before[:, 10:])
    odds = torch.log(answer[:, 0] / answer[:, 1]) - torch.log(before[:, 0] / before[:, 1])
    torch.testing.assert_close(odds, KERNEL_SHARE * heard[:, 0] * (opinion[:, 0] - opinion[:, 1]))


def test_where_it_is_silent_the_networks_speak_up() -> None:
    torch.manual_seed(2)
    logits, even = torch.randn(6, N_LABELS), torch.full((6, 10), 0.1).log()
    answer = joined(logits, even, torch.zeros(6, 1))
    refusal = LABEL_IDS.index(REFUSAL)
    torch.testing.assert_close(answer[:, refusal], logits[:, refusal])
    genres = [i for i in range(N_LABELS) if i != refusal]
    for together in (lambda of: torch.logsumexp(of[:, genres], dim=1), lambda of: of.softmax(dim=1)[:, refusal]):
        torch.testing.assert_close(together(answer), together(logits))  # what is music, and how strange
    odds = [of[:, 0] - of[:, genres[-1]] for of in (answer, logits)]
    torch.testing.assert_close(odds[0], ALONE * odds[1])


def test_the_graph_of_network_and_machine_answers_as_torch(fitted: tuple[Path, Kernel]) -> None:
    torch.manual_seed(0)
    net = BundleNet([build_model("resnet", {}), fitted[1]])
    round_weights(net)
    graph = halve(to_onnx(net))
    assert parity(net, graph) <= 1e-4
    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    for frames in (13, 43):  # moments of a window are heard alone
        mel = torch.rand(2, 1, 128, frames)
        with torch.inference_mode():
            wanted = net(mel)[0].numpy()
        np.testing.assert_allclose(session.run(["logits"], {"mel": mel.numpy()})[0], wanted, atol=1e-4)


def test_runs_of_folds_are_judged_together(sets: dict[str, FeatureSet], recipe: Recipe, tmp_path: Path) -> None:
    rows, runs = sets["gtzan"], []
    for split in ("fold0", "fold1"):
        runs.append(tmp_path / split)
        fit_kernel(replace(recipe, split=split), make_pools(sets, split, 3), runs[-1])
    figures = fold_figures(runs, rows)
    held = [split_set(rows, split).valid for split in ("fold0", "fold1")]
    assert figures["rows"] == sum(map(len, held))
    by_split = list(figures["by_split"].values())
    assert figures["accuracy"] == pytest.approx(np.average(by_split, weights=[len(own) for own in held]), abs=1e-3)
    assert figures["fma"] is None, "a kernel machine alone knows nothing of FMA"
    with pytest.raises(DataError, match="same rows"):
        fold_figures([runs[0], fitted_again(recipe, sets, tmp_path)], rows)


def fitted_again(recipe: Recipe, sets: dict[str, FeatureSet], folder: Path) -> Path:
    fit_kernel(replace(recipe, split="official"), make_pools(sets, "official", 3), folder / "official")
    return folder / "official"


def test_a_bundle_of_kernel_machines_alone_is_refused(fitted: tuple[Path, Kernel]) -> None:
    with pytest.raises(DataError, match="needs a network"):
        BundleNet([fitted[1]])


def test_it_answers_for_the_ten_genres_in_their_order() -> None:
    assert LABEL_IDS[:10] == GTZAN_LABELS
