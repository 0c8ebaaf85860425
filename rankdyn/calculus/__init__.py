"""Calculus of scalar expressions: the General Leibniz Rule, jets modulo a prime, exact Taylor series."""
