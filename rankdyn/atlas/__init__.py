"""The atlas: every rank sequence up to a size with its verdict and its evidence.

`open` gives the one that comes with the package; `build` makes another, `check` re-certifies every row.
"""

from rankdyn.atlas.atlas import Atlas, open
from rankdyn.atlas.build import build
from rankdyn.atlas.check import Audit, check
from rankdyn.atlas.row import Row
from rankdyn.atlas.settings import Settings

__all__ = ["Atlas", "Audit", "Row", "Settings", "build", "check", "open"]
