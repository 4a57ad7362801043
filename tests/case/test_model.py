"""`case.model`: what can be looked up in a case."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from goodoffices.case import Condition, ForbiddenTogether, Option, Restriction, RestrictionKind, Text
from tests.cases import case_of

CASE = case_of({"a": 3, "b": 2}, ["p", "q"])


def forbidding(name, **options):
    return Restriction(id=name, kind=RestrictionKind.LINKAGE, shape=ForbiddenTogether(Condition.of(options)))


def test_parties_issues_and_options_are_found_by_their_ids():
    assert (CASE.party_ids, CASE.issue_ids) == (("p", "q"), ("a", "b"))
    assert [CASE.party(i).name.in_language("en") for i in CASE.party_ids] == ["P", "Q"]
    assert CASE.issue("b") is CASE.issues[1]
    assert [CASE.issue("a").option(o).text.in_language("en") for o in CASE.issue("a").option_ids] == ["option a0", "option a1", "option a2"]


def test_an_id_that_there_is_not_is_an_error():
    assert not CASE.issue("a").has_option("b0")
    assert CASE.issue("b").has_option("b0")
    for look_up in (CASE.party, CASE.issue, CASE.issue("a").option):
        with pytest.raises(KeyError):
            look_up("nobody")


def test_of_an_id_that_stands_twice_the_first_counts():
    """A reader reports it; until then nothing that stood first is hidden by what was added after it."""
    issue = CASE.issue("b")
    twice = replace(issue, options=(*issue.options, Option("b0", Text.of("again"))))
    assert twice.option("b0").text == Text.of("option b0")
    doubled = replace(CASE, issues=(*CASE.issues, twice), parties=(*CASE.parties, replace(CASE.party("p"), name=Text.of("again"))))
    assert doubled.issue("b") is issue
    assert doubled.party("p") is CASE.party("p")


def test_the_status_quo_is_a_package_where_it_is_known_of_every_issue():
    quo = case_of({"a": 3, "b": 2}, ["p"], quo=1)
    assert quo.status_quo() == {"a": "a1", "b": "b1"}
    open_issue = replace(quo.issue("b"), status_quo=None)
    assert replace(quo, issues=(quo.issue("a"), open_issue)).status_quo() is None


def test_broken_rules_are_named_in_the_order_of_the_file():
    case = replace(CASE, restrictions=(forbidding("z", a="a0"), forbidding("m", a="a1"), forbidding("c", a=["a0", "a1"], b="b0")))
    broken = {(a, b): [r.id for r in case.broken_by({"a": a, "b": b})] for a, b in product(("a0", "a1", "a2"), ("b0", "b1"))}
    assert broken == {
        ("a0", "b0"): ["z", "c"],
        ("a0", "b1"): ["z"],
        ("a1", "b0"): ["m", "c"],
        ("a1", "b1"): ["m"],
        ("a2", "b0"): [],
        ("a2", "b1"): [],
    }
