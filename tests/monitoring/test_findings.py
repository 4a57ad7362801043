"""From an allegation to a finding: nobody is found guilty before he had his say, and not by whom the rule does not name."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.monitoring.decisions import Decisions
from goodoffices.monitoring.findings import Finding, FindingRule, Inquiry, Reply, Status, standing_of

T0 = datetime.datetime(2026, 9, 1, tzinfo=datetime.UTC)


def day(n):
    return T0 + datetime.timedelta(days=n)


def stand(at, *, rule=("company", "seafarers"), inquiries=(), replies=(), findings=(), accused=("company",)):
    entered = Decisions(
        names_of_sides={},
        rule=FindingRule(by=rule),
        inquiries=tuple(Inquiry(incident="i", at=day(n), by="seafarers", answer_by=None if by is None else day(by)) for n, by in inquiries),
        replies=tuple(Reply(incident="i", at=day(n), by=side, words="no") for n, side in replies),
        findings=tuple(Finding(incident="i", obligation="o", at=day(n), by=side, found=found) for n, side, found in findings),
    )
    return standing_of({"i"}, "o", accused, T0, entered, day(at))


V, N = Status.VERIFIED, Status.NOT_VERIFIED


def test_the_way_of_an_allegation_and_how_long_each_stage_took():
    way = {"inquiries": [(2, 12)], "replies": [(5, "company")], "findings": [(8, "company", V), (9, "seafarers", V)]}
    assert [stand(n, **way).status.value for n in (1, 3, 6, 8, 9)] == ["alleged", "under_inquiry", "answered", "answered", "verified"]
    assert stand(8, **way).waits_for == ("seafarers",)
    assert stand(9, **way).days_in_stages == ((Status.ALLEGED, 2.0), (Status.UNDER_INQUIRY, 3.0), (Status.ANSWERED, 4.0))


def test_a_finding_before_the_answer_does_not_count_until_the_time_to_answer_is_over():
    early = {"inquiries": [(2, 12)], "findings": [(3, "company", V), (4, "seafarers", V)]}
    assert (stand(11, **early).status, stand(11, **early).is_too_early) == (Status.UNDER_INQUIRY, True)
    assert stand(12, **early).status is V
    # Found on the day on which the time was over, not before.
    assert stand(12, **early).since[-1] == (V, day(12))


def test_they_must_say_the_same():
    apart = {"inquiries": [(1, 2)], "findings": [(3, "company", N), (4, "seafarers", V)]}
    assert stand(5, **apart).status is Status.ANSWERED
    again = {**apart, "findings": [*apart["findings"], (6, "company", V)]}
    assert stand(7, **again).status is V
    assert stand(5, **again).status is Status.ANSWERED


def test_what_was_entered_of_one_report_counts_for_all_that_are_joined_with_it():
    entered = Decisions(
        names_of_sides={},
        rule=FindingRule(by=("company",)),
        inquiries=(Inquiry(incident="b", at=day(1), by="seafarers", answer_by=day(5)),),
        replies=(Reply(incident="a", at=day(2), by="company", words="no"),),
        findings=(Finding(incident="b", obligation="o", at=day(3), by="company", found=V),),
    )
    assert standing_of({"a", "b"}, "o", ("company",), T0, entered.about({"a", "b"}), day(4)).status is V
    assert standing_of({"a"}, "o", ("company",), T0, entered.about({"a"}), day(4)).status is Status.ALLEGED
    assert standing_of({"b"}, "o", ("company",), T0, entered.about({"b"}), day(4)).status is Status.UNDER_INQUIRY


def test_one_alone_does_not_undo_what_was_found_together_and_a_late_answer_moves_nothing():
    way = {"inquiries": [(1, 3)], "replies": [(9, "company")], "findings": [(4, "company", V), (5, "seafarers", V), (6, "company", N)]}
    for at in (5, 7, 10):
        assert stand(at, **way).status is V
        assert stand(at, **way).days_in_stages == ((Status.ALLEGED, 1.0), (Status.UNDER_INQUIRY, 2.0), (Status.ANSWERED, 2.0))
    both = {**way, "findings": [*way["findings"], (8, "seafarers", N)]}
    assert (stand(7, **both).status, stand(8, **both).status) == (V, N)


def test_what_was_found_before_anybody_looked_into_it_does_not_count():
    way = {"inquiries": [(3, 5)], "replies": [(4, "company")], "findings": [(1, "company", V), (2, "seafarers", V)]}
    assert stand(9, **way).status is Status.ANSWERED
    assert stand(9, **{**way, "findings": [*way["findings"], (6, "company", V), (7, "seafarers", V)]}).status is V


def test_without_an_inquiry_nothing_is_found():
    assert stand(9, findings=[(3, "company", V), (4, "seafarers", V)]).status is Status.ALLEGED


def test_where_nobody_is_accused_nobody_is_waited_for():
    assert stand(9, inquiries=[(1, None)], findings=[(3, "company", V), (4, "seafarers", V)], accused=()).status is V


@given(
    st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["company", "seafarers", "dockers"]), st.sampled_from([V, N])), max_size=6),
    st.lists(st.integers(0, 9), max_size=2),
    st.lists(st.tuples(st.integers(0, 9), st.one_of(st.none(), st.integers(0, 12))), max_size=2),
    st.integers(0, 12),
)
def test_what_is_entered_later_is_not_known_and_a_finding_has_all_its_reasons(findings, replies, inquiries, at):
    all_of_it = {"findings": findings, "replies": [(n, "company") for n in replies], "inquiries": inquiries}
    until = {
        "findings": [one for one in findings if one[0] <= at],
        "replies": [(n, "company") for n in replies if n <= at],
        "inquiries": [one for one in inquiries if one[0] <= at],
    }
    assert stand(at, **all_of_it) == stand(at, **until)
    if stand(at, **all_of_it).status in (V, N):
        assert inquiries
        said = {side for n, side, _ in findings if n <= at}
        assert {"company", "seafarers"} <= said
        answered = [n for n in replies if n <= at]
        over = [by for n, by in inquiries if n <= at and by is not None and by <= at]
        assert answered or over
