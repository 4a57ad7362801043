"""`formats.attachments.word_document`: the text of a Word document as Word shows it, and all that it does not show."""

from __future__ import annotations

import pytest

from goodoffices.formats.attachments import clean_copy, read_attachment
from tests.formats.attachments.made_files import DOCX_TEXT, FILES, W, body, docx, paragraph, png, relationships, run
from tests.formats.attachments.test_reading import said

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


def text_of(*paragraphs: str) -> str:
    found = read_attachment("x.docx", docx(body(*paragraphs)))
    assert found.kind == "docx"
    return found.text


def test_insertions_are_text_and_deletions_comments_and_hidden_runs_are_not():
    assert read_attachment("offer.docx", FILES["offer.docx"]).text == DOCX_TEXT


def test_who_wrote_changed_and_commented_is_listed():
    found = read_attachment("offer.docx", FILES["offer.docx"])
    people = {
        "Carla Creator",
        "Lars Last",
        "Harbour Ltd",
        "Conny Comment",
        "Dora Deleter",
        "Ivo Inserter",
        "Rita Row",
        "Fritz Former",
        "Anna Artist",
    }
    assert said(found, "author") == people
    assert said(found, "comment") == {"Conny Comment: we would take less"}
    assert said(found, "revision") == {"Dora Deleter: −900", "Ivo Inserter: +700", "Rita Row: −old row", "Fritz Former"}
    assert said(found, "hidden_text") == {"walk away at 500by a style"}
    assert said(found, "link") == {"https://port.example/offer", '"https://track.example/7"', "file:///C:/Users/carla/x.dotm"}
    assert {"Matter: Secret 7", "client: Norden", "customXml"} <= said(found, "other")
    assert said(found, "program") == {"Microsoft Office Word"}
    # A picture inside is looked at as one outside.
    assert said(found, "place") == {"59.91386, -10.75224"}


@pytest.mark.parametrize(
    ("part", "what"),
    [("word/vbaProject.bin", "script"), ("word/activeX/activeX1.xml", "script"), ("word/embeddings/oleObject1.bin", "embedded")],
)
def test_macros_and_embedded_files_are_named_and_no_copy_is_made(part, what):
    data = docx(body(paragraph(run("x"))), {part: b"x"}, ((("rId9", "oleObject", part.removeprefix("word/")),)))
    assert part.rpartition("/")[2].lower() in {words.lower() for words in said(read_attachment("x.docx", data), what)}
    assert clean_copy("x.docx", data) is None


def test_a_macro_in_the_type_alone_is_named():
    found = read_attachment("x.docm", docx(body(paragraph(run("x"))), types="application/vnd.ms-word.document.macroEnabled.main+xml"))
    assert said(found, "script") == {"macroEnabled"}


def test_a_prefix_of_its_own_hides_nothing():
    document = f'<z:document xmlns:z="{W}"><z:body><z:p><z:r><z:rPr><z:vanish/></z:rPr><z:t>hidden</z:t></z:r><z:r><z:t>seen</z:t></z:r></z:p></z:body></z:document>'
    found = read_attachment("x.docx", docx(document))
    assert (found.text, said(found, "hidden_text")) == ("seen", {"hidden"})


def test_an_element_of_an_unknown_namespace_is_no_text():
    assert text_of(paragraph(run("seen"), f'<x:y xmlns:x="urn:x">{run("unseen")}</x:y>')) == "seen"


def test_of_alternatives_the_one_that_is_shown_is_read():
    def alternatives(namespace):
        return (
            f'<mc:AlternateContent xmlns:mc="{MC}" xmlns:q="{namespace}"><mc:Choice Requires="q">{run("choice")}</mc:Choice>'
            f"<mc:Fallback>{run('fallback')}</mc:Fallback></mc:AlternateContent>"
        )

    assert text_of(paragraph(alternatives(WPS))) == "choice"
    assert text_of(paragraph(alternatives("urn:unknown"))) == "fallback"


def test_text_that_stands_in_the_code_of_a_field_is_not_shown():
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    assert text_of(paragraph(begin, run("unseen"), separate, run("seen"), end)) == "seen"
    assert text_of(paragraph(begin, run("unseen")), paragraph(run("unseen"))) == ""


@pytest.mark.parametrize(
    ("own", "is_seen"),
    [
        ("<w:vanish/>", False),
        ('<w:vanish w:val="1"/>', False),
        ('<w:vanish w:val="0"/>', True),
        ('<w:vanish w:val="false"/>', True),
        ("<w:b/>", True),
    ],
)
def test_a_run_is_hidden_where_it_says_so(own, is_seen):
    assert (text_of(paragraph(run("x", own))) == "x") is is_seen


def test_a_paragraph_style_hides_but_for_runs_that_say_otherwise():
    styles = f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:default="1" w:styleId="N"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="S"/></w:styles>'
    document = body(
        paragraph(run("unseen"), run("a", '<w:vanish w:val="0"/>')), paragraph('<w:pPr><w:pStyle w:val="S"/></w:pPr>', run("b"))
    )
    found = read_attachment("x.docx", docx(document, {"word/styles.xml": styles}, (("rId1", "styles", "styles.xml"),)))
    assert (found.text, said(found, "hidden_text")) == ("a\nb", {"unseen"})


def test_the_main_part_is_the_one_that_word_opens():
    parts = {"word/real.xml": body(paragraph(run("real"))), "_rels/.rels": relationships(("rId1", "officeDocument", "/word/real.xml"))}
    data = docx(body(paragraph(run("decoy"))), parts)
    assert read_attachment("x.docx", data).text == "real"
    assert read_attachment("x.docx", clean_copy("x.docx", data)).text == "real"


def test_a_picture_of_another_kind_means_that_no_copy_is_made():
    drawn = body(paragraph(run("x")))
    led = (("rId1", "image", "media/a.emf"),)
    assert clean_copy("x.docx", docx(drawn, {"word/media/a.emf": b"EMF"}, led)) is None
    assert clean_copy("x.docx", docx(drawn, {"word/media/a.emf": png()}, led)) is not None


def test_a_picture_that_is_missing_takes_no_text_away():
    found = read_attachment("x.docx", docx(body(paragraph(run("x"))), led=(("rId1", "image", "media/none.png"),)))
    assert found.text == "x"
