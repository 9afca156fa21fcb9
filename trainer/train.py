"""One training: batches, loss, averaged weights, checkpoints, log. The same recipe and seed give the same weights.

Everything random comes from generators seeded by (seed, epoch), so a run that was killed and goes on from its last
checkpoint ends with the weights of an unbroken one (same machine, same number of threads).
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from trainer.augment import mixup_partners
from trainer.batches import Batch, BatchMaker, Pool, make_pool
from trainer.beginnings import begin_from
from trainer.checkpoints import read_checkpoint, save_checkpoint
from trainer.config import CONTRAST, Recipe, recipe_from_json
from trainer.contrast import twin_loss
from trainer.data import DataError, FeatureSet
from trainer.device import device_of, open_device
from trainer.labels import GTZAN_LABELS, REFUSAL
from trainer.loss import masked_cross_entropy, taught_cross_entropy
from trainer.models import build_model
from trainer.splits import Split, check_classes, split_set

Log = Callable[[dict[str, Any]], None]


@dataclass(slots=True)
class State:
    """What a checkpoint holds: enough to go on or to export."""

    model: nn.Module
    average: nn.Module
    optimiser: torch.optim.Optimizer
    epoch: int = 0
    step: int = 0


def make_pools(sets: dict[str, FeatureSet], split: str, artist_cap: int) -> dict[str, Pool]:
    """The training rows of all sets, as pools to draw from; refusal rows of ``extra`` get a pool of their own.

    Raises:
        DataError: a guard of :mod:`trainer.splits` speaks.
    """
    pools: dict[str, Pool] = {}
    for name, rows in sets.items():
        chosen = split_set(rows, split)
        if name == "gtzan":
            # A published fold may judge none of a genre (the third has no blues): the five together judge them all.
            check_classes(rows, chosen, GTZAN_LABELS, judged=not split.startswith("fold"))
        refused = rows.labels[chosen.train] == REFUSAL
        for key, part in ((name, chosen.train[~refused]), (f"{name}:{REFUSAL}", chosen.train[refused])):
            if len(part):
                pools[key] = make_pool(rows, part, artist_cap)
    return pools


def judging_rows(sets: dict[str, FeatureSet], split: str) -> dict[str, Split]:
    """The split of each set, for scoring."""
    return {name: split_set(rows, split) for name, rows in sets.items()}


def train(
    recipe: Recipe,
    pools: dict[str, Pool],
    folder: Path,
    *,
    judge: Callable[[nn.Module], dict[str, float]] | None = None,
    judge_every: int = 5,
    log: Log = lambda _: None,
    stop_after: int | None = None,
    device: str = "cpu",
) -> State:
    """Train to the end of ``recipe`` in ``folder``, going on from its checkpoint where there is one.

    ``judge`` scores the averaged weights every ``judge_every`` epochs, for the log alone: nothing is chosen by it.
    ``stop_after`` ends after so many epochs in all, as a kill would. Batches are made by the processor also where
    ``device`` is ``cuda``; only on the processor is the same seed sure to give the same weights.

    Raises:
        DataError: the folder holds another run, the device is not there, or the loss is no number any more.
    """
    where = open_device(device)
    torch.set_num_threads(recipe.threads)
    folder.mkdir(parents=True, exist_ok=True)
    state = _resume(recipe, folder, where) or _begun(recipe, where)
    maker = BatchMaker(recipe, pools)
    while state.epoch < recipe.epochs and (stop_after is None or state.epoch < stop_after):
        started = time.monotonic()
        record = _epoch(recipe, state, maker)
        state.epoch += 1
        seconds = time.monotonic() - started
        record |= {"epoch": state.epoch, "of": recipe.epochs, "seconds": round(seconds, 1)}
        record["minutes_left"] = round((recipe.epochs - state.epoch) * seconds / 60, 1)
        if judge and (state.epoch % judge_every == 0 or state.epoch == recipe.epochs):
            record |= judge(state.average)
        _save(recipe, state, folder)
        log(record)
    return state


def load_average(folder: Path) -> tuple[Recipe, nn.Module, int]:
    """Recipe, averaged network (ready to score) and epochs of the checkpoint in ``folder``.

    Raises:
        DataError: there is none, it is damaged, or the run learned no labels.
    """
    stored = read_checkpoint(folder)
    if stored is None:
        raise DataError(f"There is no checkpoint in {folder}.", "Train first.")
    recipe = recipe_from_json(stored["recipe"])
    if recipe.objective == CONTRAST:
        raise DataError(f"The run {folder} learned no labels.", "Start another from it: start_from in its recipe.")
    model = build_model(recipe.model, recipe.model_options)
    model.load_state_dict(stored["average"])
    return recipe, model.eval(), int(stored["epoch"])


def rate_at(step: int, recipe: Recipe) -> float:
    """Learning rate of ``step``: linear warm-up over a tenth of the training, then half a cosine to zero."""
    warm = max(recipe.steps // 10, 1)
    if step < warm:
        return recipe.learning_rate * (step + 1) / warm
    done = (step - warm) / max(recipe.steps - warm, 1)
    return recipe.learning_rate * 0.5 * (1 + math.cos(math.pi * min(done, 1.0)))


def _fresh(recipe: Recipe, device: torch.device) -> State:
    torch.manual_seed(recipe.seed)
    model = build_model(recipe.model, recipe.model_options)
    average = build_model(recipe.model, recipe.model_options)
    average.load_state_dict(model.state_dict())
    return _state(recipe, model.to(device), average.to(device))


def _begun(recipe: Recipe, device: torch.device) -> State:
    """A training that has not begun: random weights, or those of the run that the recipe starts from."""
    state = _fresh(recipe, device)
    if recipe.start_from:
        begin_from(recipe, state.model)
        begin_from(recipe, state.average)
    return state


def _state(recipe: Recipe, model: nn.Module, average: nn.Module) -> State:
    layout = torch.channels_last
    model.to(memory_format=layout)  # type: ignore[call-overload]
    average.to(memory_format=layout).eval()  # type: ignore[call-overload]
    decayed = [weight for weight in model.parameters() if weight.dim() > 1]
    plain = [weight for weight in model.parameters() if weight.dim() <= 1]
    groups = [{"params": decayed, "weight_decay": recipe.weight_decay}, {"params": plain, "weight_decay": 0.0}]
    return State(model, average, torch.optim.AdamW(groups, lr=recipe.learning_rate))


def _epoch(recipe: Recipe, state: State, maker: BatchMaker) -> dict[str, Any]:
    rng = maker.epoch_rng(state.epoch)
    torch.manual_seed(recipe.seed * 100_003 + state.epoch)
    state.model.train()
    losses = []
    for _ in range(min(recipe.steps_per_epoch, recipe.steps - state.step)):
        rate = rate_at(state.step, recipe)
        for group in state.optimiser.param_groups:
            group["lr"] = rate
        losses.append(_step(recipe, state, maker.draw(rng), rng))
        state.step += 1
        follow(state.average, state.model, min(recipe.ema_decay, (1 + state.step) / (10 + state.step)))
    loss = float(np.mean(losses))
    if not math.isfinite(loss):
        raise DataError(
            f"The loss is no number any more after {state.step} steps; this epoch is not kept.",
            "Try a lower learning rate, and see whether the sets hold what they should.",
        )
    return {"step": state.step, "loss": round(loss, 4)}


def _step(recipe: Recipe, state: State, batch: Batch, rng: np.random.Generator) -> float:
    losing = _twin_loss if recipe.objective == CONTRAST else _labelled_loss
    loss = losing(recipe, state.model, batch, rng)
    state.optimiser.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(state.model.parameters(), 5.0)
    state.optimiser.step()
    return loss.item()


def _twin_loss(recipe: Recipe, model: nn.Module, batch: Batch, _: np.random.Generator) -> Tensor:
    device = device_of(model)
    mel = torch.from_numpy(batch.mel).to(device).contiguous(memory_format=torch.channels_last)
    with torch.autocast(device.type, torch.bfloat16, enabled=recipe.half_precision):
        _, embedding = model(mel)
    return twin_loss(embedding)


def _labelled_loss(recipe: Recipe, model: nn.Module, batch: Batch, rng: np.random.Generator) -> Tensor:
    device = device_of(model)
    arrays = (batch.mel, batch.target, batch.known, batch.taught)
    mel, target, known, taught = (torch.from_numpy(each).to(device) for each in arrays)
    partner, kept = mixup_partners(len(mel), recipe.augment, rng)
    other, share = torch.from_numpy(partner).to(device), torch.from_numpy(kept).to(device)
    mixed = mel * share[:, None, None, None] + mel[other] * (1 - share)[:, None, None, None]
    mixed = mixed.contiguous(memory_format=torch.channels_last)
    with torch.autocast(device.type, torch.bfloat16, enabled=recipe.half_precision):
        logits, _ = model(mixed)
    logits = logits.float()
    own = masked_cross_entropy(logits, target, known, recipe.label_smoothing)
    others = masked_cross_entropy(logits, target[other], known[other], recipe.label_smoothing)
    if recipe.teachers:
        own = own + recipe.teacher_share * taught_cross_entropy(logits, taught)
        others = others + recipe.teacher_share * taught_cross_entropy(logits, taught[other])
    loss: Tensor = (share * own + (1 - share) * others).mean()
    return loss


@torch.no_grad()
def follow(average: nn.Module, model: nn.Module, decay: float) -> None:
    """Move the averaged weights and normalisation statistics a step of 1 - ``decay`` towards the model's."""
    own = average.state_dict()
    for name, value in model.state_dict().items():
        if value.dtype.is_floating_point:
            own[name].lerp_(value, 1 - decay)
        else:
            own[name].copy_(value)


