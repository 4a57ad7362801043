"""`formats.attachments.reading`: no file, however made, raises or goes beyond the bounds."""

from __future__ import annotations

import random
import struct
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf.generic import NameObject

from goodoffices.formats.attachments import (
    COULD_NOT_BE_READ,
    MOST_BESIDE,
    MOST_BYTES,
    MOST_TEXT,
    MOST_WORDS,
    clean_copy,
    mail,
    office_package,
    read_attachment,
)
from goodoffices.formats.attachments.attachment import UNSHOWN, UNSHOWN_IN_TEXT
from goodoffices.formats.attachments.markup_tree import MOST_DEPTH, MOST_ELEMENTS
from tests.formats.attachments import made_files
from tests.formats.attachments.made_files import FILES, body, docx, paragraph, run, zipped
from tests.formats.attachments.test_clean_copy import LEFT_NOWHERE
from tests.formats.attachments.test_reading import said

NAMES = [*FILES, "none", "x.html", "x.eml"]
QUIET = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def is_within_bounds(name: str, data: bytes) -> None:
    """Read a file and make its copy: neither raises, and what they give is as promised."""
    found = read_attachment(name, data)
    assert len(found.text) <= MOST_TEXT
    assert UNSHOWN_IN_TEXT.search(found.text) is None
    assert len(found.beside) <= MOST_BESIDE + 1
    for one in found.beside:
        assert 0 < len(one.words) <= MOST_WORDS
        assert UNSHOWN.search(one.words) is None
    assert read_attachment(name, data) == found
    made = clean_copy(name, data)
    if made is not None:
        after = read_attachment(name, made)
        assert (after.kind, after.text) == (found.kind, found.text)
        assert not LEFT_NOWHERE & {one.what.value for one in after.beside}


@QUIET
@given(st.sampled_from(NAMES), st.binary(max_size=400))
def test_any_bytes_are_read_within_bounds(name, data):
    is_within_bounds(name, data)


@QUIET
@given(st.sampled_from(["x.html", "x.eml", "x.txt", "x"]), st.text(max_size=400))
def test_any_text_is_read_within_bounds(name, text):
    is_within_bounds(name, text.encode("utf-8", "surrogatepass"))


@QUIET
@given(st.sampled_from(["x.html", "x.eml"]), st.text("<>!-[]?/=\"' ahidentp:;\n&#x0", max_size=200))
def test_any_markup_is_read_within_bounds(name, text):
    is_within_bounds(name, text.encode())


@QUIET
@given(st.sampled_from(sorted(FILES)), st.data())
def test_any_part_of_a_file_is_read_within_bounds(name, data):
    end = data.draw(st.integers(0, len(FILES[name])))
    is_within_bounds(name, FILES[name][:end])


@QUIET
@given(st.sampled_from(sorted(FILES)), st.data())
def test_any_change_of_a_file_is_read_within_bounds(name, data):
    changed = bytearray(FILES[name])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(changed) - 1))
        changed[at : at + data.draw(st.integers(1, 4))] = data.draw(st.binary(max_size=4))
    is_within_bounds(name, bytes(changed))


@QUIET
@given(st.data())
def test_any_change_of_the_text_of_a_document_is_read_within_bounds(data):
    """Inside the ZIP, where its checksums hold."""
    tags = [
        "w:p",
        "w:r",
        "w:t",
        "w:rPr",
        "w:vanish",
        "w:del",
        "w:ins",
        "w:tbl",
        "w:tr",
        "w:tc",
        "w:sdt",
        "w:sdtContent",
        "w:fldChar",
        "w:instrText",
        "w:hyperlink",
    ]
    words = st.sampled_from(["word", "PAGE", "HYPERLINK x"])
    attributes = st.sampled_from(
        ["", ' w:fldCharType="begin"', ' w:fldCharType="separate"', ' w:fldCharType="end"', ' w:val="0"', ' r:id="rId9"']
    )
    element = st.recursive(
        words,
        lambda inner: st.tuples(st.sampled_from(tags), attributes, st.lists(inner, max_size=4)).map(
            lambda made: f"<{made[0]}{made[1]}>{''.join(made[2])}</{made[0]}>"
        ),
        max_leaves=25,
    )
    made = docx(body(*data.draw(st.lists(element, max_size=5))))
    assert read_attachment("x.docx", made).kind == "docx"
    is_within_bounds("x.docx", made)
    assert clean_copy("x.docx", made) is not None


