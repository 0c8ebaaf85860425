"""Trajectories X with a given initial difference D = X′ − X: a closed form where there is one, otherwise their jets."""
