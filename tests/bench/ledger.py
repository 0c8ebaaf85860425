"""What a benchmark run has measured: the table with ratios to the floor, the goals, the JSON document."""

from __future__ import annotations

import json
import platform
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path

import rankdyn as rd

FLOOR = "floor: FLINT's rank alone, matrices in memory"
WARM = "rankdyn, Monte-Carlo, warm call"
FIRST = "rankdyn, Monte-Carlo, first call (expands)"
FIRST_CALL = "rankdyn, Monte-Carlo, first call after parsing"
FALLBACK = "rankdyn through python-flint's public API"
CERTIFIED = "rankdyn, certified, first call"
FROM_TEXT = "rankdyn, certified, parsing of text included"
BATCH = "rankdyn, batch_ranks"
READ = "rankdyn.MatrixFunction"
HELP = "rankdyn --help"
REALIZE = "rankdyn.realize, a sum of atoms (median of 200)"
LAWS = "rankdyn.realize, a sequence that L, G or T forbids (median of 200)"
FILTER = "rankdyn.laws.allowed_many, 10^6 sequences of length 5 up to 5"
TABLE = "all 256 sequences of length 4 up to 3, certified"

DENSE = "a"
EXPONENTIALS = "b"
ELEMENTARY = "c"
EXPANDED = "certified"
SMALL = "batch"
SYMPY = "sympy"
COMMAND = "command"
SEQUENCES = "sequences"

TITLES = {
    DENSE: "Task (a): r_0..r_K of a dense product U V^T of rank n/2, polynomials",
    EXPONENTIALS: "Task (b): r_0..r_6 of exp((alpha_a + beta_b) t)",
    ELEMENTARY: "Task (c): r_0..r_4 of sums of products of exp, sin, cos and rational functions",
    EXPANDED: "Certified r_0..r_8 of an expanded dense polynomial matrix of hidden rank n/2",
    SMALL: "Ranks modulo a prime of 10^5 dense n x n integer matrices",
    SYMPY: "SymPy input, time an entry of an n x n Matrix of expanded polynomials",
    COMMAND: "Command line",
    SEQUENCES: "Rank sequences",
}


@dataclass(frozen=True)
class Row:
    """One measurement; seconds None for a peer that is absent."""

    task: str
    method: str
    n: int
    seconds: float | None
    median: float | None = None
    peak_bytes: int | None = None


@dataclass(frozen=True)
class Goal:
    """A bound on a time, or on its ratio to the floor of the same run."""

    task: str
    method: str
    sizes: tuple[int, ...]
    seconds: float | None = None
    ratio: float | None = None

    @property
    def bound(self) -> str:
        """The bound in words."""
        return f"<= {self.ratio:g}x the floor" if self.ratio else f"<= {duration(self.seconds or 0.0)}"


GOALS = (
    Goal(DENSE, WARM, (4, 8, 16), seconds=1e-4),
    Goal(DENSE, WARM, (32,), ratio=2.5),
    Goal(DENSE, WARM, (64, 128, 256), ratio=1.5),
    Goal(DENSE, FALLBACK, (64, 128), ratio=10),
    Goal(EXPONENTIALS, WARM, (4, 8, 16, 32), seconds=5e-4),
    Goal(ELEMENTARY, WARM, (8,), seconds=2e-3),
    Goal(ELEMENTARY, FIRST_CALL, (8,), seconds=5e-3),
    Goal(EXPANDED, CERTIFIED, (16,), seconds=0.2),
    Goal(EXPANDED, CERTIFIED, (32,), seconds=3.0),
    Goal(EXPANDED, CERTIFIED, (64,), seconds=10.0),
    Goal(SMALL, BATCH, (8,), seconds=0.1),
    Goal(SYMPY, READ, (4, 8, 16), seconds=1e-5),
    Goal(COMMAND, HELP, (0,), seconds=0.5),
    Goal(SEQUENCES, REALIZE, (0,), seconds=1.0),
    Goal(SEQUENCES, LAWS, (0,), seconds=0.01),
    Goal(SEQUENCES, FILTER, (0,), seconds=60.0),
    Goal(SEQUENCES, TABLE, (0,), seconds=90.0),
)


