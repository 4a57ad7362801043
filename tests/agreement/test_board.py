"""The board: claims and findings stand apart, shares are those of findings, two days are compared."""

from __future__ import annotations

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.agreement import Agreement, Progress, end_of_day_instant, life_of
from goodoffices.agreement.board import board_at, board_changes, count_found, with_tag
from goodoffices.report.board_in_words import board_csv, board_headline
from goodoffices.report.wording import Wording
from tests.agreement.test_obligations import agreement_of, day, must, report, text_of
from tests.cases import case_of

SIDES = st.sampled_from(["mediation", "a", "b"])


def board_on(agreement: Agreement, n: int):
    known_at = end_of_day_instant(day(n), agreement.zone)
    return board_at(agreement, [life_of(one, agreement, known_at) for one in agreement.texts])


@settings(max_examples=200)
@given(st.lists(st.tuples(SIDES, st.sampled_from(Progress), st.integers(0, 9)), max_size=8))
def test_the_share_that_is_done_is_that_of_findings_whatever_sides_claim(said):
    said = sorted(said, key=lambda one: one[2])
    reports = [report("pay", by, n, progress, id=f"r{k}") for k, (by, progress, n) in enumerate(said)]
    found = [progress for by, progress, _ in said if by == "mediation"]
    expected = found[-1] if found else None
    counts = count_found(board_on(agreement_of(text_of(must("pay")), reports=reports), 9))
    assert counts == {expected: 1}


def test_each_word_has_its_own_last_report_and_the_day_since_when_it_says_so():
    reports = [
        report("pay", "a", 1, Progress.BEGUN),
        report("pay", "a", 4, Progress.BEGUN),
        report("pay", "mediation", 5, Progress.BLOCKED),
    ]
    (line,) = board_on(agreement_of(text_of(must("pay")), reports=reports), 9)
    assert (line.claims["a"].since.at.day, line.claims["a"].last.at.day) == (day(1), day(4))
    assert (line.found, list(line.claims)) == (Progress.BLOCKED, ["a"])


def test_what_changed_between_two_days_is_what_changed():
    agreement = agreement_of(text_of(must("pay"), must("rest")), reports=[report("pay", "mediation", 5)])
    changes = board_changes(board_on(agreement, 4), board_on(agreement, 5))
    assert [(one.after.owed.obligation.id, one.before.found, one.after.found) for one in changes] == [("pay", None, Progress.DONE)]
    assert board_changes(board_on(agreement, 5), board_on(agreement, 6)) == []


def test_a_tag_keeps_its_lines_alone():
    agreement = agreement_of(text_of(must("pay", tags=("women",)), must("rest")))
    assert [one.owed.obligation.id for one in with_tag(board_on(agreement, 1), "women")] == ["pay"]
    assert len(with_tag(board_on(agreement, 1), "")) == 2


def test_the_table_holds_a_row_for_each_line_and_nothing_that_a_spreadsheet_would_run():
    agreement = agreement_of(text_of(must("pay", act=must("x").act.of("=1+1")), must("rest")))
    rows = list(csv.DictReader(io.StringIO(board_csv(board_on(agreement, 1), Wording(case_of({"x": 2}, ["a", "b"]))))))
    assert [(one["id"], one["act"], one["state"]) for one in rows] == [("pay", "'=1+1", "due"), ("rest", "Something", "due")]


def test_the_headline_says_how_much_is_found_done_and_how_much_nobody_looked_at():
    agreement = agreement_of(text_of(must("pay"), must("rest")), reports=[report("pay", "mediation", 1), report("rest", "a", 1)])
    assert board_headline(board_on(agreement, 2), Wording(case_of({"x": 2}, ["a", "b"]))) == (
        "Of 2 stipulations to carry out, 1 found done and 1 not yet looked at. Overdue: 0; due: 1."
    )
