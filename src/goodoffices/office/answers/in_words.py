"""Answers in words: what is put, what the result would tell, what was answered."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import WORDS_OF, SideKind
from goodoffices.office.access.rights import Right
from goodoffices.office.answers.readings import CallRead, list_calls, own_side
from goodoffices.office.answers.rules import Asks
from goodoffices.office.answers.what_is_told import ToldShown, told_in_words, tried_in_words
from goodoffices.office.computing.worth import weighed
from goodoffices.office.languages import reader_language, wording_for_reader
from goodoffices.office.lazy_words import StrOrPromise
from goodoffices.office.pages.in_words import package_rows
from goodoffices.office.papers.packages import is_package_of
from goodoffices.office.preferences.readings import read_own_preferences, read_preferences_in
from goodoffices.office.record.in_words import OPEN_ANSWERS
from goodoffices.procedure import ALL_AGREE, VOID, accepted_in
from goodoffices.report.talks_in_words import side_word
from goodoffices.report.wording import Wording

CHOICES: Mapping[str, StrOrPromise] = {"yes": gettext_lazy("Yes"), "no": gettext_lazy("No")}
#: What each rule is called, and what it is for in a line.
NAMES: Mapping[str, StrOrPromise] = {
    "sealed": pgettext_lazy("a rule of answers", "Sealed yes or no"),
    "packages": pgettext_lazy("a rule of answers", "Several packages at once"),
    "ranking": pgettext_lazy("a rule of answers", "Ranking of wordings"),
    "bid": pgettext_lazy("a rule of answers", "Blind bid on an amount"),
    "assessment": pgettext_lazy("a rule of answers", "Assessment at home"),
    "silence": pgettext_lazy("a rule of answers", "Silence procedure"),
    "seat": pgettext_lazy("a rule of answers", "A seat at the table"),
    "approval": pgettext_lazy("a rule of answers", "Approval of a text"),
    "whether": pgettext_lazy("a rule of answers", "After yes: whether a better package exists"),
    "see": pgettext_lazy("a rule of answers", "After yes: see the better package"),
    "take": pgettext_lazy("a rule of answers", "After yes: take the better package"),
}
PURPOSES: Mapping[str, StrOrPromise] = {
    "sealed": gettext_lazy(
        "a yes that nobody has to say first: all say yes, or nobody learns who did"
    ),
    "packages": gettext_lazy(
        "each accepts in secret what it can; the first that all accept is told"
    ),
    "ranking": gettext_lazy("each ranks wordings in private; the one that is elected is told"),
    "bid": gettext_lazy(
        "an offer and a demand that nobody sees; where they meet, the middle is told"
    ),
    "assessment": gettext_lazy("what came of talks goes home; you alone see what each answers"),
    "seat": gettext_lazy("somebody sits down beside the parties when those consent who are asked"),
    "whether": gettext_lazy(
        "whether a package exists that costs nobody anything: that alone is told"
    ),
    "approval": gettext_lazy("all approve the same bytes under seal, or nobody learns who did"),
    "see": gettext_lazy("all who want to see it see it, each with its own gain"),
    "take": gettext_lazy("the agreed package stands until all take the better one"),
    "silence": gettext_lazy("adopted unless somebody objects by the hour; all see who objects"),
}


#: What came of what is asked after a yes: where not all agree, and where all do.
AFTER_YES: Mapping[str, tuple[StrOrPromise, StrOrPromise]] = {
    "statement": (gettext_lazy("Not all approve it"), gettext_lazy("All approve it")),
    "whether": (
        gettext_lazy("No: none exists, somebody has no word of its own, or not all want to know"),
        gettext_lazy("A better package exists"),
    ),
    "approval": (gettext_lazy("Not all approve the text"), gettext_lazy("All approve the text")),
    "see": (gettext_lazy("Not all want to see it"), gettext_lazy("All want to see it")),
    "take": (
        gettext_lazy("Not all take it: the agreed package stands"),
        gettext_lazy("All take the better package: it is agreed in the place of the first"),
    ),
}


@dataclass(frozen=True, kw_only=True)
class SideAnswered:
    """What a side answered last; ``at`` None: it is silent. ``choice``: what counts then."""

    side: str
    choice: str
    words: str
    at: datetime.datetime | None
    by: str


@dataclass(frozen=True, kw_only=True)
class OfferShown:
    """A package or a wording that is put with others.

    ``rows``: of a package; ``text``: of a wording; ``answer``: what her side answers of it now: a
    rank, or *yes*; empty where it says nothing.
    """

    number: int
    rows: list[tuple[str, str]]
    text: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class CallShown:
    """A call as a page shows it.

    ``title``: what it is, until when, or what came of it; ``offers``: packages or wordings, in
    their order; ``lot``: the order for ties; ``tells``: what the result would tell; ``answered``:
    of each side that she may know of, its last answer, its words, when it was given, and by whom;
    ``verdict``: what her own preferences say of the package; ``better``: the better package that
    all wanted to see; ``gain``: what her side gains by it.
    """

    read: CallRead
    name: StrOrPromise
    sides: str
    rows: list[tuple[str, str]]
    offers: list[OfferShown]
    lot: str
    bounds: str
    own: str
    is_ours: bool
    result: str
    tells: list[ToldShown]
    tried: str
    answered: list[SideAnswered]
    verdict: str
    better: list[tuple[str, str]]
    gain: str

    @property
    def is_sealed(self) -> bool:
        """Tell whether nobody sees an answer."""
        return self.read.call.rule.is_sealed


def calls_in_words(view: CaseView) -> list[CallShown]:
    """List the calls for answers as a page shows them, the newest first."""
    w = wording_for_reader(view.case)
    # Joint statements have a page of their own.
    return [_call(view, one, w) for one in list_calls(view) if one.rule != "statement"]


def _call(view: CaseView, one: CallRead, w: Wording) -> CallShown:
    rule = one.call.rule
    return CallShown(
        read=one,
        name=NAMES[one.rule],
        sides=w.list_of(side_word(side, w) for side in one.call.sides),
        rows=package_rows(view.case, one.package) if one.package else [],
        offers=_offers(view, one),
        lot=w.list_of(str(number) for number in one.asks.get("lot", ())),
        bounds=_bounds(one, w),
        own=_own(one, w),
        is_ours=own_side(view) in one.call.sides,
        result=""
        if one.seen.joint is None
        else result_in_words(one.rule, one.seen.joint, one.asks),
        tells=told_in_words(one.rule, rule, len(one.call.sides)),
        tried=tried_in_words(rule),
        answered=[] if rule.is_sealed else _answered(view, one, w),
        verdict=own_verdict(view, one.package) if one.package else "",
        better=package_rows(view.case, one.shown.package) if one.shown is not None else [],
        gain=w.points(Fraction(one.shown.gain)) if one.shown is not None and one.shown.gain else "",
    )


def _offers(view: CaseView, one: CallRead) -> list[OfferShown]:
    own = one.seen.own or ""
    ranks = own.split(",") if one.rule == "ranking" and own else []
    packages = [
        OfferShown(
            number=k,
            rows=package_rows(view.case, package),
            text="",
            answer="yes" if one.rule == "packages" and k in accepted_in(own) else "",
        )
        for k, package in enumerate(one.asks.get("packages", ()), 1)
    ]
    wordings = [
        OfferShown(number=k, rows=[], text=text, answer=ranks[k - 1] if ranks else "")
        for k, text in enumerate(one.asks.get("wordings", ()), 1)
    ]
    return packages + wordings


def _bounds(one: CallRead, w: Wording) -> str:
    """Say between which bounds a bid lies, or who would sit down; empty for other rules."""
    asks = one.asks
    if one.rule == "seat":
        words = _("Who would sit down: {name} ({kind}).")
        return words.format(name=w.isolated(asks["name"]), kind=WORDS_OF[SideKind(asks["kind"])])
    if one.rule != "bid":
        return ""
    return _("{payer} pays, between {lowest} and {highest} {unit}.").format(
        payer=w.party(asks["payer"]),
        lowest=asks["lowest"],
        highest=asks["highest"],
        unit=w.isolated(asks["unit"]),
    )


def _own(one: CallRead, w: Wording) -> str:
    """Say what her side answers now; empty where it is silent."""
    own = one.seen.own or ""
    if not own or not one.call.rule.is_sealed:
        return ""
    if one.rule == "packages":
        return _("accepted: {numbers}").format(
            numbers=w.list_of(str(number) for number in accepted_in(own))
        )
    if one.rule == "ranking":
        return _("ranks, in the order of the wordings: {ranks}").format(
            ranks=w.commas(own.split(","))
        )
    if one.rule == "bid":
        return f"{own} {w.isolated(one.asks['unit'])}"
    return str(CHOICES[own])


def result_in_words(name: str, joint: str, asks: Asks) -> str:
    """Say what came of a call by its rule."""
    if name == "packages":
        return (
            _("All accept package {number}").format(number=joint)
            if joint
            else _("There is no package that all accept")
        )
    if name == "ranking":
        none = _("No wording is elected: not all ranked them")
        return _("Wording {number} is elected").format(number=joint) if joint else none
    if name == "bid":
        return (
            _("It settles at {amount} {unit}").format(amount=joint, unit=asks["unit"])
            if joint
            else _("It does not settle")
        )
    if joint == VOID:
        return _("Void: the mediation took it back or changed its text")
    if name in AFTER_YES:
        return str(AFTER_YES[name][joint == ALL_AGREE])
    if name == "seat":
        yes, no = _("All consent to the seat"), _("Not all consent to the seat")
        return yes if joint == ALL_AGREE else no
    if name == "silence":
        return (
            _("Adopted: nobody objects")
            if joint == ALL_AGREE
            else _("Not adopted: somebody objects")
        )
    return _("All said yes") if joint == ALL_AGREE else _("Not all said yes")


def own_verdict(view: CaseView, package: Mapping[str, str]) -> str:
    """Say what her side's own preferences say of a package; empty where there are none."""
    if not view.may(Right.SEE_OWN_PREFERENCES) or not is_package_of(view.case, package):
        return ""
    given = read_own_preferences(view)
    if not given:
        return ""
    own, outdated = read_preferences_in(view, given[0])
    if outdated or own is None:
        return ""
    return str(view.compute(weighed, view.case, own, dict(package), reader_language()).verdict)


def _answered(view: CaseView, one: CallRead, w: Wording) -> list[SideAnswered]:
    """List what each side answered that she may know of."""
    sides = one.call.sides
    if one.is_assessment and view.is_party:
        sides = (view.side.party,)
    rule = one.call.rule
    found = []
    for party in sides:
        given = next((answer for answer in one.given if answer.party == party), None)
        counts = rule.silence if given is None else given.choice
        found.append(
            SideAnswered(
                side=side_word(party, w),
                choice=str(OPEN_ANSWERS[counts]),
                words="" if given is None else given.words,
                at=None if given is None else given.at,
                by="" if given is None else given.by,
            )
        )
    return found
