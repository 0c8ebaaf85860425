"""`Block`: a matrix function with the name of the construction that made it; realizations are block sums of these."""

from __future__ import annotations

from dataclasses import dataclass, field

from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.rank.reduction import Kind
from rankdyn.realization.exact_ranks import exact_ranks


@dataclass(frozen=True)
class Block:
    """A matrix function whose ranks are known exactly.

    Parameters
    ----------
    function : MatrixFunction
        A ConstantClass, U F Wᵀ or C + F with constant U, W, C, explicit entries of the exact class, or a BlockSum
        of these.
    construction : str
        How it was made, in words.
    kind : 'derivative' or 'difference', default 'derivative'
        The operator whose ranks are meant; differences have the step 1.

    Examples
    --------
    >>> import rankdyn as rd
    >>> from rankdyn.realization.block import Block
    >>> Block(rd.MatrixFunction("[[1, t], [t, t**2]]"), "moment curve").ranks(4)
    (1, 2, 1, 0)
    """

    function: MatrixFunction
    construction: str
    kind: Kind = "derivative"
    _known: list[tuple[int, ...]] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def size(self) -> int:
        """The larger of the numbers of rows and columns."""
        return max(self.function.shape)

    def ranks(self, length: int) -> tuple[int, ...]:
        """Return r_0, …, r_{length−1}, exact and remembered.

        Raises
        ------
        NotExactError
            If some rank cannot be proved.
        """
        longest = self._known[-1] if self._known else ()
        if len(longest) < length:
            longest = exact_ranks(self.function, length, self.kind)
            self._known[:] = [longest]
        return longest[:length]
