"""AAC in MP4 many packets at a time: the decoder's own loop takes them apart, and Python meets none of them.

An MP4 says where each packet lies, and those of a track of sound alone lie one behind the other. Handed to FFmpeg's
decoder as one packet of many they give the same samples to the bit; what is saved is an object of Python, and a walk
through the demuxer, for each of 43 packets a second. Whatever is not as plain as that is left to the demuxer.
"""

from __future__ import annotations

from typing import BinaryIO

import av

#: Packets in front that are left to the demuxer: it cuts off up to 16,384 samples there, which an encoder put in front.
_FIRST = 16
#: ... and at the end, where what fills the last packet is cut off.
_LAST = 2
#: Packets that are looked at before any is decoded.
_LOOK = 16
_CONTAINER, _CODEC = "mov,mp4,m4a,3gp,3g2,mj2", "aac"


class AacIndex:
    """The packets of one stream by their number, decoded by the stream's own decoder."""

    def __init__(self, file: BinaryIO, container: av.container.InputContainer, stream: av.AudioStream) -> None:
        """Of ``stream`` in ``file``, open as ``container``.

        Raises:
            ValueError: it is not AAC in MP4, or the installed PyAV does not show the index.
        """
        codec = stream.codec_context.codec
        if container.format.name != _CONTAINER or codec.name != _CODEC or not hasattr(stream, "index_entries"):
            raise ValueError("no AAC in MP4")
        self._file, self._stream, self._entries = file, stream, stream.index_entries
        self._end = len(self._entries) - _LAST

    def find(self, begin: int, end: int) -> tuple[int, int] | None:
        """Number and time stamp of the packet at time stamp ``begin``; ``None`` where the demuxer has to go to ``end``.

        All in the stream's time base.
        """
        number, last = self._entries.search_timestamp(begin), self._entries.search_timestamp(end)
        if not _FIRST <= number <= last < self._end or self._place(number, min(number + _LOOK, self._end)) is None:
            return None
        return number, self._entries[number].timestamp

    def decode(self, first: int, count: int) -> list[av.AudioFrame]:
        """The frames of at most ``count`` packets from number ``first`` on; none where the demuxer has to go on.

        Raises:
            ValueError: they do not lie one behind the other, or something else than one frame each came out of them.
            OSError, av.FFmpegError: they cannot be read or decoded.
        """
        end = min(first + count, self._end)
        if end <= first:
            return []
        place = self._place(first, end)
        if place is None:
            raise ValueError("the packets do not lie one behind the other")
        begin, size = place
        left = self._file.tell()
        self._file.seek(begin)
        content = self._file.read(size)
        self._file.seek(left)  # the demuxer goes on where it left the file
        frames: list[av.AudioFrame] = self._stream.codec_context.decode(av.Packet(content))
        if len(frames) != end - first or len(content) != size:
            raise ValueError("the packets are not what the index says")
        return frames

    def _place(self, first: int, end: int) -> tuple[int, int] | None:
        """Where the packets from ``first`` to ``end`` begin, and their size; ``None``: not one behind the other."""
        packets = self._entries[first:end]
        begin, size = packets[0].pos, sum([each.size for each in packets])
        plain = packets[-1].pos + packets[-1].size - begin == size
        return (begin, size) if plain and True not in [each.is_discard for each in packets] else None

    def flush(self) -> None:
        """Let the decoder forget what it heard, before another place is decoded."""
        self._stream.codec_context.flush_buffers()
