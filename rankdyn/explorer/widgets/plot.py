"""`Plot`: a plot on the page, and the buttons that save it."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING, Final

import anywidget
import traitlets

if TYPE_CHECKING:
    from rankdyn.explorer.questions.drawing import Drawing

_FOLDER: Final = Path(__file__).parent


class Plot(anywidget.AnyWidget):
    """Shows the SVG as an image, in which no script can run, and saves the files that came with it."""

    _esm = _FOLDER / "plot.js"
    _css = _FOLDER / "plot.css"

    words = traitlets.Unicode("").tag(sync=True)
    shown = traitlets.Bool(True).tag(sync=True)
    files = traitlets.List(traitlets.Dict()).tag(sync=True)

    @classmethod
    def of(cls, drawing: Drawing, shown: bool = True) -> Plot:
        """Return the widget for a drawing; without the plot itself if the page shows it in a way of its own."""
        contents = {"PDF": drawing.pdf, "SVG": drawing.svg.encode(), "PNG": drawing.png}
        types = {"PDF": "application/pdf", "SVG": "image/svg+xml", "PNG": "image/png"}
        files = [
            {
                "format": format,
                "filename": f"{drawing.name}.{format.lower()}",
                "mimetype": types[format],
                "content": b64encode(content).decode(),
            }
            for format, content in contents.items()
        ]
        return cls(words=drawing.words, shown=shown, files=files)
