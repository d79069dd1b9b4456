#!/usr/bin/env bash
# `make test-security`: installs the pinned scanners below target/ and runs them against the binary.
# HUIYIN_BIN names a built binary; without it one is built. HUIYIN_SCAN_SECONDS bounds the scans
# (480 by default; the demo district before them comes on top). A scanner that cannot be installed
# is counted as skipped.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source scripts/say.sh

readonly PIP_SECONDS=300
tools=target/security

# The virtual environment of one scanner, renewed when its pinned packages have changed. Each has its
# own, because they want different versions of the same libraries.
install_scanner() {
    local name=$1 pins=scripts/security/requirements/$1.txt
    local stamp=$tools/$name/pins
    if cmp -s "$pins" "$stamp"; then return; fi
    say "Installing $name"
    rm -rf "${tools:?}/$name"
    if ! python3 -m venv "$tools/$name" ||
        ! timeout "$PIP_SECONDS" "$tools/$name/bin/pip" install --quiet --disable-pip-version-check \
            --no-deps --requirement "$pins"; then
        rm -rf "${tools:?}/$name"
        warn "$name could not be installed and will be counted as skipped" "无法安装 $name，将计为跳过"
        return
    fi
    cp "$pins" "$stamp"
}

command -v python3 >/dev/null ||
    stop "Python is missing: apt-get install python3 python3-venv" "缺少 Python：apt-get install python3 python3-venv"
mkdir -p "$tools"
for name in schemathesis wapiti3 sqlmap; do install_scanner "$name"; done

binary=${HUIYIN_BIN:-}
if [ -z "$binary" ]; then
    scripts/setup.sh run
    say "Building"
    cargo build --locked --package huiyin
    binary=${CARGO_TARGET_DIR:-target}/debug/huiyin
fi

exec env PYTHONDONTWRITEBYTECODE=1 python3 scripts/security/scan.py "$binary" "$tools"
