"""Budgets that count work, not seconds, so that an answer is the same on every machine."""

from rankdyn.errors import BudgetExceededError


class Work:
    """A counter of elementary operations with an upper limit.

    Parameters
    ----------
    budget : int
        Units that may be spent; one unit is about one product of two terms.
    """

    __slots__ = ("budget", "spent")

    def __init__(self, budget: int) -> None:
        self.budget = budget
        self.spent = 0

    def spend(self, units: int) -> None:
        """Record work about to be done.

        Raises
        ------
        BudgetExceededError
            If the budget does not reach; nothing has been done then.
        """
        self.spent += units
        if self.spent > self.budget:
            raise BudgetExceededError(f"the exact computation needs more than {self.budget} units of work")

    def share(self, units: int) -> "Work":
        """Return a counter for one attempt with at most `units` of what is left; settle it with `settle`."""
        return Work(max(0, min(units, self.budget - self.spent)))

    def settle(self, attempt: "Work") -> None:
        """Take over what an attempt has spent."""
        self.spent = min(self.budget, self.spent + min(attempt.spent, attempt.budget))
