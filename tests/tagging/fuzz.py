"""A long search for bytes that break tag reading or patching: ``python -m tests.tagging.fuzz --seconds 3600``.

Damages the generated samples, and the files of ``--corpus`` where one is given, at random; each case is its seed and
can be played again by ``--case``. A finding is an exception that is no sentence, a patch that does not lead back, or
a case slower than :data:`LIMIT_S`. Prints one JSON object; findings are kept in ``--keep`` as files.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import signal
import sys
import time
import traceback
import warnings
from collections import Counter
from contextlib import suppress
from pathlib import Path

from app.errors import AppError, TagError
from app.tagging import genres as native
from app.tagging.formats import tags_of
from app.tagging.layout import Source
from app.tagging.overlay import BytesSource, Headed, Overlay
from app.tagging.patch import Patch, make_patch
from app.tagging.verify import check
from tests.tagging.conftest import GENRES
from tests.tagging.samples import SAMPLES, sample

#: No file may hold up reading and planning longer (seconds of processor time).
LIMIT_S = 10.0
#: Larger files of a corpus are left out: their sound is only copied.
_LARGEST = 2 << 20
_VALUES = (0, 1, 2, 3, 4, 0x0A, 0x10, 0x20, 0x40, 0x7F, 0x80, 0xFE, 0xFF)
_MAGICS = (b"ID3\x03\0\0", b"ID3\x04\0\x10", b"TAG", b"APETAGEX", b"OggS", b"fLaC", b"moov", b"udta", b"meta", b"ilst")
_MAGICS += (
    b"\xa9gen",
    b"data",
    b"TCON",
    b"TXXX",
    b"LIST",
    b"IGNR",
    b"id3 ",
    b"ID3 ",
    b"RF64",
    b"ds64",
    b"free",
    b"mdat",
)


class _TooSlowError(BaseException):
    """A case took too long; no Exception, so that nothing that is searched takes it for its own."""


def _too_slow(*_: object) -> None:
    raise _TooSlowError


def examine(content: bytes) -> str:
    """Everything that happens to a file before it is touched; the sentence that refuses it, "" if none does."""
    source = BytesSource(content)
    with suppress(TagError):
        tags_of(source)
    planned = _plan(source)
    assert _plan(Headed(source)) == planned, "what is read and asked once, as the writer does, is planned otherwise"
    if isinstance(planned, str):
        assert planned.endswith("."), planned
        return planned
    container, patch = planned
    after = Overlay(source, patch.splices)
    assert native.read_genres(after, container).genres == GENRES
    back = Overlay(after, patch.reverse())
    assert back.read_at(0, back.size) == content, "the way back does not lead back"
    return ""


def _plan(source: Source) -> str | tuple[str, Patch]:
    """The container and a change that passed all checks, as the writer makes it; or the sentence that refuses it."""
    container = native.recognise(source)
    try:
        reading = native.read_genres(source, container)
        patch = make_patch(source, native.plan_splices(source, container, GENRES))
        check(source, Overlay(source, patch.splices), container, GENRES, reading)
    except AppError as problem:
        return problem.sentence
    return container, patch


def damage(content: bytes, other: bytes, chance: random.Random) -> bytes:
    """``content`` changed in one to eight places, mostly near its ends; sometimes with a piece of ``other`` in it."""
    data = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8))):
        _damage_once(data, other, chance)
    return bytes(data)


def _damage_once(data: bytearray, other: bytes, chance: random.Random) -> None:
    near = min(len(data), 1200)
    at = chance.choice(
        (
            chance.randint(0, near),
            chance.randint(0, min(near, 60)),
            len(data) - chance.randint(0, near),
            chance.randint(0, len(data)),
        )
    )
    length = chance.choice((1, 1, 2, 4, 8, 32))
    match chance.randrange(9):
        case 0 | 1:
            data[at : at + length] = bytes(chance.choice(_VALUES) for _ in range(length))
        case 2:
            data[at : at + length] = chance.randbytes(length)
        case 3:
            number = chance.choice(
                (0, 1, 7, 8, 10, 0x7F, 0xFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, len(data), chance.getrandbits(16))
            )
            data[at : at + 4] = number.to_bytes(4, chance.choice(("big", "little")))
        case 4:
            del data[at : at + length]
        case 5:
            data[at:at] = data[at : at + length * 8]
        case 6:
            data[at:at] = chance.choice(_MAGICS) + chance.randbytes(chance.choice((0, 4, 8)))
        case 7:
            start = chance.randint(0, min(len(other), 1200))
            data[at : at + chance.choice((0, length * 8))] = other[start : start + length * 8]
        case _:
            if chance.random() < 0.3:
                del data[at:]
            elif at < len(data):
                data[at] ^= 1 << chance.randrange(8)


class Search:
    """The corpus, and what was found in it."""

    def __init__(self, corpus: Path | None, keep: Path) -> None:
        self._files = [(name, sample(name)) for name in SAMPLES]
        paths = sorted(p for p in corpus.rglob("*") if p.is_file()) if corpus else []
        self._files += [(p.name, p.read_bytes()) for p in paths if 0 < p.stat().st_size <= _LARGEST]
        self._keep = keep
        self.counts: Counter[str] = Counter()
        self.findings: Counter[str] = Counter()
        self.slowest = (0.0, "")

    def case(self, seed: int) -> tuple[str, bytes]:
        """The bytes of one case."""
        chance = random.Random(seed)
        name, content = chance.choice(self._files)
        return name, damage(content, chance.choice(self._files)[1], chance)

    def play(self, seed: int) -> None:
        """One case."""
        name, content = self.case(seed)
        started = time.process_time()
        trouble = ""
        signal.setitimer(signal.ITIMER_PROF, LIMIT_S)
        try:
            self.counts["refused" if examine(content) else "would be written"] += 1
        except (Exception, _TooSlowError) as problem:  # noqa: BLE001  the boundary of a search for all trouble
            where = traceback.extract_tb(problem.__traceback__)[-1]
            trouble = f"{type(problem).__name__} at {Path(where.filename).name}:{where.lineno}: {problem}"[:160]
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        seconds = time.process_time() - started
        if seconds > LIMIT_S:
            trouble = trouble or f"slow: {seconds:.0f} s, {name}"
        self.slowest = max(self.slowest, (round(seconds, 2), f"case {seed}, {name}"))
        self.counts["cases"] += 1
        if trouble:
            self.findings[trouble] += 1
            if self.findings[trouble] == 1:
                self._keep.mkdir(parents=True, exist_ok=True)
                (self._keep / f"{seed}.bin").write_bytes(content)
                sys.stderr.write(f"case {seed}, {name}: {trouble}\n")

    def summary(self, seconds: float) -> str:
        """The counts so far as JSON."""
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        found = {"findings": self.findings, "slowest": self.slowest, "peak_mb": peak, "seconds": round(seconds)}
        return json.dumps({**self.counts, "files": len(self._files), **found})


def main() -> int:
    """Exit status 1 where something was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3600.0)
    parser.add_argument("--seed", type=int, default=1, help="the first case")
    parser.add_argument("--case", type=int, help="play this one case and raise what it raises")
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--keep", type=Path, default=Path("findings"))
    args = parser.parse_args()
    warnings.simplefilter("error")
    signal.signal(signal.SIGPROF, _too_slow)
    search = Search(args.corpus, args.keep)
    if args.case is not None:
        signal.setitimer(signal.ITIMER_PROF, LIMIT_S)
        sys.stdout.write(f"{examine(search.case(args.case)[1])}\n")
        return 0
    started = told = time.monotonic()
    seed = args.seed
    while (now := time.monotonic()) < started + args.seconds:
        search.play(seed)
        seed += 1
        if now > told + 60:
            told = now
            sys.stderr.write(search.summary(now - started) + "\n")
            sys.stderr.flush()
    sys.stdout.write(search.summary(time.monotonic() - started) + "\n")
    return int(bool(search.findings))


if __name__ == "__main__":
    sys.exit(main())
