"""Conjectures on rank sequences: refuted by the smallest counterexample, or derived from the laws."""
