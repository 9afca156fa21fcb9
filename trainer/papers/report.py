"""docs/reproduction.md: what the papers say, what their systems do here under their splits, and under an honest one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from trainer.papers import report_sections as sections
from trainer.papers.pictures import draw_leaks, draw_system
from trainer.papers.recipe import paper_names, tasks_of
from trainer.papers.results import Figures, keep_results, read_results, select
from trainer.papers.runs import LEAK_SYSTEM

__all__ = ["keep_results", "write_report"]

PAGE = "reproduction.md"
PICTURES = Path("images") / "reproduction"


def write_report(docs: Path) -> list[Path]:
    """Write the page and its pictures below ``docs`` from the results kept there; the files written.

    Raises:
        DataError: there are no results.
    """
    results = read_results(docs)
    written = _draw(results, docs)
    page = docs / PAGE
    drawn = {file.stem for file in written}
    page.write_text(report_text(results, drawn), encoding="utf-8", newline="\n")
    return [page, *written]


def report_text(results: Sequence[Figures], drawn: set[str]) -> str:
    """The whole page, Markdown; ``drawn`` names the pictures that there are."""
    parts = [
        sections.introduction(),
        sections.table(results),
        sections.reading(results),
        sections.leaks(results, f"{PICTURES.as_posix()}/leaks.png" if "leaks" in drawn else ""),
        sections.pairs(results),
        sections.folds(results),
        sections.mixture(results),
        sections.systems({name: f"{PICTURES.as_posix()}/{name}.png" for name in paper_names() if name in drawn}),
        sections.again(),
    ]
    return "\n".join(part for part in parts if part)


def _draw(results: Sequence[Figures], docs: Path) -> list[Path]:
    written = []
    for name in paper_names():
        file = docs / PICTURES / f"{name}.png"
        if draw_system(results, [task.name for task in tasks_of(name)], file):
            written.append(file)
    file = docs / PICTURES / "leaks.png"
    if any(select(results, LEAK_SYSTEM, "segment")) and draw_leaks(results, LEAK_SYSTEM, file):
        written.append(file)
    return written
