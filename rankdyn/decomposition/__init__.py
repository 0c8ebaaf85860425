"""Linear decomposition D = U diag(g) Vᵀ with constant U and V: decided exactly, with factors or a reason."""
