"""The folder of a published statement: anybody finds each byte that is not what was signed, and the page shows the texts alone."""

from __future__ import annotations

import base64
import dataclasses
import datetime
import hashlib
import html.parser
import io
import json
import re
import subprocess
import sys
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.record.checkpoint import COSIGNATURE, signature_line, signed_checkpoint, verifier_key
from goodoffices.record.entry import canonical
from goodoffices.record.publication import Publication, publication_files, publication_zip
from goodoffices.record.verifier.publication import FolderDeparture, check_publication, name_of_statement, read_statement
from goodoffices.record.verifier.published_page import direction_of_language
from goodoffices.record.verifier.reading import Invalid
from tests.record.made_logs import OFFICE, ORIGIN, OTHER
from tests.report.test_page import browser  # noqa: F401

AT = datetime.datetime(2026, 11, 29, 10, tzinfo=datetime.UTC)
STRAIT = Publication(
    id="5f" * 16,
    title="On the opening of the strait",
    texts={"en": "We agree:\n\n1. The strait opens on 1 December.\n", "ar": "اتفقنا على ما يلي:\n\n١. يفتح المضيق في ١ ديسمبر.\n"},
    by=["Northland", "Southland"],
    at=AT,
)
NAME = name_of_statement(STRAIT.id)
KEY = verifier_key(NAME, OFFICE)
MADE = publication_files(STRAIT, OFFICE)
FIXED = {"VERIFY.txt", "index.html", "key.txt", "signature.txt", "statement.json", "style.css"}
NASTY = """<script>alert(1)</script></div></title><img src=x onerror=alert(1)>&amp;&#60;b&gt;"'`<!--]]>"""

signs = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u202d\u202e") | st.sampled_from("<>&\"'/\u0627\u05d0é")
words = st.text(signs | st.sampled_from("\n\t\r "), min_size=1, max_size=60).filter(lambda s: s.strip() and s[0] != "\ufeff")
lines = st.text(signs.filter(lambda c: c not in "\u2028\u2029"), min_size=1, max_size=30).filter(str.strip)
languages = st.sampled_from(["en", "ar", "he", "ru", "zh-Hant", "az-Arab", "pt-BR", "ku", "sr-Latn", "qaa"])
publications = st.builds(
    Publication,
    id=st.binary(min_size=16, max_size=16).map(bytes.hex),
    title=lines,
    texts=st.dictionaries(languages, words, min_size=1, max_size=4),
    by=st.lists(lines, min_size=1, max_size=3),
    at=st.datetimes(timezones=st.just(datetime.UTC)),
    corrects=st.just("") | st.binary(min_size=32, max_size=32).map(bytes.hex),
)


