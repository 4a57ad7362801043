"""`formats.attachments.reading.clean_copy`: a copy has the same visible text, and nothing beside it."""

from __future__ import annotations

import codecs
import io
import zipfile

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, NameObject

from goodoffices.formats.attachments import clean_copy, read_attachment, reading
from tests.formats.attachments import made_files
from tests.formats.attachments.made_files import FILES

LEFT_NOWHERE = {"author", "comment", "revision", "hidden_text", "place", "attached_file", "script", "embedded", "image_metadata"}
CLEANED = ["offer.docx", "offer.pdf", "photo.jpg", "drawing.png", "note.txt"]
#: Words that stand beside the text of some file above.
SECRETS = [
    "Carla", "Lars", "Harbour", "Secret 7", "Conny", "less", "Dora", "900", "Ivo", "walk away", "by a style", "Rita", "old row", "port.example", "track.example",
    "Fritz", "alias", "tip", "Norden", "rsid", "00A1", "Petra", "Bottom", "Nora", "figures", "plan.doc", "beep", "alert", "kept by a tool", "Scanner", "Xenia", "Anna",
    "Harbourcam", "Paula", "draft", "Paintbox", "second file", "more", "Oslo", "Exif", "XMP", "8BIM", "JavaScript", "Producer",
]  # fmt: skip


def copy_of(name: str) -> bytes:
    made = clean_copy(name, FILES[name])
    assert made is not None
    return made


def content_of(made: bytes) -> bytes:
    """All bytes of a copy, those packed in it too."""
    if made.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            return b"\n".join(name.encode() + archive.read(name) for name in archive.namelist())
    return made


@pytest.mark.parametrize("name", CLEANED)
def test_a_copy_has_the_text_of_the_file_and_nothing_beside_it(name):
    before, after = read_attachment(name, FILES[name]), read_attachment(name, copy_of(name))
    assert (after.kind, after.text) == (before.kind, before.text)
    assert after.beside == ()
    assert name == "note.txt" or LEFT_NOWHERE & {one.what.value for one in before.beside}


@pytest.mark.parametrize("name", CLEANED)
def test_no_secret_is_left_in_the_bytes_of_a_copy(name):
    content = content_of(copy_of(name))
    assert [secret for secret in SECRETS if secret.encode() in content] == []


@pytest.mark.parametrize("name", CLEANED)
def test_the_copy_of_a_copy_is_itself_and_the_same_file_gives_the_same_copy(name):
    made = copy_of(name)
    assert copy_of(name) == made
    assert clean_copy(name, made) == made


@pytest.mark.parametrize("name", ["letter.eml", "notice.html", "sign.gif", "view.webp"])
def test_no_copy_is_made_of_mails_pages_and_other_pictures(name):
    assert clean_copy(name, FILES[name]) is None


def test_a_text_stays_as_it_is_but_for_the_mark_of_utf_8():
    assert clean_copy("x.txt", codecs.BOM_UTF8 + b"a\r\nb \xe2\x80\x8bc") == b"a\r\nb \xe2\x80\x8bc"
    assert clean_copy("x.txt", "a".encode("utf-16")) == "a".encode("utf-16")


def test_a_jpeg_keeps_its_picture_to_the_byte():
    made = copy_of("photo.jpg")
    assert made == b"\xff\xd8" + made_files.JFIF + made_files.FRAME + made_files.SCAN + b"\xff\xd9"


def test_the_small_picture_in_the_head_of_a_jpeg_goes():
    small = made_files.segment(0xE0, b"JFIF\0\x01\x02\0\0\x48\0\x48\x01\x01abc")
    other = made_files.segment(0xE0, b"JFXX\0\x13\x01\x01abc")
    assert clean_copy("x.jpg", made_files.jpeg().replace(made_files.JFIF, small + other)) == made_files.jpeg()


def test_a_png_keeps_its_picture_to_the_byte():
    assert copy_of("drawing.png") == made_files.png(made_files.chunk(b"gAMA", (45455).to_bytes(4, "big")))


@pytest.mark.parametrize("name", ["photo.jpg", "drawing.png"])
def test_no_copy_is_made_of_a_picture_that_ends_too_early(name):
    end = FILES[name].index(b"\xff\xd9" if name == "photo.jpg" else b"IEND")
    assert clean_copy(name, FILES[name][:end]) is None


