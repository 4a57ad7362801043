"""The files of a published joint statement that follow from its data: page, style, instructions.

They stand with the verifier, which shares nothing with what writes the record: a page that shows
other words than the texts is refused, so whoever checks has to know the page to the byte. What is
changed here makes the folders of before depart; it would be another format.
"""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

STATEMENT, PAGE, STYLE, SIGNATURE_NOTE = (
    "statement.json",
    "index.html",
    "style.css",
    "signature.txt",
)
KEY, INSTRUCTIONS = "key.txt", "VERIFY.txt"

#: Languages by their own names. Others are named by their code.
NAMES = {
    "ar": "العربية",
    "de": "Deutsch",
    "en": "English",
    "es": "Español",
    "fa": "فارسی",
    "fr": "Français",
    "he": "עברית",
    "id": "Bahasa Indonesia",
    "pt": "Português",
    "ru": "Русский",
    "sw": "Kiswahili",
    "tr": "Türkçe",
    "uk": "Українська",
    "ur": "اردو",
    "zh": "中文",
}
#: Languages that are written from right to left where their code names no script, and scripts.
RIGHT_TO_LEFT = re.compile(
    "ae|apc|arc?|ar[yz]|azb|bal|bgn|bqi|brh|ckb|dv|fa|glk|hac|he|iw|ji|khw|ks|lrc|mzn|nqo|pnb|prs"
    "|ps|rhg|sdh?|skr|syr|trw|ug|ur|yi"
)
SCRIPTS_FROM_THE_RIGHT = re.compile("adlm|arab|aran|hebr|mand|mend|nkoo|rohg|samr|syrc|thaa")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True)
class PublishedText:
    """One wording of a published statement: its language, and the SHA-256 of its file."""

    language: str
    sha256: str

    @property
    def file(self) -> str:
        """Give the name of its file."""
        return f"statement.{self.language}.txt"


@dataclass(frozen=True, kw_only=True)
class PublishedStatement:
    """What `statement.json` says.

    ``published``: RFC 3339, UTC. ``corrects``: the digest of the `statement.json` that this one
    corrects, or empty. ``digest``: SHA-256 of this `statement.json`, in hexadecimal digits.
    """

    id: str
    title: str
    by: tuple[str, ...]
    published: str
    corrects: str
    texts: tuple[PublishedText, ...]
    digest: str


def direction_of_language(language: str) -> str:
    """Say in which direction a language is written: ``ltr`` or ``rtl``; its script counts first."""
    first, *others = language.lower().split("-")
    script = next((part for part in others if len(part) == 4 and part.isalpha()), None)
    if script is not None:
        return "rtl" if SCRIPTS_FROM_THE_RIGHT.fullmatch(script) else "ltr"
    return "rtl" if RIGHT_TO_LEFT.fullmatch(first) else "ltr"


def page_of(statement: PublishedStatement, texts: Mapping[str, str]) -> bytes:
    """Write the page, from what `statement.json` says and the texts by language."""
    title = _in_text(statement.title)
    kind = "Joint statement" if len(statement.by) > 1 else "Statement"
    parts = [
        '<!doctype html>\n<html lang="en" dir="ltr">\n<head>\n<meta charset="utf-8">\n',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
        '<meta name="color-scheme" content="light dark">\n',
        f'<title>{title}</title>\n<link rel="stylesheet" href="{STYLE}">\n</head>\n',
        f'<body>\n<main>\n<header>\n<p class="kind">{kind}</p>\n',
        f'<h1 dir="auto">{title}</h1>\n<p>By {_named(statement.by)}. Published on ',
        f'<time datetime="{statement.published}">{_in_words(statement.published)}</time>.</p>\n',
        _correction(statement.corrects),
        "</header>\n",
        _choice(statement.texts),
        *(_wording(one, texts[one.language]) for one in statement.texts),
        _footer(statement.digest),
        "</main>\n</body>\n</html>\n",
    ]
    return "".join(parts).encode()


def _correction(corrects: str) -> str:
    if not corrects:
        return ""
    return (
        '<p class="corrects">It corrects an earlier statement: the one whose '
        f"{STATEMENT} has the SHA-256 <code>{corrects}</code>.</p>\n"
    )


def _choice(texts: Sequence[PublishedText]) -> str:
    """Write links to the wordings, where there are several."""
    if len(texts) == 1:
        return ""
    links = "".join(
        f'<li><a href="#text-{one.language}">{_language(one.language)}</a></li>\n' for one in texts
    )
    return f'<nav aria-label="Languages">\n<ul>\n{links}</ul>\n</nav>\n'


def _wording(text: PublishedText, words: str) -> str:
    code, direction = text.language, direction_of_language(text.language)
    return (
        f'<section id="text-{code}" aria-labelledby="name-{code}">\n'
        f'<h2 id="name-{code}" dir="{direction}">{_language(code)}</h2>\n'
        f'<div class="text" lang="{code}" dir="{direction}">{_in_text(words)}</div>\n'
        f'<p class="digest">SHA-256 of <a href="{text.file}">{text.file}</a>: '
        f"<code>{text.sha256}</code></p>\n</section>\n"
    )


