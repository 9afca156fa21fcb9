"""A tiny model bundle with random weights: the shape of a real one in a few kilobytes, for tests around it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from app.inference.bundle import write_bundle
from app.inference.calibration import Calibration
from app.inference.mel import FrontEnd

GENRES = ("Blues", "Classical", "Country", "Disco", "Hip-Hop", "Jazz", "Metal", "Pop", "Reggae", "Rock")
_EMBEDDING = 16


def tiny_description(bundle_id: str = "tiny", **changes: Any) -> dict[str, Any]:
    """What ``write_bundle`` needs to know of the tiny bundle; ``changes`` replace whole entries."""
    labels = [{"id": name.lower().replace("-", ""), "name": name, "kind": "genre"} for name in GENRES]
    labels.append({"id": "not_music", "name": "Not music", "kind": "refusal"})
    calibration = Calibration(1.5, 0.6, 0.15, 0.3, {80: 0.6, 90: 0.75, 95: 0.85})
    return {
        "id": bundle_id,
        "name": "Tiny test model",
        "architecture": "tiny",
        "version": "1",
        "created": "2000-01-01",
        "labels": labels,
        "front_end": FrontEnd().to_json(),
        "windows": {"length_s": 5.0, "count": 4, "frames": 64},
        "calibration": calibration.to_json(),
        "metrics": {"valid_accuracy": 0.1},
        "provenance": [{"name": "random numbers", "licence": "CC0-1.0", "use": "weights"}],
        "licence": "CC0-1.0",
        **changes,
    }


def tiny_onnx(seed: int = 0, labels: int = len(GENRES) + 1, mels: int = 128, frames: int | str = "frames") -> bytes:
    """A network of the bundle's signature: mean over time, one random layer to the embedding, one to the logits."""
    rng = np.random.default_rng(seed)
    first = rng.normal(0.0, 1.0, (mels, _EMBEDDING)).astype(np.float32)
    # Columns that sum to nothing: overall level says nothing, the shape of the spectrum decides.
    first -= first.mean(axis=0)
    second = rng.normal(0.0, 0.5, (_EMBEDDING, labels)).astype(np.float32)
    second[:, -1] *= 0.1  # rarely "not music"
    nodes = [
        helper.make_node("ReduceMean", ["mel", "axes"], ["spectrum"], keepdims=0),
        helper.make_node("MatMul", ["spectrum", "first"], ["hidden"]),
        helper.make_node("Relu", ["hidden"], ["embedding"]),
        helper.make_node("MatMul", ["embedding", "second"], ["logits"]),
    ]
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info("mel", TensorProto.FLOAT, ["batch", 1, mels, frames])],
        [
            helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", labels]),
            helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", _EMBEDDING]),
        ],
        [
            numpy_helper.from_array(np.array([1, 3], np.int64), "axes"),
            numpy_helper.from_array(first, "first"),
            numpy_helper.from_array(second, "second"),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    onnx.checker.check_model(model)
    content: bytes = model.SerializeToString()
    return content


def make_tiny_bundle(folder: Path, bundle_id: str = "tiny") -> Path:
    """Write the tiny bundle (ten genres and not_music) into ``folder/bundle_id`` and return that path."""
    target = folder / bundle_id
    write_bundle(
        target,
        model_onnx=tiny_onnx(),
        description=tiny_description(bundle_id),
        card="# Tiny test model\n\nRandom weights.\n",
        licence="CC0-1.0\n",
    )
    return target
