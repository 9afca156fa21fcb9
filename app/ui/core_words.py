"""Says the core's sentences in the person's language.

The core knows no languages: its reasons, hints and settings are English, with values in them. The sentences that a
person meets in the window stand once more in ``core_sentences.py``, to be translated with everything else. What is not
known there is shown as the core says it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from PySide6.QtCore import QCoreApplication

from app.ui.core_sentences import CORE_SENTENCES

_PERCENT = re.compile(r"\d+%")
_SENTENCES = frozenset(CORE_SENTENCES)


def core_text(text: str) -> str:
    """``text`` of the core, one or several sentences, in the person's language as far as it is known here."""
    said = _known(text)
    if said is not None or not text:
        return said or text
    for end in reversed([gap.start() for gap in re.finditer(r"(?<=[.?]) ", text)]):
        said = _known(text[:end])
        if said is not None:
            return f"{said} {core_text(text[end + 1 :])}"
    return text


def _known(text: str) -> str | None:
    found = _found(text)
    if found is None:
        return None
    sentence, values = found
    said = QCoreApplication.translate("core", sentence)
    return said.format(*map(_value, values)) if values else said


@lru_cache(maxsize=4096)  # a table paints the same reasons again and again
def _found(text: str) -> tuple[str, tuple[str, ...]] | None:
    """The sentence that ``text`` is, and what stands in its gaps."""
    if text in _SENTENCES:
        return text, ()
    for sentence, pattern in _patterns():
        if found := pattern.fullmatch(text):
            return sentence, found.groups()
    return None


def _value(text: str) -> str:
    """What stands in a gap: a reason or a share is said in the person's language, too."""
    if _PERCENT.fullmatch(text):
        return QCoreApplication.translate("words", "{0} %").format(text[:-1])
    return QCoreApplication.translate("core", text) if text in _SENTENCES else text


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The sentences with gaps; those with the most words first, as they say the most."""
    gapped = sorted((each for each in CORE_SENTENCES if "{0}" in each), key=len, reverse=True)
    return tuple((each, re.compile(_expression(each), re.DOTALL)) for each in gapped)


def _expression(sentence: str) -> str:
    """What ``sentence`` looks like with values in its gaps; none reaches over a quotation mark around it."""
    quoted = re.sub(r"“\\\{\d\\\}”", "“([^“”]+)”", re.escape(sentence))
    return re.sub(r"\\\{\d\\\}", "(.+?)", quoted)
