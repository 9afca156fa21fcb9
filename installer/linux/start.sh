#!/bin/sh
# Starts Earmark from the folder it was unpacked into.
#
#   ./earmark [...]             as the installed command: the window, or a command in the terminal
#   ./earmark --integrate       into the menu, "open with" and the command line of this user; the folder must stay here
#   ./earmark --disintegrate    takes that back
#
# With a folder named "home" beside this file, everything Earmark keeps is kept there: for a stick.
set -eu
here=$(dirname "$(readlink -f "$0")")
share=${XDG_DATA_HOME:-$HOME/.local/share}
commands=$HOME/.local/bin

# The files of share/ that a desktop reads, by their names inside it.
for_desktop() { (cd "$here/share" && find applications icons metainfo mime man -type f); }

refresh() {
    for command in "update-desktop-database $share/applications" "update-mime-database $share/mime" \
        "gtk-update-icon-cache -q -t -f $share/icons/hicolor"; do
        # shellcheck disable=SC2086  # a command and its words
        if command -v "${command%% *}" >/dev/null 2>&1; then $command >/dev/null 2>&1 || true; fi
    done
}

case ${1:-} in
--integrate)
    for_desktop | while IFS= read -r file; do
        mkdir -p "$share/$(dirname "$file")"
        cp "$here/share/$file" "$share/$file"
    done
    entry=$share/applications/app.earmark.Earmark.desktop
    # The menu starts this very file, wherever it was unpacked; quoted as desktop entries want it.
    quoted=$(printf '%s' "$here/earmark" | sed -e 's/[\\"`$]/\\\\&/g' -e 's/%/%%/g' -e 's/[&|]/\\&/g')
    sed -i "s|^Exec=earmark|Exec=\"$quoted\"|" "$entry"
    mkdir -p "$commands"
    ln -sfn "$here/earmark" "$commands/earmark"
    refresh
    echo "Earmark is in your menu, and in the terminal as: $commands/earmark"
    ;;
--disintegrate)
    for_desktop | while IFS= read -r file; do rm -f "$share/$file"; done
    if [ "$(readlink "$commands/earmark" || true)" = "$here/earmark" ]; then rm -f "$commands/earmark"; fi
    refresh
    echo "Earmark is out of your menu. Its library, journal and settings stay; delete this folder to be rid of the program."
    ;;
*)
    if [ -d "$here/home" ]; then
        EARMARK_HOME=${EARMARK_HOME:-$here/home}
        export EARMARK_HOME
    fi
    exec "$here/program/earmark" "$@"
    ;;
esac
