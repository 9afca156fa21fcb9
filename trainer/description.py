"""The description of a bundle made by the trainer: what is the same for every kind of model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from app.inference.calibration import Calibration
from app.inference.mel import FrontEnd
from app.inference.schema import Label, WindowPlan
from trainer.learned import KEY, learned_names


def describe(
    bundle_id: str,
    *,
    name: str,
    architecture: str,
    labels: Sequence[Label],
    front_end: FrontEnd,
    windows: WindowPlan,
    calibration: Calibration,
    metrics: Mapping[str, Any],
    provenance: Sequence[Mapping[str, Any]],
    licence: str,
    learned: Iterable[str],
) -> dict[str, Any]:
    """``model.json`` as :func:`app.inference.bundle.write_bundle` takes it; ``learned`` are names of training rows."""
    return {
        "id": bundle_id,
        "name": name,
        "architecture": architecture,
        "created": datetime.now(UTC).date().isoformat(),
        "version": 1,
        "labels": [{"id": label.id, "name": label.name, "kind": label.kind} for label in labels],
        "front_end": front_end.to_json(),
        "windows": {"length_s": windows.length_s, "count": windows.count, "frames": windows.frames},
        "calibration": calibration.to_json(),
        "metrics": dict(metrics),
        "provenance": [dict(each) for each in provenance],
        "licence": licence,
        KEY: learned_names(learned),
    }
