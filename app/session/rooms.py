"""What the session opens when it is asked for: the rooms behind it, and its own verbs, each imported at its first use.

The session is the door to every room, and a window that opens walks through few of them: decoders, models, policies and
writers take longer to import than its first picture has time. The ordinary statements are for the type checker, and for
those who freeze the program.
"""

from __future__ import annotations

import importlib
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.inference import bundle, decode, mel, pool
    from app.library import watch
    from app.session import (
        analysing,
        bulk,
        deciding,
        examples,
        files,
        folders,
        mending,
        model_figures,
        models,
        own_changes,
        picture,
        planning,
        records,
        redeciding,
        report,
        reviewing,
        scanning,
        thumbnail,
        unread,
        verdicts,
        writing,
    )
    from app.tagging import formats
    from app.tagging import writer as tag_writer

__all__ = [
    "analysing",
    "bulk",
    "bundle",
    "deciding",
    "decode",
    "examples",
    "files",
    "folders",
    "formats",
    "mel",
    "mending",
    "model_figures",
    "models",
    "own_changes",
    "picture",
    "planning",
    "pool",
    "records",
    "redeciding",
    "report",
    "reviewing",
    "scanning",
    "tag_writer",
    "thumbnail",
    "unread",
    "verdicts",
    "watch",
    "writing",
]

_ELSEWHERE = {
    **{name: f"app.inference.{name}" for name in ("bundle", "decode", "mel", "pool")},
    **{"formats": "app.tagging.formats", "tag_writer": "app.tagging.writer", "watch": "app.library.watch"},
}


def __getattr__(name: str) -> ModuleType:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = importlib.import_module(_ELSEWHERE.get(name, f"app.session.{name}"))
    globals()[name] = module
    return module
