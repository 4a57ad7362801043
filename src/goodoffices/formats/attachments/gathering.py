"""Gathers what the readers of a file find, within bounds."""

from __future__ import annotations

from goodoffices.formats.attachments.attachment import (
    MORE,
    MOST_BESIDE,
    MOST_TEXT,
    Attachment,
    AttachmentKind,
    Beside,
    BesideKind,
    running,
    short,
)

#: Most different things that are remembered, so that none is listed or counted twice.
MOST_REMEMBERED = 10_000


class Gathering:
    """What was found in a file so far. Each thing beside the text is listed once."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._pieces: list[str] = []
        self._left = MOST_TEXT
        self._beside: dict[Beside, None] = {}
        self._n_more = 0
        self.is_cut = False

    @property
    def is_full(self) -> bool:
        """Tell whether no more text is kept."""
        return self._left <= 0

    def say(self, text: str) -> None:
        """Add visible text, as much of it as is kept."""
        if len(text) > self._left:
            self.is_cut = True
        text = text[: self._left]
        self._left -= len(text)
        self._pieces.append(running(text))

    def say_line(self, text: str) -> None:
        """Add visible text, and end its line. Empty lines are left out."""
        if text.strip():
            self.say(text.rstrip() + "\n")

    def note(self, what: BesideKind, words: str) -> None:
        """Add what stands beside the text. Empty words say nothing, and are left out."""
        words = short(words)
        found = Beside(what, words)
        if not words or found in self._beside:
            return
        if len(self._beside) < MOST_REMEMBERED:
            self._beside[found] = None
        else:
            self._n_more += 1

    def note_all(self, other: Gathering, but: BesideKind | None = None) -> None:
        """Add what stands beside another text, of all kinds but one."""
        for found in other._beside:
            if found.what is not but:
                self.note(found.what, found.words)

    def attachment(self, kind: AttachmentKind) -> Attachment:
        """Give what was found, as a file of a kind."""
        beside = list(self._beside)
        n_more = max(0, len(beside) - MOST_BESIDE) + self._n_more
        del beside[MOST_BESIDE:]
        if n_more:
            beside.append(Beside(BesideKind.OTHER, MORE.format(number=n_more)))
        text = "".join(self._pieces).strip("\n")
        return Attachment(kind=kind, text=text, beside=tuple(beside), is_cut=self.is_cut)
