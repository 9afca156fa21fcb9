"""The words of the command line: commands, options, help with examples."""

from __future__ import annotations

import argparse
import math

from app import __version__
from app.settings import MOST_GENRES, Policy

_ABOUT = """\
Listens to music and writes the genres it hears into the files' own tags.

  earmark                open the window
  earmark PATH...        open the window on these folders and files
  earmark COMMAND ...    do the same work in the terminal
"""

_STATUS = """\
exit status:
  0    all is well
  1    some files failed; they are listed with their reasons
  2    the command was not understood, or could not be begun
  130  ended by Ctrl-C
  141  whoever was reading the output left, as `| head` does
"""


def build_parser() -> argparse.ArgumentParser:
    """The whole command line. The window's form (no command) is told apart before this parser is asked."""
    parser = _Parser(prog="earmark", description=_ABOUT, epilog=_STATUS, formatter_class=_Raw)
    parser.add_argument("--version", action="version", version=f"earmark {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=_Parser)
    _add_analyse(commands)
    _add_tag(commands)
    _add_set(commands)
    _add_show(commands)
    _add_history(commands)
    _add_undo(commands)
    _add_unread(commands)
    _add_models(commands)
    _add_settings(commands)
    _add_doctor(commands)
    return parser


class _Raw(argparse.RawDescriptionHelpFormatter):
    """Keeps the line breaks of the examples."""


class _Parser(argparse.ArgumentParser):
    """Points at the help of the command that was misunderstood, in two lines instead of the whole usage."""

    def error(self, message: str) -> None:  # type: ignore[override]
        self.exit(2, f"{self.prog}: {message}\n{self.prog} --help tells more.\n")


def _command(
    commands: argparse._SubParsersAction[_Parser], name: str, help_line: str, about: str, examples: str, **more: object
) -> _Parser:
    parser = commands.add_parser(
        name,
        help=help_line,
        description=about,
        epilog=f"examples:\n{examples}",
        formatter_class=_Raw,
        **more,  # type: ignore[arg-type]
    )
    parser.add_argument("--json", action="store_true", help="answer with JSON Lines on stdout, nothing else there")
    parser.add_argument("--quiet", action="store_true", help="tell no progress on stderr, only what went wrong")
    return parser


def _add_paths(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a folder (all audio below it) or a file")


def _add_deciding(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--threshold",
        type=_share,
        metavar="X",
        help="confidence from 0 to 1 that is sure enough (default: the setting, else the model's own)",
    )
    parser.add_argument("--again", action="store_true", help="listen again to files whose answer is already known")
    parser.add_argument(
        "--model",
        default="",
        metavar="ID",
        help="listen with this model of `earmark models`, or the one in this folder, to all files again; its answers "
        "take the place of those kept",
    )


def _add_analyse(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = _command(
        commands,
        "analyse",
        "listen to files and tell their genres; writes to no file",
        "Listens to the audio files and tells what genre each is. No music file is changed; the answers are kept in\n"
        "the library, so a run that was ended goes on where it stopped, and a second run only hears what is new.",
        "  earmark analyse ~/Music\n"
        "  earmark analyse song.mp3 --json\n"
        "  earmark analyse ~/Music --json | jq -r 'select(.decision == \"review\") | .path'\n",
        aliases=["analyze"],
    )
    _add_paths(parser)
    _add_deciding(parser)
    parser.add_argument(
        "--dask",
        default="",
        metavar="ADDRESS",
        help="let the workers of this Dask scheduler (tcp://host:8786) listen; they need the same Earmark, the same "
        "model, and the music under the same path",
    )


def _add_tag(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = _command(
        commands,
        "tag",
        "listen to files, show what would be written, write it",
        "Listens to the audio files, shows old and new genres, asks, writes and prints the number of the batch, which\n"
        "`earmark undo` takes. Only answers that are sure enough are written.",
        "  earmark tag ~/Music --dry-run\n"
        "  earmark tag ~/Music\n"
        "  earmark tag ~/Music --policy append --threshold 0.9 --yes\n"
        "  earmark tag ~/Music --dry-run --unchanged --policy replace-generic --max-genres 2 --second 0.3\n"
        '  earmark tag ~/Music --max-genres 3 --parents --allow Jazz --allow "*rock*" --keep-list "Wild West"\n\n'
        "Options hold for this run only; `earmark settings` keeps them.\n",
    )
    _add_paths(parser)
    parser.add_argument(
        "--policy",
        type=_policy,
        metavar="{" + ",".join(Policy) + "}",
        help="about genres already in a file: fill empty or meaningless ones (default), append, replace-generic (only "
        "those of several that say nothing), replace, or keep any",
    )
    _add_deciding(parser)
    _add_vocabulary(parser)
    parser.add_argument("--dry-run", action="store_true", help="show what would be written, and why, and stop")
    parser.add_argument(
        "--unchanged", action="store_true", help="with --dry-run: also the files that stay as they are, and why"
    )
    parser.add_argument("--yes", action="store_true", help="write without asking")


def _add_vocabulary(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--max-genres", type=_count, metavar="N", help="write at most N genres; those the file keeps do not count"
    )
    parser.add_argument(
        "--second", type=_share, metavar="X", help="confidence from 0 to 1 that a second genre needs, with --max-genres"
    )
    parser.add_argument(
        "--parents",
        action=argparse.BooleanOptionalAction,
        help="write what a genre belongs to as well (Metal: Rock), as far as --max-genres allows",
    )
    parser.add_argument(
        "--allow", action="append", metavar="G", help="write only this genre; give it again for more; * for anything"
    )
    parser.add_argument(
        "--keep-list", action="append", metavar="G", help="never touch this genre either; give it again for more"
    )


def _add_set(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = _command(
        commands,
        "set",
        "write genres of your own choice; no model is asked",
        "Writes these genres into the files in place of those they hold (a genre on the keep-list stays), by the same\n"
        "safe path as every write: journalled, checked, and undone with `earmark undo`. At a terminal, several files\n"
        "are asked about first. A single one is written at once, and so is what a script sets: it has chosen already.",
        '  earmark set --genre "Hip-Hop" --genre Jazz song.flac\n  earmark set --genre Blues ~/Music/Muddy\\ Waters\n'
        "  earmark set --genre Blues ~/Music --dry-run\n  earmark set --genre Blues ~/Music --yes\n",
    )
    parser.add_argument(
        "--genre", dest="genres", action="append", required=True, metavar="G", help="a genre; give it again for more"
    )
    parser.add_argument("--dry-run", action="store_true", help="show what would be written, and why, and stop")
    parser.add_argument("--yes", action="store_true", help="write without asking")
    _add_paths(parser)


def _add_show(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = _command(
        commands,
        "show",
        "show the genres and kinds of tags that files hold",
        "Shows what the files themselves say: genres, kinds of tags, container. Nothing is analysed or changed.",
        "  earmark show song.mp3\n  earmark show ~/Music --json\n",
    )
    _add_paths(parser)


def _add_history(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = _command(
        commands,
        "history",
        "list what was written, newest first",
        "Lists the batches that were written, newest first; with the number of a batch, its files.",
        "  earmark history\n  earmark history 12\n",
    )
    parser.add_argument("batch", nargs="?", type=_batch, metavar="BATCH", help="list the files of this batch")


def _add_undo(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = _command(
        commands,
        "undo",
        "give written files back their old content, byte for byte",
        "Gives the files of a batch back the content they had, byte for byte. A file that was changed by something\n"
        "else since is left alone and listed.",
        "  earmark undo --last\n  earmark undo 12\n  earmark undo 12 --path ~/Music/song.mp3\n"
        '  earmark undo 12 --album "Blue Train"\n  earmark undo 12 --later\n',
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "batch", nargs="?", type=_batch, metavar="BATCH", help="number of the batch, see `earmark history`"
    )
    which.add_argument("--last", action="store_true", help="the newest batch that was not undone yet, not even in part")
    parser.add_argument(
        "--path", dest="paths", action="append", default=[], metavar="P", help="only this file, or files below it"
    )
    parser.add_argument("--album", metavar="A", help="only the files whose tags name this album")
    parser.add_argument(
        "--later",
        action="store_true",
        help="undo first what later batches wrote into the same files, the newest first; else such files are left",
    )


def _add_unread(commands: argparse._SubParsersAction[_Parser]) -> None:
    _command(
        commands,
        "unread",
        "list what could not be read",
        "Lists the files and folders that could not be read when they were last looked at, each with the reason, and\n"
        "how many files of kinds that Earmark does not read were passed over.",
        "  earmark unread\n  earmark unread --json\n",
    )


def _add_models(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = _command(
        commands,
        "models",
        "list the models, or print a model's card",
        "Lists the models that can listen; the one in use is marked. With the id of a model, prints its card.",
        "  earmark models\n  earmark models earmark-crnn-1\n  earmark models --card\n  earmark models --json\n",
    )
    parser.add_argument("model", nargs="?", metavar="MODEL", help="print this model's card; as --card MODEL")
    parser.add_argument(
        "--card",
        nargs="?",
        const="",
        metavar="MODEL",
        help="print this model's card, or that of the one in use: what it learned from, how often it is right",
    )


def _add_settings(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = _command(
        commands,
        "settings",
        "show and change the settings",
        "Shows the settings, or changes one: `show [KEY]`, `set KEY VALUE`, `reset KEY`. A list is separated by\n"
        "commas; a name with a comma stands in double quotes. `show KEY` tells what a setting does.",
        "  earmark settings\n"
        "  earmark settings show names\n"
        "  earmark settings set policy replace-generic\n"
        "  earmark settings set names 'hip-hop = Hip-Hop/Rap, pop = Pop/Rock'\n"
        "  earmark settings set aliases '*hip*hop* = Hip-Hop'\n"
        "  earmark settings set hierarchy 'Zeuhl = Progressive Rock; Jazz'\n"
        "  earmark settings reset allow_list\n",
    )
    parser.add_argument("action", nargs="?", choices=("show", "set", "reset"), default="show")
    parser.add_argument("key", nargs="?", metavar="KEY", help="a setting's name, as `earmark settings` lists it")
    parser.add_argument("value", nargs="?", metavar="VALUE", help="the new value; '' for none")


def _add_doctor(commands: argparse._SubParsersAction[_Parser]) -> None:
    _command(
        commands,
        "doctor",
        "test this installation; a report to attach to a bug",
        "Tests the model, the ear, the decoders, the database, the journal and the sound output. The report names no\n"
        "file of yours.",
        "  earmark doctor\n  earmark doctor --json > report.jsonl\n",
    )


def _policy(text: str) -> Policy:
    if text not in list(Policy):
        raise argparse.ArgumentTypeError(f"'{text}' is none of {', '.join(Policy)}")
    return Policy(text)


def _batch(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"'{text}' is no number of a batch; `earmark history` lists them")
    return int(text)


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_GENRES:
        raise argparse.ArgumentTypeError(f"'{text}' is no whole number from 1 to {MOST_GENRES}")
    return int(text)


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"'{text}' is no number from 0 to 1")
    return value
