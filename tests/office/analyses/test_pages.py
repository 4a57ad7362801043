"""The analysis as pages for the mediation: the answer, what changed, the frontier, packages side by side, the bench, files, hours, cancelling."""

from __future__ import annotations

import datetime
import io
import json
import re
import zipfile
from fractions import Fraction
from unittest import mock

import pytest
import time_machine
from django.db import transaction

from goodoffices.office.access.paper_heads import ResultHead
from goodoffices.office.analyses.commands import ask_where_due
from goodoffices.office.analyses.stored_result import StoredResult
from goodoffices.office.models import Entry, Paper, Request
from goodoffices.office.running import worker
from tests.cli.program import goodoffices
from tests.office.cast import Cast, stated
from tests.office.made_results import keep, made_result


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def text(answer) -> str:
    return answer.content.decode()


def results(cast):
    with transaction.atomic():
        return [StoredResult(p) for p in cast.view("mara").papers(ResultHead)]


def test_the_answer_first_then_what_it_rests_on_then_where_to_read_on(cast):
    assert "not been analysed yet" in text(cast.get("mara", "report"))
    keep(cast)
    page = text(cast.get("mara", "report"))
    assert page.index("An agreement is possible") < page.index("This rests on") < page.index("Which agreements are efficient?")
    section = text(cast.get("mara", "report/frontier"))
    assert "Which agreements are efficient?" in section
    assert cast.get("mara", "report/nothing").status_code == 404


def test_what_changed_between_two_results_is_said_in_words_and_the_old_one_stays(cast):
    keep(cast)
    changed = made_result("Now nothing is possible.")
    changed["files"]["preferences/northland/pragmatic.yaml"] = "0" * 64
    changed["numbers"]["solutions"]["nash"] = 0
    keep(cast, changed)
    page = text(cast.get("mara", "report"))
    assert "The reading “pragmatic” of Northland was changed." in page
    assert "The answer was: An agreement is possible" in page
    assert "Now it is: Now nothing is possible." in page
    assert "Nash is another package; what differs is" in page
    old = results(cast)[1]
    assert "An agreement is possible" in text(cast.get("mara", f"report/whole/{old.id}"))


def test_the_frontier_shows_the_package_of_a_point_and_the_way_to_the_next(cast):
    keep(cast)
    page = text(cast.clients["mara"].get(cast.path("frontier") + "?point=4"))
    point = results(cast)[0].points[3]
    with transaction.atomic():
        case = cast.view("mara").case
    assert all(case.issue(i).option(o).text.in_language("en") in page.replace("&#x27;", "'") for i, o in point.package.items())
    assert ("?point=3" in page, "?point=5" in page, "No. 4" in page) == (True, True, True)
    for odd in ("0", "9999", "-1", "x", "1" * 40, "٣"):
        assert cast.clients["mara"].get(cast.path("frontier") + f"?point={odd}").status_code == 200


def test_four_packages_stand_side_by_side_those_issues_first_that_differ(cast):
    keep(cast)
    page = text(cast.clients["mara"].get(cast.path("compare") + "?p=draft:draft-2&p=solution:nash&p=point:1&p=nonsense&p=point:4"))
    assert ("draft “draft-2”" in page, "No. 1" in page, "nonsense" in page) == (True, True, False)
    strong = [m.start() for m in re.finditer(r'<tr class="differs">', page)]
    body = page.index("<tbody>", page.index("Issue by issue"))
    plain = re.compile(r"<tr>\s*<th").search(page, body).start()
    assert strong[0] < plain


def test_the_bench_weighs_any_package_by_every_reading_and_leaves_no_trace(cast):
    keep(cast)
    with transaction.atomic():
        case = cast.view("mara").case
    before = (Paper.objects.count(), Entry.objects.count())
    package = {f"option:{i.id}": i.option_ids[0] for i in case.issues}
    page = text(cast.post("mara", "bench", **package))
    assert page.count("hardline") >= 2
    assert "rather no agreement" in page
    assert "Efficient packages that are at least as good for all" in page
    assert (Paper.objects.count(), Entry.objects.count()) == before


