"""`PathJets`: the jets of a path and of its slope at the times of some rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rankdyn.errors import InvalidInputError
from rankdyn.jets import Jet
from rankdyn.jets.reading import finite_array
from rankdyn.jets.recurrences import Array
from rankdyn.paths import Path


@dataclass(frozen=True, slots=True)
class PathJets:
    """Jets of a, s, a' and s', values of shape (n, 1), or (1, 1) where all rows share one time.

    Attributes
    ----------
    t : ndarray, shape (n, 1) or (1, 1)
        The times, for messages.
    a, s, da, ds : Jet
        da and ds are the jets of a' and s', of one order less than those of a and s unless truncated.
    """

    t: Array
    a: Jet
    s: Jet
    da: Jet
    ds: Jet

    @classmethod
    def of(cls, path: Path, t: npt.ArrayLike, rows: int, order: int) -> PathJets:
        """Return the jets up to `order` of a and s at one time, or at a time for each of `rows`.

        Raises
        ------
        InvalidInputError
            If t is neither one number nor as many as rows; and as `Path.jets`.
        """
        times = finite_array(t, "t")
        if times.shape not in ((), (rows,)):
            raise InvalidInputError(f"t must be one number or one for each of {rows} rows, not of shape {times.shape}")
        times = times.reshape(-1, 1)
        a, s = path.jets(times, order)
        return cls(times, a, s, a.derivative(), s.derivative())

    def truncate(self, order: int) -> PathJets:
        """Return all four jets up to an order."""
        return PathJets(self.t, *(jet.truncate(order) for jet in (self.a, self.s, self.da, self.ds)))

    def rows(self, which: slice) -> PathJets:
        """Return the jets for some rows."""
        if len(self.t) == 1:
            return self
        return PathJets(self.t[which], self.a[which], self.s[which], self.da[which], self.ds[which])

    def variance(self, values: npt.ArrayLike) -> Jet:
        """Return the jets of a²λ + s², the variance of x_t along a direction in which the data has variance λ.

        Parameters
        ----------
        values : array-like, shape (r,)
            The λ ≥ 0.

        Returns
        -------
        Jet, shape (n, r) or (1, r)

        Raises
        ------
        InvalidInputError
            Where it vanishes up to rounding, as for data on points or in a subspace at the time of the data.
        """
        found = (self.a * self.a) * np.asarray(values) + self.s * self.s
        # 1e-24: a standard deviation of 1e-12 of the size of the path
        flat = found.value <= 1e-24 * (self.a.value**2 + self.s.value**2)
        if np.any(flat):
            row = int(np.argwhere(flat)[0][0])
            raise InvalidInputError(
                f"at t = {self.t[row, 0]} x_t has variance {found.value[flat].min():.3g} in some direction: it has no "
                "density and the flow no velocity; choose a t with s(t) > 0, or a covariance that is positive definite"
            )
        return found

    def gain(self, values: npt.ArrayLike, variance: Jet) -> Jet:
        """Return the jets of (a a'λ + s s')/(a²λ + s²), the regression of x_t' on x_t in such a direction."""
        return ((self.a * self.da) * np.asarray(values) + self.s * self.ds) / variance
