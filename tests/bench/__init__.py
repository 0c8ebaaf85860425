"""Benchmarks: the library beside its floor, FLINT's bare rank, and its peers, in one run."""
