"""``goodoffices monitor``: reports of a day against an agreement, in words, JSON, a page and a table."""

from __future__ import annotations

import csv
import io
import json
import shutil

import pytest

from tests.cases import EXAMPLES
from tests.cli.program import goodoffices

HEAD = "id,source,source_kind,side,reported,from,to,latitude,longitude,within,place,act,objects,actor,count,words\n"
ROWS = (
    HEAD
    + "k1,Union,party,seafarers,2026-08-05T12:00+02:00,2026-08-05,2026-08-05,,,,Haugesund,late-roster,,company,,The roster is not out\n"
    + "k2,Paper,media,,2026-08-06,2026-08-05,2026-08-05,59.402,5.270,50,Old harbour,dismissal,,company,2,Two dockers dismissed\n"
    + "k3,Paper,media,,2026-08-06,2026-08-05,2026-08-05,59.402,5.270,50,Old harbour,strike-of-workers,,,,A stoppage\n"
    + "k4,Paper,media,,2026-08-06,never,,,,,,attack,,,,\n"
)


@pytest.fixture
def ferry(tmp_path):
    shutil.copytree(EXAMPLES / "ferry-strike", tmp_path / "ferry", ignore=shutil.ignore_patterns("monitoring.yaml"))
    (tmp_path / "reports.csv").write_text(ROWS)
    return tmp_path / "ferry"


def answers(ferry, *more):
    ran = goodoffices("monitor", ferry, ferry.parent / "reports.csv", "--on", "2026-08-05", "--json", *more)
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def test_each_incident_has_an_answer_for_each_obligation(ferry):
    data = answers(ferry)
    found = {
        (one["id"], a["obligation"]): (a["answer"], a["missing"])
        for one in data["incidents"]
        for a in one["answers"]
        if a["answer"] != "outside"
    }
    assert found["report:k1", "roster"] == ("breach_if_confirmed", [])
    # A docker may have asked for it: that is for a person to judge.
    assert found["report:k2", "no-dismissals"] == ("possible", ["exception"])
    assert found["report:k3", "no-strikes-sea"] == ("possible", ["actor"])
    assert data["set_aside"] == [{"file": "reports.csv", "row": 5, "reason": '"never" is no time that can be read'}]
    assert all(a["reason"] for one in data["incidents"] for a in one["answers"])
    n = {len(one["answers"]) for one in data["incidents"]}
    assert n == {12}


def test_the_report_in_words_on_a_page_and_as_a_table(ferry, tmp_path):
    page, table = tmp_path / "day.html", tmp_path / "day.csv"
    ran = goodoffices("monitor", ferry, tmp_path / "reports.csv", "--on", "2026-08-05", "--html", page, "--csv", table)
    assert ran.code == 0, ran.err
    assert "1 reported incident would break an obligation if it is confirmed; 2 more may." in " ".join(ran.out.split())
    assert "<svg" in page.read_text()
    assert "http://" not in page.read_text().replace("http://www.w3.org/2000/svg", "")
    rows = list(csv.DictReader(io.StringIO(table.read_text())))
    assert {row["incident"] for row in rows} == {"report:k1", "report:k2", "report:k3"}


def test_the_same_files_give_the_same_bytes(ferry):
    assert answers(ferry) == answers(ferry)


def test_what_was_not_published_is_not_known(ferry):
    data = answers(ferry, "--known-until", "2026-08-05T13:00+02:00")
    assert [one["id"] for one in data["incidents"]] == ["report:k1"]


DECISIONS = """\
format: goodoffices-monitoring/1
rule: {by: [company, seafarers]}
expected: [{source: Harbour, name: Harbour master}]
same: [{incidents: ["report:k2", "report:k3"], at: 2026-08-08, by: council}]
inquiries: [{incident: "report:k1", at: 2026-08-06, by: seafarers, answer_by: 2026-08-16}]
replies: [{incident: "report:k1", at: 2026-08-09, by: company, text: It hung in the mess}]
findings:
  - {incident: "report:k1", obligation: roster, at: 2026-08-12, by: company, found: verified}
  - {incident: "report:k1", obligation: roster, at: 2026-08-13, by: seafarers, found: verified}
visits: [{place: The quay, on: 2026-08-05, reached: false, why_not: The gate was locked.}]
"""


