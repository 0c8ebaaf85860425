"""For users' own tests: assertions and hypothesis strategies."""
