#!/usr/bin/env bash
# `make portable`: dist/earmark-<version>-linux-<machine>.tar.zst, to be unpacked anywhere and started as it is.
# The same content gives the same archive.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=installer/linux/stage.sh
source installer/linux/stage.sh
need_bundle

name=earmark-$VERSION-linux-$(uname -m)
place=.cache/portable
rm -rf "$place"
mkdir -p "$place/$name" dist
cp -a build/bundle/earmark "$place/$name/program"
stage "$place/$name"
install -m 755 installer/linux/start.sh "$place/$name/earmark"
install -m 644 installer/linux/portable.txt "$place/$name/READ ME.txt"
install -m 644 LICENSE "$place/$name/LICENSE"
find "$place" -type d -exec chmod 755 {} +
tar --directory "$place" --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner \
    --format=gnu --create "$name" | zstd -q -7 -T2 -f -o "dist/$name.tar.zst"
rm -rf "$place"
echo "earmark: dist/$name.tar.zst, $(($(stat -c %s "dist/$name.tar.zst") / 1000000)) MB"
