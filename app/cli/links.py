"""What is said or asked before a write: of files that may not be written, and of those with several names.

The question about files with several names (hard links) is asked once, at a terminal, before the first write.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from app.cli.console import Terminal, plural
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


def tell_barred(session: Session, paths: Sequence[bytes], terminal: Terminal) -> None:
    """Say before a write which files permissions keep from it."""
    barred = session.barred(paths)
    if count := len(barred.files):
        what = "is read-only and will be skipped" if count == 1 else "are read-only and will be skipped"
        terminal.note(f"earmark: {plural(count, 'file')} {what}.")
    if count := len(barred.beside):
        lies = "lies in a folder" if count == 1 else "lie in folders"
        rest = "it is left as it is if its tags have" if count == 1 else "those are left as they are whose tags have"
        terminal.note(f"earmark: {plural(count, 'file')} {lies} that may not be written to; {rest} no room to spare.")


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
