"""Rows that stream through `partial_fit` leave nothing behind: memory is flat."""

import subprocess
import sys
from pathlib import Path

import pytest

_SCRIPT = """
import re
from pathlib import Path
import numpy as np
from rankdyn.fitting.cascade_regressor import CascadedLowRankRegressor

n, p, K, q = 5_000, 512, 8, 64
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
    # the high water of this program alone; ru_maxrss would begin with that of the process which started it
    used.append(int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) / 1024)
assert model.ranks_.tolist() == [2] * 7, model.ranks_
print(used[2], used[-1])
"""


@pytest.mark.slow
def test_rows_of_512_features_and_512_targets_stream_in_less_than_300_megabytes():
    if not Path("/proc/self/status").exists():
        pytest.skip("only Linux tells the high water of one program")
    run = subprocess.run(
        [sys.executable, "-c", _SCRIPT.format(parts=12)], capture_output=True, text=True, check=True, timeout=600
    )
    early, late = map(float, run.stdout.split())
    assert late < 300
    assert late - early < 30  # the solution at the end, nothing for each row
