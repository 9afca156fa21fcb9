"""From trained networks to a bundle: one ONNX graph, its calibration, its figures and its card.

A bundle may average the logits of several networks. What is exported is checked against torch at batch 1 and 4 and at
another length before anything is written.
"""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from torch import nn

from app.inference.bundle import write_bundle
from app.inference.calibration import Calibration
from app.inference.familiarity import Familiarity
from app.inference.mel import FrontEnd
from trainer.card import LICENCE_LINE, LICENCE_TEXT, PROVENANCE, write_card
from trainer.card_pictures import draw_pictures
from trainer.config import HEARD_FRAMES, HEARD_S, N_MELS, TRACK_WINDOWS, Recipe
from trainer.data import DataError, FeatureSet
from trainer.ensemble import BundleNet
from trainer.familiar import ASKED, LOST, familiarity_figures, find_genres, fit_familiarity
from trainer.features import load_sets
from trainer.graph import with_quick_pools
from trainer.held_out import HeldRows, calibrate_and_measure, collect, robustness_figures, shipped_figures
from trainer.labels import LABELS
from trainer.learned import KEY, learned_names, trained_names
from trainer.models import count_weights
from trainer.reliability import reliability_figures
from trainer.train import load_average

_KINDS = {"resnet": "CNN", "crnn": "CRNN"}
#: Largest difference allowed between torch and the exported graph.
PARITY = 1e-4
#: Constants of at least so many values are stored in half precision.
_HALVED_FROM = 256
_HALF_RANGE = (-65504.0, 65504.0)


@dataclass(frozen=True, slots=True)
class Member:
    """A trained network of a bundle."""

    recipe: Recipe
    model: nn.Module
    epochs: int

    @property
    def steps_done(self) -> int:
        """Steps behind the weights: fewer than the recipe's where the training was not at its end."""
        return min(self.epochs * self.recipe.steps_per_epoch, self.recipe.steps)


def to_onnx(model: nn.Module, rows: int = N_MELS, frames: int = HEARD_FRAMES, any_length: bool = True) -> bytes:
    """The ONNX graph of ``model`` with free batch, one file, float32; frames are free too if it takes ``any_length``.

    The TorchScript exporter is used: the newer one writes weights to a second file and fails on a bidirectional GRU
    (torch 2.13). The example has a batch of two, because one of one fixes the batch.
    """
    model.eval().float().to(memory_format=torch.contiguous_format)  # type: ignore[call-overload]
    example = torch.rand(2, 1, rows, frames)
    axes = {name: {0: "batch"} for name in ("mel", "logits", "embedding")}
    if any_length:
        axes["mel"][3] = "frames"
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        file = Path(folder) / "model.onnx"
        warnings.simplefilter("ignore")  # about the exporter's age and the GRU's batch: parity is checked below
        torch.onnx.export(
            model,
            (example,),
            file,
            input_names=["mel"],
            output_names=["logits", "embedding"],
            dynamic_axes=axes,
            opset_version=17,
            training=torch.onnx.TrainingMode.PRESERVE,  # otherwise it multiplies normalisation into rounded weights
            do_constant_folding=False,  # the runtime folds when it loads; folded here, products would be stored too
            dynamo=False,
        )
        return with_quick_pools(file.read_bytes())


def round_weights(model: nn.Module) -> None:
    """Round every weight to half precision, in place: what :func:`halve` stores is then exact."""
    with torch.no_grad():
        for weight in [*model.parameters(), *model.buffers()]:
            if weight.dtype == torch.float32:
                weight.copy_(weight.half().float())


def halve(graph: bytes) -> bytes:
    """The same graph with its large constants stored in half precision, and cast to float32 when it is loaded.

    Constants that half precision would change (sums that the exporter worked out in advance) stay as they are.
    Half the size; the arithmetic stays float32, and the runtime folds the casts away.
    """
    model = onnx.load_model_from_string(graph)
    casts = []
    for constant in model.graph.initializer:
        values = onnx.numpy_helper.to_array(constant)
        if values.dtype != np.float32 or values.size < _HALVED_FROM:
            continue
        half = np.clip(values, *_HALF_RANGE).astype(np.float16)
        if not np.array_equal(half.astype(np.float32), values):
            continue
        name = constant.name
        constant.CopyFrom(onnx.numpy_helper.from_array(half, f"{name}.half"))
        casts.append(onnx.helper.make_node("Cast", [f"{name}.half"], [name], to=onnx.TensorProto.FLOAT))
    nodes = [*casts, *model.graph.node]
    for node in nodes:
        node.name = ""  # thousands of long names that nothing reads
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    onnx.checker.check_model(model)
    content: bytes = model.SerializeToString()
    return content


