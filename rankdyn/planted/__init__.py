"""Data with known stage ranks: planted maps, and flows whose ranks the engine knows."""
