"""The disk side of a scan: which folders and files there are, each met once, whatever the links between them.

Rules: real folders first, symbolic links last, so that a track keeps its real name when a link to it appears; a folder
is walked once however many names lead to it (cycles end there); a linked file that is also met under its own name is
left out. Hard links are all listed: they are equal names, and the analysis hears one of them.
"""

from __future__ import annotations

import errno
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, field

from app.library.digests import Stamped, digest_of
from app.library.ranges import outermost

#: Folders that systems and network stores keep for themselves; their "audio" is thumbnails, or was deleted.
_SYSTEM_FOLDERS = frozenset(
    {b"$recycle.bin", b"system volume information", b"@eadir", b"#recycle", b"#snapshot", b"lost+found"}
)
#: Device and inode.
Identity = tuple[int, int]
_DOT = ord(".")
#: Why a symbolic link could not be followed: what it names is gone, or is the link itself.
LEADS_NOWHERE = "the link leads nowhere"
#: The commonest refusals in words that can be translated; the system says others in its own.
_REASONS = {
    errno.ENOENT: "it is not there",
    errno.EACCES: "its permissions forbid it",
    errno.EPERM: "its permissions forbid it",
    errno.EIO: "the drive cannot read it",
}
#: Longer ones are no endings but names with a dot in them (bytes).
_LONGEST_ENDING = 8


@dataclass(slots=True)
class Folder:
    """One folder as read from the disk."""

    path: bytes
    stamps: list[Stamped] = field(default_factory=list)  #: of the audio files in it
    links: list[bytes] = field(default_factory=list)  #: symbolic links that may lead to audio
    complete: bool = True  #: that is all there is; otherwise a single file of the folder
    linked: bool = False  #: the file was reached by a link and may be known under its own name
    named: bool = False  #: the file was asked for by its name
    digest: bytes = b""  #: of ``stamps``, where they are complete
    new: bool = False  #: for who compares: nothing is known of it
    #: Which files they are, in the order of ``stamps``: of a single one, or where the walk was asked for it.
    identities: list[Identity] = field(default_factory=list)


