#!/usr/bin/env bash
# Installs the locked npm packages of a folder, only when the lock has changed since the last time.
# Usage: scripts/npm-packages.sh FOLDER
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/say.sh

folder=$1
stamp="target/stamps/npm-${folder//\//-}"
wanted="$(sha256sum <"$folder/package-lock.json") $(node --version)"

if [ -d "$folder/node_modules" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
    exit 0
fi
say "npm ci in $folder"
# The tests drive Debian's Chromium; Playwright must not look for a browser of its own.
PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --prefix "$folder" --no-audit --no-fund --loglevel=error >&2
mkdir -p target/stamps
printf '%s' "$wanted" >"$stamp"
