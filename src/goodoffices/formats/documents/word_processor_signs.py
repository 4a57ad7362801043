"""Replace signs that word processors put into YAML where plain ones are meant.

They are no-break spaces, and typographic quotes around a name or a value. They are replaced only
where they stand in the place of YAML's own signs; inside texts they stay.
"""

from __future__ import annotations

import re

#: Spaces that look like one and are none for YAML, and signs of no width.
SPACES, NOTHING = "\u00a0\u2007\u202f", "\u200b\u2060\ufeff"
OPENING, CLOSING = "“„‟«", "”“»"
INDENT = re.compile(rf"^[ {SPACES}{NOTHING}]+", re.MULTILINE)
#: After a key's colon, a dash of a list, or a comma; in lines that quote nothing.
AFTER_SIGN = re.compile(rf"(?<=[:,-]) *[{SPACES}][ {SPACES}]*")
QUOTED_KEY = re.compile(
    rf"(^|[{{,\-]|\s)[{OPENING}]([^{OPENING}{CLOSING}\"\n]{{1,200}})[{CLOSING}](?=[ {SPACES}]*:)",
    re.MULTILINE,
)
QUOTED_VALUE = re.compile(
    rf"([:\[,-][ {SPACES}]+|\[)[{OPENING}]([^{OPENING}{CLOSING}\"\n]{{1,200}})[{CLOSING}](?=[ "
    rf"{SPACES}]*(?:[,\]}}#\n]|\Z))"
)


def with_plain_signs(text: str) -> str:
    """Give a text of YAML plain spaces and quotes where these structure it."""
    if not any(sign in text for sign in SPACES + NOTHING + OPENING):
        return text
    text = INDENT.sub(lambda found: "".join(" " for sign in found[0] if sign not in NOTHING), text)
    text = QUOTED_VALUE.sub(r'\1"\2"', QUOTED_KEY.sub(r'\1"\2"', text))
    return "\n".join(
        line if '"' in line.partition("#")[0] and ":" not in line else AFTER_SIGN.sub(" ", line)
        for line in text.split("\n")
    )
