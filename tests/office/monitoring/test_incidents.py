"""Incidents in the office: a complaint, the other side's answer, a finding by the joint committee; nobody learns what was not told."""

from __future__ import annotations

import csv
import io
import re

import pytest

from goodoffices.office.people.commands import set_clock
from goodoffices.record.kinds import INCIDENT_ANSWERED, INCIDENT_FOUND, INCIDENT_INQUIRY, INCIDENT_REPORTED
from tests.office.agreement.acts import DAY, agreed, doing, entries, fetched, happened, look
from tests.office.cast import Cast
from tests.office.made_terms import TERMS
from tests.office.talks.test_rounds import text as page_text

#: The committee of both sides finds; an accused side has five days.
WATCHED = (
    TERMS.replace("zone: UTC\n", "zone: UTC\nfinders: [northland, southland]\nanswer_within: 5 days\n")
    .replace("act: shell the port, article: ports, where: [tamar]", "act: shell the port, article: ports, where: [tamar], acts: [attack]")
)  # fmt: skip
SAID = {
    "act": "shelling",
    "thing": "",
    "actor": "southland",
    "day": "2026-11-28",
    "time": "06:10",
    "until": "06:20",
    "place": "The port of Tamar",
    "spot": "26.11, 56.21",
    "within": "200",
    "words": "Two shells fell on the pier.",
}


@pytest.fixture
def cast(office) -> Cast:
    found = Cast()
    agreed(found, WATCHED)
    assert happened(found, "mara", 3 * DAY, event="vote", day="2026-11-26").status_code == 302
    return found


def reports(cast, name, minute, **sent):
    with doing(cast, name, "reports", minute):
        return cast.post(name, "incidents/report", **{**SAID, **sent})


def newest(cast, name="mara"):
    return entries(cast, name, INCIDENT_REPORTED)[0]["incident"]


def does(cast, name, incident, what, minute, **sent):
    with doing(cast, name, what, minute):
        return cast.post(name, f"incidents/of/{incident}/{what}", **sent)


def listed(cast, name, minute) -> int:
    with doing(cast, name, "looks", minute):
        return len(re.findall(rb'incidents/of/\w+/"', fetched(cast, name, "incidents").content))


def home(cast, name, minute) -> str:
    with doing(cast, name, "home", minute):
        return page_text(cast.get(name))


def told_of_all(cast) -> str:
    assert reports(cast, "north", 5 * DAY, is_for_all="yes").status_code == 302
    return newest(cast)


def test_the_way_from_a_complaint_to_a_finding_by_both_sides(cast):
    name = told_of_all(cast)
    shown = look(cast, "south", f"incidents/of/{name}", 5 * DAY + 1)
    assert "If it is confirmed, it breaks this: Southland must not do this: “shell the port”." in shown
    assert "alleged" in shown
    finding = {"obligation": "spare", "found": "verified", "words": "Seen by both.", "evidence": "Photograph 3", "sha256": "a" * 64}
    early = does(cast, "north", name, "find", 5 * DAY + 2, **finding)
    assert (early.status_code, "Nothing is found before" in page_text(early)) == (422, True)
    assert does(cast, "mara", name, "inquire", 5 * DAY + 3).status_code == 302
    assert "Answer for your side" in look(cast, "south", f"incidents/of/{name}", 5 * DAY + 4)
    assert does(cast, "south", name, "answer", 6 * DAY, words="It was a drill, and was announced.").status_code == 302
    assert does(cast, "north", name, "find", 7 * DAY, **finding).status_code == 302
    shown = look(cast, "mara", f"incidents/of/{name}", 7 * DAY + 1)
    assert "answered, or the time to answer is over" in shown
    assert "Waits for: Southland." in shown
    assert does(cast, "south", name, "find", 8 * DAY, **finding).status_code == 302
    shown = look(cast, "north", f"incidents/of/{name}", 8 * DAY + 1)
    for words in (
        "verified",
        "It was a drill",
        "Photograph 3 " + "a" * 64,
        "under inquiry: ",
        "answered, or the time to answer is over: 2.0 days",
    ):
        assert words in shown, words
    kinds = (INCIDENT_INQUIRY, INCIDENT_ANSWERED, INCIDENT_FOUND)
    assert [len(entries(cast, "south", kind)) for kind in kinds] == [1, 1, 2]


def test_who_does_not_answer_in_time_does_not_hold_up_the_finding(cast):
    name = told_of_all(cast)
    does(cast, "mara", name, "inquire", 5 * DAY + 3)
    finding = {"obligation": "spare", "found": "refuted", "words": "No trace.", "evidence": "", "sha256": ""}
    assert does(cast, "north", name, "find", 9 * DAY, **finding).status_code == 422
    assert does(cast, "north", name, "find", 11 * DAY, **finding).status_code == 302
    assert does(cast, "south", name, "find", 11 * DAY + 1, **finding).status_code == 302
    assert "refuted" in look(cast, "north", f"incidents/of/{name}", 11 * DAY + 2)


