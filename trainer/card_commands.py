"""The last section of a model card: the commands that train, export and judge the bundle once more."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from trainer.config import RECIPES, recipe_from_json

#: Values of a recipe that are options of the command, or follow from it.
_OPTIONS = ("name", "split", "seed", "steps")
_RUNS = "work/trainer/runs"


def effort(run: Mapping[str, Any]) -> str:
    """How long a run trained, in words."""
    if run["model"] == "kernel":
        return f"fitted to {run['steps']:,} batches"
    steps = f"{run.get('steps_done', run['steps']):,} of {run['steps']:,} steps"
    return f"{steps} from the trunk of {Path(_start(run)).name}" if _start(run) else steps


def retraining(description: Mapping[str, Any]) -> str:
    """All commands in their order; a recipe that the program does not know by name is printed whole."""
    shipped, judging = description["training"], description["judged"]
    prefix = description["id"]
    own = _recipes([*shipped, *judging])
    lines = ["## Train and measure again", ""]
    for file, changed in own.items():
        lines += [f"`{file}` holds", "", "```json", json.dumps(changed, indent=2), "```", ""]
    starts = filter(None, (_start_command(run) for run in [*shipped, *judging]))
    commands = dict.fromkeys([*starts, *(_train_command(run, own) for run in [*shipped, *judging])])
    return "\n".join(
        [
            *lines,
            "```",
            "python -m trainer prepare --data ../shared/data",
            *commands,
            f"python -m trainer export --id {prefix} \\",
            f"  --run {' '.join(_folder(run) for run in shipped)} \\",
            f"  --judged {' '.join(_folder(run) for run in judging)}",
            f"python -m trainer evaluate --bundle resources/models/{prefix} --features FILE.npz --json",
            "python -m trainer trial unseen --json > unseen.json",
            f"python -m trainer trial all --bundle resources/models/{prefix} --audio DIR --unseen unseen.json",
            f"python -m trainer goals --bundle resources/models/{prefix}",
            "```",
            "",
        ]
    )


def _recipes(runs: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """File -> what a run's recipe has otherwise than the recipe of its name, for the runs that have."""
    found: dict[str, dict[str, Any]] = {}
    for run in runs:
        changed = _changed(run)
        if changed:
            found.setdefault(f"{run['name']}.json", changed)
    return found


def _changed(run: Mapping[str, Any]) -> dict[str, Any]:
    stored = recipe_from_json({key: value for key, value in run.items() if key != "steps_done"}).to_json()
    name = run["name"] if run["name"] in RECIPES else _base(run["model"])
    usual = RECIPES[name].to_json()
    changed = {key: value for key, value in stored.items() if key not in _OPTIONS and value != usual[key]}
    if name != run["name"]:
        changed["name"] = run["name"]
    return {"base": name, **changed} if changed else {}


def _base(model: str) -> str:
    return next((name for name, recipe in RECIPES.items() if recipe.model == model), "cnn")


def _train_command(run: Mapping[str, Any], own: Mapping[str, Any]) -> str:
    file = f"{run['name']}.json"
    recipe = file if file in own else run["name"]
    return (
        f"python -m trainer train {recipe} --split {run['split']} --seed {run['seed']} --steps {run['steps']} "
        f"--out {_folder(run)}"
    )


def _start(run: Mapping[str, Any]) -> str:
    """The folder of the run in whose trunk ``run`` began, or empty."""
    return str(run.get("start_from", "")).format(split=run["split"])


def _start_command(run: Mapping[str, Any]) -> str:
    """The command that trains what ``run`` began from, or empty; its folder tells recipe, split and seed."""
    start = _start(run)
    if not start:
        return ""
    parts = Path(start).name.rsplit("-", 2)
    if parts[0] not in RECIPES or len(parts) < 3:
        return f"# first the run {start}"
    recipe, split, seed = parts
    steps = RECIPES[recipe].steps
    return f"python -m trainer train {recipe} --split {split} --seed {seed} --steps {steps} --out {start}"


def _folder(run: Mapping[str, Any]) -> str:
    return f"{_RUNS}/{run['name']}-{run['split']}-{run['seed']}"
