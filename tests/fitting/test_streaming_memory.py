"""Rows that stream through `partial_fit` leave nothing behind: memory is flat."""

import subprocess
import sys

import pytest

_SCRIPT = """
import resource
import numpy as np
from rankdyn.fitting.cascade_regressor import CascadedLowRankRegressor

n, p, K, q = 10_000, 512, 8, 64
rng = np.random.default_rng(0)
maps = [rng.standard_normal((p, q))]
for _ in range(K - 1):
    maps.append(maps[-1] + rng.standard_normal((p, 2)) @ rng.standard_normal((2, q)))
maps = np.hstack(maps) / 23
model, used = CascadedLowRankRegressor(), []
for part in range(int({parts})):
    X = rng.standard_normal((n, p))
    Y = X @ maps
    Y += 0.1 * rng.standard_normal(Y.shape)
    model.partial_fit(X, Y.reshape(n, K, q), solve=part == {parts} - 1)
    used.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
assert model.ranks_.tolist() == [2] * 7, model.ranks_
print(used[2], used[-1])
"""


@pytest.mark.slow
def test_rows_of_512_features_and_512_targets_stream_in_less_than_300_megabytes():
    pytest.importorskip("resource")
    run = subprocess.run(
        [sys.executable, "-c", _SCRIPT.format(parts=8)], capture_output=True, text=True, check=True, timeout=600
    )
    early, late = map(float, run.stdout.split())
    assert late < 300
    assert late - early < 30  # the solution at the end, nothing for each row
