"""What is asked of the theory, and what comes back: plain values that travel between processes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol


class Report(Protocol):
    """How work says how far it is."""

    def __call__(self, words: str, done: int = 0, total: int = 0) -> None:
        """Say in words what is being done, and how much of it is done."""


@dataclass(frozen=True, slots=True)
class Export:
    """Something to take home: text to copy, or a file.

    Attributes
    ----------
    name : str
        What it is, such as 'LaTeX'.
    filename : str
        The name of the file.
    mimetype : str
        Its type.
    text : str
        The contents.
    """

    name: str
    filename: str
    mimetype: str
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as the page shows it.

    Attributes
    ----------
    html : str
        What is read; every text of the user's in it is escaped.
    status : str
        One word for programs that read the page: 'witness', 'obstruction', 'open', 'exact', …
    suggestions : tuple of str
        Inputs worth trying next; a click on one puts it in.
    exports : tuple of Export
        What can be copied and saved.
    function : str or None
        The matrix function that the answer is about, as JSON text (`rd.save`'s), for what is drawn of it.
    """

    html: str
    status: str
    suggestions: tuple[str, ...] = ()
    exports: tuple[Export, ...] = ()
    function: str | None = field(default=None, repr=False)


Question = Callable[..., object]
"""A module-level function: ``question(report, *arguments)``; it runs in a process of its own."""
