"""Hooks of the documentation site: pages from outside docs/, and links that lead to the right place in both worlds.

In the repository a page links to files, as a person reading it there expects; on the site the same link must lead to a
page. What the site does not hold (a licence text, a folder of the source) becomes plain text there. A page that does
not exist yet is left out; one that nobody listed is put under "More", so none is lost.
"""

from __future__ import annotations

import posixpath
import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parent.parent
#: Chapter -> (title, file in the repository; "" for the reference, which the program itself tells).
CHAPTERS: dict[str, tuple[tuple[str, str], ...]] = {
    "User guide": (
        ("What is where", "docs/user-guide.md"),
        ("Add music", "docs/guide/add-music.md"),
        ("See what it heard", "docs/guide/what-it-heard.md"),
        ("Review by keyboard", "docs/guide/review.md"),
        ("Accept many at once", "docs/guide/accept-many.md"),
        ("Check the genres that files have", "docs/guide/check.md"),
        ("The picture of the sound", "docs/guide/picture.md"),
        ("Write", "docs/guide/write.md"),
        ("Take it back", "docs/guide/undo.md"),
        ("Settings", "docs/guide/settings.md"),
        ("Which model listens", "docs/guide/models.md"),
        ("The command line", "docs/guide/command-line.md"),
        ("Problems", "docs/guide/problems.md"),
        ("A review, recorded", "docs/guide/recording.md"),
    ),
    "Using Earmark": (
        ("Installing", "docs/installing.md"),
        ("Commands", ""),
        ("Which programs see the genres", "docs/compatibility.md"),
        ("Troubleshooting", "docs/troubleshooting.md"),
        ("Privacy", "docs/privacy.md"),
        ("What changed", "CHANGELOG.md"),
    ),
    "The models": (
        ("Train on your own library", "docs/retraining.md"),
        ("Judging a model", "docs/evaluation.md"),
        ("How the models came about", "docs/model-development.md"),
        ("Augmentations", "docs/augmentation.md"),
        ("What augmentations are worth", "docs/ablation.md"),
        ("Papers reproduced", "docs/reproduction.md"),
    ),
    "How well it works": (
        ("Performance", "docs/performance.md"),
        ("Faults tried", "docs/faults.md"),
        ("What a screen reader is told", "docs/accessibility.md"),
    ),
    "For contributors": (
        ("Contributing", "CONTRIBUTING.md"),
        ("Architecture", "ARCHITECTURE.md"),
        ("Installers", "installer/README.md"),
        ("What comes with Earmark", "resources/licences/third-party.md"),
    ),
}
REFERENCE = "commands.md"
_LINK = re.compile(r"(?P<mark>!?)\[(?P<text>[^\]]*)\]\((?P<target>[^)\s]+)\)")
_ATTRIBUTE = re.compile(r'(?P<name>srcset|src|href)="(?P<target>[^"]+)"')


def page_of(file: str) -> str:
    """The site's page for a file of the repository: ``docs/x.md`` is ``x.md``, README the first page."""
    if file == "README.md":
        return "index.md"
    if file.startswith("docs/"):
        return file.removeprefix("docs/")
    if file.startswith("resources/models/"):
        return f"models/{file.split('/')[2]}.md"
    return {"installer/README.md": "installers.md", "resources/licences/third-party.md": "licences.md"}.get(
        file, file.rpartition("/")[2].lower()
    )


def sources() -> dict[str, str]:
    """Every file of the repository that is a page -> that page."""
    listed = [file for pages in CHAPTERS.values() for _, file in pages if file]
    cards = [card.relative_to(ROOT).as_posix() for card in sorted((ROOT / "resources/models").glob("*/MODEL_CARD.md"))]
    others = [file.relative_to(ROOT).as_posix() for file in sorted((ROOT / "docs").glob("**/*.md"))]
    return {file: page_of(file) for file in ("README.md", *listed, *cards, *others) if (ROOT / file).is_file()}


def navigation() -> list[dict[str, Any]]:
    """What the site's menu shows."""
    there = sources()
    menu: list[dict[str, Any]] = [{"Earmark": "index.md"}]
    for chapter, pages in CHAPTERS.items():
        entries = [{title: there.get(file, REFERENCE)} for title, file in pages if not file or file in there]
        if chapter == "The models":
            entries += [{f"Card of {Path(page).stem}": page} for file, page in there.items() if "MODEL_CARD" in file]
        if entries:
            menu.append({chapter: entries})
    shown = {page for chapter in menu for entry in _entries(chapter) for page in entry.values()}
    more = [page for page in there.values() if page not in shown]
    return [*menu, {"More": more}] if more else menu


def _entries(chapter: dict[str, Any]) -> list[dict[str, str]]:
    return [entry for entries in chapter.values() if isinstance(entries, list) for entry in entries] or [chapter]


def rewritten(text: str, file: str, page: str) -> str:
    """``text`` of the repository's ``file`` with the links that its ``page`` needs."""
    pages = sources()

    def target_of(target: str) -> str | None:
        """Where a link leads on the site; ``None``: nowhere."""
        path, mark, anchor = target.partition("#")
        if "://" in target or target.startswith("mailto:") or not path:
            return target
        inside = posixpath.normpath(posixpath.join(posixpath.dirname(file), path))
        there = pages.get(inside) or (inside.removeprefix("docs/") if inside.startswith("docs/images/") else None)
        return there and posixpath.relpath(there, posixpath.dirname(page) or ".") + mark + anchor

    def link(found: re.Match[str]) -> str:
        target = target_of(found["target"])
        return f"{found['mark']}[{found['text']}]({target})" if target else found["text"]

    def attribute(found: re.Match[str]) -> str:
        return f'{found["name"]}="{target_of(found["target"]) or found["target"]}"'

    return _ATTRIBUTE.sub(attribute, _LINK.sub(link, text))


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """The menu, of the pages that there are."""
    config.nav = navigation()
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that do not lie under docs/."""
    from mkdocs.structure.files import File

    files.append(File.generated(config, REFERENCE, content=_reference()))
    for file, page in sources().items():
        if not file.startswith("docs/"):
            files.append(File.generated(config, page, content=(ROOT / file).read_text(encoding="utf-8")))
    return files


def _reference() -> str:
    spec = spec_from_file_location("manual", ROOT / "installer" / "manual.py")
    assert spec is not None
    assert spec.loader is not None
    manual = module_from_spec(spec)
    spec.loader.exec_module(manual)
    return str(manual.reference())


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Let the links lead to pages."""
    by_page = {there: file for file, there in sources().items()}
    file = by_page.get(page.file.src_uri)
    return rewritten(markdown, file, page.file.src_uri) if file else markdown
