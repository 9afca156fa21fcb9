"""What a model bundle is, and the check of its description, ``model.json``.

A bundle is everything that one model needs and nothing that it does not: network, labels, front end, windows,
calibration, its figures and where it came from. The description is checked whole before anything of it is used.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.errors import BundleError
from app.inference.calibration import Calibration
from app.inference.familiarity import Familiarity
from app.inference.mel import FrontEnd

#: The newest schema, which is written. Since 2, a bundle may tell how familiar a track is (``familiarity``).
SCHEMA = 2
#: Older ones that are read, too: what they lack is left out.
OLDER = (1,)
#: A bundle's network.
MODEL_FILE = "model.onnx"
GENRE = "genre"
REFUSAL = "refusal"
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


@dataclass(frozen=True, slots=True)
class Label:
    """One answer of the network: a genre, or the refusal "this is not music"."""

    id: str  #: stable for ever, also when the display name changes
    name: str  #: what is shown and written
    kind: str  #: "genre" or "refusal"


@dataclass(frozen=True, slots=True)
class WindowPlan:
    """How a model listens to a track."""

    length_s: float
    count: int  #: windows in a track with room for them
    frames: int  #: columns of log-mel that the network gets for one window


@dataclass(frozen=True, slots=True)
class Bundle:
    """A model ready for use. ``labels`` are in the order of the logits."""

    id: str
    name: str
    architecture: str
    labels: tuple[Label, ...]
    front_end: FrontEnd
    windows: WindowPlan
    calibration: Calibration
    folder: Path
    metrics: Mapping[str, Any] = field(default_factory=dict)
    provenance: tuple[Mapping[str, Any], ...] = ()
    licence: str = ""
    card: str = ""  #: the model card, Markdown
    familiarity: Familiarity | None = None  #: how to tell what resembles nothing learned; ``None``: it cannot be told
    files: Mapping[str, str] = field(default_factory=dict)  #: name -> SHA-256 in hexadecimal

    @property
    def genre_indices(self) -> tuple[int, ...]:
        """Which logits are genres."""
        return tuple(index for index, label in enumerate(self.labels) if label.kind == GENRE)

    @property
    def refusal_indices(self) -> tuple[int, ...]:
        """Which logits say that this is not music; may be empty."""
        return tuple(index for index, label in enumerate(self.labels) if label.kind == REFUSAL)

    @property
    def genre_names(self) -> tuple[str, ...]:
        """Display names of the genres, in the order of a track's scores."""
        return tuple(label.name for label in self.labels if label.kind == GENRE)

    @property
    def embedding_version(self) -> str:
        """Which network makes the embeddings: the beginning of its file's SHA-256."""
        return self.files.get("model.onnx", "")[:16]

    @property
    def size_bytes(self) -> int:
        """Bytes of all files of the bundle."""
        return sum(entry.stat().st_size for entry in self.folder.iterdir() if entry.is_file())


def parse_description(stored: Mapping[str, Any], folder: Path, card: str) -> Bundle:
    """The bundle that ``stored``, the content of a ``model.json`` in ``folder``, describes.

    Raises:
        BundleError: another schema, or a part is missing or makes no sense.
    """
    schema = stored.get("schema")
    if isinstance(schema, int) and schema > SCHEMA:
        raise BundleError(
            f"The model in {folder} needs a newer version of Earmark (schema {schema}, this version knows {SCHEMA}).",
            "Update Earmark, or choose another model.",
        )
    if schema not in (SCHEMA, *OLDER):
        raise BundleError(f"The model in {folder} is of an unknown schema: {schema!r}.")
    try:
        bundle = _parse(stored, folder, card)
        _check_parts(bundle, stored)
    except KeyError as missing:
        raise BundleError(f"The description of the model in {folder} lacks {missing}.") from missing
    except (ValueError, TypeError, AttributeError) as problem:
        raise BundleError(f"The description of the model in {folder} is not valid: {problem}.") from problem
    return bundle


def _parse(stored: Mapping[str, Any], folder: Path, card: str) -> Bundle:
    windows = stored["windows"]
    return Bundle(
        id=str(stored["id"]),
        name=str(stored["name"]),
        architecture=str(stored["architecture"]),
        labels=tuple(Label(str(each["id"]), str(each["name"]), str(each["kind"])) for each in stored["labels"]),
        front_end=FrontEnd.from_json(stored["front_end"]),
        windows=WindowPlan(float(windows["length_s"]), int(windows["count"]), int(windows["frames"])),
        calibration=Calibration.from_json(stored["calibration"]),
        folder=folder,
        metrics=dict(stored.get("metrics", {})),
        provenance=tuple(dict(each) for each in stored.get("provenance", ())),
        licence=str(stored.get("licence", "")),
        card=card,
        familiarity=Familiarity.from_json(stored["familiarity"]) if "familiarity" in stored else None,
        files={str(name): str(digest) for name, digest in stored["files"].items()},
    )


def _check_parts(bundle: Bundle, stored: Mapping[str, Any]) -> None:
    if not _ID.fullmatch(bundle.id):
        raise ValueError(f"the id {bundle.id!r} is not lower-case letters, digits, '.', '_' and '-'")
    ids = [label.id for label in bundle.labels]
    if len(set(ids)) != len(ids) or not all(ids) or not all(label.name for label in bundle.labels):
        raise ValueError("labels need an id each, no two the same, and a name")
    if any(label.kind not in (GENRE, REFUSAL) for label in bundle.labels) or len(bundle.genre_names) < 2:
        raise ValueError("labels are of kind 'genre' or 'refusal', and two are genres at least")
    plan, front_end = bundle.windows, bundle.front_end
    available = front_end.frame_count(round(plan.length_s * front_end.sample_rate)) if plan.length_s > 0 else 0
    if plan.count < 1 or not 1 <= plan.frames <= available:
        raise ValueError(f"{plan.count} windows of {plan.frames} frames do not fit {plan.length_s} s each")
    if stored["front_end_fingerprint"] != front_end.fingerprint():
        raise ValueError("the front end's fingerprint is not that of its parameters")