def _save(recipe: Recipe, state: State, folder: Path) -> None:
    stored = {
        "recipe": recipe.to_json(),
        "model": state.model.state_dict(),
        "average": state.average.state_dict(),
        "optimiser": state.optimiser.state_dict(),
        "epoch": state.epoch,
        "step": state.step,
    }
    save_checkpoint(stored, folder)


def _resume(recipe: Recipe, folder: Path, device: torch.device) -> State | None:
    stored = read_checkpoint(folder)
    if stored is None:
        return None
    if recipe_from_json(stored["recipe"]) != recipe:
        raise DataError(f"{folder} holds a training of another recipe.", "Choose another folder, or delete it.")
    state = _fresh(recipe, device)
    state.model.load_state_dict(stored["model"])
    state.average.load_state_dict(stored["average"])
    state.optimiser.load_state_dict(stored["optimiser"])
    state.epoch, state.step = int(stored["epoch"]), int(stored["step"])
    return state


def score_windows(
    model: nn.Module, windows: NDArray[np.float32], batch: int = 64, half: bool = False
) -> NDArray[np.float32]:
    """Logits (n, N_LABELS) of windows (n, bands, frames), 0..1, in evaluation mode; ``half`` is quicker, and rounds."""
    model.eval()
    parts, device = [], device_of(model)
    with torch.inference_mode(), torch.autocast(device.type, torch.bfloat16, enabled=half):
        for start in range(0, len(windows), batch):
            logits, _ = model(torch.from_numpy(windows[start : start + batch, None]).to(device))
            parts.append(logits.float().cpu().numpy())
    return np.concatenate(parts)
