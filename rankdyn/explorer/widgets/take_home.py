"""`TakeHome`: texts to copy and files to save."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import anywidget
import traitlets

from rankdyn.explorer.question import Export

_FOLDER: Final = Path(__file__).parent


class TakeHome(anywidget.AnyWidget):
    """Shows each export folded up, with Copy and Save; nothing of it goes back to the server."""

    _esm = _FOLDER / "take_home.js"
    _css = _FOLDER / "take_home.css"

    items = traitlets.List(traitlets.Dict()).tag(sync=True)

    @classmethod
    def of(cls, exports: Iterable[Export]) -> TakeHome:
        """Return the widget for some exports."""
        return cls(items=cls.items_of(exports))

    @staticmethod
    def items_of(exports: Iterable[Export]) -> list[dict[str, str]]:
        """Return what `items` holds for some exports."""
        fields = ("name", "filename", "mimetype", "text")
        return [{field: getattr(export, field) for field in fields} for export in exports]
