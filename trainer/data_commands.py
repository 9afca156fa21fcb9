"""The commands about data and what is learned from them: ``ablate`` and ``pictures``."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Say = Callable[[str], None]


def add_commands(commands: Any, work: Path, say: Say) -> None:
    """Add this module's commands to the parser's; ``work`` is the default work folder."""
    _add_ablate(commands, work, say)
    _add_pictures(commands, say)


def _add_ablate(commands: Any, work: Path, say: Say) -> None:
    own = commands.add_parser("ablate", help="short trainings without each augmentation, and a table of what it costs")
    own.add_argument("--recipe", default="cnn")
    own.add_argument("--steps", type=int, default=600, help="steps of each training (default 600)")
    own.add_argument("--batch", type=int, default=32, help="windows in a batch (default 32)")
    own.add_argument("--seeds", type=int, default=1, help="trainings of each condition (default 1)")
    own.add_argument("--plain-seeds", type=int, default=3, help="trainings of the recipe as it is (default 3)")
    own.add_argument("--only", nargs="+", metavar="CONDITION", help="these conditions, with the plain one")
    own.add_argument("--work", type=Path, default=work)
    own.add_argument(
        "--out", type=Path, default=Path("docs/ablation.md"), help="table; the figures go beside it as JSON"
    )
    own.set_defaults(command=lambda options: _ablate(options, say))


def _add_pictures(commands: Any, say: Say) -> None:
    own = commands.add_parser("pictures", help="draw what each augmentation does, from generated sound")
    own.add_argument("--out", type=Path, default=Path("docs/images/augmentation"))
    own.set_defaults(command=lambda options: _pictures(options, say))


def _ablate(options: argparse.Namespace, say: Say) -> None:
    from trainer.ablation import (
        CONDITIONS,
        PLAIN,
        ablation_figures,
        ablation_markdown,
        ablation_recipe,
        run_ablation,
    )
    from trainer.config import load_recipe
    from trainer.features import load_set

    recipe = ablation_recipe(load_recipe(options.recipe), options.steps, options.batch)
    rows = load_set(options.work, "gtzan")
    conditions = dict.fromkeys([PLAIN, *(options.only or CONDITIONS)])
    folder = options.work / "ablation" / f"{options.recipe}-{options.steps}-{options.batch}"
    answered = run_ablation(
        rows,
        recipe,
        folder,
        conditions=tuple(conditions),
        seeds=options.seeds,
        plain_seeds=options.plain_seeds,
        say=say,
    )
    figures = ablation_figures(rows, recipe, answered)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(ablation_markdown(figures), encoding="utf-8")
    options.out.with_suffix(".json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    say(f"written: {options.out}")


def _pictures(options: argparse.Namespace, say: Say) -> None:
    from trainer.augmentation_pictures import write_pictures

    written = write_pictures(options.out)
    say(f"written: {len(written)} pictures in {options.out}")
