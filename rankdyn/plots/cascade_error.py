"""`cascade_error`: errors of models against their parameters."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.ticker import LogFormatter

from rankdyn.errors import InvalidInputError
from rankdyn.plots.axes import drawing
from rankdyn.plots.curves import Look, Points, checked_curves, curve
from rankdyn.plots.style import GREY


def cascade_error(
    curves: Mapping[str, Points],
    *,
    goal: float | None = 0.01,
    floor: float = 3e-4,
    looks: Mapping[str, Look] | None = None,
    legend: bool = True,
    ax: Axes | None = None,
) -> Axes:
    """Draw the error of each model against its number of parameters, both on logarithmic scales.

    Parameters
    ----------
    curves : mapping of str to pairs
        By name of the model, for each fit (parameters, error): ``model.n_parameters_`` and one entry of
        ``model.order_errors(X, Y)`` on rows that it was not fitted to.
    goal : float or None, default 0.01
        A dotted line at this error.
    floor : float, default 3e-4
        Errors below are drawn here, so that what is zero up to rounding does not stretch the scale.
    looks : mapping of str to Look, optional
        Colour and style by name; others have looks of their own.
    legend : bool, default True
        Whether to name the models beside the curves.
    ax : matplotlib Axes, optional
        Where to draw; new axes if not given.

    Returns
    -------
    Axes
        Where it was drawn.

    Raises
    ------
    InvalidInputError
        If the curves are not pairs of numbers by name, or `floor` is not positive.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from rankdyn import plots
    >>> plots.cascade_error({"chain": [(120, 0.03), (240, 0.0)]}, ax=Figure().subplots())
    <Axes: xlabel='parameters', ylabel='relative error'>
    """
    found = checked_curves(curves)
    if not floor > 0:
        raise InvalidInputError(f"floor must be positive, for the scale is logarithmic, not {floor!r}"[:200])
    with drawing(ax) as axes:
        if goal is not None:
            axes.axhline(goal, color=GREY, linewidth=0.8, linestyle=(0, (1, 1.5)), zorder=1)
        for number, (name, points) in enumerate(found.items()):
            curve(axes, [(size, max(error, floor)) for size, error in points], name, number, looks, linewidth=1.0)
        axes.set_xlabel("parameters")
        axes.set_ylabel("relative error")
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.xaxis.set_minor_formatter(LogFormatter(minor_thresholds=(1, 0.4)))  # 200, not 2 × 10²
        if legend:
            axes.legend()
        return axes
