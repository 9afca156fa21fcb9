"""``ablate``: what each augmentation is worth, by leaving it out of otherwise equal short trainings.

The judged rows are few and of few artists, so every difference comes with a paired interval over artists, and the
plain recipe is trained with further seeds as well: a difference within their spread means nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainer import metrics
from trainer.config import Augment, Recipe
from trainer.data import DataError, FeatureSet
from trainer.intervals import draw_groups, genre_draws, interval
from trainer.judging import judge_rows
from trainer.labels import GTZAN_LABELS
from trainer.splits import split_set
from trainer.train import load_average, make_pools, score_windows, train

PLAIN = "the recipe as it is"
#: Each condition and what it changes of the recipe's augmentations.
CONDITIONS: Mapping[str, Mapping[str, float]] = {
    PLAIN: {},
    "without mixup": {"mixup": 0.0},
    "without masks of time": {"time_mask_frames": 0},
    "without masks of frequency": {"freq_mask_bands": 0},
    "without the random equaliser": {"eq_db": 0.0},
    "without rolls of the mel axis": {"roll_bands": 0},
    "without changes of speed": {"stretch": 0.0},
    "without changes of contrast": {"contrast": 0.0},
    "without noise": {"noise": 0.0},
    "without a raised floor": {"floor": 0.0},
    "without cut upper bands": {"lowpass": 0.0},
    "without coarse frames and steps": {"coarse": 0.0, "quantise": 0.0},
    "with Freq-MixStyle": {"mixstyle": 0.5},
    "with time shift": {"shift": 0.5},
    "without any": {
        **{"mixup": 0.0, "masks": 0, "eq_db": 0.0, "roll_bands": 0, "stretch": 0.0, "contrast": 0.0},
        **{"noise": 0.0, "floor": 0.0, "lowpass": 0.0, "coarse": 0.0, "quantise": 0.0},
    },
}


@dataclass(frozen=True, slots=True)
class Answered:
    """Track logits (n, 10) of the judged rows after one training."""

    condition: str
    seed: int
    logits: NDArray[np.float32]


def ablation_recipe(recipe: Recipe, steps: int, batch: int) -> Recipe:
    """``recipe`` made short, on GTZAN alone: the set whose artists are known."""
    return replace(
        recipe,
        name="ablation",
        split="official",
        steps=steps,
        gtzan_per_batch=batch,
        fma_per_batch=0,
        extra_per_batch=0,
    )


def run_ablation(
    rows: FeatureSet,
    recipe: Recipe,
    folder: Path,
    *,
    conditions: Sequence[str] = tuple(CONDITIONS),
    seeds: int = 1,
    plain_seeds: int = 3,
    say: Callable[[str], None] = lambda _: None,
) -> list[Answered]:
    """Train and judge every condition with ``seeds`` seeds, the plain one with ``plain_seeds``; done runs are kept.

    Raises:
        DataError: a condition is unknown, or the rows cannot be split.
    """
    unknown = [name for name in conditions if name not in CONDITIONS]
    if unknown:
        raise DataError(f"There is no condition {unknown[0]!r}.", f"There are: {', '.join(CONDITIONS)}.")
    plan = [
        (name, seed)
        for name in conditions
        for seed in range(1, (max(plain_seeds, seeds) if name == PLAIN else seeds) + 1)
    ]
    found = []
    for done, (name, seed) in enumerate(plan):
        own = replace(recipe, seed=seed, augment=with_changes(recipe.augment, CONDITIONS[name]))
        run = folder / f"{list(CONDITIONS).index(name):02d}-{seed}"
        found.append(Answered(name, seed, _trained(rows, own, run)))
        say(f"{done + 1} of {len(plan)}: {name}, seed {seed}: {_accuracy(rows, recipe, found[-1]):.1%}")
    return found


def with_changes(augment: Augment, changes: Mapping[str, float]) -> Augment:
    """``augment`` with some strengths replaced."""
    values: dict[str, Any] = dict(changes)
    return replace(augment, **values)


def ablation_figures(rows: FeatureSet, recipe: Recipe, answered: Sequence[Answered]) -> dict[str, Any]:
    """Accuracy and log-likelihood of each condition, and its differences to the plain recipe, JSON-ready.

    Figures are means over the seeds; differences are taken between runs of the same seed.
    """
    chosen = split_set(rows, recipe.split).valid
    truth = np.array([GTZAN_LABELS.index(label) for label in rows.labels[chosen].tolist()])
    draws = draw_groups(rows.groups[chosen])
    drawn: dict[tuple[str, int], dict[str, NDArray[np.float64]]] = {}
    values: dict[tuple[str, int], tuple[float, float]] = {}
    for each in answered:
        scores, key = metrics.softmax(each.logits), (each.condition, each.seed)
        drawn[key] = genre_draws(scores, truth, draws, {})
        values[key] = metrics.accuracy(scores, truth), metrics.negative_log_likelihood(scores, truth)
    table = []
    for name in dict.fromkeys(each.condition for each in answered):
        seeds = [seed for condition, seed in values if condition == name]
        line: dict[str, Any] = {"condition": name, "seeds": len(seeds)}
        for i, figure in enumerate(("accuracy", "nll")):
            line[figure] = _short(np.mean([values[name, seed][i] for seed in seeds]))
            paired = [seed for seed in seeds if (PLAIN, seed) in values]
            if name == PLAIN or not paired:
                continue
            line[f"{figure}_difference"] = _short(np.mean([values[name, s][i] - values[PLAIN, s][i] for s in paired]))
            spread = interval(np.mean([drawn[name, s][figure] - drawn[PLAIN, s][figure] for s in paired], axis=0))
            line[f"{figure}_difference_95"] = [_short(value) for value in spread] if spread else None
        table.append(line)
    plain = {seed: [_short(v) for v in values[name, seed]] for name, seed in values if name == PLAIN}
    own = {"steps": recipe.steps, "batch": recipe.gtzan_per_batch, "model": recipe.model, "split": recipe.split}
    return own | {"rows": len(truth), "artists": draws.groups, "plain_by_seed": plain, "conditions": table}


def ablation_markdown(figures: Mapping[str, Any]) -> str:
    """The table for the documentation."""
    by_seed = ", ".join(f"{100 * own[0]:.1f} %" for own in figures["plain_by_seed"].values())
    lines = [
        "# What each augmentation is worth in short trainings",
        "",
        f"Each row is a training of `{figures['model']}` of {figures['steps']} steps of {figures['batch']} windows on "
        f"GTZAN's train part alone, judged on the {figures['rows']} excerpts of its valid part ({figures['artists']} "
        "artists, none of them trained). Differences are to the training with the same seed and the whole recipe; "
        "the intervals (95 %) draw whole artists, the same for both.",
        "",
        "| condition | seeds | accuracy | difference (points) | log-likelihood loss | difference |",
        "|---|---|---|---|---|---|",
    ]
    for own in figures["conditions"]:
        points = _difference(own, "accuracy", 100, 1)
        loss = _difference(own, "nll", 1, 3)
        accuracy = f"{100 * own['accuracy']:.1f} %"
        lines.append(f"| {own['condition']} | {own['seeds']} | {accuracy} | {points} | {own['nll']:.3f} | {loss} |")
    lines += ["", f"The recipe as it is, by seed: {by_seed}. {_verdict(figures)}", ""]
    lines += ["[Augmentations](augmentation.md) tells what each is, how this table is made, and how to read it.", ""]
    return "\n".join(lines)


def _verdict(figures: Mapping[str, Any]) -> str:
    """Which differences are more than the choice of artists, and which more than that of the seed, explains."""
    lines = []
    plain = [own[0] for own in figures["plain_by_seed"].values()]
    if len(plain) > 1:
        spread = float(np.std(plain, ddof=1))
        lines.append(f"Their standard deviation is {100 * spread:.1f} points.")
        reach = [own for own in figures["conditions"][1:] if _beyond_seeds(own, plain, spread)]
        what = "Accuracies further from their mean than twice what that spread makes likely"
        lines.append(f"{what}: {_named(reach)}.")
    clear = []
    for own in figures["conditions"]:
        span = own.get("nll_difference_95")
        if span and (span[0] > 0 or span[1] < 0):
            clear.append(own | {"told": "worse" if span[0] > 0 else "better"})
    lines.append(f"Log-likelihoods that differ by more than the choice of artists explains: {_named(clear)}.")
    lines.append(f"Of {len(figures['conditions']) - 1} comparisons, one in twenty seems clear by chance alone.")
    return "\n".join(lines)


def _beyond_seeds(own: Mapping[str, Any], plain: Sequence[float], spread: float) -> bool:
    likely = spread * float(np.sqrt(1 / len(plain) + 1 / own["seeds"]))
    return bool(abs(own["accuracy"] - float(np.mean(plain))) > 2 * likely)


def _named(found: Sequence[Mapping[str, Any]]) -> str:
    return ", ".join(own["condition"] + (f" ({own['told']})" if "told" in own else "") for own in found) or "none"


def _difference(own: Mapping[str, Any], figure: str, scale: float, digits: int) -> str:
    span = own.get(f"{figure}_difference_95")
    if span is None:
        return ""
    low, high = (f"{scale * value:+.{digits}f}" for value in span)
    return f"{scale * own[f'{figure}_difference']:+.{digits}f} ({low} to {high})"


def _trained(rows: FeatureSet, recipe: Recipe, run: Path) -> NDArray[np.float32]:
    """Track logits of the judged rows; trained now unless ``run`` holds them for this very recipe."""
    kept, about = run / "answers.npy", run / "recipe.json"
    text = json.dumps(recipe.to_json(), sort_keys=True)
    if kept.is_file() and about.is_file() and about.read_text(encoding="utf-8") == text:
        stored: NDArray[np.float32] = np.load(kept, allow_pickle=False)
        return stored
    train(recipe, make_pools({rows.name: rows}, recipe.split, recipe.artist_cap), run)
    model = load_average(run)[1]
    chosen = split_set(rows, recipe.split).valid
    judged = judge_rows(rows, chosen, lambda windows: score_windows(model, windows, half=recipe.half_precision))
    logits = np.ascontiguousarray(judged.track_logits[:, : len(GTZAN_LABELS)])
    np.save(kept, logits)
    about.write_text(text, encoding="utf-8")
    return logits


def _accuracy(rows: FeatureSet, recipe: Recipe, answered: Answered) -> float:
    chosen = split_set(rows, recipe.split).valid
    truth = np.array([GTZAN_LABELS.index(label) for label in rows.labels[chosen].tolist()])
    return metrics.accuracy(metrics.softmax(answered.logits), truth)


def _short(value: float | np.floating[Any]) -> float:
    return round(float(value), 4)