def test_a_report_to_the_mediation_alone_changes_nothing_for_the_other_side(cast):
    paths = ("incidents", "incidents/day/?on=2026-11-28", "incidents/day/day.csv?on=2026-11-28", "record", "")

    def served(name: str) -> list[bytes]:
        with doing(cast, name, "looks", 6 * DAY):
            found = [fetched(cast, name, path).content if path else cast.get(name).content for path in paths]
        return [re.sub(rb'name="(csrfmiddlewaretoken|idempotency_key)" value="[^"]*"', b"", one) for one in found]

    before = {name: served(name) for name in ("south", "mara")}
    assert reports(cast, "north", 5 * DAY, words="A fisherman saw it").status_code == 302
    assert served("south") == before["south"]
    assert served("mara") != before["mara"]
    assert fetched(cast, "south", f"incidents/of/{newest(cast)}").status_code == 404
    assert "A fisherman saw it" in look(cast, "mara", f"incidents/of/{newest(cast)}", 6 * DAY + 1)


def test_only_the_side_that_reported_tells_all_and_word_for_word(cast):
    reports(cast, "north", 5 * DAY)
    name = newest(cast)
    assert does(cast, "south", name, "publish", 5 * DAY + 1).status_code == 404
    assert does(cast, "mara", name, "publish", 5 * DAY + 1).status_code == 422
    assert does(cast, "mara", name, "inquire", 5 * DAY + 1).status_code == 422
    assert does(cast, "north", name, "publish", 5 * DAY + 2).status_code == 302
    assert "Two shells fell on the pier." in look(cast, "south", "incidents/of/" + name, 5 * DAY + 3)
    assert does(cast, "north", name, "publish", 5 * DAY + 4).status_code == 422


def test_who_is_not_accused_does_not_answer_and_nobody_twice(cast):
    name = told_of_all(cast)
    assert does(cast, "south", name, "answer", 5 * DAY + 1, words="no").status_code == 422
    does(cast, "mara", name, "inquire", 5 * DAY + 2)
    assert does(cast, "north", name, "answer", 5 * DAY + 3, words="they did").status_code == 422
    assert does(cast, "south", name, "answer", 5 * DAY + 4, words="no").status_code == 302
    assert does(cast, "south", name, "answer", 5 * DAY + 5, words="no again").status_code == 422
    assert [one["words"] for one in entries(cast, "north", INCIDENT_ANSWERED)] == ["no"]


def test_the_mediation_is_none_of_those_who_find_where_the_agreement_names_others(cast):
    name = told_of_all(cast)
    does(cast, "mara", name, "inquire", 5 * DAY + 1)
    does(cast, "south", name, "answer", 5 * DAY + 2, words="no")
    assert "There is nothing for your side to do here now." in look(cast, "mara", f"incidents/of/{name}/find", 5 * DAY + 3)
    finding = {"obligation": "spare", "found": "verified", "words": "Seen.", "evidence": "", "sha256": ""}
    assert does(cast, "mara", name, "find", 5 * DAY + 4, **finding).status_code == 422


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"act": "tickling"}, "Choose what was done."),
        ({"act": ""}, "Choose what was done."),
        ({"actor": "meridians"}, "not complete"),
        ({"day": "2026-12-24"}, "This has not happened yet."),
        ({"day": "soon"}, "Write the day as"),
        ({"spot": "here"}, "Write the place as"),
        ({"within": "far"}, "how many metres"),
        ({"words": "  "}, "Say in words what happened"),
    ],
)
def test_an_incident_that_cannot_be_is_refused_in_words(cast, sent, said):
    answer = reports(cast, "north", 5 * DAY, **sent)
    assert (answer.status_code, said in page_text(answer)) == (422, True), page_text(answer)
    assert entries(cast, "mara", INCIDENT_REPORTED) == []


def test_the_report_of_a_day_for_each_reader_and_as_it_was_known(cast):
    told_of_all(cast)
    reports(cast, "south", 6 * DAY, actor="northland", words="They fired first.")
    shown = look(cast, "mara", "incidents/day/?on=2026-11-28", 7 * DAY)
    assert "1 reported incident would break an obligation if it is confirmed; 0 more may." in shown
    mine = look(cast, "south", "incidents/day/?on=2026-11-28", 7 * DAY)
    assert "They fired first." not in look(cast, "north", "incidents", 7 * DAY)
    assert mine != look(cast, "north", "incidents/day/?on=2026-11-28", 7 * DAY)
    assert "No incident of this day is known." in look(cast, "mara", "incidents/day/?on=2026-11-28&until=2026-11-28", 7 * DAY)
    with doing(cast, "north", "takes a table", 7 * DAY):
        rows = list(csv.DictReader(io.StringIO(fetched(cast, "north", "incidents/day/day.csv?on=2026-11-28").content.decode())))
    assert [(row["obligation"], row["answer"]) for row in rows] == [("spare", "breach_if_confirmed")]


