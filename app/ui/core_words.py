"""Says the core's sentences in the person's language.

The core knows no languages: its reasons, hints and settings are English, with values in them. The sentences that a
person meets in the window stand here once more, with gaps for the values, to be translated with everything else. What
is not known here is shown as the core says it. A test holds them to the core's source.
"""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtCore import QCoreApplication

CORE_SENTENCES: tuple[str, ...] = (
    # why a file's genres change, or do not: app/tagging/policy.py, app/session/planning.py
    "Your choice.",
    "It had no genre.",
    "It has exactly these genres already.",
    "It has this genre already.",
    "It has “{0}” already.",
    "It has “{0}” already, as “{1}”.",
    "Added to the genres it has.",
    "No genre was chosen.",
    "Replaced.",
    "Replaced; “{0}” is on the keep-list.",
    "Replaced; “{0}” are on the keep-list.",
    "“{0}” says nothing and was replaced; “{1}” stays.",
    "Its own genre “{0}” is kept.",
    "Its genre “{0}” says nothing.",
    "“{0}” is not on the allow list.",
    "“{0}” are not on the allow list.",
    "“{0}” belongs to “{1}”.",
    "“{0}” is left out: at most 1 genre may be written.",
    "“{0}” are left out: at most 1 genre may be written.",
    "“{0}” is left out: at most {1} genres may be written.",
    "“{0}” are left out: at most {1} genres may be written.",
    "“{0}” was heard too; a second genre needs {1}.",
    "“{0}” is too unsure; a second genre needs {1}.",
    "“{0}” ({1}) was heard too; a second genre needs {2}.",
    "“{0}” ({1}) is too unsure; a second genre needs {2}.",
    "It sounds like none of the model's genres.",
    "“{0}” ({1}) is not sure enough.",
    # names of genres that cannot be: app/tagging/policy.py, app/session/verdicts.py
    "A genre needs a name.",
    "The genre “{0}” begins or ends with a blank.",
    "A genre's name cannot hold control characters or what is no text.",
    "A genre's name can have 250 characters at most.",
    "“{0}” is a number, not a name.",
    "“{0}” is a number, not a name; did you mean {1}?",
    "No genre was named.",
    "Name at least one.",
    # files that were left as they are: app/tagging
    "The file changed since it was looked at.",
    "Scan again.",
    "The file changed since Earmark wrote it.",
    "It was written again in batch {0}: undo that one first.",
    "The file was changed by another program just now.",
    "The file is gone.",
    "The file cannot be reached: {0}.",
    "The file cannot be read: {0}.",
    "The file is read-only.",
    "Make it writable and try again.",
    "The file has {0} names (hard links); a change would show under all or split them.",
    "The setting for hard links decides what happens.",
    "It is no regular file.",
    "It is no music file that Earmark knows.",
    "Another program holds the file.",
    "Close it there and try again.",
    "The file could not be written: {0}.",
    "There is not enough room for the new file.",
    "Free some space and try again.",
    "The file or its folder may not be written.",
    "Check the permissions of both.",
    "The disk is read-only.",
    "Left as it is: its tags are damaged.",
    "Left as it is: a second reader cannot follow its tags.",
    "Its tags cannot be followed: they are damaged.",
    "Another Earmark is writing just now.",
    "Try again when it has finished.",
    # files that cannot be heard: app/inference
    "The file is empty.",
    "Copy it again from where it came.",
    "The file holds no sound.",
    "The file holds no sound that can be decoded.",
    "The file cannot be opened: {0}.",
    "The sound cannot be decoded.",
    "FFmpeg cannot read it: {0}.",
    "FFmpeg has no decoder for its sound.",
    "The file may be damaged, copy-protected, or no music at all: see whether another player plays it.",
    # the library, its models and settings: app/library, app/session
    "The library {0} cannot be used: {1}.",
    "The library {0} is damaged: {1}.",
    "Move the file away; a new scan and analysis builds a new one. Your music files are not affected.",
    "Free some space on that disk and try again.",
    "Another Earmark is busy with it; try again when it has finished.",
    "Wait until it is done, or cancel it there, and try again.",
    "There is no file or folder {0}.",
    "Check its name.",
    "There is no file {0}.",
    "Choose a file that Earmark exported.",
    "Is the disk full or read-only?",
    "There is no model to listen with.",
    "The settings in {0} cannot be read, so the defaults hold: {1}.",
    "Mend the file, or choose anew: it is then kept under another name.",
    "“{0}” does not fit {1}.",
    # the settings about genres: app/session/setting_keys.py
    "Where a file has a genre",
    "Never touch these genres",
    "Genres that stay in a file under every policy. * stands for anything.",
    "Write only these genres",
    "What was heard and is not among these waits for your review. Empty: all. * stands for anything.",
    "Own names for genres",
    "How a genre of the model is to be spelt in your files.",
    "Spellings of one genre",
    "A pattern and the genre that is meant, for comparing with what a file has. * stands for anything.",
    "Genres per file at most",
    "How many genres of its own Earmark writes into a file, 1 to 10. Those the file keeps do not count.",
    "How sure a second genre must be",
    "Confidence from 0 to 1 from which a second genre is written, where more than one per file is allowed.",
    "Write what a genre belongs to as well",
    "Metal also as Rock: needs at least two genres per file.",
    "What belongs to what",
    "Genres and their parents, in addition to those Earmark knows; several parents are separated by semicolons.",
)


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
    if text in CORE_SENTENCES:
        return QCoreApplication.translate("core", text)
    for sentence, pattern in _patterns():
        if found := pattern.fullmatch(text):
            return QCoreApplication.translate("core", sentence).format(*found.groups())
    return None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The sentences with gaps; those with the most words first, as they say the most."""
    gapped = sorted((each for each in CORE_SENTENCES if "{0}" in each), key=len, reverse=True)
    return tuple((each, re.compile(_expression(each), re.DOTALL)) for each in gapped)


def _expression(sentence: str) -> str:
    """What ``sentence`` looks like with values in its gaps; none reaches over a quotation mark around it."""
    quoted = re.sub(r"“\\\{\d\\\}”", "“([^“”]+)”", re.escape(sentence))
    return re.sub(r"\\\{\d\\\}", "(.+?)", quoted)
