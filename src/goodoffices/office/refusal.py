"""What somebody is told who may not do a thing, or cannot as things stand."""

from __future__ import annotations


class Refused(Exception):
    """A refusal: somebody may not do this, or it cannot be done as things stand.

    The message is for her. ``field``: the one that she would mend, by its id on the page;
    ``status``: of the answer, where a page has none of its own.
    """

    status = 409

    def __init__(self, words: object, field: str = "") -> None:
        super().__init__(str(words))
        self.field = field


class TooMuch(Refused):
    """Somebody asks for more at once, or in an hour, than the office does for one.

    A little later it does.
    """

    status = 429
