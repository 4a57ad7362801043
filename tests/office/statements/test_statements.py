"""Joint statements: each approves the same bytes, any change voids the approvals, and everybody reads it from one second on."""

from __future__ import annotations

import datetime
import hashlib
import io
import json
import re
import zipfile

import pytest
from django.db import transaction
from django.test import Client

from goodoffices.office.answers.readings import list_calls
from goodoffices.office.answers.telling import tell_where_due
from goodoffices.office.models import JointStatement
from goodoffices.record.kinds import CALL_CLOSED, STATEMENT_ANSWERED, STATEMENT_PUBLISHED
from goodoffices.record.verifier.publication import check_publication
from tests.office.cast import START, Cast, act
from tests.office.talks.test_rounds import text as page_text
from tests.office.texts.test_texts import TITLE, saved, typed

BODY = "# A joint statement\n\nThe parties spare all ports.\n\nShips sail."
ARABIC = "# بيان مشترك\n\nتتجنب الأطراف جميع الموانئ."
#: Minutes from the start of the cast's clock at which it is public: 18:00.
HOUR = 9 * 60


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def begun(cast, body=BODY, title=TITLE) -> str:
    with act(f"a text {title}", 1):
        assert cast.post("mara", "texts", title=title, body=body).status_code == 302
    return re.findall(r"/texts/([0-9a-f]{32})/", cast.get("mara", "texts").content.decode())[0]


def put(cast, text, minute=2, parties=("northland", "southland"), **more):
    sent = {"title": "No strikes at sea", "text-1": text, "language-1": "en", "parties": list(parties)}
    sent |= {"day": "2026-11-24", "time": "18:00", "also": "", "corrects": "", **more}
    with act(f"a statement is put {minute}", minute):
        answer = cast.post("mara", "statements/new", **sent)
        assert answer.status_code == 302, page_text(answer)
        with transaction.atomic():
            return next(one for one in list_calls(cast.view("mara")) if one.rule == "statement").call.id


def answered(cast, name, call, agrees="yes", minute=5, **more):
    with act(f"{name} answers {minute}", minute):
        shown = cast.get(name, f"statements/{call}/answer").content.decode()
        assert "sha256" in shown, page_text(cast.get(name, f"statements/{call}/answer"))
        sent = {"statement": call, "agrees": agrees, "sha256": re.search(r'name="sha256" value="([0-9a-f]{64})"', shown)[1], **more}
        return cast.post(name, f"statements/{call}/answer", **sent)


def page(cast, name, minute) -> str:
    with act(f"{name} looks", minute):
        return page_text(cast.get(name, "statements"))


def entries(cast, name, *kinds):
    with transaction.atomic():
        return [one.payload for one in cast.view(name).entries_of(*kinds)]


def test_all_approve_and_from_the_hour_on_everybody_in_the_case_reads_the_same_bytes(cast):
    call = put(cast, begun(cast))
    for name in ("north", "south"):
        assert answered(cast, name, call).status_code == 302
    for name in ("north", "south", "olga"):
        assert "No joint statement is public yet." in page(cast, name, HOUR - 1)
    assert "Ships sail." not in page(cast, "olga", HOUR - 1)
    folders = {}
    for name in ("mara", "north", "south", "olga"):
        assert "Public since 24 November 2026, 18:00 UTC, in the name of Northland and Southland." in page(cast, name, HOUR)
        with act("a folder", HOUR):
            folders[name] = cast.get(name, f"statements/{call.replace('-', '')}/folder").content
    assert len(set(folders.values())) == 1
    with zipfile.ZipFile(io.BytesIO(folders["olga"])) as whole:
        files = {one: whole.read(one) for one in whole.namelist()}
    assert check_publication(files, files["key.txt"].decode().strip()) == []
    assert files["statement.en.txt"].decode() == "A joint statement\n\nThe parties spare all ports.\n\nShips sail.\n"
    approved = {one["sha256"] for one in entries(cast, "mara", STATEMENT_ANSWERED)}
    assert approved == {hashlib.sha256(files["statement.json"]).hexdigest()}


def test_where_one_does_not_approve_or_is_silent_nothing_is_public_and_nobody_learns_who(cast):
    call = put(cast, begun(cast))
    assert answered(cast, "north", call).status_code == 302
    assert "Southland: has not answered yet: that counts as no" in page(cast, "mara", HOUR - 1)
    south = page(cast, "south", HOUR - 1)
    assert "Northland: approves" not in south
    for name in ("north", "south"):
        assert "Not all approve it" in page(cast, name, HOUR)
    assert "No joint statement is public yet." in page(cast, "olga", HOUR + 60)
    with act("a folder", HOUR):
        assert cast.get("north", f"statements/{call.replace('-', '')}/folder").status_code == 404


