"""Writes the software bill of materials, in CycloneDX 1.5 JSON.

    python installer/sbom.py [--frozen FOLDER] > earmark.cdx.json

Packages with licences and who needs whom, compiled libraries inside them, the models with their hashes; with
``--frozen`` also every shared library of the frozen program with its SHA-256. The same content gives the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import sys
import time
import uuid
from pathlib import Path
from typing import Any

from components import FROZEN_ONLY, ROOT, Component, compiled, packages
from packaging.utils import canonicalize_name

_OWN = "earmark"
#: Names of things that are no packages become references by this rule.
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")


def version() -> str:
    """Earmark's own."""
    text = (ROOT / "app" / "__init__.py").read_text(encoding="utf-8")
    return str(re.findall(r'^__version__ = "(.+)"', text, re.MULTILINE)[0])


def _sha256(file: Path) -> list[dict[str, str]]:
    return [{"alg": "SHA-256", "content": hashlib.sha256(file.read_bytes()).hexdigest()}]


def _package(part: Component) -> dict[str, Any]:
    name = canonicalize_name(part.name)
    return {
        "type": "library",
        "bom-ref": name,
        "name": part.name,
        "version": part.version,
        "purl": f"pkg:pypi/{name}@{part.version}",
        "licenses": [{"expression": part.licence}],
    }


def _inside(part: Component) -> dict[str, Any]:
    return {
        "type": "library",
        "bom-ref": f"inside/{_NOT_A_WORD.sub('-', f'{part.within}/{part.name}'.lower()).strip('-')}",
        "name": part.name,
        "licenses": [{"expression": part.licence}],
        "properties": [{"name": "earmark:comes-with", "value": part.within or "the frozen program"}],
    }


def _models() -> list[dict[str, Any]]:
    found = []
    for description in sorted((ROOT / "resources" / "models").glob("*/model.json")):
        told = json.loads(description.read_text(encoding="utf-8"))
        found.append(
            {
                "type": "machine-learning-model",
                "bom-ref": f"model/{told['id']}",
                "name": told["name"],
                "version": str(told["version"]),
                "licenses": [{"license": {"name": told["licence"]}}],
                "hashes": _sha256(description.parent / "model.onnx"),
            }
        )
    return found


def _frozen(folder: Path) -> list[dict[str, Any]]:
    parts = [_inside(part) for part in FROZEN_ONLY]
    for file in sorted(folder.rglob("*")):
        shared = re.search(r"\.(so|dll|dylib|pyd)(\.|$)", file.name)
        if shared and file.is_file() and not file.is_symlink():
            name = file.relative_to(folder).as_posix()
            parts.append({"type": "file", "bom-ref": f"file/{name}", "name": name, "hashes": _sha256(file)})
    return parts


def bill(frozen: Path | None) -> dict[str, Any]:
    """The whole bill."""
    needed = packages()
    components = [*map(_package, needed), *map(_inside, compiled()), *_models(), *(_frozen(frozen) if frozen else [])]
    seconds = int(os.environ.get("SOURCE_DATE_EPOCH", time.time()))
    own = {
        "type": "application",
        "bom-ref": _OWN,
        "name": _OWN,
        "version": version(),
        "licenses": [{"expression": "GPL-3.0-or-later"}],
    }
    # Whom nobody else among them needs, Earmark needs itself; what it needs besides, pyproject.toml tells.
    dependencies = [{"ref": canonicalize_name(part.name), "dependsOn": list(part.needs)} for part in needed]
    dependencies.insert(0, {"ref": _OWN, "dependsOn": [canonicalize_name(part.name) for part in needed]})
    content = json.dumps([own, components, dependencies], sort_keys=True)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, content)}",
        "version": 1,
        "metadata": {"timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds)), "component": own},
        "components": components,
        "dependencies": dependencies,
    }


def main() -> int:
    """Print the bill."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--frozen", type=Path, help="folder of the frozen program")
    sys.stdout.write(json.dumps(bill(parser.parse_args().frozen), indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
