"""What a cascade is compared with: models of several orders with the same interface, each in a file of its own.

- `NaiveRidge`: one ridge regression an order, nothing shared.
- `ReducedRankRegression`: one matrix of low rank an order, nothing shared.
- `LowRankAdaptation`: one base for all orders and a low-rank addition to it for each (LoRA).
- `TuckerRegression`: one row space and one column space for all orders, a small core for each.
- `SharedEigenbasis`: one orthogonal basis for all orders, a diagonal for each.

All count the same way: parameters are the numbers that have to be stored for the linear maps, intercepts apart;
multiply-adds are the multiplications and additions for all orders of one row, what orders share computed once.
"""

from rankdyn.fitting.rivals.adaptation import LowRankAdaptation
from rankdyn.fitting.rivals.eigenbasis import SharedEigenbasis
from rankdyn.fitting.rivals.naive import NaiveRidge
from rankdyn.fitting.rivals.reduced_rank import ReducedRankRegression
from rankdyn.fitting.rivals.tucker import TuckerRegression

__all__ = ["LowRankAdaptation", "NaiveRidge", "ReducedRankRegression", "SharedEigenbasis", "TuckerRegression"]
