"""Make a case from another program's files, with what a reader should know.

It has one reading a party, and its basis is *exercise*.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from goodoffices.case import Case, Issue, Party, Restriction
from goodoffices.formats.documents.errors import CaseFileError, Fault
from goodoffices.formats.documents.printable import printable
from goodoffices.formats.others.imported_issues import plain
from goodoffices.formats.others.notes_on_files import (
    model_notes,
    named_numbers_in_short,
    variant_notes,
)
from goodoffices.formats.ours.opened_case import Draft, OpenedCase, no_such_reading
from goodoffices.preferences import Basis, BasisKind, Interaction, Numbers, Preferences

#: Utilities of programs that compute in floating point are rounded to a multiple of this, half up.
FLOATING_GRID = Fraction(1, 10**9)
#: Utilities of a program that computes in floating point, rounded so that its last digits do not
#: count.
FLOATING = Numbers(weights_as_given=True, grid=FLOATING_GRID)
#: The name of the single reading that a file gives.
READING = "only"
#: Sums of weights this near to 1 are not worth a word.
NEAR_ONE = Fraction(1, 1000)
MOST_PARTIES = 100


@dataclass(kw_only=True)
class ImportedCase(OpenedCase):
    """A case from other files than ours.

    ``origin`` names the format, ``by_party`` is in the order of the parties, ``sources`` are the
    files, by name.
    """

    case: Case
    by_party: Mapping[str, Preferences]
    origin: str
    notes: tuple[str, ...] = field(default=())
    sources: tuple[tuple[str, Path], ...] = field(default=())

    def files_of(self, preferences: Sequence[Preferences]) -> list[tuple[str, Path]]:
        """List all files that were read, whatever they hold, in their order."""
        return list(self.sources)

    def readings_of(self, party: str) -> tuple[str, ...]:
        """Name the one reading that there is."""
        return (READING,)

    def preferences(self, party: str, reading: str) -> Preferences:
        """Give what the party's file says. Raises `CaseFileError` for another reading."""
        if reading != READING:
            raise no_such_reading(party, reading, (READING,))
        return self.by_party[party]

    def draft(self, name: str) -> Draft:
        """Raise `CaseFileError` always: there is no draft."""
        remedy = "Convert the case (`goodoffices convert`) and write packages/NAME.yaml."
        raise CaseFileError.one(
            f"packages/{name}.yaml", f"a case from {self.origin} comes with no packages.", remedy
        )


@dataclass(frozen=True)
class Profiles:
    """What another program's files say of the parties.

    ``files``: their names. ``read(k, party id)`` reads the k-th. ``weights_add_up``: in this format
    weights should add up to 1; where they do not, a note says so. ``are_files``: each party has a
    file of its own, so that several may be variants of one.
    """

    files: Sequence[str]
    read: Callable[[int, str], Preferences]
    weights_add_up: bool = False
    are_files: bool = True


def imported_case(
    name: str,
    issues: Sequence[Issue],
    profiles: Profiles,
    *,
    origin: str,
    notes: Sequence[str] = (),
    restrictions: Sequence[Restriction] = (),
) -> ImportedCase:
    """Make a case whose parties are named after their files.

    Raises `CaseFileError`; faults of several files are raised together.
    """
    files = profiles.files
    if len(files) > MOST_PARTIES:
        raise CaseFileError.one(
            name,
            f"there are {len(files)} profiles; a case has at most {MOST_PARTIES} parties.",
            "Name some of them.",
        )
    parties = party_names([Path(file).stem for file in files])
    name, everybody = printable(name).strip() or "case", tuple(p.id for p in parties)
    case = Case(
        id=_identifier(name),
        name=plain(name),
        parties=parties,
        issues=tuple(issues),
        restrictions=tuple(restrictions),
        consent=everybody,
        pause=everybody,
    )
    read: dict[str, Preferences] = {}
    faults: list[Fault] = []
    for k, party in enumerate(parties):
        try:
            read[party.id] = profiles.read(k, party.id)
        except CaseFileError as error:
            faults += error.faults
    if faults:
        raise CaseFileError(faults)
    more = _weight_notes(read) if profiles.weights_add_up else []
    if profiles.are_files:
        stems = [p.name.by_language[0][1] for p in parties]
        more += variant_notes(stems) + model_notes(stems)
    return ImportedCase(case=case, by_party=read, origin=origin, notes=(*notes, *more))