def test_from_allegation_to_finding_and_what_changed_since_an_earlier_report(ferry):
    (ferry / "monitoring.yaml").write_text(DECISIONS)
    statuses = {}
    for until in ("2026-08-06", "2026-08-10", "2026-08-14"):
        data = answers(ferry, "--known-until", until)
        (one,) = [i for i in data["incidents"] if i["id"] == "report:k1"]
        statuses[until] = next(a["status"] for a in one["answers"] if a["obligation"] == "roster")
    assert list(statuses.values()) == ["under_inquiry", "answered", "verified"]
    assert data["silent"] == ["Harbour master"]
    ran = goodoffices(
        "monitor", ferry, ferry.parent / "reports.csv", "--on", "2026-08-05", "--known-until", "2026-08-14", "--since-known", "2026-08-07"
    )  # fmt: skip
    text = " ".join(ran.out.split())
    assert "report:k1, roster: was under inquiry, now verified." in text
    assert "report:k2: more reports (report:k3)." in text
    assert "Could not be visited: The quay. The gate was locked." in text
    assert "Sources that sent nothing: Harbour master." in text


def test_decisions_that_cannot_be_are_refused_with_their_line(ferry):
    (ferry / "monitoring.yaml").write_text(DECISIONS.replace("by: seafarers, found", "by: dockers, found"))
    ran = goodoffices("monitor", ferry, ferry.parent / "reports.csv")
    assert ran.code == 2
    assert 'monitoring.yaml:9: "dockers" is none of those who find' in ran.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--known-until", "soon"), "is no time"),
        (("--known-until", "2026-08-05T10:00"), "needs its zone"),
        (("--mapping", "nothing.yaml"), "no such file"),
        (("--language", "xx"), "xx"),
        (("--on", "2026-08-05", "--since-known", "2026-09-01"), "lies after the time"),
        (("--on", "0001-01-01"), "no year in which something is watched"),
        (("--on", "9999-12-31"), "no year in which something is watched"),
        (("--known-until", "9999-12-31"), "no year in which something is watched"),
    ],
)
def test_bad_options_end_with_2(ferry, arguments, words):
    ran = goodoffices("monitor", ferry, ferry.parent / "reports.csv", *arguments)
    assert ran.code == 2
    assert words in ran.err
    assert "Traceback" not in ran.err


def test_a_mapping_of_ones_own_and_how_the_first_rows_would_be_read(ferry, tmp_path):
    (tmp_path / "diary.csv").write_text("when;what\n2026-08-05;roster late\n5 August;?\n")
    (tmp_path / "diary.yaml").write_text(
        "format: goodoffices-mapping/1\nname: Diary\nrecognised_by: [when, what]\n"
        "source: {id: diary, name: Diary, kind: observer}\nreported: {column: when}\n"
        "act: {column: what, contains: {roster: late-roster}}\nactor: {otherwise: company}\n"
    )
    ran = goodoffices("monitor", ferry, tmp_path / "diary.csv", "--mapping", tmp_path / "diary.yaml", "--first-rows", "5")
    assert ran.code == 0, ran.err
    assert "diary:row-2: 2026-08-05 00:00 to 2026-08-06 00:00; place not known; Roster too" in ran.out
    assert "diary.csv, row 3: set aside" in ran.out


