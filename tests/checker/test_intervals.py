"""Intervals contain the true values, beside FLINT at high precision, and are not much wider than they must be."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import flint
import pytest

from rankdyn.checker.ball import Ball
from rankdyn.checker.generators import Generators
from rankdyn.checker.grammar import parse
from rankdyn.checker.intervals import Complex, Real, Scale, exponential, logarithm, pi
from rankdyn.checker.quotient import Exact, plain_ring, ring_of
from rankdyn.checker.structure import Work
from rankdyn.errors import CertificateError

BITS = [32, 53, 128, 1000]


@pytest.fixture(autouse=True)
def _precision() -> Any:
    old = flint.ctx.prec
    flint.ctx.prec = 12_000
    yield
    flint.ctx.prec = old


def arb(value: Fraction | int) -> Any:
    return flint.arb(flint.fmpq(value.numerator, value.denominator))


def contains(interval: Real, value: Any) -> bool:
    """Decide containment of a very precise number with certainty."""
    unit = flint.arb(2) ** -interval.scale.bits
    return bool(interval.low * unit <= value and value <= interval.high * unit)


def holds(rectangle: Complex, value: Any) -> bool:
    return contains(rectangle.re, value.real) and contains(rectangle.im, value.imag)


def width(interval: Real) -> int:
    return interval.high - interval.low


def rational(rng: random.Random) -> Fraction:
    kind = rng.randrange(4)
    if kind == 0:
        return Fraction(rng.randint(-5, 5))
    if kind == 1:
        return Fraction(rng.randint(-(10**6), 10**6), rng.randint(1, 10**6))
    return Fraction(rng.randint(-(10**9), 10**9), 10 ** rng.randint(0, 12))


def interval(rng: random.Random, scale: Scale) -> tuple[Real, list[Fraction]]:
    """Return an interval, mostly of some width, with members of it: its ends and points between them."""
    middle = int(rational(rng) * 2**scale.bits)
    spread = rng.choice([0, 0, 1, 1000, 2 ** (scale.bits // 2), 2**scale.bits])
    low, high = middle - rng.randint(0, spread), middle + rng.randint(0, spread)
    points = [Fraction(x, 2**scale.bits) for x in (low, high, rng.randint(low, high))]
    return Real(low, high, scale), points


@pytest.mark.parametrize("bits", BITS)
def test_arithmetic_contains_the_exact_results(bits: int) -> None:
    rng, scale = random.Random(bits), Scale(bits, Work(10**9))

    def inside(value: Fraction, result: Real) -> bool:
        return result.low <= value * 2**bits <= result.high

    for _ in range(500):
        (x, xs), (y, ys) = interval(rng, scale), interval(rng, scale)
        shift, divisor = rng.randint(-70, 40), rng.randint(1, 10**6)
        for a, b in ((a, b) for a in xs for b in ys):
            assert inside(a + b, x + y)
            assert inside(a - b, x - y)
            assert inside(a * b, x * y)
            assert inside(-a, -x)
            assert inside(a * a, x.square())
            assert inside(a / divisor, x.over(divisor))
            assert inside(a * Fraction(2) ** shift, x.shifted(shift))
            if x.low > 0:
                assert inside(1 / a, x.inverse())
        assert x.square().low >= 0
        if x.low <= 0:
            with pytest.raises(ZeroDivisionError):
                x.inverse()
        value = rational(rng)
        assert inside(value, scale.real(value))
        assert width(scale.real(value)) <= 1


@pytest.mark.parametrize("bits", BITS)
def test_complex_arithmetic_contains_the_exact_results(bits: int) -> None:
    rng, scale = random.Random(bits), Scale(bits, Work(10**9))

    def inside(value: tuple[Fraction, Fraction], result: Complex) -> bool:
        parts = zip(value, (result.re, result.im), strict=True)
        return all(part.low <= v * 2**bits <= part.high for v, part in parts)

    for _ in range(700):
        parts = [interval(rng, scale) for _ in range(4)]
        if rng.random() < 0.2:
            parts[1] = parts[3] = (scale.real(0), [Fraction(0)] * 3)
        z, w = Complex(parts[0][0], parts[1][0]), Complex(parts[2][0], parts[3][0])
        for _ in range(4):
            a, b, c, d = (rng.choice(points) for _, points in parts)
            assert inside((a + c, b + d), z + w)
            assert inside((a - c, b - d), z - w)
            assert inside((a * c - b * d, a * d + b * c), z * w)
            assert z.norm().low <= (a * a + b * b) * 2**bits <= z.norm().high
            if z.norm().low > 0:
                assert inside((a / (a * a + b * b), -b / (a * a + b * b)), z.inverse())


@pytest.mark.parametrize("bits", [*range(32, 80), 100, 128, 200, 256, 500, 1000, 2000, 4096])
def test_pi_and_logarithms(bits: int) -> None:
    scale = Scale(bits, Work(10**9))
    assert contains(pi(scale), flint.arb.pi())
    assert width(pi(scale)) < 64 * bits
    for number in [2, 3, 5, 7, 11, 13, 8191, 99991, 3317044064679887385961813]:
        assert contains(logarithm(number, scale), flint.arb(number).log())
        assert width(logarithm(number, scale)) < 400 * bits


def test_logarithms_of_all_small_numbers() -> None:
    scale = Scale(80, Work(10**9))
    for number in range(2, 600):
        assert contains(logarithm(number, scale), flint.arb(number).log())


@pytest.mark.parametrize("bits", BITS)
def test_the_exponential_contains_the_true_values(bits: int) -> None:
    rng, scale = random.Random(bits), Scale(bits, Work(10**10))
    flint.ctx.prec = 2 * bits + 800
    for _ in range(1000 if bits < 1000 else 60):
        (x, xs), (y, ys) = (interval(rng, scale) for _ in range(2))
        if rng.random() < 0.5:
            x, xs = scale.real(Fraction(rng.randint(-99, 99), 16)), []
            xs = [Fraction(x.low, 2**bits)]
        try:
            found = exponential(Complex(x, y), scale)
        except CertificateError:
            continue
        for a in xs:
            for b in ys:
                assert holds(found, (flint.acb(arb(a), arb(b))).exp()), (a, b)


@pytest.mark.parametrize("bits", [64, 256, 4096])
@pytest.mark.parametrize("value", [0, 1, -1, Fraction(1, 3), 20, -20, Fraction(-7, 2)])
def test_the_exponential_is_narrow(bits: int, value: Fraction) -> None:
    scale = Scale(bits, Work(10**10))
    for z in (Complex(scale.real(value), scale.real(1)), Complex(scale.real(1), scale.real(value))):
        found = exponential(z, scale)
        true = (flint.acb(arb(Fraction(z.re.low, 2**bits)), arb(Fraction(z.im.low, 2**bits)))).exp()
        assert holds(found, true) or width(z.re) or width(z.im)
        assert max(width(found.re), width(found.im)) < 2 ** (bits // 4 + 34)


def test_exponentials_out_of_reach_are_refused() -> None:
    scale = Scale(64, Work(10**10))
    zero = scale.real(0)
    for z in (
        Complex(scale.real(10**6), zero),
        Complex(scale.real(-(10**6)), zero),
        Complex(zero, scale.real(10**30)),
        Complex(Real(-(10**40), 10**40, scale), zero),
        Complex(scale.real(10**4000), scale.real(10**4000)),
    ):
        with pytest.raises(CertificateError, match="exponential is not within"):
            exponential(z, scale)


def test_work_is_counted() -> None:
    for act in (
        lambda s: [s.real(3) * s.real(5) for _ in range(1000)],
        lambda s: s.real(3**200_000) * s.real(5**200_000),
        lambda s: [s.real(3).inverse() for _ in range(1000)],
        lambda s: exponential(Complex(s.real(1), s.real(1)), s),
    ):
        with pytest.raises(CertificateError, match="max_work"):
            act(Scale(4096, Work(1000)))


TEXTS = [
    "sin(t)", "cos(pi*t)", "tan(t/2+a)", "exp(I*sqrt(3)*t)", "sqrt(2)*log(3)-pi", "exp(1/3*log(2))/(t-a)",
    "exp(2/7*I*pi)*t**3+exp(-2/7*I*pi)", "exp(t+1)", "tanh(t)*E", "sin(t+pi/12)", "sqrt(5)*cos(pi/5)", "t**-3*a**2",
    "exp(a*t**2*log(5))", "(1+I*t)**-2", "exp(sqrt(2)*sqrt(3)*t/5)*log(2)**2",
]  # fmt: skip
FLINT = {"pi": flint.acb.pi, "E": lambda: flint.acb(1).exp(), "I": lambda: flint.acb(0, 1)}


def series(text: str, t: Fraction, a: Fraction, length: int) -> Any:
    """Evaluate a text with FLINT's power series; the texts are those above."""
    one = flint.acb_series([1], length)
    names: dict[str, Any] = {"t": flint.acb_series([arb(t), 1], length), "a": one * arb(a), "one": one}
    names |= {name: one * make() for name, make in FLINT.items()}
    names |= {f: (lambda z, f=f: getattr(z, f)()) for f in ("exp", "sin", "cos", "tan")}
    names |= {"tanh": lambda z: (z.exp() - (-z).exp()) / (z.exp() + (-z).exp())}
    names |= {"sqrt": lambda n: one * flint.acb(n).sqrt(), "log": lambda n: one * flint.acb(n).log()}
    names["power"] = lambda z, n: one / z**-n if n < 0 else z**n
    import re

    text = re.sub(r"(\([^()]*\)|\bt|\ba|log\(2\))\*\*(-?\d+)", r"power(\1,\2)", text)
    text = re.sub(r"\b(\d+)/(\d+)\b", r"(\1*one/\2)", text)
    return one * eval(text, {"__builtins__": {}}, names)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("bits", [64, 300])
