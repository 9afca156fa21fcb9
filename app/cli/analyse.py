"""``earmark analyse``: hear files and tell what they are; no music file is written to."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.cli.console import Terminal, path_fields, percent, plural, printable, shown
from app.cli.interrupt import INTERRUPTED, cancel_on_interrupt
from app.cli.listening import Tally, answer_pages, hear, list_failures, tell_passed_over
from app.cli.opening import open_session
from app.inference.calibration import Doubt
from app.session import Answer
from app.settings import Settings

#: Decimals of a confidence in JSON: finer than any calibration is.
_DECIMALS = 6
#: Options that stand for a setting as they are.
_OPTIONS = {
    "threshold": "threshold",
    "policy": "policy",
    "max_genres": "max_genres",
    "second": "second_threshold",
    "parents": "write_parents",
}


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Analyse and print; 1 if any file failed."""
    tally = Tally()
    with (
        open_session(terminal) as session,
        cancel_on_interrupt("ending after the files in hand; what was heard is kept") as control,
    ):
        using = with_options(session.settings, args)
        heard = hear(
            session, args.paths, terminal, control, again=args.again, orphans=True, model=args.model, cluster=args.dask
        )
        for page in answer_pages(session, heard, using):
            tell_page(page, tally, terminal)
    for path, reason in heard.problems:
        terminal.row({**path_fields(path), **_NO_ANSWER, "error": reason})
    failures = [*heard.problems, *tally.failures]
    terminal.say(
        f"{plural(tally.answered + len(failures), 'file')}: {tally.sure:,} sure, {tally.review:,} to review, "
        f"{tally.unknown:,} unknown, {len(failures):,} failed"
    )
    tell_passed_over(heard, terminal)
    list_failures(failures, terminal, hints=tally.hints)
    if heard.cancelled:
        then = (
            "with --again the next run begins anew" if args.again else "the same command goes on where this one stopped"
        )
        terminal.note(f"earmark: cancelled; what was heard is kept, and {then}.")
        return INTERRUPTED
    return 1 if heard.problems or tally.failures else 0


#: What an answer's row holds where a file could not even be looked at.
_NO_ANSWER: dict[str, Any] = {
    "genres": [],
    "decision": None,
    "suggestions": [],
    "model": "",
    "music": None,
    "familiarity": None,
    "doubt": None,
    "seconds_heard": 0.0,
}


#: Why there is no genre, for people.
_WHY = {
    Doubt.NOT_MUSIC: "(not music)",
    Doubt.UNFAMILIAR: "(like no genre it knows)",
    Doubt.UNSURE: "(no genre is likely)",
}


def with_options(settings: Settings, args: argparse.Namespace) -> Settings:
    """``settings`` with what the command line says otherwise, for this run only."""
    said = vars(args)
    options = {key: said[option] for option, key in _OPTIONS.items() if said.get(option) is not None}
    if said.get("allow"):
        options["allow_list"] = tuple(said["allow"])
    if said.get("keep_list"):
        options["keep_list"] = (*settings.keep_list, *said["keep_list"])
    return replace(settings, **options)


def answer_row(answer: Answer) -> dict[str, Any]:
    """The JSON row of one file; ``decision`` is null and ``error`` a sentence where there is no answer."""
    return {
        **path_fields(answer.path),
        "genres": [{"label": name, "confidence": round(share, _DECIMALS)} for name, share in answer.genres],
        "decision": answer.verdict.value if answer.verdict is not None else None,
        "suggestions": list(answer.suggestions),
        "model": answer.model_id,
        "music": None if answer.music is None else round(answer.music, _DECIMALS),
        "familiarity": None if answer.familiarity is None else round(answer.familiarity, _DECIMALS),
        "doubt": None if answer.doubt is None else answer.doubt.value,
        "seconds_heard": round(answer.seconds_heard, 3),
        "error": answer.error or None,
    }


def tell_page(answers: Sequence[Answer], tally: Tally, terminal: Terminal) -> None:
    """Count these answers, and tell each: a line for people, or a row."""
    for answer in answers:
        tally.add(answer)
        terminal.row(answer_row(answer))
    terminal.table([_line(answer) for answer in answers if answer.verdict is not None])


def _line(answer: Answer) -> tuple[str, str, str, str]:
    name, share = answer.genres[0]
    if answer.verdict == "accept":
        return "sure", printable(name), percent(share), shown(answer.path)
    if answer.verdict == "review":
        strange = " (unlike most it knows)" if answer.doubt is Doubt.UNFAMILIAR else ""
        return "review", printable(" / ".join(answer.suggestions[:3])) + strange, percent(share), shown(answer.path)
    why = _WHY.get(answer.doubt, "–") if answer.doubt else "–"
    return "unknown", why, "", shown(answer.path)
