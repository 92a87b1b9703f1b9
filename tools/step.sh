#!/usr/bin/env bash
# step.sh "WHAT" COMMAND…: a headline, the command, and how long it took; a file named by WANGQIAN_TIMES keeps the times.
set -euo pipefail
readonly what=$1
shift

printf '\n\033[1m==> %s\033[0m\n' "$what"
SECONDS=0
if "$@"; then
  printf '\033[32m    %s: %d s\033[0m\n' "$what" "$SECONDS"
  if [ -f "${WANGQIAN_TIMES:-}" ]; then
    printf '%s\t%d\n' "$what" "$SECONDS" >> "$WANGQIAN_TIMES"
  fi
else
  status=$?
  printf '\033[31m    %s: failed after %d s\033[0m\n' "$what" "$SECONDS" >&2
  exit "$status"
fi
