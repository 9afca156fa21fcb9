"""The commands about data and what is learned from them: ``prepare``, ``relearn``, ``ablate`` and ``pictures``."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.progress import Progress, Report

Say = Callable[[str], None]


def add_commands(commands: Any, work: Path, say: Say) -> None:
    """Add this module's commands to the parser's; ``work`` is the default work folder."""
    _add_prepare(commands, work, say)
    _add_relearn(commands, work, say)
    _add_ablate(commands, work, say)
    _add_pictures(commands, say)


def _add_prepare(commands: Any, work: Path, say: Say) -> None:
    own = commands.add_parser("prepare", help="make features to train from, of sound or arrays")
    source = own.add_mutually_exclusive_group()
    source.add_argument(
        "--data",
        type=Path,
        help="our arrays, GTZAN or FMA as published, or a folder for each genre (default ../shared/data)",
    )
    source.add_argument("--csv", type=Path, help="table with columns path and label, perhaps artist, licence, part")
    source.add_argument("--library", type=Path, nargs="+", metavar="DIR", help="your tagged music")
    own.add_argument("--name", default="", help="of the set (default: own; gtzan or fma in their layouts)")
    own.add_argument("--fewest", type=int, default=8, help="tracks that a label needs (default 8)")
    own.add_argument(
        "--processes",
        type=int,
        default=max((os.cpu_count() or 2) - 1, 1),
        help="how many listen at once (default: one less than there are cores)",
    )
    own.add_argument("--json", action="store_true", help="the report as one JSON object on stdout")
    own.add_argument("--work", type=Path, default=work, help=f"folder of prepared sets and runs (default {work})")
    own.set_defaults(command=lambda options: _prepare(options, say))


def _add_relearn(commands: Any, work: Path, say: Say) -> None:
    own = commands.add_parser("relearn", help="a bundle with the labels of your own set, by the ear of another bundle")
    own.add_argument("--id", required=True, help="folder name of the new bundle, such as my-genres")
    own.add_argument("--set", default="own", help="name of the prepared set (default own)")
    own.add_argument("--bundle", type=Path, default=Path("resources/models/earmark-cnn-1"), help="whose network hears")
    own.add_argument("--work", type=Path, default=work, help=f"folder of prepared sets and runs (default {work})")
    own.add_argument("--out", type=Path, help="folder for bundles (default: WORK/models)")
    own.set_defaults(command=lambda options: _relearn(options, say))


def _add_ablate(commands: Any, work: Path, say: Say) -> None:
    own = commands.add_parser("ablate", help="short trainings without each augmentation, and a table of what it costs")
    own.add_argument("--recipe", default="cnn")
    own.add_argument("--steps", type=int, default=600, help="steps of each training (default 600)")
    own.add_argument("--batch", type=int, default=32, help="windows in a batch (default 32)")
    own.add_argument("--seeds", type=int, default=1, help="trainings of each condition (default 1)")
    own.add_argument("--plain-seeds", type=int, default=3, help="trainings of the recipe as it is (default 3)")
    own.add_argument("--only", nargs="+", metavar="CONDITION", help="these conditions, with the plain one")
    own.add_argument("--work", type=Path, default=work, help=f"folder of prepared sets and runs (default {work})")
    own.add_argument(
        "--out", type=Path, default=Path("docs/ablation.md"), help="table; the figures go beside it as JSON"
    )
    own.set_defaults(command=lambda options: _ablate(options, say))


def _add_pictures(commands: Any, say: Say) -> None:
    own = commands.add_parser("pictures", help="draw what each augmentation does, from generated sound")
    own.add_argument("--out", type=Path, default=Path("docs/images/augmentation"))
    own.set_defaults(command=lambda options: _pictures(options, say))


def _prepare(options: argparse.Namespace, say: Say) -> None:
    from trainer.sources.arrays import ARRAY_FILE, prepare_arrays
    from trainer.sources.checks import report_text
    from trainer.sources.layouts import recognised, table
    from trainer.sources.library import library
    from trainer.sources.preparing import prepare_source

    data = options.data or Path("../shared/data")
    if not (options.csv or options.library) and (data / ARRAY_FILE).is_file():
        prepare_arrays(data, options.work, say)
        return
    if options.csv:
        source = table(options.csv)
    elif options.library:
        source = library(options.library)
    else:
        source = recognised(data)
    found = prepare_source(
        source,
        options.work,
        name=options.name,
        fewest=options.fewest,
        processes=options.processes,
        report=_progress(options.json),
    )[1]
    say(json.dumps(found.to_json(), ensure_ascii=False) if options.json else report_text(found))


def _relearn(options: argparse.Namespace, say: Say) -> None:
    from trainer.own.bundle import relearn

    made = relearn(options.bundle, options.work, options.set, options.id, options.out or options.work / "models")
    own = made.figures
    low, high = own["accuracy_95"]
    say(
        f"{own['tracks']} tracks by {own['artists']} artists; on artists it never met: "
        f"{100 * own['accuracy']:.1f} % right ({100 * low:.1f} to {100 * high:.1f}), calibration error {own['ece']:.3f}"
    )
    for label, recall in own["recall"].items():
        say(f"  {label}: {100 * recall:.1f} % of its tracks")
    say(f"written: {made.folder}")


def _progress(quiet: bool) -> Report:
    """A line on standard error, written anew at most five times a second."""
    shown = 0.0

    def report(progress: Progress) -> None:
        nonlocal shown
        now = time.monotonic()
        if quiet or (now - shown < 0.2 and progress.done != progress.total):
            return
        shown = now
        left = "" if progress.seconds_left is None else f", {_span(progress.seconds_left)} left"
        failed = f", {progress.failed} cannot be used" if progress.failed else ""
        ending = "\n" if progress.done == progress.total else ""
        sys.stderr.write(f"\r{progress.done} of {progress.total} tracks{failed}{left}\x1b[K{ending}")
        sys.stderr.flush()

    return report


def _span(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"


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
    folder = options.work / "ablation" / f"{Path(options.recipe).stem}-{options.steps}-{options.batch}"
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
