"""Ranks of derivatives and differences: modular lower bounds, proved upper bounds, numerical answers."""
