"""Whether a rank sequence exists: a certified witness, the law that forbids it with repairs, or an honest 'open'."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from rankdyn import atlas
from rankdyn.certification import certify
from rankdyn.errors import InvalidInputError
from rankdyn.evidence.realizability import Answer, Obstruction, Open, Witness
from rankdyn.explorer.exports import latex_of, python_of, saved
from rankdyn.explorer.question import Export, Report, Shown
from rankdyn.functions.document import dumps
from rankdyn.laws.writing import points_of, ranks_of, shown
from rankdyn.realization.realize import realize

MAX_LENGTH: Final = 40
"""Ranks in a sequence: what fits on the page; longer ones are for `rd.realize`."""

MAX_RANK: Final = 60

QUICK: Final = 200
"""Candidates of the search that every question gets; more only when they are asked for."""

_REPAIRS: Final = 6


def verdict(report: Report, text: str, mode: str, kind: str, points: str, thorough: bool) -> Shown:
    """Answer whether there is a matrix function with the ranks written in `text`.

    Parameters
    ----------
    report : Report
        Told what is being tried.
    text : str
        '2,3,1'; for mode 'pointwise' also several, '2,3,1; 1,2,2', one for each point.
    mode, kind : str
        As for `rd.realize`.
    points : str
        For mode 'pointwise', such as '0, 1/2'; empty for 0.
    thorough : bool
        Whether to search as long as `rd.realize` does by default.
    """
    sequences = [_checked(part) for part in text.split(";")]
    options: dict[str, Any] = {"mode": mode, "kind": kind}
    if mode == "pointwise":
        options["points"] = points_of(points) if points.strip() else None
    elif len(sequences) > 1:
        raise InvalidInputError("several sequences, separated by ';', are for the pointwise reading, one a point")
    asked: Any = sequences if len(sequences) > 1 else sequences[0]
    report(f"looking for a function with the ranks {text.strip()}")
    found = _answer(asked, options, thorough)
    for certificate in _certificates(found):
        certify(certificate)
    line = python_of(asked, options)
    match found:
        case Witness():
            exports = (latex_of(found.function), Export("Python", "witness.py", "text/x-python", line), *_kept(found))
            return Shown(found._repr_html_(), "witness", exports=exports, function=dumps(found.function))
        case Obstruction():
            repairs = tuple(map(shown, _repairs(found, options)))
            kept = saved("Obstruction", f"obstruction-{_stem(found.ranks)}.json", found.to_dict())
            formula = Export("LaTeX", "obstruction.tex", "text/x-tex", found.latex())
            exports = (formula, Export("Python", "obstruction.py", "text/x-python", line), kept)
            return Shown(found._repr_html_(), "obstruction", repairs, exports)
        case Open():
            return Shown(found._repr_html_(), "open", exports=(Export("Python", "open.py", "text/x-python", line),))


def warm_up() -> None:
    """Read the atlas, load what shows an obstruction, fill the library of constructions."""
    for text in ("2,3,1", "1,3,2", "3,6,5,4,2"):
        verdict(lambda *_: None, text, "generic", "derivative", "", False)


def warm_up_differences() -> None:
    """Fill the library of constructions for differences."""
    for text in ("2,3,1", "1,3,2", "3,6,5,4,2"):
        verdict(lambda *_: None, text, "generic", "difference", "", False)


def _answer(asked: Any, options: dict[str, Any], thorough: bool) -> Answer:
    """Return what the atlas that comes with the package knows, and ask `realize` for the rest."""
    if options == {"mode": "generic", "kind": "derivative"} and asked in _known():
        witness = _known()[asked].witness
        if witness is not None:
            return witness
    return realize(asked, **options, budget=None if thorough else QUICK)


@cache
def _known() -> atlas.Atlas:
    return atlas.open()


def _repairs(obstruction: Obstruction, options: dict[str, Any]) -> list[tuple[int, ...]]:
    """Return the near sequences that have a certified witness."""
    near = obstruction.nearest[:_REPAIRS]
    return [ranks for ranks in near if isinstance(realize(ranks, **options, budget=0), Witness)]


def _checked(text: str) -> tuple[int, ...]:
    ranks = ranks_of(text)
    if len(ranks) > MAX_LENGTH or max(ranks) > MAX_RANK:
        raise InvalidInputError(
            f"{len(ranks)} ranks up to {max(ranks)}: this page takes up to {MAX_LENGTH} ranks of at most {MAX_RANK}; "
            "ask rd.realize in Python for larger ones"
        )
    return ranks


def _certificates(found: Answer) -> tuple[Any, ...]:
    return (found.certificates or (found.certificate,)) if isinstance(found, Witness) else ()


def _kept(witness: Witness) -> tuple[Export, ...]:
    """Return the certificates as files that `rankdyn certify` reads."""
    stem = f"certificate-{_stem(witness.ranks)}"
    if len(witness.certificates) < 2:
        return (saved("Certificate", f"{stem}.json", witness.certificate.to_dict()),)
    return tuple(
        saved(f"Certificate at {point}", f"{stem}-{number}.json", certificate.to_dict())
        for number, (point, certificate) in enumerate(zip(witness.points, witness.certificates, strict=True), start=1)
    )


def _stem(ranks: tuple[int, ...]) -> str:
    return "-".join(map(str, ranks[:10]))
