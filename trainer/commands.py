"""The command line: ``python -m trainer prepare | train | evaluate | compare | export | goals | trial | reproduce``.

A typical run, from the project's root::

    python -m trainer prepare --data ../shared/data
    python -m trainer train cnn --split official
    python -m trainer train cnn --split all --seed 2
    python -m trainer export --id earmark-cnn-1 --checkpoint … --judged …
    python -m trainer evaluate --bundle resources/models/earmark-cnn-1 --features FILE.npz
    python -m trainer reproduce --all
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.errors import AppError
from trainer.data_commands import add_commands
from trainer.papers import commands as papers
from trainer.trials import commands as trials

DEFAULT_WORK = Path("work/trainer")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 = done, 1 = the world's fault (said on stderr), 2 = usage."""
    options = _parser().parse_args(arguments)
    try:
        options.command(options)
    except AppError as problem:
        sys.stderr.write(f"{problem.sentence}\n{problem.hint}\n".rstrip() + "\n")
        return 1
    except KeyError as problem:
        sys.stderr.write(f"{problem.args[0]}\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted. The same command goes on from here.\n")
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m trainer", description="Train, judge and export Earmark's models.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    add_commands(commands, DEFAULT_WORK, _say)
    _add_train(commands)
    _add_evaluate(commands)
    _add_compare(commands)
    _add_folds(commands)
    _add_export(commands)
    _add_goals(commands)
    papers.add_commands(commands, DEFAULT_WORK, _say)
    trials.add_commands(commands, DEFAULT_WORK, _say)
    return parser


def _add_train(commands: Any) -> None:
    own = commands.add_parser("train", help="train a recipe; goes on where a killed run stopped")
    own.add_argument(
        "recipe", help="a name (cnn, crnn, kernel, or a paper's, such as khamees-cnn) or a JSON file of overrides"
    )
    which = own.add_mutually_exclusive_group()
    which.add_argument(
        "--split", help="official (default), fold0 to fold4, or all; for a paper's system also published"
    )
    which.add_argument("--fold", type=int, choices=range(5), help="short for --split foldK")
    own.add_argument("--seed", type=int, help="of first weights and of chance in training")
    own.add_argument("--steps", type=int, help="of Earmark's own recipes: other than the recipe's")
    own.add_argument("--threads", type=int, help="of Earmark's own recipes: processor threads")
    papers.add_training_options(own)
    own.add_argument(
        "--work", type=Path, default=DEFAULT_WORK, help=f"folder of prepared sets and runs (default {DEFAULT_WORK})"
    )
    own.add_argument("--out", type=Path, help="folder of the run (default: one below WORK/runs, or WORK/papers)")
    own.set_defaults(command=_train)


def _add_evaluate(commands: Any) -> None:
    own = commands.add_parser("evaluate", help="figures of a bundle on labelled features")
    own.add_argument(
        "--bundle", type=Path, required=True, help="folder of the model, such as resources/models/earmark-cnn-1"
    )
    source = own.add_mutually_exclusive_group(required=True)
    source.add_argument("--features", type=Path, help="npz of X, y, genres and perhaps names")
    source.add_argument("--audio", type=Path, help="folder with a folder of sound files for each genre")
    _add_rows(own)
    own.set_defaults(command=_evaluate)


def _add_compare(commands: Any) -> None:
    own = commands.add_parser("compare", help="two bundles on the same features, with paired intervals over artists")
    own.add_argument("first", type=Path, metavar="A", help="folder of a bundle")
    own.add_argument("second", type=Path, metavar="B", help="folder of another")
    own.add_argument("--features", type=Path, required=True, help="npz of X, y, genres and perhaps names")
    _add_rows(own)
    own.set_defaults(command=_compare)


def _add_rows(own: Any) -> None:
    own.add_argument("--split", type=Path, help="TSV with column excerpt: only its rows; artist_group makes intervals")
    own.add_argument("--part", default="", help="only rows whose filtered_split in --split is this")
    own.add_argument("--json", action="store_true", help="one JSON object on stdout")


def _add_folds(commands: Any) -> None:
    own = commands.add_parser("folds", help="figures of finished runs on the GTZAN rows they held out, taken together")
    own.add_argument("run", type=Path, nargs="+", help="folders of runs; those of one split answer as one bundle")
    own.add_argument(
        "--against", type=Path, nargs="+", default=[], help="runs of the same splits, for paired differences to them"
    )
    own.add_argument("--altered", metavar="CHANGE", help='judge altered excerpts, such as "low-pass 8 kHz" (see cards)')
    own.add_argument(
        "--work", type=Path, default=DEFAULT_WORK, help=f"folder of prepared sets and runs (default {DEFAULT_WORK})"
    )
    own.set_defaults(command=_folds)


def _add_export(commands: Any) -> None:
    own = commands.add_parser("export", help="write a bundle from one or more trained networks")
    own.add_argument("--id", required=True, help="folder name of the bundle, such as earmark-cnn-1")
    own.add_argument("--run", type=Path, nargs="+", required=True, help="runs whose networks the bundle averages")
    own.add_argument("--judged", type=Path, nargs="+", help="runs judged on rows they never saw (default: --run)")
    own.add_argument(
        "--work", type=Path, default=DEFAULT_WORK, help=f"folder of prepared sets and runs (default {DEFAULT_WORK})"
    )
    own.add_argument(
        "--out", type=Path, default=Path("resources/models"), help="folder for bundles (default resources/models)"
    )
    own.set_defaults(command=_export)


