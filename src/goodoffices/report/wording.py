"""Names, numbers and demands in words.

There is one text for one fact, for terminal, page and JSON alike.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

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
    Text,
)
from goodoffices.preferences import Basis, BasisKind, Item, Preferences, Ranked, Ranking, RedLine
from goodoffices.report.codes import confidence_word
from goodoffices.report.languages import (
    END_OF_ISOLATE,
    ISOLATE,
    Language,
    direction_of,
    text_language,
)


class Wording(Language):
    """The words to speak of one case in, in one language.

    The case's own texts are in that language where the case has it, else in its first one. Within
    words of the other direction they keep together.
    """

    def __init__(self, case: Case, language: str | None = None) -> None:
        super().__init__(language or case.languages[0])
        self.case = case
        self._text_language = text_language(case.languages, self.language)
        self._is_isolated = direction_of(self._text_language) != self.direction

    def text(self, text: Text) -> str:
        """Give a text of the case in the language, or in the case's first one."""
        if not text.by_language[0][0]:
            return self.isolated(text.by_language[0][1])
        words = text.in_language(self._text_language)
        return f"{ISOLATE}{words}{END_OF_ISOLATE}" if self._is_isolated else words

    def case_name(self) -> str:
        """Give the case's name."""
        return self.text(self.case.name)

    def party(self, party_id: str) -> str:
        """Give the name of a party or third party."""
        names = {p.id: p.name for p in self.case.parties} | {
            t.id: t.name for t in self.case.third_parties
        }
        return self.text(names[party_id]) if party_id in names else party_id

    def issue(self, issue_id: str) -> str:
        """Give the name of an issue."""
        return self.text(self.case.issue(issue_id).name)

    def note(self, issue_id: str) -> str:
        """Give what an issue is about; empty where nobody said."""
        note = self.case.issue(issue_id).note
        return "" if note is None else self.text(note)

    def option(self, issue_id: str, option_id: str) -> str:
        """Give the text of an option."""
        return self.text(self.case.issue(issue_id).option(option_id).text)

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
            else f"{self.comma}{self.date(basis.date)} ({self.age(basis.date, today)})"
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
            date=self.date(date),
            age=self.age(date, today),
            confidence=confidence_word(basis.confidence or "", self),
        )
        return f"{text}: {basis.reason.rstrip('.')}"

    def package_words(self, package: Mapping[str, str]) -> str:
        """Say a package in one line."""
        return self.semicolons(f"{self.issue(i)}: {self.option(i, o)}" for i, o in package.items())

    def condition(self, condition: Condition) -> str:
        """Say a condition in words."""
        return self.list_of(self._part(i, options) for i, options in condition.options)

    def ranking(self, ranking: Ranking) -> str:
        """Say a ranking by its own words, else by what it says."""
        if ranking.text is not None:
            return self.text(ranking.text)
        groups = [
            self.commas(self._ranked(ranking, item) for item in group) for group in ranking.groups
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
        return self.choice_of(self.option(issue.id, o.id) for o in chosen)

    def shape(self, restriction: Restriction) -> str:
        """Say what a restriction says, in words made from its parts."""
        shape = restriction.shape
        if isinstance(shape, OnlyIf):
            text = self._("{when} only if {then}")
            return text.format(when=self.condition(shape.when), then=self.condition(shape.then))
        if isinstance(shape, ForbiddenTogether):
            return self._("never {condition}").format(condition=self.condition(shape.condition))
        if isinstance(shape, CountLimit):
            listed = self.semicolons(self._part(i, o) for i, o in shape.choices)
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
        return self.shape(restriction) if restriction.text is None else self.text(restriction.text)

    def red_line(self, line: RedLine) -> str:
        """Say a red line in the party's own words, else what it rules out."""
        return self.condition(line.condition) if line.text is None else self.text(line.text)

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


def capital(text: str) -> str:
    """Write the text with a capital at its start."""
    return text[:1].upper() + text[1:]
