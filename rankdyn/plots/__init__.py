"""Plots of the theory: each takes matplotlib axes and returns them."""
