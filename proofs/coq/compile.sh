#!/bin/sh
# Compiles every file of _CoqProject in order, then asks of each theorem that all.v names what it assumes.
set -e
cd "$(dirname "$0")"
for file in $(grep '\.v$' _CoqProject); do
  echo "coqc $file"
  coqc -w none -Q . rankdyn "$file"
done
names=$(grep -o '@[A-Za-z0-9_]*' all.v | tr -d '@')
modules=$(grep '\.v$' _CoqProject | grep -v '^all\.v$' | sed 's/\.v$//' | tr '\n' ' ')
listing=$(mktemp -d)
trap 'rm -rf "$listing"' EXIT
{
  echo "From mathcomp Require Import all_ssreflect."
  echo "From rankdyn Require Import $modules."
  for name in $names; do
    echo "Goal True. idtac \"$name:\". exact I. Qed. Print Assumptions $name."
  done
} > "$listing/listing.v"
coqc -w none -Q . rankdyn "$listing/listing.v" | sed '/:$/{N;s/\n/ /;}' | tee "$listing/listing.txt"
closed=$(grep -c ': Closed under the global context$' "$listing/listing.txt")
all=$(echo "$names" | wc -l)
echo "$closed of $all theorems: Closed under the global context"
[ "$closed" -eq "$all" ]
