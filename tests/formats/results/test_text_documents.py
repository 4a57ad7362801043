"""A text as PDF and DOCX: what stands in it and nothing else, the same to the byte each time."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from xml.etree import ElementTree

import pypdf
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from goodoffices.formats.attachments import AttachmentKind, clean_copy, read_attachment
from goodoffices.formats.attachments.attachment import running
from goodoffices.formats.documents.errors import FormatNotSupported
from goodoffices.formats.results.text_documents import TextDocument, text_docx, text_pdf
from goodoffices.procedure.text.paragraphs import Alternative, Bracket, Paragraph, for_reader, read_text
from tests.cli.program import ROOT

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARTIES = {"northland": "Nordreich", "southland": "Südreich"}
TEXT = """\
# Withdrawal

The parties [[northland: shall | southland: should | may]] withdraw
to the line of 1998.

They tell each other [[ | within 30 days]] when.

# Last words

It is signed.
"""
ARABIC = "# الفصل الأول\n\nيلتزم الطرفان [[northland: يجب | southland: ينبغي]] بالانسحاب خلال 30 يوما."


def document(text: str = TEXT, reader: str | None = "northland", **changes: object) -> TextDocument:
    """What a reader may have of a text; None is somebody who may know of all sponsors."""
    paragraphs = read_text(text, list(PARTIES))
    held = {
        "title": "Cease-fire",
        "mark": "Copy 7F3A · for Northland",
        "paragraphs": tuple(paragraphs if reader is None else for_reader(paragraphs, reader)),
        "sponsors": PARTIES,
        "language": "en",
        "direction": "ltr",
    }
    return TextDocument(**(held | changes))


def arabic() -> TextDocument:
    return document(ARABIC, title="نص", mark="نسخة 7F3A", language="ar", direction="rtl")


def members_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def part_of(data: bytes, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(members_of(data)[f"word/{name}.xml"])


def values_of(element: ElementTree.Element, name: str) -> list[str | None]:
    return [one.get(f"{W}val") for one in element.iter(W + name)]


def words_of_pdf(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def everything_in_pdf(data: bytes) -> str:
    """All that a PDF holds, with its streams unpacked."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    objects = [reader.get_object(number) for number in range(1, int(reader.trailer["/Size"]))]
    streams = [one.get_data().decode("latin-1") for one in objects if hasattr(one, "get_data")]
    return "\n".join([words_of_pdf(data), *map(repr, objects), *streams, repr(reader.trailer), data.decode("latin-1")])


IN_WORD = """\
Cease-fire
Withdrawal
1.\tThe parties [shall · Nordreich] [should] [may] withdraw
to the line of 1998.
2.\tThey tell each other [] [within 30 days] when.
Last words
3.\tIt is signed.
Copy 7F3A · for Northland\t1 / 1"""


def test_a_text_in_word_says_what_it_says_on_the_page_with_its_own_numbers():
    made = text_docx(document())
    assert read_attachment("text.docx", made).text == IN_WORD
    assert "numPr" not in members_of(made)["word/document.xml"].decode()


def test_a_text_on_paper_says_the_same():
    words = words_of_pdf(text_pdf(document()))
    assert " ".join(words.split()) == " ".join(IN_WORD.split())


def test_headings_are_headings_and_brackets_are_shaded():
    body = part_of(text_docx(document()), "document")
    assert values_of(body, "pStyle") == ["Title", "Heading1", "Numbered", "Numbered", "Heading1", "Numbered"]
    shaded = ["".join(text.text for text in run.iter(W + "t")) for run in body.iter(W + "r") if values_of(run, "rStyle") == ["Alternative"]]
    assert shaded == ["[shall", "]", "[should]", "[may]", "[]", "[within 30 days]"]
    reader = pypdf.PdfReader(io.BytesIO(text_pdf(document())))
    [title] = [one for one in reader.outline if not isinstance(one, list)]
    [chapters] = [one for one in reader.outline if isinstance(one, list)]
    assert [title.title, *(one.title for one in chapters)] == ["Cease-fire", "Withdrawal", "Last words"]


@pytest.mark.parametrize("write", [text_pdf, text_docx])
@pytest.mark.parametrize(
    ("reader", "shown"),
    [("northland", ["Nordreich"]), ("southland", ["Südreich"]), ("", []), (None, ["Nordreich", "Südreich"])],
)
def test_a_sponsor_is_named_where_the_reader_may_know_and_nowhere_else(write, reader, shown):
    made = write(document(reader=reader, mark=""))
    words = words_of_pdf(made) if write is text_pdf else read_attachment("text.docx", made).text
    assert re.findall(r"\[\w+ · (\w+)\]", words) == shown
    assert [name for name in PARTIES.values() if name in words] == shown


@pytest.mark.parametrize("write", [text_pdf, text_docx])
def test_no_byte_hangs_on_a_party_that_the_paragraphs_do_not_name(write):
    of_all = document(mark="Copy 7F3A")
    made = write(of_all)
    assert made == write(dataclasses.replace(of_all, sponsors={"northland": "Nordreich"}))
    everything = everything_in_pdf(made) if write is text_pdf else "".join(part.decode() for part in members_of(made).values())
    assert "Nordreich" in everything
    assert not re.search("südreich|southland|northland", everything, re.IGNORECASE)


