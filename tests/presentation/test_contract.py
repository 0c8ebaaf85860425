"""One contract for the reprs of all public objects: well-formed, bounded, escaped, and they say the evidence."""

import copy
import re
from html.parser import HTMLParser
from inspect import isabstract
from types import ModuleType

import numpy as np
import pytest

import rankdyn as rd
from rankdyn import atlas, flows, jets, laws, paths, permutations
from rankdyn.atlas.check import Audit
from rankdyn.conjectures.answer import NotFound, Searched

HOSTILE = "<script>alert('&')</script><img src=x onerror=y>"
LARGEST = 40_000
"""Characters of a repr: a page of a notebook holds many."""

moment = rd.MatrixFunction("[[1, t], [t, t**2]]")
ranks = rd.rank_sequence(moment, 3)
witness = rd.realize((2, 3, 1))
searched = Searched(HOSTILE, 3, 5, 4, 100, 7, 5, ((1, 2, 3),), HOSTILE)
fitted = rd.CascadedLowRankRegressor().fit(np.eye(4), np.ones((4, 2, 3)))

INSTANCES = [
    (moment, "definition"),
    (rd.MatrixFunction([["beta*t", 0.5]]), "floats"),
    (rd.Product([["t"], ["1"]], [["1"], ["t"]]), "definition"),
    (rd.Separable([[1], [2]], ["exp(t)"], [[1], [0]]), "definition"),
    (rd.BlockSum([["t"]], [["sin(t)"]]), "definition"),
    (rd.Sum([["t"]], [["1"]], coefficients=[2, "-a"]), "definition"),
    (rd.ConstantClass([[0, 2], [1, 0]], [[1, 0], [0, 0]], [[0, 1], [0, 0]]), "definition"),
    (rd.zeros(0, 3), "definition"),
    (rd.generic_rank(moment), "exact"),
    (rd.rank_sequence(moment, 3, certify=False).bounds[0], "Monte-Carlo"),
    (ranks, "exact"),
    (rd.rank_sequence(moment, 60, certify=False), "error probability"),
    (rd.rank_sequence("[[1, log(t)]]", 2), "numerical"),
    (rd.numerical_ranks(lambda t: [[t]], 1), "numerical"),
    (rd.predict_ranks("[[0, 1], [1, 0]]", 3), "exact"),
    (ranks.certificate, "[cC]ertificate"),
    (witness, "witness"),
    (rd.realize((1, 3, 2), mode="shifted"), "certificate attached"),
    (rd.realize((1, 3, 2), mode="orders"), "certificate attached"),
    (rd.realize([(1, 3), (0, 2)], mode="pointwise", points=[0, "1/2"]), "2 certificates attached"),
    (rd.realize((1, 3, 2)), "impossible.+law L"),
    (rd.realize((0, 1), mode="orders"), "impossible"),
    (rd.realize((3, 3), shape=(2, 2)), "impossible"),
    (rd.Obstruction((1, 2), HOSTILE, HOSTILE, HOSTILE, ((1, 1),)), "impossible"),
    (rd.Open((2, 2, 4, 4, 1), (HOSTILE,)), "open"),
    (rd.falsify("r2 <= r1 + 1"), "refuted"),
    (rd.falsify("3*r0 + r2 >= 2*r1"), "proved"),
    (rd.falsify("r1 <= 2*r0 and r2 <= r0 + 2*(r1//2)"), "proved"),
    (NotFound(searched), "open"),
    (rd.decompose("[[t, 0], [0, 1]]"), "exact"),
    (rd.decompose("[[t,2,0,0],[0,t,1,0],[0,0,t,1],[1,1,0,t]]"), "exact"),
    (rd.decompose("[[t, 1], [0, t]]"), "exact"),
    (rd.special_points("[[t**3 - t - 1, 0], [0, 1/t]]"), "exact"),
    (rd.special_points("[[sin(t)]]"), "exact"),
    (rd.special_points("[[t**3 - t - 1]]").points[0], "exact"),
    (rd.trajectory("[[1/(t + 1)]]"), "formal"),
    (fitted, "CascadedLowRankRegressor"),
    *((law, "proved") for law in laws.LAWS),
    (laws.Law(HOSTILE, HOSTILE, HOSTILE, "r_0", lambda ranks: None, (), HOSTILE), "proved"),
    (laws.check((1, 3, 2))[0], "impossible"),
    (laws.linear_instances(3)[3], "proved"),
    (permutations.row((1, 3, 2)), "impossible.+law L"),
    (permutations.row((2, 3, 1)), "witness"),
    (atlas.open(), "witness"),
    (atlas.open()[1, 2, 1], "witness"),
    (atlas.open()[1, 3], "impossible"),
    (atlas.open().query(status="open")[0], "open"),
    (atlas.open().settings, "definition"),
    (Audit({"witness": 3}, {(1, 2): HOSTILE}), "faults: 1"),
    (paths.Path(lambda t: t, lambda t: 1 - t, name=HOSTILE), "floating point"),
    (flows.Gaussian([0.0, 0.0], 1.0, paths.Path(lambda t: t, lambda t: 1 - t, name=HOSTILE)), "floating point"),
    (flows.GaussianMixture([1.0], [[0.0]], 1.0), "floating point"),
    (flows.Empirical([[0.0]]), "floating point"),
    (flows.Covariance.isotropic(2.0, 3), "numerical"),
    (jets.exp(jets.variable(0.0, 30)), "numerical"),
    (jets.variable([1.0, 2.0], 3), "numerical"),
]
OBJECTS = [pytest.param(*pair, id=f"{index}-{type(pair[0]).__name__}") for index, pair in enumerate(INSTANCES)]
OWN = [parameter for parameter in OBJECTS if parameter.values[0] is not fitted]  # scikit-learn writes that of `fitted`
NO_FORMULA = atlas.Atlas, atlas.Settings, Audit, rd.CascadedLowRankRegressor
"""They hold no formula of their own."""

