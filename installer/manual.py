"""Writes the manual page and the command reference from the very parser that the program uses.

    python installer/manual.py man  > earmark.1
    python installer/manual.py reference > commands.md

So neither can name an option that is not there, or miss one that is.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app import __version__
from app.cli.parser import build_parser
from app.session.setting_keys import SETTING_KEYS

_ENVIRONMENT = (
    ("EARMARK_HOME", "one folder for library, journal, settings and logs, instead of the system's own places"),
    ("EARMARK_LOG", "how much the log tells: DEBUG, INFO (default), WARNING, ERROR"),
    ("NO_COLOR", "any value: no colours in the terminal"),
)
_FILES = (
    ("~/.local/share/earmark/library.sqlite3", "what was heard and decided"),
    ("~/.local/share/earmark/journal.sqlite3", "what was written, and how to take it back; Earmark never deletes it"),
    ("~/.local/share/earmark/models/", "models of your own"),
    ("~/.config/earmark/settings.json", "the settings"),
    ("~/.local/state/earmark/log/earmark.log", "the log"),
)


def commands(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str, argparse.ArgumentParser]]:
    """Name, line of help and parser of every command, aliases left out."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for choice in action._choices_actions:
                yield choice.dest.split(" ")[0], choice.help or "", action.choices[choice.dest.split(" ")[0]]


def arguments(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
    """How every argument is written, and what it does."""
    formatter = parser.formatter_class(prog="earmark")
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction) or action.help is argparse.SUPPRESS:
            continue
        yield formatter._format_action_invocation(action), formatter._expand_help(action) if action.help else ""


def usage(parser: argparse.ArgumentParser) -> str:
    """The usage on one line, without the word before it."""
    return " ".join(parser.format_usage().split()).removeprefix("usage: ")


def roff(text: str) -> str:
    """``text`` with what troff would take as its own escaped."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    return re.sub(r"^([.'])", r"\\&\1", escaped, flags=re.MULTILINE)


def examples(parser: argparse.ArgumentParser) -> str:
    """The examples of a command, as they stand in its help."""
    return (parser.epilog or "").removeprefix("examples:\n").rstrip()


def _man_arguments(parser: argparse.ArgumentParser) -> Iterator[str]:
    for written, does in arguments(parser):
        yield f".TP\n\\fB{roff(written)}\\fR\n{roff(does)}"


def man_page() -> str:
    """The manual page, as troff source with the man macros."""
    day = time.strftime("%Y-%m-%d", time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", time.time()))))
    parser = build_parser()
    lines = [
        f'.TH EARMARK 1 "{day}" "Earmark {__version__}" "User commands"',
        ".SH NAME\nearmark \\- listen to music and write the genres heard into the files' tags",
        ".SH SYNOPSIS",
        ".B earmark\n.RI [ PATH ...]\n.br\n.B earmark\n.I COMMAND\n.RI [ OPTION ...]",
        ".SH DESCRIPTION",
        roff((parser.description or "").split("\n\n")[0]),
        ".PP\nWithout a command the window is opened, on these folders and files if any are named.",
        ".PP\nNo command writes to a music file but \\fBtag\\fR, \\fBset\\fR and \\fBundo\\fR; what they write is "
        "journalled, and \\fBundo\\fR gives every file its old content back, byte for byte.",
        ".SH OPTIONS",
        *_man_arguments(parser),
        ".SH COMMANDS",
    ]
    for name, _, command in commands(parser):
        lines += [f".SS {name}", f".B {roff(usage(command))}", f".PP\n{roff(command.description or '')}"]
        lines += [*_man_arguments(command), f".PP\nExamples:\n.PP\n.nf\n{roff(examples(command))}\n.fi"]
    lines.append(".SH EXIT STATUS")
    for line in (parser.epilog or "").splitlines()[1:]:
        number, _, meaning = line.strip().partition(" ")
        lines.append(f".TP\n.B {number}\n{roff(meaning.strip())}")
    lines.append(".SH SETTINGS\nKept by \\fBearmark settings\\fR:")
    lines += [f".TP\n.B {roff(each.key)}\n{roff(f'{each.title}. {each.help}')}" for each in SETTING_KEYS]
    for title, entries in (("ENVIRONMENT", _ENVIRONMENT), ("FILES", _FILES)):
        lines.append(f".SH {title}")
        lines += [f".TP\n.I {roff(name)}\n{roff(meaning)}" for name, meaning in entries]
    return "\n".join(lines) + "\n"


def reference() -> str:
    """The command reference, as Markdown."""
    parser = build_parser()
    lines = [
        "# Commands\n",
        f"Written from the program itself, Earmark {__version__}. `earmark` alone opens the window, `earmark PATH...` "
        "opens it on these folders and files; everything below does the same work in the terminal.\n",
    ]
    for name, line, command in commands(parser):
        lines += [f"## {name}\n", f"{line[:1].upper()}{line[1:]}.\n", f"    {usage(command)}\n"]
        lines.append((command.description or "") + "\n")
        lines += ["| argument | does |", "|---|---|"]
        lines += [f"| `{_cell(written)}` | {_cell(does)} |" for written, does in arguments(command)]
        lines.append("\nExamples:\n")
        lines.append(
            "\n".join(f"    {example.strip()}" for example in examples(command).splitlines() if example.strip())
        )
        lines.append("")
    lines += ["## Settings\n", "| key | does |", "|---|---|"]
    lines += [
        f"| `{key}` | {_cell(about)} |"
        for key, about in ((each.key, f"{each.title}. {each.help}") for each in SETTING_KEYS)
    ]
    lines += ["\n## Exit status\n", "| status | means |", "|---|---|"]
    for line in (parser.epilog or "").splitlines()[1:]:
        number, _, meaning = line.strip().partition(" ")
        lines.append(f"| {number} | {_cell(meaning.strip())} |")
    lines += ["\n## Environment\n", "| variable | does |", "|---|---|"]
    lines += [f"| `{name}` | {meaning} |" for name, meaning in _ENVIRONMENT]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


if __name__ == "__main__":
    sys.stdout.write({"man": man_page, "reference": reference}[sys.argv[1]]())