def test_what_one_side_is_served_does_not_change_with_the_others_answer_before_the_hour(cast):
    call = put(cast, begun(cast))
    with act("south looks first", 4):
        cast.get("south", "statements")
    seen = []
    for minute, agrees in ((5, ""), (5, "yes"), (6, "no"), (7, "yes")):
        assert not agrees or answered(cast, "north", call, agrees, minute).status_code == 302
        with act("south looks", 100):
            seen.append(
                (cast.get("south", "statements").content, cast.get("south", "record").content, cast.get("south", "answers").content)
            )
    assert len(set(seen)) == 1


def test_an_answer_can_be_changed_until_the_hour_and_not_at_it(cast):
    call = put(cast, begun(cast))
    for name in ("north", "south"):
        answered(cast, name, call)
    assert answered(cast, "south", call, "no", 6).status_code == 302
    assert "Southland: does not approve" in page(cast, "mara", 7)
    assert answered(cast, "south", call, "yes", 8).status_code == 302
    with act("too late", HOUR):
        late = cast.post("south", f"statements/{call}/answer", statement=call, agrees="no", sha256="0" * 64)
    assert late.status_code == 422
    assert "Public since" in page(cast, "olga", HOUR)


def test_an_approval_of_other_bytes_than_those_that_are_put_is_refused(cast):
    call = put(cast, begun(cast))
    with act("another digest", 5):
        refused = cast.post("north", f"statements/{call}/answer", statement=call, agrees="yes", sha256="0" * 64)
    assert (refused.status_code, "Something else was put meanwhile." in page_text(refused)) == (422, True)


def test_a_new_version_of_its_text_voids_the_approvals_and_all_learn_that_at_once(cast):
    text = begun(cast)
    call = put(cast, text)
    for name in ("north", "south"):
        answered(cast, name, call)
    with act("the text is changed", 10):
        assert saved(cast, text, BODY.replace("all ports", "most ports")).status_code == 302
    for name in ("mara", "north", "south"):
        assert "Void: the mediation took it back or changed its text" in page(cast, name, 11)
        assert entries(cast, name, CALL_CLOSED)[0]["result"] == "void"
    for name in ("north", "olga"):
        assert "No joint statement is public yet." in page(cast, name, HOUR + 1)
    with transaction.atomic():
        assert not JointStatement.objects.exists()


def test_typing_in_its_text_voids_nothing_before_a_version_is_made(cast):
    text = begun(cast)
    call = put(cast, text)
    with act("typing", 10):
        assert typed(cast, text, "Another heading.", step="save").status_code == 302
    for name in ("north", "south"):
        assert answered(cast, name, call, minute=11).status_code == 302
    assert "Public since" in page(cast, "olga", HOUR)


def test_it_can_be_taken_back_before_its_hour_and_not_after(cast):
    text = begun(cast)
    call = put(cast, text)
    for name in ("north", "south"):
        answered(cast, name, call)
    with act("taken back", 10):
        assert cast.post("mara", "statements/take-back", taken_back=call).status_code == 302
    assert "Void" in page(cast, "north", 11)
    second = put(cast, text, 12)
    for name in ("north", "south"):
        answered(cast, name, second, minute=13)
    with act("too late", HOUR):
        assert cast.post("mara", "statements/take-back", taken_back=second).status_code == 422
    assert "Public since" in page(cast, "north", HOUR)


def test_each_side_approves_each_language_and_the_folder_holds_all(cast):
    english, arabic = begun(cast), begun(cast, ARABIC, "The same in Arabic")
    call = put(cast, english, **{"text-2": arabic, "language-2": "ar"})
    with act("north reads", 4):
        shown = cast.get("north", f"statements/{call}/answer").content.decode()
    assert 'lang="ar" dir="rtl"' in shown
    for words in ("The parties spare all ports.", "تتجنب الأطراف جميع الموانئ."):
        assert words in shown
    for name in ("north", "south"):
        answered(cast, name, call)
    with act("a folder", HOUR):
        folder = cast.get("olga", f"statements/{call.replace('-', '')}/folder").content
    with zipfile.ZipFile(io.BytesIO(folder)) as whole:
        named = {one["language"]: one["sha256"] for one in json.loads(whole.read("statement.json"))["texts"]}
        for language, digest in named.items():
            assert hashlib.sha256(whole.read(f"statement.{language}.txt")).hexdigest() == digest
    assert set(named) == {"ar", "en"}
    with act("the arabic text is changed", HOUR + 1):
        assert saved(cast, arabic, f"{ARABIC}\n\nو.").status_code == 302
    assert "Public since" in page(cast, "olga", HOUR + 2)


