"""The case itself: who is there, what is to be settled, and what ties it together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from goodoffices.case.ground_rules import GroundRules
from goodoffices.case.linkages_and_limits import Restriction
from goodoffices.case.text import Text


@dataclass(frozen=True, slots=True)
class Option:
    """One possible settlement of an issue. ``number`` is set where the issue lies on a scale."""

    id: str
    text: Text
    number: int | Fraction | None = None


@dataclass(frozen=True, kw_only=True)
class Issue:
    """A matter to be settled.

    ``status_quo`` is the id of the option that holds if nothing is agreed; None where nobody said
    which (as in other programs' files). ``unit`` is the unit of a scale (empty for discrete
    options). ``of_range``: the numbers stand for a continuous range. ``in_hand_of`` names the third
    party who can give or refuse it: the issue is then an *inducement*. ``note``: what it is about.
    """

    id: str
    name: Text
    options: tuple[Option, ...]
    status_quo: str | None
    is_scale: bool = False
    unit: str = ""
    in_hand_of: str | None = None
    of_range: bool = False
    note: Text | None = None

    @cached_property
    def option_ids(self) -> tuple[str, ...]:
        """List the ids of the options, in the order of the file."""
        return tuple(option.id for option in self.options)

    @cached_property
    def _by_id(self) -> Mapping[str, Option]:
        return {option.id: option for option in reversed(self.options)}

    def has_option(self, option_id: str) -> bool:
        """Tell whether there is an option of that id."""
        return option_id in self._by_id

    def option(self, option_id: str) -> Option:
        """Give the option of that id. Raises KeyError if there is none."""
        return self._by_id[option_id]


@dataclass(frozen=True, slots=True)
class Party:
    """A side with preferences and consent. ``default_reading`` is used where none is named."""

    id: str
    name: Text
    default_reading: str | None = None


@dataclass(frozen=True, slots=True)
class ThirdParty:
    """Somebody who is no party: mediator, host, observer, guarantor, or holder of an inducement."""

    id: str
    name: Text
    role: str


@dataclass(frozen=True, kw_only=True)
class Case:
    """One mediation: parties, third parties, issues, and what ties the options together.

    ``restrictions`` holds linkages, legal bounds and limits, in the order of the file. ``consent``
    lists the parties who must agree to a change of the case, ``pause`` those without whom the talks
    rest, ``seats`` those who must consent before others sit down; ``ground_rules`` are those of the
    room. ``languages[0]`` is the language that texts fall back to. ``real_parties``: the parties
    exist, so invented values are used only when named. ``in_steps``: an agreement would be carried
    out step by step, so that the order of its steps matters.
    """

    id: str
    name: Text
    parties: tuple[Party, ...]
    issues: tuple[Issue, ...]
    third_parties: tuple[ThirdParty, ...] = ()
    restrictions: tuple[Restriction, ...] = ()
    consent: tuple[str, ...] = ()
    pause: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en",)
    note: Text | None = None
    real_parties: bool = False
    in_steps: bool = False
    ground_rules: GroundRules = field(default_factory=GroundRules)
    format: str = "goodoffices-case/1"

    @cached_property
    def party_ids(self) -> tuple[str, ...]:
        """List the ids of the parties, in the order of the file."""
        return tuple(party.id for party in self.parties)

    @cached_property
    def issue_ids(self) -> tuple[str, ...]:
        """List the ids of the issues, in the order of the file."""
        return tuple(issue.id for issue in self.issues)

    @cached_property
    def _parties_by_id(self) -> Mapping[str, Party]:
        return {party.id: party for party in reversed(self.parties)}

    @cached_property
    def _issues_by_id(self) -> Mapping[str, Issue]:
        return {issue.id: issue for issue in reversed(self.issues)}

    def party(self, party_id: str) -> Party:
        """Give the party of that id. Raises KeyError if there is none."""
        return self._parties_by_id[party_id]

    def issue(self, issue_id: str) -> Issue:
        """Give the issue of that id. Raises KeyError if there is none."""
        return self._issues_by_id[issue_id]

    def status_quo(self) -> dict[str, str] | None:
        """Give the package in which each issue stays as it is (the status quo).

        None where that is not known of every issue.
        """
        known = {
            issue.id: issue.status_quo for issue in self.issues if issue.status_quo is not None
        }
        return known if len(known) == len(self.issues) else None

    def broken_by(self, package: Mapping[str, str]) -> tuple[Restriction, ...]:
        """List the restrictions that a package does not keep, in the order of the file."""
        return tuple(r for r in self.restrictions if not r.shape.allows(package))
