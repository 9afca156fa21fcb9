"""``pictures``: what each augmentation does to a window, drawn from generated sound for docs/augmentation.md."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray
from PIL import Image

from app.inference.bundle import golden_sound
from app.inference.mel import FrontEnd, mel_power, scale_unit
from trainer import augment, style
from trainer.ablation import CONDITIONS, with_changes
from trainer.config import EXCERPT_S, FINE_FRAMES, WINDOW_FRAMES, WINDOW_S, Augment

Float = NDArray[np.float32]
OFF = with_changes(Augment(), CONDITIONS["without any"])
#: Colours of a picture: enough for the eye, and a third of the bytes.
_COLOURS = 64


def write_pictures(folder: Path, names: Collection[str] = ()) -> list[Path]:
    """Write one PNG for each augmentation (or for ``names``), the window before it and after it."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, change in changes().items():
        if names and name not in names:
            continue
        before, after = change(np.random.default_rng(4))
        file = folder / f"{name}.png"
        _draw(before, after, file)
        written.append(file)
    return written


def excerpts() -> NDArray[np.uint8]:
    """Two generated excerpts (2, 128, 387): a band of chords, bass and beats, and a slower, duller relative of it."""
    front_end = FrontEnd()
    rate = front_end.sample_rate
    sound = golden_sound(rate)
    slower = np.interp(np.arange(int(EXCERPT_S * rate)) * 0.7, np.arange(len(sound)), sound[::-1]).astype(np.float32)
    duller = np.convolve(slower, np.full(12, 1 / 12, np.float32), "same")
    rows = []
    for each in (sound, duller):
        unit = scale_unit(mel_power(each[: int(EXCERPT_S * rate)].astype(np.float32), front_end), front_end.top_db)
        rows.append(np.round(unit[:, :FINE_FRAMES] * 255).astype(np.uint8))
    return np.stack(rows)


Pair = tuple[Float, Float]
Change = Callable[[np.random.Generator], Pair]


def changes() -> dict[str, Change]:
    """What makes the pictures before and after each augmentation, by the name of the file."""
    rows = excerpts()

    def row(coarse: bool = False, **strengths: float) -> Change:
        """One excerpt through the cutting of a window, with one strength only."""

        def change(rng: np.random.Generator) -> Pair:
            cut = augment.cut_row(rows[0], coarse, with_changes(OFF, strengths), rng)
            same = np.random.default_rng(4)  # drawn as above, so that both begin at one place
            return augment.cut_row(rows[0], False, OFF, same), cut

        return change

    def batch(function: Callable[[Float, Augment, np.random.Generator], Float], **strengths: float) -> Change:
        """Two windows through an augmentation of batches; the first is shown."""

        def change(rng: np.random.Generator) -> Pair:
            windows = rows[:, :, :WINDOW_FRAMES].astype(np.float32) / np.float32(255)
            return windows[0], function(windows.copy(), with_changes(OFF, strengths), rng)[0]

        return change

    return {
        "mixup": batch(_mixed, mixup=0.3),
        "time-mask": batch(augment.mask, masks=2, freq_mask_bands=0, time_mask_frames=20),
        "frequency-mask": batch(augment.mask, masks=2, time_mask_frames=0, freq_mask_bands=16),
        "equaliser": batch(augment.equalise, eq_db=15.0),
        "freq-mixstyle": batch(_styled, mixstyle=1.0),
        "time-shift": batch(style.shift_time, shift=1.0),
        "mel-roll": row(roll_bands=6),
        "speed": row(stretch=0.25),
        "contrast": row(contrast=0.3),
        "noise": row(noise=0.1),
        "raised-floor": row(floor=1.0),
        "upper-bands-cut": row(lowpass=1.0),
        "coarse-frames": row(coarse=True),
    }


def _mixed(windows: Float, _strength: Augment, _rng: np.random.Generator) -> Float:
    """Mixup as the training does it, with the share shown fixed at two thirds."""
    return np.asarray(windows * np.float32(2 / 3) + windows[::-1] * np.float32(1 / 3), np.float32)


def _styled(windows: Float, strength: Augment, rng: np.random.Generator) -> Float:
    """Drawn again until the two windows exchanged a good part of their colour."""
    while True:
        mixed = style.mix_style(windows, strength, rng)
        if np.abs(mixed[0] - windows[0]).mean() > 0.08:
            return mixed


def _draw(before: Float, after: Float, file: Path) -> None:
    figure = Figure(figsize=(7.2, 2.3), dpi=100, layout="constrained")
    for axes, window, title in zip(
        figure.subplots(1, 2, sharey=True), (before, after), ("before", "after"), strict=True
    ):
        axes.imshow(window, origin="lower", aspect="auto", cmap="magma", vmin=0, vmax=1, extent=(0, WINDOW_S, 0, 128))
        axes.set_title(title, fontsize=9)
        axes.set_xlabel("seconds", fontsize=8)
        axes.tick_params(labelsize=7)
    figure.axes[0].set_ylabel("mel band", fontsize=8)
    drawn = io.BytesIO()
    figure.savefig(drawn, format="png", metadata={"Software": None})
    Image.open(drawn).convert("RGB").quantize(_COLOURS).save(file, optimize=True)
