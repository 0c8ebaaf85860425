"""`Path`: how data and noise are mixed at each time, x_t = a(t) x1 + s(t) x0, with derivatives of every order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from rankdyn.errors import InvalidInputError
from rankdyn.jets import Jet, constant, variable
from rankdyn.jets.reading import finite_array
from rankdyn.jets.recurrences import Array
from rankdyn.presentation import html
from rankdyn.presentation.badge import badge
from rankdyn.presentation.latex import displayed
from rankdyn.presentation.mathematics import formula

DEGENERATE: Final = 1e-10
"""A path counts as degenerate at t where the sine of the angle between (a, s) and (a', s') is below this.

α_k and c_k then lose more than six of sixteen digits.
"""


@dataclass(frozen=True)
class Path:
    """The path x_t = a(t) x1 + s(t) x0 from noise x0 to data x1.

    Parameters
    ----------
    a, s : callable
        Each takes a `Jet` of t and returns the Jet of a or s (or a number, for a constant): written with the functions
        of `rankdyn.jets`, they have derivatives of every order.
    name : str
        For messages and titles.
    interval : (float, float)
        The times at which the path is defined, ends included.

    Examples
    --------
    >>> from rankdyn import jets
    >>> path = Path(lambda t: t**2, lambda t: jets.exp(-t), name="squared")
    >>> signal, noise = path.jets(1.0, 3)
    >>> print(signal.derivatives())
    [1. 2. 2. 0.]
    """

    a: Callable[[Jet], Jet]
    s: Callable[[Jet], Jet]
    name: str = "custom"
    interval: tuple[float, float] = (0.0, 1.0)

    def __post_init__(self) -> None:
        for function in (self.a, self.s):
            if not callable(function):
                raise InvalidInputError(f"a path needs two functions of a Jet, not {function!r}")
        ends = finite_array(self.interval, "the interval of a path")
        if ends.shape != (2,) or not ends[0] < ends[1]:
            raise InvalidInputError(
                f"the interval of a path must be (first, last) with first < last, not {self.interval!r}"
            )

    def __repr__(self) -> str:
        return f"<path {self.name}>"

    def latex(self) -> str:
        """Return the path as LaTeX, a and s by their names."""
        first, last = self.interval
        return rf"x_t = a(t)\, x_1 + s(t)\, x_0, \quad {first:g} \le t \le {last:g}"

    def _repr_latex_(self) -> str:
        return displayed(self.latex(), "definition; its derivatives are floating-point numbers")

    def _repr_html_(self) -> str:
        evidence = badge("numerical", "definition · derivatives in floating point")
        return html.card(f"Path {self.name}", evidence, formula(self.latex(), display=True))

    def jets(self, t: npt.ArrayLike, order: int) -> tuple[Jet, Jet]:
        """Return the jets of a and s at t.

        Parameters
        ----------
        t : array-like
            Times; an array gives jets whose values have its shape.
        order : int
            K ≥ 0.

        Raises
        ------
        InvalidInputError
            For a t that is not finite or outside of the interval, or at which a or s has no derivatives.
        """
        times = self._times(t)
        where = variable(times, order)
        return self._jet(self.a, "a", where), self._jet(self.s, "s", where)

    def wronskian(self, t: npt.ArrayLike) -> Array:
        """Return W = a' s − a s' at t, shape of t: x_t and x_t' determine x1 and x0 where it does not vanish."""
        signal, noise = self.jets(t, 1)
        a, s = signal.coefficients, noise.coefficients
        return np.asarray(a[1] * s[0] - a[0] * s[1])

    def conditional_coefficients(self, t: npt.ArrayLike, order: int) -> tuple[Array, Array]:
        """Return α_k and c_k with x^(k) = α_k x' + c_k x along every x_t = a(t) x1 + s(t) x0, for k = 1, …, K.

        α_k = (a^(k) s − a s^(k))/W and c_k = (a' s^(k) − a^(k) s')/W with W = a' s − a s': one function E[x' | x_t] and
        two numbers an order give the conditional means of all orders.

        Parameters
        ----------
        t : array-like
            Times.
        order : int
            K ≥ 1.

        Returns
        -------
        alpha, c : ndarray, shape t.shape + (K,)
            Entry k − 1 belongs to order k; the first are 1 and 0.

        Raises
        ------
        InvalidInputError
            Where W ≈ 0 (the t is named), and as `jets`.
        """
        if order < 1:
            raise InvalidInputError(f"conditional coefficients begin at order 1, not {order!r}")
        signal, noise = self.jets(t, order)
        a, s = signal.derivatives(), noise.derivatives()
        W = a[1] * s[0] - a[0] * s[1]
        # the area of a parallelogram relative to its sides: free of the scales of x and t
        flat = np.abs(W) <= DEGENERATE * np.hypot(a[0], s[0]) * np.hypot(a[1], s[1])
        if np.any(flat):
            index = tuple(np.argwhere(flat)[0])
            raise InvalidInputError(
                f"the path {self.name} is degenerate at t = {self._times(t)[index]}: W = a's - as' = {W[index]:.3g} is "
                "zero up to rounding, so x and x' do not determine x1 and x0; choose another t"
            )
        alpha = (a[1:] * s[0] - a[0] * s[1:]) / W
        c = (a[1] * s[1:] - a[1:] * s[1]) / W
        return np.moveaxis(alpha, 0, -1), np.moveaxis(c, 0, -1)

    def _times(self, t: npt.ArrayLike) -> Array:
        times = finite_array(t, "t")
        first, last = self.interval
        outside = (times < first) | (times > last)
        if np.any(outside):
            index = tuple(np.argwhere(outside)[0])
            raise InvalidInputError(
                f"t = {times[index]} is outside of [{first}, {last}], where the path {self.name} is defined"
            )
        return times

    def _jet(self, function: Callable[[Jet], Jet], letter: str, where: Jet) -> Jet:
        try:
            found: object = function(where)
        except InvalidInputError as error:
            if where.ndim:
                for t in where.value.ravel():  # the one that is to blame raises
                    self._jet(function, letter, variable(t, where.order))
            raise InvalidInputError(
                f"{letter} of the path {self.name} has no {where.order} derivatives at t = {where.value}: {error}"
            ) from error
        if not isinstance(found, Jet):
            found = constant(finite_array(found, f"{letter} of the path {self.name}"), where.order)
        if found.order != where.order or found.shape != where.shape:
            found = found + 0.0 * where  # a constant for all times; jets of another order are refused here
        if found.shape != where.shape:
            raise InvalidInputError(
                f"{letter} of the path {self.name} must have one value for each t, not shape {found.shape}"
            )
        finite_array(
            found.coefficients, f"{letter} of the path {self.name}, its Taylor coefficients at t = {where.value},"
        )
        return found
