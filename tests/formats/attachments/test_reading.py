"""`formats.attachments.reading`: each kind of file gives its visible text and what stands beside it; kinds are told by content."""

from __future__ import annotations

import codecs
import subprocess
import sys

import pytest

from goodoffices.formats.attachments import (
    COULD_NOT_BE_READ,
    ENCRYPTED,
    MOST_BESIDE,
    MOST_BYTES,
    MOST_TEXT,
    MOST_WORDS,
    TOO_LONG,
    Attachment,
    AttachmentKind,
    Beside,
    BesideKind,
    read_attachment,
)
from tests.formats.attachments import made_files
from tests.formats.attachments.made_files import FILES


def said(attachment: Attachment, what: str) -> set[str]:
    return {one.words for one in attachment.beside if one.what == what}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("offer.docx", "docx"),
        ("offer.pdf", "pdf"),
        ("notice.html", "html"),
        ("letter.eml", "mail"),
        ("note.txt", "text"),
        ("photo.jpg", "image"),
        ("drawing.png", "image"),
        ("sign.gif", "image"),
        ("view.webp", "image"),
    ],
)
def test_the_kind_is_found_by_content_whatever_the_name_says(name, kind):
    assert read_attachment(name, FILES[name]).kind == kind
    assert read_attachment("unnamed", FILES[name]).kind == kind
    if kind not in ("html", "mail", "text"):
        assert read_attachment("x.txt", FILES[name]).kind == kind


def test_among_texts_the_ending_decides():
    assert read_attachment("x.txt", made_files.PAGE.encode()).kind == "text"
    assert read_attachment("x.htm", b"just words").kind == "html"
    assert read_attachment("x.eml", b"just words").kind == "mail"