def test_it_is_seen_by_all_or_by_nobody_at_every_second(cast):
    call = put(cast, begun(cast), is_served="yes")
    for name in ("north", "south"):
        answered(cast, name, call)
    address = public_address(cast)
    hour = datetime.timedelta(minutes=HOUR)
    for second in (*range(-3, 3), 60):
        moment = (hour + datetime.timedelta(seconds=second)).total_seconds() / 60
        seen = {"Public since" in page(cast, name, moment) for name in ("north", "south", "olga", "mara")}
        with act("a stranger", moment):
            seen.add(Client(SERVER_NAME="localhost").get(address, follow=True).status_code == 200)
        assert seen == {second >= 0}, second


def public_address(cast) -> str:
    with act("mara looks", 3):
        shown = cast.get("mara", "statements").content.decode()
    return re.search(r"(/statements/[0-9a-f]{64}/)", shown)[1]


def test_its_address_answers_before_the_hour_as_one_that_is_not_there(cast):
    call = put(cast, begun(cast), is_served="yes")
    for name in ("north", "south"):
        answered(cast, name, call)
    address = public_address(cast)
    other = address.replace(address[14:18], "0000")
    for minute in (5, HOUR - 1):
        for page_of in ("", "index.html", "statement.json", "statement.en.txt", "style.css"):
            answers = []
            for path in (address + page_of, other + page_of):
                with act("a stranger", minute):
                    got = Client(SERVER_NAME="localhost").get(path)
                answers.append((got.status_code, sorted(got.items()), got.content))
            assert answers[0] == answers[1]
            assert answers[0][0] == 404
            assert ("Cache-Control", "no-store") in answers[0][1]
    with act("a stranger", HOUR):
        client = Client(SERVER_NAME="localhost")
        shown = client.get(address, follow=True)
        assert "Ships sail." in shown.content.decode()
        assert shown["Cache-Control"] == "no-store"
        assert client.get(f"{address}statement.en.txt").content.decode().startswith("A joint statement")
        assert client.get(f"{address}secrets.txt").status_code == 404


def test_the_office_shows_it_only_where_it_was_asked_to(cast):
    call = put(cast, begun(cast))
    for name in ("north", "south"):
        answered(cast, name, call)
    with act("mara looks", HOUR):
        assert "/statements/" not in re.sub(r"/cases/[^\"]*", "", cast.get("mara", "statements").content.decode())
    with transaction.atomic():
        secret = JointStatement.objects.get().content["secret"]
    with act("a stranger", HOUR):
        assert Client(SERVER_NAME="localhost").get(f"/statements/{secret}/").status_code == 404


def test_the_worker_enters_for_everybody_that_it_is_public_and_whoever_looks_first_changes_nothing(cast):
    call = put(cast, begun(cast))
    for name in ("north", "south"):
        answered(cast, name, call)
    with act("the worker", HOUR + 1):
        assert tell_where_due(START + datetime.timedelta(minutes=HOUR + 1)) == 1
        assert tell_where_due(START + datetime.timedelta(minutes=HOUR + 1)) == 0
    [said] = entries(cast, "olga", STATEMENT_PUBLISHED)
    assert (said["title"], said["closes"]) == ("No strikes at sea", "2026-11-24T18:00:00+00:00")
    assert "Public since" in page(cast, "olga", HOUR + 2)
    for name in ("north", "south"):
        assert entries(cast, name, CALL_CLOSED)[0]["result"] == "yes"


def test_a_correction_is_a_statement_of_its_own_that_names_the_first(cast):
    text = begun(cast)
    first = put(cast, text)
    for name in ("north", "south"):
        answered(cast, name, first)
    with act("the text is corrected", HOUR + 1):
        assert saved(cast, text, BODY.replace("all ports", "the listed ports")).status_code == 302
    second = put(cast, text, HOUR + 2, time="20:00", title="A correction", corrects=first.replace("-", ""))
    for name in ("north", "south"):
        answered(cast, name, second, minute=HOUR + 3)
    with act("folders", HOUR + 121):
        folders = [cast.get("olga", f"statements/{one.replace('-', '')}/folder").content for one in (first, second)]
    said = [zipfile.ZipFile(io.BytesIO(one)).read("statement.json") for one in folders]
    assert json.loads(said[1])["corrects"] == hashlib.sha256(said[0]).hexdigest()
    shown = page(cast, "olga", HOUR + 122)
    assert "It corrects “No strikes at sea”." in shown
    assert "“A correction” corrects it." in shown


