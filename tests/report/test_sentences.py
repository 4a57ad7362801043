"""Sentences of the report that somebody will act on: amounts that are enough as written, who would walk away, nothing false."""

from __future__ import annotations

import datetime
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.analysis import analyse
from goodoffices.report.reports.analysis_report import analysis_report
from goodoffices.report.reports.brief_report import brief_report
from goodoffices.report.wording import Wording
from tests.cases import case_of, points_only, preferences_of

TODAY = datetime.date(2026, 11, 24)


def said(case, preferences, **more):
    """All sentences of the report, by heading."""
    report = analysis_report(analyse(case, preferences, **more), today=TODAY)
    return {s.heading: [*s.paragraphs, *s.bullets, *(t.note for t in s.tables), *s.closing] for s in report.sections}


@given(st.fractions(-1000, 1000, max_denominator=10**6))
def test_an_amount_as_written_is_still_enough(value):
    words = Wording(case_of({"a": 1}, ["p"]))
    down, up = (Fraction(words.amount(value, up=u).replace("−", "-")) for u in (False, True))
    assert down <= value <= up
    assert up - down <= Fraction(1, 10**4)


def test_a_walk_away_value_moved_as_far_as_is_said_opens_an_agreement():
    """42.75 is not 42.8."""
    case, preferences = points_only([(Fraction("42.75"), 60), (90, 10)], [80, 50])
    text = " ".join(said(case, preferences)["What would open an agreement?"])
    assert "P0's walk-away value of 80 moved to 42.75, the least that is enough" in text
    moved = [replace(preferences[0], walk_away=Fraction("42.75")), preferences[1]]
    assert analyse(case, moved).zone.exists


def test_a_better_package_that_somebody_would_not_sign_is_not_offered_without_saying_so():
    case, preferences = points_only([(10, 10), (20, 10), (5, 40)], [30, 0])
    sentences = said(case, preferences, drafts={"d": {"x": "x0"}})["How good is the draft “d”?"]
    assert sentences[-1] == "No such package lies in the zone: with this one P0 would rather walk away."
    fine = said(case, [replace(preferences[0], walk_away=Fraction(15)), preferences[1]], drafts={"d": {"x": "x0"}})
    assert not fine["How good is the draft “d”?"][-1].startswith("No such package")


def test_of_a_bet_it_is_said_who_would_walk_away_and_when():
    case = case_of({"price": 3}, ["farmer", "miller"])
    farmer = replace(preferences_of(case, "farmer", [(5, 1, 9)], 4), expectations={"rain": Fraction(3, 4)})
    miller = replace(preferences_of(case, "miller", [(5, 9, 1)], 0), expectations={"rain": Fraction(1, 4)})
    text = " ".join(said(case, [farmer, miller], drafts={"d": {"price": "price0"}})["What would help the draft “d”?"])
    assert "If “rain” happens, issue price: option price2; if not: option price1." in text
    assert "Farmer gets +4 or −4, and at 75 % expects +2; Miller gets −4 or +4, and at 25 % expects +2." in text
    assert "Farmer would rather walk away if it does not." in text
    assert "Miller would rather walk away" not in text


def test_a_party_without_a_walk_away_value_is_not_said_to_walk_away():
    case = case_of({"a": 2}, ["p", "q"])
    preferences = [preferences_of(case, "p", [(0, 9)], 0), preferences_of(case, "q", [(5, 1)])]
    (sentence,) = [s for s in said(case, preferences, drafts={"d": {"a": "a1"}})["In which order could “d” be carried out?"] if s]
    assert sentence == "In none: even when all of it holds, Q would be worse off than now."


def test_two_amounts_that_differ_are_not_written_alike():
    case, preferences = points_only([(Fraction("50.01"), 5), (0, 9)], [Fraction("50.04"), 5])
    text = " ".join(said(case, preferences)["What would open an agreement?"])
    assert "P0's walk-away value of 50.04 moved to 50.01, the least that is enough" in text


def test_money_is_told_without_advice():
    case, preferences = points_only([(10, 0), (6, 5)], [8, 4])
    preferences = [replace(one, points_per_unit=Fraction(2 - p)) for p, one in enumerate(preferences)]
    text = " ".join(said(case, preferences)["What would open an agreement?"])
    assert "What is missing is worth 1 units of money: P0 1." in text
    assert "Or among themselves: P0 1 would be needed, and without falling below their walk-away values could pay: P1 1." in text


@pytest.mark.parametrize("report", [analysis_report, brief_report])
def test_of_one_way_to_open_nothing_is_said_about_an_order(report):
    case, preferences = points_only([(10, 10), (0, 20)], [20, 5])
    text = " ".join(
        line for s in report(analyse(case, preferences), today=TODAY).sections for line in (*s.paragraphs, *s.bullets, *s.closing)
    )
    assert "Whether this way is open to talk only the parties know." in text
    assert "order says nothing" not in text
