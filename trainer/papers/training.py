"""The training of a paper's network: Adam on pictures held in memory, curves, checkpoints, early stopping.

Everything random comes from generators seeded by (seed, epoch): on the CPU with the same number of threads, a run that
was killed and goes on from its checkpoint ends with the weights of an unbroken one.
"""

from __future__ import annotations

import copy
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from trainer.checkpoints import read_checkpoint, save_checkpoint
from trainer.data import DataError
from trainer.device import open_device
from trainer.papers.disturb import disturb
from trainer.papers.networks import build_network
from trainer.papers.pieces import Pieces
from trainer.papers.protocols import HONEST, Parts
from trainer.papers.recipe import TOLD, PaperRecipe, paper_from_json

Log = Callable[[dict[str, Any]], None]
#: Called with the steps done and the steps of the whole training.
Progress = Callable[[int, int], None]
#: What a checkpoint keeps of :class:`Fitted`, beside network and optimiser.
_KEPT = ("epoch", "best", "best_epoch", "best_loss", "history", "marks")


@dataclass(frozen=True, slots=True)
class Run:
    """One training of a recipe: what it is dealt and from which seed."""

    recipe: PaperRecipe
    protocol: str
    seed: int = 1
    data: str = "gtzan"

    def to_json(self) -> dict[str, Any]:
        """All values, for checkpoints and logs."""
        return {"recipe": self.recipe.to_json(), "protocol": self.protocol, "seed": self.seed, "data": self.data}

    @property
    def decides(self) -> bool:
        """Whether the stopping part ends the training and chooses the weights.

        Where no artist is on both sides it is only watched: a tenth of the artists, two or three of a genre, is too few
        to choose by (the first epoch, which commits itself to nothing, often had the least loss on them).
        """
        return self.recipe.patience > 0 and self.protocol not in HONEST

    @property
    def epochs(self) -> int:
        """Epochs at most."""
        honest = self.protocol in HONEST and self.recipe.honest_epochs
        return honest or self.recipe.epochs

    @property
    def label(self) -> str:
        """A name for the folder of the run."""
        data = "" if self.data == "gtzan" else f"-{self.data}"
        return f"{self.recipe.name.replace('/', '-')}{data}-{self.protocol}-{self.seed}"


@dataclass(slots=True)
class Fitted:
    """A trained network and how it came about; what a checkpoint holds."""

    model: nn.Module
    optimiser: torch.optim.Optimizer
    epoch: int = 0
    best: dict[str, Tensor] = field(default_factory=dict)  #: weights of the best epoch; empty without a stopping part
    best_epoch: int = 0
    best_loss: float = float("inf")
    ended: bool = False
    history: list[dict[str, Any]] = field(default_factory=list)  #: one record an epoch
    marks: dict[str, float] = field(default_factory=dict)  #: epoch -> accuracy of the judged pictures


