"""Proposals in versions, what each party said of them, and who moved: for the mediation whole, for a party its own."""

from __future__ import annotations

import re

import pytest
from django.db import transaction

from goodoffices.formats.ours.talks_reader import read_talks as read_talks_file
from goodoffices.office.analyses.stored_result import readable_results
from goodoffices.office.cases.readings import texts_to_export
from goodoffices.office.pages.fields import today
from goodoffices.office.positions import in_words
from goodoffices.office.positions.in_words import MARKS, positions_in_words
from goodoffices.office.releases.readings import list_put, list_unanswered
from goodoffices.office.talks.readings import read_talks
from goodoffices.procedure import open_proposals
from goodoffices.record.kinds import POSITION_SAID, POSITION_TAKEN
from tests.office.cast import Cast, stated
from tests.office.made_results import keep
from tests.office.test_acts import release

PUBLIC = {"said_by": "northland", "public_words": "We will never sign it.", "publisher": "An agency", "published": "2026-11-23"}


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def put_before(cast, name):
    with transaction.atomic():
        return list_put(cast.view(name))


def say(cast, name, one, position, words="", **changes):
    changed = {f"change:{issue}": option for issue, option in changes.items()}
    return cast.post(name, "released", number=str(one.entry.number), position=position, words=words, **changed)


def carried(cast, sent, to="southland"):
    """An item of North's goes to South as it is; what lies before South then."""
    assert cast.post("north", "items", **sent, to=to).status_code == 302
    with transaction.atomic():
        item = read_talks(cast.view("north")).talks.items[-1].id
    assert cast.post("mara", "items/carry", item=item, party=to).status_code == 302
    return put_before(cast, "south")[0]


def options(cast, number=0) -> dict[str, str]:
    with transaction.atomic():
        return {one.id: one.option_ids[number] for one in cast.view("mara").case.issues}


def shown(cast, name):
    with transaction.atomic():
        return positions_in_words(cast.view(name))


def test_a_party_that_asks_for_a_change_and_then_accepts_has_moved_and_the_mediation_sees_when(cast):
    release(cast)
    first = cast_issue(cast)
    [put] = put_before(cast, "north")
    assert say(cast, "north", put, "if", **{first.id: first.option_ids[1]}).status_code == 302
    release(cast, **{f"option:{first.id}": first.option_ids[2]})
    newer = put_before(cast, "north")[0]
    assert say(cast, "north", newer, "accept").status_code == 302
    [rows] = [rows for party, rows in shown(cast, "mara").tables if party == "Northland"]
    cells = rows[0][1]
    assert [cell.moved for cell in cells] == [False, True]
    assert [str(cell.said) for cell in cells] == ["asks for this", "accepts"]
    assert cells[0].option != cells[1].option
    assert "moved" in text(cast.get("mara", "positions"))
    assert all(not cell.moved for _issue, row in rows[1:] for cell in row)


def cast_issue(cast):
    with transaction.atomic():
        return cast.view("mara").case.issues[0]


def test_each_party_reads_its_own_positions_and_nothing_of_the_other(cast):
    release(cast)
    release(cast, to="southland")
    before = {name: text(cast.get(name, "positions")) for name in ("south", "north")}
    [put] = put_before(cast, "north")
    say(cast, "north", put, "reject", "Never like this.")
    assert text(cast.get("south", "positions")) == before["south"]
    assert "Never like this." in text(cast.get("north", "positions"))
    assert [party for party, _rows in shown(cast, "north").tables] == ["Northland"]
    assert [one.party for version in shown(cast, "north").versions for one in version.said] == ["Northland"]
    assert cast.get("olga", "positions").status_code == 404


def test_a_package_that_went_to_both_is_one_version_with_what_each_said(cast):
    release(cast)
    release(cast, to="southland")
    for name, position in (("north", "accept"), ("south", "reject")):
        [put] = put_before(cast, name)
        say(cast, name, put, position)
    [version] = shown(cast, "mara").versions
    assert {one.party: one.positions[0].said for one in version.said} == {"Northland": "would accept it", "Southland": "rejected it"}


def test_a_proposal_of_a_party_carries_its_options_and_counts_as_where_it_stands(cast):
    first = cast_issue(cast)
    there = carried(cast, {"item_kind": "proposal", "words": "This first.", f"option:{first.id}": first.option_ids[1]})
    assert (dict(there.package), there.owner) == ({first.id: first.option_ids[1]}, "northland")
    tables = dict(shown(cast, "mara").tables)
    assert str(tables["Northland"][0][1][0].said) == "its own proposal"
    assert str(tables["Southland"][0][1][0].said) == "has not answered"
    assert say(cast, "south", there, "reserve", "We have to ask at home.").status_code == 302
    assert "We have to ask at home." in text(cast.get("mara", "positions"))
    assert "We have to ask at home." not in text(cast.get("north", "positions"))


def test_a_non_paper_names_no_author_to_whoever_gets_it(cast):
    there = carried(cast, {"item_kind": "non-paper", "words": "A thought without an author."})
    assert there.owner == ""
    for page in ("released", "positions", "items", "timeline", "record"):
        shown_there = text(cast.get("south", page))
        assert "A thought without an author." in shown_there, page
        assert "from Northland" not in shown_there, page
        assert "Whose it is: Northland" not in shown_there, page


