"""What runs inside a Dask worker on another machine: the analysis of a file, and the proof that it is the same one.

Every task names the version and the model that it is meant for, and a worker of another kind answers that it is unfit
instead of hearing: answers of different models never mix in one library.
"""

from __future__ import annotations

import functools
import hashlib
import os
import threading
from dataclasses import dataclass
from pathlib import Path

from app import __version__
from app.errors import AppError
from app.inference.bundle import DESCRIPTION_FILE, list_bundles, load_bundle
from app.inference.predictor import Predictor
from app.inference.worker import Analyser, WorkerAnswer, hear
from app.paths import resources_dir, user_models_dir


@dataclass(frozen=True, slots=True)
class Kind:
    """Which analysis is meant. Two that are equal give the same answers."""

    version: str  #: of Earmark
    model: str  #: id of the bundle
    fingerprint: str  #: of the bundle's description, which names the hash of each of its files

    def difference(self, other: Kind) -> str:
        """Why ``other`` is no stand-in for this one; "" where it is."""
        if other.version != self.version:
            return f"it runs Earmark {other.version}, here it is {self.version}"
        if not other.fingerprint:
            return f"it does not have the model {self.model}"
        if other.fingerprint != self.fingerprint:
            return f"its model {self.model} is another one than the model here"
        return ""


@dataclass(frozen=True, slots=True)
class RemoteAnswer:
    """What came of one file on another machine."""

    worker: str  #: its address
    answer: WorkerAnswer | None = None
    unfit: str = ""  #: why this worker must not hear for us
    unseen: bool = False  #: it has no such file


def kind_of(folder: Path, model: str) -> Kind:
    """The analysis with the bundle in ``folder``.

    Raises:
        AppError: its description cannot be read.
    """
    try:
        content = (folder / DESCRIPTION_FILE).read_bytes()
    except OSError as problem:
        raise AppError(f"The model in {folder} cannot be read: {problem.strerror or problem}.") from problem
    return Kind(__version__, model, hashlib.sha256(content).hexdigest())


def kind_here(model: str) -> Kind:
    """The analysis that this process offers under the id ``model``; without a fingerprint where it has none."""
    folder = _folder_of(model)
    return kind_of(folder, model) if folder is not None else Kind(__version__, model, "")


def hear_here(wanted: Kind, path: bytes, worker: str = "") -> RemoteAnswer:
    """Hear one file, if this process offers what is ``wanted``."""
    worker = worker or _address()
    unfit = wanted.difference(kind_here(wanted.model))
    if unfit:
        return RemoteAnswer(worker, unfit=unfit)
    if not _exists(path):
        return RemoteAnswer(worker, unseen=True)
    return RemoteAnswer(worker, hear(path, lambda: _analyser(wanted.model)))


def _address() -> str:
    from distributed import get_worker

    return str(get_worker().address)


@functools.cache
def _folder_of(model: str) -> Path | None:
    """The folder of a good bundle with this id; looked for once in a process."""
    bundles = list_bundles([resources_dir() / "models", user_models_dir()])
    return next((bundle.folder for bundle in bundles if bundle.id == model), None)


#: A predictor serves one thread, and a Dask worker may have several.
_predictors = threading.local()


def _analyser(model: str) -> Analyser:
    held: dict[str, Analyser] = vars(_predictors).setdefault("held", {})
    if model not in held:
        folder = _folder_of(model)
        if folder is None:
            raise AppError(f"There is no model {model}.")
        held[model] = Predictor(load_bundle(folder)).analyse
    return held[model]


def _exists(path: bytes) -> bool:
    try:
        os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:  # there it is, and the analysis says what is wrong with it
        return True
    return True