def test_taylor_polynomials_in_intervals_contain_those_of_flint(text: str, bits: int) -> None:
    names = ("t", "a")
    expression = parse(text, "x")
    t, a, length = Fraction(3, 7), Fraction(-5, 11), 5
    for shift in (Fraction(0), Fraction(1, 3)):
        ring = ring_of(plain_ring(names, [expression], Work(10**9)), [([expression], [shift])], slopes=True)
        ball = Ball(bits, Generators([parse(name, "x") for name in names], ring), [t, a], length)
        jet = ball.scalar(expression, Exact(ring, shift))
        expected = series(text, t + shift, a, length)
        for k in range(length):
            assert holds(jet[k], expected[k])
            assert max(width(jet[k].re), width(jet[k].im)) < 2**34


def test_a_matrix_is_regular_only_if_it_is() -> None:
    expression = parse("t", "x")
    ring = ring_of(plain_ring(("t",), [expression], Work(10**9)), [([expression], [Fraction(0)])], slopes=True)
    ball = Ball(64, Generators([expression], ring), [Fraction(1)], 1)
    rng = random.Random(3)

    def matrix(rows: list[list[complex]], error: int = 0) -> list[list[Complex]]:
        part = lambda x: ball.scale.real(Fraction(x)).widened(error)  # noqa: E731
        return [[Complex(part(complex(z).real), part(complex(z).imag)) for z in row] for row in rows]

    assert ball.is_regular([])
    assert ball.is_regular(matrix([[0, 1], [1, 0]]))
    assert ball.is_regular(matrix([[1j, 1], [1, 1j]]))
    assert not ball.is_regular(matrix([[1j, 1], [1, -1j]]))
    assert not ball.is_regular(matrix([[1, 2], [2, 4]]))
    assert not ball.is_regular(matrix([[1, 2], [2, 5]], 1 << 64))
    for _ in range(200):
        size = rng.randint(1, 4)
        rows = [[complex(rng.randint(-2, 2), rng.randint(-2, 2)) for _ in range(size)] for _ in range(size)]
        if rng.random() < 0.4:
            rows[-1] = [a + b for a, b in zip(rows[0], rows[len(rows) // 2], strict=True)]
        true = flint.acb_mat([[flint.acb(z.real, z.imag) for z in row] for row in rows]).det()
        assert ball.is_regular(matrix(rows)) == (0 not in true)
