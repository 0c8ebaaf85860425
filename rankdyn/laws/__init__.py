"""Laws: proved necessary conditions on rank sequences, as data.

>>> from rankdyn.laws import LAWS, check
>>> [law.name for law in LAWS]
['L', 'G', 'T', 'DE', 'P', 'C', "X'", "X''", '22341', '22421', '23224', '24212']
>>> check((1, 2, 2, 3))[0].law
'DE'
"""

from rankdyn.laws.law import Law, Violation
from rankdyn.laws.linear import LinearInstance, linear_instances
from rankdyn.laws.many import allowed_many
from rankdyn.laws.nearest import nearest
from rankdyn.laws.pointwise import check_pointwise
from rankdyn.laws.registry import LAWS, allowed, check

__all__ = [
    "LAWS",
    "Law",
    "LinearInstance",
    "Violation",
    "allowed",
    "allowed_many",
    "check",
    "check_pointwise",
    "linear_instances",
    "nearest",
]
