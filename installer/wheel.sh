#!/usr/bin/env bash
# Builds dist/*.whl and tries it in an empty environment outside the checkout, with an empty home.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
rm -rf dist
.venv/bin/python -m pip wheel --quiet --no-deps --wheel-dir dist .
wheel=$(ls "$root"/dist/earmark-*.whl)
echo "earmark: built ${wheel#"$root"/}"

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
.venv/bin/python -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet -c constraints.txt "$wheel"
cd "$place"
for words in --version models doctor; do
    echo "\$ earmark $words"
    EARMARK_HOME=$place/home QT_QPA_PLATFORM=${QT_QPA_PLATFORM:-offscreen} "$place/venv/bin/earmark" $words
done
