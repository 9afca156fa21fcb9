"""``python -m trainer trial sound | refusal | windows | unseen | all``: trials of bundles, kept in their cards."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

Say = Callable[[str], None]
DEFAULT_BUNDLE = Path("resources/models/earmark-cnn-1")


def add_commands(commands: Any, work: Path, say: Say) -> None:
    """Add ``trial`` and its parts to the parser's commands; ``work`` is the default work folder."""
    own = commands.add_parser("trial", help="try a bundle on altered sound, on what is no music, on more windows")
    trials = own.add_subparsers(required=True, metavar="TRIAL")
    sound = _add(trials, "sound", "files through codecs, levels, masters, speeds, parts: does the answer stay?", say)
    _add_audio(sound, needed=True)
    refusal = _add(trials, "refusal", "generated sounds that are no music: are they refused?", say)
    _add_audio(refusal, needed=False)
    refusal.add_argument("--each", type=int, default=8, help="sounds of every kind (default 8)")
    refusal.add_argument("--sounds", type=Path, help="leave the generated files here, a folder for each kind")
    windows = _add(trials, "windows", "whole tracks in 1 to 12 windows: answers and time", say)
    _add_audio(windows, needed=True)
    unseen = _add(trials, "unseen", "machines trained without some genres: how strange do these look?", say)
    unseen.add_argument("--recipe", default="cnn")
    unseen.add_argument("--steps", type=int, default=500, help="steps of each small training (default 500)")
    unseen.add_argument("--without", nargs="+", action="append", metavar="GENRE", help="left out together; repeatable")
    unseen.add_argument("--work", type=Path, default=work)

    every = trials.add_parser("all", help="all trials of several bundles in one go, and their cards")
    every.add_argument("--bundle", type=Path, nargs="+", default=[DEFAULT_BUNDLE])
    _add_audio(every, needed=True)
    every.add_argument("--each", type=int, default=4, help="sounds of every kind that is no music (default 4)")
    every.add_argument(
        "--unseen",
        type=Path,
        help="what `trial unseen --json` printed: it does not depend on the bundle, and takes its own training",
    )
    every.set_defaults(command=lambda options: _run_all(options, say))


def _add(trials: Any, name: str, what: str, say: Say) -> Any:
    own = trials.add_parser(name, help=what, description=what)
    own.add_argument("--bundle", type=Path, default=DEFAULT_BUNDLE)
    own.add_argument("--keep", action="store_true", help="store the figures in the bundle and write its card anew")
    own.add_argument("--json", action="store_true", help="one JSON object on stdout")
    own.set_defaults(command=lambda options: _run(name, options, say))
    return own


def _add_audio(own: Any, *, needed: bool) -> None:
    own.add_argument(
        "--audio", type=Path, nargs="+", required=needed, default=[], help="sound files, or folders of them"
    )


def _run(name: str, options: argparse.Namespace, say: Say) -> None:
    from trainer.trials.keeping import keep

    figures = _TRIALS[name](options, _progress)
    if options.keep:
        keep(options.bundle, {name: figures})
    say(json.dumps(figures, ensure_ascii=False) if options.json else "\n".join(_lines(figures)))


def _run_all(options: argparse.Namespace, say: Say) -> None:
    """Every trial of every bundle, kept; sounds are altered once for all bundles."""
    from app.inference.bundle import load_bundle
    from trainer.data import DataError
    from trainer.trials.keeping import keep
    from trainer.trials.refusal import refusal_figures
    from trainer.trials.sound import sounds_below, sounds_figures
    from trainer.trials.windows import window_figures

    unseen = _read_figures(options.unseen) if options.unseen else None
    files = sounds_below(options.audio)
    bundles = [load_bundle(folder) for folder in options.bundle]
    altered = sounds_figures(bundles, files, _progress)
    for folder, bundle, sound in zip(options.bundle, bundles, altered, strict=True):
        figures = {"sound": sound, "refusal": refusal_figures(bundle, files, each=options.each, say=_progress)}
        try:
            figures["windows"] = window_figures(bundle, files, _progress)
        except DataError as problem:
            _progress(f"windows are not tried: {problem.sentence}")
        if unseen is not None:
            figures["unseen"] = unseen
        keep(folder, figures)
        say(f"kept in {folder}: {', '.join(figures)}")


def _read_figures(file: Path) -> dict[str, Any]:
    from trainer.data import DataError

    try:
        figures = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise DataError(f"The figures {file} cannot be read.", str(problem)) from problem
    if not isinstance(figures, dict) or not {"rounds", "mean", "steps"} <= figures.keys():
        raise DataError(f"{file} holds no figures of `trial unseen --json`.")
    return figures


def _sound(options: argparse.Namespace, say: Say) -> dict[str, Any]:
    from app.inference.bundle import load_bundle
    from trainer.trials.sound import sound_figures, sounds_below

    return sound_figures(load_bundle(options.bundle), sounds_below(options.audio), say)


def _refusal(options: argparse.Namespace, say: Say) -> dict[str, Any]:
    from app.inference.bundle import load_bundle
    from trainer.trials.refusal import refusal_figures
    from trainer.trials.sound import sounds_below

    music = sounds_below(options.audio) if options.audio else []
    return refusal_figures(load_bundle(options.bundle), music, each=options.each, keep=options.sounds, say=say)


def _windows(options: argparse.Namespace, say: Say) -> dict[str, Any]:
    from app.inference.bundle import load_bundle
    from trainer.trials.sound import sounds_below
    from trainer.trials.windows import window_figures

    return window_figures(load_bundle(options.bundle), sounds_below(options.audio), say)


def _unseen(options: argparse.Namespace, say: Say) -> dict[str, Any]:
    from trainer.config import load_recipe
    from trainer.features import load_sets
    from trainer.trials.unseen import LEFT_OUT, small, unseen_figures

    recipe = small(load_recipe(options.recipe), options.steps)
    left_out = options.without or LEFT_OUT
    return unseen_figures(load_sets(options.work), options.work / "unseen", left_out=left_out, recipe=recipe, say=say)


_TRIALS: dict[str, Callable[[argparse.Namespace, Say], dict[str, Any]]] = {
    "sound": _sound,
    "refusal": _refusal,
    "windows": _windows,
    "unseen": _unseen,
}


def _progress(line: str) -> None:
    sys.stderr.write(line + "\n")


def _lines(figures: dict[str, Any], indent: str = "") -> list[str]:
    """Nested figures as indented lines."""
    lines = []
    for key, value in figures.items():
        if isinstance(value, dict) and any(isinstance(each, dict | list) for each in value.values()):
            lines += [f"{indent}{key}:", *_lines(value, indent + "  ")]
        elif isinstance(value, dict):
            lines.append(f"{indent}{key:28} " + "  ".join(f"{name} {each}" for name, each in value.items()))
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            lines += [f"{indent}{key}:", *(line for each in value for line in ["", *_lines(each, indent + "  ")])]
        else:
            lines.append(f"{indent}{key}: {value}")
    return lines
