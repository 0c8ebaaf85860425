"""FLINT's modular rank on NumPy memory, through the library that python-flint already carries.

python-flint builds an ``nmod_mat`` from a Python list, which costs more than the rank itself. Here the bundled shared
library is called directly: FLINT allocates the matrix, NumPy's residues are copied into it, FLINT ranks it. The layout
of ``nmod_mat_struct`` differs between FLINT versions, so it is probed when first used: fields are checked on a matrix
that FLINT itself made, and ranks against python-flint's public interface. Whatever fails, `native_rank` is None and
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


@cache
def native_rank() -> Callable[[Residues, int], int] | None:
    """Return rank(matrix, prime) on C-contiguous uint64 residues below the prime, or None where it is not safe."""
    if sys.byteorder != "little" or ctypes.sizeof(ctypes.c_long) != 8:
        return None
    try:
        library = _library()
        init, rank_of, clear = library.nmod_mat_init, library.nmod_mat_rank, library.nmod_mat_clear
    except (OSError, AttributeError):
        return None
    init.argtypes = (ctypes.POINTER(_NmodMat), ctypes.c_long, ctypes.c_long, ctypes.c_ulong)
    rank_of.argtypes = clear.argtypes = (ctypes.POINTER(_NmodMat),)
    init.restype = clear.restype = None
    rank_of.restype = ctypes.c_long
    copy = ctypes.memmove

    def rank(matrix: Residues, prime: int) -> int:
        rows, columns = matrix.shape
        held = _NmodMat()
        reference = ctypes.byref(held)
        init(reference, rows, columns, prime)
        try:
            copy(held.entries, matrix.ctypes.data, 8 * rows * columns)
            return int(rank_of(reference))
        finally:
            clear(reference)

    return rank if _layout_is_known(init, clear) and _agrees(rank) else None


def _layout_is_known(init: Callable[..., None], clear: Callable[..., None]) -> bool:
    """Check the fields of matrices that FLINT initialised; nothing is written through a pointer before this."""
    for rows, columns, prime in ((3, 5, 1073741827), (7, 2, 2147483647)):
        held = _NmodMat()
        init(ctypes.byref(held), rows, columns, prime)
        known = (
            bool(held.entries)
            and (held.rows, held.columns, held.stride, held.modulus) == (rows, columns, columns, prime)
            and not any(ctypes.cast(held.entries, ctypes.POINTER(ctypes.c_ulong))[i] for i in range(rows * columns))
        )
        clear(ctypes.byref(held))
        if not known:
            return False
    return True


def _agrees(rank: Callable[[Residues, int], int]) -> bool:
    """Compare with the public interface on fixed matrices of known and of unknown rank."""
    prime = 2147483629
    rng = np.random.default_rng(0)
    for rows, inner, columns in ((1, 1, 1), (4, 2, 7), (9, 3, 5), (12, 12, 12)):
        left = rng.integers(0, 1000, size=(rows, inner), dtype=np.uint64)
        right = rng.integers(0, 1000, size=(inner, columns), dtype=np.uint64)
        matrix = np.ascontiguousarray(left @ right % np.uint64(prime))
        if rank(matrix, prime) != flint.nmod_mat(rows, columns, matrix.ravel().tolist(), prime).rank():
            return False
    return True
