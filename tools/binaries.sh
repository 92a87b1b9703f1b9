#!/usr/bin/env bash
# binaries.sh: the folder that cargo puts the release binaries into, wherever CARGO_TARGET_DIR or cargo's own configuration says that is.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo metadata --format-version 1 --no-deps | sed -E 's|.*"target_directory":"([^"]*)".*|\1/release|'
