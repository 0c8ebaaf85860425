"""Permutations as rank sequences: verdicts and least shifts."""

from rankdyn.permutations.least_shifts import Row, row, table

__all__ = ["Row", "row", "table"]
