"""`Moving`: D, D′, D″, … as they move with t."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import anywidget
import traitlets

if TYPE_CHECKING:
    from rankdyn.explorer.questions.motion import Motion

_FOLDER: Final = Path(__file__).parent


class Moving(anywidget.AnyWidget):
    """Plays frames that Python has computed once; sliding and playing ask nothing of the server."""

    _esm = _FOLDER / "motion.js"
    _css = _FOLDER / "motion.css"

    times = traitlets.List(traitlets.Float()).tag(sync=True)
    orders = traitlets.List(traitlets.Dict()).tag(sync=True)
    shape = traitlets.List(traitlets.Int()).tag(sync=True)
    kind = traitlets.Unicode("derivative").tag(sync=True)
    variable = traitlets.Unicode("t").tag(sync=True)
    written = traitlets.Int(6).tag(sync=True)

    @classmethod
    def of(cls, found: Motion, written: int) -> Moving:
        """Return the widget for some frames; entries are written as numbers up to `written` rows and columns."""
        return cls(
            times=found.times,
            orders=found.orders,
            shape=list(found.shape),
            kind=found.kind,
            variable=found.variable,
            written=written,
        )
