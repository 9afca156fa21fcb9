#!/usr/bin/env bash
# What `make run [MUSIC=folder]` does once .venv is ready: the window, or, without a display, the same job in the terminal.
# Without MUSIC it works on a demo library of generated music under demo/, with its own Earmark home: nothing else is touched.
set -euo pipefail
cd "$(dirname "$0")/.."
earmark=.venv/bin/earmark
music=${MUSIC:-}

say() { echo "earmark: $*"; }
step() { echo; echo "\$ earmark $*"; }

has_display() {
    case ${QT_QPA_PLATFORM:-} in offscreen* | minimal* | vnc* | linuxfb*) return 1 ;; esac
    if [ "$(uname -s)" = Linux ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then return 1; fi
    .venv/bin/python -c 'from PySide6.QtGui import QGuiApplication; QGuiApplication([])' >/dev/null 2>&1
}

# Runs a command of Earmark, showing it. Exit status 1 means "some files failed and are listed", which is no reason to stop.
show() {
    step "$@"
    local status=0
    "$earmark" "$@" || status=$?
    [ "$status" -le 1 ] || exit "$status"
}

checksums() { find "$music" -type f -exec cksum {} + | sort; }

demo_in_terminal() {
    local before
    before=$(checksums)
    say "the demo: what the files say, what Earmark would write, writing it, and taking it back."
    say "The music is made by a program: what Earmark hears in it says little about how it hears yours."
    show show "$music"
    show tag "$music" --dry-run
    show tag "$music" --yes
    if [ "$(checksums)" = "$before" ]; then
        say "nothing was sure enough to be written"
    else
        show show "$music"
        show history
        show undo --last
        [ "$(checksums)" != "$before" ] || say "every file is byte for byte what it was before"
    fi
    say "one file is broken on purpose: Earmark names it and goes on."
    say "your own music: make run MUSIC=/path/to/music   (nothing is written without asking)"
}

own_music_in_terminal() {
    if [ -t 0 ]; then
        say "Earmark listens, shows what it would change, and asks before it writes anything."
        show tag "$music"
    else
        say "Earmark listens and shows what it would change. Nothing is written: there is no one to ask."
        show tag "$music" --dry-run
        say "to write: .venv/bin/earmark tag \"$music\"     to take it back: .venv/bin/earmark undo --last"
    fi
}

if [ -z "$music" ]; then
    own=no
    music=$PWD/demo/music
    export EARMARK_HOME=$PWD/demo/home
    say "no MUSIC given: a demo library of generated music in demo/music"
    .venv/bin/python -m app.demo "$music"
else
    own=yes
    if [ ! -e "$music" ]; then
        echo "earmark: there is no $music" >&2
        exit 2
    fi
fi

"$earmark" --version || { echo "earmark: the installation in .venv does not start; remove .venv and try again" >&2; exit 1; }
if has_display; then
    say "opening the window on $music"
    exec "$earmark" "$music"
fi
say "there is no display: the same job in the terminal"
if [ "$own" = yes ]; then own_music_in_terminal; else demo_in_terminal; fi
