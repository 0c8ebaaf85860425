"""`parameters_against_order`: how many parameters models need for the orders 1, …, K, against K."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from rankdyn.plots.axes import drawing
from rankdyn.plots.curves import Look, Points, checked_curves, curve


def parameters_against_order(
    curves: Mapping[str, Points], *, looks: Mapping[str, Look] | None = None, ax: Axes | None = None
) -> Axes:
    """Draw the parameters of each model against the number of orders.

    Parameters
    ----------
    curves : mapping of str to pairs
        By name of the model, for each fit (K, ``model.n_parameters_``).
    looks : mapping of str to Look, optional
        Colour and style by name; others have looks of their own.
    ax : matplotlib Axes, optional
        Where to draw; new axes if not given.

    Returns
    -------
    Axes
        Where it was drawn, in thousands of parameters.

    Raises
    ------
    InvalidInputError
        If the curves are not pairs of numbers by name.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from rankdyn import plots
    >>> plots.parameters_against_order({"naive": [(1, 4096), (2, 8192)]}, ax=Figure().subplots())
    <Axes: xlabel='orders $K$', ylabel='thousand parameters'>
    """
    found = checked_curves(curves)
    with drawing(ax) as axes:
        for number, (name, points) in enumerate(found.items()):
            curve(axes, [(count, size / 1000) for count, size in points], name, number, looks)
        axes.set_xlabel("orders $K$")
        axes.set_ylabel("thousand parameters")
        axes.set_ylim(0, None)
        axes.xaxis.set_major_locator(MaxNLocator("auto", integer=True))
        axes.legend(loc="upper left")
        return axes
