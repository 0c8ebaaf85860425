"""The page: the graph, every theorem with what backs it, and the sources to which its links lead."""

from __future__ import annotations

from collections.abc import Collection
from html import escape
from pathlib import Path
from typing import Final

from rankdyn.blueprint.colours import FILL, INK
from rankdyn.blueprint.drawing import drawing
from rankdyn.blueprint.sources import link, listings
from rankdyn.presentation.mathematics import typeset
from rankdyn.verify.backing import ClaimFinding, FormalProof, Status
from rankdyn.verify.report import Finding, Report

_STYLE: Final = Path(__file__).with_name("style.css")

_INTRODUCTION: Final = (
    r"$D(t)$ is a matrix of functions, $D^{(k)}$ its $k$-th derivative or forward difference, and "
    r"$r_k = \operatorname{rank} D^{(k)}$ the generic rank, that over the field of functions. A claim is "
    "*formally proved* if the Coq theorems that it names compiled in the run that wrote this page and assume nothing; "
    "*proved on paper* if its proof stands where its link leads; *verified on instances* if no proof is known, and "
    "every instance that was looked at, with exact ranks, obeys it; *open* if not even that."
)


def page(report: Report) -> str:
    """Return the blueprint of a report as one HTML document that needs nothing else."""
    summary = "".join(f"<li>{escape(line)}</li>" for line in report.summary)
    shown = [finding.name for finding in report.findings]
    articles = "\n".join(_article(finding, shown) for finding in report.findings)
    places = [place for finding in report.findings for place in _places(finding)]
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Rank dynamics: what is proved</title>
<style>
{_STYLE.read_text(encoding="utf-8")}</style>
</head>
<body>
<h1>Rank dynamics: what is proved</h1>
<p>{_emphasised(typeset(_INTRODUCTION))}</p>
<ul>{summary}</ul>
<p>{" ".join(_badge(status) for status in Status)}</p>
<figure>
{drawing(report.findings)}</figure>
<h2>Statements</h2>
{articles}
<h2>Sources</h2>
{listings(places)}
</body>
</html>
"""


def _places(finding: Finding) -> list[str]:
    """Return the places FILE:LINE to which the links of a theorem lead."""
    formal = [f"{proof.file}:{proof.line}" for claim in finding.claims for proof in claim.formal]
    return formal + [claim.paper for claim in finding.claims if claim.paper]


def _article(f: Finding, shown: Collection[str]) -> str:
    """Return the part of the page on one theorem; `shown` are the theorems that have one."""
    rows = [("Hypotheses", escape("; ".join(f.hypotheses)) or "none")]
    if uses := dict.fromkeys([*f.uses, *f.uses_formally]):
        linked = (f'<a href="#{name}">{name}</a>' if name in shown else name for name in uses)
        rows.append(("Rests on", ", ".join(linked)))
    tight = "" if f.slack is None else f", slack {f.slack}"
    rows.append(("Instances", f"{f.instances}, {escape(f.evidence)} ({escape(f.method)})"))
    rows.append(("Tightest instance", f"{escape(f.tightest)}{tight}: <code>{escape(f.tightest_function)}</code>"))
    refuted = "".join(
        f"<br>refuted by {escape(r.instance)}: <code>{escape(r.function)}</code>: {escape(r.detail)}"
        for r in f.refutations[:1]
    )
    rows.append(("False neighbour", escape(f.false_neighbour) + refuted))
    rows += [("FAILURE", escape(failure)) for failure in f.failures]
    table = "\n".join(f"<dt>{term}</dt><dd>{text}</dd>" for term, text in rows)
    claims = "\n".join(f"<li>{_claim(claim)}</li>" for claim in f.claims)
    return f"""<article id="{f.name}" style="{_colours(f.status)}">
<h3>{escape(f.title)} <span class="name">{f.name}</span> {_badge(f.status)}</h3>
<p class="statement">{typeset(f.typeset)}</p>
<ul>
{claims}
</ul>
<dl>
{table}
</dl>
</article>"""


def _claim(claim: ClaimFinding) -> str:
    parts = [f"{escape(claim.text)} {_badge(claim.status)}"]
    if claim.formal:
        proofs = ", ".join(f"{link(f'{p.file}:{p.line}', p.name)}" for p in claim.formal)
        parts.append(f"Coq: {proofs}")
    if claim.paper:
        parts.append(f"on paper: {link(claim.paper)}")
    if claim.unchecked:
        parts.append(escape(claim.unchecked))
    return "; ".join(parts) + "".join(_statement(proof) for proof in claim.formal)


def _statement(proof: FormalProof) -> str:
    return (
        f"<details><summary>{escape(proof.name)}, as Coq states it ({proof.file}:{proof.line})</summary>"
        f"<pre>{escape(proof.statement)}</pre></details>"
    )


def _badge(status: Status) -> str:
    kind = "badge open" if status is Status.OPEN else "badge"
    return f'<span class="{kind}" style="{_colours(status)}">{status.value}</span>'


def _colours(status: Status) -> str:
    edge = "#888888" if status is Status.OPEN else FILL[status]
    return f"--fill:{FILL[status]};--ink:{INK[status]};--edge:{edge}"


def _emphasised(text: str) -> str:
    """Set words between asterisks in italics."""
    parts = text.split("*")
    return "".join(f"<em>{part}</em>" if index % 2 else part for index, part in enumerate(parts))
