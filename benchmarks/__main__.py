"""``python -m benchmarks [--quick] [--json FILE] [SUBJECT...]``: measure, print a table, and keep the figures as JSON.

Every module beside this one that has a ``measure`` is a subject. A figure in README, documentation or a model card that
is about speed or size comes from here; say on which machine.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import pkgutil
import platform
import sys
import time
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from types import ModuleType

import benchmarks
from app import __version__
from benchmarks.measurement import Measurement

#: Where the figures of the last run are kept, unless another file is named.
_FIGURES = Path(".cache") / "benchmarks" / "figures.json"


def subjects() -> list[str]:
    """Names of the modules that measure something, sorted; the others help them."""
    names = (module.name for module in pkgutil.iter_modules(benchmarks.__path__) if module.name != "__main__")
    return sorted(name for name in names if hasattr(_module(name), "measure"))


def _module(subject: str) -> ModuleType:
    return importlib.import_module(f"benchmarks.{subject}")


def machine() -> dict[str, str]:
    """What a figure's reader needs to know about where it was measured."""
    return {
        "earmark": __version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()}",
        "processor": _processor(),
        "cores": str(os.cpu_count()),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def table(measurements: Iterable[Measurement]) -> str:
    """The figures as aligned columns: what, how much, on what."""
    rows = [
        (m.name, f"{m.value:,.4g}" if abs(m.value) < 1000 else f"{m.value:,.0f}", m.unit, m.detail)
        for m in measurements
    ]
    if not rows:
        return ""
    name, value, unit = (max(len(row[column]) for row in rows) for column in range(3))
    return "\n".join(f"  {r[0]:<{name}}  {r[1]:>{value}} {r[2]:<{unit}}  {r[3]}".rstrip() for r in rows)


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0 when all subjects were measured, 2 for an unknown subject."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure Earmark on this machine.")
    parser.add_argument("subjects", nargs="*", metavar="SUBJECT", help=f"of: {', '.join(subjects())} (default: all)")
    parser.add_argument(
        "--quick", action="store_true", help="few repetitions: a check that it runs, no figures to quote"
    )
    parser.add_argument(
        "--json",
        type=Path,
        metavar="FILE",
        default=_FIGURES,
        help=f"where the figures go as JSON (default: {_FIGURES})",
    )
    parser.add_argument("--minutes", type=float, metavar="N", help="how long the soak lasts")
    chosen = parser.parse_args(arguments)
    unknown = sorted(set(chosen.subjects) - set(subjects()))
    if unknown:
        parser.error(f"no such subject: {', '.join(unknown)}")
    print("  ".join(f"{key} {value}" for key, value in machine().items()), flush=True)
    results: dict[str, list[Measurement]] = {}
    for subject in chosen.subjects or subjects():
        start = time.perf_counter()
        options = {"minutes": chosen.minutes} if subject == "soak" else {}
        results[subject] = list(_module(subject).measure(chosen.quick, **options))
        print(f"\n{subject} ({time.perf_counter() - start:.1f} s{', quick' if chosen.quick else ''})")
        print(table(results[subject]), flush=True)
        _keep(results, chosen.quick, chosen.json)  # after every subject: a long run that ends early tells what it knows
    return 0


def _keep(results: dict[str, list[Measurement]], quick: bool, file: Path) -> None:
    figures = {subject: [asdict(m) for m in found] for subject, found in results.items()}
    document = {"machine": machine(), "quick": quick, "figures": figures}
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
