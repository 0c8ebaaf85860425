"""Text with formulas between dollar signs as HTML, the formulas in MathML."""

from __future__ import annotations

from html import escape

from latex2mathml.converter import convert


def typeset(text: str) -> str:
    """Return HTML; `$...$` is LaTeX, all else is plain text.

    Raises
    ------
    ValueError
        For an odd number of dollar signs.
    """
    parts = text.split("$")
    if len(parts) % 2 == 0:
        raise ValueError(f"an odd number of dollar signs in {text!r}")
    return "".join(_formula(part) if index % 2 else escape(part) for index, part in enumerate(parts))


def _formula(latex: str) -> str:
    # the LaTeX stays readable for those who copy it
    mathml = convert(latex).replace("<math ", f'<math alttext="{escape(latex)}" ', 1)
    return f'<span class="formula">{mathml}</span>'
