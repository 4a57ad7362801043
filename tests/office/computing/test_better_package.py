"""Whether a package exists that costs nobody anything: against all packages, on small cases of any shape."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import yaml
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.formats.ours.case_reader import read_case
from goodoffices.formats.ours.case_texts import CaseTexts
from goodoffices.office.computing.better_package import better_package
from goodoffices.preferences.evaluation import crossed_red_lines, utility
from tests.reached import reached, reaches

PARTIES, ISSUES, OPTIONS = ("a", "b"), ("x", "y", "z"), ("1", "2")


def written(scores, red_line, forbidden) -> tuple:
    """A case of three issues with two options, and each party's own word, as files."""
    case = {
        "format": "goodoffices-case/1",
        "id": "c",
        "name": "C",
        "parties": [{"id": p, "name": p} for p in PARTIES],
        "issues": [{"id": i, "name": i, "options": [{"id": o, "text": f"{i}{o}"} for o in OPTIONS], "status_quo": None} for i in ISSUES],
    }
    if forbidden:
        case["linkages"] = [{"id": "r", "text": "r", "forbidden": {"x": forbidden[0], "y": forbidden[1]}}]
    texts = {"case.yaml": yaml.safe_dump(case)}
    for p, own in zip(PARTIES, scores, strict=True):
        word = {
            "format": "goodoffices-preferences/1",
            "party": p,
            "basis": {"kind": "stated", "date": "2026-01-01"},
            "walk_away": "none",
            "weights": {"x": 50, "y": 30, "z": 20},
            "scores": {i: {o: own[k][n] for n, o in enumerate(OPTIONS)} for k, i in enumerate(ISSUES)},
        }
        if red_line is not None and p == "a":
            word["red_lines"] = [{"id": "never", "text": "never", "never": {"z": red_line}}]
        texts[f"preferences/{p}/stated.yaml"] = yaml.safe_dump(word)
    return read_case(texts["case.yaml"]), texts


score = st.tuples(st.sampled_from((0, 50, 100)), st.sampled_from((0, 50, 100)))


@reaches(5)
@given(
    st.tuples(*[st.tuples(score, score, score)] * 2),
    st.none() | st.sampled_from(OPTIONS),
    st.none() | st.tuples(st.sampled_from(OPTIONS), st.sampled_from(OPTIONS)),
    st.tuples(*[st.sampled_from(OPTIONS)] * 3),
)
def test_a_package_is_found_exactly_where_one_gives_each_as_much_and_one_more(scores, red_line, forbidden, agreed):
    case, texts = written(scores, red_line, forbidden)
    own = [CaseTexts(texts, case).preferences(p, "stated") for p in PARTIES]
    package = dict(zip(ISSUES, agreed, strict=True))

    def keeps(one):
        return not case.broken_by(one) and not any(crossed_red_lines(p, one) for p in own)

    def gains(one):
        return [utility(p, one) - utility(p, package) for p in own]

    everything = [dict(zip(ISSUES, row, strict=True)) for row in product(OPTIONS, repeat=3)]
    better = [one for one in everything if keeps(one) and min(gains(one)) >= 0 and max(gains(one)) > 0]
    found = better_package(case, texts, package)
    if not keeps(package) or not better:
        assert found is None
        return
    reached()
    assert found is not None
    assert found[0] in better
    assert list(found[1].values()) == gains(found[0])
    assert min(gains(found[0])) == max(min(gains(one)) for one in better if is_efficient(one, better, gains))


def is_efficient(one, better, gains) -> bool:
    return not any(all(a >= b for a, b in zip(gains(other), gains(one), strict=True)) and gains(other) != gains(one) for other in better)


def test_where_somebody_has_no_word_of_its_own_or_one_in_doubt_there_is_none():
    case, texts = written((((0, 100),) * 3, ((0, 100),) * 3), None, None)
    package = dict.fromkeys(ISSUES, "1")
    found = better_package(case, texts, package)
    assert found == (dict.fromkeys(ISSUES, "2"), {"a": Fraction(100), "b": Fraction(100)})
    assert better_package(case, {name: text for name, text in texts.items() if "/b/" not in name}, package) is None
    doubt = yaml.safe_load(texts["preferences/b/stated.yaml"])
    doubt["weights"]["x"] = [40, 60]
    assert better_package(case, texts | {"preferences/b/stated.yaml": yaml.safe_dump(doubt)}, package) is None
    assert better_package(case, texts | {"preferences/b/stated.yaml": "nonsense"}, package) is None
