"""What was rewritten for the runtime's sake gives the numbers of what it stands for."""

import numpy as np
import pytest

# ruff: noqa: E402 - torch is an extra: without it these tests are skipped before the trainer is imported
torch = pytest.importorskip("torch")

import onnx
import onnxruntime

from trainer.graph import with_quick_pools
from trainer.models.layers import join_bands
from trainer.models.moments import mean_around, skew_and_weight
from trainer.models.resnet import TimeBlock
from trainer.models.statistics import _PIECE, _STEP, Statistics, _sum_of_three


def values(*shape: int) -> "torch.Tensor":
    return torch.rand(*shape, generator=torch.Generator().manual_seed(len(shape)))


@pytest.mark.parametrize("width", [5, 9, 13])
def test_means_of_neighbours_are_an_average_pooling(width: int) -> None:
    given = values(2, 40, 7)
    pooled = torch.nn.functional.avg_pool1d(given.transpose(1, 2), width, 1, width // 2).transpose(1, 2)
    torch.testing.assert_close(mean_around(given, width), pooled)


def test_the_three_strongest_are_found_without_sorting() -> None:
    given = values(3, 2, 16, 50).mul(20).round()  # with many that are alike
    torch.testing.assert_close(_sum_of_three(given), given.topk(3, dim=2).values.sum(dim=2))


def test_moments_are_powers() -> None:
    given = values(2, 3, 60)
    away = given - given.mean(dim=2, keepdim=True)
    unit = away / torch.sqrt(away.square().mean(dim=2, keepdim=True) + 1e-4)
    skew, weight = skew_and_weight(given, 1e-4)
    torch.testing.assert_close(skew, unit.pow(3).mean(dim=2))
    torch.testing.assert_close(weight, torch.log1p(unit.pow(4).mean(dim=2)))


@pytest.mark.parametrize("frames", [2, 31, 32, 129, 300])
def test_modulation_is_a_convolution_of_pieces(frames: int) -> None:
    statistics, lines = Statistics(), values(2, 3, frames)
    padded = torch.nn.functional.pad((lines - lines.mean(dim=2, keepdim=True)).flatten(0, 1), (_STEP, 64 + _STEP))
    waves = torch.conv1d(padded[:, None], statistics.fourier.T[:, None], stride=_STEP)
    real, imaginary = waves.chunk(2, dim=1)
    strength = torch.sqrt(real.square() + imaginary.square() + 1e-8)
    counts = torch.arange(strength.shape[2]) * _STEP <= max(frames, _PIECE - 2 * _STEP) - (_PIECE - 2 * _STEP)
    octaves = torch.log(strength[:, :, counts].mean(dim=2) @ statistics.octaves + 1e-2)
    torch.testing.assert_close(statistics._modulation(lines), octaves.unflatten(0, (2, 3)), atol=1e-5, rtol=1e-5)


def test_convolutions_of_two_axes_are_those_of_one() -> None:
    maps, layer = values(2, 6, 8, 20), torch.nn.Conv1d(48, 5, 1)
    torch.testing.assert_close(join_bands(maps, layer, 8).squeeze(2), layer(maps.flatten(1, 2)))
    block = TimeBlock(6).eval()
    steps = values(2, 6, 20)
    expected = steps + torch.relu(block.convolve(steps) / (1 + block.norm.eps) ** 0.5)
    torch.testing.assert_close(block(steps[:, :, None]).squeeze(2), expected)


@pytest.mark.parametrize(("rows", "columns"), [(8, 9), (7, 8), (1, 3)])
def test_poolings_padded_at_their_end_are_those_with_an_incomplete_step(rows: int, columns: int) -> None:
    node = onnx.helper.make_node("AveragePool", ["x"], ["y"], kernel_shape=[2, 3], strides=[2, 3], ceil_mode=1)
    shapes = [onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, [None] * 4) for name in "xy"]
    graph = onnx.helper.make_graph([node], "pool", shapes[:1], shapes[1:])
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 17)], ir_version=8)
    quick = with_quick_pools(model.SerializeToString())
    assert b"ceil_mode" not in quick
    given = values(2, 3, rows, columns)
    session = onnxruntime.InferenceSession(quick, providers=["CPUExecutionProvider"])
    (got,) = session.run(None, {"x": given.numpy()})
    wanted = torch.nn.functional.avg_pool2d(given, (2, 3), (2, 3), ceil_mode=True)
    np.testing.assert_allclose(got, wanted.numpy(), atol=1e-6)
