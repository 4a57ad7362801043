"""Questions in the browser: one at a time, saved at each step, confirmed and read by a second person before they are given."""

from __future__ import annotations

import re

import pytest
from django.db import transaction
from django.utils import translation

from goodoffices.formats.ours.case_texts import CaseTexts
from goodoffices.office.access.kinds import Role
from goodoffices.office.access.paper_heads import AnswersHead, PreferencesHead
from goodoffices.office.computing.interview_model import model_meant
from goodoffices.office.models import Person
from goodoffices.office.papers.case_texts import texts_for_analysis
from goodoffices.office.people.commands import join_by_office
from goodoffices.office.preferences import answers
from goodoffices.office.preferences.interview import Interview
from goodoffices.office.preferences.readings import read_own_preferences
from goodoffices.office.releases.readings import list_questions_put
from tests.office.cast import START, Cast
from tests.office.worlds import answer_next


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def asked(cast, name, page):
    found = re.search(r'data-question="([a-z]+)"', cast.get(name, page).content.decode())
    return found[1] if found else None


def answered(cast, name, page, count=13):
    """Answer what everybody is asked first: usable after that."""
    for _ in range(count):
        assert answer_next(cast, name, page).status_code == 302


def preferences_papers(cast, name):
    with transaction.atomic():
        return cast.view(name).papers(PreferencesHead)


@pytest.mark.slow
def test_a_party_answers_confirms_and_gives_what_it_wants(cast):
    assert "Too little" in cast.get("north", "questions/summary").content.decode()
    answered(cast, "north", "questions")
    assert preferences_papers(cast, "north") == []
    summary = cast.get("north", "questions/summary").content.decode()
    version = re.search(r'name="version"\s+value="([^"]*)"', summary)[1]
    assert cast.post("north", "questions/summary", version=version).status_code == 302
    [given] = preferences_papers(cast, "mara")
    with transaction.atomic():
        text = texts_for_analysis(cast.view("mara"))[given.head.file]
        one = CaseTexts({given.head.file: text}, cast.view("mara").case).preferences("northland", "stated")
    assert one.basis.kind == "stated"
    assert "taken up at the next analysis" in cast.get("north", "preferences").content.decode()


def test_not_sure_is_an_answer_and_the_last_can_be_taken_back(cast):
    assert asked(cast, "north", "questions") == "never"
    version = re.search(r'name="version"\s+value="([^"]*)"', cast.get("north", "questions").content.decode())[1]
    assert cast.post("north", "questions", version=version, given="?").status_code == 302
    assert asked(cast, "north", "questions") == "matters"
    assert cast.post("north", "questions", back="").status_code == 302
    assert asked(cast, "north", "questions") == "never"


def test_an_answer_to_an_old_page_is_not_taken(cast):
    shown = cast.get("north", "questions").content.decode()
    version = re.search(r'name="version"\s+value="([^"]*)"', shown)[1]
    assert cast.post("north", "questions", version=version, given="this").status_code == 302
    twice = cast.post("north", "questions", version=version, given="this")
    assert (twice.status_code, "answered meanwhile" in twice.content.decode()) == (422, True)
    assert "1 answer" in cast.get("north", "questions").content.decode()


def test_what_is_no_answer_is_refused_with_words(cast):
    version = re.search(r'name="version"\s+value="([^"]*)"', cast.get("north", "questions").content.decode())[1]
    everything = [f"0.{k}" for k in range(9)]
    refused = cast.clients["north"].post(cast.path("questions"), {"version": version, "given": "this", "choice": everything})
    assert (refused.status_code, "every option of an issue" in refused.content.decode()) == (422, True)
    answer_next(cast, "north", "questions")
    version = re.search(r'name="version"\s+value="([^"]*)"', cast.get("north", "questions").content.decode())[1]
    assert cast.post("north", "questions", version=version, given="this").status_code == 422


def test_a_question_is_in_the_reader_s_language_and_what_is_given_in_the_case_s(cast):
    answer_next(cast, "north", "questions")
    cast.clients["north"].defaults["HTTP_ACCEPT_LANGUAGE"] = "fr"
    shown = cast.get("north", "questions").content.decode()
    assert "Y a-t-il ici quelque chose que vous ne pourriez jamais accepter" in shown
    assert "Is there anything here" not in shown
    given = []
    for language in ("en", "fr"):
        with translation.override(language), transaction.atomic():
            view = cast.view("north")
            interview = answers.own_interview(view)
            given.append((view.compute(model_meant, view.case, interview.transcript), interview.as_paper(view)))
    assert given[0] == given[1]
    assert "From 1 answers." in given[0][0]


