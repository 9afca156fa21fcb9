"""A small tagged library of generated music: ``python -m tests.trainer.own_library FOLDER`` writes it.

Three genres of plain sound (drones, pulses of a square wave, drums of noise), several artists each, FLAC with tags.
"""

from __future__ import annotations

import sys
from pathlib import Path

import mutagen.flac
import numpy as np
import soundfile

RATE = 22_050
GENRES = ("Drone", "Chiptune", "Drumming")


def piece(genre: str, seed: int, seconds: float) -> np.ndarray:
    """Mono sound float32 of a genre; the same for the same seed."""
    rng = np.random.default_rng([GENRES.index(genre), seed])
    time_s = np.arange(int(seconds * RATE)) / RATE
    sound = 0.01 * rng.standard_normal(len(time_s))
    if genre == "Drone":
        for k in range(1, 6):
            swell = 1 + 0.5 * np.sin(2 * np.pi * rng.uniform(0.05, 0.4) * time_s + rng.uniform(0, 6))
            sound += 0.2 / k * swell * np.sin(2 * np.pi * k * rng.uniform(50, 70) * time_s)
    elif genre == "Chiptune":
        notes = 220 * 2 ** (rng.integers(0, 24, len(time_s)) // 2 * 2 / 12)
        pitch = notes[(time_s * rng.uniform(4, 9)).astype(int) * 997]
        sound += 0.2 * np.sign(np.sin(2 * np.pi * np.cumsum(pitch) / RATE))
    else:
        beat = time_s * rng.uniform(1.5, 3)
        hits = rng.random(200)[(beat * 2).astype(int) % 200] < 0.7
        sound += 0.5 * hits * np.exp(-12 * ((beat * 2) % 1)) * rng.standard_normal(len(time_s))
        sound += 0.5 * np.exp(-8 * (beat % 1)) * np.sin(2 * np.pi * 60 * time_s)
    return (sound / np.abs(sound).max() * rng.uniform(0.3, 0.9)).astype(np.float32)


def write_track(file: Path, sound: np.ndarray, **tags: str) -> Path:
    """Write FLAC with Vorbis comments."""
    file.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(file, sound, RATE)
    if tags:
        tagged = mutagen.flac.FLAC(file)
        for name, value in tags.items():
            tagged[name] = value
        tagged.save()
    return file


def make_library(folder: Path, artists: int = 4, tracks: int = 3, seconds: float = 8.0) -> list[Path]:
    """Write the library and return its files; spellings of a genre vary as they do in real libraries."""
    files = []
    for genre in GENRES:
        for artist in range(artists):
            for track in range(tracks):
                number = artist * tracks + track
                spelling = genre.lower() if number % 5 == 4 else genre
                name = f"The {genre} {'ABCDEFGHIJ'[artist]}"
                file = folder / name / f"{track + 1:02d}.flac"
                sound = piece(genre, number, seconds)
                files.append(write_track(file, sound, genre=spelling, artist=name, title=f"Piece {number}"))
    return files


if __name__ == "__main__":
    sys.stdout.write(f"{len(make_library(Path(sys.argv[1]), 5, 4, 31.0))} tracks in {sys.argv[1]}\n")
