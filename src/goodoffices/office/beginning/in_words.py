"""How the talks begin, in words, as its page shows it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy, pgettext_lazy

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.beginning.readings import (
    PARTS,
    Beginning,
    FirstContact,
    TermsPut,
    read_beginnings,
)
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.lazy_words import StrOrPromise

#: What each text is called, and each of its parts.
TITLES: Mapping[str, StrOrPromise] = {
    "disclosure": gettext_lazy("Disclosure of interests"),
    "agreement": gettext_lazy("Agreement to mediate"),
}
HEADINGS: Mapping[str, StrOrPromise] = {
    "interests": gettext_lazy("What could make a party doubt the mediator"),
    "scope": pgettext_lazy("part of an agreement to mediate", "Scope"),
    "confidentiality": pgettext_lazy("part of an agreement to mediate", "Confidentiality"),
    "cost": pgettext_lazy("part of an agreement to mediate", "Cost"),
    "leave": pgettext_lazy("part of an agreement to mediate", "How to leave"),
}
#: What a party says of each text, by whether it agrees: for itself, and for the mediation.
OWN_ANSWERS: Mapping[tuple[str, bool], StrOrPromise] = {
    ("disclosure", True): gettext_lazy("We go on with this mediator"),
    ("disclosure", False): gettext_lazy("We do not go on with this mediator"),
    ("agreement", True): gettext_lazy("We agree"),
    ("agreement", False): gettext_lazy("We do not agree"),
}
ANSWERS: Mapping[tuple[str, bool], StrOrPromise] = {
    ("disclosure", True): gettext_lazy("goes on with this mediator"),
    ("disclosure", False): gettext_lazy("does not go on with this mediator"),
    ("agreement", True): pgettext_lazy("a party, to the agreement to mediate", "agrees"),
    ("agreement", False): pgettext_lazy("a party, to the agreement to mediate", "does not agree"),
}


@dataclass(frozen=True, kw_only=True)
class AnswerShown:
    """What a party said of a text, in words, when, and who said it."""

    agrees: bool
    words: str
    at: datetime.datetime
    by: str


@dataclass(frozen=True, kw_only=True)
class TermsShown:
    """A text that was put, with its parts under their headings. ``yes`` and ``no``: its answers."""

    id: str
    what: str
    title: str
    parts: list[tuple[str, str]]
    at: datetime.datetime
    by: str
    sha256: str
    answers: list[AnswerShown]
    yes: str
    no: str


@dataclass(frozen=True, kw_only=True)
class TermsOfParty:
    """One kind of text as it stands with a party: the one that counts, and those before it."""

    what: str
    title: str
    newest: TermsShown | None
    earlier: list[TermsShown]


@dataclass(frozen=True, kw_only=True)
class BeginningShown:
    """How the talks begin with one party."""

    party: str
    name: str
    contacts: tuple[FirstContact, ...]
    terms: list[TermsOfParty]


def beginnings_in_words(view: CaseView) -> list[BeginningShown]:
    """List, for each party of which she may know it, how the talks begin."""
    w = wording_for_reader(view.case)
    answers = OWN_ANSWERS if view.is_party else ANSWERS
    return [
        BeginningShown(
            party=party,
            name=w.party(party),
            contacts=one.contacts,
            terms=[_terms_of_party(what, one, answers) for what in PARTS],
        )
        for party, one in read_beginnings(view).items()
    ]


def _terms_of_party(
    what: str, of: Beginning, answers: Mapping[tuple[str, bool], StrOrPromise]
) -> TermsOfParty:
    shown = [_shown(one, answers) for one in of.put[what]]
    return TermsOfParty(
        what=what,
        title=str(TITLES[what]),
        newest=shown[0] if shown else None,
        earlier=shown[1:],
    )


def _shown(one: TermsPut, answers: Mapping[tuple[str, bool], StrOrPromise]) -> TermsShown:
    return TermsShown(
        id=one.id,
        what=one.what,
        title=str(TITLES[one.what]),
        parts=[(str(HEADINGS[name]), one.text[name]) for name in PARTS[one.what]],
        at=one.at,
        by=one.by,
        sha256=one.sha256,
        answers=[
            AnswerShown(
                agrees=said.agrees,
                words=str(answers[one.what, said.agrees]),
                at=said.at,
                by=said.by,
            )
            for said in one.answers
        ],
        yes=str(OWN_ANSWERS[one.what, True]),
        no=str(OWN_ANSWERS[one.what, False]),
    )
