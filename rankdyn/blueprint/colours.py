"""Colours for the strength of evidence: distinct to colour-blind readers (Okabe and Ito 2008), and never alone."""

from __future__ import annotations

from typing import Final

from rankdyn.verify.backing import Status

FILL: Final[dict[Status, str]] = {
    Status.FORMAL: "#009e73",
    Status.PARTLY: "#9fdcc7",
    Status.PAPER: "#b8dcf2",
    Status.INSTANCES: "#f6d58e",
    Status.OPEN: "#ffffff",
    Status.FAILS: "#d55e00",
}
"""Background of a box or badge; the words of the status stand in it."""

INK: Final[dict[Status, str]] = {
    status: "#ffffff" if status in (Status.FORMAL, Status.FAILS) else "#1a1a1a" for status in Status
}
"""Colour of the words on it, at a contrast of at least 3.4 to 1."""
