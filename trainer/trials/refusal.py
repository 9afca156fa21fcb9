"""How many sounds that are no music the application refuses, from files, and how much music it loses by it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from app.inference.bundle import Bundle
from app.inference.calibration import Verdict
from app.inference.predictor import Predictor
from trainer.trials.noises import noises
from trainer.trials.sound import Heard, hear

_RATE = 44_100


def refusal_figures(
    bundle: Bundle,
    music: Sequence[Path] = (),
    *,
    each: int = 8,
    keep: Path | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> dict[str, Any]:
    """Of ``each`` generated sounds of every kind: how many are refused, and how many would be written unasked.

    ``music`` are files of music, of which as few as possible should be lost. The sounds are left in ``keep``, a folder
    for each kind, where it is given: ``earmark analyse --json`` on it tells the same.

    Raises:
        DecodeError: a file of ``music`` cannot be read.
    """
    predictor = Predictor(bundle)
    kinds: dict[str, list[Heard]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = keep or Path(temporary)
        for kind, number, sound in noises(_RATE, each):
            file = folder / kind / f"{number:02d}.wav"
            file.parent.mkdir(parents=True, exist_ok=True)
            soundfile.write(file, sound, _RATE, subtype="PCM_16")
            kinds.setdefault(kind, []).append(hear(predictor, file))
            if keep is None:
                file.unlink()
    for kind, heard in kinds.items():
        say(f"{kind}: {_refused(heard):.0%} of {len(heard)} refused")
    every = [one for heard in kinds.values() for one in heard]
    figures: dict[str, Any] = {
        "sounds": len(every),
        "refused": round(_refused(every), 4),
        "accepted": round(float(np.mean([one.verdict is Verdict.ACCEPT for one in every])), 4),
        "kinds": {kind: {"sounds": len(heard), "refused": round(_refused(heard), 4)} for kind, heard in kinds.items()},
    }
    return figures | _music_figures(predictor, music)


def _refused(heard: Sequence[Heard]) -> float:
    return float(np.mean([one.verdict is Verdict.UNKNOWN for one in heard]))


def _music_figures(predictor: Predictor, music: Sequence[Path]) -> dict[str, Any]:
    heard = [hear(predictor, file) for file in music]
    threshold = predictor.bundle.calibration.music_threshold
    lost = [one.music < threshold for one in heard]
    if not lost:
        return {}
    strange = sum(one.strange and one.verdict is Verdict.UNKNOWN for one in heard)
    return {"music_files": len(lost), "music_lost": round(float(np.mean(lost)), 4), "music_unfamiliar": strange}
