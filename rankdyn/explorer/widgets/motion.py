"""`Moving`: D, D′, D″, … as they move with t."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import anywidget
import traitlets

from rankdyn.explorer.questions.motion import SHOWN_SIDE, Motion

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
    def of(cls, found: Motion) -> Moving:
        """Return the widget for some frames."""
        made = cls()
        made.show(found)
        return made

    def show(self, found: Motion) -> None:
        """Show other frames; entries are written as numbers up to `SHOWN_SIDE` rows and columns."""
        with self.hold_sync():
            self.times, self.shape, self.written = found.times, list(found.shape), SHOWN_SIDE
            self.kind, self.variable = found.kind, found.variable
            self.orders = found.orders
