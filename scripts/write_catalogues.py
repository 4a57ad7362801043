"""Bring the catalogues of translations up to date with the sources, and compile them.

Run it after a translated text was changed. What is translated so far is what a party is asked and
holds in its hands; the rest of the product speaks English.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
ROOM = ROOT / "src/goodoffices"
LOCALES = ROOM / "report/locale"
SOURCES = (
    "report/questions.py",
    "report/questionnaire.py",
    "formats/ours/elicited.py",
    "cli/interview.py",
)


def template() -> Catalog:
    """Collect all texts of the sources."""
    catalog = Catalog(charset="utf-8")
    for name in SOURCES:
        for call in ast.walk(ast.parse((ROOM / name).read_text())):
            if (
                isinstance(call, ast.Call)
                and isinstance(call.func, ast.Attribute)
                and call.func.attr == "_"
            ):
                [message] = call.args
                if not isinstance(message, ast.Constant):
                    raise TypeError(
                        f"{name}, line {call.lineno}: a text that is translated is written out "
                        "in the call"
                    )
                catalog.add(message.value, locations=[(name, call.lineno)])
    return catalog


def main() -> None:
    """Update every ``.po`` and compile it to the ``.mo`` beside it.

    Says what lacks a translation.
    """
    texts = template()
    for file in sorted(LOCALES.glob("*/LC_MESSAGES/goodoffices.po")):
        with file.open("rb") as source:
            catalog = read_po(source, locale=file.parent.parent.name)
        catalog.update(texts, no_fuzzy_matching=True, update_creation_date=False)
        catalog.obsolete.clear()
        catalog.fuzzy = False
        with file.open("wb") as target:
            write_po(
                target, catalog, width=0, sort_output=True, omit_header=False, no_location=True
            )
        with file.with_suffix(".mo").open("wb") as target:
            write_mo(target, catalog)
        missing = [str(m.id) for m in catalog if m.id and not m.string]
        for message in missing:
            print(f"{file.relative_to(ROOT)}: no translation of {message!r}", file=sys.stderr)


if __name__ == "__main__":
    main()
