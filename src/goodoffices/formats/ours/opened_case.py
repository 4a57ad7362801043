"""Offer of every opened case, whoever's files it comes from, the case and each party's readings."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from goodoffices.case import Case
from goodoffices.formats.documents.errors import CaseFileError, Fault
from goodoffices.preferences import BasisKind, Preferences
from goodoffices.preferences.which_reading import readings_that_count

#: Steps over the whole range of an issue on which parties pull apart, unless the user says
#: otherwise.
STEPS = 100


class ReadingNotNamed(CaseFileError):
    """A party has several readings and nobody said which; the message lists them."""


@dataclass(frozen=True)
class Draft:
    """A package, or part of one, from ``packages/<name>.yaml``."""

    name: str
    choices: Mapping[str, str]
    note: str


class OpenedCase(ABC):
    """A case that was opened.

    ``notes``: what a reader of its files should know, in sentences.
    """

    case: Case
    notes: tuple[str, ...] = ()

    @abstractmethod
    def files_of(self, preferences: Sequence[Preferences]) -> list[tuple[str, Path]]:
        """List the files that the case and these readings were read from.

        They stand by their names inside the case.
        """

    @abstractmethod
    def readings_of(self, party: str) -> tuple[str, ...]:
        """List the names of a party's readings."""

    @abstractmethod
    def preferences(self, party: str, reading: str) -> Preferences:
        """Read one reading of a party. Raises `CaseFileError`."""

    @abstractmethod
    def draft(self, name: str) -> Draft:
        """Read a package that the case comes with, by name. Raises `CaseFileError`."""

    @property
    def draft_names(self) -> tuple[str, ...]:
        """List the names of the packages that the case comes with."""
        return ()

    def beside(self, preferences: Sequence[Preferences]) -> list[str]:
        """Say what the case has beside these readings, in sentences."""
        return []

    def chosen_preferences(
        self, named: Mapping[str, str], for_all: str | None = None
    ) -> list[Preferences]:
        """Give the readings of `chosen_readings`, in the order of the parties."""
        return [
            self.preferences(party, reading)
            for party, reading in self.chosen_readings(named, for_all).items()
        ]

    def chosen_readings(
        self, named: Mapping[str, str], for_all: str | None = None
    ) -> dict[str, str]:
        """Choose the reading of each party: as named, else by `which_reading`.

        ``for_all`` is a reading's name to take for every party. Raises `CaseFileError` listing the
        choices.
        """
        unknown = [party for party in named if party not in self.case.party_ids]
        if unknown:
            parties = ", ".join(self.case.party_ids)
            raise CaseFileError.one(
                "--reading", f'there is no party "{unknown[0]}".', f"Parties are: {parties}."
            )
        chosen: dict[str, str] = {}
        faults: list[Fault] = []
        for party in self.case.parties:
            try:
                chosen[party.id] = self._chosen_reading(party.id, named.get(party.id, for_all))
            except CaseFileError as error:
                faults += error.faults
        if faults:
            raise ReadingNotNamed(faults)
        return chosen

    def _chosen_reading(self, party: str, named: str | None) -> str:
        readings = self.readings_of(party)
        if named is not None or not readings:
            return pick_reading(party, readings, named)
        reading = pick_reading(party, self.readings_that_count(party))
        if self.is_invented(party, reading):
            raise _only_when_named(party, reading)
        return reading

    def readings_that_count(self, party: str, preferred: str | None = None) -> list[str]:
        """Choose the reading of a party that counts where nobody names one.

        There are several where nothing says which.
        """
        readings = self.readings_of(party)
        if len(readings) < 2:
            return list(readings)
        default = self.case.party(party).default_reading
        kinds = {reading: self._basis_of(party, reading) for reading in readings}
        return readings_that_count(
            kinds, default=default, preferred=preferred, party_exists=self.case.real_parties
        )

    def _basis_of(self, party: str, reading: str) -> BasisKind | None:
        """Find whose a reading is; None where its file cannot be read."""
        try:
            return self.preferences(party, reading).basis.kind
        except CaseFileError:
            return None

    def is_invented(self, party: str, reading: str) -> bool:
        """Tell whether a reading gives a party that exists invented values."""
        return (
            self.case.real_parties
            and self.preferences(party, reading).basis.kind is BasisKind.EXERCISE
        )

    def certain_readings(self, *, but: str) -> list[list[Preferences]]:
        """List, of each party but one, its readings whose numbers are certain.

        Parties without any, and files that cannot be read, are left out.
        """
        found = []
        for party in self.case.party_ids:
            readings = []
            for reading in self.readings_of(party) if party != but else ():
                try:
                    one = self.preferences(party, reading)
                except CaseFileError:
                    continue
                if one.has_numbers and not one.unsupported():
                    readings.append(one)
            if readings:
                found.append(readings)
        return found

    def combinations(self) -> list[dict[str, str]]:
        """List all combinations of readings; invented values of parties that exist are left out."""
        each = [
            [(p, r) for r in self.readings_of(p) if not self.is_invented(p, r)]
            for p in self.case.party_ids
        ]
        for party, readings in zip(self.case.party_ids, each, strict=True):
            if not readings:
                raise _only_when_named(party, next(iter(self.readings_of(party)), "NAME"))
        return [dict(choice) for choice in product(*each)]


def pick_reading(party: str, readings: Collection[str], named: str | None = None) -> str:
    """Take the reading of a party that is named, else the only one.

    Raises `CaseFileError` listing the choices.
    """
    if named is not None:
        if named not in readings:
            raise no_such_reading(party, named, readings)
        return named
    if len(readings) == 1:
        return next(iter(readings))
    place = f"preferences/{party}"
    if not readings:
        raise CaseFileError.one(
            place,
            f'there are no preferences of "{party}".',
            f"Write {place}.yaml, or one file for each reading in {place}/.",
        )
    raise ReadingNotNamed(
        [
            Fault(
                place,
                0,
                f'"{party}" has several readings: {", ".join(readings)}.',
                f"Name one: --reading {party}={next(iter(readings))}.",
            )
        ]
    )


def no_such_reading(party: str, reading: str, readings: Collection[str]) -> CaseFileError:
    """Make the error of naming a reading that a party does not have; it lists those that it has."""
    listed = ", ".join(readings) or "none"
    return CaseFileError.one(
        f"preferences/{party}", f'"{party}" has no reading "{reading}".', f"Readings are: {listed}."
    )


def _only_when_named(party: str, reading: str) -> CaseFileError:
    return CaseFileError.one(
        f"preferences/{party}",
        f'the values of "{party}" are invented (basis exercise), and the party exists.',
        f"They are used only when named: --reading {party}={reading}.",
    )
