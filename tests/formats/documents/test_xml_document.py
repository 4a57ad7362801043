"""`formats.documents.xml_document`: others' XML is read as it comes, and nothing in it can harm."""

from __future__ import annotations

import pytest

from goodoffices.formats import CaseFileError
from goodoffices.formats.documents.xml_document import MAX_DEPTH, MAX_ELEMENTS, decode, parse_xml


def refused(text):
    with pytest.raises(CaseFileError) as caught:
        parse_xml(text, "f.xml")
    return str(caught.value)


def test_elements_remember_their_lines_even_below_an_empty_first_line():
    root = parse_xml('\n\n<a>\n <b x="1"/>\n</a>', "f.xml")
    assert (root.tag, root.line) == ("a", 3)
    assert [(b.get("x"), b.line) for b in root.all("b")] == [("1", 4)]


def test_entities_are_never_defined():
    bomb = '<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;">]><a b="&z;"/>'
    assert refused(bomb) == "f.xml:1: a document type declaration (<!DOCTYPE …>) is not read. Take it out."


def test_an_external_entity_is_not_fetched(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    assert "secret" not in refused(f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{secret}">]><a>&x;</a>').replace(str(tmp_path), "")


@pytest.mark.slow
def test_depth_and_size_are_bounded():
    assert f"nesting is deeper than {MAX_DEPTH}" in refused("<a>" * 100_000)
    assert f"more than {MAX_ELEMENTS:,} elements" in refused("<a>" + "<b/>" * MAX_ELEMENTS + "</a>")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "f.xml: the file is empty. Give a file that holds XML."),
        ("0.5, 1.0\n", "f.xml:1: this is not valid XML: syntax error. Look at the brackets here."),
        ("<a>\n<b></a>", "f.xml:2: this is not valid XML: mismatched tag. Look at the brackets here."),
        ('<a b="&nbsp;"/>', "f.xml:1: this is not valid XML: undefined entity. Look at the brackets here."),
        ('<a b="\x9b31m"/>', "f.xml:1: a control character stands in an attribute. Take it out."),
    ],
)
def test_what_is_broken_is_said_with_its_line(text, said):
    assert refused(text) == said


def test_the_encoding_is_found_whatever_the_header_says():
    assert decode('<?xml version="1.0" encoding="iso-8859-1"?><a b="é"/>'.encode(), "f").endswith('"é"/>')
    assert decode('<?xml version="1.0" encoding="iso-8859-1"?><a b="é"/>'.encode("latin-1"), "f").endswith('"é"/>')
    assert decode('<a b="é"/>'.encode("utf-16"), "f").endswith('"é"/>')
    assert decode('\ufeff<a b="é"/>'.encode(), "f") == '<a b="é"/>'
    # The header that no longer holds does not confuse the parser.
    assert parse_xml('<?xml version="1.0" encoding="utf-16"?><a b="é"/>', "f").get("b") == "é"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'<a>\n<b c="\xe9"/></a>', "f.xml:2: the text is not UTF-8, and the file does not say what else it is. Save the file with the encoding UTF-8."),
        (b'<?xml version="1.0" encoding="big5"?>\xe9', "f.xml:1: the text is not UTF-8, and big5 is not read. Save the file with the encoding UTF-8."),
        (b'<?xml version="1.0" encoding="ascii"?>\xe9', "f.xml: the text is not ascii, as it says. Save the file with the encoding UTF-8."),
    ],
)  # fmt: skip
def test_a_wrong_encoding_is_said(content, said):
    with pytest.raises(CaseFileError) as caught:
        decode(content, "f.xml")
    assert str(caught.value) == said
