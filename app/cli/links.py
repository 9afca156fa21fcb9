"""The question about files with several names (hard links): asked once, at a terminal, before the first write."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from app.cli.console import plural
from app.cli.interrupt import plain_interrupt
from app.session import Session
from app.settings import HardLinks

_ANSWERS = {"a": HardLinks.IN_PLACE, "o": HardLinks.BREAK, "l": HardLinks.SKIP}
_QUESTION = """\
{files} {have} several names (hard links). What is to become of such files, now and later?
  a  write them: the change shows under all names
  o  write a new file under this one name only
  l  leave them as they are
[a/o/l, nothing: leave these and ask again] """


def ask_about_links(session: Session, paths: Sequence[bytes]) -> None:
    """Ask where a person has to be asked and can be; the answer is kept as a setting."""
    if not sys.stdin.isatty() or not (count := len(session.linked(paths))):
        return
    sys.stdout.flush()
    sys.stderr.write(_QUESTION.format(files=plural(count, "file"), have="has" if count == 1 else "have"))
    sys.stderr.flush()
    with plain_interrupt():
        answer = sys.stdin.readline().strip().lower()
    if answer[:1] in _ANSWERS:
        session.answer_links(_ANSWERS[answer[:1]])
