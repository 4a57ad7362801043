"""Write a text as it is handed out: as PDF with Typst, as DOCX with `python-docx`.

Brackets stay brackets: their alternatives stand side by side, shaded, and the name of a sponsor
stands small behind the words, within the bracket. The same text gives the same bytes. A file says
what is in the text, its title, its mark and its language, and nothing of who made it, when and
where; a PDF names Typst, too. What steers and is not seen (control characters, overrides of
direction) is left out; the marks that Arabic needs stay.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from goodoffices.formats.attachments.attachment import running
from goodoffices.formats.documents.errors import FormatNotSupported
from goodoffices.formats.results.typeset import compiled
from goodoffices.procedure.text.paragraphs import Alternative, Bracket, Paragraph

if TYPE_CHECKING:
    from docx.document import Document

#: What XML 1.0 cannot hold beside what `running` leaves out.
_NOT_IN_XML = re.compile("[\ufffe\uffff]")
#: Of a digit, and of the full stop and the gap behind; in points, at the size of the text.
_DIGIT, _STOP = 5.5, 10.0
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SERIF = "Times New Roman"
_GREY = '<w:shd w:val="clear" w:color="auto" w:fill="E4E4E4"/>'
#: Sizes are in half points, distances in twentieths of a point. Those of the library's own template
#: are not taken: they come with ids of the sessions in which somebody made them.
_STYLES = f"""<w:styles xmlns:w="{_W}">
<w:docDefaults><w:rPrDefault><w:rPr>
  <w:rFonts w:ascii="{_SERIF}" w:eastAsia="{_SERIF}" w:hAnsi="{_SERIF}" w:cs="{_SERIF}"/>
  <w:sz w:val="22"/><w:szCs w:val="22"/><w:lang/>
</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>
  <w:pPr><w:spacing w:after="160" w:line="276" w:lineRule="auto"/></w:pPr></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
  <w:name w:val="Default Paragraph Font"/><w:semiHidden/></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/>
  <w:qFormat/><w:pPr><w:keepNext/><w:spacing w:after="300"/></w:pPr>
  <w:rPr><w:b/><w:bCs/><w:sz w:val="36"/><w:szCs w:val="36"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>
  <w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>
  <w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before="320"/><w:outlineLvl w:val="0"/></w:pPr>
  <w:rPr><w:b/><w:bCs/><w:sz w:val="26"/><w:szCs w:val="26"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Numbered"><w:name w:val="Numbered"/>
  <w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:tabs/><w:ind/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/><w:basedOn w:val="Normal"/>
  <w:pPr><w:tabs><w:tab w:val="right" w:pos="9070"/></w:tabs><w:spacing w:after="0"/></w:pPr>
  <w:rPr><w:color w:val="505050"/><w:sz w:val="17"/><w:szCs w:val="17"/></w:rPr></w:style>
<w:style w:type="character" w:customStyle="1" w:styleId="Alternative">
  <w:name w:val="Alternative"/><w:qFormat/><w:rPr>{_GREY}</w:rPr></w:style>
<w:style w:type="character" w:customStyle="1" w:styleId="Sponsor">
  <w:name w:val="Sponsor"/><w:qFormat/>
  <w:rPr><w:color w:val="505050"/><w:sz w:val="17"/><w:szCs w:val="17"/>{_GREY}</w:rPr></w:style>
</w:styles>"""
#: Without it Word opens a file as one of an earlier version.
_SETTINGS = f"""<w:settings xmlns:w="{_W}"><w:compat><w:compatSetting w:name="compatibilityMode"
  w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>"""
#: A4, with margins of 25 mm.
_SECTION = f"""<w:sectPr xmlns:w="{_W}"><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1247"
  w:right="1418" w:bottom="1361" w:left="1418" w:header="709" w:footer="709" w:gutter="0"/>
