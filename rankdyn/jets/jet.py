"""`Jet`: a truncated Taylor series in one variable, with array coefficients."""

from __future__ import annotations

from collections.abc import Iterator
from math import factorial
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from rankdyn.errors import InvalidInputError
from rankdyn.jets import recurrences
from rankdyn.jets.reading import finite_array, require
from rankdyn.jets.recurrences import Array
from rankdyn.presentation import html
from rankdyn.presentation.badge import badge
from rankdyn.presentation.latex import decimal, displayed
from rankdyn.presentation.mathematics import formula

Operand: TypeAlias = "Jet | npt.ArrayLike"

_SHOWN = 12
"""Orders of a jet that a formula shows."""


class Jet:
    """A function of t near t0 up to order K: c_0 + c_1 h + … + c_K h^K, h = t − t0, each c_k an array of one shape.

    Shape, indexing, broadcasting and axes are those of the value, an array; the orders are an axis of their own, which
    no operation mixes with the others. Jets combine with numbers and arrays, which are constants, and with jets of the
    same order.

    Parameters
    ----------
    coefficients : array-like, shape (K + 1, ...)
        The Taylor coefficients c_k = f^(k)(t0)/k!, finite real numbers.

    Raises
    ------
    InvalidInputError
        For no coefficient, NaN, infinity, or what is not real; in operations: different orders, or shapes that do not
        broadcast, division by a jet whose value vanishes.

    Examples
    --------
    >>> from rankdyn.jets import variable
    >>> t = variable(0.0, 3)
    >>> print((1 / (1 - t)).derivatives())
    [1. 1. 2. 6.]
    """

    __slots__ = ("_coefficients",)
    __array_ufunc__ = None
    """So that NumPy leaves ``array * jet`` to the jet, instead of an array of jets."""

    _coefficients: Array

    def __init__(self, coefficients: npt.ArrayLike) -> None:
        array = finite_array(coefficients, "the coefficients of a jet").copy()
        if not array.ndim or not len(array):
            raise InvalidInputError(f"a jet needs its orders as first axis, not shape {array.shape}; see constant()")
        _fill(self, array)

    @classmethod
    def _of(cls, coefficients: Array) -> Jet:
        """Return a jet without looking at its coefficients."""
        return _fill(cls.__new__(cls), coefficients)

    def __reduce__(self) -> tuple[Any, ...]:
        return Jet, (self._coefficients,)

    # ------------------------------------------------------------ parts

    @property
    def coefficients(self) -> Array:
        """The Taylor coefficients c_0, …, c_K, shape (K + 1, ...), read-only."""
        return self._coefficients

    @property
    def value(self) -> Array:
        """c_0, the value at t0."""
        return np.asarray(self._coefficients[0])

    @property
    def order(self) -> int:
        """K, the highest order."""
        return len(self._coefficients) - 1

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the value."""
        return self._coefficients.shape[1:]

    @property
    def ndim(self) -> int:
        """The number of axes of the value."""
        return self._coefficients.ndim - 1

    def derivatives(self) -> Array:
        """Return f(t0), f'(t0), …, f^(K)(t0), shape (K + 1, ...): k! c_k."""
        found: Array = self._coefficients * factorials(self)
        return found

    def derivative(self) -> Jet:
        """Return the jet of f', of order K − 1.

        Raises
        ------
        InvalidInputError
            At order 0, where nothing is known of f'.
        """
        if not self.order:
            raise InvalidInputError("a jet of order 0 knows no derivative; begin with a higher order")
        scale = np.arange(1.0, self.order + 1)
        return Jet._of(self._coefficients[1:] * scale.reshape(-1, *[1] * self.ndim))

    def truncate(self, order: int) -> Jet:
        """Return the jet without the orders beyond `order`."""
        if not 0 <= order <= self.order:
            raise InvalidInputError(f"a jet of order {self.order} cannot be cut to order {order}")
        return Jet._of(self._coefficients[: order + 1])

    def __call__(self, h: float) -> Array:
        """Return the Taylor polynomial at t0 + h, shape of the value."""
        total = self._coefficients[-1]
        for coefficient in self._coefficients[-2::-1]:
            total = total * h + coefficient
        return np.asarray(total)

    def __repr__(self) -> str:
        return f"Jet({self._coefficients.tolist()})"

    def latex(self) -> str:
        """Return the Taylor polynomial in h as LaTeX: with five digits for a number, by names for an array."""
        powers = ["", "h", *(f"h^{{{k}}}" for k in range(2, self.order + 1))][: self.order + 1]
        more = rf" + O(h^{{{self.order + 1}}})"
        if self.ndim:
            terms = " + ".join(rf"c_{{{k}}}\, {power}" for k, power in enumerate(powers[:_SHOWN]))
            return terms + r" + \cdots" * (self.order >= _SHOWN) + more
        shown = [f"{value:.5g}" for value in self._coefficients[:_SHOWN].tolist()]
        terms = " + ".join(rf"{decimal(value)}\, {power}" for value, power in zip(shown, powers, strict=False))
        return terms.replace("+ -", "- ") + r" + \cdots" * (self.order >= _SHOWN) + more

    def _repr_latex_(self) -> str:
        return displayed(self.latex(), "numerical: floating point, exact up to rounding")

    def _repr_html_(self) -> str:
        return html.card(
            f"Jet of order {self.order}, values of shape {self.shape}",
            badge("numerical", "numerical · floating point, exact up to rounding"),
            formula(self.latex(), display=True),
        )

    def __len__(self) -> int:
        if not self.ndim:
            raise TypeError("a jet of a number has no length")
        return self.shape[0]

    def __iter__(self) -> Iterator[Jet]:
        return (self[i] for i in range(len(self)))

    # ------------------------------------------------------------ arithmetic

    def __neg__(self) -> Jet:
        return Jet._of(-self._coefficients)

    def __pos__(self) -> Jet:
        return self

    def __add__(self, other: Operand) -> Jet:
        a, b = self._pair(other)
        return Jet._of(_broadcast(np.add, a, b))

    def __radd__(self, other: Operand) -> Jet:
        return self + other

    def __sub__(self, other: Operand) -> Jet:
        a, b = self._pair(other)
        return Jet._of(_broadcast(np.subtract, a, b))

    def __rsub__(self, other: Operand) -> Jet:
        return -self + other

    def __mul__(self, other: Operand) -> Jet:
        if not isinstance(other, Jet):
            # a constant meets each order once: no need for K² products
            factor = finite_array(other, "the factor of a jet")
            return Jet._of(_broadcast(np.multiply, _raised(self._coefficients, factor.ndim), factor))
        a, b = self._pair(other)
        return Jet._of(_broadcast(recurrences.product, a, b))

    def __rmul__(self, other: Operand) -> Jet:
        return self * other

    def __truediv__(self, other: Operand) -> Jet:
        if not isinstance(other, Jet):
            divisor = finite_array(other, "the divisor of a jet")
            require(divisor != 0, divisor, "division by a constant", "must not vanish")
            return Jet._of(_broadcast(np.divide, _raised(self._coefficients, divisor.ndim), divisor))
        require(other.value != 0, other.value, "division by a jet", "the value of the divisor at t0 must not vanish")
        a, b = self._pair(other)
        return Jet._of(_broadcast(recurrences.quotient, a, b))

    def __rtruediv__(self, other: Operand) -> Jet:
        return self._constant(other) / self

    def __pow__(self, exponent: Operand) -> Jet:
        if isinstance(exponent, Jet):
            require(
                self.value > 0, self.value, "a power with a jet as exponent", "the value of the base must be positive"
            )
            logarithm = Jet._of(recurrences.logarithm(self._coefficients))
            return _exponential(exponent * logarithm)
        power = finite_array(exponent, "the exponent of a jet")
        if power.ndim:
            raise InvalidInputError(
                f"an exponent is one number, not an array of shape {power.shape}; use exp(r*log(x))"
            )
        if float(power).is_integer():
            return self._integer_power(int(power))
        require(self.value > 0, self.value, f"the power {power}", "the value of the base must be positive")
        return Jet._of(recurrences.real_power(self._coefficients, float(power)))

    def __rpow__(self, base: Operand) -> Jet:
        number = finite_array(base, "the base of a power")
        require(number > 0, number, "a power with a jet as exponent", "the base must be positive")
        return _exponential(self * np.log(number))

    def _integer_power(self, exponent: int) -> Jet:
        """Return the power by repeated squaring: valid where the value vanishes, too."""
        if exponent < 0:
            return 1 / self._integer_power(-exponent)
        found, square = self._constant(np.ones(self.shape)), self
        while exponent:
            if exponent & 1:
                found = found * square
            exponent >>= 1
            if exponent:
                square = square * square
        return found

    def __matmul__(self, other: Operand) -> Jet:
        if not isinstance(other, Jet):
            # a constant meets each order once: no need for K² products
            constant = finite_array(other, "a factor of a jet")
            return Jet._of(_broadcast(lambda a, b: np.stack([order @ b for order in a]), self._coefficients, constant))
        return Jet._of(_broadcast(recurrences.matrix_product, self._coefficients, self._orders_of(other)))

    def __rmatmul__(self, other: Operand) -> Jet:
        constant = finite_array(other, "a factor of a jet")
        return Jet._of(_broadcast(lambda a, b: np.stack([b @ order for order in a]), self._coefficients, constant))

    # ------------------------------------------------------------ shape

    def __getitem__(self, index: Any) -> Jet:
        whole = (slice(None), *index) if isinstance(index, tuple) else (slice(None), index)
        return Jet._of(self._coefficients[whole])

    def reshape(self, *shape: int) -> Jet:
        """Return the jet with values of another shape."""
        return Jet._of(self._coefficients.reshape(self.order + 1, *shape))

    def swapaxes(self, first: int, second: int) -> Jet:
        """Return the jet with two axes of the value exchanged."""
        return Jet._of(self._coefficients.swapaxes(self._axis(first), self._axis(second)))

    @property
    def T(self) -> Jet:
        """The transpose: all axes of the value reversed."""
        return Jet._of(self._coefficients.transpose(0, *range(self.ndim, 0, -1)))

    def sum(self, axis: int | None = None, keepdims: bool = False) -> Jet:
        """Return the sum over one axis of the value, or over all."""
        axes = tuple(range(1, self.ndim + 1)) if axis is None else self._axis(axis)
        return Jet._of(self._coefficients.sum(axis=axes, keepdims=keepdims))

    def _axis(self, axis: int) -> int:
        if not -self.ndim <= axis < self.ndim:
            raise InvalidInputError(f"axis {axis} does not exist: the value of the jet has shape {self.shape}")
        return axis % self.ndim + 1

    # ------------------------------------------------------------ operands

    def _constant(self, other: Operand) -> Jet:
        return other if isinstance(other, Jet) else Jet._of(self._orders_of(other))

    def _orders_of(self, other: Operand) -> Array:
        """Return the coefficients of an operand, those of a constant being zero beyond order 0."""
        if isinstance(other, Jet):
            if other.order != self.order:
                raise InvalidInputError(
                    f"jets of the orders {self.order} and {other.order} do not combine; truncate the longer one"
                )
            return other._coefficients
        array = finite_array(other, "an operand of a jet")
        return np.concatenate([array[None], np.zeros((self.order, *array.shape))])

    def _pair(self, other: Operand) -> tuple[Array, Array]:
        """Return the coefficients of both, with equally many axes."""
        a, b = self._coefficients, self._orders_of(other)
        return _raised(a, b.ndim - 1), _raised(b, a.ndim - 1)


def _fill(jet: Jet, coefficients: Array) -> Jet:
    coefficients.flags.writeable = False
    object.__setattr__(jet, "_coefficients", coefficients)
    return jet


def factorials(jet: Jet) -> Array:
    """Return k! for each order of a jet, shaped to multiply its coefficients."""
    return np.array([float(factorial(k)) for k in range(jet.order + 1)]).reshape(-1, *[1] * jet.ndim)


def _raised(coefficients: Array, ndim: int) -> Array:
    """Return coefficients whose value has at least `ndim` axes: new ones come first, after the order."""
    missing = ndim - (coefficients.ndim - 1)
    if missing <= 0:
        return coefficients
    return coefficients.reshape(len(coefficients), *[1] * missing, *coefficients.shape[1:])


def _broadcast(operation: Any, a: Array, b: Array) -> Array:
    try:
        found: Array = operation(a, b)
    except ValueError as error:
        raise InvalidInputError(f"shapes of jets do not fit, {a.shape[1:]} and {b.shape[1:]}: {error}") from None
    return found


def _exponential(jet: Jet) -> Jet:
    return Jet._of(recurrences.exponential(jet.coefficients, np.exp(jet.value)))
