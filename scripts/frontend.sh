#!/usr/bin/env bash
# Bundles the front end into ui/dist, which the binary embeds, when its sources have changed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/say.sh

scripts/npm-packages.sh ui

stamp=target/stamps/ui-bundle
wanted=$(
    find ui \( -path ui/node_modules -o -path ui/dist \) -prune -o -type f -print0 |
        LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum
)
if [ -d ui/dist ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
    exit 0
fi
say "Bundling the front end"
npm run --silent build --prefix ui >&2
mkdir -p target/stamps
printf '%s' "$wanted" >"$stamp"
