"""The graph of theorems as SVG: boxes coloured by what backs them, each a link to its place on the page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from rankdyn.blueprint.colours import FILL, INK
from rankdyn.blueprint.graph import BOX, graph, layout
from rankdyn.verify.backing import Status
from rankdyn.verify.report import Finding

_MARGIN: Final = 8
_LEGEND: Final = 44


def drawing(findings: Sequence[Finding], page: str = "") -> str:
    """Return an SVG document with a box for each theorem, arrows for dependence, and a legend.

    Parameters
    ----------
    findings : sequence of Finding
        The theorems of a report.
    page : str
        Where the links lead: the name of the page, or nothing if the drawing stands on it.
    """
    theorems = graph(findings)
    placed = layout(theorems)
    status = {finding.name: finding.status for finding in findings}
    title = {finding.name: finding.title for finding in findings}
    width = placed.width + 2 * _MARGIN
    height = placed.height + 2 * _MARGIN + _LEGEND
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-_MARGIN} {-_MARGIN} {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}" font-family="sans-serif" role="img" aria-label="Graph of theorems">',
        '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0 8 4 0 8z" fill="#444444"/></marker></defs>',
    ]
    for used, name, formal in theorems.edges(data="formal"):
        parts.append(_arrow(placed.corners[used], placed.lanes[used, name], placed.corners[name], formal))
    for name in theorems:
        parts.append(_box(f"{page}#{name}", name, title[name], status[name], placed.corners[name]))
    parts.append(_legend(placed.height + _LEGEND - 14))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _arrow(start: tuple[float, float], lanes: list[tuple[float, float]], end: tuple[float, float], formal: bool) -> str:
    """Return an arrow from the right side of a box, along its lanes, to the left side of another."""
    x, y = start[0] + BOX[0], start[1] + BOX[1] / 2
    path = f"M{x:g} {y:g}"
    for left, height in lanes:
        path += _curve((x, y), (left, height)) + f"H{left + BOX[0]:g}"
        x, y = left + BOX[0], height
    path += _curve((x, y), (end[0] - 1, end[1] + BOX[1] / 2))
    dashes = "" if formal else ' stroke-dasharray="4 4"'
    return f'<path d="{path}" fill="none" stroke="#444444" stroke-width="1.4"{dashes} marker-end="url(#head)"/>'


def _curve(start: tuple[float, float], end: tuple[float, float]) -> str:
    middle = (start[0] + end[0]) / 2
    return f"C{middle:g} {start[1]:g} {middle:g} {end[1]:g} {end[0]:g} {end[1]:g}"


def _box(link: str, name: str, title: str, status: Status, corner: tuple[float, float]) -> str:
    x, y = corner
    dashes = ' stroke-dasharray="5 3"' if status is Status.OPEN else ""
    ink = INK[status]
    return (
        f'<a href="{escape(link)}"><title>{escape(title)}</title>'
        f'<rect x="{x:g}" y="{y:g}" width="{BOX[0]}" height="{BOX[1]}" rx="7" fill="{FILL[status]}" '
        f'stroke="#333333"{dashes}/>'
        f'<text x="{x + BOX[0] / 2:g}" y="{y + 20:g}" text-anchor="middle" font-size="14" font-weight="bold" '
        f'fill="{ink}">{escape(name)}</text>'
        f'<text x="{x + BOX[0] / 2:g}" y="{y + 37:g}" text-anchor="middle" font-size="11" fill="{ink}">'
        f"{status.value}</text></a>"
    )


def _legend(y: float) -> str:
    parts = []
    words = (("", "a Coq proof goes along the arrow"), (' stroke-dasharray="4 4"', "a proof on paper does"))
    for index, (dashes, text) in enumerate(words):
        x = 260 * index
        parts.append(
            f'<path d="M{x} {y:g}H{x + 34}" stroke="#444444" stroke-width="1.4"{dashes} marker-end="url(#head)"/>'
            f'<text x="{x + 42}" y="{y + 4:g}" font-size="12" fill="#1a1a1a">{text}</text>'
        )
    return "\n".join(parts)
