"""`Settings`: what determines an atlas, byte for byte.

Two builds with equal settings write equal files, on any machine and with any number of processes: the work for each
sequence is bounded by a budget of work units and its random choices come from the seed and the sequence alone.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from itertools import product
from typing import Any, Final

from rankdyn.errors import InvalidInputError
from rankdyn.limits import MAX_ORDER
from rankdyn.presentation import html
from rankdyn.presentation.badge import badge

FORMAT: Final = "rankdyn-atlas"
VERSION: Final = 1
MAX_ROWS: Final = 1_000_000
"""Rows of one atlas."""


def package_version() -> str:
    """Return the version of rankdyn that runs here."""
    # The package's face imports every layer; it is there whenever this is called, and not to be imported from below.
    return str(sys.modules["rankdyn"].__version__)


@dataclass(frozen=True)
class Settings:
    """Which sequences an atlas holds, and how they are decided.

    Parameters
    ----------
    length : int
        The length of the sequences, r_0 .. r_{length−1}.
    max_rank : int
        The largest entry.
    seed : int
        Seed of all random choices.
    budget : int or None
        Work units for one sequence; None is the default of `rankdyn.realize`.
    min_length : int or None
        The atlas holds all lengths from this one to `length`; None is `length` itself.
    package : str
        The version of rankdyn that decides: another version may find other witnesses.

    Raises
    ------
    InvalidInputError
        If a number is out of range, or there would be more than `MAX_ROWS` rows.
    """

    length: int
    max_rank: int
    seed: int = 0
    budget: int | None = None
    min_length: int | None = None
    package: str = ""

    def __post_init__(self) -> None:
        if not self.package:
            object.__setattr__(self, "package", package_version())
        if self.min_length is None:
            object.__setattr__(self, "min_length", self.length)
        for name, lowest in (("length", 1), ("min_length", 1), ("max_rank", 0), ("seed", 0), ("budget", 0)):
            value = getattr(self, name)
            if name == "budget" and value is None:
                continue
            if isinstance(value, bool) or not isinstance(value, int) or value < lowest:
                raise InvalidInputError(f"{name} must be a whole number from {lowest} on, not {value!r}")
        if self.lengths.start > self.length:
            raise InvalidInputError(f"min_length must be at most length = {self.length}, not {self.min_length}")
        if self.length > MAX_ORDER + 1:
            raise InvalidInputError(f"length must be at most {MAX_ORDER + 1}, not {self.length}")
        if self.count > MAX_ROWS:
            raise InvalidInputError(
                f"all sequences of length {self.length} with entries up to {self.max_rank} are more than the limit of "
                f"{MAX_ROWS} rows of one atlas; ask for a smaller length or rank"
            )

    @property
    def lengths(self) -> range:
        """The lengths of the sequences."""
        return range(self.min_length or self.length, self.length + 1)

    @property
    def count(self) -> int:
        """The number of rows."""
        return sum((self.max_rank + 1) ** length for length in self.lengths)

    def sequences(self) -> Iterator[tuple[int, ...]]:
        """Yield all sequences in the order of the file: by length, then lexicographically."""
        for length in self.lengths:
            yield from product(range(self.max_rank + 1), repeat=length)

    def __contains__(self, ranks: tuple[int, ...]) -> bool:
        return len(ranks) in self.lengths and all(0 <= rank <= self.max_rank for rank in ranks)

    def _repr_html_(self) -> str:
        lengths = f"{self.lengths.start} to {self.length}" if len(self.lengths) > 1 else f"{self.length}"
        return html.card(
            "Settings of an atlas",
            badge("definition", "definition"),
            html.given("sequences", f"length {lengths}, entries 0 to {self.max_rank}, {self.count} in all"),
            html.given("decided by", f"rankdyn {self.package or 'of any version'}, seed {self.seed}"),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the settings as plain data, with the format and its version."""
        return {"format": FORMAT, "version": VERSION, **asdict(self)}

    @classmethod
    def from_dict(cls, document: Any, where: str) -> Settings:
        """Return the settings that `to_dict` wrote.

        Raises
        ------
        InvalidInputError
            If the document is no header of this format and version; `where` names the file.
        """
        if not isinstance(document, dict) or document.get("format") != FORMAT:
            raise InvalidInputError(f"{where} is no atlas: its first line is no header of the format {FORMAT}")
        if document.get("version") != VERSION:
            raise InvalidInputError(
                f"{where} has version {document.get('version')!r} of the format {FORMAT}; this rankdyn reads version "
                f"{VERSION}: build the atlas again, or use the rankdyn that wrote it"
            )
        names = [field.name for field in fields(cls)]
        if set(document) - {"format", "version"} != set(names) or not isinstance(document["package"], str):
            raise InvalidInputError(f"{where}: the header must have the keys {', '.join(names)} besides the format")
        return cls(**{name: document[name] for name in names})

    def differences(self, other: Settings) -> list[str]:
        """Return what differs, in words: 'seed 0 instead of 1'."""
        pairs = ((field.name, getattr(self, field.name), getattr(other, field.name)) for field in fields(self))
        return [f"{name} {theirs} instead of {ours}" for name, ours, theirs in pairs if ours != theirs]
