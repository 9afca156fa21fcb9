"""The two ways of bringing new content into a file: overwrite a small span, or put a finished file in its place.

The only functions of Earmark that write to a music file. Both leave, wherever they are stopped, something that the
journal's entry can finish or take back.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import secrets
import stat
import sys
from collections.abc import Callable, Iterator

from app.errors import AppError, WriteRefused
from app.tagging import digests
from app.tagging.guards import Target, check_unchanged, held
from app.tagging.layout import Source
from app.tagging.overlay import DirectSource, FileSource, blocks

_SIBLING_PREFIX, _SIBLING_SUFFIX = b".earmark-", b".tmp"
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def new_sibling_name() -> bytes:
    """A short name for a file beside the one to be replaced: any folder that holds the one can hold the other."""
    return _SIBLING_PREFIX + secrets.token_hex(6).encode("ascii") + _SIBLING_SUFFIX


def is_sibling_name(name: bytes) -> bool:
    """Whether :func:`new_sibling_name` could have made ``name``."""
    return name.startswith(_SIBLING_PREFIX) and name.endswith(_SIBLING_SUFFIX) and b"/" not in name


def overwrite(target: Target, offset: int, old: bytes, data: bytes) -> None:
    """Write ``data`` over ``old``, which stands at ``offset``, to the disk, and read it back.

    Raises:
        WriteRefused: another program holds the file or changed it just now; nothing was written.
        OSError: the writing failed; the span may hold old and new bytes.
    """
    with open(target.path, "r+b", buffering=0) as file, held(file):
        check_unchanged(target)
        content = DirectSource(file)
        if content.read_at(offset, len(old)) != old:  # as by a program that puts the old times back
            raise WriteRefused("The file was changed by another program just now.", "Scan again.")
        put(file.fileno(), offset, data)
        os.fsync(file.fileno())
        # another program may have put a file of its own in this one's place while the disk was waited for
        stands = os.path.samestat(os.fstat(file.fileno()), os.stat(target.path))
        if not stands or content.read_at(offset, len(data)) != data:
            raise OSError(errno.EIO, "it could not be read back as it was written")


def put(descriptor: int, offset: int, data: bytes) -> None:
    """Write all of ``data`` at ``offset``."""
    os.lseek(descriptor, offset, os.SEEK_SET)
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]


def replace(
    target: Target, sibling: bytes, content: Source, digest: bytes, release: Callable[[], None] = lambda: None
) -> None:
    """Write ``content`` to a sibling file, check it, give it the old one's attributes, and put it in its place.

    ``release`` closes what ``content`` reads from: Windows replaces no open file.

    Raises:
        WriteRefused: an attribute cannot be kept, or the file changed just now; nothing was changed.
        OSError: the writing failed; nothing was changed.
    """
    path = os.path.join(target.folder, sibling)
    try:
        with _held_while_replaced(target):
            write_new(path, content, target)
            with open(path, "rb") as check:
                if not digests.matches(FileSource(check), digest):
                    raise WriteRefused("Left as it is: the new file could not be read back as it was written.")
            release()
            check_unchanged(target)
            os.replace(path, target.path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(path)
        raise
    sync_folder(target.folder)


@contextlib.contextmanager
def _held_while_replaced(target: Target) -> Iterator[None]:
    if sys.platform == "win32":
        yield
        return
    with open(target.path, "rb") as file, held(file):
        yield


def write_new(path: bytes, content: Source, attributes_of: Target | None = None) -> None:
    """Make a file at ``path`` that holds ``content``, on the disk, with the attributes of another one where given.

    Raises:
        OSError: there is one already, or the writing failed; what was written is left.
        WriteRefused: an attribute cannot be kept.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    descriptor = os.open(path, flags, 0o600)
    try:
        _fill(descriptor, content, sparse=attributes_of is not None and _has_holes(attributes_of.status))
        if attributes_of is not None:
            _copy_attributes(descriptor, path, attributes_of)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _has_holes(status: os.stat_result) -> bool:
    return getattr(status, "st_blocks", status.st_size) * 512 < status.st_size


def _fill(descriptor: int, content: Source, *, sparse: bool) -> None:
    """Write all of ``content``; blocks of zeros stay holes where the old file has holes too."""
    for block in blocks(content):
        if sparse and block.count(0) == len(block):
            os.lseek(descriptor, len(block), os.SEEK_CUR)
            continue
        left = memoryview(block)
        while left:
            left = left[os.write(descriptor, left) :]
    if sparse:
        os.ftruncate(descriptor, content.size)


def _copy_attributes(descriptor: int, path: bytes, target: Target) -> None:
    """Owner, mode, extended attributes (access lists among them).

    Raises:
        WriteRefused: one of them cannot be kept.
    """
    was = target.status
    if hasattr(os, "fchown"):
        now = os.fstat(descriptor)
        if (now.st_uid, now.st_gid) != (was.st_uid, was.st_gid):
            try:
                os.fchown(descriptor, was.st_uid, was.st_gid)
            except OSError:
                raise WriteRefused("Left as it is: the new file could not be given the same owner.") from None
    _copy_extended(descriptor, path, target)
    if stat.S_IMODE(os.stat(path).st_mode) == stat.S_IMODE(was.st_mode):
        return  # as on file systems that give every file the same
    try:
        os.chmod(path, stat.S_IMODE(was.st_mode))
    except OSError:
        raise WriteRefused("Left as it is: the new file could not be given the same permissions.") from None


def _copy_extended(descriptor: int, path: bytes, target: Target) -> None:
    if sys.platform == "darwin":
        _copy_extended_mac(path, target)
    if sys.platform != "linux":
        return
    try:
        names = os.listxattr(target.path)
    except OSError:
        return  # the file system has none
    for name in names:
        try:
            os.setxattr(descriptor, name, os.getxattr(target.path, name))
        except OSError as problem:
            if not name.startswith(("user.", "system.posix_acl")):
                continue  # security labels belong to the system, which gives the new file its own
            raise WriteRefused(f"Left as it is: its attribute {name} could not be kept.") from problem


def _copy_extended_mac(path: bytes, target: Target) -> None:
    """Access list, Finder's tags and all other attributes, by the system's own function (copyfile(3))."""
    access_list, attributes = 1 << 0, 1 << 2
    library = ctypes.CDLL(None, use_errno=True)
    if library.copyfile(target.path, path, None, access_list | attributes) != 0:
        raise WriteRefused("Left as it is: its attributes could not be kept.")


def set_times(target: Target, mtime_ns: int) -> None:
    """Give the file its modification time back; its time of last reading stays."""
    with contextlib.suppress(OSError):
        os.utime(target.path, ns=(target.status.st_atime_ns, mtime_ns))


def sync_folder(folder: bytes) -> None:
    """Bring a folder's names to the disk, where the system can."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def holds(path: bytes, digest: bytes) -> bool:
    """Whether the file's content is the one that ``digest`` was made of.

    Raises:
        OSError: it cannot be read.
    """
    with open(path, "rb", buffering=0) as file:
        return digests.matches(FileSource(file), digest)


def explain(problem: OSError) -> AppError:
    """A failed write as a sentence."""
    if problem.errno in _NO_ROOM:
        return AppError("There is not enough room for the new file.", "Free some space and try again.")
    if problem.errno in (errno.EACCES, errno.EPERM):
        return AppError("The file or its folder may not be written.", "Check the permissions of both.")
    if problem.errno == errno.EROFS:
        return AppError("The disk is read-only.")
    return AppError(f"The file could not be written: {problem.strerror or problem}.")
