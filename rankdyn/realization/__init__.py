"""Constructors: from a rank sequence to a certified matrix function that has it."""
