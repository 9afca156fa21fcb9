#!/usr/bin/env bash
# Writes constraints.txt anew: the newest versions that pyproject.toml allows, from a fresh environment. Run the tests after it.
set -euo pipefail
cd "$(dirname "$0")/.."
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3.11}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet ".[train,test,dev,bundle]" hatchling editables colorama \
    macholib pefile pywin32-ctypes  # what PyInstaller needs on macOS and Windows
{
    sed -n '/^#/p' constraints.txt
    # Without the project itself, and without the name of a local build, which other machines would not find.
    "$place/venv/bin/python" -m pip freeze | grep -E '^[A-Za-z0-9_.-]+==' | sed 's/+.*//' | grep -v '^earmark=' | sort -f
} >"$place/constraints.txt"
cp "$place/constraints.txt" constraints.txt
echo "earmark: constraints.txt now names $(grep -vc '^#' constraints.txt) packages; next: make test"
