"""``goals``: a bundle's figures against what the project set out to reach, as a table that follows from ``model.json``.

Every figure is one of the judged networks, whose artists these never met, unless the row says otherwise.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from app.inference.bundle import DESCRIPTION_FILE, load_bundle
from trainer.card_words import percent, robustness_by_judges, table, with_ends
from trainer.data import DataError

#: `pocelli-unet` after three epochs on the published split: the most that any reproduced system had right there.
BEST_REPRODUCED = 0.571
_MISSING = "not measured"
#: The change of :mod:`trainer.robustness` that makes a picture coarser, as feature sets are; no sound file does.
COARSE = "a third of the frames"
#: Where the table stands in a page.
BEGIN, END = "<!-- goals: python -m trainer goals -->", "<!-- end of goals -->"
_HEAD = ("measure", "must", "goal")


def goals_text(folders: Sequence[Path]) -> str:
    """The table, Markdown, with a column for each bundle of ``folders``.

    Raises:
        BundleError: one cannot be used.
    """
    bundles = [load_bundle(folder) for folder in folders]
    columns = []
    for folder, bundle in zip(folders, bundles, strict=True):
        stored = json.loads((folder / DESCRIPTION_FILE).read_text(encoding="utf-8"))
        columns.append(_column(stored["metrics"], bundle.size_bytes))
    rows = [(*row, *(column[i] for column in columns)) for i, row in enumerate(_ROWS)]
    return "\n".join(table((*_HEAD, *(f"`{bundle.id}`" for bundle in bundles)), rows))


def fill(page: Path, text: str) -> None:
    """Put ``text`` between the two marks of ``page``.

    Raises:
        DataError: it has no such marks, or cannot be read.
    """
    try:
        before, rest = page.read_text(encoding="utf-8").split(BEGIN)
        after = rest.split(END)[1]
    except (OSError, ValueError, IndexError) as problem:
        raise DataError(f"{page} has no place between {BEGIN} and {END}.", str(problem)) from problem
    page.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8", newline="\n")


#: What is measured, what it must reach, and what it should.
_ROWS = (
    ("ten genres, artists never met, five folds", "68 %", "78 %"),
    ("by fold", "", ""),
    ("ten genres, published valid part", "68 %", "78 %"),
    ("the same, above the best reproduced system (57.1 %, docs/reproduction.md)", "+5", "+12"),
    ("FMA, held-out blocks, seven genres", "55 %", "65 %"),
    ("the same, the shipped networks themselves", "55 %", "65 %"),
    ("calibration error (ECE), ten genres; fitted on other folds; published valid part", ".08", ".04"),
    ("the same, FMA, seven genres", "", ""),
    ("kept without a look at 90 % right", "40 %", "60 %"),
    ("sets at 90 %: cover, size", "88 to 92 %, 2.6", "2.0"),
    ("not music refused at 5 % of music lost", "90 %", "97 %"),
    ("genres never met, AUROC (small networks, genres left out)", ".70", ".80"),
    ("right after reviewing the least certain fifth", "85 %", "92 %"),
    ("expected and actual errors among the accepted, on other artists", "", "equal"),
    ("largest cost of a change of sound, five folds; published valid part", "5 points", "5 points"),
    ("cost of a picture with a third of the frames, the same", "5 points", "5 points"),
    ("size of a bundle", "5 MB", "2.5 MB"),
    ("torch against the bundle's graph", "1e-4", "1e-5"),
)


def _column(metrics: Mapping[str, Any], size_bytes: int) -> list[str]:
    ten = metrics.get("gtzan", {})
    folds = ten.get("by_split", {})
    valid = metrics.get("valid", {} if folds else ten)
    fma, shipped = metrics.get("fma", {}), metrics.get("shipped", {}).get("fma", {})
    across = metrics.get("reliability", {}).get("crosswise", {})
    robust = robustness_by_judges(metrics).values()
    return [
        with_ends(ten, "accuracy", True) if folds else _MISSING,
        ", ".join(percent(share) for share in folds.values()) or _MISSING,
        with_ends(valid, "accuracy", True),
        f"{100 * (valid['accuracy'] - BEST_REPRODUCED):+.1f}" if "accuracy" in valid else _MISSING,
        with_ends(fma, "accuracy", True),
        with_ends(shipped, "accuracy", True),
        "; ".join([_error(ten), _plain(across, "ten_ece"), *([_error(valid)] if folds else [])]),
        _error(fma),
        with_ends(ten, "coverage_at_90", True),
        f"{with_ends(ten, 'set90_coverage', True)}, {with_ends(ten, 'set90_size', False)}",
        with_ends(metrics.get("refusal", {}), "refused_at_5_lost", True),
        _unseen(metrics.get("trials", {}).get("unseen", {})),
        with_ends(ten, "right_after_review_20", True),
        _errors(across),
        "; ".join(map(_largest, robust)) or _MISSING,
        "; ".join(_cost(own, COARSE) for own in robust if COARSE in own) or _MISSING,
        f"{size_bytes / 1e6:.1f} MB",
        f"{metrics['parity']:.0e}" if "parity" in metrics else _MISSING,
    ]


def _error(own: Mapping[str, Any]) -> str:
    """The calibration error, and what chance alone makes of it."""
    text = with_ends(own, "ece", False)
    return text + (f", by chance alone {own['ece_by_chance']:.3f}" if "ece_by_chance" in own else "")


def _plain(own: Mapping[str, Any], key: str) -> str:
    return f"{own[key]:.3f}" if key in own else _MISSING


def _unseen(own: Mapping[str, Any]) -> str:
    way, mean = own.get("shipped"), own.get("mean", {})
    if way not in mean:
        return _MISSING
    return f"{mean[way]:.2f} by familiarity, as it is shipped; {mean.get('confidence', 0.0):.2f} by confidence"


def _errors(across: Mapping[str, Any]) -> str:
    if "wrong" not in across:
        return _MISSING
    return f"{percent(across['expected_wrong'])} and {percent(across['wrong'])} of {percent(across['accepted'])}"


def _largest(own: Mapping[str, float]) -> str:
    """The change of the sound that costs most: parts of it left out, and so is what no sound does to a picture."""
    altered = {name: value for name, value in own.items() if not name.endswith(" only") and name != COARSE}
    name = min(altered, key=lambda each: altered[each])
    return f"{_cost(own, name)} ({name})"


def _cost(own: Mapping[str, float], name: str) -> str:
    return f"{100 * (own['as it is'] - own[name]):.1f} points"
