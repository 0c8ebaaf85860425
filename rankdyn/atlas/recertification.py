"""`fault`: what is wrong with a row of the atlas, found without the search that wrote it.

A witness's certificate goes to the trusted checker, an obstruction to the laws. A row that both a certificate and a law
speak of would be a contradiction, and so each witness is held against the laws too.
"""

from __future__ import annotations

from typing import Any

from rankdyn.atlas.row import EVIDENCE, Row
from rankdyn.certification import certify
from rankdyn.errors import RankdynError


def fault(row: Row) -> str | None:
    """Return what is wrong with a row, or None if it is as it says.

    An open row claims only that nothing is known; it is wrong if a law forbids the sequence.

    Parameters
    ----------
    row : Row
        The row.

    Returns
    -------
    str or None
        The fault in words.
    """
    from rankdyn.laws import check

    keys = ("ranks", "status", *EVIDENCE[row.status])
    if tuple(row.document) != keys:
        return f"the keys must be {', '.join(keys)}"
    violations = check(row.ranks)
    if row.status == "obstruction":
        said = [violation.explanation for violation in violations if violation.law == row.law]
        if not said:
            return f"law {row.law} does not forbid it"
        return None if row.explanation in said else f"law {row.law} says instead: {said[0]}"
    if violations:
        first = violations[0]
        return f"the row is {row.status}, but law {first.law} forbids the sequence: {first.explanation}"
    return None if row.status == "open" else _certificate_fault(row.document["certificate"], row.ranks)


def _certificate_fault(certificate: Any, ranks: tuple[int, ...]) -> str | None:
    try:
        certify(certificate)
        claim = certificate["claim"]
    except (RankdynError, KeyError, TypeError) as error:
        return f"the certificate is not accepted: {error}"
    if (claim["reading"], claim["kind"], claim["ranks"]) != ("generic", "derivative", list(ranks)):
        return f"the certificate is of {claim['reading']} ranks {claim['ranks']} of {claim['kind']}s"
    return None
