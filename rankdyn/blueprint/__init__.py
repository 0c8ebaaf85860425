"""The blueprint: one page that shows which statement depends on which, and what backs each."""

from rankdyn.blueprint.write import write

__all__ = ["write"]