class Page(html.parser.HTMLParser):
    """What a page shows: its elements with their attributes, and the words of each text, of the title and of the names."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.shown: list[tuple[str, str]] = []
        self.feed(page.decode())
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "link"):
            self.open.append(tag)
        if tag in ("div", "h1", "title", "bdi"):
            self.shown.append((tag, ""))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] in ("div", "h1", "title", "bdi"):
            tag, before = self.shown[-1]
            self.shown[-1] = (tag, before + data)

    def of(self, tag: str) -> list[str]:
        return [data for one, data in self.shown if one == tag]


def departing(files, key=None) -> set[str]:
    return {one.file for one in check_publication(files, key)}


def signed_anew(statement_json: bytes, files=MADE, key=OFFICE, name=NAME) -> dict[str, bytes]:
    """The files with another `statement.json`, signed as an office without scruples would."""
    text = f"{name}\n{base64.b64encode(hashlib.sha256(statement_json).digest()).decode()}\n"
    note = signed_checkpoint(text, signature_line(text, name, key)).encode()
    return {**files, "statement.json": statement_json, "signature.txt": note, "key.txt": f"{verifier_key(name, key)}\n".encode()}


def test_the_folder_says_what_was_approved_and_who_signed_it():
    assert list(MADE) == sorted(FIXED | {"statement.ar.txt", "statement.en.txt"})
    assert MADE["statement.en.txt"].decode() == STRAIT.texts["en"]
    assert json.loads(MADE["statement.json"]) == {
        "format": "goodoffices-published-statement/1",
        "id": "5f" * 16,
        "title": "On the opening of the strait",
        "by": ["Northland", "Southland"],
        "published": "2026-11-29T10:00:00Z",
        "corrects": "",
        "texts": [
            {"file": f"statement.{code}.txt", "language": code, "sha256": hashlib.sha256(STRAIT.texts[code].encode()).hexdigest()}
            for code in ("ar", "en")
        ],
    }
    digest = hashlib.sha256(MADE["statement.json"]).digest()
    first, second, blank, signature, end = MADE["signature.txt"].decode().split("\n")
    assert (first, second, blank, end) == (f"goodoffices/statement/{STRAIT.id}", base64.b64encode(digest).decode(), "", "")
    dash, name, encoded = signature.split(" ")
    assert (dash, name) == ("—", first)
    OFFICE.public_key().verify(base64.b64decode(encoded)[4:], f"{first}\n{second}\n".encode())
    assert MADE["key.txt"].decode() == f"{KEY}\n"


def test_a_folder_of_before_still_has_the_page_that_it_has():
    """Whoever changes page, style or instructions makes all folders depart that lie on web servers: it is another format."""
    digests = {name: hashlib.sha256(MADE[name]).hexdigest()[:16] for name in ("VERIFY.txt", "index.html", "statement.json", "style.css")}
    assert digests == {
        "VERIFY.txt": "d895ad3da88fd24c",
        "index.html": "075010349ef559c9",
        "statement.json": "17365437d34f30bb",
        "style.css": "33f9e1d2bd93ef96",
    }


@given(publications)
def test_what_is_published_is_whole_and_its_bytes_are_the_same_each_time(publication):
    files = publication_files(publication, OFFICE)
    assert check_publication(files, None) == []
    assert check_publication(files, files["key.txt"].decode()) == []
    turned = dataclasses.replace(publication, texts=dict(reversed(publication.texts.items())))
    assert list(publication_files(turned, OFFICE).items()) == list(files.items())
    whole = publication_zip(files)
    assert publication_zip(dict(reversed(files.items()))) == whole
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        assert {one.filename: archive.read(one) for one in archive.infolist()} == files
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@given(publications)
def test_the_page_shows_exactly_the_texts_in_their_languages(publication):
    files = publication_files(publication, OFFICE)
    statement = read_statement(files["statement.json"])
    page = Page(files["index.html"])
    order = sorted(publication.texts)
    assert page.of("div") == [publication.texts[code] for code in order]
    assert page.of("h1") == page.of("title") == [statement.title]
    assert page.of("bdi") == list(statement.by)
    texts = [attributes for tag, attributes in page.elements if tag == "div"]
    assert texts == [{"class": "text", "lang": code, "dir": direction_of_language(code)} for code in order]
    shown = files["index.html"].decode()
    digests = [text.sha256 for text in statement.texts] + [statement.digest] + [publication.corrects] * bool(publication.corrects)
    assert all(f"<code>{digest}</code>" in shown for digest in digests)
    assert shown.count("<code>") == len(digests)
    assert ("It corrects an earlier statement" in shown) == bool(publication.corrects)


def test_words_do_not_become_html():
    nasty = dataclasses.replace(STRAIT, title=NASTY, by=[NASTY], texts={"en": NASTY, "ar": f"\n{NASTY}\r\n"})
    files = publication_files(nasty, OFFICE)
    page, plain = Page(files["index.html"]), Page(MADE["index.html"])
    assert page.of("div") == [f"\n{NASTY}\r\n", NASTY]
    assert page.of("h1") == page.of("bdi") == [NASTY]
    assert b"\r" not in files["index.html"]  # a reader of HTML would make a line feed of it
    one_side = Page(publication_files(dataclasses.replace(STRAIT, by=["N"]), OFFICE)["index.html"])
    assert [tag for tag, _ in page.elements] == [tag for tag, _ in one_side.elements]
    for tag, attributes in [*page.elements, *plain.elements]:
        assert tag not in ("script", "style", "img", "iframe", "object", "form", "base")
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        for name in ("href", "src"):
            assert attributes.get(name, "#").lstrip("#").partition(":")[1] == ""
            assert attributes.get(name, "#")[0] == "#" or attributes[name] in MADE
    assert re.search(rb"url\(|@import|content:|display: none", MADE["style.css"]) is None


def test_a_note_that_the_right_key_signed_in_another_form_is_refused():
    first, second, _, line, _ = MADE["signature.txt"].decode().split("\n")
    foreign = f"{name_of_statement('ab' * 16)}\n{second}\n"
    notes = [
        signed_checkpoint(foreign, signature_line(foreign, NAME, OFFICE)),
        signed_checkpoint(f"{first}\n{second}\n", f"{line}\n", f"{line}\n"),
        f"{first}\n{second}\n\n{line.rpartition(' ')[2]}\n",
        f"{first}\n{second}\n\n{line}",
        f"{first}\n{second}\nmore\n{line}\n",
    ]
    assert [departing({**MADE, "signature.txt": note.encode()}, KEY) for note in notes] == [{"signature.txt"}] * 5


@given(st.data())
def test_each_byte_that_is_changed_is_found(data):
    name = data.draw(st.sampled_from(sorted(MADE)))
    content = bytearray(MADE[name])
    at = data.draw(st.integers(0, len(content) - 1))
    how = data.draw(st.sampled_from(["changed", "dropped", "inserted"]))
    if how == "changed":
        content[at] ^= data.draw(st.integers(1, 255))
    elif how == "dropped":
        del content[at]
    else:
        content.insert(at, data.draw(st.integers(0, 255)))
    altered = {**MADE, name: bytes(content)}
    for key in (None, KEY):
        found = departing(altered, key)
        # A statement of another name is no longer that of its signature.
        assert name in found or (name == "statement.json" and "signature.txt" in found)


@pytest.mark.parametrize("name", ["key.txt", "signature.txt", "statement.json"])
def test_each_bit_of_what_proves_it_counts(name):
    for at in range(len(MADE[name]) * 8):
        content = bytearray(MADE[name])
        content[at // 8] ^= 1 << at % 8
        found = departing({**MADE, name: bytes(content)})
        assert name in found or (name == "statement.json" and {"key.txt", "signature.txt"} <= found), at


@pytest.mark.parametrize("name", sorted(MADE))
def test_a_file_that_is_missing_is_named(name):
    files = {file: content for file, content in MADE.items() if file != name}
    assert FolderDeparture(name, "it is missing") in check_publication(files, None)
    assert name in departing(files, KEY)


@pytest.mark.parametrize("name", ["statement.fr.txt", "script.js", "index.htm", ".htaccess", "statement.EN.txt"])
def test_a_file_that_the_statement_does_not_name_is_refused(name):
    assert check_publication({**MADE, name: b"x"}, KEY) == [FolderDeparture(name, "statement.json does not name it")]


def test_texts_exchanged_between_languages_are_found():
    exchanged = {**MADE, "statement.en.txt": MADE["statement.ar.txt"], "statement.ar.txt": MADE["statement.en.txt"]}
    what = "it is not the text that statement.json names: its SHA-256 is another"
    assert check_publication(exchanged, KEY) == [
        FolderDeparture("statement.ar.txt", what),
        FolderDeparture("statement.en.txt", what),
        FolderDeparture("index.html", "it cannot be held against the texts, of which one departs"),
    ]


def test_a_page_that_shows_other_words_is_refused_though_the_texts_are_right():
    other = publication_files(dataclasses.replace(STRAIT, texts={**STRAIT.texts, "en": "We do not agree."}), OFFICE)
    found = check_publication({**MADE, "index.html": other["index.html"]}, KEY)
    assert found == [FolderDeparture("index.html", "it is not the page that statement.json and the texts give: it may show other words")]


def test_a_statement_that_was_changed_after_it_was_signed_is_named():
    altered = publication_files(dataclasses.replace(STRAIT, title="On the closing of the strait"), OFFICE)
    files = {**altered, "signature.txt": MADE["signature.txt"]}
    assert check_publication(files, KEY) == [FolderDeparture("statement.json", "it is not what the key that you gave signed")]
    assert check_publication(files, None) == [FolderDeparture("statement.json", "it is not what the key in key.txt signed")]


def test_a_folder_that_somebody_else_signed_is_whole_under_her_key_alone():
    forged = publication_files(dataclasses.replace(STRAIT, texts={"en": "We give in."}), OTHER)
    assert check_publication(forged, None) == []
    assert check_publication(forged, KEY) == [
        FolderDeparture("key.txt", "it is another key than the one that you gave"),
        FolderDeparture("signature.txt", "it is signed with another key than the key that you gave"),
    ]
    assert departing({**MADE, "key.txt": forged["key.txt"]}) == {"signature.txt"}
    assert departing({**MADE, "key.txt": forged["key.txt"]}, KEY) == {"key.txt"}
    assert departing({**MADE, "signature.txt": forged["signature.txt"]}) == {"signature.txt"}
    older = publication_files(dataclasses.replace(STRAIT, id="ab" * 16), OFFICE)
    assert departing({**MADE, "signature.txt": older["signature.txt"]}, KEY) == {"signature.txt"}
    assert departing({**MADE, "key.txt": older["key.txt"]}) == {"key.txt", "signature.txt"}


def test_the_offices_key_is_as_good_under_the_name_of_a_log():
    """It is what a party finds in her own log."""
    assert check_publication(MADE, verifier_key(ORIGIN, OFFICE)) == []
    assert departing(MADE, verifier_key(ORIGIN, OTHER)) == {"key.txt", "signature.txt"}


@pytest.mark.parametrize("key", ["", "x", KEY[:-1], f"{KEY}A", verifier_key("ines.example", OFFICE, COSIGNATURE), "a+00000000+é"])
def test_a_key_that_is_none_is_said(key):
    with pytest.raises(Invalid):
        check_publication(MADE, key)


@pytest.mark.parametrize(
    "part",
    [
        {"title": "two\nlines"}, {"title": " "}, {"title": "x" * 501}, {"title": "a\u202eb"}, {"title": "\ud800"}, {"by": []},
        {"by": ["North", ""]}, {"by": ["N"] * 65}, {"id": "5F" * 16}, {"id": "5f"}, {"corrects": "x"}, {"corrects": "AB" * 32},
        {"at": AT.replace(tzinfo=None)}, {"at": AT.astimezone(datetime.timezone(datetime.timedelta(hours=3)))},
        {"texts": {}}, {"texts": {"en": ""}}, {"texts": {"en": "\n"}}, {"texts": {"en": "\ufeffx"}}, {"texts": {"en": "a\x00b"}},
        {"texts": {"en": "a\x1b[2Jb"}}, {"texts": {"en": "\udc80"}}, {"texts": {"../en": "x"}}, {"texts": {"en/x": "x"}},
        {"texts": {"en": "x", "EN": "x"}}, {"texts": {"en": "x" * 2_000_001}}, {"texts": {"en": "<" * 600_000}},
        {"texts": {"en\n": "x"}}, {"texts": {f"q{a}{b}": "x" for a in "abcdefghi" for b in "abcdefgh"}},
    ],
)  # fmt: skip
def test_nothing_is_published_that_a_check_would_refuse(part):
    with pytest.raises(ValueError):  # noqa: PT011
        publication_files(dataclasses.replace(STRAIT, **part), OFFICE)


def test_a_statement_that_is_not_written_as_the_format_has_it_is_refused_whoever_signed_it():
    whole = json.loads(MADE["statement.json"])
    texts = whole["texts"]
    altered = [
        {**whole, "format": "goodoffices-published-statement/2"}, {**whole, "more": 1}, {**whole, "by": "North"}, {**whole, "by": [1]},
        {**whole, "title": ["x"]}, {**whole, "id": 5}, {**whole, "corrects": None}, {**whole, "published": "2026-13-29T10:00:00Z"},
        {**whole, "published": "2026-11-29T10:00:00+00:00"}, {**whole, "published": "2026-11-29T10:00:00.000000Z"},
        {**whole, "texts": texts[::-1]}, {**whole, "texts": texts * 2}, {**whole, "texts": {}}, {**whole, "texts": [1]},
        {**whole, "texts": [{**texts[0], "file": "../../etc/passwd"}]}, {**whole, "texts": [{**texts[0], "language": "../x"}]},
        {**whole, "texts": [{**texts[0], "sha256": "x"}]}, {**whole, "texts": [{**texts[0], "more": "x"}]}, [whole], "x", None,
    ]  # fmt: skip
    contents = [canonical(one) for one in altered]
    contents += [json.dumps(whole).encode(), MADE["statement.json"] + b"\n", b"\xef\xbb\xbf" + MADE["statement.json"], b"", b"\xff"]
    contents += [b"[" * 1_000_000, b'{"a":' * 300_000, b"[" * 40 + b"]" * 40, b"9" * 1_000_000, b" " * 2_000_001, b'{"a":1e999}']
    contents += [MADE["statement.json"].replace(b'{"by"', b'{"by":[],"by"', 1)]
    for content in contents:
        assert "statement.json" in departing(signed_anew(content), KEY), content[:80]


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)), st.data())  # fmt: skip
def test_whatever_stands_in_a_statement_is_refused_and_never_an_error(value, data):
    whole = json.loads(MADE["statement.json"])
    whole[data.draw(st.sampled_from(sorted(whole)))] = value
    content = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(errors="surrogatepass")
    assert departing(signed_anew(content), KEY) != set() or value == ""


@pytest.mark.parametrize("content", [b"\xff", b"\xef\xbb\xbfWe agree.", b"a\x1bb", b"", "a\u202eb".encode()])
def test_a_text_that_no_office_would_publish_is_refused_whoever_signed_it(content):
    whole = json.loads(MADE["statement.json"])
    whole["texts"][1]["sha256"] = hashlib.sha256(content).hexdigest()
    files = signed_anew(canonical(whole), {**MADE, "statement.en.txt": content})
    assert departing(files, KEY) == {"statement.en.txt", "index.html"}


def test_python_alone_checks_the_digests_as_the_instructions_say(tmp_path):
    """The lines of VERIFY.txt, run without any package, as somebody would who has nothing of ours."""
    program = re.search(r"(?:    .*\n)+", MADE["VERIFY.txt"].decode().partition("digests.py")[2])
    assert program is not None
    script = tmp_path / "digests.py"
    script.write_text("\n".join(line[4:] for line in program[0].splitlines()))
    folder = tmp_path / "folder"
    folder.mkdir()

    def said(files):
        for name, content in files.items():
            (folder / name).write_bytes(content)
        ran = subprocess.run([sys.executable, "-I", "-S", str(script)], capture_output=True, text=True, cwd=folder, check=True)
        return ran.stdout

    assert said(MADE) == "statement.ar.txt as named\nstatement.en.txt as named\nstatement.json as signed\n"
    assert "statement.en.txt CHANGED\n" in said({"statement.en.txt": b"We do not agree."})
    whole = MADE["statement.json"].replace(b"strait", b"Strait")
    assert "statement.json CHANGED\n" in said({**MADE, "statement.json": whole})


@pytest.mark.parametrize(("scheme", "paper"), [("light", "rgb(251, 250, 247)"), ("dark", "rgb(21, 24, 27)")])
def test_readable_by_everybody_under_a_strict_policy_of_the_server(browser, scheme, paper):  # noqa: F811
    """axe finds nothing, at a desk and on a phone; style and page are all that is asked for, and the policy blocks neither."""
    from axe_playwright_python.sync_playwright import Axe

    files = publication_files(dataclasses.replace(STRAIT, corrects="ab" * 32, title="x" * 200), OFFICE)
    policy = {"Content-Security-Policy": "default-src 'none'; style-src 'self'"}
    types = {"html": "text/html; charset=utf-8", "css": "text/css"}
    asked, said = [], []

    def serve(route):
        name = route.request.url.rpartition("/")[2]
        asked.append(name)
        route.fulfill(body=files[name], headers={**policy, "Content-Type": types[name.rpartition(".")[2]]})

    for width in (1200, 360):
        page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        page.on("console", lambda message: said.append(message.text))
        page.route("**/*", serve)
        page.goto("http://statements.example/index.html")
        violations = Axe().run(page).response["violations"]
        assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in violations] == []
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == paper
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()
    assert (set(asked), said) == ({"index.html", "style.css"}, [])


def test_directions_are_those_of_the_unicode_cldr():
    from babel.localedata import locale_identifiers

    from goodoffices.report.languages import RIGHT_TO_LEFT, direction_of

    # Where the code names a script, that counts.
    codes = {*(code.replace("_", "-") for code in locale_identifiers()), *RIGHT_TO_LEFT} - {"root", "bal-Latn", "bal-Latn-PK"}
    assert {code for code in codes if direction_of_language(code) != direction_of(code)} == set()
    assert [direction_of_language(code) for code in ("ar-Latn", "ku-Arab", "AR", "az")] == ["ltr", "rtl", "rtl", "ltr"]
