"""Every example in a docstring is run."""

import doctest
import importlib
import pkgutil

import pytest

import rankdyn

MODULES = ["rankdyn", *(module.name for module in pkgutil.walk_packages(rankdyn.__path__, "rankdyn."))]


@pytest.mark.parametrize("name", [name for name in MODULES if not name.endswith("__main__")])
def test_the_examples_of(name):
    module = importlib.import_module(name)
    assert doctest.testmod(module, raise_on_error=False).failed == 0


def test_there_are_examples():
    finder = doctest.DocTestFinder(exclude_empty=True)
    modules = [importlib.import_module(name) for name in MODULES if not name.endswith("__main__")]
    assert sum(bool(test.examples) for module in modules for test in finder.find(module)) >= 8
