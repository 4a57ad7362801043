"""The text of an agreement made from its structure: headings, articles, annexes, paragraph by one.

The same structure gives the same text, so that what somebody changed in the text by hand is found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from goodoffices.agreement import (
    Agreement,
    AgreementText,
    AreaShape,
    Article,
    Obligation,
    Power,
)
from goodoffices.agreement.coordinates import decimal_degrees, degrees_and_minutes
from goodoffices.case import Case
from goodoffices.report.talks_in_words import side_word
from goodoffices.report.terms_in_words import TermWords, area_size_words
from goodoffices.report.wording import Wording, capital


@dataclass(frozen=True, slots=True, kw_only=True)
class TermParagraph:
    """A paragraph of the text. ``term``: the id of the term that it says; empty for the others."""

    words: str
    term: str = ""
    is_heading: bool = False

    @property
    def typed(self) -> str:
        """Write the paragraph as a text is typed: a heading begins with ``#``."""
        return f"# {self.words}" if self.is_heading else self.words


def agreement_paragraphs(
    case: Case, agreement: Agreement, text: AgreementText, language: str | None = None
) -> list[TermParagraph]:
    """Write one text of an agreement as paragraphs, in the order in which people read it."""
    return list(_Document(case, agreement, text, language).all())


class _Document:
    """Writes one text of an agreement in one language."""

    def __init__(
        self, case: Case, agreement: Agreement, text: AgreementText, language: str | None
    ) -> None:
        self.w = Wording(case, language)
        self.agreement, self.text = agreement, text
        self.words = TermWords(agreement, self.w)

    def all(self) -> Iterator[TermParagraph]:
        w, text = self.w, self.text
        sides = w.list_of([side_word(one, w) for one in text.between])
        yield _said(w._("This text is between: {sides}.").format(sides=sides))
        yield from self.definitions()
        known = {one.id for one in self.agreement.articles}
        for article in self.agreement.articles:
            yield _heading(w.text(article.heading))
            if article.words is not None:
                yield _said(w.text(article.words), article.id)
            else:
                yield from self.settled(article)
            yield from self.under({article.id})
        rest = list(self.under({one.article for one in self.terms()} - known))
        if rest:
            yield _heading(w._("Obligations and powers"))
            yield from rest
        yield _heading(w._("When it takes effect, and how long it lasts"))
        # What nobody agreed is no sentence of a contract.
        yield from map(_said, self.words.clock_agreed(text))
        yield _said(
            w._("Days are those of {zone}.").format(zone=w.isolated(self.agreement.zone.key))
        )
        yield from self.amendments()
        yield from self.seats()
        yield from self.areas()
        for annex in self.agreement.annexes:
            yield _heading(w._("Annex: {name}").format(name=w.text(annex.name)))
            if annex.words is not None:
                yield _said(w.text(annex.words), annex.id)

    def settled(self, article: Article) -> Iterator[TermParagraph]:
        """Say what the package settles under an article that has no words of its own."""
        for issue in article.settles:
            option = self.agreement.package.get(issue)
            if option is not None:
                said = f"{self.w.issue(issue)}: {self.w.option(issue, option)}"
                yield _said(_sentence(said))

    def terms(self) -> Sequence[Obligation | Power]:
        return (*self.text.obligations, *self.text.powers)

    def under(self, articles: Collection[str]) -> Iterator[TermParagraph]:
        for owed in self.text.obligations:
            if owed.article in articles:
                yield _said(_sentence(self.words.obligation(owed)), owed.id)
        for power in self.text.powers:
            if power.article in articles:
                yield _said(_sentence(self.words.power(power)), power.id)

    def definitions(self) -> Iterator[TermParagraph]:
        if self.agreement.definitions:
            yield _heading(self.w._("What words mean"))
        for one in self.agreement.definitions:
            words = self.w._("“{term}” means: {meaning}").format(
                term=self.w.text(one.term), meaning=self.w.text(one.means)
            )
            yield _said(_sentence(words))

    def amendments(self) -> Iterator[TermParagraph]:
        for change in self.text.amendments:
            name = self.words.amendment(change)
            yield _heading(self.w._("Amendment: {name}").format(name=name))
            for owed in change.obligations:
                yield _said(_sentence(self.words.obligation(owed)), owed.id)
            for power in change.powers:
                yield _said(_sentence(self.words.power(power)), power.id)
            for ended in change.ends:
                words = self.w._("This ends: {term}").format(term=self.words.named(ended))
                yield _said(_sentence(words))

    def seats(self) -> Iterator[TermParagraph]:
        w = self.w
        for body in self.agreement.seats:
            yield _heading(w.text(body.body))
            for side, n in body.seats:
                seats = w.n_("{n} seat", "{n} seats", n).format(n=w.number(n))
                yield _said(
                    _sentence(w._("{side}: {seats}").format(side=side_word(side, w), seats=seats))
                )

    def areas(self) -> Iterator[TermParagraph]:
        w = self.w
        for area in self.agreement.areas:
            yield _heading(w._("Place: {name}").format(name=w.text(area.name)))
            yield _said(
                w._("It is {size}. Coordinates are those of WGS 84.").format(
                    size=area_size_words(area, w)
                )
            )
            for number, place in enumerate(area.places, 1):
                written = f"{degrees_and_minutes(place)} ({decimal_degrees(place)})"
                if area.shape is AreaShape.POINT:
                    yield _said(w.isolated(written))
                else:
                    yield _said(
                        w._("Point {number}: {place}").format(
                            number=w.number(number), place=w.isolated(written)
                        )
                    )


def terms_not_in_text(
    paragraphs: Sequence[TermParagraph], typed: Sequence[str]
) -> list[TermParagraph]:
    """List the paragraphs that a text no longer says in these words.

    ``typed``: the paragraphs of the text as somebody edited it.
    """
    there = {_compared(one) for one in typed}
    return [one for one in paragraphs if not one.is_heading and _compared(one.words) not in there]


def words_without_term(paragraphs: Sequence[TermParagraph], typed: Sequence[str]) -> list[str]:
    """List the paragraphs of a text that the structure does not say."""
    made = {_compared(one.words) for one in paragraphs}
    return [one for one in typed if _compared(one.lstrip("# ")) not in made]


def _compared(words: str) -> str:
    words = unicodedata.normalize("NFKC", words.lstrip("#"))
    return re.sub(r"[\s\u2066-\u2069]+", " ", words).strip(" .").casefold()


def _said(words: str, term: str = "") -> TermParagraph:
    return TermParagraph(words=words, term=term)


def _heading(words: str) -> TermParagraph:
    return TermParagraph(words=words, is_heading=True)


def _sentence(words: str) -> str:
    words = capital(words)
    return words if words.endswith((".", "!", "?", "。", "؟")) else f"{words}."
