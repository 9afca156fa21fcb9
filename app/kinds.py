"""Which kinds of files are heard and never written: known where genres are written and where tracks are listed."""

from __future__ import annotations

#: Kinds whose sound is heard and whose tags are never written, as ``FileTags.container`` names them.
READ_ONLY_KINDS: frozenset[str] = frozenset(("aac", "ac3", "matroska", "3gp"))


def is_writable(container: str) -> bool:
    """Whether Earmark writes into files of this kind. Of an unknown one ("") only the attempt tells: it may."""
    return container not in READ_ONLY_KINDS
