"""The atlas: every rank sequence up to a size with its verdict and its evidence."""
