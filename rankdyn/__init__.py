"""rankdyn: the reference verifier for rank dynamics.

How does the generic rank of a matrix-valued function D(t) change from derivative to derivative? Every answer carries
its evidence: exact with a certificate that an independent checker confirms, Monte-Carlo with its error probability, or
numerical.

>>> import rankdyn as rd
>>> rd.rank_sequence("[[1, exp(t)], [t, t*exp(t)]]", max_order=5)
RankSequence(1, 2, 1, 1, 1, 1; exact)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from rankdyn import laws
from rankdyn.certification import certify
from rankdyn.decomposition.answer import Decomposition, NotDecomposable
from rankdyn.decomposition.decompose import decompose
from rankdyn.degeneracy.answer import SpecialPoint, SpecialPoints
from rankdyn.degeneracy.special_points import special_points
from rankdyn.errors import (
    BudgetExceededError,
    CertificateError,
    InvalidInputError,
    NotExactError,
    NotRealizable,
    ParseError,
    PoleError,
    RankdynError,
)
from rankdyn.evidence.certificate import Certificate
from rankdyn.evidence.rank_sequence import RankBound, RankSequence
from rankdyn.evidence.realizability import Obstruction, Open, Witness
from rankdyn.functions.block_sum import BlockSum
from rankdyn.functions.constant_class import ConstantClass
from rankdyn.functions.document import load, save
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.functions.product import Product
from rankdyn.functions.separable import Separable
from rankdyn.functions.sum import Sum
from rankdyn.functions.zeros import zeros
from rankdyn.rank.numerical import numerical_ranks
from rankdyn.rank.pointwise import rank_at
from rankdyn.rank.sequence import generic_rank, rank_sequence
from rankdyn.trajectories.formal import FormalTrajectory
from rankdyn.trajectories.initial_difference import initial_difference
from rankdyn.trajectories.trajectory import trajectory

LAWS = laws.LAWS

if TYPE_CHECKING:
    import sympy

    from rankdyn import atlas, flows, paths, permutations, plots, testing
    from rankdyn import jets as jet
    from rankdyn.conjectures.answer import Counterexample, NotFound, Theorem
    from rankdyn.conjectures.falsify import falsify
    from rankdyn.fitting.cascade_regressor import CascadedLowRankRegressor
    from rankdyn.prediction.predict import predict_ranks
    from rankdyn.realization.realize import realize

    t: sympy.Symbol

__version__ = "0.1.0"

__all__ = [
    "LAWS",
    "BlockSum",
    "BudgetExceededError",
    "CascadedLowRankRegressor",
    "Certificate",
    "CertificateError",
    "ConstantClass",
    "Counterexample",
    "Decomposition",
    "FormalTrajectory",
    "InvalidInputError",
    "MatrixFunction",
    "NotDecomposable",
    "NotExactError",
    "NotFound",
    "NotRealizable",
    "Obstruction",
    "Open",
    "ParseError",
    "PoleError",
    "Product",
    "RankBound",
    "RankSequence",
    "RankdynError",
    "Separable",
    "SpecialPoint",
    "SpecialPoints",
    "Sum",
    "Theorem",
    "Witness",
    "atlas",
    "certify",
    "decompose",
    "falsify",
    "flows",
    "generic_rank",
    "initial_difference",
    "jet",
    "laws",
    "load",
    "numerical_ranks",
    "paths",
    "permutations",
    "plots",
    "predict_ranks",
    "rank_at",
    "rank_sequence",
    "realize",
    "save",
    "special_points",
    "t",
    "testing",
    "trajectory",
    "zeros",
]


_LATER = {
    "CascadedLowRankRegressor": "rankdyn.fitting.cascade_regressor",
    "Counterexample": "rankdyn.conjectures.answer",
    "NotFound": "rankdyn.conjectures.answer",
    "Theorem": "rankdyn.conjectures.answer",
    "falsify": "rankdyn.conjectures.falsify",
    "predict_ranks": "rankdyn.prediction.predict",
    "realize": "rankdyn.realization.realize",
}


def __getattr__(name: str) -> Any:
    """Import what takes long when it is first asked for: `rankdyn.t`, what is built on realization, some packages."""
    if name == "t":
        import sympy

        globals()["t"] = sympy.Symbol("t")
        return globals()["t"]
    if name in ("atlas", "flows", "paths", "permutations", "plots", "testing"):
        return import_module(f"rankdyn.{name}")
    if name == "jet":
        return import_module("rankdyn.jets")
    if name in _LATER:
        globals()[name] = getattr(import_module(_LATER[name]), name)
        return globals()[name]
    raise AttributeError(f"module 'rankdyn' has no attribute {name!r}")


def __dir__() -> list[str]:
    """Return all public names, those imported later among them."""
    return sorted({*globals(), *__all__})
