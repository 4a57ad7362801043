"""Files as sides drop them, made by code: Word documents, PDFs, pictures, mails and pages, each with something beside its text."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from email.message import EmailMessage

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
CORE = (
    f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
    "<dc:creator>Carla Creator</dc:creator><cp:lastModifiedBy>Lars Last</cp:lastModifiedBy><dcterms:created>2024-03-01T10:00:00Z</dcterms:created>"
    "</cp:coreProperties>"
)
APP = (
    f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Microsoft Office Word</Application><Company>Harbour Ltd</Company></Properties>"
)
CUSTOM = (
    f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
    ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property name="Matter"><vt:lpwstr>Secret 7</vt:lpwstr></property></Properties>'
)
COMMENTS = (
    f'{HEAD}<w:comments xmlns:w="{W}"><w:comment w:id="1" w:author="Conny Comment" w:initials="CC" w:date="2024-03-01T10:00:00Z">'
    "<w:p><w:r><w:t>we would take less</w:t></w:r></w:p></w:comment></w:comments>"
)
SETTINGS = (
    f'{HEAD}<w:settings xmlns:w="{W}" xmlns:r="{R}"><w:zoom w:percent="100"/><w:attachedTemplate r:id="rId1"/>'
    '<w:rsids><w:rsidRoot w:val="00A1"/></w:rsids><w:docVars><w:docVar w:name="client" w:val="Norden"/></w:docVars></w:settings>'
)
STYLES = (
    f'{HEAD}<w:styles xmlns:w="{W}"><w:style w:type="character" w:styleId="Ghost"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Heir"><w:basedOn w:val="Ghost"/></w:style></w:styles>'
)


def run(text: str, properties: str = "") -> str:
    return f'<w:r w:rsidR="00A1">{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inside: str) -> str:
    return f'<w:p w:rsidR="00A1" w:rsidRDefault="00A2">{"".join(inside)}</w:p>'


def body(*paragraphs: str) -> str:
    return f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{"".join(paragraphs)}<w:sectPr/></w:body></w:document>'


def relationships(*rows: tuple[str, str, str] | tuple[str, str, str, str]) -> str:
    """Rows of id, kind and target; a fourth makes it external."""
    made = "".join(
        f'<Relationship Id="{row[0]}" Type="{row[1] if ":" in row[1] else f"{R}/{row[1]}"}" Target="{row[2]}"{" TargetMode=" + chr(34) + "External" + chr(34) if len(row) > 3 else ""}/>'
        for row in rows
    )
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{made}</Relationships>'


def docx(document: str, parts: dict[str, str | bytes] | None = None, led: tuple = (), top: tuple = (), types: str = MAIN_TYPE) -> bytes:
    """A Word document of a main part, others, and what it leads to."""
    members = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="{types}"/></Types>',
        "_rels/.rels": relationships(("rId1", "officeDocument", "word/document.xml"), *top),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": relationships(*led),
        **(parts or {}),
    }
    return zipped(members)


def zipped(members: dict[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def full_docx() -> bytes:
    """A document that has everything beside its text but what no copy is made of."""
    document = body(
        paragraph(run("Offer of the port")),
        paragraph(
            run("We pay "),
            f'<w:del w:id="1" w:author="Dora Deleter" w:date="2024-03-01T10:00:00Z"><w:r><w:delText>900</w:delText></w:r></w:del>'
            f'<w:ins w:id="2" w:author="Ivo Inserter" w:date="2024-03-01T10:00:00Z">{run("700")}</w:ins>',
            '<w:commentRangeStart w:id="1"/>',
            run(" a day"),
            '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>',
        ),
        paragraph(run("seen "), run("walk away at 500", "<w:vanish/>"), run("by a style", '<w:rStyle w:val="Heir"/>'), run("again")),
        f"<w:tbl><w:tr><w:tc>{paragraph(run('berth'))}</w:tc><w:tc>{paragraph(run('seven'))}</w:tc></w:tr>"
        f'<w:tr><w:trPr><w:del w:id="3" w:author="Rita Row"/></w:trPr><w:tc>{paragraph(run("old row"))}</w:tc></w:tr></w:tbl>',
        paragraph(f'<w:hyperlink r:id="rId5" w:tooltip="tip">{run("our site")}</w:hyperlink>'),
        paragraph(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://track.example/7"</w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("a field")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        ),
        paragraph(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("3")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        ),
        f'<w:sdt><w:sdtPr><w:alias w:val="secret alias"/></w:sdtPr><w:sdtContent>{paragraph(run("in a control"))}</w:sdtContent></w:sdt>',
        paragraph(run("page", "<w:rPrChange w:author='Fritz Former'><w:rPr/></w:rPrChange>"), '<w:r><w:footnoteReference w:id="2"/></w:r>'),
    )
    note = f'{HEAD}<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{paragraph(run("a footnote"))}</w:footnote></w:footnotes>'
    header = f'{HEAD}<w:hdr xmlns:w="{W}">{paragraph(run("a header"))}</w:hdr>'
    parts = {
        "docProps/core.xml": CORE,
        "docProps/app.xml": APP,
        "docProps/custom.xml": CUSTOM,
        "word/comments.xml": COMMENTS,
        "word/settings.xml": SETTINGS,
        "word/styles.xml": STYLES,
        "word/footnotes.xml": note,
        "word/header1.xml": header,
        "word/media/photo.jpeg": jpeg(exif()),
        "word/_rels/settings.xml.rels": relationships(("rId1", "attachedTemplate", "file:///C:/Users/carla/x.dotm", "external")),
        "customXml/item1.xml": "<secret/>",
    }
    led = (
        ("rId1", "comments", "comments.xml"),
        ("rId2", "settings", "settings.xml"),
        ("rId3", "styles", "styles.xml"),
        ("rId4", "footnotes", "footnotes.xml"),
        ("rId5", "hyperlink", "https://port.example/offer", "external"),
        ("rId6", "header", "header1.xml"),
        ("rId7", "image", "media/photo.jpeg"),
    )
    properties = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    top = (
        ("rId2", properties, "docProps/core.xml"),
        ("rId3", "extended-properties", "docProps/app.xml"),
        ("rId4", "custom-properties", "docProps/custom.xml"),
    )
    return docx(document, parts, led, top)


DOCX_TEXT = "Offer of the port\nWe pay 700 a day\nseen again\nberth\nseven\nour site\na field\n3\nin a control\npage\na header\na footnote"


def tiff(order: str = "<") -> bytes:
    """EXIF of a photo: model, artist, when and where (59.91386 N, 10.75224 W), with a small picture behind."""
    gps = struct.pack(order + "6I", 59, 1, 54, 1, 4989, 100), struct.pack(order + "6I", 10, 1, 45, 1, 806, 100)
    texts = [b"Harbourcam 3\0", b"Anna Artist\0", b"2024:03:01 10:00:00\0"]
    at_texts = 8 + 2 + 12 * 4 + 4
    places, at = [], at_texts
    for text in texts:
        places.append(at)
        at += len(text)
    at_gps = at
    rows = [
        *(
            struct.pack(order + "HHII", tag, 2, len(text), place)
            for tag, text, place in zip((0x110, 0x13B, 0x132), texts, places, strict=True)
        ),
        struct.pack(order + "HHII", 0x8825, 4, 1, at_gps),
    ]
    at_values = at_gps + 2 + 12 * 4 + 4
    of_gps = [
        struct.pack(order + "HHI", 1, 2, 2) + b"N\0\0\0",
        struct.pack(order + "HHII", 2, 5, 3, at_values),
        struct.pack(order + "HHI", 3, 2, 2) + b"W\0\0\0",
        struct.pack(order + "HHII", 4, 5, 3, at_values + 24),
    ]
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8)
    first = struct.pack(order + "H", 4) + b"".join(rows) + struct.pack(order + "I", 1)
    return head + first + b"".join(texts) + struct.pack(order + "H", 4) + b"".join(of_gps) + b"\0" * 4 + b"".join(gps)


def exif() -> bytes:
    return segment(0xE1, b"Exif\0\0" + tiff())


def segment(marker: int, content: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content


FRAME = segment(0xC0, b"\x08\x00\x01\x00\x01\x01\x01\x11\x00")
SCAN = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\xff\x00\x34\xff\xd0\x56"
JFIF = segment(0xE0, b"JFIF\0\x01\x02\0\0\x48\0\x48\0\0")


def jpeg(*beside: bytes, behind: bytes = b"") -> bytes:
    return b"\xff\xd8" + JFIF + b"".join(beside) + FRAME + SCAN + b"\xff\xd9" + behind


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(*beside: bytes, behind: bytes = b"") -> bytes:
    head = chunk(b"IHDR", struct.pack(">2I5B", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(beside) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"") + behind


def full_png() -> bytes:
    return png(
        chunk(b"tEXt", b"Author\0Paula Painter"),
        chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"draft only")),
        chunk(b"iTXt", b"Software\0\0\0\0\0Paintbox"),
        chunk(b"tIME", struct.pack(">H5B", 2024, 3, 1, 10, 0, 0)),
        chunk(b"eXIf", tiff(">")),
        chunk(b"gAMA", struct.pack(">I", 45455)),
        behind=b"PK\x03\x04 more",
    )


def full_jpeg() -> bytes:
    xmp = b'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><dc:creator><rdf:Seq><rdf:li>Xenia Xmp</rdf:li></rdf:Seq></dc:creator><a photoshop:City="Oslo"/></x:xmpmeta>'
    return jpeg(exif(), segment(0xE1, xmp), segment(0xED, b"Photoshop 3.0\x008BIM"), segment(0xFE, b"for Carla"), behind=b"a second file")


def pdf(*pages: str, dress=lambda writer: None) -> bytes:
    """A PDF with a line of text on each page; ``dress`` adds what stands beside it."""
    writer = PdfWriter()
    font = writer._add_object(DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"), NameObject("/BaseFont"): NameObject("/Helvetica")}))  # fmt: skip
    for text in pages:
        page = writer.add_blank_page(200, 200)
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F"): font})})
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F 12 Tf 20 100 Td ({text}) Tj ET".encode())
        page[NameObject("/Contents")] = writer._add_object(stream)
    dress(writer)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def named(**values: object) -> DictionaryObject:
    """A dictionary of a PDF: text as names where it begins with a stroke."""
    return DictionaryObject({NameObject("/" + key.rstrip("_")): _pdf_value(value) for key, value in values.items()})


def _pdf_value(value: object) -> object:
    if isinstance(value, str):
        return NameObject(value) if value.startswith("/") else TextStringObject(value)
    if isinstance(value, int):
        return NumberObject(value)
    return ArrayObject(map(_pdf_value, value)) if isinstance(value, list) else value


def dressed(writer: PdfWriter) -> None:
    """Add all that a PDF can hold beside its pages, but what no copy is made of."""
    writer.add_metadata({"/Author": "Petra Pdf", "/Title": "Bottom line", "/CreationDate": "D:20240301100000Z"})
    writer.add_attachment("figures.xlsx", b"secret")
    page = writer.pages[0]
    rectangle = [0, 0, 10, 10]
    page[NameObject("/Annots")] = _pdf_value([
        named(Type="/Annot", Subtype="/Text", Rect=rectangle, T="Nora Note", Contents="not below 500"),
        named(Type="/Annot", Subtype="/Link", Rect=rectangle, A=named(S="/URI", URI="https://track.example/pdf")),
        named(Type="/Annot", Subtype="/FileAttachment", Rect=rectangle, FS=named(F="plan.doc")),
    ])  # fmt: skip
    page[NameObject("/AA")] = named(O=named(S="/JavaScript", JS="app.beep()"))
    page[NameObject("/PieceInfo")] = named(Tool=named(Private="kept by a tool"))
    picture = DecodedStreamObject()
    picture._data = jpeg(exif())
    picture.update(
        named(Type="/XObject", Subtype="/Image", Width=1, Height=1, ColorSpace="/DeviceGray", BitsPerComponent=8, Filter="/DCTDecode")
    )
    page["/Resources"][NameObject("/XObject")] = DictionaryObject({NameObject("/P"): writer._add_object(picture)})
    xmp = DecodedStreamObject()
    xmp.set_data(b"<x><pdf:Producer>Scanner 9</pdf:Producer><dc:creator>Xenia Xmp</dc:creator></x>")
    writer.root_object[NameObject("/Metadata")] = writer._add_object(xmp)
    writer.root_object[NameObject("/OpenAction")] = named(S="/JavaScript", JS="app.alert(1)")


def full_pdf() -> bytes:
    return pdf("We pay 700", "second page", dress=dressed)


def full_mail() -> bytes:
    mail = EmailMessage()
    mail["Subject"] = "Angebot für Øst"
    mail["From"] = "Anna <anna@north.example>"
    mail["To"] = "Mara <mara@office.example>"
    mail["Date"] = "Fri, 01 Mar 2024 10:00:00 +0000"
    mail["Received"] = "from [203.0.113.7] by mx.example"
    mail["X-Originating-IP"] = "[203.0.113.7]"
    mail["X-Mailer"] = "Letterbox 4"
    mail["Bcc"] = "Lawyer <law@north.example>"
    mail.set_content("Dear Mara,\nsee the plan.\n")
    mail.add_alternative(
        '<p>Dear Mara</p><img src="https://track.example/pixel"><div style="display:none">hidden words</div>', subtype="html"
    )
    mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="plån.pdf")
    return mail.as_bytes()


PAGE = """<!doctype html><html><head><title>Notice</title><meta name="author" content="Wanda Web"><meta name=generator content="Pagemaker">
<style>.x{}</style><script src="https://cdn.example/t.js">track()</script></head><body onload="go()">
<h1>Notice &amp; terms</h1><p>Berths <b>one</b> and&nbsp;two</p><!-- ask for more --><p hidden>never shown<p>shown again
<span style="color:red; DISPLAY : none">gone</span><a href="https://port.example/">link</a><input type=hidden value="token"></body></html>"""
PAGE_TEXT = "Notice\nNotice & terms\nBerths one and two\nshown again link"

GIF = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xfe\x05hello\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"


def webp(*chunks: tuple[bytes, bytes]) -> bytes:
    inside = b"WEBP" + b"".join(kind + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2) for kind, content in chunks)
    return b"RIFF" + struct.pack("<I", len(inside)) + inside


#: One file of each kind, by its name.
FILES = {
    "offer.docx": full_docx(),
    "offer.pdf": full_pdf(),
    "notice.html": PAGE.encode(),
    "letter.eml": full_mail(),
    "note.txt": "Überfahrt\r\nmorgen".encode(),
    "photo.jpg": full_jpeg(),
    "drawing.png": full_png(),
    "sign.gif": GIF,
    "view.webp": webp((b"VP8 ", b"xx"), (b"EXIF", tiff())),
}