DIARY = (
    "format: goodoffices-mapping/1\nname: Diary\nrecognised_by: [when, what]\nsource: {id: diary, name: Diary, kind: observer}\n"
    "reported: {column: when, written: [iso]}\nact: {column: what, contains: {roster: late-roster}}\nactor: {otherwise: company}\n"
)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{column: what,", "{column: whatt,", 'names a column "whatt" that the table has not. Did you mean "what"?'),
        ("late-roster", "late-rostre", 'there is no kind "late-rostre". Did you mean "late-roster"?'),
        ("written: [iso]", "written: ['%Q']", '"%Q" is no pattern of times'),
        ("actor:", "words: wordz\nactor:", 'names a column "wordz"'),
        ("actor:", "place: {within: -1}\nactor:", "less than nothing"),
    ],
)
def test_a_mapping_that_could_never_be_followed_is_refused(ferry, tmp_path, old, new, said):
    (tmp_path / "diary.csv").write_text("when;what\n2026-08-05;roster late\n")
    (tmp_path / "diary.yaml").write_text(DIARY.replace(old, new))
    ran = goodoffices("monitor", ferry, tmp_path / "diary.csv", "--mapping", tmp_path / "diary.yaml", "--on", "2026-08-05")
    assert ran.code == 2
    assert said in " ".join(ran.err.split())


def test_what_is_read_is_not_written_over(ferry, tmp_path):
    ran = goodoffices("monitor", ferry, tmp_path / "reports.csv", "--on", "2026-08-05", "--csv", tmp_path / "reports.csv")
    assert (ran.code, (tmp_path / "reports.csv").read_text()) == (2, ROWS)


def test_no_cell_steers_a_terminal_and_an_empty_time_is_none(ferry, tmp_path):
    rows = "k8,Paper\x1b[31m,media,,2026-08-05,2026-08-05,,,,,A\x1b]0;t\x07\u202eB,late-roster,,company,,\nk9,Paper,media,,2026-08-05,,,,,,,late-roster,,company,,\n"
    (tmp_path / "reports.csv").write_text(HEAD + rows)
    ran = goodoffices("monitor", ferry, tmp_path / "reports.csv", "--on", "2026-08-05", "--full", "--csv", tmp_path / "t.csv")
    assert ran.code == 0, ran.err
    for text in (ran.out, (tmp_path / "t.csv").read_text()):
        assert "Paper" in text
        assert not set("\x1b\x07\u202e") & set(text)
    assert "it does not say when it happened (reports.csv:3)" in " ".join(ran.out.split())


def test_decisions_on_what_is_not_there_are_said(ferry):
    (ferry / "monitoring.yaml").write_text(DECISIONS.replace("report:k2", "report:k77"))
    ran = goodoffices("monitor", ferry, ferry.parent / "reports.csv", "--on", "2026-08-05")
    assert "Decided on in monitoring.yaml, and in no report that was read: report:k77." in " ".join(ran.out.split())
    (ferry / "monitoring.yaml").write_text(DECISIONS.replace("obligation: roster", "obligation: rostre"))
    ran = goodoffices("monitor", ferry, ferry.parent / "reports.csv", "--on", "2026-08-05")
    assert ran.code == 2
    assert 'Did you mean "roster"?' in ran.err


@pytest.mark.parametrize(
    ("day", "obligation", "act", "wanted"),
    [
        ("2026-07-10", "pay-first", "short-pay", ("possible", ["time"])),
        ("2026-08-01", "pay-first", "short-pay", ("breach_if_confirmed", [])),
        ("2026-07-05", "roster", "late-roster", ("possible", ["time"])),
        ("2026-08-05", "roster", "late-roster", ("breach_if_confirmed", [])),
        ("2026-10-02", "notice-of-rosters", "late-roster", ("breach_if_confirmed", [])),
        ("2027-01-01", "notice-of-rosters", "late-roster", ("possible", ["time"])),
        ("2027-09-01", "notice-of-rosters", "late-roster", ("possible", ["time"])),
    ],
)
def test_before_its_last_day_and_on_an_excepted_day_a_duty_is_not_surely_broken(ferry, day, obligation, act, wanted):
    (ferry.parent / "reports.csv").write_text(HEAD + f"d,Paper,media,,{day},{day},,,,,,{act},,company,,\n")
    ran = goodoffices("monitor", ferry, ferry.parent / "reports.csv", "--on", day, "--json")
    assert ran.code == 0, ran.err
    data = json.loads(ran.out)
    [found] = [(a["answer"], a["missing"]) for one in data["incidents"] for a in one["answers"] if a["obligation"] == obligation]
    assert found == wanted


