"""`RankEditor`: a rank sequence as bars to drag, steppers to press, and text to type."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import anywidget
import traitlets

_FOLDER: Final = Path(__file__).parent


class RankEditor(anywidget.AnyWidget):
    """Edits the text of a sequence; the page reads `text` and offers `suggestions`, on which one can click."""

    _esm = _FOLDER / "rank_editor.js"
    _css = _FOLDER / "rank_editor.css"

    text = traitlets.Unicode("").tag(sync=True)
    suggestions = traitlets.List(traitlets.Unicode()).tag(sync=True)
    largest = traitlets.Int(60).tag(sync=True)
    longest = traitlets.Int(40).tag(sync=True)
