"""Answers and what backs them: rank bounds, rank sequences, certificates."""
