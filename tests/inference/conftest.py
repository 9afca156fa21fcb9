"""Fixtures of the engine's tests."""

from __future__ import annotations

import pytest

from app.inference.bundle import Bundle, load_bundle
from app.inference.predictor import Predictor
from tests.bundles import make_tiny_bundle


@pytest.fixture(scope="session")
def tiny_bundle(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    """The tiny random bundle; shared, so not to be changed."""
    return load_bundle(make_tiny_bundle(tmp_path_factory.mktemp("models")))


@pytest.fixture(scope="session")
def tiny_predictor(tiny_bundle: Bundle) -> Predictor:
    """A predictor of the tiny bundle."""
    return Predictor(tiny_bundle)