@pytest.mark.parametrize("size", [0, 1, 2, 3, 4, 7, 8, 12, 13, 100, 10_000, 200_000])
@pytest.mark.parametrize(
    "begins", [b"", b"\xff\xd8\xff\xe1", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\0\0\0\0WEBP", b"%PDF-1.7\n", b"PK\x03\x04"]
)
def test_random_bytes_are_read_within_bounds(begins, size):
    is_within_bounds("x", begins + random.Random(size).randbytes(size))


def unread(name: str, data: bytes) -> bool:
    return COULD_NOT_BE_READ in said(read_attachment(name, data), "other")


def test_a_document_that_unpacks_to_very_much_is_not_read():
    bomb = docx(
        body(paragraph(run("x"))), {"word/styles.xml": b" " * (office_package.MOST_UNPACKED + 1)}, (("rId1", "styles", "styles.xml"),)
    )
    assert len(bomb) < 100_000
    assert unread("x.docx", bomb)
    assert clean_copy("x.docx", bomb) is None


def test_what_a_header_says_of_a_size_is_not_believed():
    small = docx(body(paragraph(run("x" * 5000))))
    lying = small.replace(struct.pack("<I", len(body(paragraph(run("x" * 5000))))), struct.pack("<I", 10))
    assert lying != small
    is_within_bounds("x.docx", lying)
    assert read_attachment("x.docx", lying).text in ("", "x" * 5000)


def test_very_many_members_are_not_read():
    many = {f"word/{n}.xml": b"" for n in range(office_package.MOST_MEMBERS)}
    assert unread("x.docx", docx(body(paragraph(run("x"))), many))


def test_a_member_that_stands_twice_is_not_read():
    twice = docx(body(paragraph(run("x"))), {"word/document.xmk": body(paragraph(run("another")))})
    assert unread("x.docx", twice.replace(b"document.xmk", b"document.xml"))
    assert unread("x.docx", docx(body(paragraph(run("x"))), {"word/Document.XML": body(paragraph(run("another")))}))


def test_deep_and_endless_markup_is_not_read():
    depth = MOST_DEPTH
    assert unread("x.docx", docx(body("<w:p>" * depth + "</w:p>" * depth)))
    assert not unread("x.docx", docx(body("<w:p>" * (depth - 2) + "</w:p>" * (depth - 2))))
    assert unread("x.docx", docx(body("<w:p/>" * MOST_ELEMENTS)))


@pytest.mark.parametrize("inside", ["", '<!ENTITY x "y">', '<!ENTITY x SYSTEM "file:///etc/passwd">'])
def test_a_document_type_is_refused(inside):
    document = body(paragraph(run("&x;" if inside else "y")))
    found = read_attachment("x.docx", docx(document.replace("<w:document", f"<!DOCTYPE w:document [{inside}]><w:document", 1)))
    assert (found.kind, found.text, said(found, "other")) == ("docx", "", {COULD_NOT_BE_READ})


def test_a_zip_in_a_zip_is_not_opened():
    inner = zipped({"word/document.xml": body(paragraph(run("inner")))})
    found = read_attachment("x.docx", docx(body(paragraph(run("outer"))), {"word/embeddings/inner.docx": inner}))
    assert found.text == "outer"


def test_ten_thousand_parts_of_a_mail_are_not_all_read():
    parts = b"--b\nContent-Type: text/plain\n\nword\n" * 10_000
    found = read_attachment("x.eml", b"Subject: s\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n" + parts + b"--b--\n")
    assert found.text.count("word") == mail.MOST_PARTS - 1
    assert found.is_cut
    assert said(found, "other") == {f"more than {mail.MOST_PARTS} parts"}


def test_a_hundred_mails_one_in_another_are_read_two_deep():
    found = read_attachment("x.eml", b"Subject: s\nContent-Type: message/rfc822\n\n" * 100 + b"Subject: s\n\nword")
    assert found.text.count("Subject") == mail.MOST_DEPTH + 1
    assert "word" not in found.text


def test_a_mail_that_is_too_deep_gives_its_head():
    deep = b"".join(b"Subject: s%d\nContent-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n, n) for n in range(1500))
    found = read_attachment("x.eml", deep)
    assert found.text == "Subject: s0"
    assert COULD_NOT_BE_READ in said(found, "other")


@pytest.mark.parametrize("charset", ["idna", "punycode", "rot13", "zip", "unicode_escape", "undefined", "x" * 1000, "\0", "utf-7"])
def test_an_encoding_that_is_none_of_a_mail_is_not_used(charset):
    found = read_attachment("x.eml", f"Subject: =?{charset}?q?abc?=\nContent-Type: text/plain; charset={charset}\n\nplain +AGE-".encode())
    assert "plain +AGE-" in found.text or found.kind == "other"


def test_a_long_header_is_read_in_part():
    found = read_attachment("x.eml", b"Subject: x\nFrom: " + b"(" * 50_000 + b"\nTo: " + b"a@b, " * 50_000 + b"\n\nbody")
    assert found.text.endswith("body")
    assert len(found.text) < 10_000


def test_a_page_of_open_elements_and_one_of_attributes_is_read():
    for page in (
        "<div>" * 50_000 + "x",
        "<p hidden>" * 50_000,
        "<div hidden>" * 20_000 + "x",
        "<a " + "b=c " * 20_000 + ">x",
        "<!--" * 2000,
    ):
        is_within_bounds("x.html", page.encode())


def test_directories_of_exif_that_lead_to_one_another_end():
    entries = struct.pack("<HHII", 0x8769, 4, 1, 8)
    looped = b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 1) + entries + struct.pack("<I", 8)
    is_within_bounds("x.jpg", made_files.jpeg(made_files.segment(0xE1, b"Exif\0\0" + looped)))


@pytest.mark.parametrize("order", ["<", ">"])
def test_exif_that_ends_anywhere_is_read_within_bounds(order):
    tiff = made_files.tiff(order)
    for end in range(len(tiff)):
        read_attachment("x.jpg", made_files.jpeg(made_files.segment(0xE1, b"Exif\0\0" + tiff[:end])))


def test_a_png_text_that_unpacks_to_very_much_is_read_in_part():
    packed = zlib.compress(b"x" * 20_000_000, 9)
    found = read_attachment("x.png", made_files.png(made_files.chunk(b"zTXt", b"Comment\0\0" + packed)))
    (comment,) = said(found, "comment")
    assert len(comment) == MOST_WORDS


def test_a_pdf_of_pages_that_hold_one_another_is_said_to_be_unread():
    looped = made_files.pdf("x").replace(b"/Count 1", b"/Count 9").replace(b"/Type /Page\n", b"/Type /Pages\n")
    is_within_bounds("x.pdf", looped)


def test_a_pdf_whose_author_is_no_text_is_read_the_same_each_time():
    def put(writer):
        made_files.dressed(writer)
        writer._info[NameObject("/Author")] = made_files.named(a=writer.pages[0].indirect_reference)

    is_within_bounds("x.pdf", made_files.pdf("x", dress=put))


def test_a_file_of_the_greatest_length_is_read():
    assert read_attachment("x.txt", b"x\n" * (MOST_BYTES // 2)).is_cut
