"""The analysis as pages where numbers are in doubt: packages one by one with what each may give, side by side, and all readings compared."""

from __future__ import annotations

import csv
import io
import math
import re
from fractions import Fraction

import pytest
from django.db import transaction

from goodoffices.analysis.doubt.signing import worth_signing
from goodoffices.analysis.doubt.worth_in_doubt import OwnValues
from goodoffices.formats.ours.case_texts import CaseTexts
from goodoffices.office.access.paper_heads import EstimateHead, ResultHead
from goodoffices.office.analyses.stored_result import StoredResult
from goodoffices.office.analyses.weighed_packages import moves_without_loss
from goodoffices.office.computing.worth import weighed
from tests.office.cast import Cast
from tests.office.made_results import doubtful_result, doubtful_texts, keep


@pytest.fixture
def cast(office) -> Cast:
    made = Cast()
    keep(made, doubtful_result())
    return made


def stored(cast) -> StoredResult:
    with transaction.atomic():
        return StoredResult(cast.view("mara").papers(ResultHead)[0])


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.mark.slow
def test_packages_in_doubt_are_walked_along_with_the_least_and_the_most_that_each_gets(cast):
    result = stored(cast)
    opened = CaseTexts(doubtful_texts())
    own = [OwnValues(opened.case, opened.preferences(p, "pragmatic")) for p in opened.case.party_ids]
    assert len(result.points) > 3
    for one in result.points[:4]:
        assert one.between == tuple(values.worth(one.package) for values in own)
        assert one.signed_by == tuple(worth_signing(values, one.package) for values in own)
    page = text(cast.clients["mara"].get(cast.path("frontier") + "?point=2"))
    (low, high), _ = result.points[1].between
    assert f"{math.floor(low * 10) / 10:g} to {math.ceil(high * 10) / 10:g}" in page
    assert (low < high, "Some numbers are in doubt" in page, "?point=1" in page, "?point=3" in page) == (True, True, True, True)
    assert "data-focus" in page
    assert "<rect" in page


@pytest.mark.slow
def test_the_packages_one_by_one_are_a_file(cast):
    rows = list(csv.reader(io.StringIO(cast.clients["mara"].get(cast.path("report/file") + "packages.csv").content.decode())))
    assert len(rows) == len(stored(cast).points) + 1
    assert {row[3] for row in rows[1:]} <= {"yes", "perhaps", "no"}
    assert "packages.csv" in text(cast.get("mara", "report"))


@pytest.mark.slow
def test_readings_in_doubt_are_compared_and_none_is_left_out(cast):
    result = stored(cast)
    assert result.unused == []
    assert result.across is not None
    assert result.across.lead.startswith("Of 4 combinations of readings:")
    assert "Not used" not in text(cast.get("mara", "report"))


@pytest.mark.slow
def test_likely_packages_in_doubt_are_offered_side_by_side(cast):
    page = text(cast.get("mara", "compare"))
    assert "No. " in page
    assert "that surely nobody loses" in page or "Nobody loses, and somebody gains" in page


def test_a_move_is_without_loss_only_where_that_is_certain_whatever_the_truth():
    opened = CaseTexts(doubtful_texts())
    case = opened.case
    rests_on = dict.fromkeys(case.party_ids, "pragmatic")
    quo = {i.id: i.option_ids[0] for i in case.issues}
    wholes = [quo, opened.draft("draft-2").choices]
    rows = [[weighed(case, opened.preferences(p, "pragmatic"), package, "en") for p in case.party_ids] for package in wholes]
    assert all(after.worth[0] > before.worth[1] for before, after in zip(*rows, strict=True))
    assert moves_without_loss(rests_on, rows) == [(0, 1)]
    # Where the bounds overlap nothing is certain.
    blurred = [[one.__class__(**{**vars(one), "worth": (Fraction(0), one.worth[1])}) for one in row] for row in rows]
    assert moves_without_loss(rests_on, blurred) == []


def test_what_is_gained_over_a_draft_is_not_said_where_the_reading_is_gone(office):
    made = Cast()
    keep(made)
    assert "against draft-2" in text(made.get("mara", "frontier"))
    with transaction.atomic():
        gone = [p.id for p in made.view("mara").papers(EstimateHead) if p.head.party == "northland"]
    for one in gone:
        made.post("mara", f"estimates/of/{one}", sure="yes")
    assert "against draft-2" not in text(made.get("mara", "frontier"))
    package = {f"option:{i}": o for i, o in stored(made).points[0].package.items()}
    assert "at least as good for all" not in text(made.post("mara", "bench", **package))


@pytest.mark.parametrize("lacks", ["across", "files", "rests_on", "certificate", "floors", "solutions"])
def test_a_result_that_lacks_something_is_called_one_of_an_earlier_version(office, lacks):
    made, result = Cast(), doubtful_result()
    (result["numbers"] if lacks in result["numbers"] else result).pop(lacks)
    keep(made, result)
    for place in ("", "report", "frontier", "compare", "bench"):
        assert made.get("mara", place).status_code == 200, place
    assert "made by an earlier version" in text(made.get("mara", "report"))
