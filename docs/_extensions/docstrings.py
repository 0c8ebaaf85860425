"""Docstrings as they are meant, after napoleon has read them, and signatures that say what a class takes."""

from __future__ import annotations

import inspect
import re
from typing import Final

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from rankdyn.functions.explicit import Explicit
from rankdyn.functions.matrix_function import MatrixFunction

_ATTRIBUTE: Final = re.compile(r"^:ivar (?P<name>[^:]+):(?P<text>.*)$")
_TYPE: Final = re.compile(r"^:vartype [^:]+: (?P<type>.*)$")


def as_meant(app: Sphinx, what: str, name: str, found: object, options: object, lines: list[str]) -> None:
    """Rewrite the lines of one docstring in place."""
    if what == "property":
        lines[:] = _whole(lines)
    lines[:] = _attributes(lines)
    # 'K.' alone would open a list
    lines[:] = [re.sub(r"( -- |^\s+)([A-Za-z])\.$", r"\1\2\\.", line) for line in lines]


def _whole(lines: list[str]) -> list[str]:
    """Join what napoleon parts at the first colon, because it expects a type before it."""
    kept = [line for line in lines if not line.startswith(":type: ")]
    before = [line.removeprefix(":type: ") for line in lines if line.startswith(":type: ")]
    return [f"{before[0]}: {kept[0]}", *kept[1:]] if before else lines


def _attributes(lines: list[str]) -> list[str]:
    """List attributes as parameters are listed: types are words, and several names may share a line."""
    made: list[str] = []
    place: int | None = None  # where the name of the attribute at hand stands
    for line in lines:
        if attribute := _ATTRIBUTE.match(line):
            made += [":Attributes:", ""] if place is None else []
            place = len(made)
            name = attribute["name"].replace("\\", "").replace("_", "\\_")
            made += [f"    * **{name}** --", f"      {attribute['text'].strip()}"]
        elif place is not None and (typed := _TYPE.match(line)):
            made[place] = made[place].removesuffix(" --") + f" (*{typed['type']}*) --"
        elif place is not None and line.startswith(" ") and made[-1]:
            made.append(f"      {line.strip()}")
        else:  # the type of the last attribute may follow a blank line
            place = None if line else place
            made.append(line)
    return made


def taken(
    app: Sphinx, what: str, name: str, found: object, options: object, signature: str, returned: str
) -> tuple[str, None] | None:
    """Return what a kind of function is made of, where its __new__ takes anything; called itself, the base is one."""
    if not (isinstance(found, type) and issubclass(found, MatrixFunction)):
        return None
    kind = Explicit if found is MatrixFunction else found
    _, *given = inspect.signature(kind.__init__).parameters.values()
    return str(inspect.Signature([one.replace(annotation=one.empty) for one in given])), None


def setup(app: Sphinx) -> ExtensionMetadata:
    """Read docstrings after napoleon."""
    app.connect("autodoc-process-docstring", as_meant, priority=900)
    app.connect("autodoc-process-signature", taken)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
