"""Sound that Earmark does not read: a scan passes over it, and tells how much of it there is."""

from __future__ import annotations

import os

#: Endings of such sound, lower case with the dot: nothing here could show that writing into it is safe, or it is a
#: film, a recipe for an instrument, or locked.
UNREAD_SUFFIXES: frozenset[str] = frozenset(
    (
        *(".ac3", ".ac4", ".eac3", ".ec3", ".dts", ".dtshd", ".thd", ".truehd", ".mlp", ".adts", ".loas", ".mp1"),
        *(".3gp", ".3gpp", ".3g2", ".3ga", ".m4p", ".m4v", ".webm", ".weba", ".aa", ".aax", ".aaxc", ".amr", ".awb"),
        *(".au", ".snd", ".caf", ".w64", ".rf64", ".voc", ".sds", ".gsm", ".ra", ".ram", ".rm", ".rmvb", ".qcp"),
        *(".la", ".pac", ".shn", ".ofs", ".oma", ".aa3", ".at3", ".at9", ".vqf", ".dvf", ".msv", ".8svx", ".iff"),
        *(".mid", ".midi", ".kar", ".rmi", ".mod", ".xm", ".it", ".s3m", ".stm", ".mtm", ".sid", ".nsf", ".spc"),
    )
)

_UNREAD = frozenset(os.fsencode(suffix) for suffix in UNREAD_SUFFIXES)


def is_unread_name(name: bytes) -> bool:
    """Whether a file of this name is sound that Earmark does not read."""
    return name[name.rfind(b".") :].lower() in _UNREAD