def test_a_document_keeps_page_numbers_and_the_text_of_links():
    content = content_of(copy_of("offer.docx")).decode("utf-8", "replace")
    assert "> PAGE <" in content
    assert "our site" in content
    assert "w:hyperlink" not in content
    assert 'TargetMode="External"' not in content
    assert "docProps" not in content
    assert "comments" not in content


def test_the_picture_in_a_document_is_cleaned():
    with zipfile.ZipFile(io.BytesIO(copy_of("offer.docx"))) as archive:
        assert archive.read("word/media/image1.jpeg") == made_files.jpeg()


def test_a_pdf_keeps_its_pages_alone():
    reader = PdfReader(io.BytesIO(copy_of("offer.pdf")))
    assert len(reader.pages) == 2
    assert set(reader.trailer) <= {"/Size", "/Root", "/ID"}
    assert set(reader.root_object) == {"/Type", "/Pages"}
    assert set(reader.pages[0]) <= {"/Type", "/Parent", "/Resources", "/MediaBox", "/Contents"}
    assert reader.pages[0]["/Resources"]["/XObject"]["/P"]._data == made_files.jpeg()


def _filled(writer):
    writer.root_object.update(made_files.named(AcroForm=made_files.named(Fields=[made_files.named(T="price", V="700")])))


def _hiding(writer):
    layer = writer._add_object(made_files.named(Type="/OCG", Name="prices"))
    writer.root_object.update(made_files.named(OCProperties=made_files.named(OCGs=[layer], D=made_files.named(OFF=[layer]))))


@pytest.mark.parametrize("dress", [lambda writer: writer.encrypt("key", algorithm="RC4-128"), _filled, _hiding])
def test_no_copy_is_made_of_a_pdf_that_is_encrypted_filled_in_or_hides_a_layer(dress):
    assert clean_copy("x.pdf", made_files.pdf("x", dress=dress)) is None


def test_fonts_and_pictures_may_have_any_short_name():
    def rename(writer):
        fonts = writer.pages[0]["/Resources"]["/Font"]
        for name in ("/A", "/B", "/AA", "/JS", "/EF"):
            fonts[NameObject(name)] = fonts["/F"]
        writer.pages[0][NameObject("/B")] = made_files.named(beads="x")

    made = clean_copy("x.pdf", made_files.pdf("x", dress=rename))
    assert {"/A", "/B", "/AA", "/JS", "/EF"} < set(PdfReader(io.BytesIO(made)).pages[0]["/Resources"]["/Font"])


def test_a_file_tied_to_a_picture_is_not_in_the_copy():
    def tie(writer):
        made_files.dressed(writer)
        picture = writer.pages[0]["/Resources"]["/XObject"]["/P"]
        file = DecodedStreamObject()
        file.set_data(b"tied")
        picture[NameObject("/AF")] = ArrayObject([made_files.named(Type="/Filespec", EF=made_files.named(F=writer._add_object(file)))])
        picture[NameObject("/Metadata")] = writer._add_object(file)

    made = clean_copy("x.pdf", made_files.pdf("x", dress=tie))
    assert b"tied" not in made
    assert b"Filespec" not in made


def test_an_earlier_version_of_a_pdf_is_not_in_its_copy():
    changed = PdfWriter(io.BytesIO(made_files.pdf("We pay 700")), incremental=True)
    contents = changed.pages[0]["/Contents"]
    contents.set_data(b"BT /F 12 Tf 20 100 Td (We pay 800) Tj ET")
    later = io.BytesIO()
    changed.write(later)
    assert b"700" in later.getvalue()
    assert read_attachment("x.pdf", later.getvalue()).text == "We pay 800"
    made = clean_copy("x.pdf", later.getvalue())
    assert read_attachment("x.pdf", made).text == "We pay 800"
    assert b"700" not in made


@pytest.mark.parametrize("made", [made_files.full_docx(), b"no document", made_files.docx(made_files.body())])
def test_a_copy_that_still_holds_something_or_has_another_text_is_not_given(monkeypatch, made):
    monkeypatch.setitem(reading._CLEANERS, read_attachment("offer.docx", FILES["offer.docx"]).kind, lambda data: made)
    assert clean_copy("offer.docx", FILES["offer.docx"]) is None
