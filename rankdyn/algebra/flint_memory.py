"""FLINT's modular rank on NumPy memory, through the library that python-flint already carries.

python-flint builds an ``nmod_mat`` from a Python list, which costs more than the rank itself. Here the bundled shared
library is called directly: FLINT initialises one matrix, its entries are pointed at NumPy's residues one matrix after
another, and FLINT ranks each; it copies what it eliminates, so the residues stay as they are. The layout of
``nmod_mat_struct`` differs between FLINT versions, so it is probed when first used: fields are checked on a matrix that
FLINT itself made, and ranks against python-flint's public interface. Whatever fails, `native_rank` is None and
`rankdyn.algebra.modular_matrix` takes the public route.
"""

import ctypes
import re
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import flint
import numpy as np
import numpy.typing as npt

Residues = npt.NDArray[np.uint64]


class _NmodMat(ctypes.Structure):
    """``nmod_mat_struct`` of FLINT 3.3 and later, with room to spare behind it."""

    _fields_ = (
        ("entries", ctypes.c_void_p),
        ("rows", ctypes.c_long),
        ("columns", ctypes.c_long),
        ("stride", ctypes.c_long),
        ("modulus", ctypes.c_ulong),
        ("room", ctypes.c_ulong * 12),
    )


def _library() -> ctypes.CDLL:
    """Open the FLINT library that python-flint has already loaded."""
    package = Path(flint.__file__).parent
    for folder in (package.parent / "python_flint.libs", package / ".dylibs", package):
        for file in sorted(folder.glob("*flint*")):
            if re.match(r"(lib)?flint[-.0-9a-z]*\.(so|dylib|dll)", file.name) or ".so" in file.name:
                library = ctypes.CDLL(str(file))
                if hasattr(library, "nmod_mat_rank"):
                    return library
    raise OSError("no shared FLINT library beside python-flint")


class NativeRank:
    """FLINT's rank of NumPy residues.

    Parameters
    ----------
    library : CDLL
        FLINT, with the functions named below exported.
    """

    def __init__(self, library: ctypes.CDLL) -> None:
        self._init, self._rank, self._clear = library.nmod_mat_init, library.nmod_mat_rank, library.nmod_mat_clear
        self._init.argtypes = (ctypes.POINTER(_NmodMat), ctypes.c_long, ctypes.c_long, ctypes.c_ulong)
        self._rank.argtypes = self._clear.argtypes = (ctypes.POINTER(_NmodMat),)
        self._init.restype = self._clear.restype = None
        self._rank.restype = ctypes.c_long

    def __call__(self, matrix: Residues, prime: int) -> int:
        """Return the rank of one matrix of residues below the prime."""
        return self.each(matrix[np.newaxis], prime)[0]

    def each(self, stack: Residues, prime: int) -> list[int]:
        """Return the rank of every matrix of a stack, shape (N, m, n) with m and n positive."""
        stack = np.ascontiguousarray(stack, dtype=np.uint64)  # FLINT walks over this memory
        count, rows, columns = stack.shape
        rank_of = self._rank
        held = _NmodMat()
        reference = ctypes.byref(held)
        self._init(reference, rows, columns, prime)
        own, first, size = held.entries, stack.ctypes.data, 8 * rows * columns
        found = []
        try:
            for address in range(first, first + count * size, size):
                held.entries = address
                found.append(rank_of(reference))
        finally:
            held.entries = own  # what FLINT allocated is what it frees
            self._clear(reference)
        return found

    def is_understood(self) -> bool:
        """Check the fields of matrices that FLINT initialised; none is written to before this."""
        for rows, columns, prime in ((3, 5, 1073741827), (7, 2, 2147483647)):
            held = _NmodMat()
            self._init(ctypes.byref(held), rows, columns, prime)
            known = (
                bool(held.entries)
                and (held.rows, held.columns, held.stride, held.modulus) == (rows, columns, columns, prime)
                and not any(ctypes.cast(held.entries, ctypes.POINTER(ctypes.c_ulong))[i] for i in range(rows * columns))
            )
            self._clear(ctypes.byref(held))
            if not known:
                return False
        return True


@cache
def native_rank() -> NativeRank | None:
    """Return the rank on C-contiguous uint64 residues below the prime, or None where it is not safe."""
    if sys.byteorder != "little" or ctypes.sizeof(ctypes.c_long) != 8:
        return None
    try:
        native = NativeRank(_library())
    except (OSError, AttributeError):
        return None
    return native if native.is_understood() and _agrees(native) else None


def _agrees(rank: Callable[[Residues, int], int]) -> bool:
    """Compare with the public interface on fixed matrices of known and of unknown rank."""
    prime = 2147483629
    rng = np.random.default_rng(0)
    for rows, inner, columns in ((1, 1, 1), (4, 2, 7), (9, 3, 5), (12, 12, 12)):
        left = rng.integers(0, 1000, size=(rows, inner), dtype=np.uint64)
        right = rng.integers(0, 1000, size=(inner, columns), dtype=np.uint64)
        matrix = np.ascontiguousarray(left @ right % np.uint64(prime))
        before = matrix.copy()
        if rank(matrix, prime) != flint.nmod_mat(rows, columns, before.ravel().tolist(), prime).rank():
            return False
        if (matrix != before).any():
            return False
    return True
