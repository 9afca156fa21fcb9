# Sourced by deb.sh and portable.sh: what a desktop wants to know of the program, laid out as below /usr.
# shellcheck shell=bash

ID=app.earmark.Earmark
VERSION=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' app/__init__.py)
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 1700000000)}

# stage PREFIX: desktop entry, kinds of files, icons, AppStream data, manual page and licences into PREFIX/share.
stage() {
    local share=$1/share python=.cache/bundle/venv/bin/python size
    install -D -m 644 installer/linux/$ID.desktop "$share/applications/$ID.desktop"
    install -D -m 644 installer/linux/$ID.mime.xml "$share/mime/packages/$ID.xml"
    install -d "$share/metainfo" "$share/man/man1"
    sed -e "s/@VERSION@/$VERSION/" -e "s/@DATE@/$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%d)/" \
        installer/linux/$ID.metainfo.xml.in >"$share/metainfo/$ID.metainfo.xml"
    for size in 16 24 32 48 64 128 256 512; do
        install -D -m 644 ".cache/bundle/icons/earmark-$size.png" "$share/icons/hicolor/${size}x$size/apps/$ID.png"
    done
    install -D -m 644 resources/icons/earmark.svg "$share/icons/hicolor/scalable/apps/$ID.svg"
    "$python" installer/manual.py man | gzip -9n >"$share/man/man1/earmark.1.gz"
}

# The frozen program, made where it is missing.
need_bundle() {
    [ -x build/bundle/earmark/earmark ] || bash installer/bundle/bundle.sh
}