def test_a_statement_with_one_side_is_the_others_to_read_at_the_hour_and_not_before(cast):
    call = put(cast, begun(cast), parties=["northland"])
    assert "No strikes at sea" not in page(cast, "south", 4)
    with act("south asks", 4):
        assert cast.get("south", f"statements/{call}/answer").status_code == 404
    answered(cast, "north", call)
    assert "No strikes at sea" not in page(cast, "south", HOUR - 1)
    assert "in the name of Northland" in page(cast, "south", HOUR)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"title": " "}, "Say what the statement is called."),
        ({"text-1": ""}, "Choose a text, and the language that it is in."),
        ({"language-1": "English!"}, "Write a language as its code"),
        ({"parties": []}, "Choose who approves it."),
        ({"text-2": "same", "language-2": "EN"}, "Two texts have the same language."),
        ({"time": "09:00"}, "The hour lies from five minutes to a year from now."),
        ({"corrects": "0" * 32}, "This form is not complete."),
    ],
)
def test_what_cannot_be_put_is_said_and_nothing_is_kept(cast, sent, said):
    text = begun(cast)
    whole = {
        "title": "A title",
        "text-1": text,
        "language-1": "en",
        "parties": ["northland", "southland"],
        "day": "2026-11-24",
        "time": "18:00",
    }
    with act("a bad statement", 2):
        sent = {**sent, **({"text-2": text} if "text-2" in sent else {})}
        refused = cast.post("mara", "statements/new", **{**whole, **sent})
    assert (refused.status_code, said in page_text(refused)) == (422, True)
    with transaction.atomic():
        assert not JointStatement.objects.exists()


def test_a_text_with_brackets_is_not_put(cast):
    text = begun(cast, "The parties [[shall | should]] spare ports.")
    with act("brackets", 2):
        sent = {"title": "A title", "text-1": text, "language-1": "en", "parties": ["northland"], "day": "2026-11-24", "time": "18:00"}
        refused = cast.post("mara", "statements/new", **sent)
    assert "Brackets are left in this text" in page_text(refused)


def test_lines_to_take_are_read_by_their_side_alone_and_agreed_by_it(cast):
    with act("lines", 3):
        assert cast.post("mara", "statements/lines", to=["northland"], lines="We spoke about ports.", round="").status_code == 302
        assert "We spoke about ports." not in page_text(cast.get("south", "statements/lines"))
        shown = cast.get("north", "statements/lines").content.decode()
        which = re.search(r'name="lines_of" value="([0-9a-f]+)"', shown)[1]
        assert cast.post("north", "statements/lines/answer", lines_of=which, agrees="yes").status_code == 302
        assert cast.post("south", "statements/lines/answer", lines_of=which, agrees="yes").status_code == 422
        assert "Agreed." in page_text(cast.get("mara", "statements/lines"))
        assert cast.get("olga", "statements/lines").status_code == 404


def test_what_is_public_cannot_be_made_unsaid(cast):
    call = put(cast, begun(cast))
    for name in ("north", "south"):
        answered(cast, name, call)
    with act("the worker", HOUR + 1):
        tell_where_due(START + datetime.timedelta(minutes=HOUR + 1))
    with transaction.atomic():
        number = next(one.number for one in cast.view("mara").entries_of(CALL_CLOSED) if one.label == "mediation")
    with act("destroyed", HOUR + 2):
        refused = cast.post("mara", f"record/readers/mediation/{number}", why="We regret it.", sure="yes")
    assert "What is public cannot be made unsaid" in page_text(refused)
    assert "Public since" in page(cast, "olga", HOUR + 3)


def test_who_approves_reads_in_whose_name_it_is_and_where_it_is_shown(cast):
    call = put(cast, begun(cast), also="Meridia، The host", is_served="yes")
    with act("north reads", 4):
        shown = page_text(cast.get("north", f"statements/{call}/answer"))
    assert "In the name of Northland, Southland, Meridia and The host." in shown
    assert "This office shows it itself" in shown


def test_after_it_is_void_an_answer_is_refused_in_true_words(cast):
    text = begun(cast)
    call = put(cast, text)
    with act("north reads", 5):
        digest = re.search(r'name="sha256" value="([0-9a-f]{64})"', cast.get("north", f"statements/{call}/answer").content.decode())[1]
    assert "waits for approval of this text. A new version voids it" not in page_text(cast.get("mara", f"texts/{text}"))
    with act("typing", 6):
        typed(cast, text, "Another heading.")
        assert "“No strikes at sea” waits for approval of this text. A new version voids it" in page_text(cast.get("mara", f"texts/{text}"))
    with act("taken back", 7):
        cast.post("mara", "statements/take-back", taken_back=call)
        late = cast.post("north", f"statements/{call}/answer", statement=call, agrees="yes", sha256=digest)
    assert (late.status_code, "This statement is void" in page_text(late)) == (422, True)
    with act("north looks at the record", 8):
        assert "A joint statement ended before its hour." in page_text(cast.get("north", "record"))
