"""`Waiting`: what a job says of itself while it works, and the button that ends it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import anywidget
import traitlets

_FOLDER: Final = Path(__file__).parent


class Waiting(anywidget.AnyWidget):
    """Asks again and again, as long as it is on the page: each change of `asked` has the page look at the job."""

    _esm = _FOLDER / "waiting.js"
    _css = _FOLDER / "waiting.css"

    asked = traitlets.Int(0).tag(sync=True)
    cancelled = traitlets.Bool(False).tag(sync=True)
    words = traitlets.Unicode("").tag(sync=True)
    done = traitlets.Int(0).tag(sync=True)
    total = traitlets.Int(0).tag(sync=True)
