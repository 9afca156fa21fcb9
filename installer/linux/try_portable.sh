#!/usr/bin/env bash
# Tries the portable archive as a person would: unpacks it into a folder with a blank in its name, the smoke test, into the
# menu and out of it again in an empty home, and everything kept beside it where a folder "home" is.
set -euo pipefail
cd "$(dirname "$0")/../.."
place="$(mktemp -d)/a place"
trap 'rm -rf "$(dirname "$place")"' EXIT
mkdir -p "$place/person"
tar -xf dist/earmark-*-linux-"$(uname -m)".tar.zst -C "$place"
start=$(ls -d "$place"/earmark-*)/earmark
entry=$place/person/.local/share/applications/app.earmark.Earmark.desktop
plain() { env -i PATH="$PATH" HOME="$place/person" LANG=C.UTF-8 "$@"; }

plain "$start" --version
plain "$start" --integrate
if command -v desktop-file-validate >/dev/null; then desktop-file-validate "$entry"; fi
grep -F "Exec=\"$start\"" "$entry"
plain "$place/person/.local/bin/earmark" --version
plain "$start" --disintegrate
left=$(find "$place/person" -not -type d -not -name '*.cache' -not -path '*/mime/*' | grep -v '^$' || true)
[ -z "$left" ] || { echo "earmark: left behind: $left" >&2; exit 1; }

mkdir "$(dirname "$start")/home"
plain "$start" settings show theme
[ -e "$(dirname "$start")/home/data/library.sqlite3" ] || { echo "earmark: it did not keep to its folder" >&2; exit 1; }
[ ! -e "$place/person/.local/share/earmark" ] || { echo "earmark: it wrote into the home" >&2; exit 1; }
rm -r "$(dirname "$start")/home"
if [ -z "${EARMARK_NO_SMOKE:-}" ]; then
    "${PYTHON_OF_SMOKE:-.cache/bundle/venv/bin/python}" installer/bundle/smoke.py "$start" ${WITH_WINDOW:+--window}
fi
echo "earmark: the portable archive works"
