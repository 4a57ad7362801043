"""A PDF that was signed elsewhere: its signatures hold, it is ours, and nothing was drawn over it."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
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


def revised(pdf: bytes, objects: dict[int, bytes], info: int) -> bytes:
    """The PDF with one more revision, written by hand: these objects, and which of all is called /Info."""
    before = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])
    root = int(re.findall(rb"/Root (\d+) 0 R", pdf)[-1])
    out, places = pdf + b"\n", {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%d 1\n%010d 00000 n \n" % (number, place) for number, place in sorted(places.items()))
    trailer = b"trailer\n<</Size 90/Root %d 0 R/Prev %d/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (root, before, info, len(out))
    return out + b"xref\n" + table + trailer


def stream(data: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(data), data)


def test_words_are_not_replaced_under_the_name_of_what_describes_the_file(ours):
    page = PdfFileReader(BytesIO(ours)).root["/Pages"]["/Kids"][0]
    words = page.raw_get("/Contents").idnum
    forged = signed_by(revised(ours, {words: stream(b"0 0 600 800 re f")}, words), "Ana")
    found = check_signed_pdf(forged, ours)
    assert (found.begins_with_ours, found.is_good) == (True, False)


def test_our_bytes_before_another_whole_pdf_are_no_revision_of_it(ours):
    other = text_pdf(
        TextDocument(
            title="Settlement",
            mark="",
            paragraphs=tuple(read_text("# Pay\n\nThe company must win.\n", {})),
            sponsors={},
            language="en",
            direction="ltr",
        )
    )
    by = len(ours) + 1
    body, _, table = other.rpartition(b"\nxref")
    moved = re.sub(rb"(\d{10}) (\d{5}) n", lambda one: b"%010d %s n" % (int(one[1]) + by, one[2]), table)
    moved = re.sub(rb"startxref\s+(\d+)", lambda one: b"startxref\n%d" % (int(one[1]) + by), moved)
    found = check_signed_pdf(signed_by(ours + b"\n" + body + b"\nxref" + moved, "Ana"), ours)
    assert (found.begins_with_ours, found.is_good) == (True, False)


def test_a_picture_that_can_cover_words_is_counted(ours):
    page = PdfFileReader(BytesIO(ours)).root["/Pages"]["/Kids"][0]
    ref = re.search(rb"/Kids\s*\[(\d+) 0 R", ours)[1]
    body = re.search(rb"\n" + ref + rb" 0 obj\n(<<.*?>>)\nendobj", ours, re.S)[1]
    root = re.findall(rb"/Root (\d+) 0 R", ours)[-1]
    catalogue = re.search(rb"\n" + root + rb" 0 obj\n(<<.*?>>)\nendobj", ours, re.S)[1]
    info = int(re.findall(rb"/Info (\d+) 0 R", ours)[-1])
    field = b"<</Type/Annot/Subtype/Widget/FT/Sig/T(a)/F 4/Rect[0 0 595 842]/AP<</N 81 0 R>>>>"
    picture = b"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Length 28>>stream\n1 1 1 rg 0 0 595 842 re f   \nendstream"
    objects = {int(ref): body[:-2] + b"/Annots[80 0 R]>>", 80: field, 81: picture}
    objects[int(root)] = catalogue[:-2] + b"/AcroForm<</Fields[80 0 R]/SigFlags 3>>>>"
    found = check_signed_pdf(signed_by(revised(ours, objects, info), "Ana"), ours)
    assert page is not None
    assert (found.is_good, found.pictures) == (True, 1)


@pytest.mark.parametrize("place", [0.3, 0.999])
def test_a_byte_that_was_changed_after_signing_is_found(ours, place):
    signed = bytearray(signed_by(ours, "Ana"))
    k = int(len(ours) * 0.5) if place < 0.5 else signed.rindex(b"/Producer") + 12
    signed[k] ^= 1
    assert not check_signed_pdf(bytes(signed), ours).is_good


@pytest.mark.parametrize(
    "hostile", [b"", b"%PDF-1.7", b"\0" * 1000, b"ours" + b"[" * 100_000, b"ours" + b"\nxref\n" * 1000, b"x" * 10_000_001]
)
def test_hostile_files_are_no_and_never_an_error(ours, hostile):
    found = check_signed_pdf(hostile.replace(b"ours", ours, 1), ours)
    assert not found.is_good


def test_the_signer_of_these_tests_is_none_that_anybody_trusts():
    assert isinstance(signer_named("Ana"), signers.Signer)
