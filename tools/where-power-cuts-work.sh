#!/usr/bin/env bash
# where-power-cuts-work.sh COMMAND…: runs the command where a power cut can be simulated, which takes root and ext4 in a loop
# file; elsewhere says loudly what was not tested, and succeeds.
set -euo pipefail

mounts_loop_files() {
  [ "$(id -u)" = 0 ] || { echo "not root"; return 1; }
  truncate -s 16M "$folder/disk"
  mkdir "$folder/mounted"
  { mkfs.ext4 -q -F "$folder/disk" && mount -o loop "$folder/disk" "$folder/mounted"; } 2>&1
}

folder=$(mktemp -d)
clean_up() { umount "$folder/mounted" 2> /dev/null || true; rm -rf "$folder"; }
trap clean_up EXIT

if why=$(mounts_loop_files); then
  "$@"
else
  printf '\033[33m'
  echo "    ###########################################################"
  echo "    # NOT TESTED: durability across a power cut"
  echo "    # It needs root and loop devices; here: $why"
  echo "    # Run make test once on a machine that has them."
  echo "    ###########################################################"
  printf '\033[0m'
fi
