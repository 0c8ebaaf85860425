"""`certify`: hand a certificate to the trusted checker, which shares no code with the engine."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from rankdyn.checker import DEFAULT_MAX_WORK, check_certificate
from rankdyn.errors import CertificateError, InvalidInputError

_MAX_BYTES = 200_000_000


def certify(certificate: Any, max_work: int = DEFAULT_MAX_WORK) -> bool:
    """Re-check a certificate from the function's text, with the checker's own exact arithmetic.

    Parameters
    ----------
    certificate : RankSequence, Certificate, dict, or path of a JSON file
        What to check; the text of a JSON document is accepted as bytes.
    max_work : int
        Work units the check may take, so that a hostile certificate cannot hang it.

    Returns
    -------
    bool
        True, always: whatever does not hold raises.

    Raises
    ------
    CertificateError
        If the certificate is malformed or does not prove its claim; the message names the part.
    InvalidInputError
        If there is no certificate to check, such as for an answer that is not exact.

    Examples
    --------
    >>> import rankdyn as rd
    >>> rd.certify(rd.rank_sequence("[[1, t], [t, t**2]]", max_order=2))
    True
    """
    if isinstance(certificate, dict | bytes):
        return check_certificate(certificate, max_work=max_work)
    if isinstance(certificate, str | os.PathLike):
        return check_certificate(_read(Path(certificate)), max_work=max_work)
    if hasattr(certificate, "to_json"):
        return check_certificate(certificate.to_json(), max_work=max_work)
    if hasattr(certificate, "certificate"):
        if certificate.certificate is None:
            raise InvalidInputError(
                f"an answer of kind '{getattr(certificate, 'kind', 'unknown')}' has no certificate; "
                "only exact answers do"
            )
        return certify(certificate.certificate, max_work)
    raise InvalidInputError(f"expected a RankSequence, Certificate, dict or path, not {type(certificate).__name__}")


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise CertificateError(f"{path} is larger than {_MAX_BYTES} bytes, no certificate is")
        return path.read_bytes()
    except OSError as error:
        raise InvalidInputError(f"cannot read {path}: {error.strerror}") from None
