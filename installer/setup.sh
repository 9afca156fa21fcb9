#!/usr/bin/env bash
# Makes the environment in .venv ready:  installer/setup.sh run|test|dev
#   run    what the application needs
#   test   run, and what the tests need (torch among it, because the trainer is tested too)
#   dev    test, and ruff and mypy
# Exact versions come from constraints.txt. Says what it does; a second call with nothing to do returns at once.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=installer/apt.sh
source installer/apt.sh

say() { echo "earmark: $*"; }

suitable() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    local candidate
    for candidate in ${PYTHON:-} python3.11 python3 python3.12 python3.13; do
        if suitable "$candidate"; then
            echo "$candidate"
            return 0
        fi
    done
    return 1
}

make_environment() {
    local python
    python=$(find_python) || {
        install_packages "Python 3.11 or newer" python3 python3-venv
        python=$(find_python) || { echo "earmark: needs Python 3.11 or newer; name one with PYTHON=..." >&2; exit 1; }
    }
    "$python" -c 'import ensurepip, venv' 2>/dev/null || install_packages "a Python environment" python3-venv
    say "creating .venv with $("$python" --version)"
    "$python" -m venv .venv
}

install_python_packages() {
    local extras=$1
    say "installing Earmark${extras:+ $extras} into .venv, exact versions from constraints.txt"
    if [ -n "$extras" ] && [ "$(uname -s)" = Linux ] && ! .venv/bin/python -m pip show --quiet torch 2>/dev/null; then
        say "the tests of the trainer need PyTorch; its general Linux package is large (several GB with its CUDA libraries)"
    fi
    # The first variable reaches the build environment of older pips, the second that of newer ones.
    PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt PIP_DISABLE_PIP_VERSION_CHECK=1 \
        .venv/bin/python -m pip install --quiet -c constraints.txt -e ".$extras"
}

install_system_libraries() {
    [ "$(uname -s)" = Linux ] || return 0
    local missing
    mapfile -t missing < <(.venv/bin/python installer/system_libraries.py)
    [ "${#missing[@]}" -eq 0 ] || install_packages "Qt, the window toolkit" "${missing[@]}"
}

level=${1:-run}
case $level in
run) extras="" ;;
test) extras="[train,test]" ;;
dev) extras="[train,test,dev]" ;;
*) echo "usage: installer/setup.sh run|test|dev" >&2; exit 2 ;;
esac

ready=.venv/.ready-$level
if ! suitable .venv/bin/python; then
    rm -rf .venv
    make_environment
fi
if [ ! -e "$ready" ] || [ pyproject.toml -nt "$ready" ] || [ constraints.txt -nt "$ready" ]; then
    install_python_packages "$extras"
    install_system_libraries
    touch .venv/.ready-run "$ready"
    [ "$level" != dev ] || touch .venv/.ready-test
    say "ready: $(.venv/bin/python --version), $(.venv/bin/python -m pip list 2>/dev/null | tail -n +3 | wc -l) packages"
fi
