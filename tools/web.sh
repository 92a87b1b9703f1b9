#!/usr/bin/env bash
# Builds the web app into client/web/dist when a source or a package changed. `make web` and build.rs call it.
set -euo pipefail
cd "$(dirname "$0")/.."
tools/npm-ci.sh client/web
cd client/web

# Inside node_modules, so that nothing of it is embedded, and gone when the packages are.
readonly stamp=node_modules/.built-sources
sources() {
  find src public build ../../docs/guides index.html package.json package-lock.json tsconfig.json vite.config.ts -type f -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum
}

built=$(sources)
if [ -d dist/assets ] && [ "$(cat "$stamp" 2> /dev/null)" = "$built" ]; then
  exit 0
fi
# A build that is broken off must not pass for a finished one.
rm -f "$stamp"
npm run build
echo "$built" > "$stamp"
