#!/bin/sh
# Compiles every file of _CoqProject in order; the last one prints the axioms.
set -e
cd "$(dirname "$0")"
for file in $(grep '\.v$' _CoqProject); do
  echo "coqc $file"
  coqc -w none -Q . rankdyn "$file"
done
