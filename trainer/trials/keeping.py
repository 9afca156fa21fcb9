"""Putting the figures of a trial into a finished bundle: description, card and pictures are written anew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from app.inference.bundle import DESCRIPTION_FILE, LICENCE_FILE, load_bundle, write_bundle
from app.inference.network import MODEL_FILE
from trainer.card import write_card
from trainer.card_pictures import draw_pictures
from trainer.data import DataError

#: What :func:`app.inference.bundle.write_bundle` makes itself.
_MADE = ("schema", "front_end_fingerprint", "files")


def keep(folder: Path, trials: dict[str, dict[str, Any]]) -> None:
    """Store the figures of ``trials``, by name, in the bundle in ``folder``, in place of earlier ones.

    Raises:
        BundleError: it is no good bundle. DataError: its card is not written by this program.
    """
    load_bundle(folder)
    description: dict[str, Any] = json.loads((folder / DESCRIPTION_FILE).read_text(encoding="utf-8"))
    for key in _MADE:
        description.pop(key, None)
    description["metrics"].setdefault("trials", {}).update(trials)
    rewrite(folder, description)


def rewrite(folder: Path, description: dict[str, Any]) -> None:
    """Write the bundle in ``folder`` anew with ``description``, and the card and pictures that follow from it.

    Raises:
        DataError: the description lacks what a card needs.
    """
    missing = [key for key in ("training", "judged") if key not in description]
    if missing or "reliability" not in description["metrics"]:
        raise DataError(
            f"The model in {folder} was not made by this version's export: its card cannot be written anew.",
            "Export it again, or leave --keep out.",
        )
    write_bundle(
        folder,
        model_onnx=(folder / MODEL_FILE).read_bytes(),
        description=description,
        card=write_card(description),
        licence=(folder / LICENCE_FILE).read_text(encoding="utf-8"),
        pictures=draw_pictures(description["metrics"]["reliability"]),
    )