def test_the_agreement_says_how_long_an_accused_side_has(ferry):
    (ferry / "monitoring.yaml").write_text(DECISIONS.replace(", answer_by: 2026-08-16", "").split("replies:")[0])

    def status(until):
        data = answers(ferry, "--known-until", until)
        return {a["status"] for one in data["incidents"] if one["id"] == "report:k1" for a in one["answers"] if a["obligation"] == "roster"}

    assert "answer_within: 10 days" in (ferry / "agreement.yaml").read_text()
    assert (status("2026-08-14"), status("2026-08-18")) == ({"under_inquiry"}, {"answered"})


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        # By the Russian count the ban held from 18 March for thirty days, by the Ukrainian one from 25 March on.
        ("2025-03-24", {("russian-ministry:2025-03-24 20:04", "Russian Federation")}),
        ("2025-03-28", {("russian-ministry:2025-03-28 08:40", "Russian Federation"), ("russian-ministry:2025-03-28 08:40", "Ukraine")}),
        ("2025-04-09", {("russian-ministry:2025-04-09 10:43", "Russian Federation"), ("russian-ministry:2025-04-09 10:43", "Ukraine")}),
    ],
)
def test_days_of_the_energy_ceasefire_read_by_hand_before(shared, day, wanted):
    events = shared / "events"
    files = [
        events / "viina/VIINA_2025_REBUILD.csv",
        events / "ua_airforce_attacks/missile_attacks_daily.csv",
        *(events / "ru_mod_telegram").glob("*.csv"),
        *(events / "ua_telegram_strikes").glob("*.csv"),
    ]
    obligations = events / "obligations_public_2025.json"
    ran = goodoffices("monitor", EXAMPLES / "riyadh-2025", *files, "--obligations", obligations, "--on", day, "--json")
    assert ran.code == 0, ran.err
    found = {
        (one["id"], a["reading"])
        for one in json.loads(ran.out)["incidents"]
        for a in one["answers"]
        if a["obligation"] == "O1" and a["answer"] == "breach_if_confirmed" and not one["is_total"]
    }
    assert wanted <= found


def test_a_kind_that_nobody_knows_is_refused_since_nothing_would_ever_match_it(ferry):
    file = ferry / "agreement.yaml"
    file.write_text(file.read_text().replace("acts: [dismissal]", "acts: [dismisal]"))
    ran = goodoffices("monitor", ferry, ferry.parent / "reports.csv")
    assert ran.code == 2
    assert 'names a kind "dismisal" that is not known. Did you mean "dismissal"?' in ran.err


def test_check_finds_what_is_wrong_with_decisions_and_who_finds_by_the_agreement(ferry):
    (ferry / "monitoring.yaml").write_text(DECISIONS.replace("rule: {by: [company, seafarers]}\n", ""))
    assert goodoffices("check", ferry).code == 0
    file = ferry / "agreement.yaml"
    file.write_text(file.read_text().replace("finders: [company, seafarers]\n", ""))
    assert goodoffices("check", ferry).code == 2
    file.write_text(file.read_text().replace("answer_within", "finders: [captain]\nanswer_within"))
    ran = goodoffices("check", ferry)
    assert (ran.code, 'there is no side "captain"' in ran.err + ran.out) == (2, True)


def test_six_weeks_of_the_ferry_strike_from_complaints_to_findings():
    ferry, found = EXAMPLES / "ferry-strike", {}
    for day, until in (
        ("2026-08-03", "2026-08-05"),
        ("2026-08-03", "2026-09-15"),
        ("2026-08-10", "2026-09-15"),
        ("2026-08-18", "2026-09-15"),
    ):
        ran = goodoffices("monitor", ferry, ferry / "reports.csv", "--on", day, "--known-until", until, "--json")
        assert ran.code == 0, ran.err
        for one in json.loads(ran.out)["incidents"]:
            told = {(a["obligation"], a["answer"], a["status"]) for a in one["answers"] if a["answer"] != "outside"}
            found[one["id"], until] = (len(one["reports"]), told)
    assert found["report:w1", "2026-08-05"] == (2, {("roster", "breach_if_confirmed", "under_inquiry")})
    assert found["report:w1", "2026-09-15"] == (2, {("roster", "breach_if_confirmed", "verified")})
    assert found["report:w2", "2026-09-15"][1] == {("no-dismissals", "possible", "not_verified")}
    assert {a for a, _, _ in found["report:w3", "2026-09-15"][1]} == {"no-strikes-sea", "no-strikes-docks"}


