#!/usr/bin/env bash
# `make bundle`: the frozen program, one folder with everything in it, in build/bundle/earmark; weighed, and tried.
# It is made in an environment of its own (.cache/bundle/venv) that holds what the application needs and no more.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
place=$root/.cache/bundle
venv=$place/venv
python=$venv/bin/python
[ -d "$venv/Scripts" ] && python=$venv/Scripts/python.exe

if ! "$python" -c '' 2>/dev/null; then
    "${PYTHON:-python3.11}" -m venv "$venv"
    if [ -d "$venv/Scripts" ]; then python=$venv/Scripts/python.exe; fi
fi
if [ ! -e "$venv/.ready" ] || [ pyproject.toml -nt "$venv/.ready" ] || [ constraints.txt -nt "$venv/.ready" ]; then
    echo "earmark: installing what the application needs, and PyInstaller, into ${venv#"$root"/}"
    PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt PIP_DISABLE_PIP_VERSION_CHECK=1 \
        "$python" -m pip install --quiet -c constraints.txt ".[bundle]"
    # The program is frozen from the checkout; the installed copy only brought its packages.
    "$python" -m pip uninstall --quiet --yes earmark
    touch "$venv/.ready"
fi

# The same content gives the same archive: no time of the build in it, no random order.
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 1700000000)}
export PYTHONHASHSEED=0
"$python" installer/bundle/icons.py "$place/icons"
rm -rf "$place/licences"
"$python" installer/licences.py texts "$place/licences"
echo "earmark: freezing"
"$python" -m PyInstaller --noconfirm --log-level ERROR --workpath "$place/work" --distpath build/bundle \
    installer/bundle/earmark.spec
"$python" installer/bundle/finish.py build/bundle/earmark --json "$place/sizes.json"
if [ -z "${EARMARK_NO_SMOKE:-}" ]; then
    program=build/bundle/earmark/earmark
    [ -e "$program" ] || program=$program.exe
    with=(--window)
    for tool in Xvfb xdotool pulseaudio parec; do
        command -v "$tool" >/dev/null || { echo "earmark: no $tool here: the window is not tried"; with=(); break; }
    done
    "$python" installer/bundle/smoke.py "$root/$program" "${with[@]}"
fi
echo "earmark: the program is in build/bundle/earmark"
