"""Nobody is led into a dead end or deceived: what a day of use found, each as what a person does and sees."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from goodoffices.office.access.paper_heads import HEAD_OF
from goodoffices.office.cases.readings import read_case_draft, read_open_change
from goodoffices.office.models import CaseChange, Membership, Person, Side
from goodoffices.office.papers.case_texts import texts_for_analysis
from tests.office.cases.test_building import changed
from tests.office.cast import BACKEND, Cast, stated
from tests.office.made_results import keep
from tests.office.people.test_pages import invited, taking
from tests.office.preferences.test_questions import answered, preferences_papers, second_person
from tests.office.test_acts import release, with_a_key_of_her_own
from tests.office.worlds import answer_next


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def nobody_stands_for(cast, party):
    with transaction.atomic():
        cast.view("mara")
        Membership.objects.filter(side=cast.side(party)).update(ended_at="2026-11-24T09:30:00Z")


def invite(cast, party, role, name="Nora"):
    return cast.post("mara", "people/invite", name=name, side=str(cast.side(party).pk), role=role)


# A1: a side is never dead.


@pytest.mark.slow
@pytest.mark.parametrize("role", ["delegate", "note_taker", "expert"])
def test_the_first_person_of_a_party_can_speak_for_it(cast, role):
    nobody_stands_for(cast, "northland")
    refused = invite(cast, "northland", role)
    assert (refused.status_code, "speaks for it" in refused.content.decode()) == (422, True)
    assert invite(cast, "northland", "principal").status_code == 200


def test_a_function_that_means_nothing_on_a_side_is_not_offered_or_taken(cast):
    assert invite(cast, "northland", "team").status_code == 422
    page = cast.get("north", "people").content.decode()
    assert 'value="team"' not in page
    assert 'value="delegate"' in page


def test_a_side_of_which_nobody_speaks_gets_another_first_person(cast):
    with transaction.atomic():
        row = cast.view("north").actor
        row.roles, row.is_first = ["expert"], True
        row.save()
    page = invite(cast, "northland", "lead").content.decode()
    link, second = re.search(r"/invitation/([A-Z0-9-]+)", page)[1], re.search(r"the-code.>([A-Z0-9-]+)", page)[1]
    assert taking(Client(SERVER_NAME="localhost"), link, second).status_code == 302


def test_a_dead_invitation_is_shown_as_ended_and_says_so_when_it_is_opened(cast):
    nobody_stands_for(cast, "northland")
    pairs = []
    for name in ("Nora", "Nils"):
        page = invite(cast, "northland", "lead", name).content.decode()
        pairs.append((re.search(r"/invitation/([A-Z0-9-]+)", page)[1], re.search(r"the-code.>([A-Z0-9-]+)", page)[1]))
    assert taking(Client(SERVER_NAME="localhost"), *pairs[0]).status_code == 302
    assert "ended: it cannot be used any more" in " ".join(cast.get("mara", "people").content.decode().split())
    late = Client(SERVER_NAME="localhost").get(f"/invitation/{pairs[1][0]}", follow=True)
    assert ("not valid" in text(late), "Second code" in text(late)) == (True, False)


# A2: a withdrawn party.


def test_after_a_party_withdraws_its_consent_no_longer_counts_and_the_desk_says_who_withdrew(cast):
    change = changed(cast)
    cast.post("north", "change", change=str(change), agrees="yes")
    cast.post("south", "people/withdraw", sure="yes")
    desk = text(cast.get("mara"))
    assert "Southland withdrew on 24 November 2026" in desk
    assert "Invite Southland" not in desk
    assert not CaseChange.objects.get(pk=change).taken
    assert cast.post("mara", "resume").status_code == 302
    assert CaseChange.objects.get(pk=change).taken
    assert 'value="southland"' not in cast.get("mara", "release").content.decode()


def test_a_withdrawn_partys_papers_stay_its_own_to_take_away_and_to_delete(cast):
    cast.post("north", "preferences", text=stated(41))
    cast.post("north", "notes", text="ours")
    cast.post("north", "people/withdraw", sure="yes")
    assert preferences_papers(cast, "mara") == []
    taken = cast.get("north", "export").content
    assert (b"northland/stated.yaml" in taken, b"case.yaml" in taken) == (True, False)
    assert cast.post("north", "people/clear-away").status_code == 409
    assert cast.post("north", "people/clear-away", sure="yes").status_code == 302
    with transaction.atomic():
        view = cast.view("north")
        assert view.papers(*HEAD_OF.values()) == []
    assert cast.post("south", "people/clear-away", sure="yes").status_code == 403
    for page in ("questions", "change", "preferences", "weigh"):
        assert cast.post("north", page).status_code == 403


# A4: the second reader.


@pytest.mark.slow
def test_the_second_reader_is_told_and_gives_it(cast):
    second_person(cast)
    answered(cast, "north", "questions")
    version = re.search(r'name="version"\s+value="([^"]*)"', cast.get("north", "questions/summary").content.decode())[1]
    cast.post("north", "questions/summary", version=version)
    assert "read it and give it to the mediation" in text(cast.get("nils"))
    assert "read it and give it to the mediation" in text(cast.clients["nils"].get("/"))
    assert "waits for a second person" in text(cast.get("north"))
    assert cast.post("nils", "questions/summary", version=version).status_code == 302
    assert len(preferences_papers(cast, "mara")) == 1
    assert "read it and give it" not in text(cast.get("nils"))


def test_a_file_does_not_pass_the_second_reader_by(cast):
    second_person(cast)
    assert cast.post("north", "preferences", text=stated(41), based_on="").status_code == 302
    assert preferences_papers(cast, "mara") == []
    page = cast.get("nils", "preferences").content.decode()
    pending = re.search(r'name="pending"\s+value="([0-9a-f-]+)"', page)[1]
    assert "walk_away: 41" in page
    assert cast.post("north", "preferences", step="give", pending=pending).status_code == 422
    assert cast.post("south", "preferences", step="give", pending=pending).status_code == 422
    assert preferences_papers(cast, "mara") == []
    assert cast.post("nils", "preferences", step="give", pending=pending).status_code == 302
    assert len(preferences_papers(cast, "mara")) == 1


# A5: an answer is seen where the question was put.


@pytest.mark.slow
def test_an_answer_to_a_question_is_seen_where_it_was_asked(cast):
    with transaction.atomic():
        case = cast.view("mara").case
    package = {f"option:{i.id}": i.option_ids[1] for i in case.issues}
    assert cast.post("mara", "release/question", step="release", to="northland", words="Rather this?", **package).status_code == 302
    assert "No answer was given yet" in text(cast.get("mara", "release"))
    assert "Answer among your questions" in text(cast.get("north"))
    for _ in range(14):  # What was put to her comes first, with the rest that a summary needs.
        answer_next(cast, "north", "questions")
    assert "You answered it" in text(cast.get("north"))
    assert "No answer was given yet" in text(cast.get("mara", "release"))
    version = re.search(r'name="version"\s+value="([^"]*)"', cast.get("north", "questions/summary").content.decode())[1]
    assert cast.post("north", "questions/summary", version=version).status_code == 302
    assert "Northland: rather this package given on 24 November 2026" in text(cast.get("mara", "release"))


# A7: locked is said as locked.


def test_a_party_that_locked_its_papers_is_said_to_have_locked_them(cast):
    with_a_key_of_her_own(cast, "north")
    cast.post("north", "preferences", text=stated(41))
    cast.post("north", "people/leave-now")
    desk = text(cast.get("mara"))
    assert "not readable now: it has locked its papers" in desk
    assert "until it says so itself" not in desk
    cast.sign_in("north")
    assert "locked, until its lead unlocks them" in text(cast.get("north", "preferences"))


# A8: kept is said as kept.


@pytest.mark.slow
def test_an_estimate_that_was_kept_is_said_to_be_kept(cast):
    begun = cast.post("mara", "estimates/begin", party="southland", reading="asked", confidence="low", reason="two calls")
    page = begun["Location"].split(f"{cast.case_id}/")[1].rstrip("/")
    answered(cast, "mara", page)
    version = re.search(r'name="version"\s+value="([^"]*)"', cast.get("mara", f"{page}/summary").content.decode())[1]
    kept = cast.clients["mara"].post(
        cast.path(f"{page}/summary"), {"version": version, "idempotency_key": "7d5c0b8e-5a0b-4c6c-9f6e-0a4e3f1f2b1d"}, follow=True
    )
    assert "Kept as an estimate." in text(kept)
    assert "kept as an estimate, nothing changed since" in text(cast.get("mara", "estimates"))
    assert "not kept as an estimate yet" not in text(cast.get("mara", "estimates"))


# A9: after a change of the case.


def with_a_new_issue(cast):
    cast.post("mara", "build", step="add_issue", name="Canteen", options="as now\na new one")
    cast.post("mara", "build/put", words="one more")
    with transaction.atomic():
        change = read_open_change(cast.view("north")).id
    for name in ("north", "south"):
        cast.post(name, "change", change=str(change), agrees="yes")


def test_after_a_change_the_desk_asks_for_new_answers_and_a_new_issue_is_open(cast):
    plain = re.sub(r"^interactions:(?:\n(?:[ -].*)?)*", "", stated(41), flags=re.M)
    cast.post("north", "preferences", text=plain)
    with_a_new_issue(cast)
    desk = text(cast.get("mara"))
    assert "Ask Northland to answer anew" in desk
    assert "says nothing yet of Canteen" in desk
    assert "new issues since: Canteen" in text(cast.get("north", "preferences"))
    assert "Answer the new questions" in text(cast.get("north"))
    with transaction.atomic():
        found = texts_for_analysis(cast.view("mara"))["preferences/northland/stated.yaml"]
    assert "canteen: null}" in found
    assert "canteen: {as_now: null, a_new_one: null}" in found
    shown = text(cast.get("north", "preferences"))
    assert "does not fit" not in shown


# A11: Back works after every form.


def test_the_answer_to_a_form_has_an_address_of_its_own(cast, monkeypatch):
    monkeypatch.setattr(settings, "SHOWS_PAGES_APART", True)
    with transaction.atomic():
        case = cast.view("mara").case
    package = {f"option:{i.id}": i.option_ids[0] for i in case.issues}
    answer = cast.post("mara", "bench", **package)
    assert answer.status_code == 303
    for _ in range(2):
        shown = cast.clients["mara"].get(answer["Location"])
        assert (shown.status_code, "by every reading" in text(shown).lower() or "could sign" in text(shown)) == (200, True)
        assert shown["Cache-Control"] == "no-store"
    refused = cast.post("north", "preferences", text="nonsense")
    assert refused.status_code == 303
    assert cast.clients["north"].get(refused["Location"]).status_code == 422
    # It is nobody else's, on no other page, and gone with the lock.
    assert "nonsense" not in text(cast.clients["south"].get(refused["Location"]))
    other = Client(SERVER_NAME="localhost")
    other.force_login(cast.people["north"], backend=BACKEND)
    assert "nonsense" not in text(other.get(refused["Location"]))
    again = cast.post("north", "preferences", text="nonsense")
    cast.post("south", "people/leave-now")
    assert "nonsense" not in text(cast.clients["north"].get(again["Location"]))


def test_pages_kept_for_back_are_bounded(cast, monkeypatch):
    from goodoffices.office.pages import shown_pages

    monkeypatch.setattr(settings, "SHOWS_PAGES_APART", True)
    monkeypatch.setattr(shown_pages, "OF_A_SESSION", 3)
    places = [cast.post("north", "preferences", text=f"nonsense {k}")["Location"] for k in range(5)]
    assert [cast.clients["north"].get(place).status_code for place in places] == [200, 200, 422, 422, 422]


# A14, A15: invitations.


def test_invitations_can_be_told_apart(cast):
    for role in ("expert", "delegate"):
        cast.post("north", "people/invite", name="Nils", side=str(cast.side("northland").pk), role=role)
    page = text(cast.get("north", "people"))
    assert "Nils , Northland (expert)" in page
    assert "Nils , Northland (delegate)" in page
    assert "invited on 24 November 2026" in page


def test_an_invitation_says_to_what_after_the_second_code_and_not_before(cast):
    link, second = invited(cast)
    client = Client(SERVER_NAME="localhost")
    before = text(client.get(f"/invitation/{link}", follow=True))
    assert "Northland" not in before
    wrong = client.post("/invitation/", {"second": "ABCD-EFGH"})
    assert (wrong.status_code, "Northland" in text(wrong), 'value="ABCD-EFGH"' in wrong.content.decode()) == (422, False, True)
    after = text(client.post("/invitation/", {"second": second}))
    assert "To the case The Strait" in after or "The Strait" in after
    assert "you stand with Northland, as delegate" in after
    assert "North (Northland) invites you" in after
    people = Person.objects.count()
    done = client.post("/invitation/", {"step": "take up", "password": "seven green harbours wait", "read": "yes"})
    assert (done.status_code, Person.objects.count()) == (302, people + 1)


def test_a_form_of_codes_that_is_sent_again_says_that_they_were_shown_once(cast):
    form = {
        "name": "Nils",
        "side": str(cast.side("northland").pk),
        "role": "expert",
        "idempotency_key": "7d5c0b8e-5a0b-4c6c-9f6e-0a4e3f1f2b1e",
    }
    cast.clients["north"].post(cast.path("people/invite"), form)
    again = cast.clients["north"].post(cast.path("people/invite"), form, follow=True)
    assert "were shown once" in text(again)


# A16: words of files do not stand on pages.


@pytest.mark.parametrize(
    ("issues", "words"),
    [
        ("Pay: as now; as now", "has the option “as now” twice"),
        ("Pay; as now; 3 %", "has no colon"),
        ("Pay: as now", "fewer than two options"),
        ("Pay: as now; 3 %\nHours", "Issue 2"),
    ],
)
def test_a_case_from_lines_is_refused_in_words_of_people(cast, issues, words):
    form = {"from": "lines", "name": "A", "parties": "B\nC", "issues": issues, "idempotency_key": "7d5c0b8e-5a0b-4c6c-9f6e-0a4e3f1f2b1f"}
    refused = cast.clients["mara"].post("/cases/new/", form)
    assert (refused.status_code, words in text(refused), "yaml" in text(refused).split("From a folder")[0]) == (422, True, False)


def test_no_file_and_no_label_stands_on_pages_of_people(cast):
    empty = cast.post("north", "preferences", text="", based_on="")
    assert (empty.status_code, "Choose a file, or write its text" in text(empty)) == (422, True)
    assert "stated.yaml" not in text(empty)
    wrong = text(cast.post("north", "preferences", text="weights: [", based_on=""))
    assert re.search(r"Line [0-9]+: ", wrong)
    assert "preferences/northland" not in wrong
    release(cast)
    record = text(cast.get("north", "record"))
    assert "party:northland" not in record
    assert "read by Northland and the mediation" in record
    assert "note_taker" not in text(cast.get("north", "people"))


# A17: pages keep what they say.


def test_after_a_release_it_is_said_to_be_released(cast):
    with transaction.atomic():
        case = cast.view("mara").case
    chosen = {f"option:{i.id}": i.option_ids[0] for i in case.issues}
    form = {"step": "release", "to": "northland", "words": "What if?", "idempotency_key": "7d5c0b8e-5a0b-4c6c-9f6e-0a4e3f1f2b11", **chosen}
    done = cast.clients["mara"].post(cast.path("release"), form, follow=True)
    assert "Released to Northland" in text(done)


def test_while_an_analysis_is_under_way_the_desk_says_so_and_does_not_ask_for_one(cast):
    keep(cast)
    cast.post("north", "preferences", text=stated(41))
    cast.post("mara", "report/ask")
    desk = text(cast.get("mara"))
    assert "An analysis is under way" in desk
    assert "Have the case analysed" not in desk


def test_a_change_that_was_withdrawn_is_the_draft_again(cast):
    changed(cast)
    with transaction.atomic():
        asked = read_open_change(cast.view("mara")).text
        assert read_case_draft(cast.view("mara")) is None
    cast.post("mara", "build/put", step="take_back")
    with transaction.atomic():
        assert read_case_draft(cast.view("mara")) == asked


def test_undoing_a_draft_is_said_as_it_is(cast):
    cast.post("mara", "build", step="name", name="Another")
    with transaction.atomic():
        text_of_case = cast.view("mara").case_text
    undone = cast.clients["mara"].post(cast.path("build"), {"step": "text", "text": text_of_case}, follow=True)
    assert "The draft is dropped" in text(undone)
    assert Side.objects.count()
