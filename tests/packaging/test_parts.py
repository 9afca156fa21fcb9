"""The licences shown, and the bill of materials, name what the program is made of."""

from __future__ import annotations

import importlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
#: Fonts with these are not read by Earmark: only the licence of the package itself counts for them.
SPDX = re.compile(r"[A-Za-z0-9.+-]+")


def test_the_list_shown_is_the_list_written_now() -> None:
    shown = (ROOT / "resources" / "licences" / "third-party.md").read_text(encoding="utf-8")
    assert shown == importlib.import_module("licences").table(), "run: make licences"


def test_every_package_has_a_licence_that_agrees_with_ours() -> None:
    for part in importlib.import_module("components").packages():
        words = set(SPDX.findall(part.licence)) - {"AND", "OR", "WITH"}
        assert words, part.name
        assert not any("NC" in word or "Proprietary" in word or "AGPL" in word for word in words), part


def test_the_texts_are_whole(tmp_path: Path) -> None:
    assert importlib.import_module("licences").write_texts(tmp_path) >= 20
    assert "GNU GENERAL PUBLIC LICENSE" in (tmp_path / "Earmark.txt").read_text(encoding="utf-8")
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in (tmp_path / "Pebble.txt").read_text(encoding="utf-8")


def test_the_bill_of_materials_is_complete_and_always_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    sbom = importlib.import_module("sbom")
    (tmp_path / "libone.so.1").write_bytes(b"one")
    bill = sbom.bill(tmp_path)
    assert bill["bomFormat"] == "CycloneDX"
    assert bill["metadata"]["timestamp"] == "2023-11-14T22:13:20Z"
    references = [part["bom-ref"] for part in bill["components"]]
    assert len(references) == len(set(references))
    assert {"numpy", "mutagen", "pyside6-essentials", "file/libone.so.1"} <= set(references)
    known = {*references, bill["metadata"]["component"]["bom-ref"]}
    for line in bill["dependencies"]:
        assert {line["ref"], *line["dependsOn"]} <= known
    models = [part for part in bill["components"] if part["type"] == "machine-learning-model"]
    assert len(models) == len(list((ROOT / "resources" / "models").glob("*/model.json")))
    assert json.dumps(bill) == json.dumps(sbom.bill(tmp_path))
