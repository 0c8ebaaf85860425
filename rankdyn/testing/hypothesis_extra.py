"""Hypothesis, which comes with the extra 'test'; without it the error says how to get it."""

try:
    from hypothesis import assume
    from hypothesis import strategies as st
    from hypothesis.strategies import DrawFn, SearchStrategy
except ModuleNotFoundError as error:
    if error.name != "hypothesis":
        raise
    raise ModuleNotFoundError(
        "rankdyn.testing.strategies needs hypothesis, which is not installed: pip install 'rankdyn[test]'",
        name="hypothesis",
    ) from None

__all__ = ["DrawFn", "SearchStrategy", "assume", "st"]
