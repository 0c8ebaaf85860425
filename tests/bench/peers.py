"""Other programs on the same matrices: FLINT's bare rank (the floor), PARI, FLINT's exact rank, SymPy.

Each function returns the ranks and prepares its input outside the part that is timed.
"""

from __future__ import annotations

import ctypes
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import flint

from .instances import POINT, PRIME, Dense, Integers

Ranks = Callable[[], list[int]]


def floor(instance: Dense) -> Ranks:
    """Return FLINT's rank of matrices that are already evaluated, reduced and in FLINT's memory."""
    matrices = [flint.nmod_mat(*value.shape, value.ravel().tolist(), PRIME) for value in instance.residues]
    return lambda: [int(matrix.rank()) for matrix in matrices]


# ---- PARI -----------------------------------------------------------------------------------------------------------

_GP = """default(parisizemax, "4G");
C = [{coefficients}];
n = {n}; p = {prime}; t0 = {point};
evaluated(k) = {{ my(w = Mod(1, p), S = 0);
  for(i = k, #C - 1, S += lift(binomial(i, k) * w) * C[i + 1]; w *= t0); S % p; }}
ranks() = vector({orders}, k, matrank(evaluated(k - 1) * Mod(1, p)));
r = ranks(); start = getwalltime(); count = 0;
while(getwalltime() - start < {milliseconds}, r = ranks(); count++);
print(if(count, (getwalltime() - start) / count * 1.0, 0.0)); print(r); quit
"""


def pari_is_present() -> bool:
    """Return whether `gp` can be run."""
    return shutil.which("gp") is not None


def pari(instance: Dense, milliseconds: int = 300) -> tuple[list[int], float]:
    """Return the ranks and the seconds of one sequence: evaluation mod p written by hand, PARI's matrank.

    The clock is PARI's own, so that neither its start nor the reading of the matrix counts.
    """
    program = _GP.format(
        coefficients=", ".join(_gp_matrix(part) for part in instance.expanded),
        n=instance.left.shape[1],
        prime=PRIME,
        point=POINT,
        orders=instance.max_order + 1,
        milliseconds=milliseconds,
    )
    answer = subprocess.run(["gp", "-q", "-f"], input=program, capture_output=True, text=True, timeout=300, check=True)
    shown, ranks = answer.stdout.split("\n")[:2]
    return [int(rank) for rank in ranks.strip("[] ").split(",")], float(shown) / 1000


def _gp_matrix(part: Integers) -> str:
    return "[" + ";".join(",".join(map(str, row)) for row in part.tolist()) + "]"


# ---- FLINT's exact rank over Z[t] -----------------------------------------------------------------------------------


def flint_exact(instance: Dense) -> Ranks | None:
    """Return fmpz_poly_mat_rank of every order, in the library that python-flint carries; None where it is hidden.

    Only exported functions are called, on memory with room to spare: nothing depends on the layout of a struct.
    """
    package = Path(flint.__file__).parent
    for file in sorted((package.parent / "python_flint.libs").glob("*flint*")):
        library = ctypes.CDLL(str(file))
        if all(hasattr(library, f"fmpz_poly_mat_{name}") for name in ("init", "entry", "rank")):
            return _with_library(library, instance)
    return None


def _with_library(library: ctypes.CDLL, instance: Dense) -> Ranks:
    room = ctypes.c_ulong * 16
    entry, rank, init = library.fmpz_poly_mat_entry, library.fmpz_poly_mat_rank, library.fmpz_poly_mat_init
    set_coefficient = library.fmpz_poly_set_coeff_si
    entry.argtypes, entry.restype = (ctypes.c_void_p, ctypes.c_long, ctypes.c_long), ctypes.c_void_p
    rank.argtypes, rank.restype = (ctypes.c_void_p,), ctypes.c_long
    init.argtypes, init.restype = (ctypes.c_void_p, ctypes.c_long, ctypes.c_long), None
    set_coefficient.argtypes, set_coefficient.restype = (ctypes.c_void_p, ctypes.c_long, ctypes.c_long), None
    held = []
    for coefficients in instance.derivatives:
        depth, rows, columns = coefficients.shape
        matrix = room()
        init(ctypes.byref(matrix), rows, columns)
        for i in range(rows):
            for j in range(columns):
                polynomial = entry(ctypes.byref(matrix), i, j)
                for power in range(depth):
                    set_coefficient(polynomial, power, int(coefficients[power, i, j]))
        held.append(matrix)
    return lambda: [int(rank(ctypes.byref(matrix))) for matrix in held]


# ---- SymPy ----------------------------------------------------------------------------------------------------------


def sympy_domain_matrix(instance: Dense) -> Ranks:
    """Return the ranks by SymPy's DomainMatrix over Z[t], fraction-free."""
    from sympy import ZZ, symbols
    from sympy.polys.matrices import DomainMatrix

    t = symbols("t")
    domain = ZZ[t]
    ring = domain.ring
    matrices = []
    for coefficients in instance.derivatives:
        _, rows, columns = coefficients.shape
        entries = [
            [
                ring.from_dict({(k,): ZZ(int(c)) for k, c in enumerate(coefficients[:, i, j]) if c})
                for j in range(columns)
            ]
            for i in range(rows)
        ]
        matrices.append(DomainMatrix(entries, (rows, columns), domain).to_sparse())
    return lambda: [len(matrix.rref_den()[2]) for matrix in matrices]