def test_before_there_is_an_agreement_there_is_nothing_to_report(office):
    cast = Cast()
    for path in ("incidents", "incidents/day"):
        assert "There is no agreement to follow yet." in look(cast, "north", path, 1)
    assert cast.post("north", "incidents/report", **SAID).status_code == 404


def test_two_reports_of_one_event_are_joined_and_parted_again_with_what_was_entered_of_each(cast):
    first = told_of_all(cast)
    does(cast, "mara", first, "inquire", 5 * DAY + 1)
    other = {"actor": "", "words": "Shells at the pier, seen from the sea.", "is_for_all": "yes"}
    assert reports(cast, "south", 5 * DAY + 2, **other).status_code == 302
    second = newest(cast)
    assert listed(cast, "north", 5 * DAY + 3) == 2
    offered = look(cast, "mara", f"incidents/of/{second}/join", 5 * DAY + 3)
    assert "perhaps the same: " in offered
    assert does(cast, "mara", second, "join", 5 * DAY + 4, other=first).status_code == 302
    for name in ("north", "south", "mara"):
        shown = look(cast, name, f"incidents/of/{second}", 5 * DAY + 5)
        assert "under inquiry" in shown
        assert "says that these reports are about one event" in shown
        assert "Two shells fell on the pier." in shown
        assert "Shells at the pier, seen from the sea." in shown
        assert listed(cast, name, 5 * DAY + 5) == 1
    assert does(cast, "mara", first, "join", 5 * DAY + 6, other=second).status_code == 422
    assert does(cast, "mara", first, "inquire", 5 * DAY + 6).status_code == 422
    assert "the answer of your side is awaited" in home(cast, "south", 5 * DAY + 6)
    assert "the answer of your side is awaited" not in home(cast, "north", 5 * DAY + 6)
    # Who acted is known by the first report alone; the side that it names answers, for both.
    assert does(cast, "south", second, "answer", 5 * DAY + 7, words="no").status_code == 302
    pair = "-".join(sorted([first, second]))
    assert does(cast, "mara", first, "part", 5 * DAY + 8, pair="other").status_code == 422
    assert does(cast, "mara", first, "part", 5 * DAY + 9, pair=pair).status_code == 302
    assert "under inquiry" not in look(cast, "north", f"incidents/of/{second}", 5 * DAY + 10)
    assert "answered, or the time to answer is over" in look(cast, "north", f"incidents/of/{first}", 5 * DAY + 10)
    assert does(cast, "mara", first, "part", 5 * DAY + 11, pair=pair).status_code == 422


def test_only_the_mediation_joins_and_only_what_all_parties_know(cast):
    first = told_of_all(cast)
    reports(cast, "north", 5 * DAY + 1, words="A fisherman saw it")
    hidden = newest(cast)
    assert does(cast, "north", first, "join", 5 * DAY + 2, other=hidden).status_code == 404
    assert does(cast, "mara", first, "join", 5 * DAY + 2, other=hidden).status_code == 422
    assert does(cast, "mara", hidden, "join", 5 * DAY + 2, other=first).status_code == 422
    assert does(cast, "mara", first, "join", 5 * DAY + 2, other=first).status_code == 422
    with doing(cast, "mara", "looks", 5 * DAY + 3):
        offered = fetched(cast, "mara", f"incidents/of/{first}/join").content.decode()
    assert "There is nothing for your side to do here now." in offered
    assert hidden not in offered


FINDING = {"obligation": "spare", "found": "verified", "words": "Seen.", "evidence": "", "sha256": ""}


@pytest.mark.parametrize("hours", [("02:50", "03:10"), ("02:59", ""), ("03:10", "02:50"), ("02:50", "02:50")])
def test_an_hour_that_clocks_skip_breaks_no_page(cast, hours):
    set_clock(cast.people["north"].pk, "Europe/Berlin")
    answer = reports(cast, "north", 130 * DAY, day="2026-03-29", time=hours[0], until=hours[1], is_for_all="yes")
    assert answer.status_code in (302, 422)
    for path in ("incidents", "incidents/day/?on=2026-03-29", "incidents/day/day.csv?on=2026-03-29"):
        with doing(cast, "south", "looks", 130 * DAY + 1):
            assert fetched(cast, "south", path).status_code == 200


