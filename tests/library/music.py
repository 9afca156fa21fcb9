"""Folders of files that pass for audio, and the library that scans them."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from app.errors import TagError
from app.library.scan import ScanResult, scan
from app.library.store import Store
from app.library.types import Query, TrackId
from app.progress import RunControl
from app.stamp import OpenFile
from tests.library.records import Tags


class Reader:
    """Reads tags made from the file's name, and counts."""

    def __init__(self) -> None:
        self.read: list[bytes] = []

    def __call__(self, file: OpenFile) -> Tags:
        self.read.append(file.path)
        name = os.path.basename(file.path)
        if b"broken" in name:
            raise TagError("The tags are broken.")
        return replace(Tags(), title=os.fsdecode(name.rsplit(b".", 1)[0]), genres=("Rock",))


class Music:
    """A folder of files that pass for audio, and the library that scans it."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.folder = folder
        self.store = store
        self.reader = Reader()

    def add(self, name: str | bytes, content: bytes = b"") -> bytes:
        path = os.path.join(os.fsencode(self.folder), os.fsencode(name))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content or path)
        return path

    def root(self, path: Path | None = None, is_file: bool = False) -> None:
        self.store.add_root(os.fsencode(path or self.folder), is_file)

    def scan(self, *below: bytes, control: RunControl | None = None) -> ScanResult:
        self.reader.read.clear()
        return scan(
            self.store,
            read_tags=self.reader,
            is_audio=lambda name: name.endswith(b".mp3"),
            below=below,
            control=control,
        )

    def take_for_drive(self) -> None:
        """From now on the files were met on another device than the folder that is there when they are gone."""
        with self.store._database.write("files") as connection:
            connection.execute("UPDATE tracks SET device = device + 1")

    def paths(self) -> list[bytes]:
        return [row.path for row in self.store.rows(self.store.ids(Query()))]

    def track(self, path: bytes) -> TrackId:
        track = self.store.track_at(path)
        assert track is not None
        return track


def figures(result: ScanResult) -> tuple[int, int, int, int]:
    assert result.found == result.new + result.changed + result.unchanged
    return result.new, result.changed, result.unchanged, result.vanished
