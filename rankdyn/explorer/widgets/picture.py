"""`Picture`: a drawing with spots on it that one can click, reach by keyboard, or name in a text field."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import anywidget
import traitlets

_FOLDER: Final = Path(__file__).parent


class Picture(anywidget.AnyWidget):
    """Shows `svg` with `spots` (name, label, and x and y in parts of its size); the page reads `chosen`.

    Beside the drawing stand a text field (named `field`), `words` about what is chosen, and `ways` to others (name and
    words), on each of which one can click.
    """

    _esm = _FOLDER / "picture.js"
    _css = _FOLDER / "picture.css"

    svg = traitlets.Unicode("").tag(sync=True)
    alt = traitlets.Unicode("").tag(sync=True)
    spots = traitlets.List(traitlets.Dict()).tag(sync=True)
    chosen = traitlets.Unicode("").tag(sync=True)
    field = traitlets.Unicode("").tag(sync=True)
    words = traitlets.Unicode("").tag(sync=True)
    ways = traitlets.List(traitlets.Dict()).tag(sync=True)