def test_who_is_no_known_side_may_be_one_under_another_name(ferry):
    rows = ROWS.replace(
        "k2,Paper,media,,2026-08-06,2026-08-05,2026-08-05,59.402,5.270,50,Old harbour,dismissal,,company",
        "k2,Paper,media,,2026-08-06,2026-08-05,2026-08-05,59.402,5.270,50,Old harbour,dismissal,,Ferries Ltd",
    )
    (ferry.parent / "reports.csv").write_text(rows)
    (found,) = [one for one in answers(ferry)["incidents"] if one["id"] == "report:k2"]
    assert found["actor"] is None
    assert next(a for a in found["answers"] if a["obligation"] == "no-dismissals")["missing"] == ["actor"]
    ran = goodoffices("monitor", ferry, ferry.parent / "reports.csv", "--on", "2026-08-05")
    assert "Named as having acted, and no side that is known here: Ferries Ltd (1)." in " ".join(ran.out.split())


def polygons(tmp_path, coordinates):
    collection = {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "properties": {"name": "Sea"}, "geometry": {"type": "Polygon", "coordinates": coordinates}}],
    }
    (tmp_path / "sea.geojson").write_text(json.dumps(collection))
    zone = {"id": "sea", "suggested_geometry": "sea.geojson, feature named Sea"}
    ban = {"id": "O1", "type": "ban", "actors": ["The company"], "act": "dismiss", "zone": "sea", "from": "2026-01-01"}
    (tmp_path / "list.json").write_text(json.dumps({"zones": [zone], "obligations": [ban]}))
    return tmp_path / "list.json"


@pytest.mark.parametrize(
    ("coordinates", "words"),
    [
        ([[[5, 59], [6, 60], [6, 59], [5, 60], [5, 59]]], "crosses itself"),
        ([[["x", 59], [6, 60], [6, 59]]], "cannot be read"),
        ([5], "cannot be read"),
        ([[[5, 159], [6, 160], [6, 159], [5, 159]]], "axes swapped"),
        ([[[5, 59], [6, 60]]], "too few points"),
        ([], "cannot be read"),
    ],
)
def test_a_zone_that_cannot_be_is_refused_with_its_remedy(ferry, tmp_path, coordinates, words):
    ran = goodoffices("monitor", ferry, tmp_path / "reports.csv", "--obligations", polygons(tmp_path, coordinates))
    assert (ran.code, words in ran.err) == (2, True), ran.err
    assert "Traceback" not in ran.err


def test_a_list_of_obligations_needs_no_agreement(ferry, tmp_path):
    (ferry / "agreement.yaml").unlink()
    ran = goodoffices(
        "monitor",
        ferry,
        tmp_path / "reports.csv",
        "--obligations",
        polygons(tmp_path, [[[5, 59], [6, 59], [6, 60], [5, 60], [5, 59]]]),
        "--on",
        "2026-08-05",
        "--json",
    )
    assert ran.code == 0, ran.err
    assert json.loads(ran.out)["zone"] == "UTC"
    assert goodoffices("monitor", ferry, tmp_path / "reports.csv").code == 2


def test_the_same_from_python():
    from datetime import date

    from goodoffices import watch

    watched = watch(EXAMPLES / "ferry-strike")
    known = watched.known(watched.read([EXAMPLES / "ferry-strike/reports.csv"]), date(2026, 8, 3))
    assert [(one.incident.id, [a.watched.id for a in one.alleging]) for one in known.incidents] == [("report:w1", ["roster"])]
