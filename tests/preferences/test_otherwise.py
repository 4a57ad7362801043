"""What happens if nothing is agreed: the walk-away value that it comes to, certain or in doubt, and as answered."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goodoffices.analysis import Possible, analyse_in_doubt
from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.ours.case_reader import read_case
from goodoffices.formats.ours.preferences_reader import read_preferences
from goodoffices.formats.ours.preferences_writer import preferences_text
from goodoffices.preferences import Answer, Answers, Asked, Basis, BasisKind, ExpectedOutcome, Interval, Question
from goodoffices.preferences.otherwise import expected, odds_can_be
from goodoffices.proof import Verdict
from tests.cli.program import goodoffices
from tests.proof.certifying import checked
from tests.reached import reached, reaches

F = Fraction
CASE = """\
format: goodoffices-case/1
id: home
name: Home
parties: [{id: a, name: A}, {id: b, name: B}]
issues:
  - {id: house, name: House, options: [{id: sold, text: Sold}, {id: kept, text: Kept}], status_quo: kept}
  - {id: nights, name: Nights, scale: {from: 0, to: 4, step: 1, unit: nights}, status_quo: 0}
"""
NUMBERS = """\
format: goodoffices-preferences/1
basis: exercise
weights: {house: 60, nights: 40}
scores: {house: {sold: %s, kept: 100}, nights: {0: 0, 4: 100}}
"""


def read(more, score="30"):
    return read_preferences(NUMBERS % score + more, read_case(CASE), "a", "only", "a.yaml")


def ends():
    return st.tuples(st.integers(0, 10), st.integers(0, 10)).map(lambda pair: (F(min(pair), 10), F(max(pair), 10)))


@reaches(20)
@given(st.lists(st.tuples(ends(), st.integers(0, 100)), min_size=1, max_size=4))
def test_the_least_and_the_most_are_those_of_all_odds_at_their_ends(drawn):
    outcomes = [ExpectedOutcome(odds=odds, worth=F(worth)) for odds, worth in drawn]
    assume(odds_can_be(outcomes))
    values = []
    # All but one at an end, and that one has the rest.
    for open_ in range(len(outcomes)):
        for chosen in product(*((o.odds if k != open_ else (None,)) for k, o in enumerate(outcomes))):
            rest = 1 - sum(x for x in chosen if x is not None)
            if outcomes[open_].odds[0] <= rest <= outcomes[open_].odds[1]:
                values.append(sum((rest if x is None else x) * o.worth for x, o in zip(chosen, outcomes, strict=True)))
    assert expected(outcomes, [o.worth for o in outcomes]) == (min(values), max(values))
    reached()


def test_the_walk_away_value_is_the_mean_of_the_outcomes_by_their_odds():
    one = read("otherwise: [{package: {house: sold, nights: 2}, odds: 60, text: A court}, {package: today, odds: 15}, {worth: 20}]")
    # 60 % of 38, 15 % of 60, and the rest of 20.
    assert (one.walk_away, one.walk_away_is_blank, one.unsupported()) == (F("36.8"), False, [])
    assert one.otherwise[2].odds == (F(1, 4), F(1, 4))
    doubtful = read("otherwise: [{package: today, odds: [50, 70]}, {worth: 20}]")
    assert doubtful.walk_away == Interval(F(40), F(48))


def test_a_file_with_outcomes_is_written_as_it_was():
    one = read("otherwise: [{package: {house: sold, nights: 2}, odds: [50, 60], text: A court}, {worth: 20, odds: [40, 50]}]")
    again = read_preferences(
        preferences_text(read_case(CASE), one).replace("kind: exercise", "kind: exercise"), read_case(CASE), "a", "only", "a.yaml"
    )
    assert (again.otherwise, again.walk_away) == (one.otherwise, one.walk_away)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("walk_away: 40\notherwise: [{package: today}]", "the walk-away value stands beside what happens otherwise. Write one of the two"),
        ("otherwise: [{worth: 20}, {worth: 30}]", "2 outcomes have no odds."),
        ("otherwise: [{worth: 20, odds: 30}, {worth: 30, odds: 30}]", "the odds do not add up to 100."),
        ("otherwise: [{worth: 20, odds: 130}]", "these are no odds."),
        ("otherwise: [{odds: 100}]", "an outcome is a package, or a number of points."),
        ("otherwise: [{package: {house: burnt}}]", 'issue "house" has no option "burnt".'),
    ],
)
def test_each_mistake_has_its_remedy(more, message):
    with pytest.raises(CaseFileError) as caught:
        read(more)
    assert any(message in str(f) for f in caught.value.faults), str(caught.value)


def other():
    return read_preferences(NUMBERS % "0" + "walk_away: 0", read_case(CASE), "b", "only", "b.yaml")


def test_in_doubt_the_outcome_itself_is_always_as_good_as_no_agreement():
    """What the house is worth is in doubt, and so is the walk-away value: but it is the same doubt."""
    one = read("otherwise: [{package: {house: sold, nights: 0}}]", "[10, 50]")
    assert one.walk_away_is_blank
    drafts = {"same": {"house": "sold", "nights": "0"}, "more": {"house": "sold", "nights": "2"}, "kept": {"house": "kept", "nights": "0"}}
    result = analyse_in_doubt(read_case(CASE), [one, other()], drafts=drafts)
    signed = {j.names[0]: j.accepted[0] for j in result.candidates if j.names}
    assert signed == {"same": Possible.ALWAYS, "more": Possible.ALWAYS, "kept": Possible.ALWAYS}
    half = read("otherwise: [{package: {house: sold, nights: 0}, odds: 50}, {worth: 60}]", "[10, 50]")
    result = analyse_in_doubt(read_case(CASE), [half, other()], drafts=drafts)
    signed = {j.names[0]: j.accepted[0] for j in result.candidates if j.names}
    assert signed == {"same": Possible.NEVER, "more": Possible.PERHAPS, "kept": Possible.ALWAYS}


def test_what_holds_of_it_is_proven_from_the_words_alone(tmp_path):
    from goodoffices.formats.certificates.doubt_certificate import certificate_of_doubt
    from tests.proof.certifying import FILES

    case = read_case(CASE)
    for more, score in (
        ("otherwise: [{package: {house: sold, nights: 0}, odds: 50}, {worth: 60}]", "[10, 50]"),
        ("otherwise: [{package: {house: sold, nights: 0}, odds: [40, 60]}, {worth: 60, odds: [30, 50]}]", "~"),
    ):
        readings = [read(more, score), other()]
        result = analyse_in_doubt(case, readings, drafts={"more": {"house": "sold", "nights": "1"}})
        certificate = certificate_of_doubt(result, FILES, steps=100, version="test")
        assert checked(certificate, case, readings).verdict is Verdict.ACCEPTED


def test_an_answer_says_what_would_be_then_and_the_rest_stays_as_today():
    case = read_case(CASE)
    never = Answer("a1", Question(asked=Asked.NEVER), ())
    then = Answer("a2", Question(asked=Asked.OTHERWISE), (("house", "sold"),))
    one = Answers(case, (never, then)).preferences("a", "stated", Basis(kind=BasisKind.STATED))
    expected_package = {"house": "sold", "nights": "0"}
    assert [r.groups for r in one.rankings] == [((expected_package,), (None,)), ((None,), (expected_package,))]
    refused = Answer("a1", Question(asked=Asked.NEVER), (("house", "sold"),))
    assert not Answers(case, (refused, then)).preferences("a", "stated", Basis(kind=BasisKind.STATED)).rankings


def test_the_report_says_what_is_expected_and_where_that_is_far_from_today(tmp_path):
    (tmp_path / "preferences").mkdir()
    (tmp_path / "case.yaml").write_text(CASE)
    (tmp_path / "preferences/a.yaml").write_text(NUMBERS % "30" + "otherwise: [{package: {house: sold}, text: A court orders it}]\n")
    opposed = NUMBERS.replace("kept: 100", "kept: 0").replace("0: 0, 4: 100", "0: 100, 4: 0") % "100"
    (tmp_path / "preferences/b.yaml").write_text(opposed + "walk_away: 10\n")
    text = " ".join(goodoffices("analyse", tmp_path).out.split())
    assert "If nothing is agreed, A expects: 100 %: “A court orders it”, worth 18." in text
    assert "To A things as they are today are worth 60, and walking away 18. If without an agreement " in text
