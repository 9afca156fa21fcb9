"""A bundle's graph with another last layer: embedding and logits of the network go in, other labels come out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import helper, numpy_helper

from trainer.own.layer import Layer


def with_layer(model: Path, layer: Layer, genres: Sequence[int], refusals: Sequence[int]) -> bytes:
    """The graph of ``model`` whose ``logits`` are those of ``layer``, followed by one of refusal where it had one.

    ``layer`` takes the embedding and then the old logits. ``genres`` and ``refusals`` are places of the old logits. The
    new refusal is as likely against all genres as the old one was: what is no music is known as before.
    """
    graph = onnx.load_model(str(model))
    _rename(graph, "logits", "heard_logits")
    nodes = [
        helper.make_node("Concat", ["embedding", "heard_logits"], ["heard"], axis=1),
        helper.make_node("Gemm", ["heard", "own_weights", "own_bias"], ["own_genres"]),
    ]
    constants = [("own_weights", layer.weights.astype(np.float32)), ("own_bias", layer.bias.astype(np.float32))]
    outputs = layer.weights.shape[1]
    if refusals:
        outputs += 1
        constants += [("old_genres", np.array(genres, np.int64)), ("old_refusals", np.array(refusals, np.int64))]
        constants += [("first_column", np.array([0], np.int64))]
        nodes += [
            helper.make_node("Gather", ["heard_logits", "old_genres"], ["genre_logits"], axis=1),
            helper.make_node("Gather", ["heard_logits", "old_refusals"], ["refusal_logits"], axis=1),
            *_log_sum_exp("genre_logits", "genres_before"),
            *_log_sum_exp("refusal_logits", "refusal_before"),
            *_log_sum_exp("own_genres", "genres_now"),
            helper.make_node("Sub", ["refusal_before", "genres_before"], ["odds"]),
            helper.make_node("Add", ["odds", "genres_now"], ["refusal_now"]),
            helper.make_node("Concat", ["own_genres", "refusal_now"], ["logits"], axis=1),
        ]
    else:
        nodes[-1].output[0] = "logits"
    graph.graph.node.extend(nodes)
    graph.graph.initializer.extend(numpy_helper.from_array(values, name) for name, values in constants)
    place = next(each for each in graph.graph.output if each.name == "heard_logits")
    place.CopyFrom(helper.make_tensor_value_info("logits", onnx.TensorProto.FLOAT, ["batch", outputs]))
    onnx.checker.check_model(graph)
    content: bytes = graph.SerializeToString()
    return content


def _log_sum_exp(source: str, result: str) -> list[onnx.NodeProto]:
    """Nodes for the logarithm of the sum of the exponentials of ``source`` (n, k): (n, 1).

    Made of the first column and its log-softmax, which every version of the operators understands alike.
    """
    return [
        helper.make_node("LogSoftmax", [source], [f"{result}_shares"], axis=1),
        helper.make_node("Gather", [source, "first_column"], [f"{result}_first"], axis=1),
        helper.make_node("Gather", [f"{result}_shares", "first_column"], [f"{result}_share"], axis=1),
        helper.make_node("Sub", [f"{result}_first", f"{result}_share"], [result]),
    ]


def _rename(model: onnx.ModelProto, name: str, new: str) -> None:
    for node in model.graph.node:
        for names in (node.input, node.output):
            names[:] = [new if each == name else each for each in names]
    for value in model.graph.output:
        if value.name == name:
            value.name = new
