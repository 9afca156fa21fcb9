#!/usr/bin/env bash
# `make deb`: dist/earmark_<version>_<architecture>.deb from the frozen program. Needs binutils.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=installer/linux/stage.sh
source installer/linux/stage.sh
need_bundle

architecture=$(dpkg --print-architecture)
maintainer="${DEBFULLNAME:-The Earmark authors} <${DEBEMAIL:-earmark@localhost.localdomain}>"
tree=.cache/deb/tree
rm -rf .cache/deb
mkdir -p "$tree/usr/lib" "$tree/usr/bin" "$tree/DEBIAN" dist
cp -a build/bundle/earmark "$tree/usr/lib/earmark"
ln -s ../lib/earmark/earmark "$tree/usr/bin/earmark"
stage "$tree/usr"

# pip compiles every .py that it installs, also the list of authors among PyAV's licences.
find "$tree" -name __pycache__ -prune -exec rm -r {} +

# As Debian wants files: no executable bit where nothing is executed, nothing writable by others.
find "$tree" -type d -exec chmod 755 {} +
find "$tree" -type f -exec chmod 644 {} +
chmod 755 "$tree/usr/lib/earmark/earmark"

documents=$tree/usr/share/doc/earmark
install -d "$documents"
install -m 644 installer/linux/copyright "$documents/copyright"
gzip -9n <CHANGELOG.md >"$documents/CHANGELOG.md.gz"
# Debian reads a package's own changelog in its own form; what changed for people is told once, in the file above.
gzip -9n >"$documents/changelog.gz" <<CHANGELOG
earmark ($VERSION) unstable; urgency=medium

  * What changed for the people who use Earmark is told in CHANGELOG.md.gz.

 -- $maintainer  $(LC_ALL=C date -u -R -d "@$SOURCE_DATE_EPOCH")
CHANGELOG
chmod 644 "$documents/CHANGELOG.md.gz" "$documents/changelog.gz"
install -D -m 644 installer/linux/lintian-overrides "$tree/usr/share/lintian/overrides/earmark"

# What the program needs of the system: the libraries that its own are linked with and that it does not bring, each by its
# package; and a C library that is new enough.
dynamic=$(find "$tree/usr/lib/earmark" -type f \( -name '*.so' -o -name '*.so.*' -o -name earmark \) -exec readelf -dVW {} + 2>/dev/null)
brought=$(find "$tree/usr/lib/earmark" -name '*.so*' -printf '%f\n' | sort -u)
package_of() {  # a library's package; dpkg may know the file with or without /usr
    local file
    file=$(ldconfig -p | awk -v name="$1" '$1 == name && /x86-64|AArch64/ {print $NF; exit}')
    [ -n "$file" ] || { echo "earmark: $1 is nowhere on this system" >&2; return 0; }
    file=$(readlink -f "$file")
    { dpkg -S "$file" || dpkg -S "${file#/usr}"; } 2>/dev/null | head -n 1 | cut -d: -f1
}
glibc=$(grep -o 'GLIBC_2[0-9.]*' <<<"$dynamic" | sort -uV | tail -n 1)
depends=$(
    sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' <<<"$dynamic" | sort -u | comm -23 - <(echo "$brought") |
        while IFS= read -r library; do package_of "$library"; done |
        sed "s/^libc6$/libc6 (>= ${glibc#GLIBC_})/" | sort -u | paste -sd , | sed 's/,/, /g'
)
[ -n "$depends" ] || { echo "earmark: no dependencies found: are binutils here?" >&2; exit 1; }

cat >"$tree/DEBIAN/control" <<CONTROL
Package: earmark
Version: $VERSION
Architecture: $architecture
Maintainer: $maintainer
Installed-Size: $(du -sk "$tree/usr" | cut -f1)
Depends: $depends
Recommends: fonts-dejavu-core | fonts-noto-core, xdg-desktop-portal
Section: sound
Priority: optional
Description: listen to music and write the genres heard into the files' tags
 Earmark listens to a music library and writes the genres it hears into the
 files' own tags: MP3, FLAC, Ogg Vorbis, Opus, M4A, WMA, WAV, AIFF and others.
 .
 Nothing is written unseen, only the genre changes, and every write can be taken
 back byte for byte. The model comes with the program; nothing is downloaded and
 nothing leaves the computer. The window and the command line share one engine.
CONTROL
(cd "$tree" && find usr -type f -print0 | sort -z | xargs -0 md5sum) >"$tree/DEBIAN/md5sums"
find "$tree" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
package=dist/earmark_${VERSION}_$architecture.deb
# xz, which Debian's archive and its tools want, and the smaller; two threads always, since one alone gives other bytes.
dpkg-deb --root-owner-group -Zxz -z6 --threads-max=2 --build "$tree" "$package" >/dev/null
rm -rf .cache/deb
echo "earmark: $package, $(($(stat -c %s "$package") / 1000000)) MB; installed $(du -sm build/bundle/earmark | cut -f1) MiB"
