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

    frames = traitlets.Dict().tag(sync=True)
    """All of one function, changed together: the browser must not mix those of two."""

    @classmethod
    def of(cls, found: Motion) -> Moving:
        """Return the widget for some frames."""
        made = cls()
        made.show(found)
        return made

    def show(self, found: Motion) -> None:
        """Show other frames; entries are written as numbers up to `SHOWN_SIDE` rows and columns."""
        self.frames = {
            "times": found.times,
            "orders": found.orders,
            "shape": list(found.shape),
            "kind": found.kind,
            "variable": found.variable,
            "written": SHOWN_SIDE,
        }