@pytest.mark.parametrize("write", [text_pdf, text_docx])
def test_a_sponsor_without_a_name_is_not_shown_by_its_id(write):
    assert write(document(sponsors={})) == write(document(reader=""))


LONG = "\n\n".join(f"Paragraph of many words, the {n}th: {'and so on ' * 30}" for n in range(60))


def test_the_mark_and_the_number_stand_on_each_page_of_paper():
    pages = pypdf.PdfReader(io.BytesIO(text_pdf(document(LONG)))).pages
    assert len(pages) > 3
    ends = [page.extract_text().split("\n")[-1].strip() for page in pages]
    assert ends == [f"Copy 7F3A · for Northland {n} / {len(pages)}" for n in range(1, len(pages) + 1)]


def test_the_mark_and_the_number_stand_on_each_page_in_word():
    made = text_docx(document(LONG))
    footer = part_of(made, "footer1")
    assert "".join(text.text for text in footer.iter(W + "t")) == "Copy 7F3A · for Northland1 / 1"
    assert [one.get(f"{W}instr") for one in footer.iter(f"{W}fldSimple")] == ["PAGE", "NUMPAGES"]
    [section] = part_of(made, "document").iter(f"{W}sectPr")
    # One footer for all pages: no other for the first, none for even ones.
    assert [one.get(f"{W}type") for one in section.iter(f"{W}footerReference")] == ["default"]
    assert section.find(f"{W}titlePg") is None
    assert part_of(made, "settings").find(f"{W}evenAndOddHeaders") is None


def test_a_text_without_a_mark_and_without_paragraphs_is_a_title_and_a_page():
    bare = document("", mark="")
    assert read_attachment("text.docx", text_docx(bare)).text == "Cease-fire\n\t1 / 1"
    assert words_of_pdf(text_pdf(bare)).split() == ["Cease-fire", "1", "/", "1"]


PRINTING = """
import hashlib
from tests.formats.results.test_text_documents import arabic, document
from goodoffices.formats.results.text_documents import text_docx, text_pdf
for made in (text_docx(document()), text_pdf(document()), text_docx(arabic()), text_pdf(arabic())):
    print(hashlib.sha256(made).hexdigest())
"""


def test_the_same_text_is_the_same_bytes_at_another_place_and_time(tmp_path):
    written = [write(one) for one in (document(), arabic()) for write in (text_docx, text_pdf)]
    assert written == [write(one) for one in (document(), arabic()) for write in (text_docx, text_pdf)]
    expected = [hashlib.sha256(made).hexdigest() for made in written]
    for zone, seed, home in (("Pacific/Kiritimati", "1", "a"), ("Pacific/Pago_Pago", "2", "b")):
        variables = {
            "TZ": zone,
            "PYTHONHASHSEED": seed,
            "HOME": str(tmp_path / home),
            "USER": home,
            "SOURCE_DATE_EPOCH": f"{seed}000000000",
        }
        environment = {**os.environ, **variables, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
        ran = subprocess.run([sys.executable, "-P", "-c", PRINTING], capture_output=True, text=True, env=environment, timeout=120)
        assert ran.stdout.split() == expected, ran.stderr


def test_a_word_file_holds_its_text_and_nothing_beside_it():
    made = text_docx(document())
    assert list(members_of(made)) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "word/styles.xml",
        "word/settings.xml",
        "word/footer1.xml",
    ]
    infos = zipfile.ZipFile(io.BytesIO(made)).infolist()
    assert {(one.date_time, one.create_system, one.extra, one.comment) for one in infos} == {((1980, 1, 1, 0, 0, 0), 0, b"", b"")}
    assert not re.search(rb"rsid|paraId|docId|w:author|w:date|python|dcterms|customXml", b"".join(members_of(made).values()))
    read = read_attachment("text.docx", made)
    assert (read.kind, read.beside) == (AttachmentKind.DOCX, ())
    copy = clean_copy("text.docx", made)
    assert copy is not None
    assert read_attachment("text.docx", copy) == read


def test_a_pdf_names_its_title_and_typst_and_no_time():
    made = text_pdf(document())
    reader = pypdf.PdfReader(io.BytesIO(made))
    assert set(reader.metadata) == {"/Title", "/Creator"}
    assert reader.metadata.creator.startswith("Typst ")
    assert not re.search("Date>|/CreationDate|/ModDate|/Author|dc:creator|Producer", everything_in_pdf(made))


def test_arabic_is_written_from_right_to_left_in_word():
    made = text_docx(arabic())
    body, footer = part_of(made, "document"), part_of(made, "footer1")
    for part in (body, footer):
        assert all(paragraph.find(f"{W}pPr/{W}bidi") is not None for paragraph in part.iter(f"{W}p"))
        assert all(run.find(f"{W}rPr/{W}rtl") is not None for run in part.iter(f"{W}r"))
    assert "يلتزم الطرفان [يجب · Nordreich] [ينبغي]" in read_attachment("text.docx", made).text
    assert not list(part_of(text_docx(document()), "document").iter(f"{W}rtl"))


