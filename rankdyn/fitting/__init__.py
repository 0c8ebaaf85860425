"""Cascading low-rank fitting: a shared base and low-rank parts that accumulate from order to order, and its rivals."""