def parity(
    model: nn.Module, graph: bytes, rows: int = N_MELS, frames: int = HEARD_FRAMES, any_length: bool = True
) -> float:
    """Largest difference between torch and the graph over batches of 1 and 4 and, if it may, of other lengths."""
    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    model.eval()
    worst = 0.0
    others = ((3, frames // 2), (2, 3 * frames)) if any_length else ()
    for batch, length in ((1, frames), (4, frames), *others):
        mel = torch.rand(batch, 1, rows, length, generator=torch.Generator().manual_seed(batch))
        with torch.inference_mode():
            wanted = model(mel)
        got = session.run(["logits", "embedding"], {"mel": mel.numpy()})
        for ours, theirs in zip(wanted, got, strict=True):
            worst = max(worst, float(np.abs(ours.numpy() - theirs).max()))
    return worst


def export_bundle(bundle_id: str, runs: Sequence[Path], judged: Sequence[Path], *, work: Path, out: Path) -> Path:
    """Write the bundle ``out/bundle_id`` from the networks of ``runs``.

    The answers of the ``judged`` runs to the rows that they never saw give the calibration and the figures of the card.

    Raises:
        DataError: a checkpoint or a prepared set is missing, or the graph does not answer as torch does.
    """
    torch.set_num_threads(1)  # on a busy machine, a second thread mostly waits for the first
    members = [Member(*load_average(run)) for run in runs]
    net = BundleNet([member.model for member in members])
    round_weights(net)
    judges = [Member(*load_average(run)) for run in judged]
    answers = [(judge.model, judge.recipe.split) for judge in judges]
    sets = load_sets(work)
    held = collect(answers, sets)
    calibration, metrics = calibrate_and_measure(held)
    calibration = replace(calibration, familiarity_threshold=LOST, familiarity_accept=ASKED)
    metrics["reliability"] = reliability_figures(held, calibration)
    metrics["robustness"] = robustness_figures(answers, sets["gtzan"])
    familiarity, metrics["familiarity"] = _familiarity(members, judges, sets, held, calibration)
    if set(runs) != set(judged):
        own = [(member.model, member.recipe.split) for member in members]
        others = {name: rows for name, rows in sets.items() if name != "gtzan"}
        heard = collect(own, others)
        metrics["shipped"] = shipped_figures(heard, calibration)
        spaces = dict.fromkeys({split for _, split in own}, familiarity)
        metrics["shipped"]["familiarity"] = familiarity_figures(heard, familiarity, spaces, calibration)
    graph = halve(to_onnx(net))
    difference = parity(net, graph)
    if not difference <= PARITY:
        raise DataError(f"The exported network differs from torch by {difference:.2g}.")
    weights = sum(count_weights(member.model) for member in members)
    metrics |= {"weights": weights, "parity": float(f"{difference:.1e}")}
    description = _describe(bundle_id, members, calibration.to_json(), metrics)
    description["familiarity"] = familiarity.to_json()
    description[KEY] = learned_names(trained_names(sets, [member.recipe.split for member in members]))
    description["judged"] = [judge.recipe.to_json() for judge in judges]
    pictures = draw_pictures(metrics["reliability"])
    write_bundle(
        out / bundle_id,
        model_onnx=graph,
        description=description,
        card=write_card(description),
        licence=LICENCE_TEXT,
        pictures=pictures,
    )
    return out / bundle_id


def _familiarity(
    members: Sequence[Member],
    judges: Sequence[Member],
    sets: Mapping[str, FeatureSet],
    held: Mapping[str, HeldRows],
    calibration: Calibration,
) -> tuple[Familiarity, dict[str, Any]]:
    """What tells music unlike anything learned, in the embedding of the first of ``members``, and what it costs.

    The judges tell how familiar held-out music looks, each split in the embedding of its own first network.
    """
    firsts: dict[str, nn.Module] = {}
    for judge in judges:
        if judge.recipe.model != "kernel":
            firsts.setdefault(judge.recipe.split, judge.model)
    first = next(member for member in members if member.recipe.model != "kernel")
    if {type(model) for model in firsts.values()} != {type(first.model)}:
        raise DataError(
            "The first network of the bundle, whose embedding is kept, is of another kind than those that judge.",
            "Give the runs of all splits in the same order.",
        )
    spaces = {split: find_genres(model, sets, split) for split, model in firsts.items()}
    fitted = fit_familiarity(held, spaces, find_genres(first.model, sets, first.recipe.split))
    return fitted, familiarity_figures(held, fitted, spaces, calibration)


def _describe(
    bundle_id: str, members: Sequence[Member], calibration: dict[str, Any], metrics: dict[str, Any]
) -> dict[str, Any]:
    kinds, architecture = _architecture([member.recipe.model for member in members])
    return {
        "id": bundle_id,
        "name": f"Earmark {' + '.join(kinds)}",
        "architecture": architecture,
        "created": datetime.now(UTC).date().isoformat(),
        "version": 1,
        "labels": [{"id": label.id, "name": label.name, "kind": label.kind} for label in LABELS],
        "front_end": FrontEnd().to_json(),
        "windows": {"length_s": HEARD_S, "count": TRACK_WINDOWS, "frames": HEARD_FRAMES},
        "calibration": calibration,
        "metrics": metrics,
        "training": [member.recipe.to_json() | {"steps_done": member.steps_done} for member in members],
        "provenance": PROVENANCE,
        "licence": LICENCE_LINE,
    }


def _architecture(models: Sequence[str]) -> tuple[list[str], str]:
    """Kinds of the networks among ``models``, and the whole in words."""
    networks = [model for model in models if model != "kernel"]
    kinds = list(dict.fromkeys(_KINDS.get(model, model) for model in networks))
    averaged = f", {len(networks)} networks averaged" if len(networks) > 1 else ""
    beside = "; beside it, a kernel machine on statistics of the window" if len(networks) < len(models) else ""
    return kinds, " + ".join(kinds) + averaged + beside
