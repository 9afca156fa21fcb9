#!/usr/bin/env bash
# Tries dist/*.deb on a bare Debian 12 (debootstrap, as root): installed by dpkg and apt, the smoke test in it, its desktop
# files checked, removed; then nothing of it may be left. FOLDER (default: a temporary one) may hold the bare system.
set -euo pipefail
cd "$(dirname "$0")/../.."
package=$(ls "$PWD"/dist/earmark_*_"$(dpkg --print-architecture)".deb)
bare=${1:-$(mktemp -d)/bare}
python=${PYTHON_OF_SMOKE:-.cache/bundle/venv/bin/python}

if [ ! -x "$bare/usr/bin/apt-get" ]; then
    echo "earmark: making a bare Debian 12 in $bare"
    debootstrap --variant=minbase bookworm "$bare" >/dev/null
fi
cp "$package" "$bare/tmp/earmark.deb"
# The bare system sees processes and plain devices, and no folder of this machine: whoever deletes it must not be able to
# delete more than it. Its own /dev, which debootstrap made, is enough.
mountpoint -q "$bare/proc" || mount -t proc proc "$bare/proc"
cleanup() { umount "$bare/proc" || echo "earmark: still mounted: $bare/proc; unmount it before you delete $bare" >&2; }
trap cleanup EXIT
inside() { chroot "$bare" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }

inside apt-get update -qq
list() { (cd "$bare" && find . -xdev \( -path ./proc -o -path ./dev -o -path ./tmp -o -path ./var -o -path ./root \) -prune -o \
    -print | sort); }

echo "\$ dpkg -i earmark.deb   (what it needs is missing yet, which dpkg says)"
inside dpkg -i /tmp/earmark.deb || true
echo "\$ apt-get install -f"
inside apt-get install -y -qq --no-install-recommends -f >/dev/null
inside dpkg -s earmark | grep -E '^(Status|Version|Installed-Size)'
inside apt-get install -y -qq --no-install-recommends fonts-dejavu-core >/dev/null
list | grep -E 'earmark|Earmark' >"$bare/tmp/with"
echo "earmark: $(wc -l <"$bare/tmp/with") files installed"

nice -n 5 "$python" installer/bundle/smoke.py /usr/bin/earmark --within "$bare" ${WITH_WINDOW:+--window}

echo "\$ dpkg -r earmark"
inside dpkg -r earmark
left=$(list | grep -E 'earmark|Earmark' || true)
[ -z "$left" ] || { echo "earmark: left behind: $left" >&2; exit 1; }
echo "earmark: removed, and nothing of it is left"