@dataclass
class Ledger:
    """Measurements in the order in which they were made."""

    rows: list[Row] = field(default_factory=list)

    def add(self, row: Row) -> None:
        """Record a measurement."""
        self.rows.append(row)

    def seconds(self, task: str, method: str, n: int) -> float | None:
        """Return the best time, or None."""
        return next((r.seconds for r in self.rows if (r.task, r.method, r.n) == (task, method, n)), None)

    def ratio(self, task: str, method: str, n: int) -> float | None:
        """Return the time over the floor's at the same size, or None."""
        mine, least = self.seconds(task, method, n), self.seconds(task, FLOOR, n)
        return mine / least if mine is not None and least else None

    def verdict(self, goal: Goal, n: int) -> tuple[float | None, bool | None]:
        """Return the measured value and whether the goal is met; None where it was not measured."""
        value = self.ratio(goal.task, goal.method, n) if goal.ratio else self.seconds(goal.task, goal.method, n)
        bound = goal.ratio or goal.seconds or 0.0
        return value, None if value is None else value <= bound

    def lines(self) -> list[str]:
        """Return the tables and the goals as text."""
        shown: list[str] = []
        for task, title in TITLES.items():
            mine = [row for row in self.rows if row.task == task]
            if mine:
                shown += ["", title, *self._table(task, mine)]
        shown += ["", "Goals", *(f"  {line}" for line in self._goals())]
        return shown

    def _table(self, task: str, mine: list[Row]) -> list[str]:
        sizes = sorted({row.n for row in mine})
        cells = [["", *(f"n = {n}" if n else "" for n in sizes)]]
        for method in dict.fromkeys(row.method for row in mine):
            cells.append([method, *(self._cell(task, method, n, mine) for n in sizes)])
        peaks = {(row.method, row.n): row.peak_bytes for row in mine if row.peak_bytes is not None}
        for method in dict.fromkeys(method for method, _ in peaks):
            sought = [peaks.get((method, n)) for n in sizes]
            cells.append([f"  memory, {method}", *("" if p is None else f"{p / 1e6:.2g} MB" for p in sought)])
        if sizes == [0]:
            cells = cells[1:]
        widths = [max(len(row[i]) for row in cells) for i in range(len(sizes) + 1)]
        return [
            "  "
            + row[0].ljust(widths[0])
            + "".join("  " + c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))
            for row in cells
        ]

    def _cell(self, task: str, method: str, n: int, mine: list[Row]) -> str:
        if not any((row.method, row.n) == (method, n) for row in mine):
            return "-"
        seconds, ratio = self.seconds(task, method, n), self.ratio(task, method, n)
        if seconds is None:
            return "absent"
        return duration(seconds) + (f" ({ratio:.3g}x)" if ratio is not None and method != FLOOR else "")

    def _goals(self) -> list[str]:
        shown = []
        for goal in GOALS:
            for n in goal.sizes:
                value, met = self.verdict(goal, n)
                word = "not measured" if met is None else "met" if met else "MISSED"
                size = f", n = {n}" if n else ""
                measured = "" if value is None else f": {value:.2f}x" if goal.ratio else f": {duration(value)}"
                shown.append(f"{word:12}  {goal.method}{size} {goal.bound}{measured}")
        return shown

    def save(self, file: Path) -> None:
        """Write everything as JSON."""
        document = {
            "versions": {name: version(name) for name in ("python-flint", "numpy", "sympy")}
            | {"rankdyn": rd.__version__, "python": platform.python_version()},
            "rows": [asdict(row) | {"ratio": self.ratio(row.task, row.method, row.n)} for row in self.rows],
            "goals": [
                {"task": goal.task, "method": goal.method, "n": n, "bound": goal.bound}
                | dict(zip(("measured", "met"), self.verdict(goal, n), strict=True))
                for goal in GOALS
                for n in goal.sizes
            ],
        }
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(document, indent=1) + "\n")

    def is_complete(self) -> bool:
        """Return whether every task was measured."""
        return {row.task for row in self.rows} == set(TITLES)

    def save_for_figures(self, file: Path) -> None:
        """Write the best times alone, which `figures/peers.py` draws: a whole run, one measurement a line."""
        rows = [
            json.dumps({"task": row.task, "method": row.method, "n": row.n, "seconds": float(f"{row.seconds:.3g}")})
            for row in self.rows
            if row.seconds is not None
        ]
        titles = json.dumps(TITLES, indent=1)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text('{"titles": ' + titles + ',\n"rows": [\n' + ",\n".join(rows) + "\n]}\n")


def duration(seconds: float) -> str:
    """Return a time in the unit that suits it."""
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 1e-6:.3g} us"