def second_person(cast, role=Role.DELEGATE):
    with transaction.atomic():
        person = Person(sign_in_name="nils", name="Nils", joined_at=START)
        person.set_password("nils: a long pass phrase")
        person.save(force_insert=True)
        join_by_office(person, cast.side("northland"), [role])
    cast.people["nils"] = person
    from django.test import Client

    cast.clients["nils"] = Client(SERVER_NAME="localhost")
    cast.sign_in("nils")
    cast.post("nils", "told")


@pytest.mark.slow
def test_a_second_person_of_the_side_reads_before_it_is_given(cast):
    second_person(cast)
    answered(cast, "north", "questions")
    version = re.search(r'name="version"\s+value="([^"]*)"', cast.get("north", "questions/summary").content.decode())[1]
    assert cast.post("north", "questions/summary", version=version).status_code == 302
    assert preferences_papers(cast, "mara") == []
    assert cast.post("north", "questions/summary", version=version).status_code == 409
    assert preferences_papers(cast, "mara") == []
    assert "give it to the mediation" in cast.get("nils", "questions/summary").content.decode()
    assert cast.post("nils", "questions/summary", version=version).status_code == 302
    assert len(preferences_papers(cast, "mara")) == 1


@pytest.mark.slow
def test_what_the_first_confirmed_is_confirmed_anew_after_a_change(cast):
    second_person(cast)
    answered(cast, "north", "questions")
    version = re.search(r'name="version"\s+value="([^"]*)"', cast.get("north", "questions/summary").content.decode())[1]
    cast.post("north", "questions/summary", version=version)
    cast.post("nils", "questions", back="a1")
    assert cast.post("nils", "questions/summary", version=version).status_code in (200, 409)
    assert preferences_papers(cast, "mara") == []
    answer_next(cast, "nils", "questions")
    version = re.search(r'name="version"\s+value="([^"]*)"', cast.get("nils", "questions/summary").content.decode())[1]
    assert cast.post("nils", "questions/summary", version=version).status_code == 302
    assert preferences_papers(cast, "mara") == []
    assert "somebody else of your side (North)" in cast.get("nils", "questions/summary").content.decode()


@pytest.mark.slow
def test_a_question_of_the_mediation_comes_first_and_is_a_release(cast):
    for _ in range(13):
        answer_next(cast, "north", "questions")
    with transaction.atomic():
        case = cast.view("mara").case
    package = {f"option:{i.id}": i.option_ids[-1] for i in case.issues}
    told = cast.post("mara", "release/question", step="check", to="northland", words="Would this do?", **package)
    assert "By the models" in told.content.decode()
    assert "Would this do?" not in cast.get("north", "record").content.decode()
    assert cast.post("mara", "release/question", step="release", to="northland", words="Would this do?", **package).status_code == 302
    assert "Would this do?" in cast.get("north", "record").content.decode()
    assert "Would this do?" not in cast.get("south", "record").content.decode()
    with transaction.atomic():
        put = list_questions_put(cast.view("north"))
    shown = cast.get("north", "questions").content.decode()
    assert put[0][0].first == {i.id: i.option_ids[-1] for i in case.issues}
    assert "no agreement" in shown
    assert 'data-question="rather"' in shown
    assert "The mediation asks you this: “Would this do?”" in shown
    assert "A question to Northland" in cast.get("north").content.decode()
    assert answer_next(cast, "north", "questions").status_code == 302
    assert "The mediation asks you this" not in cast.get("north", "questions").content.decode()


@pytest.mark.slow
def test_two_readings_of_an_estimate_stand_beside_each_other_and_no_party_sees_them(cast):
    for reading, pick in (("firm", 0), ("soft", 1)):
        begun = cast.post("mara", "estimates/begin", party="southland", reading=reading, confidence="low", reason="two calls")
        page = begun["Location"].split(f"{cast.case_id}/")[1].strip("/")
        for _ in range(13):
            assert answer_next(cast, "mara", page, pick).status_code == 302
        summary = cast.get("mara", f"{page}/summary").content.decode()
        version = re.search(r'name="version"\s+value="([^"]*)"', summary)[1]
        assert cast.post("mara", f"{page}/summary", version=version).status_code == 302
    with transaction.atomic():
        opened = CaseTexts(texts_for_analysis(cast.view("mara")), cast.view("mara").case)
    assert {"firm", "soft"} <= set(opened.readings_of("southland"))
    one = opened.preferences("southland", "firm")
    assert (one.basis.kind, one.basis.author, one.basis.confidence) == ("estimate", "Mara", "low")
    assert cast.clients["south"].get(cast.path(page)).status_code == 404


