"""``python -m tests.bench.fitting_measurements``: the figures of accuracy and memory of fitting, printed.

Worst relative error of material derivatives against sixty digits, errors under noise beside separate models, automatic
ranks around the edge of the noise, and the peak memory of a million rows (two minutes).
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable

import numpy as np

from rankdyn.fitting.cascade_regressor import CascadedLowRankRegressor
from rankdyn.fitting.rivals import NaiveRidge
from tests.fitting.test_cascade_auto_ranks import NOISES, noisy
from tests.fitting.test_cascade_recovery import map_errors, planted
from tests.fitting.test_streaming_memory import _SCRIPT
from tests.flows.mixture_oracle import MixtureOracle, relative_errors
from tests.flows.test_against_60_digits import KINDS, ORDER, PATHS, SCHEDULES, TIMES

_SEEDS = 20


def material_errors(kind: str) -> float:
    """Return the worst relative error of a flow's material derivatives through order 8, over paths and times."""
    worst = 0.0
    make, weights, means, covariances = KINDS[kind]
    for name, path in PATHS.items():
        oracle = MixtureOracle(weights, means, covariances, SCHEDULES[name])
        for seed, t in enumerate(TIMES):
            flow = make(path)
            x, _, _ = flow.sample(1, t, seed)
            found = flow.material_derivatives(x, t, ORDER)[0]
            worst = max(worst, relative_errors(found, oracle.material_derivatives(x[0], t, ORDER)).max())
    return worst


def under_noise(seeds: Iterable[int] = range(10)) -> str:
    """Return the errors of maps at orders 1, 3, 6, separate and joint, and the ratio of parameters."""
    separate, joint, fewer = [], [], []
    for seed in seeds:
        X, Y, maps = planted(seed, K=6, r=3, n=300, noise=0.5, scale=3.0)
        naive = NaiveRidge().fit(X, Y)
        cascade = CascadedLowRankRegressor(refine="joint").fit(X, Y)
        separate.append(map_errors(naive, maps))
        joint.append(map_errors(cascade, maps))
        fewer.append(naive.n_parameters_ / cascade.n_parameters_)
    shown = [np.mean(found, axis=0)[[0, 2, 5]] for found in (separate, joint)]
    worst = np.max(np.array(joint) / np.array(separate))
    words = [" / ".join(f"{value:.3f}" for value in values) for values in shown]
    ratios = f"worst ratio {worst:.2f}, {np.mean(fewer):.2f}x fewer parameters"
    return f"separate {words[0]}, joint {words[1]} at orders 1 / 3 / 6; {ratios}"


def automatic_ranks(above: float) -> str:
    """Return how often automatic ranks are right and within ±1, over seeds and noise levels."""
    off = []
    for noise in NOISES:
        for seed in range(_SEEDS):
            X, Y, ranks = noisy(seed, noise, above)
            off.extend(CascadedLowRankRegressor().fit(X, Y).ranks_ - ranks)
    missed = np.abs(off)
    return f"exact {np.mean(missed == 0):.1%}, within 1 {np.mean(missed <= 1):.1%}, mean {np.mean(off):+.2f}"


def streaming(parts: int = 200) -> str:
    """Return the peak memory of a process that takes so many times 5,000 rows."""
    command = [sys.executable, "-c", _SCRIPT.format(parts=parts)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return f"{parts * 5_000} rows x 512 features, K q = 512: {float(done.stdout.split()[-1]):.0f} MB"


def main() -> None:
    for kind in KINDS:
        print(f"material derivatives, {kind}: worst relative error through order {ORDER} {material_errors(kind):.1e}")
    print(f"noise 0.5, K = 6, r = 3, n = 300: {under_noise()}")
    for above in (2.0, 1.0, 0.5):
        print(f"automatic ranks, signal at {above} times the edge of the noise: {automatic_ranks(above)}")
    print(f"streaming {streaming()}", flush=True)


if __name__ == "__main__":
    main()
