"""Made-up pictures and samples for the tests of what draws them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.inference.mel import FrontEnd
from app.session.records import MelPicture

RATE = 22_050


def picture(seconds: float = 60.0) -> MelPicture:
    """A picture whose loudness rises with time; band 10 is always loudest."""
    front_end = FrontEnd()
    columns = int(seconds / front_end.seconds_per_frame) + 1
    unit = np.tile(np.linspace(0.0, 0.5, columns, dtype=np.float32), (front_end.n_mels, 1))
    unit[10] = 1.0
    return MelPicture(
        unit=unit,
        seconds_per_column=front_end.seconds_per_frame,
        duration_s=seconds,
        frequencies_hz=front_end.band_centres_hz(),
        reference_power=100.0,
        span_db=80.0,
    )


def noise(seconds: float, seed: int = 0) -> NDArray[np.float32]:
    """White noise with a few clicks."""
    rng = np.random.default_rng(seed)
    samples = rng.normal(0.0, 0.1, int(seconds * RATE)).astype(np.float32)
    samples[:: RATE // 2] = 1.0
    return samples
