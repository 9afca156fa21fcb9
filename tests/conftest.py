"""Fixtures for all tests: a home of their own, generated music in several containers, and a tiny model."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.demo import pieces
from app.demo.library import Piece, encode

#: Name -> genre in the tag of each generated track ("" none). Four seconds each: enough for a window.
TRACKS = {
    "01 guitar.mp3": "",
    "02 strings.flac": "Other",
    "03 beat.ogg": "",
    "04 offbeat.opus": "Polka",
    "05 song.m4a": "",
    "06 chords.wav": "",
}
_SCORES = (
    pieces.guitar_band,
    pieces.slow_strings,
    pieces.four_to_the_floor,
    pieces.offbeats,
    pieces.bright_song,
    pieces.walls_of_chords,
)
BROKEN = "broken.mp3"


@pytest.fixture(scope="session", autouse=True)
def _no_real_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test, however careless, reaches the library of the person who runs the tests."""
    before = os.environ.get("EARMARK_HOME")
    os.environ["EARMARK_HOME"] = str(tmp_path_factory.mktemp("nobody"))
    yield
    if before is None:
        del os.environ["EARMARK_HOME"]
    else:
        os.environ["EARMARK_HOME"] = before


@pytest.fixture
def earmark_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which Earmark keeps everything during this test."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("EARMARK_HOME", str(home))
    return home


@pytest.fixture(scope="session")
def _tiny_bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.bundles import make_tiny_bundle

    return make_tiny_bundle(tmp_path_factory.mktemp("models"))


@pytest.fixture
def tiny_model(earmark_home: Path, _tiny_bundle: Path) -> str:
    """The tiny model installed among the user's and chosen in the settings; its id."""
    _install(_tiny_bundle, earmark_home)
    return _tiny_bundle.name


def _install(bundle: Path, home: Path) -> None:
    shutil.copytree(bundle, home / "data" / "models" / bundle.name)
    (home / "config").mkdir()
    (home / "config" / "settings.json").write_text(f'{{"model": "{bundle.name}", "workers": 1}}')


@pytest.fixture(scope="session")
def _generated_music(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("generated")
    for seed, ((name, genre), score) in enumerate(zip(TRACKS.items(), _SCORES, strict=True)):
        piece = Piece(score, 4.0, name, Path(name).stem, "The Fixtures", "Generated", genre)
        (folder / name).write_bytes(encode(piece, pieces.render(score, piece.length_s, seed)))
    return folder


@pytest.fixture
def music(tmp_path: Path, _generated_music: Path) -> Path:
    """A folder of six playable tracks (:data:`TRACKS`), a broken one and a text; free to be changed."""
    folder = tmp_path / "müsic & more"
    shutil.copytree(_generated_music, folder)
    _add_no_music(folder)
    return folder


def _add_no_music(folder: Path) -> None:
    (folder / BROKEN).write_bytes(b"this is no music" * 50)
    (folder / "notes.txt").write_text("no music either")


@pytest.fixture(scope="session")
def _heard_once(
    tmp_path_factory: pytest.TempPathFactory, _tiny_bundle: Path, _generated_music: Path
) -> tuple[Path, Path, Path]:
    """(home, music, pristine) after one analysis by real workers, which the tests of a run share."""
    from app.session import Session

    folder = tmp_path_factory.mktemp("heard")
    home, music, pristine = folder / "home", folder / "müsic & more", folder / "pristine"
    _install(_tiny_bundle, home)
    shutil.copytree(_generated_music, pristine)
    _add_no_music(pristine)
    shutil.copytree(pristine, music)
    before = os.environ["EARMARK_HOME"]
    os.environ["EARMARK_HOME"] = str(home)
    try:
        with Session() as session:
            session.add_folder(os.fsencode(music))
            session.scan()
            session.analyse()
    finally:
        os.environ["EARMARK_HOME"] = before
    return home, music, pristine


@pytest.fixture
def heard_music(tiny_model: str, earmark_home: Path, _heard_once: tuple[Path, Path, Path]) -> Path:
    """As ``music``, and known to the library of this test and heard already; free to be changed.

    The library holds absolute paths, so all tests have the folder at one place, each as it was.
    """
    home, music, pristine = _heard_once
    shutil.rmtree(music)
    shutil.copytree(pristine, music)
    for name in ("library.sqlite3", "decided.json"):
        shutil.copy(home / "data" / name, earmark_home / "data" / name)
    return music


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared material beside the checkout; the test is skipped where there is none."""
    beside = Path(__file__).resolve().parents[2] / "shared"
    folder = Path(os.environ.get("EARMARK_SHARED", beside))
    if not (folder / "data").is_dir():
        pytest.skip("the shared material is not here")
    return folder
