"""What a screen reader is told of every screen: names and roles, as Qt's accessibility tree gives them.

``python -m docs.access`` writes ``docs/accessibility.md``: for each screen of ``docs/scenes.py`` the controls that a
person can act on. The status is 1 when one of them has no name or no role.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

from docs.scenes import evening
from docs.studio import make_music, opened

ROLE = QAccessible.Role
#: Parts that a person acts on, whether or not the keyboard reaches them.
ACTS = {
    ROLE.Button,
    ROLE.ButtonMenu,
    ROLE.CheckBox,
    ROLE.ComboBox,
    ROLE.EditableText,
    ROLE.List,
    ROLE.PageTab,
    ROLE.RadioButton,
    ROLE.Slider,
    ROLE.SpinBox,
    ROLE.Table,
    ROLE.Tree,
}
#: Children of a list or table that are looked at: its first rows stand for all.
FIRST = 60
_HEAD = """# What a screen reader is told

Every control of every screen with its role and name, as Qt's accessibility tree gives them to a screen reader. Written
by `python -m docs.access`, which fails when one has no name. Rows of tables and lists are left out here.
"""


class Told(NamedTuple):
    """A screen as it is told: a line for each part; those that act; those of them without a name or a role."""

    lines: list[str]
    acting: list[str]
    silent: list[str]


def tree(part: QAccessibleInterface, depth: int = 0) -> Iterator[tuple[int, QAccessibleInterface]]:
    """Everything in sight, parents first, with its depth."""
    if part.state().invisible:
        return
    yield depth, part
    for place in range(min(part.childCount(), FIRST)):
        child = part.child(place)
        if child is not None and child.isValid():
            yield from tree(child, depth + 1)


def told(widget: QWidget) -> Told:
    """What is told of ``widget`` and all in it."""
    found = Told([], [], [])
    root = QAccessible.queryAccessibleInterface(widget)
    assert root is not None
    for depth, part in tree(root):
        name, role, state = part.text(QAccessible.Text.Name), part.role(), part.state()
        line = f"{'  ' * depth}{role.name} “{name}”"
        found.lines.append(line)
        inside = part.parent()
        owned = inside is not None and inside.role() in {ROLE.EditableText, ROLE.ComboBox, ROLE.SpinBox, ROLE.Table}
        acts = role in ACTS or (state.focusable and not state.disabled and role is not ROLE.Cell)
        if acts and not owned:
            found.acting.append(line.strip())
            if not name or role is ROLE.NoRole:
                found.silent.append(line)
    return found


def main() -> int:
    """Write the dump of all screens; the exit status."""
    parser = argparse.ArgumentParser(description="Names and roles of every control on every screen.")
    here = Path(__file__).resolve().parent
    parser.add_argument("--to", type=Path, default=here / "accessibility.md")
    target = parser.parse_args().to
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    silent = 0
    parts = [_HEAD]
    with tempfile.TemporaryDirectory() as place:
        os.environ["EARMARK_HOME"] = str(Path(place) / "home")
        make_music(Path(place) / "Music")
        with opened(Path(place) / "Music") as studio:
            for scene in evening(studio):
                found = told(scene.shown)
                silent += len(found.silent)
                parts.append(_section(scene.name, found))
    target.write_text("\n".join(parts), encoding="utf-8")
    sys.stdout.write(f"{target}: {len(parts) - 1} screens, {silent} controls without a name or a role\n")
    return 1 if silent else 0


def _section(name: str, found: Told) -> str:
    listed = "\n".join(f"- {line}" for line in dict.fromkeys(found.acting))
    return f"## {name}\n\n{len(found.acting)} controls, {len(found.silent)} without a name.\n\n{listed}\n"


if __name__ == "__main__":
    sys.exit(main())
