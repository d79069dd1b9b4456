#!/usr/bin/env bash
# `make run`: from a clone to a served demo district. A later start keeps the data and takes seconds.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/say.sh

data=${DATA:-./data}
port=${PORT:-8300}
binary=target/trial/huiyin

scripts/setup.sh run

say "Building (the first time takes some minutes, later starts take seconds)"
cargo build --profile trial --locked --package huiyin

# A demo that was broken off leaves its mark, so that the next start completes it; a folder that
# somebody else filled is never touched.
mkdir -p target/stamps
unfinished="target/stamps/unfinished-$(printf "%s" "${data%/}" | tr / -)"
if [ -e "$unfinished" ] || [ ! -d "$data" ] || [ -z "$(ls -A "$data")" ]; then
    say "Making the demo district in $data"
    : >"$unfinished"
    "$binary" demo --data "$data"
    rm -f "$unfinished"
fi

exec "$binary" serve --data "$data" --listen "127.0.0.1:$port"
