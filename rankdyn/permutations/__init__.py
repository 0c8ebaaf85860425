"""Permutations as rank sequences: verdicts and least shifts."""
