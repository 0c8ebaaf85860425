"""What the verbs share: exit statuses, and options that mean the same everywhere."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

YES, NO, BAD_INPUT, OPEN = 0, 1, 2, 3
"""Exit statuses: yes, done, proved; no; usage or bad input; open, not found, or weaker evidence than required."""


class Kind(StrEnum):
    """Which operator is iterated."""

    derivative = "derivative"
    difference = "difference"


AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document instead of text.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="Seed of all random choices.")]
UnusedSeed = Annotated[int, typer.Option("--seed", min=0, help="Accepted for uniformity; nothing here is random.")]
Budget = Annotated[int | None, typer.Option("--budget", min=0, help="Work units: the same answer on every machine.")]
