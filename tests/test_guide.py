"""The guide says what the window says: texts of the window stand in it in bold, and are those of the window."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from app.ui.shortcuts import DELIVERED, action_words

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "docs" / "user-guide.md", *sorted((ROOT / "docs" / "guide").glob("*.md"))]
#: In bold, and no text of the window: parts of it, keys, and steps.
OTHERS = {"Drop", "At the left", "In the middle", "At the right"}


def windows_words() -> set[str]:
    """Every text of the window in English, without the three dots of those that open something."""
    tree = ElementTree.parse(ROOT / "resources" / "translations" / "earmark_de.ts")
    return {(source.text or "").strip().removesuffix("…") for source in tree.iter("source")}


def bold(page: Path) -> list[str]:
    text = re.sub(r"^ {4}.*$|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [" ".join(found.split()) for found in re.findall(r"\*\*([^*]+)\*\*", text)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_stands_in_bold_is_what_the_window_says(page: Path) -> None:
    known = windows_words() | OTHERS
    unknown = [text for text in bold(page) if text.removesuffix("…") not in known and not text.endswith("?")]
    assert unknown == []


def test_the_review_page_tells_every_key() -> None:
    text = (ROOT / "docs" / "guide" / "review.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([^`]+)`", text))
    shown = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓", "Return": "Enter", "Ctrl+Return": "Ctrl+Enter"}
    for action, keys in DELIVERED.items():
        said = {shown.get(key, key.replace("Left", "←").replace("Right", "→")) for key in keys}
        assert said & named, action_words(action)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_each_picture_is_there_in_light_and_dark(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    light = re.findall(r'srcset="([^"]+)-light\.png"', text)
    dark = re.findall(r'src="([^"]+)-dark\.png"', text)
    assert light == dark
    for name in light:
        assert all((page.parent / f"{name}-{look}.png").is_file() for look in ("light", "dark"))
