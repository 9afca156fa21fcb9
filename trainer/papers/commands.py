"""The papers' part of the command line: ``reproduce``, and ``train`` and ``export`` for their names."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from trainer.papers.recipe import RECIPES_FOLDER

Say = Callable[[str], None]


def add_commands(commands: Any, work: Path, say: Say) -> None:
    """Add ``reproduce`` to the commands of ``python -m trainer``."""
    own = commands.add_parser("reproduce", help="train and score the systems of the papers, and write the report")
    own.add_argument("names", nargs="*", metavar="NAME", help="systems, such as khamees-cnn")
    own.add_argument("--all", action="store_true", help="all ten")
    own.add_argument("--quick", action="store_true", help="one epoch over little data, written beside the runs only")
    own.add_argument("--report", action="store_true", help="train nothing: write the report anew from the results kept")
    own.add_argument("--protocols", nargs="+", default=["published", "official"], help="also fold0 to fold4")
    own.add_argument("--seeds", type=int, nargs="+", default=[1], help="train each from these seeds (default 1)")
    own.add_argument("--device", default="cpu", help="cpu (default), cuda, cuda:1 ...")
    own.add_argument("--work", type=Path, default=work, help=f"folder of prepared sets and runs (default {work})")
    own.add_argument("--docs", type=Path, default=Path("docs"), help="folder of the report and its pictures")
    own.set_defaults(command=lambda options: _reproduce(options, say))


def add_training_options(own: argparse.ArgumentParser) -> None:
    """Add what only the papers' systems know to the options of ``train``."""
    own.add_argument("--device", help="cpu (default), cuda, cuda:1 ...")
    own.add_argument("--epochs", type=int, help="of a paper's system: other than its recipe's")
    own.add_argument(
        "--data",
        dest="data_recipe",
        metavar="SET",
        help="of a paper's system: gtzan (default), gtma (GTZAN and FMA mixed), or the name of a set of your own",
    )


def is_paper(name: str) -> bool:
    """Whether ``name`` is a system of a paper, or a task of one."""
    return (RECIPES_FOLDER / f"{name.partition('/')[0]}.toml").is_file()


def refuse_paper_options(options: argparse.Namespace) -> None:
    """Say that a recipe which is no paper's does not know these options, instead of leaving them out silently.

    Raises:
        KeyError: one of them is given.
    """
    given = {"--epochs": options.epochs, "--data": options.data_recipe}
    for name, value in given.items():
        if value is not None:
            raise KeyError(f"{name} is for the papers' systems; {options.recipe} trains by --steps")


def refuse_device(options: argparse.Namespace) -> None:
    """Say that what is fitted and not trained by steps runs on the processor only.

    Raises:
        KeyError: another device is asked for.
    """
    if options.device not in (None, "cpu"):
        raise KeyError(f"{options.recipe} is fitted on the processor; leave --device out")


def train_paper(options: argparse.Namespace, say: Say) -> None:
    """Train one system, with the options of ``train``; its runs lie beside those of ``reproduce``.

    Raises:
        KeyError: an option is not for it. DataError: see :func:`trainer.papers.runs.perform`.
    """
    from trainer.papers.recipe import load_paper
    from trainer.papers.runs import DATA, check_repeated, for_data, open_data, perform
    from trainer.papers.training import Run

    if options.steps is not None or options.threads is not None:
        raise KeyError("--steps and --threads are for Earmark's own recipes; a paper's system is trained by --epochs")
    data = options.data_recipe or "gtzan"
    recipe = load_paper(options.recipe, epochs=options.epochs, honest_epochs=options.epochs)
    if recipe.pairs and "/" not in recipe.name and data in DATA:
        raise KeyError(f"name a task, such as {recipe.name}/{'-'.join(recipe.pairs[0])}")
    rows = open_data(options.work, data)
    run = Run(
        for_data(recipe, data, rows), options.split or "official", 1 if options.seed is None else options.seed, data
    )
    check_repeated(rows, run.protocol, options.work)
    folder = options.out or options.work / "papers" / run.label
    figures = perform(run, rows, folder, device=options.device or "cpu", say=say, bar=sys.stderr.isatty())
    shown = ("piece_accuracy", "track_accuracy", "macro_f1", "epochs", "cpu_seconds")
    say(f"{run.label}: " + ", ".join(f"{key} {figures[key]}" for key in shown if key in figures) + f"; in {folder}")


def _reproduce(options: argparse.Namespace, say: Say) -> None:
    from trainer.papers.report import keep_results, write_report
    from trainer.papers.runs import check_repeated, chosen_names, open_data, perform, planned

    docs = options.work / "quick" if options.quick else options.docs
    if not options.report:
        runs = planned(chosen_names(options.names, options.all), options.protocols, options.seeds, options.quick)
        sets = {name: open_data(options.work, name) for name in sorted({run.data for run in runs})}
        for number, run in enumerate(runs, 1):
            say(f"{number} of {len(runs)}: {run.label}")
            check_repeated(sets[run.data], run.protocol, options.work)
            folder = options.work / ("quick" if options.quick else "papers") / run.label
            bar = sys.stderr.isatty()
            figures = perform(run, sets[run.data], folder, device=options.device, say=say, bar=bar)
            keep_results(docs, [figures])
    for file in write_report(docs):
        say(f"written: {file}")
