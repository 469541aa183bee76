#!/usr/bin/env bash
# Builds the wheel, installs it in a clean environment and runs it outside the checkout.
set -euo pipefail
python=${1:-python3}
here=$(cd "$(dirname "$0")/.." && pwd)
away=$(mktemp -d)
trap 'rm -rf "$away"' EXIT

"$python" -m build --wheel --outdir "$away/dist" "$here" >"$away/build.log" 2>&1 || { cat "$away/build.log"; exit 1; }
"$python" -m venv "$away/venv"
"$away/venv/bin/python" -m pip install --quiet "$away"/dist/*.whl

cd "$away"
"$away/venv/bin/newsfacts" --version
"$away/venv/bin/newsfacts" demo --no-serve --quiet --workspace "$away/workspace"
"$away/venv/bin/newsfacts" check --workspace "$away/workspace"
echo "wheel: installed and run outside the checkout"