def _footer(digest: str) -> str:
    return (
        "<footer>\n<h2>Check it yourself</h2>\n"
        "<p>Whoever serves this page could show other words. "
        f'<a href="{INSTRUCTIONS}">{INSTRUCTIONS}</a> says how to check on your own computer, '
        "without the network, that nothing in this folder was changed, and what that shows and "
        f'what not. It takes the texts, <a href="{STATEMENT}">{STATEMENT}</a>, '
        f'<a href="{SIGNATURE_NOTE}">{SIGNATURE_NOTE}</a>, <a href="{KEY}">{KEY}</a>, '
        f'<a href="{STYLE}">{STYLE}</a> and this page.</p>\n'
        f'<p class="digest">SHA-256 of {STATEMENT}, which names the texts: '
        f"<code>{digest}</code></p>\n</footer>\n"
    )


def _language(code: str) -> str:
    name = NAMES.get(code)
    if name is None:
        return code
    return f'<span lang="{code}" dir="{direction_of_language(code)}">{name}</span>'


def _named(names: Sequence[str]) -> str:
    """List names, each apart from the direction of what stands around it."""
    shown = [f"<bdi>{_in_text(name)}</bdi>" for name in names]
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def _in_words(published: str) -> str:
    at = datetime.datetime.fromisoformat(published)
    time = at.strftime("%H:%M") if not (at.second or at.microsecond) else at.time().isoformat()
    return f"{at.day} {MONTHS[at.month - 1]} {at.year} at {time} UTC"


def _in_text(words: str) -> str:
    # A reader of HTML would turn a carriage return into a line feed.
    return html.escape(words, quote=False).replace("\r", "&#13;")


STYLE_SHEET = b"""\
:root { color-scheme: light dark; --paper: #fbfaf7; --ink: #1d2125; --quiet: #555c63; --line: #d9d5cb; --link: #14566b; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #15181b; --ink: #e8e6e1; --quiet: #a9b0b7; --line: #3a4046; --link: #8cc4d6; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 ui-serif, Georgia, "Noto Serif", serif; }
main { max-inline-size: 44rem; margin-inline: auto; padding: 2rem 1.25rem 3rem; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 0.75rem; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 0 0 0.75rem; }
p { margin: 0 0 0.75rem; overflow-wrap: anywhere; }
a { color: var(--link); }
a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
code { font: 0.875rem/1.5 ui-monospace, "Liberation Mono", monospace; overflow-wrap: anywhere; }
section, footer { border-block-start: 1px solid var(--line); margin-block-start: 2rem; padding-block-start: 1.5rem; }
nav ul { display: flex; flex-wrap: wrap; gap: 0 1.25rem; list-style: none; margin: 1rem 0 0; padding: 0; }
nav a { display: inline-block; padding-block: 0.5rem; }
.kind, .digest, footer { color: var(--quiet); font-size: 0.9375rem; }
.kind { margin-block-end: 0.25rem; }
.corrects { border-inline-start: 3px solid var(--line); padding-inline-start: 0.75rem; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; margin-block-end: 1.25rem; }
.text[dir="rtl"] { font-size: 1.1875rem; line-height: 1.8; }
@media print {
  :root { --paper: #ffffff; --ink: #000000; --quiet: #333333; --link: #000000; }
  main { max-inline-size: none; padding: 0; }
}
"""  # noqa: E501

HOW_TO_CHECK = """\
HOW TO CHECK THIS STATEMENT

You need no network for it, and need not trust whoever serves these files.


With one command

Put the files of this folder, and no others, into a folder on your computer
(or take the zip), and run, with Good Offices installed:

    goodoffices check-statement FOLDER --key KEY

FOLDER is the folder or the zip. KEY is the office's key as you know it from
elsewhere. Without --key the key in key.txt is taken. The command says that
the statement is whole, or names each file that is not what was published.


What a check shows

- statement.json is, to the byte, what the holder of the key signed.
- Each text is, to the byte, the one that statement.json names.
- The page index.html and its style show these texts and nothing else.
- Nothing is missing, and nothing was added.


What a check does not show

- Whose key it is. That it is the office's you have to learn elsewhere: from
  a party, say, or on a page that you trust. A folder that somebody else made
  and signed with another key verifies under that other key. Without --key
  you have the folder's own word alone.
- That what is said is true, that the sides said it, or that the texts in
  several languages say the same. The holder of the key says so.
- That it was published at the hour that it names.
- That it is the last word: a later statement may correct it. That one names
  the SHA-256 of the statement.json that it corrects.


By hand, the digests

Python alone is enough. Save these lines as digests.py outside this folder,
and run them in this folder:

    import base64, hashlib, json
    data = open("statement.json", "rb").read()
    for text in json.loads(data)["texts"]:
        found = hashlib.sha256(open(text["file"], "rb").read()).hexdigest()
        print(text["file"], "as named" if found == text["sha256"] else "CHANGED")
    signed = open("signature.txt", encoding="utf-8").read().split("\\n")[1]
    found = base64.b64encode(hashlib.sha256(data).digest()).decode()
    print("statement.json", "as signed" if found == signed else "CHANGED")

This looks neither at the signature nor at the page: read the texts themselves.


By hand, the signature

signature.txt is a signed note (C2SP signed-note, Ed25519). What is signed are
its first two lines, with both line ends: the name of the statement, and the
SHA-256 of statement.json in base64. The last line is a dash, the name of the
key, and in base64 four bytes that name the key and 64 bytes of signature.

key.txt is NAME+ID+KEY. KEY is base64 of a byte 1 and the 32 bytes of the
Ed25519 public key; NAME and ID are of this statement alone. Where the office
signs other statements, or its logs, with the same key, they have other names
and the same KEY: that is the part to compare.
"""
