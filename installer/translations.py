"""Keeps the window's translations with its source: collects every text, completes the Linguist files, compiles them.

    python installer/translations.py update    # writes resources/translations/*.ts and *.qm anew
    python installer/translations.py check     # says what is missing, and is 1 then

Qt's own collector does not see the counted texts of calls with a context (``translate("words", "%Ln files", "", n)``),
so the source is read here, as Python reads it. A text that is new stands in the files as unfinished until somebody
translates it; one that is gone from the source is gone from the files. English needs its plural forms only.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"

#: The languages of the window. All of them have two plural forms: one, and any other number.
LANGUAGES = ("en", "de", "es")


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """A text of the window as the source has it."""

    context: str  #: the class whose ``tr`` is called, or the context that is named
    source: str
    comment: str = ""
    counted: bool = False  #: has a form for one and a form for many


class _Collector(ast.NodeVisitor):
    """Finds ``self.tr("…")``, ``translate("context", "…")`` and the sentences of the core in a module."""

    def __init__(self, module: str) -> None:
        self.found: list[Text] = []
        self._module = module
        self._classes: list[str] = []

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if getattr(node.target, "id", "") == "CORE_SENTENCES" and isinstance(node.value, ast.Tuple):
            self.found += [Text("core", self._literal(node.value, each)) for each in node.value.elts]
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name == "tr":
            self._add(node, self._classes[-1] if self._classes else "", node.args)
        elif name == "translate" and not _is_qt(node.func):
            self._add(node, self._literal(node, node.args[0]), node.args[1:])
        self.generic_visit(node)

    def _add(self, node: ast.Call, context: str, rest: list[ast.expr]) -> None:
        comment = self._literal(node, rest[1]) if len(rest) > 1 else ""
        if not context:
            raise ValueError(f"{self._module}:{node.lineno}: tr outside of a class has no context")
        self.found.append(Text(context, self._literal(node, rest[0]), comment, len(rest) > 2))

    def _literal(self, node: ast.expr, part: ast.expr) -> str:
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            return part.value
        raise ValueError(f"{self._module}:{node.lineno}: only a text written out can be translated")


def _is_qt(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and getattr(function.value, "id", "") == "QCoreApplication"


def texts() -> list[Text]:
    """Every text of the window, in order, each once.

    Raises:
        ValueError: a text is put together before it is translated.
    """
    found: set[Text] = set()
    for file in sorted((ROOT / "app" / "ui").rglob("*.py")):
        collector = _Collector(str(file.relative_to(ROOT)))
        collector.visit(ast.parse(file.read_text(encoding="utf-8")))
        found.update(collector.found)
    return sorted(found)


def read(language: str) -> dict[Text, tuple[str, ...]]:
    """What the Linguist file of ``language`` holds: the forms of each text; empty ones are unfinished."""
    file = FOLDER / f"earmark_{language}.ts"
    if not file.is_file():
        return {}
    held: dict[Text, tuple[str, ...]] = {}
    for context in ElementTree.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            held.update([_message(context.findtext("name", ""), message)])
    return held


def _message(context: str, message: ElementTree.Element) -> tuple[Text, tuple[str, ...]]:
    counted = message.get("numerus") == "yes"
    text = Text(context, message.findtext("source", ""), message.findtext("comment", ""), counted)
    translation = message.find("translation")
    if translation is None or translation.get("type") == "unfinished":
        return text, ()
    if counted:
        return text, tuple(form.text or "" for form in translation.iter("numerusform"))
    return text, (translation.text or "",)


def wanted(language: str, found: Iterable[Text]) -> Iterator[Text]:
    """Those of ``found`` that the file of ``language`` is to hold."""
    return (text for text in found if text.counted or language != "en")


def finished(text: Text, forms: tuple[str, ...]) -> bool:
    """Whether ``forms`` are all that ``text`` needs."""
    return len(forms) == (2 if text.counted else 1) and all(forms)


def missing(language: str) -> list[Text]:
    """What the source says and the file of ``language`` does not, or not in all forms."""
    held = read(language)
    return [text for text in wanted(language, texts()) if not finished(text, held.get(text, ()))]


def written(language: str, held: dict[Text, tuple[str, ...]]) -> str:
    """The Linguist file of ``language``, as text."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>"]
    lines.append(f'<TS version="2.1" language="{language}" sourcelanguage="en">')
    context = ""
    for text in wanted(language, texts()):
        if text.context != context:
            lines += ["  </context>"] if context else []
            lines += ["  <context>", f"    <name>{escape(text.context)}</name>"]
            context = text.context
        lines += _lines(text, held.get(text, ()))
    return "\n".join([*lines, "  </context>", "</TS>"]) + "\n"


def _lines(text: Text, forms: tuple[str, ...]) -> list[str]:
    state = "" if finished(text, forms) else ' type="unfinished"'
    lines = ['    <message numerus="yes">' if text.counted else "    <message>"]
    lines.append(f"      <source>{escape(text.source)}</source>")
    if text.comment:
        lines.append(f"      <comment>{escape(text.comment)}</comment>")
    if text.counted:
        lines.append(f"      <translation{state}>")
        lines += [f"        <numerusform>{escape(form)}</numerusform>" for form in forms or ("", "")]
        lines.append("      </translation>")
    else:
        lines.append(f"      <translation{state}>{escape(forms[0] if forms else '')}</translation>")
    return [*lines, "    </message>"]


def update() -> None:
    """Write all Linguist files anew and compile them."""
    for language in LANGUAGES:
        file = FOLDER / f"earmark_{language}.ts"
        file.write_text(written(language, read(language)), encoding="utf-8", newline="\n")
        compiler = Path(sysconfig.get_path("scripts")) / "pyside6-lrelease"
        fresh = file.with_suffix(".new")
        subprocess.run([compiler, "-silent", file, "-qm", fresh], check=True)
        os.replace(fresh, file.with_suffix(".qm"))  # whole at every moment: a program that is running may read it


def main() -> int:
    """Do what the first word says."""
    if sys.argv[1:] not in (["update"], ["check"]):
        sys.stderr.write(__doc__ or "")
        return 2
    if sys.argv[1] == "update":
        update()
    lacking = 0
    for language in LANGUAGES:
        for text in missing(language):
            sys.stdout.write(f"earmark: not in {language}: {text.context}: {text.source}\n")
            lacking += 1
        sys.stdout.write(f"earmark: {language}: {len(read(language))} texts\n")
    return 1 if lacking and sys.argv[1] == "check" else 0


if __name__ == "__main__":
    raise SystemExit(main())
