"""Bring the catalogues of translations up to date with the sources, and compile them.

Run it after a translated text was changed, or a translation was written:
``PYTHONPATH=src python scripts/write_catalogues.py``. It collects every marked text of the product
(Python sources, pages, reports), updates each ``django.po``, compiles it to the ``django.mo``
beside it, and counts in ``coverage.json`` how much of the product each language has.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
ROOM = ROOT / "src/goodoffices"
LOCALES = ROOM / "locale"
COVERAGE = LOCALES / "coverage.json"
#: How calls are written that translate: which of their arguments are texts, which a context ("c").
KEYWORDS: dict[str, Any] = {
    "_": None,
    "n_": (1, 2),
    "p_": ((1, "c"), 2),
    "gettext": None,
    "gettext_noop": None,
    # The message of a refusal of the core, which knows no reader.
    "EditRefused": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
METHODS = [
    ("office/templates/**.html", "scripts.write_catalogues:extract_from_page"),
    ("report/templates/**.html", "jinja2"),
    ("**.py", "python"),
]


def extract_from_page(
    page: IO[bytes], keywords: Any, comment_tags: Any, options: Any
) -> Iterator[Any]:
    """Find the texts of a page's template, as Django's own ``makemessages`` does."""
    if not settings.configured:
        settings.configure()
    # Django turns it into words of Python that stand anywhere on their lines.
    source = f"({templatize(page.read().decode())}\n)"
    yield from extract_python(io.BytesIO(source.encode()), keywords, comment_tags, options)


def template() -> Catalog:
    """Collect all texts of the sources."""
    catalog = Catalog(charset="utf-8")
    found = extract_from_dir(ROOM, METHODS, {"jinja2": {}}, KEYWORDS)
    for _, _, message, _, context in found:
        catalog.add(message, context=context)
    return catalog


def is_translated(message: Any) -> bool:
    """Tell whether a message has all its forms."""
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


def main() -> None:
    """Update every ``.po``, compile it to the ``.mo`` beside it, and count what each language has.

    ``--missing LANGUAGE`` prints what lacks a translation into one.
    """
    texts = template()
    translated = {}
    for file in sorted(LOCALES.glob("*/LC_MESSAGES/django.po")):
        language = file.parent.parent.name
        with file.open("rb") as source:
            catalog = read_po(source, locale=language)
        catalog.update(texts, no_fuzzy_matching=True, update_creation_date=False)
        catalog.obsolete.clear()
        catalog.fuzzy = False
        for message in catalog:
            # Nothing is guessed here, and what is marked so would not be compiled.
            message.flags.discard("fuzzy")
        with file.open("wb") as target:
            write_po(
                target, catalog, width=0, sort_output=True, omit_header=False, no_location=True
            )
        with file.open("rb") as source, file.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source, locale=language))
        messages = [m for m in catalog if m.id]
        translated[language] = sum(map(is_translated, messages))
        if sys.argv[1:] == ["--missing", language]:
            for message in messages:
                if not is_translated(message):
                    print(json.dumps([message.context, message.id], ensure_ascii=False))
    count = sum(1 for m in texts if m.id)
    said = {"texts": count, "translated": translated}
    COVERAGE.write_text(json.dumps(said, indent=2) + "\n")


if __name__ == "__main__":
    main()
