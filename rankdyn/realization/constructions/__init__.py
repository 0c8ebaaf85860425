"""Constructions: one file each, functions that return blocks, with the ranks derived in the header."""
