"""An agreement in the office: drafted from a package, put, signed to the byte, followed; nobody learns what was not told."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from contextlib import contextmanager

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.agreement.readings import agreement_now, list_versions, newest_draft, version_to_sign
from goodoffices.office.cases.opening import open_case
from goodoffices.office.cases.readings import texts_to_export
from goodoffices.office.models import CaseRow
from goodoffices.office.refusal import Refused
from goodoffices.office.running.demonstration import texts_of_folder
from goodoffices.office.sealing import keys
from goodoffices.record.kinds import (
    AGREEMENT_EVENT,
    AGREEMENT_PUT,
    AGREEMENT_REPORT,
    AGREEMENT_SIGNED,
    AGREEMENT_SIGNED_ELSEWHERE,
)
from goodoffices.record.verifier.checking import verify
from tests.cases import EXAMPLES
from tests.formats.pdf_signer import signed_by
from tests.office.cast import Cast, act
from tests.office.made_terms import TERMS
from tests.office.record.made_device import Device, signed_on
from tests.office.talks.test_rounds import text as page_text

#: Minutes of a day of the cast's clock, which begins on 24 November 2026 at 9:00 UTC.
DAY = 24 * 60


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


@contextmanager
def doing(cast: Cast, name: str, what: str, minute: int):
    """An act of somebody, who signs in anew on a later day."""
    with act(f"{name} {what} {minute}", minute):
        if minute >= DAY:
            cast.sign_in(name)
        yield


def drafted(cast: Cast, terms: str = TERMS, minute: int = 1) -> None:
    with act(f"a draft {minute}", minute):
        with transaction.atomic():
            draft = newest_draft(cast.view("mara"))
        answer = cast.post("mara", "agreement/draft/file", structure=terms, based_on=0 if draft is None else draft.version)
        assert answer.status_code == 302, page_text(answer)


def put(cast: Cast, terms: str = TERMS, minute: int = 1) -> None:
    drafted(cast, terms, minute)
    with act(f"it is put {minute}", minute + 1):
        with transaction.atomic():
            version = newest_draft(cast.view("mara")).version
        answer = cast.post("mara", "agreement/draft/put", based_on=version)
        assert answer.status_code == 302, page_text(answer)


def sign(cast: Cast, name: str, minute: int, text: str = "calm", **more):
    with act(f"{name} signs {minute}", minute):
        shown = cast.get(name, f"agreement/sign/{text}")
        assert shown.status_code == 200, page_text(shown)
        digest = re.search(r'name="sha256" value="([0-9a-f]{64})"', shown.content.decode())[1]
        return cast.post(name, f"agreement/sign/{text}", **{"sha256": digest, "signature": "", **more})


def agreed(cast: Cast, terms: str = TERMS) -> None:
    put(cast, terms)
    assert [sign(cast, name, minute).status_code for name, minute in (("north", 5), ("south", 6))] == [302, 302]


def happened(cast: Cast, name: str, minute: int, **sent):
    with doing(cast, name, "enters", minute):
        sent = {"kind": "happened", "event": "", "day": "2026-11-25", "time": "", "by": "", "period": "", "words": "", **sent}
        return cast.post(name, "agreement/happened", **sent)


def says(cast: Cast, name: str, key: str, minute: int, progress: str = "done", **sent):
    with doing(cast, name, f"says {key}", minute):
        return cast.post(name, f"board/of/{key}", **{"progress": progress, "on": "2026-11-27", "words": "", "evidence": "", **sent})


def fetched(cast: Cast, name: str, path: str):
    """What somebody is served at an address of the case, which can be a file or have a question."""
    return cast.clients[name].get(cast.path() + (path if "." in path or "?" in path else f"{path}/"))


def look(cast: Cast, name: str, path: str, minute: int) -> str:
    with doing(cast, name, f"looks at {path}", minute):
        answer = fetched(cast, name, path)
        assert answer.status_code == 200, page_text(answer)
        return page_text(answer)


def entries(cast: Cast, name: str, *kinds):
    with transaction.atomic():
        return [one.payload for one in cast.view(name).entries_of(*kinds)]


def state_at(cast: Cast, minute: int) -> dict[str, str]:
    with doing(cast, "mara", "asks for the state", minute):
        data = fetched(cast, "mara", "agreement/status.json").json()
    return {"": data["state"], **{one["id"]: one["state"] for one in data["obligations"] if one["id"] != "meet"}}


def test_a_draft_is_begun_from_a_package_and_changed_term_by_term(cast):
    with act("a package", 1):
        with transaction.atomic():
            case = cast.view("mara").case
        choices = {f"option:{issue.id}": issue.option_ids[0] for issue in case.issues}
        assert cast.post("mara", "drafts", name="calm", **choices).status_code == 302
    with act("begun", 2):
        page = cast.get("mara", "agreement/draft").content.decode()
        package = re.search(r'<option value="([^"]*calm[^"]*)"', page)[1]
        begun = cast.post("mara", "agreement/draft", package=package, kind="ceasefire", zone="Europe/Kyiv", starts="", based_on=0)
        assert begun.status_code == 302, page_text(begun)
    shown = look(cast, "mara", "agreement/draft", 3)
    assert "No article says who guarantees what." in shown
    assert "Northland must not: attack the other side by any means" in shown
    with act("a term", 4):
        sent = {
            "text": "text",
            "who": "northland",
            "modality": "must",
            "act": "open the crossing at Tamar",
            "article": "help",
            "starts": "",
            "starts_with": "",
        }
        sent |= {"until": "2026-12-24", "within": "", "every": "", "tags": "women north", "confirmed_by": ["southland"], "based_on": 1}
        assert cast.post("mara", "agreement/draft/term", **sent).status_code == 302
    assert "Northland must: open the crossing at Tamar; until: 2026-12-24; confirmed by: Southland" in look(
        cast, "mara", "agreement/draft", 5
    )
    with act("a clock", 6):
        sent = {
            "clock_of": "text",
            "begins": "2026-12-01",
            "duration": "30 days",
            "renewal": "consent",
            "renewed_for": "",
            "notice": "",
            "based_on": 2,
        }
        assert cast.post("mara", "agreement/draft/clock", **sent).status_code == 302
    with act("taken out", 7):
        assert cast.post("mara", "agreement/draft/term/remove", term="open_the_crossing_at_tamar", based_on=3).status_code == 302
    shown = look(cast, "mara", "agreement/draft", 8)
    assert "It lasts 30 days." in shown
    assert "open the crossing" not in shown


def test_two_people_who_change_one_draft_do_not_lose_each_others_words(cast):
    drafted(cast)
    with act("an old page", 4):
        answer = cast.post("mara", "agreement/draft/term/remove", term="spare", based_on=0)
    assert (answer.status_code, "Somebody changed the draft meanwhile" in page_text(answer)) == (409, True)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("who: northland", "who: nobody"),
        ("after: [mines]", "after: [sail]"),
        ("zone: UTC", "zone: Mars/Base"),
        ("starts: 2026-11-26", "starts: soon"),
        (TERMS, "[" * 500),
        (TERMS, "x"),
    ],
)
def test_a_file_with_mistakes_is_refused_with_its_lines_and_kept_in_the_form(cast, wrong, said):
    with act("a wrong file", 1):
        answer = cast.post("mara", "agreement/draft/file", structure=TERMS.replace(wrong, said, 1), based_on=0)
    assert answer.status_code == 422
    assert said[:20] in answer.content.decode()
    assert entries(cast, "mara", AGREEMENT_REPORT) == []
    with transaction.atomic():
        assert newest_draft(cast.view("mara")) is None


def test_nobody_but_the_mediation_knows_of_a_draft(cast):
    drafted(cast)
    for name in ("north", "south", "olga"):
        with act(f"{name} looks", 3):
            assert cast.get(name, "agreement/draft").status_code == 404
            assert "Calm in the Strait" not in page_text(cast.get(name, "record"))
    assert "No agreement lies before the parties yet." in look(cast, "north", "agreement", 3)


def test_each_side_signs_exactly_the_words_that_lie_before_it(cast):
    put(cast)
    with act("the words", 4):
        words = [fetched(cast, name, "agreement/1/calm/text.txt").content for name in ("mara", "north", "south")]
    assert len(set(words)) == 1
    assert b"Northland must: clear the mines off Tamar; in: Tamar; within 5 days; confirmed by: Southland." in words[0]
    assert sign(cast, "north", 5).status_code == 302
    assert state_at(cast, 6)[""] == "draft"
    assert sign(cast, "south", 7).status_code == 302
    signed = entries(cast, "olga", AGREEMENT_SIGNED), entries(cast, "north", AGREEMENT_SIGNED)
    assert [len(one) for one in signed] == [0, 2]
    assert {one["sha256"] for one in signed[1]} == {hashlib.sha256(words[0]).hexdigest()}
    assert state_at(cast, 8)[""] == "agreed"
    with act("signed again", 9):
        assert cast.get("north", "agreement/sign/calm").status_code == 404


def test_who_has_a_passkey_signs_with_it_and_anybody_checks_that_offline(cast):
    put(cast)
    device = Device(cast.people["north"])
    with act("north reads and signs", 5):
        shown = cast.get("north", "agreement/sign/calm").content.decode()
        once = re.search(r'name="idempotency_key"\s+value="([^"]*)"', shown)[1]
        statement = fetched(cast, "north", f"agreement/sign/calm/{once}/statement.json").content
        assert hashlib.sha256(statement).hexdigest() in shown
        sent = {"sha256": json.loads(statement)["payload"]["sha256"], **signed_on(shown, device)}
        assert cast.post("north", "agreement/sign/calm", **sent).status_code == 302
    with act("south takes the log", 6):
        page = cast.get("south", "record").content.decode()
        bundles = [cast.clients["south"].get(one).content for one in re.findall(r'href="([^"]*)" download>Download the log', page)]
    found = max((verify(one) for one in bundles), key=lambda one: len(one.signed))
    assert (found.verdict, len(found.signed)) == ("consistent", 1)


def test_a_mediator_who_is_between_signs_a_mirror_text_and_the_other_side_signs_its_own(cast):
    mirror = TERMS.replace("between: [northland, southland]", "between: [northland, mediation]")
    mirror = mirror.replace(
        "awaited:", "  - {id: other, name: The other text, between: [southland, mediation], starts: 2026-11-26}\nawaited:"
    )
    put(cast, mirror)
    for name, text, minute in (("north", "calm", 5), ("mara", "calm", 6), ("mara", "other", 7)):
        assert sign(cast, name, minute, text).status_code == 302
    with act("north tries the other", 8):
        shown = cast.get("north", "agreement/sign/other")
        digest = re.search(r"[0-9a-f]{64}", shown.content.decode())[0]
        assert cast.post("north", "agreement/sign/other", sha256=digest, signature="").status_code == 422
    assert state_at(cast, 9)[""] == "differs"
    assert sign(cast, "south", 10, "other").status_code == 302
    assert state_at(cast, 11)[""] == "agreed"


def test_who_has_signed_signs_no_second_time(cast):
    put(cast)
    assert sign(cast, "north", 5).status_code == 302
    with act("a second time", 6):
        shown = cast.get("north", "agreement/sign/calm")
        digest = re.search(r"[0-9a-f]{64}", shown.content.decode())[0]
        assert "This text waits for no signature of your side." in page_text(shown)
        assert cast.post("north", "agreement/sign/calm", sha256=digest, signature="").status_code == 422
    assert len(entries(cast, "mara", AGREEMENT_SIGNED)) == 1


def test_another_digest_than_that_of_the_words_signs_nothing(cast):
    put(cast)
    assert sign(cast, "north", 5, sha256="0" * 64).status_code == 422
    assert entries(cast, "mara", AGREEMENT_SIGNED) == []


def test_a_new_version_needs_new_signatures_and_the_signed_one_holds_until_then(cast):
    agreed(cast)
    put(cast, TERMS.replace("duration: 30 days", "duration: 60 days"), minute=20)
    with transaction.atomic():
        assert (agreement_now(cast.view("mara")).number, version_to_sign(cast.view("mara")).number) == (1, 2)
    assert "Version 2 lies before the sides and waits for signatures." in look(cast, "north", "agreement", 25)
    for name, minute in (("north", 26), ("south", 27)):
        assert sign(cast, name, minute).status_code == 302
    with transaction.atomic():
        assert [one.number for one in list_versions(cast.view("north"))] == [2, 1]
        assert agreement_now(cast.view("north")).number == 2


def test_it_takes_effect_when_its_condition_is_met_and_steps_wait_for_one_another(cast):
    agreed(cast)
    assert state_at(cast, 3 * DAY) == {"": "agreed", "mines": "not_yet", "sail": "not_yet", "spare": "not_yet"}
    assert happened(cast, "mara", 3 * DAY, event="vote", day="2026-11-26", words="61 to 39").status_code == 302
    assert state_at(cast, 3 * DAY + 1) == {"": "in_force", "mines": "due", "sail": "not_yet", "spare": "holds"}
    assert says(cast, "north", "mines", 3 * DAY + 2, is_for_all="yes").status_code == 302
    assert state_at(cast, 3 * DAY + 3)["mines"] == "due"
    assert says(cast, "south", "mines", 3 * DAY + 4).status_code == 302
    assert state_at(cast, 3 * DAY + 5) == {"": "in_force", "mines": "kept", "sail": "due", "spare": "holds"}
    assert state_at(cast, 20 * DAY)["sail"] == "overdue"
    assert state_at(cast, 40 * DAY)[""] == "expired"


def test_a_party_suspends_and_leaves_for_itself_and_enters_nothing_else(cast):
    agreed(cast)
    happened(cast, "mara", 3 * DAY, event="vote", day="2026-11-26")
    assert happened(cast, "north", 3 * DAY + 1, kind="suspended", day="2026-11-27").status_code == 302
    assert state_at(cast, 3 * DAY + 2)[""] == "suspended"
    assert entries(cast, "south", AGREEMENT_EVENT)[0]["by"] == "northland"
    assert happened(cast, "south", 3 * DAY + 3, kind="renewed", period="60 days").status_code == 422
    assert happened(cast, "north", 3 * DAY + 4, kind="resumed", day="2026-11-27").status_code == 302
    assert happened(cast, "south", 3 * DAY + 5, kind="withdrawn", day="2026-11-27", by="northland").status_code == 302
    assert entries(cast, "north", AGREEMENT_EVENT)[0]["by"] == "southland"
    assert state_at(cast, 3 * DAY + 6)[""] == "withdrawn"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"kind": "renewed"}, "A renewal is for a period"),
        ({"kind": "renewed", "period": "soon"}, "Write the period as 30 days"),
        ({"kind": "happened"}, "Say what happened."),
        ({"kind": "withdrawn"}, "Say which side did it."),
        ({"kind": "happened", "event": "rain"}, "not complete"),
        ({"kind": "explode"}, "not complete"),
        ({"kind": "happened", "words": "x", "day": "0026-01-01"}, "Write the day as"),
    ],
)
def test_an_event_that_cannot_be_counted_is_refused_in_words(cast, sent, said):
    agreed(cast)
    answer = happened(cast, "mara", 10, **{"day": "2026-11-24", **sent})
    assert (answer.status_code, said in page_text(answer)) == (422, True), page_text(answer)
    assert entries(cast, "mara", AGREEMENT_EVENT) == []


def test_what_a_side_says_to_the_mediation_changes_nothing_for_the_other(cast):
    agreed(cast)
    happened(cast, "mara", 3 * DAY, event="vote", day="2026-11-26")
    paths = ("agreement", "board", "board/of/mines", "board/board.csv", "agreement/status.json", "agreement/agreement.ics", "record")

    def served(name: str, minute: int) -> list[bytes]:
        with doing(cast, name, "looks", minute):
            found = [fetched(cast, name, path).content for path in paths]
        return [re.sub(rb'name="(csrfmiddlewaretoken|idempotency_key)" value="[^"]*"', b"", one) for one in found]

    before = {name: served(name, 3 * DAY + 9) for name in ("south", "mara", "olga") if name != "olga"}
    assert says(cast, "north", "mines", 3 * DAY + 2, words="cleared, at a price", evidence="our log").status_code == 302
    assert served("south", 3 * DAY + 9) == before["south"]
    assert served("mara", 3 * DAY + 9) != before["mara"]
    assert "cleared, at a price" in look(cast, "mara", "board/of/mines", 3 * DAY + 9)
    assert "claim" in look(cast, "mara", "board/of/mines", 3 * DAY + 9)


def test_a_claim_and_a_finding_never_merge_on_the_board(cast):
    agreed(cast)
    happened(cast, "mara", 3 * DAY, event="vote", day="2026-11-26")
    says(cast, "south", "sail", 3 * DAY + 1, is_for_all="yes")
    shown = look(cast, "north", "board", 3 * DAY + 2)
    assert "Of 4 stipulations to carry out, 0 found done and 4 not yet looked at." in shown
    assert "Southland says: done; since 2026-11-27" in shown
    says(cast, "mara", "sail", 3 * DAY + 3, progress="on the way", is_for_all="yes", evidence="Port log")
    with doing(cast, "north", "takes a table", 3 * DAY + 4):
        rows = list(csv.DictReader(io.StringIO(fetched(cast, "north", "board/board.csv").content.decode())))
    sail = next(one for one in rows if one["id"] == "sail")
    assert (sail["finding"], sail["finding_evidence"], sail["claims"]) == ("on the way", "Port log", "southland: done since 2026-11-27")


def test_the_short_board_says_what_is_late_blocked_and_soon(cast):
    agreed(cast)
    happened(cast, "mara", 3 * DAY, event="vote", day="2026-11-26")
    says(cast, "mara", "sail", 3 * DAY + 1, progress="blocked", is_for_all="yes")
    shown = look(cast, "north", "board/brief", 10 * DAY)
    late, blocked, soon, changed = (
        shown.partition(words)[2] for words in ("Overdue", "Blocked, as", "Due within 30 days", "Changed since")
    )
    assert "clear the mines" in late.partition("Blocked, as")[0]
    assert "let the first ship sail" in blocked.partition("Due within")[0]
    assert "let the first ship sail" in soon.partition("Changed since")[0]
    assert "clear the mines" in changed


def test_a_finding_is_the_mediations_own_until_it_tells_all(cast):
    agreed(cast)
    happened(cast, "mara", 3 * DAY, event="vote", day="2026-11-26")
    says(cast, "mara", "sail", 3 * DAY + 1, progress="blocked", words="they wait for pay")
    assert "blocked" in look(cast, "mara", "board", 3 * DAY + 2)
    assert "they wait for pay" not in look(cast, "north", "board/of/sail", 3 * DAY + 2)


def test_two_days_of_the_board_and_a_tag(cast):
    agreed(cast)
    happened(cast, "mara", 3 * DAY, event="vote", day="2026-11-26")
    says(cast, "mara", "sail", 3 * DAY + 1, is_for_all="yes")
    shown = look(cast, "north", "board/?on=2026-11-27&since=2026-11-26", 3 * DAY + 5)
    assert "the finding was no finding, now done" in shown
    assert "shell the port" not in look(cast, "north", "board/?tag=sea", 3 * DAY + 5).partition("Every stipulation")[2]
    for odd in ("on=9999-99-99", "on=0001-01-01", "since=x", "tag=" + "z" * 500):
        look(cast, "north", f"board/?{odd}", 3 * DAY + 5)


def test_a_pdf_that_was_signed_elsewhere_is_checked_and_counts_as_that_sides_signature(cast):
    put(cast)
    with act("the pdf", 4):
        pdf = fetched(cast, "south", "agreement/1/calm/text.pdf").content
    assert pdf.startswith(b"%PDF")

    def entered(data: bytes, minute: int, side: str = "southland"):
        file = SimpleUploadedFile("back.pdf", data, "application/pdf")
        with act(f"it comes back {minute}", minute):
            sent = {"text": "calm", "side": side, "on": "2026-11-24", "how": "by mail", "pdf": file}
            return cast.post("mara", "agreement/elsewhere", **sent)

    refused = entered(pdf, 5)
    assert (refused.status_code, "It has no signature." in page_text(refused)) == (422, True)
    refused = entered(b"%PDF-1.7 nothing", 6)
    assert (refused.status_code, "It is not the PDF that was put." in page_text(refused)) == (422, True)
    good = signed_by(pdf, "Sol Principal")
    assert entered(good, 7).status_code == 302
    (entry,) = entries(cast, "north", AGREEMENT_SIGNED_ELSEWHERE)
    assert (entry["party"], entry["file"]) == ("southland", hashlib.sha256(good).hexdigest())
    assert sign(cast, "north", 8).status_code == 302
    assert state_at(cast, 9)[""] == "agreed"


def test_an_agreement_that_ended_is_a_starting_draft_and_it_is_shown_what_is_taken_over(cast):
    agreed(cast)
    happened(cast, "south", 3 * DAY, kind="withdrawn", day="2026-11-27")
    with doing(cast, "mara", "begins anew", 3 * DAY + 1):
        assert cast.post("mara", "agreement/draft/earlier", based_on=1).status_code == 302
    with doing(cast, "mara", "changes it", 3 * DAY + 2):
        assert cast.post("mara", "agreement/draft/term/remove", term="spare", based_on=2).status_code == 302
    shown = look(cast, "mara", "agreement/draft", 3 * DAY + 3)
    assert re.search(r"Changed.*let the first ship sail.*Left out.*shell the port.*Taken over as it was.*clear the mines", shown, re.S)
    assert "When it takes effect is not said." in shown


def test_the_text_is_made_of_the_terms_and_what_is_changed_in_it_is_shown(cast):
    drafted(cast)
    with act("a text", 3):
        answer = cast.post("mara", "agreement/draft/text", based_on=1)
        assert answer.status_code == 302, page_text(answer)
        name = re.search(r"/texts/([0-9a-f]{32})/", answer["Location"])[1]
    assert "The text says what the terms say." in look(cast, "mara", f"agreement/draft/check/?text={name}", 4)


def test_files_of_the_agreement_are_given_to_those_who_read_it_alone(cast):
    put(cast)
    for path in (
        "agreement/1/agreement.yaml",
        "agreement/1/calm/text.txt",
        "agreement/1/calm/text.docx",
        "agreement/status.json",
        "agreement/agreement.ics",
        "board/board.csv",
    ):
        for name, code in (("mara", 200), ("north", 200), ("olga", 404), ("sam", 404)):
            with act(f"{name} takes {path}", 4):
                assert fetched(cast, name, path).status_code == code, (name, path)
    with act("the terms", 4):
        assert yaml.safe_load(fetched(cast, "north", "agreement/1/agreement.yaml").content)["name"] == "Calm in the Strait"
    for path in ("agreement/9/agreement.yaml", "agreement/1/storm/text.txt", "agreement/1/calm/text.exe", "board/of/nothing"):
        with act(f"there is no {path}", 4):
            assert fetched(cast, "north", path).status_code == 404


def test_a_party_cannot_enter_what_is_awaited_nor_what_others_do(cast):
    agreed(cast)
    forged = happened(cast, "north", 2 * DAY, kind="suspended", event="vote", day="2026-11-26")
    assert (forged.status_code, entries(cast, "mara", AGREEMENT_EVENT)) == (422, [])
    assert happened(cast, "mara", 3 * DAY, event="vote", day="2026-11-26").status_code == 302
    back = happened(cast, "north", 12 * DAY, kind="withdrawn", day="2026-11-20")
    assert (back.status_code, "counts from when it is entered" in page_text(back)) == (422, True)
    ended = happened(cast, "north", 12 * DAY, kind="terminated", day="2026-12-06")
    assert (ended.status_code, "do not let your side end this text alone" in page_text(ended)) == (422, True)


def test_a_party_ends_a_text_where_the_terms_let_it_and_no_text_of_others(cast):
    terms = TERMS.replace("kind: withdraw}", "kind: withdraw}\n      - {id: end, who: [northland], kind: terminate}")
    terms = terms.replace("awaited:", "  - {id: other, name: Another, between: [southland, mediation], starts: 2026-11-26}\nawaited:")
    put(cast, terms)
    for name, text, minute in (("north", "calm", 5), ("south", "calm", 6), ("south", "other", 7), ("mara", "other", 8)):
        assert sign(cast, name, minute, text).status_code == 302
    happened(cast, "mara", 3 * DAY, event="vote", day="2026-11-26")
    assert happened(cast, "north", 3 * DAY + 1, kind="terminated", day="2026-11-27", texts=["other"]).status_code == 422
    assert happened(cast, "north", 3 * DAY + 2, kind="terminated", day="2026-11-27").status_code == 302
    assert entries(cast, "south", AGREEMENT_EVENT)[0]["texts"] == ["calm"]


def test_nothing_that_ends_it_can_happen_to_a_text_that_is_not_agreed(cast):
    put(cast)
    for name in ("north", "mara"):
        assert happened(cast, name, 10, kind="terminated", day="2026-11-24", by="northland").status_code == 422
    assert entries(cast, "mara", AGREEMENT_EVENT) == []


@pytest.mark.parametrize(
    ("changed", "sent"),
    [
        (("renewal: consent", "renewal: consent"), {"kind": "renewed", "period": "30 hours", "day": "2026-11-27"}),
        (("duration: 30 days", "duration: 30 days\n    notice: 72 hours"), {"kind": "withdrawn", "by": "northland", "day": "2026-11-27"}),
        (("starts: 2026-11-26\n", "starts: 2026-11-26T00:00Z\n"), {"event": "vote", "day": "2026-11-27"}),
    ],
)
def test_hours_that_would_be_counted_from_a_day_are_refused_when_they_are_entered(cast, changed, sent):
    terms = TERMS.replace(*changed)
    if "event" in sent:
        terms = terms.replace("duration: 30 days", "duration: 720 hours")
    agreed(cast, terms)
    if "event" not in sent:
        assert happened(cast, "mara", 3 * DAY, event="vote", day="2026-11-26").status_code == 302
    refused = happened(cast, "mara", 3 * DAY + 1, **sent)
    assert (refused.status_code, "The terms count hours from this" in page_text(refused)) == (422, True)
    for page in ("", "agreement", "board", "agreement/status.json"):
        with doing(cast, "south", f"looks at {page}", 3 * DAY + 2):
            assert fetched(cast, "south", page).status_code == 200 if page else cast.get("south").status_code == 200


def test_what_is_put_holds_terms_alone_and_no_comment_event_or_word_of_a_side(cast):
    terms = TERMS.replace("texts:\n", "# fallback: they would take 40 days\ntexts:\n", 1).replace(
        "starts: 2026-11-26\n", "starts: 2026-11-26\n    agreed: 2026-11-01\n", 1
    )
    terms += "events:\n  - {id: vote, kind: happened, at: 2026-11-20}\n  - {id: p, kind: suspended, at: 2026-11-20, by: northland}\n"
    terms += "reports:\n  - {id: r, obligation: mines, progress: done, by: southland, at: 2026-11-20}\n"
    put(cast, terms)
    with act("north takes the terms", 5):
        given = fetched(cast, "north", "agreement/1/agreement.yaml").content.decode()
    assert "fallback" not in given
    assert set(yaml.safe_load(given)) & {"events", "reports"} == set()
    assert state_at(cast, 6)[""] == "draft"
    for name, minute in (("north", 7), ("south", 8)):
        assert sign(cast, name, minute).status_code == 302
    assert state_at(cast, 3 * DAY) == {"": "agreed", "mines": "not_yet", "sail": "not_yet", "spare": "not_yet"}


def test_the_signature_names_all_that_was_put(cast):
    put(cast)
    assert sign(cast, "north", 5).status_code == 302
    (signed,), (version,) = entries(cast, "south", AGREEMENT_SIGNED), entries(cast, "south", AGREEMENT_PUT)
    assert (signed["put"], signed["sha256"]) == (version["sha256"], version["texts"]["calm"]["sha256"])


def test_what_ended_one_version_does_not_end_the_next_and_words_of_another_duty_do_not_count(cast):
    agreed(cast)
    assert happened(cast, "mara", 3 * DAY, event="vote", day="2026-11-26").status_code == 302
    assert says(cast, "south", "mines", 3 * DAY + 1, is_for_all="yes").status_code == 302
    assert happened(cast, "south", 3 * DAY + 2, kind="withdrawn", day="2026-11-27").status_code == 302
    assert state_at(cast, 3 * DAY + 3)[""] == "withdrawn"
    put(cast, TERMS.replace("clear the mines off Tamar", "pay ten million"), minute=9 * 60)
    for name, minute in (("north", 9 * 60 + 5), ("south", 9 * 60 + 6)):
        assert sign(cast, name, minute).status_code == 302
    assert state_at(cast, 3 * DAY + 4) == {"": "in_force", "mines": "due", "sail": "not_yet", "spare": "holds"}


def test_a_later_change_of_the_case_leaves_what_was_signed_readable(cast):
    terms = TERMS.replace("articles:", "package: {exchanges: wounded}\narticles:", 1)
    agreed(cast, terms)
    with transaction.atomic():
        text = cast.view("mara").case_text
    with act("the case changes", 30):
        row = CaseRow.objects.get(pk=cast.case_id)
        public = json.dumps({"case.yaml": text.replace("wounded", "injured")}).encode()
        row.key, row.sealed = keys.seal_apart(keys.opening_key(), public, f"case {row.pk}")
        row.save()
    for page in ("agreement", "board", "agreement/status.json", "agreement/draft"):
        with act(f"a look at {page}", 31):
            assert fetched(cast, "mara", page).status_code == (409 if page == "agreement/draft" else 200), page


def test_a_second_click_signs_once(cast):
    put(cast)
    with act("north signs", 5):
        digest = re.search(r'name="sha256" value="([0-9a-f]{64})"', cast.get("north", "agreement/sign/calm").content.decode())[1]
        sent = {"sha256": digest, "signature": "", "idempotency_key": "00000000-0000-4000-8000-00000000000c"}
        assert [cast.post("north", "agreement/sign/calm", **sent).status_code for _ in range(2)] == [302, 302]
    assert len(entries(cast, "mara", AGREEMENT_SIGNED)) == 1


def test_one_signature_in_a_pdf_counts_for_one_side_and_a_day_to_come_for_none(cast):
    put(cast)
    with act("the pdf", 4):
        pdf = fetched(cast, "south", "agreement/1/calm/text.pdf").content
    signed = signed_by(pdf, "Sol")

    def entered(side: str, minute: int, on: str = "2026-11-24"):
        with act(f"{side} {minute}", minute):
            file = SimpleUploadedFile("back.pdf", signed, "application/pdf")
            return cast.post("mara", "agreement/elsewhere", text="calm", side=side, on=on, how="by mail", pdf=file)

    assert entered("southland", 5, on="2199-01-01").status_code == 422
    assert entered("southland", 6).status_code == 302
    assert entered("northland", 7).status_code == 422
    (entry,) = entries(cast, "north", AGREEMENT_SIGNED_ELSEWHERE)
    assert "Sol" in entry["signers"][0]


def test_an_occurrence_has_a_page_of_its_own_and_one_to_come_too(cast):
    agreed(cast)
    happened(cast, "mara", 3 * DAY, event="vote", day="2026-11-26")
    assert "call the commission together" in look(cast, "north", "board/of/meet/2026-11-26", 3 * DAY + 1)
    assert "call the commission together" in look(cast, "north", "board/of/meet/2027-06-26", 3 * DAY + 1)
    with doing(cast, "north", "says", 3 * DAY + 2):
        sent = {"progress": "done", "on": "2026-11-27", "words": "", "evidence": ""}
        assert cast.post("north", "board/of/meet/2026-11-26", **sent).status_code == 302
        assert cast.post("north", "board/of/meet/2026-11-26", **{**sent, "on": "2026-12-24"}).status_code == 422
        for odd in ("2026-13-99", "2026-11-25", "x", "2200-01-01"):
            assert cast.get("north", f"board/of/meet/{odd}").status_code == 404
    assert entries(cast, "mara", AGREEMENT_REPORT)[0]["occurrence"] == "2026-11-26"


def test_today_is_now_and_not_the_end_of_the_day(cast):
    agreed(cast, TERMS.replace("until: 2026-12-10", "until: 2026-11-27T18:00Z").replace("after: [mines], ", ""))
    happened(cast, "mara", 3 * DAY, event="vote", day="2026-11-26")
    assert state_at(cast, 3 * DAY + 1)["sail"] == "due"
    assert "overdue" not in look(cast, "north", "board/of/sail", 3 * DAY + 1)
    assert "let the first ship sail due; by" in re.sub(r"\s+", " ", look(cast, "north", "board", 3 * DAY + 1))


def test_a_case_that_brings_its_agreement_has_it_as_a_draft(cast):
    texts = texts_of_folder(EXAMPLES / "ferry-strike")
    with act("another case", 1), transaction.atomic():
        case_id = open_case(cast.people["mara"], texts, None)
        view = CaseView.for_person(cast.people["mara"].pk, case_id)
        assert newest_draft(view).structure == texts["agreement.yaml"]
        assert texts_to_export(view)["agreement.yaml"] == texts["agreement.yaml"]


def test_a_case_whose_agreement_has_mistakes_is_not_opened(cast):
    texts = texts_of_folder(EXAMPLES / "ferry-strike")
    texts["agreement.yaml"] = texts["agreement.yaml"].replace("who: ministry", "who: nobody")
    with act("another case", 1), transaction.atomic(), pytest.raises(Refused, match="nobody"):
        open_case(cast.people["mara"], texts, None)
