"""Tests of the trusted checker: what it accepts, what it refuses and why, and its arithmetic beside SymPy."""