@dataclass(slots=True)
class Walk:
    """Walks folders and remembers what it could not read."""

    #: Whether a file of this name is one. It is asked once about all that end alike, dot included.
    is_audio: Callable[[bytes], bool]
    #: Whether folders tell which files theirs are.
    identify: bool = False
    #: Sentence for each path that could not be read.
    problems: list[tuple[bytes, str]] = field(default_factory=list)
    #: Whether a file of this name, which is no audio that is read, is worth a word; asked once about each ending.
    is_unread: Callable[[bytes], bool] = lambda _name: False
    #: How many such files were met, by their ending in lower case.
    passed_over: Counter[bytes] = field(default_factory=Counter)
    #: Files that are looked at by themselves: none of them is passed over.
    named: Set[bytes] = frozenset()
    #: Paths below which nothing is to be taken for gone.
    unread: set[bytes] = field(default_factory=set)
    _visited: set[tuple[int, int]] = field(default_factory=set)
    _endings: dict[bytes, bool] = field(default_factory=dict)
    _unread_endings: dict[bytes, bool] = field(default_factory=dict)

    def folders(self, starts: list[bytes]) -> Iterator[Folder]:
        """Every folder at or below ``starts`` once, parents first, names in order; then what links lead to."""
        links: list[bytes] = []
        for start in sorted(outermost(starts), key=_by_link):  # real folders before other names of the same ones
            yield from self._tree(start, links)
        while links:
            link = links.pop(0)
            status = self._status(link)
            if status is None:
                continue
            if stat.S_ISDIR(status.st_mode):
                yield from self._tree(link, links)
            elif stat.S_ISREG(status.st_mode) and self.is_audio(link):
                yield _alone(link, status, linked=True)

    def single(self, path: bytes) -> Iterator[Folder]:
        """The file ``path`` alone, whatever its name."""
        status = self._status(path)
        if status is not None:
            yield _alone(path, status, named=True)

    def fail(self, path: bytes, problem: OSError) -> None:
        """Note that ``path`` could not be read, and that nothing below it is to be taken for gone."""
        self.problems.append((path, reason_of(problem)))
        self.unread.add(path)

    def _tree(self, top: bytes, links: list[bytes]) -> Iterator[Folder]:
        waiting = [top]
        while waiting:
            path = waiting.pop()
            status = self._status(path)
            if status is None or (status.st_dev, status.st_ino) in self._visited:
                continue
            self._visited.add((status.st_dev, status.st_ino))
            try:
                folder, below = self._read(path)
            except OSError as problem:
                self.fail(path, problem)
                continue
            links += folder.links
            waiting += sorted(below, reverse=True)
            yield folder

    def _read(self, path: bytes) -> tuple[Folder, list[bytes]]:
        # run for every file of a library at every scan: what can be told without a call is
        folder, below, endings, identify = Folder(path), [], self._endings, self.identify
        stamps = folder.stamps
        with os.scandir(path) as entries:
            for entry in entries:
                name = entry.name
                if name[0] == _DOT:  # hidden
                    continue
                audio = endings.get(name[name.rfind(b".") :])
                if audio is None:
                    audio = self._learn(name)
                if audio and entry.is_file(follow_symlinks=False):
                    try:
                        status = entry.stat(follow_symlinks=False)
                    except FileNotFoundError:
                        continue  # gone since the folder was read
                    except OSError as problem:
                        self.fail(entry.path, problem)
                        continue
                    stamps.append((entry.path, status.st_size, status.st_mtime_ns))
                    if identify:
                        folder.identities.append((status.st_dev, status.st_ino))
                elif entry.is_symlink():
                    folder.links.append(entry.path)
                elif entry.is_dir(follow_symlinks=False):
                    if not is_system_folder(name):
                        below.append(entry.path)
                elif not audio and not (self.named and entry.path in self.named):
                    self._pass_over(name)
        folder.links.sort()
        folder.digest = digest_of(stamps)
        return folder, below

    def _learn(self, name: bytes) -> bool:
        """Ask about a name, and remember it for all that end so."""
        ending, audio = name[name.rfind(b".") :], self.is_audio(name)
        if len(ending) <= _LONGEST_ENDING:
            self._endings[ending] = audio
        return audio

    def _pass_over(self, name: bytes) -> None:
        """Count a file that is no audio Earmark reads, if its name says that it is some."""
        ending = name[name.rfind(b".") :].lower()
        unread = self._unread_endings.get(ending)
        if unread is None:
            unread = self._unread_endings[ending] = len(ending) <= _LONGEST_ENDING and self.is_unread(name)
        if unread:
            self.passed_over[ending] += 1

    def _status(self, path: bytes) -> os.stat_result | None:
        try:
            return os.stat(path)
        except OSError as problem:
            self.fail(path, problem)
            if problem.errno in (errno.ENOENT, errno.ELOOP) and os.path.islink(path):
                self.problems[-1] = (path, LEADS_NOWHERE)
            return None


def _alone(path: bytes, status: os.stat_result, *, linked: bool = False, named: bool = False) -> Folder:
    """The one file of a folder that was looked at."""
    stamp = (path, status.st_size, status.st_mtime_ns)
    identity = (status.st_dev, status.st_ino)
    return Folder(os.path.dirname(path), [stamp], [], complete=False, linked=linked, named=named, identities=[identity])


def _by_link(path: bytes) -> bool:
    """Whether ``path`` is another name of what is really somewhere else."""
    return os.path.realpath(path) != path


def is_hidden(name: bytes) -> bool:
    """Whether a name is left out: hidden ones, and the ``._`` companions that macOS leaves on other file systems."""
    return name.startswith(b".")


def is_system_folder(name: bytes) -> bool:
    """Whether a folder of this name belongs to the system or the store, not to the person."""
    return name.lower() in _SYSTEM_FOLDERS


def reason_of(problem: OSError) -> str:
    """Why the system refused, without the path, for a list that shows the path beside it."""
    return _REASONS.get(problem.errno or 0) or problem.strerror or type(problem).__name__
