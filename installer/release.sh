#!/usr/bin/env bash
# `make release`: everything that is offered for this system, in dist/, with the bill of materials and SHA256SUMS.
# Nothing is uploaded or signed here; README.md beside this file has the steps of signing.
set -euo pipefail
cd "$(dirname "$0")/.."
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 1700000000)}
bash installer/wheel.sh
bash installer/bundle/bundle.sh
if [ "$(uname -s)" = Linux ]; then
    bash installer/linux/deb.sh
    bash installer/linux/portable.sh
fi
.cache/bundle/venv/bin/python installer/sbom.py --frozen build/bundle/earmark >dist/earmark.cdx.json
(cd dist && rm -f SHA256SUMS && sha256sum -- * >SHA256SUMS.new && mv SHA256SUMS.new SHA256SUMS)
cat dist/SHA256SUMS
