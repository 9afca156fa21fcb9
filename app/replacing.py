"""A small file written anew: by way of a sibling, so that a crash leaves the old one or the new one."""

from __future__ import annotations

import os
from pathlib import Path


def replace_text(path: Path, text: str) -> None:
    """Put ``text`` in place of what stands at ``path``, if anything does.

    Raises:
        OSError: it cannot be written; what stood there does.
    """
    sibling = path.with_suffix(".new")
    sibling.write_text(text, encoding="utf-8")
    os.replace(sibling, path)
