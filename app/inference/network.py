"""The network in ONNX Runtime: the one module that calls it.

One thread unless told otherwise: several workers with a session each beat one session with several threads, and one
thread adds numbers in the same order every time.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from onnxruntime.capi import onnxruntime_pybind11_state as runtime

from app.errors import BundleError
from app.inference.schema import MODEL_FILE, Bundle

__all__ = ["MODEL_FILE", "Network"]

_INPUT = "mel"
_OUTPUTS = ("logits", "embedding")
#: The runtime has a class for each of its status codes, with no base of its own, in the extension module alone.
_RUNTIME_ERRORS: tuple[type[Exception], ...] = (
    *(each for each in vars(runtime).values() if isinstance(each, type) and issubclass(each, Exception)),
    OSError,
    RuntimeError,
    ValueError,
)


class Network:
    """A bundle's network, loaded and checked against its description."""

    def __init__(self, bundle: Bundle, threads: int = 1) -> None:
        """Load ``model.onnx``.

        Raises:
            BundleError: it is missing, no ONNX model, or does not fit the description.
        """
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.execution_mode = ort.ExecutionMode.ORT_SEQUENTIAL
        options.log_severity_level = 3  # errors only: warnings about the graph are the trainer's business
        self._bundle = bundle
        model = bundle.folder / MODEL_FILE
        try:
            self._session = ort.InferenceSession(model.read_bytes(), options, providers=["CPUExecutionProvider"])
        except _RUNTIME_ERRORS as problem:
            raise BundleError(f"The network of the model {bundle.id} cannot be loaded: {_short(problem)}.") from problem
        #: Whether the network takes any number of frames, so that parts of a window can be heard alone.
        self.any_length = self._check_shapes()

    def run(self, pictures: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Logits (n, n_labels) and embeddings (n, n_dims) of ``pictures`` (n, n_rows, frames).

        Raises:
            BundleError: the network fails or answers in another shape.
        """
        try:
            logits, embedding = self._session.run(list(_OUTPUTS), {_INPUT: pictures[:, None]})
        except _RUNTIME_ERRORS as problem:
            raise BundleError(f"The network of the model {self._bundle.id} failed: {_short(problem)}.") from problem
        if logits.shape != (len(pictures), len(self._bundle.labels)) or not np.isfinite(logits).all():
            raise BundleError(f"The network of the model {self._bundle.id} gave no usable answer.")
        return logits, embedding

    @property
    def embedding_size(self) -> int:
        """Dimensions of the embedding; 0 where the network does not say."""
        shape = next(each.shape for each in self._session.get_outputs() if each.name == "embedding")
        return shape[-1] if isinstance(shape[-1], int) else 0

    def _check_shapes(self) -> bool:
        """Compare names and shapes with the description; True when the network takes any number of frames."""
        inputs = {each.name: each.shape for each in self._session.get_inputs()}
        outputs = {each.name: each.shape for each in self._session.get_outputs()}
        if set(inputs) != {_INPUT} or not set(_OUTPUTS) <= set(outputs):
            raise BundleError(
                f"The network of the model {self._bundle.id} takes {sorted(inputs)} and gives {sorted(outputs)}; "
                f"'{_INPUT}' and {_OUTPUTS} are expected."
            )
        expected = [None, 1, self._bundle.front_end.n_rows, self._bundle.windows.frames]
        shape = inputs[_INPUT]
        if len(shape) != 4 or any(_clash(got, want) for got, want in zip(shape, expected, strict=True)):
            raise BundleError(f"The network of the model {self._bundle.id} takes pictures of shape {shape}.")
        if isinstance(shape[0], int):
            raise BundleError(f"The network of the model {self._bundle.id} takes {shape[0]} windows at once only.")
        if _clash(outputs["logits"][-1], len(self._bundle.labels)):
            raise BundleError(f"The network of the model {self._bundle.id} does not have one logit for each label.")
        return not isinstance(shape[3], int)


def _clash(got: Any, want: int | None) -> bool:
    """Whether an axis of fixed size is of another size; a symbolic one (a name or ``None``) fits everything."""
    return isinstance(got, int) and want is not None and got != want


def _short(problem: Exception) -> str:
    """The first line of a runtime's message, which may hold a whole trace."""
    return (str(problem).splitlines() or [type(problem).__name__])[0][:200]
