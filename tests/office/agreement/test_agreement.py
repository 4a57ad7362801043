"""An agreement in the office: drafted from a package, put, and signed to the byte, here and elsewhere."""

from __future__ import annotations

import hashlib
import json
import re

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
    AGREEMENT_PUT,
    AGREEMENT_REPORT,
    AGREEMENT_SIGNED,
    AGREEMENT_SIGNED_ELSEWHERE,
)
from goodoffices.record.verifier.checking import verify
from tests.cases import EXAMPLES
from tests.formats.pdf_signer import signed_by
from tests.office.agreement.acts import DAY, agreed, doing, drafted, entries, fetched, happened, look, put, sign, state_at
from tests.office.cast import Cast, act
from tests.office.made_terms import TERMS
from tests.office.record.made_device import Device, signed_on
from tests.office.talks.test_rounds import text as page_text


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


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
    assert "Northland must: open the crossing at Tamar; at the latest on: 2026-12-24; confirmed by: Southland" in look(
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
    with act("a clock again", 7):
        # What is left empty stays as it is.
        sent |= {"begins": "", "duration": "", "renewal": "", "notice": "10 days", "based_on": 3}
        assert cast.post("mara", "agreement/draft/clock", **sent).status_code == 302
        shown = look(cast, "mara", "agreement/draft", 8)
        for words in ("It lasts 30 days.", "It is renewed by consent.", "stays in force for 10 days"):
            assert words in shown
        sent |= {"renewal": "none", "notice": "none", "based_on": 4}
        assert cast.post("mara", "agreement/draft/clock", **sent).status_code == 302
        shown = look(cast, "mara", "agreement/draft", 8)
        assert "It lasts 30 days." in shown
        assert "renewed by consent." not in shown
        assert "stays in force for" not in shown
    with act("taken out", 8):
        assert cast.post("mara", "agreement/draft/term/remove", term="open_the_crossing_at_tamar", based_on=5).status_code == 302
    shown = look(cast, "mara", "agreement/draft", 9)
    assert "open the crossing" not in shown


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"within": "ten days", "until": ""}, "Write the period as 30 days"),
        ({"every": "monthly"}, "Write the period as 30 days"),
        ({"within": "10 days"}, "Say in one way by when"),
        ({"starts": "2027-01-01"}, "This day lies before the day on which it begins"),
        ({"tags": "women,"}, "A tag has letters"),
    ],
)
def test_a_mistake_in_an_obligation_stands_at_its_field_in_its_words(cast, sent, said):
    drafted(cast)
    with act("a mistake", 4):
        whole = {
            "text": "calm",
            "who": "northland",
            "modality": "must",
            "act": "sweep",
            "article": "ports",
            "starts": "",
            "starts_with": "",
        }
        whole |= {"until": "2026-12-24", "within": "", "every": "", "tags": "", "based_on": 1, **sent}
        answer = cast.post("mara", "agreement/draft/term", **whole)
    shown = page_text(answer)
    assert (answer.status_code, said in shown) == (422, True), shown
    assert "Line " not in shown
    assert "aria-invalid" in answer.content.decode()


def test_a_draft_is_replaced_by_who_says_so_alone(cast):
    drafted(cast)
    with act("anew", 4):
        shown = cast.get("mara", "agreement/draft").content.decode()
        package = re.search(r'<option value="([^"]+)"', shown[shown.index('id="package"') :])[1]
        sent = {"package": package, "kind": "ceasefire", "zone": "Europe/Kyiv", "starts": "", "based_on": 1}
        refused = cast.post("mara", "agreement/draft", **sent)
        assert (refused.status_code, "takes the place of the present one" in page_text(refused)) == (422, True)
        assert cast.post("mara", "agreement/draft", **{**sent, "kind": "", "sure": "yes"}).status_code == 422
        assert cast.post("mara", "agreement/draft", **sent, sure="yes").status_code == 302


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
    assert sign(cast, "north", 26).status_code == 302
    # Who signed the version that waits, and its files, stand on the page.
    with act("the page", 26):
        shown = cast.get("south", "agreement").content.decode()
    waiting = shown[: shown.index("Now: ")]
    assert re.search(r"Northland\s*</dt>.*?signed.*?Southland\s*</dt>.*?not signed", waiting, re.S)
    assert "agreement/2/calm/text.pdf" in waiting
    with act("the sheet", 26):
        assert "agreement/2/calm/text.pdf" in cast.get("south", "agreement/sign/calm").content.decode()
    assert sign(cast, "south", 27).status_code == 302
    with transaction.atomic():
        assert [one.number for one in list_versions(cast.view("north"))] == [2, 1]
        assert agreement_now(cast.view("north")).number == 2


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
    assert "Nobody signed it before it was put" in page_text(entered("southland", 5, on="2026-11-23"))
    assert entered("", 5).status_code == 422
    assert entered("southland", 6).status_code == 302
    assert entered("northland", 7).status_code == 422
    (entry,) = entries(cast, "north", AGREEMENT_SIGNED_ELSEWHERE)
    assert "Sol" in entry["signers"][0]


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
