"""Exact arithmetic: exponent lattices, the function field Q(t, θ, e^P), and matrices modulo primes."""
