#!/usr/bin/env bash
# rust-tests.sh ARGUMENTS…: the tests with cargo-nextest where it is installed, with cargo otherwise.
set -euo pipefail

if cargo nextest --version > /dev/null 2>&1; then
  exec cargo nextest run --release "$@"
fi
echo "cargo-nextest is not installed (cargo install --locked cargo-nextest); plain cargo test works, only slower."
exec cargo test --release --lib --bins --tests "$@"