CLAIM_NOTHING = (
    rd.MatrixFunction,
    rd.SpecialPoint,
    rd.CascadedLowRankRegressor,
    atlas.Atlas,
    atlas.Settings,
    flows.Flow,
    flows.Covariance,
    jets.Jet,
    laws.LinearInstance,
    paths.Path,
)
"""Definitions and parts of answers: their plain text is that of what they are."""

EVIDENCE = re.compile(
    "definition|exact|[Mm]onte-[Cc]arlo|numerical|[Ww]itness|impossible|obstruction|open|proved|theorem|refuted|formal|"
    "[Cc]ertificate|floating|not as they say"
)


def public_classes():
    """Return the classes that `rankdyn` and its public modules export; errors and options of plots are left out."""
    exported = [getattr(rd, name) for name in rd.__all__ if name != "plots"]
    modules = [item for item in exported if isinstance(item, ModuleType)]
    exported += [getattr(module, name) for module in modules for name in getattr(module, "__all__", ())]
    found = {item for item in exported if isinstance(item, type) and not issubclass(item, Exception)}
    return sorted(found, key=lambda c: (c.__module__, c.__name__))


class Reader(HTMLParser):
    """Every element that is opened is closed, in order; keeps the elements, attributes and words."""

    def __init__(self, html):
        super().__init__()
        self.open, self.tags, self.attributes, self.words = [], set(), [], ""
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes += attributes
        self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes += attributes

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words += data


@pytest.mark.parametrize("public", public_classes(), ids=lambda c: f"{c.__module__}.{c.__name__}")
def test_every_public_class_is_shown(public):
    if not isabstract(public):
        assert any(isinstance(item, public) for item, _ in INSTANCES), f"give this contract an instance of {public}"
    assert hasattr(public, "_repr_html_")
    assert public in NO_FORMULA or hasattr(public, "_repr_latex_")


@pytest.mark.parametrize(("item", "words"), OWN)
class TestEach:
    def test_html_is_well_formed_and_bounded(self, item, words):
        html = item._repr_html_()
        Reader(html)
        assert len(html) < LARGEST

    def test_html_says_the_evidence_in_words(self, item, words):
        assert re.search(words, Reader(item._repr_html_()).words)

    def test_html_fetches_and_runs_nothing(self, item, words):
        html = item._repr_html_()
        found = Reader(html)
        assert not found.tags & {"script", "img", "link", "iframe", "object", "style", "svg"}
        assert not [name for name, _ in found.attributes if name.startswith("on") or name in ("src", "href")]
        assert "http" not in html
        assert "url(" not in html

    def test_latex_is_balanced_and_says_the_evidence(self, item, words):
        if isinstance(item, NO_FORMULA):
            return
        shown = item._repr_latex_()
        assert shown.startswith("$")
        assert shown.endswith("$")
        assert len(re.findall(r"(?<!\\)\$", shown)) == 2
        bare = re.sub(r"\\[{}\\]", "", shown)
        depth = 0
        for character in bare:
            depth += {"{": 1, "}": -1}.get(character, 0)
            assert depth >= 0
        assert depth == 0
        assert len(re.findall(r"\\left\b", shown)) == len(re.findall(r"\\right\b", shown))
        assert EVIDENCE.search(shown)
        assert len(shown) < LARGEST

    def test_plain_text_says_the_evidence(self, item, words):
        assert repr(item)
        if not isinstance(item, CLAIM_NOTHING):
            assert EVIDENCE.search(str(item))

    def test_what_is_shown_does_not_change(self, item, words):
        assert item._repr_html_() == item._repr_html_()

    def test_hostile_text_is_escaped(self, item, words):
        shown = item._repr_html_() + ("" if isinstance(item, NO_FORMULA) else item._repr_latex_())
        assert not re.search("<script|<img", shown)


def test_hostile_text_is_still_readable():
    """Escaped, not left out: the reader sees what stands there."""
    assert HOSTILE in Reader(rd.Open((1,), (HOSTILE,))._repr_html_()).words
    assert HOSTILE in Reader(NotFound(searched)._repr_html_()).words


def test_the_regressor_says_what_was_fitted():
    assert "ranks_" in fitted._repr_html_()
    assert "CascadedLowRankRegressor" in repr(copy.copy(fitted))
