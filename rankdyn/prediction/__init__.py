"""The ranks that an exact cascade of a flow needs, computed before anything is fitted."""