def fit(
    run: Run,
    pieces: Pieces,
    parts: Parts,
    folder: Path,
    *,
    device: str = "cpu",
    log: Log = lambda _: None,
    progress: Progress = lambda _done, _all: None,
    stop_after: int | None = None,
) -> Fitted:
    """Train ``run`` to its end in ``folder``, going on from the checkpoint there is; its weights are the best ones.

    ``stop_after`` ends after so many epochs in all, as a kill would.

    Raises:
        DataError: the folder holds another run, or the device is not there.
    """
    torch.set_num_threads(1)  # several trainings of a thread each get through more than one of several threads
    folder.mkdir(parents=True, exist_ok=True)
    where = open_device(device)
    state = _resume(run, folder, where) or _fresh(run, where)
    steps = -(-len(parts.train) // run.recipe.batch)

    def tell(done: int) -> None:
        progress(state.epoch * steps + done, run.epochs * steps)

    (folder / "run.json").write_text(json.dumps(run.to_json(), indent=2) + "\n", encoding="utf-8")
    while not state.ended and (stop_after is None or state.epoch < stop_after):
        record = _epoch(run, state, pieces, parts, tell)
        state.history.append(record)
        _save(run, state, folder)
        log(record)
    if state.best and state.ended:
        state.model.load_state_dict(state.best)
    state.model.eval()
    return state


def epochs_ended(run: Run, folder: Path) -> int:
    """Epochs of the training of ``run`` in ``folder`` where it is at its end; 0 where there is none, or more to do.

    Raises:
        DataError: the folder holds another run, or a damaged one.
    """
    state = _resume(run, folder, torch.device("cpu"))
    return state.epoch if state is not None and state.ended else 0


def load_fitted(folder: Path) -> tuple[Run, Fitted]:
    """The run in ``folder`` with the weights it was judged with.

    Raises:
        DataError: there is none, it is damaged, or it is not at its end.
    """
    stored = read_checkpoint(folder)
    if stored is None or "run" not in stored:
        raise DataError(f"There is no training of a paper's system in {folder}.", "Train first.")
    content = json.loads(stored["run"])
    run = Run(paper_from_json(content["recipe"]), content["protocol"], content["seed"], content["data"])
    state = _resume(run, folder, torch.device("cpu"))
    if state is None or not state.ended:
        raise DataError(f"The training in {folder} is not at its end.", "Give the train command again: it goes on.")
    if state.best:
        state.model.load_state_dict(state.best)
    state.model.eval()
    return run, state


def piece_logits(
    model: nn.Module, X: NDArray[np.float32], device: torch.device | None = None, half: bool = False
) -> NDArray[np.float32]:
    """Logits (n, classes) of pictures (n, rows, frames), in evaluation mode."""
    model.eval()
    where = device or next(model.parameters()).device
    parts = []
    with torch.inference_mode(), torch.autocast(where.type, torch.bfloat16, enabled=half):
        for start in range(0, len(X), 128):
            logits, _ = model(torch.from_numpy(X[start : start + 128, None]).to(where))
            parts.append(logits.float().cpu().numpy())
    return np.concatenate(parts)


def _fresh(run: Run, device: torch.device) -> Fitted:
    torch.manual_seed(run.seed)
    model = build_network(run.recipe).to(device)
    if any(isinstance(layer, nn.Conv2d) for layer in model.modules()):
        model = model.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    return Fitted(model, torch.optim.Adam(model.parameters(), lr=run.recipe.learning_rate))


def _epoch(run: Run, state: Fitted, pieces: Pieces, parts: Parts, progress: Callable[[int], None]) -> dict[str, Any]:
    recipe, started, cpu = run.recipe, time.monotonic(), time.process_time()
    rng = np.random.default_rng([run.seed, state.epoch])
    torch.manual_seed(run.seed * 100_003 + state.epoch)
    order = rng.permutation(parts.train)
    state.model.train()
    losses, right = [], 0
    for done, start in enumerate(range(0, len(order), recipe.batch)):
        chosen = order[start : start + recipe.batch]
        loss, hits = _step(recipe, state, pieces.X[chosen], pieces.y[chosen], rng)
        losses.append(loss * len(chosen))
        right += hits
        progress(done + 1)
    state.epoch += 1
    record: dict[str, Any] = {"epoch": state.epoch, "loss": sum(losses) / len(order), "accuracy": right / len(order)}
    watched = parts.stop if len(parts.stop) else parts.test
    record |= _look(recipe, state.model, pieces, watched)
    if state.epoch in recipe.marks:
        state.marks[str(state.epoch)] = _look(recipe, state.model, pieces, parts.test)["watched_accuracy"]
    _decide(run, state, record["watched_loss"] if len(parts.stop) else None)
    spent = {"seconds": time.monotonic() - started, "cpu_seconds": time.process_time() - cpu}
    return {key: round(value, 4) for key, value in (record | spent).items()}


def _step(
    recipe: PaperRecipe, state: Fitted, X: NDArray[np.float32], y: NDArray[np.int64], rng: np.random.Generator
) -> tuple[float, int]:
    device = next(state.model.parameters()).device
    pictures = torch.from_numpy((disturb(X, rng) if recipe.augment else X)[:, None]).to(device)
    truth = torch.from_numpy(y).to(device)
    with torch.autocast(device.type, torch.bfloat16, enabled=recipe.half_precision):
        logits, _ = state.model(pictures)
    loss = nn.functional.cross_entropy(logits.float(), truth)
    whole = loss
    if recipe.l2:
        whole = loss + recipe.l2 * sum(w.square().sum() for w in state.model.parameters() if w.dim() > 1)
    state.optimiser.zero_grad(set_to_none=True)
    whole.backward()  # type: ignore[no-untyped-call]
    state.optimiser.step()
    return loss.item(), int((logits.argmax(dim=1) == truth).sum())


def _look(recipe: PaperRecipe, model: nn.Module, pieces: Pieces, watched: NDArray[np.int64]) -> dict[str, float]:
    logits = torch.from_numpy(piece_logits(model, pieces.X[watched], half=recipe.half_precision))
    truth = torch.from_numpy(pieces.y[watched])
    loss = nn.functional.cross_entropy(logits, truth).item()
    return {"watched_loss": loss, "watched_accuracy": float((logits.argmax(dim=1) == truth).float().mean())}


def _decide(run: Run, state: Fitted, loss: float | None) -> None:
    """End at the last epoch, or when the stopping part has not become better for long enough."""
    if loss is not None and run.decides and loss < state.best_loss:
        state.best_loss, state.best_epoch = loss, state.epoch
        state.best = copy.deepcopy(state.model.state_dict())
    state.ended = _is_over(run, state)


def _is_over(run: Run, state: Fitted) -> bool:
    waited = state.epoch - state.best_epoch if state.best else 0
    return state.epoch >= run.epochs or (run.decides and waited >= run.recipe.patience)


def _save(run: Run, state: Fitted, folder: Path) -> None:
    values = {key: getattr(state, key) for key in _KEPT}
    stored = {"run": json.dumps(run.to_json()), "model": state.model.state_dict()}
    save_checkpoint({**stored, "optimiser": state.optimiser.state_dict(), **values}, folder)


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two runs train alike; what their recipes tell of the paper may differ."""
    recipes = [dict(each.get("recipe", {})) for each in (one, other)]
    for recipe in recipes:
        for told in (*TOLD, "epochs", "honest_epochs"):  # the rate is constant: more epochs go on where fewer ended
            recipe.pop(told, None)
    return recipes[0] == recipes[1] and {**one, "recipe": 0} == {**other, "recipe": 0}


def _resume(run: Run, folder: Path, device: torch.device) -> Fitted | None:
    stored = read_checkpoint(folder)
    if stored is None:
        return None
    if not _same(json.loads(stored.get("run", "{}")), json.loads(json.dumps(run.to_json()))):
        raise DataError(f"{folder} holds another training.", "Choose another folder, or delete it.")
    state = _fresh(run, device)
    state.model.load_state_dict(stored["model"])
    state.optimiser.load_state_dict(stored["optimiser"])
    for key in _KEPT:
        setattr(state, key, stored[key])
    if not run.decides:
        state.best, state.best_epoch, state.best_loss = {}, 0, float("inf")
    state.ended = _is_over(run, state)
    return state