def check_files(
    name: str, domains: Sequence[str], profiles: Sequence[str], *, domain_needed: bool = True
) -> None:
    """Refuse what cannot be a case. Raises `CaseFileError`.

    That is no domain or several, fewer than two profiles, a file named twice.
    """
    twice = [file for file in profiles if list(profiles).count(file) > 1]
    if len(domains) > 1:
        found, remedy = (
            f"there are {len(domains)} domains: {', '.join(domains)}.",
            "Leave all but one out: name its files, DOMAIN PROFILE PROFILE …",
        )
    elif domain_needed and not domains:
        found, remedy = (
            f"there are profiles ({_some(profiles)}) and no domain.",
            "Name the domain's file, too.",
        )
    elif twice:
        found, remedy = f"{twice[0]} is named twice.", "Name each profile once."
    elif not profiles:
        found, remedy = (
            "there is a domain and no profile.",
            "Give a profile for each party: DOMAIN PROFILE PROFILE …",
        )
    elif len(profiles) == 1:
        found, remedy = (
            f"there is one profile, {profiles[0]}.",
            "Give a profile for each party, two at least.",
        )
    else:
        return
    raise CaseFileError.one(name, found, remedy)


def _some(names: Sequence[str], most: int = 3) -> str:
    return ", ".join(names[:most]) + (", …" if len(names) > most else "")


def _weight_notes(read: Mapping[str, Preferences]) -> list[str]:
    sums = {
        one.party: one.weight_sum
        for one in read.values()
        if not one.unsupported() and one.weight_sum and abs(one.weight_sum - 1) > NEAR_ONE
    }
    return (
        [
            (
                f"Weights do not add up to 1 ({named_numbers_in_short(sums)}); "
                "they are taken as they are."
            )
        ]
        if sums
        else []
    )


def party_names(stems: Sequence[str]) -> tuple[Party, ...]:
    """Make a party for each file's name; ids differ and fit a file of ours."""
    taken: list[str] = []
    for stem in stems:
        wanted, number = _identifier(stem), 1
        found = wanted
        while found.casefold() in (t.casefold() for t in taken):
            number += 1
            found = f"{wanted[:60]}-{number}"
        taken.append(found)
    return tuple(
        Party(id_, plain(printable(stem).strip() or id_))
        for id_, stem in zip(taken, stems, strict=True)
    )


def _identifier(words: str) -> str:
    return re.sub(r"[^\w.-]", "_", printable(words)).lstrip(".-")[:64] or "case"


def imported_preferences(
    party: str,
    origin: str,
    weights: Mapping[str, Fraction],
    scores: Mapping[str, Mapping[str, Fraction]],
    walk_away: Fraction | None,
    *,
    interactions: Sequence[Interaction] = (),
    numbers: Numbers = FLOATING,
) -> Preferences:
    """Take what one file says of one party: weights as they stand.

    A weight below 0 is moved into the scores.
    """
    return Preferences(
        party=party,
        reading=READING,
        basis=Basis(kind=BasisKind.EXERCISE, origin=origin),
        weights={issue: abs(weight) for issue, weight in weights.items()},
        scores={
            issue: row if weights[issue] >= 0 else {o: -s for o, s in row.items()}
            for issue, row in scores.items()
        },
        walk_away=walk_away,
        interactions=tuple(interactions),
        numbers=numbers,
    )


def without_issues_that_do_not_count(
    issues: Sequence[Issue],
) -> tuple[dict[str, Fraction], dict[str, dict[str, Fraction]]]:
    """Give weights and scores of 0, for a party whose utility lies in interactions alone."""
    return {i.id: Fraction(0) for i in issues}, {
        i.id: dict.fromkeys(i.option_ids, Fraction(0)) for i in issues
    }