def test_the_bench_proves_that_with_other_walk_away_values_nothing_is_possible(cast):
    keep(cast)
    some = text(cast.post("mara", "bench", **{"floor:northland": "60", "floor:southland": "60"}))
    found = results(cast)[0]
    inside = sum(p.worth[0] >= 60 and p.worth[1] >= 60 for p in found.points)
    assert f"{inside} of {len(found.points)} efficient packages could be signed by all" in some
    none = text(cast.post("mara", "bench", **{"floor:northland": "99", "floor:southland": "99"}))
    assert "no agreement is possible" in none
    assert "proven" in none
    bad = cast.post("mara", "bench", **{"floor:northland": "many", "floor:southland": ""})
    assert (bad.status_code, "is a number such as" in text(bad)) == (422, True)
    worse = text(cast.post("mara", "bench", **{"floor:northland": "many", "floor:southland": "few"}))
    assert ("Northland: a walk-away value is" in worse, "Southland: a walk-away value is" in worse) == (True, True)
    assert ('value="many"' in worse, 'value="few"' in worse) == (True, True)


def test_walk_away_values_that_were_not_sent_are_those_of_the_result(cast):
    keep(cast)
    first, *_ = results(cast)[0].floors
    inside = len(results(cast)[0].zone_above([first, Fraction(60)]))
    page = text(cast.post("mara", "bench", **{"floor:southland": "60"}))
    assert f"{inside} of {len(results(cast)[0].points)} efficient packages could be signed by all" in page
    assert f'name="floor:northland" value="{float(first):g}"' in page
    empty = text(cast.post("mara", "bench", **{"floor:northland": "", "floor:southland": "60"}))
    assert f"{len(results(cast)[0].zone_above([None, Fraction(60)]))} of" in empty


def test_a_party_weighs_packages_by_its_own_word_alone(cast):
    assert "Say first what you want" in text(cast.get("north", "weigh"))
    cast.post("north", "preferences", text=stated(41))
    with transaction.atomic():
        case = cast.view("north").case
    package = {f"option:{i.id}": i.option_ids[0] for i in case.issues}
    page = text(cast.post("north", "weigh", **package))
    assert "This package is worth" in page
    assert "Your own trade-offs" in page
    assert "Southland</th>" not in page
    words = {"step": "release", "to": "northland", "words": "What if?", **package}
    cast.post("mara", "release", **words)
    assert "What was put before you" in text(cast.get("north", "weigh"))


def test_before_a_release_the_readings_that_stay_possible_are_told(cast):
    result = results(cast) or keep(cast) or results(cast)
    told = []
    for point in (result[0].points[0], result[0].chosen_by("nash"), *result[0].points[::8]):
        package = {f"option:{i}": o for i, o in point.package.items()}
        told.append(text(cast.post("mara", "release", to="northland", words="Think of this.", **package)))
    assert "it is misled: by none of the 2 readings that you hold of Southland" in told[0]
    assert any("1 of the 2 readings that you hold of Southland remain possible (pragmatic); ruled out would be hardline" in t for t in told)


@pytest.mark.slow
def test_files_to_take_away_and_a_certificate_that_verify_accepts(cast, tmp_path):
    keep(cast)
    got = {name: cast.clients["mara"].get(cast.path("report") + f"file/{name}") for name in (
        "report.html", "report.pdf", "certificate.json", "table-1.csv", "figure-1.svg", "figure-1.png",
    )}  # fmt: skip
    assert {name: a.status_code for name, a in got.items()} == dict.fromkeys(got, 200)
    assert all("attachment" in a["Content-Disposition"] for a in got.values())
    assert got["report.pdf"].content.startswith(b"%PDF")
    assert got["figure-1.png"].content.startswith(b"\x89PNG")
    assert "var(" not in text(got["figure-1.svg"])
    assert text(got["table-1.csv"]).count("\r\n") > 2
    for name in ("table-99.csv", "figure-9.svg", "..%2fkey", "report.exe"):
        assert cast.clients["mara"].get(cast.path("report") + f"file/{name}").status_code == 404
    exported = cast.get("mara", "export")
    with zipfile.ZipFile(io.BytesIO(exported.content)) as archive:
        archive.extractall(tmp_path / "case")
    (tmp_path / "certificate.json").write_bytes(got["certificate.json"].content)
    ran = goodoffices("verify", tmp_path / "case", tmp_path / "certificate.json")
    assert ran.code == 0, ran.err + ran.out
    spoilt = json.loads(got["certificate.json"].content)
    spoilt["frontier"]["points"].pop()
    (tmp_path / "certificate.json").write_text(json.dumps(spoilt))
    assert goodoffices("verify", tmp_path / "case", tmp_path / "certificate.json").code != 0