</w:sectPr>"""
#: What the library's template leads to that is needed, by the ends of the kinds.
_NEEDED = ("/officeDocument", "/styles", "/settings")


@dataclass(frozen=True, kw_only=True, slots=True)
class TextDocument:
    """A text as it is handed out.

    ``mark``: stands on each page (the code of the copy and for whom it is), empty where none.
    ``sponsors``: names of parties by id; a sponsor who has no name here is not shown.
    ``direction``: ``ltr`` or ``rtl``.
    """

    title: str
    mark: str
    paragraphs: tuple[Paragraph, ...]
    sponsors: Mapping[str, str]
    language: str
    direction: str

    def sponsor_of(self, alternative: Alternative) -> str:
        """Give the name that stands behind an alternative, empty where none is to be shown."""
        return _held(self.sponsors.get(alternative.sponsor, "")) if alternative.sponsor else ""

    @property
    def indent(self) -> float:
        """Say how much room the numbers of paragraphs take, in points."""
        longest = max((one.number for one in self.paragraphs), default=0)
        return _DIGIT * len(str(longest)) + _STOP


def text_pdf(document: TextDocument) -> bytes:
    """Typeset a text as PDF (A4).

    Raises `FormatNotSupported` where the compiler or a face for the script is missing. A letter
    that no face has, such as an emoji, is shown as an empty box.
    """
    data = {
        "title": _held(document.title),
        "mark": _held(document.mark),
        "language": document.language.partition("-")[0],
        "direction": document.direction,
        "indent": document.indent,
        "paragraphs": [
            {"number": one.number, "parts": [_part(document, part) for part in one.parts]}
            for one in document.paragraphs
        ],
    }
    return compiled("text.typ", data, document.direction)


def text_docx(document: TextDocument) -> bytes:
    """Write a text as DOCX (A4). Raises `FormatNotSupported` where ``python-docx`` is missing."""
    try:
        import docx
    except ImportError:
        raise FormatNotSupported(
            "DOCX",
            "the package python-docx is missing: install Good Offices with its extra in an "
            "environment of your own (pip install '.[office]') and run goodoffices from there.",
        ) from None
    made = docx.Document()
    _strip(made)
    _set_styles(made, document)
    writer = _WordWriter(document)
    # All at once: the library looks for the end of the body before each paragraph that it adds.
    made.element.body[:] = [*writer.body(), _parsed(_SECTION)]
    [section] = made.sections
    section.footer.paragraphs[0]._p.getparent()[:] = [writer.footer()]
    saved = BytesIO()
    made.save(saved)
    return _packed_again(saved)


def _held(words: str) -> str:
    """Give words without what neither kind of file holds; their ends of lines are of one kind."""
    return _NOT_IN_XML.sub("", running(words))


def _part(document: TextDocument, part: str | Bracket) -> str | list[dict[str, str]]:
    if isinstance(part, str):
        return _held(part)
    return [
        {"words": _held(one.words), "sponsor": document.sponsor_of(one)}
        for one in part.alternatives
    ]


def _parsed(xml: str) -> Any:
    from docx.oxml.parser import parse_xml

    return parse_xml(xml)


def _strip(made: Document) -> None:
    """Take from an empty document what its template brings: properties, a picture, a theme."""
    for holder in (made.part.package, made.part):
        assert holder is not None
        for name, one in list(holder.rels.items()):
            if not one.reltype.endswith(_NEEDED):
                del holder.rels[name]
    made.settings.element[:] = list(_parsed(_SETTINGS))


def _set_styles(made: Document, document: TextDocument) -> None:
    """Set the styles, with the language and the room for numbers that a text needs."""
    from docx.oxml.ns import qn

    styles = _parsed(_STYLES)
    language = styles.find(f".//{qn('w:lang')}")
    for key in ("w:val", "w:bidi"):
        language.set(qn(key), document.language)
    room = str(round(20 * document.indent))
    numbered = styles.find(f"{qn('w:style')}[@{qn('w:styleId')}='Numbered']/{qn('w:pPr')}")
    numbered.find(qn("w:tabs")).append(_element("w:tab", val="left", pos=room))
    for key in ("w:left", "w:hanging"):
        numbered.find(qn("w:ind")).set(qn(key), room)
    made.styles.element[:] = list(styles)


def _element(name: str, *inside: Any, **attributes: str) -> Any:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    made: Any = OxmlElement(name, {qn(f"w:{key}"): value for key, value in attributes.items()})
    made.extend(inside)
    return made


class _WordWriter:
    """Writes the paragraphs of a text as elements of WordprocessingML."""

    def __init__(self, document: TextDocument) -> None:
        self.document = document
        self.is_rtl = document.direction == "rtl"

    def body(self) -> list[Any]:
        """Write the title and all paragraphs."""
        title = self.paragraph("Title", [self.run(self.document.title)])
        return [title, *map(self.paragraph_of, self.document.paragraphs)]

    def footer(self) -> Any:
        """Write what stands on each page: the mark, the page's number and how many there are."""
        inside = [self.run(f"{self.document.mark}\t"), self.field("PAGE"), self.run(" / ")]
        return self.paragraph("Footer", [*inside, self.field("NUMPAGES")])

    def paragraph_of(self, one: Paragraph) -> Any:
        """Write a paragraph with its number as text, or a heading."""
        inside = [] if one.is_heading else [self.run(f"{one.number}.\t")]
        for part in one.parts:
            inside += [self.run(part)] if isinstance(part, str) else self.bracket(part)
        return self.paragraph("Heading1" if one.is_heading else "Numbered", inside)

    def bracket(self, bracket: Bracket) -> list[Any]:
        """Write alternatives side by side."""
        runs = []
        for place, one in enumerate(bracket.alternatives):
            if place:
                runs.append(self.run(" "))
            sponsor = self.document.sponsor_of(one)
            if sponsor:
                runs.append(self.run(f"[{one.words}", "Alternative"))
                runs.append(self.run(f" · {sponsor}", "Sponsor"))
                runs.append(self.run("]", "Alternative"))
            else:
                runs.append(self.run(f"[{one.words}]", "Alternative"))
        return runs

    def paragraph(self, style: str, inside: list[Any]) -> Any:
        """Write a paragraph of a style, in the direction of the text."""
        properties = _element("w:pPr", _element("w:pStyle", val=style))
        if self.is_rtl:
            properties.append(_element("w:bidi"))
        return _element("w:p", properties, *inside)

    def run(self, words: str, style: str = "") -> Any:
        """Write words; a line feed among them is a break, a tab a tab."""
        made = _element("w:r")
        if style or self.is_rtl:
            properties = _element("w:rPr")
            if style:
                properties.append(_element("w:rStyle", val=style))
            if self.is_rtl:
                properties.append(_element("w:rtl"))
            made.append(properties)
        # The library's own way to set a run's text would go through it letter by letter.
        for n_line, line in enumerate(_held(words).split("\n")):
            if n_line:
                made.append(_element("w:br"))
            for n_piece, piece in enumerate(line.split("\t")):
                if n_piece:
                    made.append(_element("w:tab"))
                if piece:
                    made.append(_text(piece))
        return made

    def field(self, name: str) -> Any:
        """Write a number that the reader's program counts."""
        return _element("w:fldSimple", self.run("1"), instr=name)


def _text(words: str) -> Any:
    text = _element("w:t")
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return text


def _packed_again(saved: BytesIO) -> bytes:
    """Pack the members of a ZIP once more, in their order, with no time and no kind of machine."""
    packed = BytesIO()
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.create_system = 0
            new.writestr(member, old.read(name), zipfile.ZIP_DEFLATED, 6)
    return packed.getvalue()
