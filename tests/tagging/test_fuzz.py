"""Hostile bytes: damaged, cut and mixed files get an answer or a sentence, never a crash, and never a wrong patch.

``EARMARK_FUZZ=100000`` makes it long; findings become examples in the tests beside.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.tagging.fuzz import examine
from tests.tagging.samples import SAMPLES, sample

EXAMPLES = int(os.environ.get("EARMARK_FUZZ", "10"))
_INTERESTING = (0, 1, 0x7F, 0x80, 0xFE, 0xFF)


@st.composite
def damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """``content`` with bytes changed, cut out, doubled or cut off; mostly near its ends, where the tags are."""
    data = bytearray(content)
    for _ in range(draw(st.integers(1, 6))):
        size = len(data)
        near = min(size, 700)
        at = draw(st.one_of(st.integers(0, near), st.integers(size - near, size), st.integers(0, size)))
        length = draw(st.integers(1, 8))
        what = draw(st.sampled_from(("set", "set", "set", "cut", "double", "end")))
        if what == "set":
            values = draw(st.lists(st.sampled_from(_INTERESTING) | st.integers(0, 255), min_size=1, max_size=length))
            data[at : at + len(values)] = bytes(values)
        elif what == "cut":
            del data[at : at + length]
        elif what == "double":
            data[at:at] = data[at : at + length]
        elif draw(st.booleans()):
            del data[at:]
    return bytes(data)


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=EXAMPLES, deadline=10_000, suppress_health_check=list(HealthCheck), database=None)
@given(data=st.data())
def test_damaged_files(name: str, data: st.DataObject) -> None:
    examine(data.draw(damaged(sample(name))))


@settings(max_examples=10 * EXAMPLES, deadline=10_000)
@given(
    st.binary(max_size=300), st.sampled_from((b"", b"ID3\x04\0\0", b"fLaC", b"OggS\0\x02", b"RIFF", b"MAC ", b"FORM"))
)
def test_noise(noise: bytes, head: bytes) -> None:
    examine(head + noise)