def test_a_case_goes_out_and_in_part_by_part_by_the_rights_of_who_exports(cast, tmp_path):
    cast.post("north", "preferences", text=stated(41))
    names = {}
    for name in ("mara", "north", "south", "olga"):
        with zipfile.ZipFile(io.BytesIO(cast.get(name, "export").content)) as archive:
            names[name] = set(archive.namelist())
    assert names["olga"] == names["south"] == {"case.yaml"}
    assert names["north"] == {"case.yaml", "preferences/northland/stated.yaml"}
    assert "preferences/southland/pragmatic.yaml" in names["mara"]
    assert "preferences/northland/stated.yaml" in names["mara"]
    with zipfile.ZipFile(io.BytesIO(cast.get("mara", "export").content)) as archive:
        archive.extractall(tmp_path / "case")
    ran = goodoffices("analyse", tmp_path / "case", "--json", "--reading", "northland=pragmatic", "--reading", "southland=pragmatic")
    assert ran.code == 0, ran.err
    first = goodoffices("analyse", "examples/strait", "--json", "--reading", "northland=pragmatic", "--reading", "southland=pragmatic")
    assert json.loads(ran.out)["frontier"] == json.loads(first.out)["frontier"]


def test_fixed_hours_ask_once_for_each_hour_however_long_the_office_was_down(cast):
    day = datetime.datetime(2026, 11, 25, 5, 0, tzinfo=datetime.UTC)
    with time_machine.travel(day, tick=False):
        cast.sign_in("mara")
        assert cast.post("mara", "report/hours", hours="06:00, 18:00").status_code == 302
        wrong = cast.post("mara", "report/hours", hours="6 o'clock")
        assert (wrong.status_code, "such as 06:00 18:00" in text(wrong), 'value="6 o&#x27;clock"' in text(wrong)) == (422, True, True)
        ask_where_due()
        assert Request.objects.count() == 0
    for hours, expected in ((0.9, 0), (1.1, 1), (1.2, 1), (12, 1), (13.1, 2), (60, 3)):
        with time_machine.travel(day + datetime.timedelta(hours=hours), tick=False):
            ask_where_due()
            assert Request.objects.count() == expected, hours
            Request.objects.update(state="done")


def test_an_analysis_can_be_stopped_while_it_runs_and_says_how_far_it_is(cast):
    keep(cast)
    assert cast.post("mara", "report/ask").status_code == 302
    request = Request.objects.get(state="waiting")
    assert "under way" in text(cast.get("mara", "report"))

    def cancelled_meanwhile(texts, chosen, progress):
        assert progress("1/5")
        assert "1 of 5 parts are done" in text(cast.get("mara", "report"))
        assert cast.post("mara", "report/cancel").status_code == 302
        assert not progress("2/5")

    with mock.patch.object(worker, "_in_a_process", side_effect=cancelled_meanwhile):
        assert worker.run_next()
    request.refresh_from_db()
    assert request.state == "cancelled"
    assert len(results(cast)) == 1
    assert "was stopped" in text(cast.get("mara", "report"))


def test_stopping_ends_the_process_of_the_analysis():
    from goodoffices.office.running.demonstration import texts_of_folder
    from tests.cases import EXAMPLES

    with mock.patch.object(worker, "PAUSE", 0.02):
        assert worker._in_a_process(texts_of_folder(EXAMPLES / "strait"), {}, lambda words: False) is None


def test_forms_that_acted_long_ago_are_forgotten(cast):
    from goodoffices.office.models import KeyedAct
    from goodoffices.office.papers.papers import delete_expired

    cast.post("mara", "notes", text="something")
    assert KeyedAct.objects.exists()
    with time_machine.travel(datetime.datetime(2027, 1, 20, tzinfo=datetime.UTC)), transaction.atomic():
        delete_expired()
    assert not KeyedAct.objects.exists()


@pytest.mark.slow
def test_the_frontier_is_zoomed_to_the_zone_and_back(cast):
    keep(cast)
    found = results(cast)[0]
    inside = [p.number for p in found.points if p.in_zone]

    def drawn(query: str) -> list[int]:
        page = cast.clients["mara"].get(cast.path("frontier") + query).content.decode()
        return [int(n) for n in re.findall(r'data-point="(\d+)"', page)]

    assert drawn(f"?point={inside[0]}") == [p.number for p in found.points]
    assert drawn(f"?view=zone&point={inside[0]}") == inside
    # A point outside the zone is never left out of the drawing that it is marked in.
    outside = next(p.number for p in found.points if not p.in_zone)
    assert outside in drawn(f"?view=zone&point={outside}")
    near = text(cast.clients["mara"].get(cast.path("frontier") + f"?view=zone&point={inside[0]}"))
    assert "Show all" in near
    assert "?view=zone&amp;point=" in near or "?view=zone&point=" in near
