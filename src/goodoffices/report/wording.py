"""Names, numbers and demands in words.

There is one text for one fact, for terminal, page and JSON alike.
"""

from __future__ import annotations

import datetime
import gettext
import math
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path

from goodoffices.analysis import Demand, DemandKind
from goodoffices.case import (
    Case,
    Condition,
    CountLimit,
    ForbiddenTogether,
    Issue,
    OnlyIf,
    Restriction,
    RestrictionKind,
)
from goodoffices.preferences import Basis, BasisKind, Item, Preferences, Ranked, Ranking, RedLine

LOCALES = Path(__file__).parent / "locale"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
#: Counts from here on are written as a power of ten.
LARGE = 10**15


class Wording:
    """The words to speak of one case in, in one language.

    What has no translation stays in the source's words.
    """

    def __init__(self, case: Case, language: str | None = None) -> None:
        self.case = case
        self.language = language or case.languages[0]
        self._translations = gettext.translation(
            "goodoffices", LOCALES, [self.language], fallback=True
        )

    @property
    def direction(self) -> str:
        """Say in which direction the language is written: ``ltr`` or ``rtl``."""
        return "rtl" if self.language.split("-")[0] in RIGHT_TO_LEFT else "ltr"

    def _(self, message: str) -> str:
        """Translate a message of ours into the language, where there is a translation."""
        return self._translations.gettext(message)

    def n_(self, one: str, many: str, n: int) -> str:
        """Translate a message that depends on a number."""
        return self._translations.ngettext(one, many, n)

    def case_name(self) -> str:
        """Give the case's name."""
        return self.case.name.in_language(self.language)

    def party(self, party_id: str) -> str:
        """Give the name of a party or third party."""
        names = {p.id: p.name for p in self.case.parties} | {
            t.id: t.name for t in self.case.third_parties
        }
        return names[party_id].in_language(self.language) if party_id in names else party_id

    def issue(self, issue_id: str) -> str:
        """Give the name of an issue."""
        return self.case.issue(issue_id).name.in_language(self.language)

    def option(self, issue_id: str, option_id: str) -> str:
        """Give the text of an option."""
        return self.case.issue(issue_id).option(option_id).text.in_language(self.language)

    def list_of(self, parts: Iterable[str], last: str | None = None) -> str:
        """Join words to a list: ``a, b and c``."""
        words = list(parts)
        if len(words) < 2:
            return "".join(words)
        return f"{', '.join(words[:-1])} {last or self._('and')} {words[-1]}"

    def points(self, value: Fraction, *, sign: bool = False) -> str:
        """Write a utility or a gain, rounded for reading (the JSON output has it in full)."""
        digits = 1 if abs(value) > 2 or (value * 10).denominator == 1 else 3
        # Half up and in integers, so that a gain shown is the difference of the values shown.
        whole = math.floor(value * 10**digits + Fraction(1, 2))
        text = f"{abs(whole) // 10**digits}.{abs(whole) % 10**digits:0{digits}}".rstrip("0").rstrip(
            "."
        )
        return ("−" if whole < 0 else "+" if sign and whole > 0 else "") + text

    def amount(self, value: Fraction, *, up: bool = False) -> str:
        """Write an amount that must be enough, so that what is written still is.

        It stands in full where four decimals hold it, else rounded down (``up``: up).
        """
        scaled = value * 10**4
        whole = math.ceil(scaled) if up else math.floor(scaled)
        text = f"{abs(whole) // 10**4}.{abs(whole) % 10**4:04}".rstrip("0").rstrip(".")
        return ("−" if whole < 0 else "") + text

    def share(self, value: Fraction) -> str:
        """Write a share in per cent."""
        return f"{float(100 * value):.0f} %"

    def fine_share(self, value: Fraction) -> str:
        """Write a share in per cent, rounded up to a tenth."""
        tenths = math.ceil(1000 * value)
        return f"{tenths // 10} %" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10} %"

    def number(self, n: int) -> str:
        """Write a count: all digits while they can be read, else its size."""
        return f"{n:,}" if n < LARGE else f"{_leading(n)} × 10^{len(str(n)) - 1}"

    def age(self, date: datetime.date, today: datetime.date) -> str:
        """Say how old something is."""
        days = (today - date).days
        if days < 0:
            return self._("dated in the future")
        if days < 1:
            return self._("of today")
        if days < 14:
            return self.n_("{n} day old", "{n} days old", days).format(n=days)
        if days < 60:
            return self._("{n} weeks old").format(n=days // 7)
        if days < 730:
            return self._("{n} months old").format(n=days // 30)
        return self._("{n} years old").format(n=days // 365)

    def basis_word(self, kind: BasisKind) -> str:
        """Say a basis in a word or two."""
        return {
            BasisKind.STATED: self._("stated by the party"),
            BasisKind.PUBLIC: self._("public positions"),
            BasisKind.ESTIMATE: self._("estimate"),
            BasisKind.EXERCISE: self._("exercise values"),
        }[kind]

    def basis(self, basis: Basis, today: datetime.date) -> str:
        """Say whose word it is, how old and how sure."""
        dated = (
            ""
            if basis.date is None
            else f", {basis.date.isoformat()} ({self.age(basis.date, today)})"
        )
        if basis.kind is BasisKind.STATED:
            return self._("stated by the party in confidence") + dated
        if basis.kind is BasisKind.PUBLIC:
            return self._("public positions, each with its source") + dated
        if basis.kind is BasisKind.EXERCISE:
            origin = f" ({basis.origin})" if basis.origin else ""
            return self._("exercise values") + origin + dated
        text = self._("estimate by {author}, {date} ({age}), confidence {confidence}")
        date = basis.date or today
        text = text.format(
            author=basis.author,
            date=date.isoformat(),
            age=self.age(date, today),
            confidence=basis.confidence,
        )
        return f"{text}: {basis.reason.rstrip('.')}"

    def package_words(self, package: Mapping[str, str]) -> str:
        """Say a package in one line."""
        return "; ".join(f"{self.issue(i)}: {self.option(i, o)}" for i, o in package.items())

    def condition(self, condition: Condition) -> str:
        """Say a condition in words."""
        return self.list_of(self._part(i, options) for i, options in condition.options)

    def ranking(self, ranking: Ranking) -> str:
        """Say a ranking by its own words, else by what it says."""
        if ranking.text is not None:
            return ranking.text.in_language(self.language)
        groups = [
            ", ".join(self._ranked(ranking, item) for item in group) for group in ranking.groups
        ]
        if ranking.what is Ranked.ISSUES:
            return self._("weight, heavier first: {order}").format(order=" ≥ ".join(groups))
        if ranking.what is Ranked.OPTIONS:
            return self._("{issue}, better first: {order}").format(
                issue=self.issue(ranking.issue), order=" ≥ ".join(groups)
            )
        if ranking.within > 0:
            text = self._("packages, better first, give or take {n} points: {order}")
        elif ranking.within < 0:
            text = self._("packages, better first, by at least {n} points: {order}")
        else:
            text = self._("packages, better first: {order}")
        return text.format(order=" ≥ ".join(groups), n=self.points(abs(ranking.within)))

    def _ranked(self, ranking: Ranking, item: Item) -> str:
        if item is None:
            return self._("no agreement")
        if not isinstance(item, str):
            return f"({self.package_words(item)})"
        return (
            self.issue(item) if ranking.what is Ranked.ISSUES else self.option(ranking.issue, item)
        )

    def _part(self, issue_id: str, options: frozenset[str]) -> str:
        issue = self.case.issue(issue_id)
        return f"{self.issue(issue_id)}: {self._options(issue, options)}"

    def _options(self, issue: Issue, options: frozenset[str]) -> str:
        chosen = [o for o in issue.options if o.id in options]
        if issue.is_scale and len(chosen) > 2:
            positions = [k for k, o in enumerate(issue.options) if o.id in options]
            if positions == list(range(positions[0], positions[-1] + 1)):
                return self._("{low} to {high}").format(
                    low=chosen[0].id, high=self.option(issue.id, chosen[-1].id)
                )
        return self.list_of((self.option(issue.id, o.id) for o in chosen), self._("or"))

    def shape(self, restriction: Restriction) -> str:
        """Say what a restriction says, in words made from its parts."""
        shape = restriction.shape
        if isinstance(shape, OnlyIf):
            text = self._("{when} only if {then}")
            return text.format(when=self.condition(shape.when), then=self.condition(shape.then))
        if isinstance(shape, ForbiddenTogether):
            return self._("never {condition}").format(condition=self.condition(shape.condition))
        if isinstance(shape, CountLimit):
            listed = "; ".join(self._part(i, o) for i, o in shape.choices)
            if shape.at_least == shape.at_most:
                return self._("exactly {n} of: {listed}").format(n=shape.at_most, listed=listed)
            if shape.at_most is not None:
                return self._("at most {n} of: {listed}").format(n=shape.at_most, listed=listed)
            return self._("at least {n} of: {listed}").format(n=shape.at_least, listed=listed)
        issues = self.list_of(self.issue(i) for i, _ in shape.amounts)
        bounds = []
        if shape.at_least is not None:
            bounds.append(self._("at least {n}").format(n=self.points(shape.at_least)))
        if shape.at_most is not None:
            bounds.append(self._("at most {n}").format(n=self.points(shape.at_most)))
        unit = f" {shape.unit}" if shape.unit else ""
        return self._("{issues} together {bounds}{unit}").format(
            issues=issues, bounds=self.list_of(bounds), unit=unit
        )

    def restriction(self, restriction: Restriction) -> str:
        """Say a restriction by its own words, else by what it says."""
        return (
            self.shape(restriction)
            if restriction.text is None
            else restriction.text.in_language(self.language)
        )

    def red_line(self, line: RedLine) -> str:
        """Say a red line in the party's own words, else what it rules out."""
        return (
            self.condition(line.condition)
            if line.text is None
            else line.text.in_language(self.language)
        )

    def demand(self, demand: Demand) -> str:
        """Say a demand as a noun phrase: who asks what."""
        if demand.kind is DemandKind.WALK_AWAY:
            assert demand.party is not None
            if demand.value is None:
                return self._(
                    "{party}'s walk-away value, as its rankings against no agreement place it,"
                ).format(party=self.party(demand.party))
            text = self._("{party}'s walk-away value of {value}")
            return text.format(party=self.party(demand.party), value=self.amount(demand.value))
        if demand.red_line is not None and demand.party is not None:
            words = self.red_line(demand.red_line)
            return self._("{party}'s red line “{words}”").format(
                party=self.party(demand.party), words=words
            )
        assert demand.restriction is not None
        words = self.restriction(demand.restriction)
        if demand.restriction.kind is RestrictionKind.BOUND:
            bound = self._("the bound of our mandate “{words}” ({source})")
            if demand.restriction.of != "mandate":
                bound = self._("the legal bound “{words}” ({source})")
            return bound.format(words=words, source=demand.restriction.source)
        if demand.restriction.holder is not None:
            return self._("{party}'s limit “{words}”").format(
                party=self.party(demand.restriction.holder), words=words
            )
        if demand.restriction.kind is RestrictionKind.LIMIT:
            return self._("the limit “{words}”").format(words=words)
        return self._("the linkage “{words}”").format(words=words)

    def cannot_hold(self, demands: Iterable[Demand]) -> str:
        """Say that demands cannot be met together."""
        named = [self.demand(one) for one in demands]
        if len(named) == 1:
            return self._("{demand} cannot be met by any package.").format(demand=capital(named[0]))
        together = (
            self._("{demands} cannot both hold.")
            if len(named) == 2
            else self._("{demands} cannot all hold together.")
        )
        return together.format(demands=capital(self.list_of(named)))

    def mark(self, preferences: Iterable[Preferences]) -> str:
        """Give the mark of a page or a row that rests on invented values; else empty."""
        return (
            self._("exercise values")
            if any(one.basis.kind is BasisKind.EXERCISE for one in preferences)
            else ""
        )

    def solution(self, name: str) -> str:
        """Name a solution by its standard name."""
        return {
            "nash": self._("Nash"),
            "kalai_smorodinsky": self._("Kalai–Smorodinsky"),
            "egalitarian": self._("Egalitarian"),
            "utilitarian": self._("Utilitarian"),
        }[name]

    def solution_idea(self, name: str) -> str:
        """Say what a solution maximises, in words said aloud."""
        return {
            "nash": self._(
                "the product of the gains is greatest: a change that would help one by a larger "
                "share than it costs the other is made"
            ),
            "kalai_smorodinsky": self._(
                "each gets as equal a share as can be of the most that it could have gained"
            ),
            "egalitarian": self._(
                "whoever gains least gains as much as can be; "
                "this compares the parties' points with one another"
            ),
            "utilitarian": self._(
                "the gains add up to the most; this compares the parties' points, "
                "and may leave one side little"
            ),
        }[name]


def _leading(n: int) -> str:
    digits = str(n)
    return f"{digits[0]}.{digits[1:3]}"


def capital(text: str) -> str:
    """Write the text with a capital at its start."""
    return text[:1].upper() + text[1:]
