"""`picture`: a figure as a file that is the same byte for byte each time."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any, Final

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from rankdyn.errors import InvalidInputError
from rankdyn.plots.style import STYLE

_METADATA: Final[dict[str, dict[str, None]]] = {
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    "svg": {"Date": None, "Creator": None},
    "png": {"Software": None},
}
"""What matplotlib would say of the day and of itself."""

FORMATS: Final = tuple(_METADATA)


def picture(plot: Axes | Figure, format: str = "pdf") -> bytes:
    """Return a plot as the content of a file, with no date and no name of a program in it.

    Parameters
    ----------
    plot : matplotlib Axes or Figure
        The whole figure is taken, as it is.
    format : {'pdf', 'svg', 'png'}, default 'pdf'
        PNG has 300 dots an inch.

    Raises
    ------
    InvalidInputError
        For another format, or if `plot` is no plot.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from rankdyn import plots
    >>> ax = plots.staircase((1, 2, 1, 0), ax=Figure().subplots())
    >>> plots.picture(ax, "pdf")[:5], plots.picture(ax) == plots.picture(ax)
    (b'%PDF-', True)
    """
    checked_format(format)
    figure = plot.get_figure(root=True) if isinstance(plot, Axes) else plot
    if not isinstance(figure, Figure):
        raise InvalidInputError(f"plot must be matplotlib axes or a figure, not {type(plot).__name__}")
    content = BytesIO()
    saving = matplotlib.rc_params_from_file(STYLE, use_default_template=False)
    options: dict[Any, Any] = {name: saving[name] for name in saving if name.split(".")[0] in ("savefig", "svg", "pdf")}
    with matplotlib.rc_context(options), _quiet_fonts():
        figure.savefig(content, format=format, metadata=_METADATA[format])
    return content.getvalue()


def checked_format(format: str) -> str:
    """Return the name of a format that is known."""
    if format not in FORMATS:
        raise InvalidInputError(f"unknown format {format!r}; choose from {', '.join(FORMATS)}"[:200])
    return format


@contextmanager
def _quiet_fonts() -> Iterator[None]:
    """Let fontTools keep to itself that the dates of the fonts are fixed."""
    log = logging.getLogger("fontTools")
    before = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(before)
