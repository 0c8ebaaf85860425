"""The report of a run: what was found for each theorem, as data, JSON and Markdown."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Final

import msgspec

from rankdyn.errors import InvalidInputError
from rankdyn.presentation import html
from rankdyn.presentation.badge import Evidence, badge
from rankdyn.presentation.mathematics import typeset
from rankdyn.verify.backing import ClaimFinding, Status
from rankdyn.verify.instances import Refutation

_EVIDENCE: Final[dict[Status, Evidence]] = {
    Status.FORMAL: "proved",
    Status.PARTLY: "proved",
    Status.PAPER: "proved",
    Status.INSTANCES: "numerical",
    Status.OPEN: "open",
    Status.FAILS: "impossible",
}
"""The badge of each status."""


class Finding(msgspec.Struct, frozen=True):
    """What was found for one theorem.

    Attributes
    ----------
    status : Status
        What backs the theorem, as found in this run: that of its weakest claim.
    claims : list of ClaimFinding
        What backs each part of the statement.
    uses, uses_formally : list of str
        The theorems on which its proof rests, and those on whose Coq theorems its Coq theorems rest.
    holds : bool
        Whether every instance satisfied the statement and every instance of the false neighbour refuted that.
    instances : int
        Number of instances checked.
    evidence : str
        The weakest kind of evidence among them.
    method : str
        What 'exact' rests on: certified ranks, or identities in the function field.
    tightest, tightest_function : str
        An instance with the smallest slack, and its function.
    slack : int or None
        That slack; 0 is equality.
    failures : list of str
        Instances that do not satisfy the statement, with the numbers.
    false_neighbour, refutations : str, list of Refutation
        A close statement that is false, and its counterexamples.
    seconds : float
        Time taken; the only thing in a report that may differ between runs.
    """

    name: str
    title: str
    statement: str
    typeset: str
    hypotheses: list[str]
    proof: str
    status: Status
    claims: list[ClaimFinding]
    uses: list[str]
    uses_formally: list[str]
    holds: bool
    instances: int
    evidence: str
    method: str
    tightest: str
    tightest_function: str
    slack: int | None
    failures: list[str]
    false_neighbour: str
    refutations: list[Refutation]
    seconds: float

    @property
    def shown(self) -> str:
        """Whether it holds, in a word."""
        return "open" if self.status is Status.OPEN else "yes" if self.holds else "NO"

    def __repr__(self) -> str:
        return f"<Finding {self.name}: {self.status.value}; holds: {self.shown}; {self.instances} instances>"

    def _repr_html_(self) -> str:
        tight = f"{self.tightest}, slack {self.slack}" if self.slack is not None else self.tightest
        return html.card(
            self.title,
            badge(_EVIDENCE[self.status], self.status.value),
            html.paragraph(typeset(self.typeset)),
            html.bullets([html.words(_line(claim).removeprefix("- ")) for claim in self.claims]),
            html.given("instances", f"{self.instances}, {self.evidence} ({self.method}); holds: {self.shown}"),
            html.given("tightest instance", tight),
            html.given("false neighbour", self.false_neighbour),
            html.bullets([html.words(f"FAILURE: {failure}") for failure in self.failures]),
        )


class Report(msgspec.Struct, frozen=True):
    """Findings for all theorems asked for.

    Attributes
    ----------
    seed, random_instances : int
        What the run was asked.
    coq : str or None
        The version of Coq that compiled the formal proofs, None if they were not checked.
    formal : str
        What was checked formally, or why nothing was.
    findings : list of Finding
        One for each theorem.
    """

    seed: int
    random_instances: int
    coq: str | None
    formal: str
    findings: list[Finding]

    @property
    def holds(self) -> bool:
        """Whether nothing failed; what is open did not."""
        return all(finding.holds or finding.status is Status.OPEN for finding in self.findings)

    @property
    def summary(self) -> list[str]:
        """Say in a few lines what holds, what proves it, and whether formal proofs were checked."""
        closed = [f for f in self.findings if f.status is not Status.OPEN]
        count = Counter(f.status for f in self.findings)
        backed = ", ".join(f"{count[status]} {status.value}" for status in Status if count[status])
        return [
            f"{sum(f.holds for f in closed)} of {len(closed)} theorems hold on all instances: {backed}",
            f"formal proofs: {self.formal}",
        ]

    def __repr__(self) -> str:
        return f"<Report: {'; '.join(self.summary)}>"

    def _repr_html_(self) -> str:
        rows = [
            [html.words(f.title), html.words(f.status.value), f.shown, str(f.instances), html.words(f.evidence)]
            for f in self.findings
        ]
        return html.card(
            "Theorems of rank dynamics",
            badge("proved" if self.holds else "impossible", "nothing failed" if self.holds else "something FAILS"),
            html.bullets([html.words(line) for line in self.summary]),
            html.hidden(
                "each theorem", html.table([["theorem", "backed by", "holds", "instances", "evidence"], *rows])
            ),
        )

    def to_json(self) -> str:
        """Return the report as one JSON document."""
        document = {"holds": self.holds, **msgspec.to_builtins(self)}
        return json.dumps(document, indent=1, ensure_ascii=False)

    def to_markdown(self) -> str:
        """Return the report as Markdown."""
        lines = [
            "# Theorems of rank dynamics",
            "",
            f"Seed {self.seed}, {self.random_instances} random instances of each theorem besides the named ones. "
            "'exact' means that every rank was certified and the certificate accepted by the independent checker. "
            "Verification on instances is no proof; what proves each part of a theorem is said below it.",
            "",
            *(f"- {line}" for line in self.summary),
            "",
            "| theorem | backed by | holds | instances | tightest | evidence |",
            "|---|---|---|---|---|---|",
        ]
        for f in self.findings:
            slack = "" if f.slack is None else f" (slack {f.slack})"
            lines.append(
                f"| {f.title} | {f.status.value} | {f.shown} | {f.instances} | {f.tightest}{slack} "
                f"| {f.evidence}, {f.method} |"
            )
        for f in self.findings:
            lines += ["", f"## {f.title}", "", f"**Statement.** {f.statement}.", ""]
            lines += [
                f"**Hypotheses.** {'; '.join(f.hypotheses) or 'none'}.",
                "",
                f"**Backed by.** {f.status.value}; readable test `{f.proof}`.",
                "",
            ]
            lines += [*(_line(claim) for claim in f.claims), ""]
            lines += [f"**False neighbour.** {f.false_neighbour}. Refuted by:", ""]
            lines += [f"- {r.instance}: `{r.function}`: {r.detail}" for r in f.refutations]
            lines += [f"- FAILURE: {failure}" for failure in f.failures]
        return "\n".join(lines) + "\n"

    def save(self, folder: Path) -> tuple[Path, Path]:
        """Write report.json and report.md into a folder and return their paths."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            paths = folder / "report.json", folder / "report.md"
            paths[0].write_text(self.to_json() + "\n", encoding="utf-8")
            paths[1].write_text(self.to_markdown(), encoding="utf-8")
        except OSError as error:
            raise InvalidInputError(
                f"cannot write the report to {folder}: {error.strerror}; name another folder"
            ) from None
        return paths


def _line(claim: ClaimFinding) -> str:
    """Return what backs a claim, in words."""
    parts = [f"Coq theorem `{proof.name}` ({proof.file}:{proof.line})" for proof in claim.formal]
    parts += [f"proof in {claim.paper}"] * bool(claim.paper)
    parts += [claim.unchecked] * bool(claim.unchecked)
    return f"- {claim.text}: {claim.status.value}" + (f"; {'; '.join(parts)}" if parts else "")
