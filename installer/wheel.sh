#!/usr/bin/env bash
# `make wheel`: dist/*.whl and dist/*.tar.gz, each the same bytes when built again, and both tried in an empty environment
# outside the checkout with an empty home; the wheel tried is the one made from the unpacked sources.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 1700000000)}
export PIP_CONSTRAINT=$root/constraints.txt PIP_BUILD_CONSTRAINT=$root/constraints.txt PIP_DISABLE_PIP_VERSION_CHECK=1

# What builds: an environment of its own, with the pinned hatchling.
"${PYTHON:-.venv/bin/python}" -m venv "$place/builder"
builder=$place/builder/bin/python
"$builder" -m pip install --quiet -c constraints.txt hatchling

# build FROM TO KIND: sdist or wheel of the project in FROM.
build() { (cd "$1" && "$builder" -m hatchling build -d "$2" -t "$3" >/dev/null); }

same() {
    cmp "$1" "$2" || { echo "earmark: built twice, $(basename "$1") differs" >&2; exit 1; }
    echo "earmark: built twice, the same bytes: $(basename "$1"), $(($(stat -c %s "$1") / 1000)) kB"
}

rm -f dist/earmark-*.whl dist/earmark-*.tar.gz
build "$root" "$root/dist" sdist
build "$root" "$place/again" sdist
sources=$(ls "$root"/dist/earmark-*.tar.gz)
same "$sources" "$place/again/$(basename "$sources")"

# The sources are complete: a wheel can be made of nothing else, and it is the wheel that the checkout makes.
tar -xzf "$sources" -C "$place"
build "$root" "$root/dist" wheel
build "$place/$(basename "$sources" .tar.gz)" "$place/again" wheel
wheel=$(ls "$root"/dist/earmark-*.whl)
same "$wheel" "$place/again/$(basename "$wheel")"

"$builder" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet -c constraints.txt "$place/again/$(basename "$wheel")"
cd "$place"
mkdir empty
export HOME=$place/empty EARMARK_HOME=$place/home QT_QPA_PLATFORM=${QT_QPA_PLATFORM:-offscreen}
for words in "bin/earmark --version" "bin/python -m app --version" "bin/earmark models" "bin/earmark doctor"; do
    echo "\$ ${words#bin/}"
    # shellcheck disable=SC2086  # a command and its words
    "$place/venv/"$words
done
