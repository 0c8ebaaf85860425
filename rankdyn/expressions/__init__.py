"""Scalar expressions: text in, text out, nothing evaluated."""