@pytest.mark.slow
def test_the_next_question_to_a_party_hangs_on_its_own_answers_alone(cast):
    """The others' preferences, estimates and answers move nothing; the leaky twin (others looked at) does."""
    from unittest import mock

    from tests.office.cast import stated

    def questions_of(north_first):
        cast.post("north", "questions", delete="all", sure="yes")
        if north_first:
            cast.post("south", "preferences", text=stated(41, "southland"))
        found = []
        for _ in range(9):
            found.append(re.search(r'id="question"[^>]*>([^<]*)', cast.get("north", "questions").content.decode())[1])
            answer_next(cast, "north", "questions")
        return found

    alone = questions_of(False)
    assert questions_of(True) == alone
    with mock.patch.object(answers, "others_of", side_effect=AssertionError("the others were looked at")):
        assert answer_next(cast, "north", "questions").status_code == 302


def test_earlier_versions_stay_dated_and_the_newest_counts(cast):
    from tests.office.cast import stated

    cast.post("north", "preferences", text=stated(41))
    with transaction.atomic():
        first = read_own_preferences(cast.view("north"))[0].id
    cast.post("north", "preferences", text=stated(42), based_on=str(first))
    assert "2 dated versions" in cast.get("north", "preferences").content.decode()
    with transaction.atomic():
        assert "walk_away: 42" in texts_for_analysis(cast.view("mara"))["preferences/northland/stated.yaml"]


def test_an_order_is_given_and_not_presumed_and_what_is_left_alone_needs_no_place(cast):
    answered(cast, "north", "questions", 2)
    assert asked(cast, "north", "questions") == "order"
    page = cast.get("north", "questions").content.decode()
    assert re.findall(r'<option value="([^"]*)" selected', page) == []
    options = re.findall(r'name="place:([^"]*)"', page)
    version = re.search(r'name="version"\s+value="([^"]*)"', page)[1]
    for typed in ({}, {options[0]: "1"}, dict.fromkeys(options[:-1], "1")):
        refused = cast.post("north", "questions", version=version, given="this", **{f"place:{o}": p for o, p in typed.items()})
        assert (refused.status_code, "Give each of them a place" in refused.content.decode()) == (422, True)
    # All but one have a place of their own: the place that is left is the other's.
    places = {f"place:{o}": str(len(options) - k) for k, o in enumerate(options[:-1])}
    assert cast.post("north", "questions", version=version, given="this", **places).status_code == 302
    [said] = [a for a in cast.get("north", "questions").content.decode().split("<strong>") if " &gt; " in a.partition("</strong>")[0]]
    assert len(said.partition("</strong>")[0].split(" &gt; ")) == len(options)


def test_a_remark_is_kept_with_its_answer_and_stays_where_the_answer_is_refused(cast):
    begun = cast.post("mara", "estimates/begin", party="southland", reading="asked", confidence="low", reason="two calls")
    page = begun["Location"].split(f"{cast.case_id}/")[1].strip("/")
    assert answer_next(cast, "mara", page).status_code == 302
    version = re.search(r'name="version"\s+value="([^"]*)"', cast.get("mara", page).content.decode())[1]
    remark = {"version": version, "sure": "medium", "why": " he said so "}
    refused = cast.post("mara", page, given="this", **remark)
    shown = refused.content.decode()
    assert (refused.status_code, 'value="medium" selected' in shown, 'value=" he said so "' in shown) == (422, True, True)
    assert cast.post("mara", page, given="?", **remark).status_code == 302
    with transaction.atomic():
        [interview] = [Interview.of_paper(p, cast.view("mara")) for p in cast.view("mara").papers(AnswersHead)]
    said = interview.transcript.answers[-1].id
    assert {a: (r.confidence, r.reason) for a, r in interview.transcript.remarks.items()} == {said: ("medium", "he said so")}


def test_all_answers_are_deleted_by_who_is_sure(cast):
    answer_next(cast, "north", "questions")
    unsure = cast.post("north", "questions", delete="all")
    assert (unsure.status_code, "Say that you are sure" in unsure.content.decode()) == (422, True)
    assert "1 answer" in unsure.content.decode()
    assert cast.post("north", "questions", delete="all", sure="yes").status_code == 302
    assert asked(cast, "north", "questions") == "never"