@pytest.mark.parametrize(
    "data",
    [b"{\\rtf1 x}", b"<?xml version='1.0'?><svg/>", b" <svg onload=x>", b"%!PS", b"a\0b", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1"],
)
def test_what_is_none_of_the_kinds_is_other_and_said_to_be_unread(data):
    assert read_attachment("x", data) == Attachment(
        kind=AttachmentKind.OTHER, text="", beside=(Beside(BesideKind.OTHER, COULD_NOT_BE_READ),), is_cut=False
    )


def test_another_office_file_is_other():
    assert read_attachment("x.docx", made_files.zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"})).kind == "other"


@pytest.mark.parametrize(
    "data",
    [
        "Zürich\nØst".encode(),
        codecs.BOM_UTF8 + "Zürich\r\nØst".encode(),
        "Zürich\nØst".encode("utf-16"),
        codecs.BOM_UTF16_BE + "Zürich\nØst".encode("utf-16-be"),
        "Zürich\nØst".encode("latin-1"),
    ],
)
def test_plain_text_is_read_in_its_encoding(data):
    assert read_attachment("x.txt", data) == Attachment(kind=AttachmentKind.TEXT, text="Zürich\nØst", beside=(), is_cut=False)


def test_text_is_cut_where_it_is_too_long():
    assert not read_attachment("x.txt", b"x" * MOST_TEXT).is_cut
    cut = read_attachment("x.txt", b"x" * (MOST_TEXT + 1))
    assert (len(cut.text), cut.is_cut) == (MOST_TEXT, True)


def test_what_is_too_long_is_not_read():
    assert read_attachment("x.txt", b"x" * (MOST_BYTES + 1)) == Attachment(
        kind=AttachmentKind.OTHER, text="", beside=(Beside(BesideKind.OTHER, TOO_LONG),), is_cut=False
    )


def test_nothing_in_a_text_steers_a_terminal_or_turns_the_writing():
    assert read_attachment("x.txt", "a\x1b[31mb\u202ec\td".encode()).text == "a[31mbc\td"


def test_a_value_is_one_short_line_and_steers_nothing():
    page = f'<meta name=author content="Eve\u202e\n\u200b\x1b{"x" * 500}">'
    (beside,) = read_attachment("x.html", page.encode()).beside
    assert beside.words.startswith("Eve xxx")
    assert len(beside.words) == MOST_WORDS


def test_so_many_things_are_listed_and_the_rest_counted():
    page = "".join(f"<!--{n}-->" for n in range(MOST_BESIDE + 30)) + "<!--0-->"
    found = read_attachment("x.html", page.encode()).beside
    assert len(found) == MOST_BESIDE + 1
    assert found[-1] == Beside(BesideKind.OTHER, "30 more")


def test_a_page_gives_what_a_browser_shows():
    page = read_attachment("notice.html", FILES["notice.html"])
    assert page.text == made_files.PAGE_TEXT
    assert said(page, "author") == {"Wanda Web"}
    assert said(page, "program") == {"Pagemaker"}
    assert said(page, "comment") == {"ask for more"}
    assert said(page, "hidden_text") == {"never shown", "gone", "token"}
    assert said(page, "script") == {"https://cdn.example/t.js", "track()", "go()"}
    assert said(page, "link") == {"https://port.example/"}


def test_a_mail_gives_its_head_and_its_plain_body():
    mail = read_attachment("letter.eml", FILES["letter.eml"])
    assert mail.text == (
        "Subject: Angebot für Øst\nFrom: Anna <anna@north.example>\nTo: Mara <mara@office.example>\n"
        "Date: Fri, 01 Mar 2024 10:00:00 +0000\nDear Mara,\nsee the plan."
    )
    assert said(mail, "attached_file") == {"plån.pdf"}
    assert said(mail, "place") == {"Received: from [203.0.113.7] by mx.example", "X-Originating-IP: [203.0.113.7]"}
    assert said(mail, "program") == {"Letterbox 4"}
    assert "Bcc: Lawyer <law@north.example>" in said(mail, "other")
    # The page that travels along is not said, but what it hides is.
    assert said(mail, "hidden_text") == {"hidden words"}
    assert said(mail, "link") == {"https://track.example/pixel"}


def test_a_mail_of_a_page_alone_gives_the_text_of_the_page():
    mail = b"Subject: x\nContent-Type: text/html; charset=iso-8859-1\n\n<p>caf\xe9</p><script>1</script>"
    assert read_attachment("x.eml", mail).text == "Subject: x\ncafé"


def test_mails_inside_a_mail_are_read_two_deep():
    mail = b"Subject: 4\n\nwords of 4"
    for n in (3, 2, 1, 0):
        mail = b"Subject: %d\nContent-Type: message/rfc822\n\n" % n + mail
    found = read_attachment("x.eml", mail)
    assert found.text.split() == ["Subject:", "0", "Subject:", "1", "Subject:", "2"]
    assert said(found, "attached_file") == {"1", "2", "3"}


def test_a_pdf_gives_the_text_of_its_pages():
    found = read_attachment("offer.pdf", FILES["offer.pdf"])
    assert found.text == "We pay 700\nsecond page"
    assert said(found, "author") == {"Petra Pdf", "Nora Note", "Xenia Xmp", "Anna Artist"}
    assert said(found, "comment") == {"Nora Note: not below 500"}
    assert said(found, "attached_file") == {"figures.xlsx", "plan.doc"}
    assert said(found, "script") == {"app.alert(1)", "app.beep()"}
    assert said(found, "link") == {"https://track.example/pdf"}
    assert said(found, "program") == {"pypdf", "Scanner 9"}
    assert said(found, "date") == {"D:20240301100000Z", "2024:03:01 10:00:00"}
    # A picture on a page is looked at as one outside.
    assert said(found, "place") == {"59.91386, -10.75224"}
    assert said(found, "other") == {"Title: Bottom line"}


def test_an_encrypted_pdf_is_said_to_be_so():
    found = read_attachment("x.pdf", made_files.pdf("secret", dress=lambda writer: writer.encrypt("key", algorithm="RC4-128")))
    assert (found.kind, found.text, said(found, "other")) == ("pdf", "", {ENCRYPTED})


def test_an_earlier_version_inside_a_pdf_is_said():
    later = made_files.pdf("earlier") + made_files.pdf("later")
    assert said(read_attachment("x.pdf", later), "revision") == {"1 ×"}


def test_a_layer_that_is_not_shown_is_said():
    def hide(writer):
        layer = writer._add_object(made_files.named(Type="/OCG", Name="prices"))
        writer.root_object.update(made_files.named(OCProperties=made_files.named(OCGs=[layer], D=made_files.named(OFF=[layer]))))

    assert said(read_attachment("x.pdf", made_files.pdf("x", dress=hide)), "hidden_text") == {"prices"}


@pytest.mark.parametrize("name", ["photo.jpg", "view.webp"])
def test_a_photo_tells_who_when_where_and_with_what(name):
    found = read_attachment(name, FILES[name])
    assert found.text == ""
    assert "59.91386, -10.75224" in said(found, "place")
    assert "Anna Artist" in said(found, "author")
    assert said(found, "date") == {"2024:03:01 10:00:00"}
    assert {"EXIF", "Harbourcam 3", "thumbnail"} <= said(found, "image_metadata")


def test_comments_xmp_and_what_follows_a_jpeg_are_listed():
    found = read_attachment("photo.jpg", FILES["photo.jpg"])
    assert said(found, "comment") == {"for Carla"}
    assert said(found, "embedded") == {"13 bytes"}
    assert "Xenia Xmp" in said(found, "author")
    assert "Oslo" in said(found, "place")
    assert {"XMP", "IPTC"} <= said(found, "image_metadata")


def test_the_texts_of_a_png_are_listed():
    found = read_attachment("drawing.png", FILES["drawing.png"])
    assert said(found, "author") == {"Paula Painter", "Anna Artist"}
    assert said(found, "comment") == {"draft only"}
    assert said(found, "program") == {"Paintbox"}
    assert said(found, "date") == {"2024-03-01 10:00:00", "2024:03:01 10:00:00"}
    assert said(found, "place") == {"59.91386, -10.75224"}
    assert said(found, "embedded") == {"9 bytes"}


def test_the_comment_of_a_gif_is_listed():
    assert read_attachment("x.gif", made_files.GIF).beside == (Beside(BesideKind.COMMENT, "hello"),)


def test_pypdf_is_imported_late_and_django_never():
    """A server that reads in processes of their own does not load what reads."""
    asked = "import sys, goodoffices.formats.attachments; print({'pypdf', 'django'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-P", "-c", asked], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout == "set()\n"
