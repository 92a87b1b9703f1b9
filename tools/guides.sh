#!/usr/bin/env bash
# Prints the guides as the app shows them into client/web/public/guides, and notes from which sources (a test compares).
set -euo pipefail
cd "$(dirname "$0")/.."

server=$(tools/binaries.sh)/wangqian
readonly server
readonly chromium=${WANGQIAN_CHROMIUM:-/usr/bin/chromium-headless-shell}
readonly out=client/web/public/guides
home=$(mktemp -d)
trap 'kill "${pid:-}" 2> /dev/null || true; rm -rf "$home"' EXIT

"$server" serve --listen 127.0.0.1:0 --data "$home/data" --port-file "$home/port" > "$home/log.txt" 2>&1 &
pid=$!
for _ in $(seq 300); do
  [ -s "$home/port" ] && break
  sleep 0.1
done

mkdir -p "$out"
for source in docs/guides/*.zh-CN.md; do
  name=$(basename "$source" .zh-CN.md)
  # Noto Sans CJK, whose licence (SIL OFL) lets documents embed it.
  "$chromium" --headless --no-sandbox --disable-gpu --user-data-dir="$home/browser" --no-pdf-header-footer \
    --virtual-time-budget=20000 --print-to-pdf="$out/$name.pdf" "http://$(cat "$home/port")/guides/$name" 2> /dev/null
done
sha256sum docs/guides/*.zh-CN.md > "$out/sources.sha256"
ls -l "$out"