def test_arabic_is_typeset_from_right_to_left_in_its_own_face():
    [page] = pypdf.PdfReader(io.BytesIO(text_pdf(arabic()))).pages
    assert any("Amiri" in str(one.get_object()["/BaseFont"]) for one in page["/Resources"]["/Font"].values())
    places = {}
    page.extract_text(visitor_text=lambda text, matrix, *rest: places.setdefault(text, matrix[4]))
    # The number of the paragraph stands at the right edge, the first alternative to the right of the second.
    assert places["1"] > places["يجب"] > places["ينبغي"]
    assert places["1"] > 0.8 * float(page.mediabox.width)


def test_what_looks_like_markup_is_words_in_a_paragraph_a_bracket_a_name_and_a_heading():
    odd = "#strong[x] $x^2$ *b* _i_ `c` \\ -- ... <w:t> &amp; \"q\" 'q'"
    held = (Paragraph(1, (odd, Bracket((Alternative(odd, "northland"),)))), Paragraph(0, (odd,)))
    made = document(paragraphs=held, title=odd, mark=odd, sponsors={"northland": odd})
    for words in (words_of_pdf(text_pdf(made)), read_attachment("text.docx", text_docx(made)).text):
        assert "".join(words.split()).count("".join(odd.split())) == 6


def test_blanks_at_the_ends_of_words_are_kept_in_word():
    texts = list(part_of(text_docx(document("a [[b | c]]  d")), "document").iter(f"{W}t"))
    assert [text.text for text in texts] == ["Cease-fire", "1.", "a ", "[b]", " ", "[c]", "  d"]
    assert {text.get("{http://www.w3.org/XML/1998/namespace}space") for text in texts} == {"preserve"}


@pytest.mark.parametrize("write", [text_pdf, text_docx])
def test_what_no_file_can_hold_and_what_steers_is_left_out(write):
    def said(words: str) -> TextDocument:
        bracket = Bracket((Alternative(words, "northland"), Alternative(words)))
        changes = {"title": words, "mark": words, "sponsors": {"northland": words}}
        return dataclasses.replace(document(), paragraphs=(Paragraph(1, (words, bracket)), Paragraph(0, (words,))), **changes)

    unheld = "".join(map(chr, (0, 1, 8, 0x0B, 0x0C, 0x1F, 0x7F, 0x85, 0x202E, 0x2066, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF, 0xE0041)))
    assert write(said(f"a{unheld}b\r\nc\rd")) == write(said("ab\nc\nd"))


def test_without_the_library_the_format_is_not_supported_and_the_message_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(FormatNotSupported) as raised:
        text_docx(document())
    assert str(raised.value) == (
        "DOCX: the package python-docx is missing: install Good Offices with its extra in an environment of your own "
        "(pip install '.[office]') and run goodoffices from there."
    )


#: Between bars.
ODD = "shall|withdraw | |\n|\t|\r\n|\r|\x00|\x0b|\x85|\u2028|\ud800|\uffff|\u202e|<b>|&amp;|]]>|\"|'|[|]|😀|👩🏽\u200d⚖️|يلتزم|\u200f|e\u0301|1.|#|{{|$x$|\u00a0"
odd_words = st.lists(st.sampled_from([*ODD.split("|"), "|"]) | st.text(max_size=6), max_size=8).map("".join)
brackets = st.lists(st.builds(Alternative, odd_words, st.sampled_from(["", *PARTIES])), min_size=1, max_size=3).map(
    lambda found: Bracket(tuple(found))
)
paragraphs = st.lists(st.tuples(st.booleans(), st.lists(odd_words | brackets, max_size=4)), max_size=4).map(
    lambda found: tuple(Paragraph(0 if is_heading else n, tuple(parts)) for n, (is_heading, parts) in enumerate(found, 1))
)


@given(paragraphs, odd_words, st.sampled_from(["ltr", "rtl"]))
@example((Paragraph(1, (" a ", Bracket((Alternative("\x1f"),)), "\n\nb")),), "", "ltr")
def test_our_own_reader_reads_the_same_words_in_the_same_order(held, title, direction):
    made = text_docx(document(paragraphs=held, title=title, mark="", direction=direction))
    read = read_attachment("text.docx", made)
    said = [title]
    for one in held:
        words = "".join(
            part
            if isinstance(part, str)
            else " ".join(f"[{a.words} · {PARTIES[a.sponsor]}]" if a.sponsor else f"[{a.words}]" for a in part.alternatives)
            for part in one.parts
        )
        said.append(words if one.is_heading else f"{one.number}. {words}")
    expected = re.sub("[\ufffe\uffff]", "", running("\n".join([*said, "1 / 1"])))
    assert (read.kind, read.text.split(), read.beside) == (AttachmentKind.DOCX, expected.split(), ())
