"""What costs a parser of YAML much."""

from __future__ import annotations

from tests.formats.documents.filling import MOST_TEXT, each, filled


def costly_yaml() -> dict[str, str]:
    """What costs a parser of YAML much."""
    room = MOST_TEXT - 100
    return {
        "words": f"[{'a,' * (room // 2)}]",
        "digits": f"[{'1,' * (room // 2)}]",
        "blanks": f"[{'~,' * (room // 2)}]",
        "the finest decimals": f"[{'1e-60,' * (room // 6)}]",
        "fractions": f"[{'3/7,' * (room // 4)}]",
        "empty lists": f"[{'[],' * (room // 3)}]",
        "deep lists": "[" + f"{'[' * 17}{']' * 17}," * (room // 35) + "]",
        "pairs": f"[{'{a: 1},' * (room // 7)}]",
        "one key again and again": f"{{{'a,' * (room // 2)}}}",
        "many keys": filled("{", each("#"), "}")[: room - 1] + "}",
        "lists in lists": "\n" + "- - - - - - - - a\n" * (room // 18),
        "typographic signs": "\n" + "a:\u00a0b\n" * (room // 5),
        "typographic quotes": "[" + "\u201ca\u201d, " * (room // 5) + "]",
        "one long text": "a" * room,
        "escapes": '"' + "\\x41" * (room // 4) + '"',
    }
