"""A PDF that was signed elsewhere: its signatures hold, it is ours, and nothing was drawn over it."""

from __future__ import annotations

from io import BytesIO

import pytest
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers

from goodoffices.formats.attachments.signed_pdf import check_signed_pdf
from goodoffices.formats.results.text_documents import TextDocument, text_pdf
from goodoffices.procedure.text import read_text
from tests.formats.pdf_signer import signed_by, signer_named


@pytest.fixture(scope="module")
def ours() -> bytes:
    paragraphs = tuple(read_text("# Pay\n\nThe company must pay.\n", {}))
    return text_pdf(TextDocument(title="Settlement", mark="", paragraphs=paragraphs, sponsors={}, language="en", direction="ltr"))


def test_a_signature_of_our_bytes_holds_and_names_who_its_certificate_names(ours):
    found = check_signed_pdf(signed_by(ours, "Ana Principal"), ours)
    assert found.is_good
    assert [("Ana Principal" in one.signer, one.holds, one.covers_all) for one in found.signatures] == [(True, True, True)]


def test_two_sides_sign_one_after_the_other(ours):
    found = check_signed_pdf(signed_by(signed_by(ours, "Ana"), "Ben"), ours)
    assert (found.is_good, len(found.signatures)) == (True, 2)


def test_without_a_signature_it_is_not_signed(ours):
    assert not check_signed_pdf(ours, ours).is_good


def test_another_text_is_not_ours_however_well_it_is_signed(ours):
    other = text_pdf(
        TextDocument(title="Other", mark="", paragraphs=tuple(read_text("Nothing.\n", {})), sponsors={}, language="en", direction="ltr")
    )
    found = check_signed_pdf(signed_by(other, "Ana"), ours)
    assert (found.begins_with_ours, found.is_good) == (False, False)


def test_words_that_were_drawn_over_ours_before_signing_are_refused(ours):
    writer = IncrementalPdfFileWriter(BytesIO(ours))
    page, _ = writer.find_page_for_modification(0)
    writer.add_stream_to_page(0, writer.add_object(StreamObject(stream_data=b"0 0 600 800 re f")))
    out = BytesIO()
    writer.write(out)
    forged = signed_by(out.getvalue(), "Ana")
    found = check_signed_pdf(forged, ours)
    assert page is not None
    assert (found.begins_with_ours, found.is_good) == (True, False)


def test_words_that_took_the_place_of_ours_before_signing_are_refused(ours):
    writer = IncrementalPdfFileWriter(BytesIO(ours))
    page = writer.prev.root["/Pages"]["/Kids"][0]
    words = page.raw_get("/Contents")
    writer.objects[words.generation, words.idnum] = StreamObject(stream_data=b"0 0 600 800 re f")
    writer.mark_update(words)
    out = BytesIO()
    writer.write(out)
    found = check_signed_pdf(signed_by(out.getvalue(), "Ana"), ours)
    assert (found.begins_with_ours, found.is_good) == (True, False)


@pytest.mark.parametrize("place", [0.3, 0.999])
def test_a_byte_that_was_changed_after_signing_is_found(ours, place):
    signed = bytearray(signed_by(ours, "Ana"))
    k = int(len(ours) * 0.5) if place < 0.5 else signed.rindex(b"/Producer") + 12
    signed[k] ^= 1
    assert not check_signed_pdf(bytes(signed), ours).is_good


@pytest.mark.parametrize("hostile", [b"", b"%PDF-1.7", b"\0" * 1000, b"%PDF-1.7\n" + b"[" * 100_000, b"x" * 10_000_001])
def test_hostile_files_are_no_and_never_an_error(ours, hostile):
    found = check_signed_pdf(hostile, ours)
    assert (found.is_good, bool(found.fault)) == (False, True)


def test_the_signer_of_these_tests_is_none_that_anybody_trusts():
    assert isinstance(signer_named("Ana"), signers.Signer)
