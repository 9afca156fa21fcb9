"""What was written, as other programs read it: ffprobe and TagLib (kid3-cli), where they are installed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable

import pytest

from app.tagging.writer import Writer
from tests.tagging.conftest import GENRES, change

Put = Callable[..., bytes]
ENDINGS = {"flac": ".flac", "ogg": ".ogg", "opus": ".opus", "m4a": ".m4a", "alac": ".m4a", "wma": ".wma", "wav": ".wav"}
ENDINGS |= {"aiff": ".aiff", "wavpack": ".wv", "mp3": ".mp3"}
NAMES = ["mp3 bare", "mp3 id3v2.2", "mp3 id3v2.3", "mp3 id3v2.4", "mp3 id3v1", "flac", "ogg", "opus", "m4a", "alac"]
NAMES += ["m4a fragmented", "m4a gnre", "wma", "wav bare", "wav info", "aiff", "wavpack"]


def _written(name: str, put: Put, writer: Writer) -> str:
    path = put(name, f"file{ENDINGS[name.partition(' ')[0]]}")
    writer.write([change(path)], note="")
    return os.fsdecode(path)


@pytest.mark.skipif(shutil.which("ffprobe") is None, reason="ffprobe is not installed")
@pytest.mark.parametrize("name", NAMES)
def test_ffprobe_sees_a_genre(name: str, put: Put, writer: Writer) -> None:
    path = _written(name, put, writer)
    show = ["-show_entries", "format_tags:stream_tags", "-of", "json"]
    done = subprocess.run(["ffprobe", "-v", "error", *show, path], capture_output=True, text=True, check=True)
    seen = json.loads(done.stdout)
    tags = [seen.get("format", {}).get("tags", {}), *(stream.get("tags", {}) for stream in seen.get("streams", []))]
    genres = [value for found in tags for key, value in found.items() if key.lower() == "genre"]
    assert genres
    assert genres[0].split(";")[0] == GENRES[0]


@pytest.mark.skipif(shutil.which("kid3-cli") is None, reason="kid3-cli is not installed")
@pytest.mark.parametrize("name", [name for name in NAMES if name != "wavpack"])
def test_taglib_sees_every_genre(name: str, put: Put, writer: Writer) -> None:
    path = _written(name, put, writer)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(["kid3-cli", "-c", "get", path], capture_output=True, text=True, check=True, env=environment)
    lines = [line for line in done.stdout.splitlines() if "Genre" in line]
    assert all(any(genre in line for line in lines) for genre in GENRES)
