"""Write docs/promises.md from tests/promises.toml.

Run it in the folder of the project, with PYTHONPATH=.
"""

from __future__ import annotations

from itertools import groupby

from tests.cli.program import ROOT
from tests.promises import Promise, promises

TARGET = ROOT / "docs/promises.md"

#: The rooms in the order of the page, each with what it answers for.
ROOMS = {
    "case": "What is on the table",
    "preferences": "What each party wants",
    "analysis": "What is possible, efficient and fair",
    "elicitation": "What is asked",
    "proof": "What proves an answer",
    "report": "What is said",
    "formats": "What is read and written",
    "adapters": "Other programs",
    "record": "What happened, provably",
    "office": "The office",
    "cli": "The command line",
    "": "The program as a whole",
}

HEAD = """\
# Promises and what keeps them

Written by `scripts/write_promises.py` from `tests/promises.toml`.

Each promise to users stands here with the function that keeps it \
and the test that goes red without it.
`./test --long promises` takes the promises away, one after another, \
and expects the test to fail each time.
"""


def room_of(promise: Promise) -> str:
    """Name the room that keeps a promise; the empty name for what stands beside the rooms."""
    parts = promise.file.split("/")
    return parts[2] if parts[:2] == ["src", "goodoffices"] and parts[2] in ROOMS else ""


def page() -> str:
    """Write the text of the page: the promises by room."""
    order = list(ROOMS)
    rows = sorted(promises(), key=lambda one: order.index(room_of(one)))
    return HEAD + "".join(
        f"\n## {ROOMS[room]}\n\n" + "".join(map(_row, its)) for room, its in groupby(rows, room_of)
    )


def _row(promise: Promise) -> str:
    place = f"`{promise.file}`" + (f", `{promise.function}`" if promise.function else "")
    return f"- **{promise.promise}.** Kept in {place}. Test: `{promise.test}`.\n"


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
