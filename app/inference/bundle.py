"""Model bundles on disk: load with every check, write, list.

Nothing of a bundle is used before its files have the hashes that its description names, and a bundle appears under
its name only when it is complete and answers its own self-test.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.errors import BundleError
from app.inference.golden import GOLDEN_FILE, check_golden, golden_sound, write_golden
from app.inference.mel import FrontEnd
from app.inference.schema import MODEL_FILE, SCHEMA, Bundle, Label, WindowPlan, parse_description

__all__ = [
    "Bundle",
    "Label",
    "WindowPlan",
    "check_golden",
    "golden_sound",
    "list_bundles",
    "load_bundle",
    "write_bundle",
]

log = logging.getLogger(__name__)

DESCRIPTION_FILE = "model.json"
CARD_FILE = "MODEL_CARD.md"
LICENCE_FILE = "LICENCE"
_NEEDED = (MODEL_FILE, GOLDEN_FILE, CARD_FILE, LICENCE_FILE)


def load_bundle(folder: Path | str) -> Bundle:
    """The bundle in ``folder``, its description and the hash of each file checked.

    Raises:
        BundleError: something is missing, changed, not valid, or of a newer schema.
    """
    folder = Path(folder)
    stored = _read_description(folder)
    bundle = parse_description(stored, folder, _read_text(folder / CARD_FILE))
    unnamed = [name for name in _NEEDED if name not in bundle.files]
    if unnamed:
        raise BundleError(f"The description of the model in {folder} names no hash for {', '.join(unnamed)}.")
    for name, expected in bundle.files.items():
        if Path(name).name != name or _digest(folder / name) != expected:
            raise BundleError(
                f"The file {name} of the model in {folder} is damaged or was changed.",
                "Install Earmark again, or train the model again if it is your own.",
            )
    return bundle


def write_bundle(
    folder: Path | str,
    *,
    model_onnx: bytes,
    description: Mapping[str, Any],
    card: str,
    licence: str,
    golden_sound: NDArray[np.float32] | None = None,
    pictures: Mapping[str, bytes] | None = None,
) -> Bundle:
    """Make or replace the bundle in ``folder`` and return it loaded.

    ``description`` is ``model.json`` without ``schema``, ``front_end_fingerprint`` and ``files``, which are made here;
    ``licence`` is the text of the file ``LICENCE``. ``golden_sound`` (mono, at the model's rate) is kept in
    ``golden.npz``; the generated one, which takes no room, by default. ``pictures`` are files that the card
    shows, by name.

    Raises:
        BundleError: the description is not valid, or the network does not fit it; ``folder`` is then as it was.
    """
    folder = Path(folder)
    fresh = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        (fresh / MODEL_FILE).write_bytes(model_onnx)
        (fresh / CARD_FILE).write_text(card, encoding="utf-8", newline="\n")
        (fresh / LICENCE_FILE).write_text(licence, encoding="utf-8", newline="\n")
        for name, content in (pictures or {}).items():
            (fresh / name).write_bytes(content)
        stored = _complete(description, folder)
        write_golden(parse_description(stored, fresh, card), golden_sound)
        stored["files"] = {name: _digest(fresh / name) for name in (*_NEEDED, *(pictures or {}))}
        text = json.dumps(stored, indent=2, ensure_ascii=False) + "\n"
        (fresh / DESCRIPTION_FILE).write_text(text, encoding="utf-8", newline="\n")
        check_golden(load_bundle(fresh))
        shutil.rmtree(folder, ignore_errors=True)
        os.replace(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return load_bundle(folder)


def list_bundles(folders: Iterable[Path | str]) -> list[Bundle]:
    """All good bundles directly in ``folders``, by folder and then id; of two with one id, the first.

    A bundle that cannot be loaded is left out, with the reason in the log: it must not keep the others from working.
    """
    found: dict[str, Bundle] = {}
    for folder in map(Path, folders):
        for description in sorted(folder.glob(f"[!.]*/{DESCRIPTION_FILE}")):
            try:
                bundle = load_bundle(description.parent)
            except BundleError as problem:
                log.warning("%s", problem.sentence)
            else:
                found.setdefault(bundle.id, bundle)
    return list(found.values())


def _complete(description: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """``description`` with schema, fingerprint and an empty list of files."""
    try:
        fingerprint = FrontEnd.from_json(description["front_end"]).fingerprint()
    except (KeyError, TypeError, ValueError) as problem:
        raise BundleError(f"The front end described for {folder} is not valid: {problem}.") from problem
    return {"schema": SCHEMA, **description, "front_end_fingerprint": fingerprint, "files": {}}


def _read_description(folder: Path) -> dict[str, Any]:
    try:
        stored = json.loads(_read_text(folder / DESCRIPTION_FILE))
    except ValueError as problem:
        raise BundleError(f"The description of the model in {folder} is not JSON: {problem}.") from problem
    if not isinstance(stored, dict):
        raise BundleError(f"The description of the model in {folder} is not a JSON object.")
    return stored


def _read_text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError as problem:
        raise BundleError(f"The model in {file.parent} cannot be read: {file.name} is missing.") from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise BundleError(f"The model in {file.parent} cannot be read: {problem}.") from problem


def _digest(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError as problem:
        raise BundleError(f"The model in {file.parent} cannot be read: {problem}.") from problem