def _add_goals(commands: Any) -> None:
    own = commands.add_parser("goals", help="a table of bundles' figures against what they should reach")
    own.add_argument("--bundle", type=Path, nargs="+", required=True, help="folders of bundles")
    own.add_argument("--into", type=Path, help="a page whose table between the marks of goals is replaced")
    own.set_defaults(command=_goals)


def _train(options: argparse.Namespace) -> None:
    if options.fold is not None:
        options.split = f"fold{options.fold}"
    if papers.is_paper(options.recipe):
        return papers.train_paper(options, _say)
    return _train_own(options)


def _train_own(options: argparse.Namespace) -> None:
    from trainer.config import LABELLED, load_recipe
    from trainer.features import load_sets
    from trainer.likeness import GENERATED, check_near, kept_pairs
    from trainer.quick_look import quick_judge
    from trainer.train import judging_rows, make_pools

    papers.refuse_paper_options(options)
    changes = {key: getattr(options, key) for key in ("split", "seed", "steps", "threads")}
    recipe = load_recipe(options.recipe, **changes)
    folder = options.out or options.work / "runs" / f"{recipe.name}-{recipe.split}-{recipe.seed}"
    sets = load_sets(options.work)
    for name, split in judging_rows(sets, recipe.split).items():
        if name != GENERATED:
            check_near(sets[name], split, kept_pairs(sets[name], options.work))
    pools = make_pools(sets, recipe.split, recipe.artist_cap)
    judge = quick_judge(sets, judging_rows(sets, recipe.split)) if recipe.objective == LABELLED else None
    if recipe.model == "kernel":
        from trainer.kernel_fit import fit_kernel

        papers.refuse_device(options)
        machine = fit_kernel(recipe, pools, folder)
        figures = judge(machine) if judge else {}
        _say(" ".join([f"fitted: {folder}", *(f"{key}={figures[key]}" for key in ("valid", "nll") if key in figures)]))
        return
    from trainer.distil import with_teachers

    _train_logged(recipe, with_teachers(recipe, pools), folder, judge, options.device or "cpu")


def _train_logged(recipe: Any, pools: Any, folder: Path, judge: Any, device: str) -> None:
    """Train with a log, a bar on a terminal, and the learning curves as a picture."""
    from tqdm import tqdm

    from trainer.checkpoints import read_checkpoint
    from trainer.curves import draw_curves
    from trainer.train import train

    folder.mkdir(parents=True, exist_ok=True)
    done = int((read_checkpoint(folder) or {}).get("epoch", 0))
    shown = tqdm(total=recipe.epochs, initial=done, desc=folder.name, unit="epoch", disable=not sys.stderr.isatty())
    with (folder / "log.jsonl").open("a", encoding="utf-8") as lines, shown:

        def log(record: dict[str, Any]) -> None:
            lines.write(json.dumps({"time": round(time.time(), 1)} | record) + "\n")
            lines.flush()
            shown.update(record["epoch"] - shown.n)
            shown.clear()
            _say(" ".join(f"{key}={value}" for key, value in record.items()))

        train(recipe, pools, folder, judge=judge, log=log, device=device)
    draw_curves(_logged(folder), folder)


def _logged(folder: Path) -> list[dict[str, Any]]:
    """The records of a run's log, the last of each epoch; a line that a kill cut short is left out."""
    records: dict[int, dict[str, Any]] = {}
    for line in (folder / "log.jsonl").read_text(encoding="utf-8", errors="replace").splitlines():
        with contextlib.suppress(ValueError):
            record = json.loads(line)
            records[record["epoch"]] = record
    return list(records.values())


def _evaluate(options: argparse.Namespace) -> None:
    from trainer.evaluate import evaluate_audio, evaluate_bundle
    from trainer.evaluation_text import report_text

    if options.audio:
        if options.split or options.part:
            raise KeyError("--split and --part go with --features; with --audio, choose the files themselves")
        figures = evaluate_audio(options.bundle, options.audio)
    else:
        figures = evaluate_bundle(options.bundle, options.features, options.split, options.part)
    _say(json.dumps(figures, ensure_ascii=False) if options.json else report_text(figures))


def _compare(options: argparse.Namespace) -> None:
    from trainer.compare import compare_bundles
    from trainer.evaluation_text import comparison_text

    found = compare_bundles(options.first, options.second, options.features, options.split, options.part)
    _say(json.dumps(found, ensure_ascii=False) if options.json else comparison_text(found))


def _folds(options: argparse.Namespace) -> None:
    from trainer.data import DataError
    from trainer.features import load_sets
    from trainer.folds import fold_figures
    from trainer.robustness import altered

    sets = load_sets(options.work)
    if "gtzan" not in sets:
        raise DataError(f"The set 'gtzan' is not in {options.work}.", "Run python -m trainer prepare first.")
    rows = altered(sets["gtzan"], options.altered) if options.altered else sets["gtzan"]
    _say(json.dumps(fold_figures(options.run, rows, sets.get("fma"), options.against)))


def _goals(options: argparse.Namespace) -> None:
    from trainer.goals import fill, goals_text

    text = goals_text(options.bundle)
    if options.into:
        fill(options.into, text)
    _say(text)


def _export(options: argparse.Namespace) -> None:
    from trainer.export import export_bundle
    from trainer.papers.bundle import export_paper, is_paper_run

    if is_paper_run(options.run[0]):
        _say(f"written: {export_paper(options.id, options.run[0], work=options.work, out=options.out)}")
        return
    judged = options.judged or options.run
    folder = export_bundle(options.id, options.run, judged, work=options.work, out=options.out)
    _say(f"written: {folder}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
