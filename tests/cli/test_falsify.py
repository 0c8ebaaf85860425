"""``rankdyn falsify``: refuted 1, proved 0, not found 3."""

import json


def test_a_counterexample(call, tmp_path):
    done = call("falsify 'r1 <= r0'")
    assert (done.code, done.err) == (1, "")
    assert done.out.startswith("refuted by ranks (1, 2)")
    document = json.loads(call("falsify 'r1 <= r0' --json").out)
    assert (document["status"], document["ranks"]) == ("counterexample", [1, 2])
    file = tmp_path / "certificate.json"
    file.write_text(json.dumps(document["witness"]["certificate"]))
    assert call(["certify", str(file)]).code == 0


def test_a_theorem(call):
    done = call("falsify 'r1 <= 2*r0'")
    assert done.code == 0
    assert "from L" in done.out
    assert json.loads(call("falsify 'r1 <= 2*r0' --json").out)["law"] == "L"


def test_not_found(call):
    done = call("falsify 'r2 <= r1 + 1' --max-rank 1")
    assert done.code == 3
    assert "no counterexample and no derivation found" in done.out


def test_bad_input(call):
    for words, what in [
        ("falsify 'r1 <= '", "character"),
        ("falsify 'x <= r0'", "x"),
        ("falsify 'r1 <= r0' --max-length 0", "max_length"),
        ("falsify 'r1 <= r0' --max-rank -1", "max_rank"),
        ("falsify 'r1 <= r0' --budget -1", "budget"),
        ("falsify", "conjecture"),
    ]:
        done = call(words)
        assert (done.code, done.out) == (2, ""), words
        assert what in done.err
