"""`proof.claims.drafts`: what is said to help a draft is accepted where it is true, and refused by name where it is not."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given

from goodoffices.analysis import NotSupported, analyse
from goodoffices.proof import ClaimedMove, ClaimedTerm, Verdict
from goodoffices.proof.claims import drafts as draft_claims
from tests.analysis.drafts.test_draft_study import cases_with_drafts
from tests.cases import case_of, points_only, preferences_of
from tests.proof.certifying import certified, checked, left_open, refused

DRAFT = {"a": "a0", "b": "b0", "c": "c0"}


def three_issues():
    """*a* and *b* help both; on *c* one gives way and the other gains; all can be carried out one by one."""
    case = case_of({"a": 2, "b": 2, "c": 3}, ["p", "q"])
    return case, [
        preferences_of(case, "p", [(0, 3), (0, 1), (6, 4, 0)], 0),
        preferences_of(case, "q", [(0, 1), (0, 3), (0, 3, 4)], 0),
    ]


def certificate_of_draft(draft=None, build=three_issues):
    case, preferences = build()
    draft = draft or DRAFT
    return certified(analyse(case, preferences, drafts={"d": draft})), case, preferences


def with_study(change, draft=None, build=three_issues):
    certificate, case, preferences = certificate_of_draft(draft, build)
    one = certificate.drafts[0]
    return checked(replace(certificate, drafts=(replace(one, study=change(one.study)),)), case, preferences)


@pytest.mark.slow
@given(cases_with_drafts(parties=(1, 3)))
def test_every_study_of_a_draft_is_accepted(drawn):
    case, preferences, package = drawn
    try:
        result = analyse(case, preferences, drafts={"d": package})
    except NotSupported:
        assume(False)
    assert checked(certified(result), case, preferences).verdict is Verdict.ACCEPTED


def test_true_claims_are_accepted_by_name():
    certificate, case, preferences = certificate_of_draft()
    checking = checked(certificate, case, preferences)
    assert checking.verdict is Verdict.ACCEPTED
    assert {"changes of d", "path of d", "concessions of d", "order of d"} <= {c.name for c in checking.claims}
    assert len(certificate.drafts[0].study.path) == 2


@pytest.mark.parametrize(
    "moves", [(), (ClaimedMove("a", "a1"),), (ClaimedMove("a", "a1"), ClaimedMove("b", "b1"), ClaimedMove("c", "c1"))], ids=len
)
def test_a_change_left_out_or_added_is_refused(moves):
    assert refused(with_study(lambda s: replace(s, moves_for_all=moves))) == {"changes of d"}


A, B, C = ClaimedMove("a", "a1"), ClaimedMove("b", "b1"), ClaimedMove("c", "c1")
FALSE_PATHS = {
    "does not reach the frontier": ((A,), True),
    "somebody loses": ((A, C, B), True),
    "is longer than it must be": ((A, ClaimedMove("a", "a0"), A, B), True),
    "names no option of the case": ((A, ClaimedMove("b", "b9")), True),
    "there is one and none is said to be": ((), False),
    "there is none and moves are given": ((A, B), False),
}


@pytest.mark.parametrize("name", FALSE_PATHS)
def test_a_false_path_is_refused(name):
    path, exists = FALSE_PATHS[name]
    assert refused(with_study(lambda s: replace(s, path=path, path_exists=exists))) == {"path of d"}


def test_a_path_by_which_somebody_loses_is_refused_even_where_it_is_as_short_and_ends_well():
    def build():
        case = case_of({"a": 3}, ["p", "q"])
        return case, [preferences_of(case, "p", [(0, 1, 5)]), preferences_of(case, "q", [(1, 2, 0)])]

    assert with_study(lambda s: s, {"a": "a0"}, build).verdict is Verdict.ACCEPTED
    assert refused(with_study(lambda s: replace(s, path=(ClaimedMove("a", "a2"),)), {"a": "a0"}, build)) == {"path of d"}


def test_a_path_on_which_nobody_loses_and_that_is_longer_is_refused():
    """From b settled one move is enough; two without loss end at the same package."""
    case = case_of({"a": 3, "b": 1}, ["p", "q"])

    def build():
        return case, [preferences_of(case, p, [(0, 1, 2), (0,)]) for p in ("p", "q")]

    longer = (ClaimedMove("a", "a1"), ClaimedMove("a", "a2"))
    assert refused(with_study(lambda s: replace(s, path=longer), {"a": "a0", "b": "b0"}, build)) == {"path of d"}


def test_a_search_that_would_look_at_too_much_is_left_open(monkeypatch):
    monkeypatch.setattr(draft_claims, "MOST_SEEN", 0)
    certificate, case, preferences = certificate_of_draft()
    assert left_open(checked(certificate, case, preferences)) == {"path of d"}


def test_a_concession_with_a_false_rate_or_a_better_one_left_out_is_refused():
    def dearer(study):
        first = study.concessions[0]
        return replace(study, concessions=(replace(first, rate=first.rate + 1), *study.concessions[1:]))

    def worse(study):
        """Only the smaller step on *c* has the best rate; the larger one brings less for each point."""
        first = next(c for c in study.concessions if c.giver == "p")
        others = tuple(c for c in study.concessions if c.giver != "p")
        return replace(study, concessions=(replace(first, issue="c", option="c2", rate=Fraction(4, 6)), *others))

    for false in (dearer, worse, lambda s: replace(s, concessions=())):
        assert refused(with_study(false)) == {"concessions of d"}


def build_order():
    """Both lose by one issue and gain by the other; whoever loses first must have been given something before."""
    case = case_of({"a": 2, "b": 2, "c": 2}, ["p", "q"])
    return case, [
        preferences_of(case, "p", [(0, 5), (0, -4), (0, 0)], 0),
        preferences_of(case, "q", [(0, 0), (0, 5), (0, -4)], 0),
    ]


ALL = {"a": "a1", "b": "b1", "c": "c1"}


@pytest.mark.parametrize(
    ("order", "exists"), [(("b", "a", "c"), True), (("a", "c", "b"), True), (("a", "b"), True), (("a", "b", "b"), True), ((), False)]
)
def test_a_false_order_is_refused(order, exists):
    assert with_study(lambda s: s, ALL, build_order).verdict is Verdict.ACCEPTED
    assert refused(with_study(lambda s: replace(s, order=order, order_exists=exists), ALL, build_order)) == {"order of d"}


def test_an_order_is_not_listed_where_there_is_said_to_be_none():
    """Both would rather walk away after either first step."""

    def build():
        case = case_of({"a": 2, "b": 2}, ["p", "q"])
        return case, [preferences_of(case, "p", [(0, 5), (0, -4)], 0), preferences_of(case, "q", [(0, -4), (0, 5)], 0)]

    assert with_study(lambda s: s, {"a": "a1", "b": "b1"}, build).verdict is Verdict.ACCEPTED
    listed = with_study(lambda s: replace(s, order=("a", "b")), {"a": "a1", "b": "b1"}, build)
    assert refused(listed) == {"order of d"}


def test_false_sums_of_money_are_refused():
    def build():
        case, preferences = points_only([(10, 0), (6, 5)], [8, 4])
        return case, [replace(one, points_per_unit=Fraction(2 - p)) for p, one in enumerate(preferences)]

    draft = {"x": "x1"}
    assert with_study(lambda s: s, draft, build).verdict is Verdict.ACCEPTED
    more = lambda m: replace(m, total=m.total + 1)  # noqa: E731
    assert refused(with_study(lambda s: replace(s, inducement=more(s.inducement)), draft, build)) == {"money for d"}
    assert refused(with_study(lambda s: replace(s, side_payment=more(s.side_payment)), draft, build)) == {"money for d"}
    case, preferences = build()
    certificate = certified(analyse(case, preferences))
    assert checked(certificate, case, preferences).verdict is Verdict.ACCEPTED
    for field in ("inducement", "side_payment"):
        false = replace(certificate, **{field: more(getattr(certificate, field))})
        assert refused(checked(false, case, preferences)) == {"money"}


def harvest():
    case = case_of({"price": 3}, ["farmer", "miller"])
    farmer = replace(preferences_of(case, "farmer", [(0, -4, 4)]), expectations={"rain": Fraction(3, 4)})
    return case, [farmer, replace(preferences_of(case, "miller", [(0, 4, -4)]), expectations={"rain": Fraction(1, 4)})]


def test_false_contingent_terms_are_refused():
    def with_term(**changes):
        return with_study(lambda s: replace(s, terms=(replace(s.terms[0], **changes),)), {"price": "price0"}, harvest)

    assert with_term().verdict is Verdict.ACCEPTED
    assert "terms of d" in {c.name for c in with_term().claims}
    for false in (
        {"expected": (Fraction(3), Fraction(2))},
        {"then": "price1", "otherwise": "price2"},
        {"event": "snow"},
        {"then": "price9"},
        {"event": "snow", "expected": (None, None)},
    ):
        assert refused(with_term(**false)) == {"terms of d"}
    turned = {"then": "price1", "otherwise": "price2", "expected": (Fraction(-2), Fraction(-2))}
    assert refused(with_term(**turned)) == {"terms of d"}


def test_a_term_on_an_event_that_nobody_named_is_refused():
    """Both options help both, whatever happens; but nobody said how likely snow is, so there is no term to speak of."""

    def build():
        case = case_of({"price": 3}, ["farmer", "miller"])
        farmer = replace(preferences_of(case, "farmer", [(0, 1, 2)]), expectations={"rain": Fraction(3, 4)})
        return case, [farmer, replace(preferences_of(case, "miller", [(0, 2, 1)]), expectations={"rain": Fraction(1, 4)})]

    for event, verdict in (("snow", {"terms of d"}), ("rain", set())):
        expected = (Fraction(7, 4), Fraction(7, 4)) if event == "rain" else (None, None)
        term = ClaimedTerm(event=event, issue="price", then="price2", otherwise="price1", expected=expected)
        assert refused(with_study(lambda s, t=term: replace(s, terms=(t,)), {"price": "price0"}, build)) == verdict
    same = ClaimedTerm(event="rain", issue="price", then="price2", otherwise="price2", expected=(Fraction(2), Fraction(1)))
    assert refused(with_study(lambda s: replace(s, terms=(same,)), {"price": "price0"}, build)) == {"terms of d"}


@pytest.mark.parametrize("field", ["inducement", "side_payment"])
def test_money_in_the_wrong_hands_is_refused(field):
    """The total is true; who receives and who pays is not."""

    def build():
        case, preferences = points_only([(10, 0), (5, 5)], [9, 8])
        return case, [replace(one, points_per_unit=Fraction(2 - p)) for p, one in enumerate(preferences)]

    case, preferences = build()
    certificate = certified(analyse(case, preferences, drafts={"d": {"x": "x1"}}))
    assert checked(certificate, case, preferences).verdict is Verdict.ACCEPTED
    money = getattr(certificate, field)
    for hands in (tuple(reversed(money.money)), (), (money.money[0] - 1000, money.money[1] + 1000)):
        false = replace(money, money=hands)
        assert refused(checked(replace(certificate, **{field: false}), case, preferences)) == {"money"}
        assert refused(with_study(lambda s, m=false: replace(s, **{field: m}), {"x": "x1"}, build)) == {"money for d"}


def test_a_study_of_a_draft_that_is_not_feasible_is_refused():
    certificate, case, preferences = certificate_of_draft()
    from goodoffices.case import Condition
    from goodoffices.preferences import RedLine

    crossed = [replace(preferences[0], red_lines=(RedLine("r", Condition.of({"a": "a0"})),)), preferences[1]]
    assert "study of d" in refused(checked(certificate, case, crossed))
