"""What libraries print past Python: decoders tell of every damaged frame, on a terminal that is not theirs."""

from __future__ import annotations

import contextlib
import faulthandler
import os
import sys

#: What standard output and standard error are to libraries.
_OUTPUTS = (1, 2)


def silence_native_output(*kept: str) -> None:
    """Send both standard outputs of this process, and of those that it starts, to nowhere.

    Python's own ones named ``kept`` ("stdout", "stderr") still lead where they led, and so does ``faulthandler``.
    """
    for name in kept:
        with contextlib.suppress(OSError, ValueError, AttributeError):  # none: started without a terminal, on Windows
            setattr(sys, name, _elsewhere(getattr(sys, name)))
    with contextlib.suppress(OSError, ValueError, AttributeError, RuntimeError):  # the last one: there is no stderr
        if faulthandler.is_enabled():
            faulthandler.enable(sys.stderr)
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for output in _OUTPUTS:
            os.dup2(nowhere, output)
        if nowhere not in _OUTPUTS:  # else it was closed, and the next file would get its number, and what is printed
            os.close(nowhere)


def _elsewhere(stream: object) -> object:
    """A stream like ``stream`` to the same place, under a number that libraries do not know."""
    from io import TextIOWrapper

    if not isinstance(stream, TextIOWrapper):  # nobody else's
        return stream
    stream.flush()
    return os.fdopen(
        os.dup(stream.fileno()),
        "w",
        encoding=stream.encoding,
        errors="backslashreplace" if stream is sys.stderr else stream.errors,
        buffering=1 if stream.line_buffering else -1,
    )
