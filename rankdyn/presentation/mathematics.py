"""LaTeX, alone or in text, as MathML, which browsers show without scripts, fonts or a network."""

from __future__ import annotations

from html import escape
from typing import Final
from xml.etree import ElementTree

MAX_CHARACTERS: Final = 20_000
"""Of a formula that is typeset; a longer one is shown as the text of its LaTeX, cut."""

_NAMESPACE: Final = "{http://www.w3.org/1998/Math/MathML}"
_ELEMENTS: Final = frozenset(
    "math menclose mfrac mi mmultiscripts mn mo mover mpadded mphantom mroot mrow mspace msqrt mstyle msub msubsup "
    "msup mtable mtd mtext mtr munder munderover".split()
)
_ATTRIBUTES: Final = frozenset(
    "columnalign columnlines columnspacing display displaystyle fence form height largeop linebreak linethickness "
    "lspace mathvariant maxsize minsize movablelimits rowlines rowspacing rspace scriptlevel separator stretchy "
    "symmetric width".split()
)
_PARENTHESES: Final = "border:solid;border-width:0 0.08em;border-radius:0.7em;padding:0 0.15em;margin:0 0.1em"
_ARROW: Final = "\u27f9"


def typeset(text: str) -> str:
    """Return text with formulas as HTML; ``$...$`` is LaTeX, all else is plain text.

    Raises
    ------
    ValueError
        For an odd number of dollar signs, or a formula that cannot be typeset.
    """
    parts = text.split("$")
    if len(parts) % 2 == 0:
        raise ValueError(f"an odd number of dollar signs in {text!r}")
    return "".join(_spanned(part) if index % 2 else escape(part) for index, part in enumerate(parts))


def _spanned(latex: str) -> str:
    return f'<span class="formula">{mathml(latex)}</span>'


def mathml(latex: str, *, display: bool = False) -> str:
    r"""Return LaTeX as one MathML element, which keeps the LaTeX for those who copy it.

    Raises
    ------
    ValueError
        If it is no LaTeX that can be converted, or would become anything but a formula: the converter does not escape
        what stands in ``\text{…}``.
    """
    from latex2mathml.converter import convert

    try:
        made = ElementTree.fromstring(convert(latex, display="block" if display else "inline"))
        for element in made.iter():
            element.tag = element.tag.removeprefix(_NAMESPACE)  # HTML knows the namespace
            if element.tag not in _ELEMENTS or not _ATTRIBUTES.issuperset(element.attrib):
                raise ValueError(f"{element.tag} has no place in a formula")
    except Exception as error:  # the converter has errors of many types
        raise ValueError(f"cannot typeset {latex[:60]!r}: {error}") from error
    for element in made.iter():
        _mend(element)
    made.set("alttext", latex)
    return ElementTree.tostring(made, encoding="unicode")


def _mend(element: ElementTree.Element) -> None:
    """Draw the parentheses of matrices as borders, and set what the converter takes for letters.

    Without a font for mathematics browsers do not stretch parentheses; and those of the converter are siblings of the
    matrix, so that an exponent has more than one base.
    """
    parts = list(element)
    for left, matrix, right in zip(parts, parts[1:], parts[2:], strict=False):
        if matrix.tag == "mtable" and (left.text, right.text) == ("(", ")"):
            element.remove(left)
            element.remove(right)
            matrix.set("style", _PARENTHESES)
    if element.get("mathvariant") == "sans-serif":  # browsers know 'normal' alone
        element.set("mathvariant", "normal")
    if element.tag == "mi" and element.text == _ARROW:
        element.tag = "mo"


def formula(latex: str, *, display: bool = False) -> str:
    """Return LaTeX as HTML, and what cannot be typeset as the text of its LaTeX; it never raises."""
    shown = latex if len(latex) <= MAX_CHARACTERS else latex[:400] + f"… ({len(latex)} characters)"
    try:
        made = mathml(shown, display=display) if shown is latex else f"<code>{escape(shown)}</code>"
    except ValueError:
        made = f"<code>{escape(shown)}</code>"
    return f'<div style="overflow-x:auto;padding:0.25em 0">{made}</div>' if display else made
