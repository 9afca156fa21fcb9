"""A track's sound as a thin picture for a row of a table: a glance at moments spread over it, not the whole.

Forty short stretches are sought and decoded, which takes a twentieth of a second where the whole track would take one
or more; so a table can be scrolled without a store of pictures.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.inference.decode import Sound
from app.inference.mel import FrontEnd, mel_power, scale_unit
from app.inference.windows import Window

COLUMNS = 40
BANDS = 20
_STRETCH_S = 0.12
#: Taken for the length of a file that does not say its own, in seconds.
_USUAL_S = 180.0
_FRONT_END = FrontEnd(n_fft=1024, hop_samples=1024, n_mels=BANDS)


def draw_thumbnail(path: bytes) -> NDArray[np.uint8]:
    """Loudness (BANDS, COLUMNS) from 0 to 255, band 0 lowest; dark where the sound has ended.

    Raises:
        DecodeError: the sound cannot be read.
    """
    power: NDArray[np.float32] = np.zeros((BANDS, COLUMNS), np.float32)
    with Sound(path) as sound:
        step_s = (sound.info.duration_s or _USUAL_S) / COLUMNS
        for column in range(COLUMNS):
            samples = sound.window(Window(column * step_s, _STRETCH_S), _FRONT_END.sample_rate)
            if samples.size:
                power[:, column] = mel_power(samples, _FRONT_END).max(axis=1)
    shown: NDArray[np.uint8] = np.round(scale_unit(power, _FRONT_END.top_db) * 255).astype(np.uint8)
    return shown
