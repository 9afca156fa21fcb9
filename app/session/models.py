"""The model bundles at hand: those shipped and those the user trained, and which of them listens now."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import BundleError
from app.paths import resources_dir, user_models_dir
from app.session import rooms
from app.settings import Settings

if TYPE_CHECKING:
    from app.inference.bundle import Bundle


class Models:
    """The bundles, read once and then kept; safe from any thread."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._known: dict[str, Bundle] | None = None
        self._opened: dict[str, Bundle] = {}

    def all(self) -> list[Bundle]:
        """Every bundle that can be read: the shipped ones first, then the user's."""
        return list(self._load().values())

    def find(self, model_id: str) -> Bundle | None:
        """The bundle of this id, if it is still here."""
        return self._load().get(model_id)

    def active(self, settings: Settings) -> Bundle:
        """The bundle that analyses use: the chosen one, else the first shipped one.

        Raises:
            BundleError: there is none, or the chosen one is gone.
        """
        known = self._load()
        if settings.model:
            if settings.model not in known:
                raise BundleError(
                    f"The chosen model “{settings.model}” is not here any more, or is damaged.",
                    "Choose another model in the settings, or put its folder back; `earmark doctor` tells more.",
                )
            return known[settings.model]
        if not known:
            raise BundleError(
                "There is no model to listen with.", "Install Earmark anew; `earmark doctor` tells what is missing."
            )
        return next(iter(known.values()))

    def open(self, folder: Path) -> str:
        """Make the bundle in ``folder`` known as long as this object lives, before others of its id; its id.

        Raises:
            BundleError: it cannot be used.
        """
        bundle = rooms.bundle.load_bundle(folder)
        with self._guard:
            self._opened[bundle.id] = bundle
            self._known = None
        return bundle.id

    def forget(self) -> None:
        """Look at the folders again when next asked: a bundle came or went."""
        with self._guard:
            self._known = None

    def _load(self) -> dict[str, Bundle]:
        with self._guard:
            if self._known is None:
                found = rooms.bundle.list_bundles([shipped_models_dir(), user_models_dir()])
                self._known = {bundle.id: bundle for bundle in found} | self._opened
            return self._known


def shipped_models_dir() -> Path:
    """Folder of the bundles that came with the installation."""
    return resources_dir() / "models"


def describe_all(models: Models, settings: Settings) -> list[rooms.records.ModelDescription]:
    """The bundles at hand as they are on the disk now, the shipped ones first, the one in use marked."""
    models.forget()
    try:
        active = models.active(settings).id
    except BundleError:
        active = ""
    return [describe(each, settings, default=each.id == active) for each in models.all()]


def describe(bundle: Bundle, settings: Settings, *, default: bool) -> rooms.records.ModelDescription:
    """``bundle`` for the settings page and ``earmark models``."""
    ids = (label.id for label in bundle.labels if label.kind == "genre")
    names = dict(zip(ids, rooms.deciding.user_names(bundle, settings), strict=True))
    return rooms.records.ModelDescription(
        id=bundle.id,
        name=bundle.name,
        architecture=bundle.architecture,
        genres=rooms.deciding.user_names(bundle, settings),
        size_bytes=bundle.size_bytes,
        card=bundle.card,
        metrics=bundle.metrics,
        user_made=user_models_dir() in bundle.folder.parents,
        default=default,
        figures=rooms.model_figures.read_figures(bundle.metrics, names),
    )