def test_a_carried_proposal_waits_for_a_position_and_its_days_are_counted_until_then(cast):
    there = carried(cast, {"item_kind": "proposal", "words": "Thirty days."})
    with transaction.atomic():
        view = cast.view("south")
        assert [one.key for one in list_unanswered(view)] == [there.key]
        assert len(open_proposals(read_talks(view).talks, today(), "southland")) == 1
    assert cast.post("south", "items/answer", answered_item=there.entry.payload["item"], answer_words="Yes.").status_code == 422
    say(cast, "south", there, "accept")
    with transaction.atomic():
        view = cast.view("south")
        assert list_unanswered(view) == []
        assert open_proposals(read_talks(view).talks, today(), "southland") == []


def test_options_go_with_proposals_alone_and_are_options_of_the_case(cast):
    first = cast_issue(cast)
    for sent in (
        {"item_kind": "message", f"option:{first.id}": first.option_ids[1]},
        {"item_kind": "proposal", f"option:{first.id}": "none-of-them"},
    ):
        assert cast.post("north", "items", words="This.", **sent).status_code == 422
    with transaction.atomic():
        assert read_talks(cast.view("north")).talks.items == ()


def test_the_frontier_marks_a_package_for_the_mediation_alone_and_not_once_the_preferences_changed(cast):
    keep(cast)
    with transaction.atomic():
        points = next(readable_results(cast.view("mara"))).points
    efficient = {f"option:{i}": o for i, o in points[0].package.items()}
    release(cast, **efficient)
    [version] = shown(cast, "mara").versions
    assert [str(version.mark)] == [str(one) for one in MARKS.values() if "On the frontier" in str(one)]
    assert str(version.mark) in text(cast.get("mara", "positions"))
    [theirs] = shown(cast, "north").versions
    assert theirs.mark == ""
    cast.post("north", "preferences", text=stated(41))
    [version] = shown(cast, "mara").versions
    assert version.mark == ""


def test_a_package_that_another_improves_on_is_marked_with_the_other(cast):
    keep(cast)
    found = set()
    for number in range(2):
        release(cast, **{f"option:{i}": o for i, o in options(cast, number).items()})
    for version in shown(cast, "mara").versions:
        found.add(str(version.mark).split(",")[0])
        assert (version.better is not None) == str(version.mark).startswith("Another package")
    assert found & {"Another package is at least as good for all", "It breaks a rule of the case."}


def test_what_a_party_said_in_public_is_marked_so_and_is_no_answer(cast):
    release(cast)
    of = shown(cast, "mara").versions[0].id
    assert cast.post("mara", "positions", **PUBLIC, said_of=of, read_as="reject").status_code == 302
    page = text(cast.get("mara", "positions"))
    assert "Northland, in public" in page
    assert "read by us as: rejected it" in page
    with transaction.atomic():
        assert cast.view("mara").entries_of(POSITION_TAKEN) == []
        assert len(list_unanswered(cast.view("north"))) == 1
        assert cast.view("north").entries_of(POSITION_SAID) == []
    assert all(str(cell.said) == "has not answered" for _i, row in dict(shown(cast, "mara").tables)["Northland"] for cell in row)
    assert "never sign" not in text(cast.get("north", "positions")) + text(cast.get("north", "record"))


def test_a_public_statement_that_lacks_something_is_refused_where_it_lacks_it(cast):
    for lacks, said in (
        ({"public_words": " "}, "Write its words"),
        ({"publisher": ""}, "Say who published it"),
        ({"published": "yesterday"}, "Write the day as"),
        ({"said_by": "moon"}, "not complete"),
        ({"said_of": "nothing"}, "not complete"),
    ):
        refused = cast.post("mara", "positions", **{**PUBLIC, **lacks})
        assert refused.status_code == 422
        assert said in text(refused)
    assert cast.post("north", "positions", **PUBLIC).status_code == 404
    with transaction.atomic():
        assert cast.view("mara").entries_of(POSITION_SAID) == []


def test_the_file_of_the_talks_that_is_taken_away_holds_packages_and_calls_and_reads_back(cast):
    release(cast)
    sent = {"words": "A corridor?", "parties": ["northland", "southland"], "day": "2026-11-24", "time": "15:00", "of": "1"}
    assert cast.post("mara", "answers/ask/sealed", **sent).status_code == 302
    with transaction.atomic():
        view = cast.view("mara")
        texts = texts_to_export(view)
        talks = read_talks_file(texts["talks.yaml"], view.case)
        theirs = read_talks_file(texts_to_export(cast.view("south"))["talks.yaml"], view.case)
    [item] = talks.items
    assert dict(item.package) == options(cast)
    assert any("A corridor?" in one.text.in_language("en") for one in talks.happenings)
    assert theirs.items == ()
    assert any("A corridor?" in one.text.in_language("en") for one in theirs.happenings)


def test_of_very_many_versions_the_newest_are_listed_and_the_rest_is_counted(cast, monkeypatch):
    monkeypatch.setattr(in_words, "MOST_VERSIONS", 2)
    for number in range(4):
        assert cast.post("mara", "items", item_kind="proposal", words=f"Version {number}.", to=["northland"]).status_code == 302
    page = text(cast.get("north", "positions"))
    assert [f"Version {number}." in page for number in range(4)] == [False, False, True, True]
    assert "No. 4," in page
    assert "2 earlier versions stand on the timeline alone." in page
