"""The state of the page in its address: it comes back as it went, and what others write there is only data."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rankdyn.explorer.link import MAX_CHARACTERS, Link

TEXT = st.text(max_size=60)


def test_defaults_where_the_address_is_silent() -> None:
    link = Link({})
    assert link.text("ranks", "2,3,1") == "2,3,1"
    assert link.choice("mode", ("generic", "orders"), "generic") == "generic"
    assert link.number("k", 0, 9, 4) == 4
    assert link.flag("thorough") is False


@given(TEXT, st.sampled_from(["a", "b", "c"]), st.integers(0, 50), st.booleans())
def test_a_state_comes_back(text: str, choice: str, number: int, flag: bool) -> None:
    def read(link: Link) -> tuple[Any, ...]:
        return link.text("x", "2,3"), link.choice("c", "abc", "b"), link.number("n", 0, 50, 7), link.flag("f")

    address: dict[str, Any] = {}
    link = Link(address)
    read(link)
    link.write(x=text, c=choice, n=number, f=flag)
    assert read(Link(dict(address))) == (text, choice, number, flag)


def test_what_is_as_at_first_sight_is_left_out() -> None:
    address: dict[str, Any] = {"ranks": "1,3,2", "other": "kept"}
    link = Link(address)
    assert link.text("ranks", "2,3,1") == "1,3,2"
    link.write(ranks="1,2")
    assert address == {"ranks": "1,2", "other": "kept"}
    link.write(ranks="2,3,1")
    assert address == {"other": "kept"}
    link.write(ranks="2,3,1")
    assert address == {"other": "kept"}


def test_writing_does_not_change_what_was_first() -> None:
    link = Link({"ranks": "1"})
    link.write(ranks="2")
    assert link.text("ranks", "3") == "1"


class Counted(dict[str, Any]):
    """Counts what is written: each writing changes the address in the browser."""

    written = 0

    def __setitem__(self, key: str, value: Any) -> None:
        self.written += 1
        super().__setitem__(key, value)


def test_the_same_again_is_not_written_again() -> None:
    address = Counted()
    link = Link(address)
    for _ in range(3):
        link.write(ranks="1,2", thorough=True, order=3)
    assert (dict(address), address.written) == ({"ranks": "1,2", "thorough": "on", "order": "3"}, 3)


def test_long_values_stay_out_of_the_link() -> None:
    address: dict[str, Any] = {"x": "short"}
    link = Link(address)
    link.write(x="y" * (MAX_CHARACTERS + 1))
    assert address == {}
    link.write(x="y" * MAX_CHARACTERS)
    assert address == {"x": "y" * MAX_CHARACTERS}
    assert Link({"x": "y" * (MAX_CHARACTERS + 1)}).text("x", "default") == "default"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("3", 3),
        ("0", 1),
        ("999999999", 9),
        ("-1", 5),
        ("1e3", 5),
        ("", 5),
        ("٣", 5),
        ("²", 5),
        ("9" * 5000, 5),
        ("0x1", 5),
    ],
)
def test_numbers_of_others(written: str, read: int) -> None:
    assert Link({"n": written}).number("n", 1, 9, 5) == read


@pytest.mark.parametrize("written", ["<script>", "", "GENERIC", "generic ", "__class__"])
def test_choices_of_others(written: str) -> None:
    assert Link({"mode": written}).choice("mode", {"generic": "…", "orders": "…"}, "generic") == "generic"


def test_of_several_values_the_last_one_counts() -> None:
    assert Link({"ranks": ["1", "2"]}).text("ranks", "3") == "2"
