#!/usr/bin/env bash
# dist/earmark-<version>-macos-<machine>.dmg from build/bundle/Earmark.app; on macOS only, with its own tools.
# With SIGN_AS="Developer ID Application: ..." it signs, and with NOTARY_PROFILE=... it has Apple notarise the image.
set -euo pipefail
cd "$(dirname "$0")/../.."
version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' app/__init__.py)
image=dist/earmark-$version-macos-$(uname -m).dmg
program=build/bundle/Earmark.app
[ -d "$program" ] || bash installer/bundle/bundle.sh
mkdir -p dist

if [ -n "${SIGN_AS:-}" ]; then
    # From the inside out: every library first, the program with its entitlements last.
    find "$program/Contents" -type f \( -name '*.dylib' -o -name '*.so' \) -print0 |
        xargs -0 codesign --force --timestamp --options runtime --sign "$SIGN_AS"
    codesign --force --timestamp --options runtime --entitlements installer/macos/entitlements.plist \
        --sign "$SIGN_AS" "$program"
    codesign --verify --deep --strict "$program"
fi

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cp -R "$program" "$place/"
ln -s /Applications "$place/Applications"
rm -f "$image"
hdiutil create -volname "Earmark $version" -srcfolder "$place" -fs HFS+ -format UDZO -imagekey zlib-level=9 "$image"

if [ -n "${SIGN_AS:-}" ]; then codesign --timestamp --sign "$SIGN_AS" "$image"; fi
if [ -n "${NOTARY_PROFILE:-}" ]; then
    xcrun notarytool submit "$image" --keychain-profile "$NOTARY_PROFILE" --wait
    xcrun stapler staple "$image"
    spctl --assess --type open --context context:primary-signature "$image"
fi
echo "earmark: $image"
