"""`write`: the blueprint of a report, a page and its figure, into files."""

from __future__ import annotations

from pathlib import Path

from rankdyn.blueprint.drawing import drawing
from rankdyn.blueprint.page import page
from rankdyn.errors import InvalidInputError
from rankdyn.verify.report import Report


def write(report: Report, output: Path) -> tuple[Path, Path]:
    """Write the page and, beside it, the graph as SVG; return both paths.

    Parameters
    ----------
    report : Report
        What a run found.
    output : Path
        The page, a name that ends with .html; or a folder, for blueprint.html and blueprint.svg in it.

    Raises
    ------
    InvalidInputError
        If the files cannot be written.
    """
    target = output if output.suffix.lower() in (".html", ".htm") else output / "blueprint.html"
    figure = target.with_suffix(".svg")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page(report), encoding="utf-8")
        figure.write_text(drawing(report.findings, target.name), encoding="utf-8")
    except OSError as error:
        raise InvalidInputError(
            f"cannot write the blueprint to {target}: {error.strerror}; name another file"
        ) from None
    return target, figure
