#!/usr/bin/env bash
# Makes sure that everything `make test` calls is there: installs Debian packages where it may, and says what to do otherwise.
set -euo pipefail

missing=()

require() { # COMMAND HOW-TO-GET-IT
  command -v "$1" > /dev/null || missing+=("$1: $2")
}

at_least() { # WANTED FOUND
  [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -1)" = "$1" ]
}

require cargo "install Rust 1.95 or later from https://rustup.rs"
require cc "install a C compiler and linker (Debian: apt-get install build-essential)"
require node "install Node.js 20.19 or later from https://nodejs.org"
require npm "comes with Node.js"

if command -v cargo > /dev/null; then
  rust=$(cargo --version | cut -d' ' -f2)
  at_least 1.95 "$rust" || missing+=("cargo is $rust: rustup update stable (1.95 or later)")
  cargo clippy --version > /dev/null 2>&1 || missing+=("clippy: rustup component add clippy")
  cargo fmt --version > /dev/null 2>&1 || missing+=("rustfmt: rustup component add rustfmt")
fi
if command -v node > /dev/null; then
  node=$(node --version | tr -d v)
  at_least 20.19 "$node" || missing+=("node is $node: install 20.19 or later")
fi

# The browser, a font without which Chinese is boxes, the tracer that a test of the journal's system calls uses, and the file system
# with reflinks on which a disk is copied in milliseconds while power cuts are played; the font that documents print rare characters in,
# and the program that tells what a document says.
packages=()
command -v chromium-headless-shell > /dev/null || packages+=(chromium-headless-shell)
command -v strace > /dev/null || packages+=(strace)
command -v mkfs.xfs > /dev/null || packages+=(xfsprogs)
command -v pdftotext > /dev/null || packages+=(poppler-utils)
[ -f "${WANGQIAN_RARE_FONT:-/usr/share/fonts/truetype/hanazono/HanaMinB.ttf}" ] || packages+=(fonts-hanazono)
[ -n "$(fc-list :lang=zh 2> /dev/null)" ] || packages+=(fonts-noto-cjk fontconfig)

if [ ${#packages[@]} -gt 0 ] && [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
  echo "installing ${packages[*]}"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}"
elif [ ${#packages[@]} -gt 0 ]; then
  missing+=("${packages[*]}: as root, apt-get install ${packages[*]} (or what your system calls them)")
fi

if [ ${#missing[@]} -gt 0 ]; then
  printf 'missing: %s\n' "${missing[@]}" >&2
  exit 1
fi
echo "cargo $rust, node $node, $(chromium-headless-shell --version 2> /dev/null | head -1)"
