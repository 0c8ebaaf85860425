"""Certificates from plain data back to typed data, for witnesses of the atlas.

The trusted checker never sees the result: it reads the plain data. This is for those who want to work with a witness.
"""

from __future__ import annotations

from typing import Any

import msgspec

from rankdyn.errors import CertificateError
from rankdyn.evidence.certificate import Ball, BlockEvidence, Certificate, Claim, Lower, OrderEvidence, Upper


def certificate_of(document: dict[str, Any]) -> Certificate:
    """Return the certificate that `Certificate.to_dict` wrote.

    Raises
    ------
    CertificateError
        If the document is none; whether it proves its claim is for `rankdyn.certify` to say.
    """
    try:
        evidence = _evidence(document)
        found = Certificate(
            version=document["version"],
            variable=document["variable"],
            parameters=document["parameters"],
            function=document["function"],
            claim=msgspec.convert(document["claim"], Claim),
            orders=evidence.orders,
            blocks=evidence.blocks,
        )
    except (KeyError, TypeError, msgspec.ValidationError) as error:
        raise CertificateError(f"not the document of a certificate: {error}") from None
    if found.to_dict() != document:
        raise CertificateError("not the document of a certificate of this version: it has other keys")
    return found


def _evidence(part: dict[str, Any]) -> BlockEvidence:
    """Return the evidence of a function, order by order or block by block."""
    if "blocks" in part:
        return BlockEvidence(blocks=[_evidence(block) for block in part["blocks"]])
    return BlockEvidence(orders=[_order(order) for order in part["orders"]])


def _order(order: dict[str, Any]) -> OrderEvidence:
    lower = order["lower"]
    upper: Upper = msgspec.convert(order["upper"], Upper)
    if lower is None:
        return OrderEvidence(order["rank"], None, upper)
    # msgspec tells only tagged kinds apart; these two carry no tag.
    found = msgspec.convert(lower, Lower) if "prime" in lower else msgspec.convert(lower, Ball)
    return OrderEvidence(order["rank"], found, upper)
