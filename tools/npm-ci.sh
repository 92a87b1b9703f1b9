#!/usr/bin/env bash
# npm-ci.sh FOLDER: installs the folder's locked packages, unless exactly these are installed already.
set -euo pipefail
cd "$1"

readonly stamp=node_modules/.installed-lock
lock=$(sha256sum < package-lock.json)

if [ "$(cat "$stamp" 2> /dev/null)" = "$lock" ]; then
  exit 0
fi
if ! command -v npm > /dev/null; then
  echo "npm is missing: install Node.js 20.19 or later (https://nodejs.org), then try again." >&2
  exit 1
fi
if ! npm ci --no-audit --no-fund; then
  echo "npm ci failed in $1: it needs the npm registry (behind a proxy: npm config set registry URL)." >&2
  exit 1
fi
echo "$lock" > "$stamp"
