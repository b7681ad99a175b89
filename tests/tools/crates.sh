#!/usr/bin/env bash
# Writes assets/crates.txt: the crates that are built into the program, on any
# system, with their licences. To be run when the dependencies changed.
set -euo pipefail
cd "$(dirname "$0")/../.."
cargo tree --locked --edges normal --target all --prefix none --format '{p} {l}' |
    sed -e 's/ (\*)$//' -e 's/ (proc-macro)//' -e '/^lineproof /d' |
    LC_ALL=C sort -u > assets/crates.txt
