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