def test_an_end_without_a_beginning_and_a_place_that_nobody_says_how_well_is_known_are_refused(cast):
    assert "Say from when, too." in page_text(reports(cast, "north", 5 * DAY, time="", until="06:00"))
    assert "Say to how many metres" in page_text(reports(cast, "north", 5 * DAY, within=""))
    assert reports(cast, "north", 5 * DAY, spot="99, 56").status_code == 422
    assert reports(cast, "north", 5 * DAY, spot="26, 199").status_code == 422


def put_another_version(cast, minute):
    """The same terms without the obligation that the incident breaks are put and signed by both."""
    terms = (
        WATCHED.replace("act: shell the port", "act: mine the port")
        .replace("acts: [attack]", "acts: [mining]")
        .replace("answer_within: 5 days", "answer_within: 1 day")
    )
    with doing(cast, "mara", "puts", minute):
        assert cast.post("mara", "agreement/draft/file", structure=terms, based_on=1).status_code == 302
        assert cast.post("mara", "agreement/draft/put", based_on=2).status_code == 302
    for k, name in enumerate(("north", "south")):
        with doing(cast, name, "signs", minute + 1 + k):
            page = cast.get(name, "agreement/sign/calm").content.decode()
            digest = re.search(r'name="sha256" value="([0-9a-f]{64})"', page)[1]
            assert cast.post(name, "agreement/sign/calm", sha256=digest, signature="").status_code == 302


def test_another_version_of_the_agreement_changes_nothing_about_what_happened_before_it(cast):
    name = told_of_all(cast)
    does(cast, "mara", name, "inquire", 5 * DAY + 3)
    path = "incidents/day/day.csv?on=2026-11-28&until=2026-11-29"

    def table():
        with doing(cast, "mara", "looks", 12 * DAY):
            return fetched(cast, "mara", path).content

    before = table()
    assert b"spare" in before
    put_another_version(cast, 6 * DAY)
    assert table() == before
    assert does(cast, "south", name, "answer", 7 * DAY, words="no").status_code == 302
    assert [does(cast, one, name, "find", 8 * DAY + k, **FINDING).status_code for k, one in enumerate(("north", "south"))] == [302, 302]
    assert "verified" in look(cast, "mara", f"incidents/of/{name}", 9 * DAY)


def test_telling_all_later_changes_nothing_of_earlier_days_for_who_knew(cast):
    assert reports(cast, "north", 5 * DAY).status_code == 302
    name, path = newest(cast), "incidents/day/day.csv?on=2026-11-28&until=2026-11-29"

    def tables():
        found = []
        for who in ("mara", "north", "south"):
            with doing(cast, who, "looks", 12 * DAY):
                found.append(fetched(cast, who, path).content)
        return found

    before = tables()
    assert [b"spare" in one for one in before] == [True, True, False]
    assert does(cast, "north", name, "publish", 9 * DAY).status_code == 302
    assert tables() == before


def test_an_answer_to_one_report_is_none_to_another_that_is_joined_later(cast):
    first = told_of_all(cast)
    does(cast, "mara", first, "inquire", 5 * DAY + 1)
    does(cast, "south", first, "answer", 5 * DAY + 2, words="no")
    reports(cast, "north", 5 * DAY + 3, day="2026-11-27", words="Again.", is_for_all="yes")
    second = newest(cast)
    assert does(cast, "mara", second, "join", 5 * DAY + 4, other=first).status_code == 422
    assert does(cast, "mara", first, "join", 5 * DAY + 4, other=second).status_code == 422
    assert does(cast, "north", second, "find", 5 * DAY + 5, **FINDING).status_code == 422


def test_what_the_agreement_does_not_forbid_is_not_looked_into(cast):
    reports(cast, "north", 5 * DAY, act="cyber", actor="", is_for_all="yes")
    assert "Nothing is alleged here" in page_text(does(cast, "mara", newest(cast), "inquire", 5 * DAY + 1))


def test_while_a_side_has_left_nothing_is_asked_or_found(cast):
    name = told_of_all(cast)
    with doing(cast, "south", "leaves", 5 * DAY + 1):
        assert cast.post("south", "people/withdraw", sure="yes").status_code == 302
    assert does(cast, "mara", name, "inquire", 5 * DAY + 2).status_code == 422


def test_what_is_too_long_is_refused_and_not_cut(cast):
    assert reports(cast, "north", 5 * DAY, within="150000").status_code == 422
    name = told_of_all(cast)
    does(cast, "mara", name, "inquire", 5 * DAY + 3)
    does(cast, "south", name, "answer", 6 * DAY, words="no")
    assert does(cast, "north", name, "find", 7 * DAY, **{**FINDING, "sha256": "a" * 70}).status_code == 422
