"""A case from another program's files: one reading a party, basis *exercise*, and what a reader should know."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from goodoffices.case import Case, Issue, Option, Party, Restriction, Text
from goodoffices.formats.documents.errors import CaseFileError, Fault, FormatNotSupported
from goodoffices.formats.documents.field_types import MOST_OPTIONS
from goodoffices.formats.documents.printable import printable
from goodoffices.formats.ours.case_reader import named_numbers, steps_of_scale
from goodoffices.formats.ours.opened_case import Draft, OpenedCase, no_such_reading
from goodoffices.preferences import Basis, BasisKind, Interaction, Numbers, Preferences

#: Utilities of programs that compute in floating point are rounded to a multiple of this, half up.
FLOATING_GRID = Fraction(1, 10**9)
#: Utilities of a program that computes in floating point, rounded so that its last digits do not count.
FLOATING = Numbers(weights_as_given=True, grid=FLOATING_GRID)
#: The name of the single reading that a file gives.
READING = "only"
#: More profiles than this in a folder are seldom parties of one case.
MANY_PROFILES = 9
#: Sums of weights this near to 1 are not worth a word.
NEAR_ONE = Fraction(1, 1000)
#: How files are called that hold what somebody believes of an opponent.
MODEL = re.compile(r"[-_. ]?(opp|opponent|opponent[-_. ]?model|model)$", re.IGNORECASE)
MOST_ISSUES = 1000
MOST_PARTIES = 100
#: Numbers of a scale lie nearer to 0.
FARTHEST = 10**15


@dataclass(kw_only=True)
class ImportedCase(OpenedCase):
    """A case from other files than ours.

    ``origin`` names the format, ``by_party`` is in the order of the parties, ``sources`` are the files, by name.
    """

    case: Case
    by_party: Mapping[str, Preferences]
    origin: str
    notes: tuple[str, ...] = field(default=())
    sources: tuple[tuple[str, Path], ...] = field(default=())

    def files_of(self, preferences: Sequence[Preferences]) -> list[tuple[str, Path]]:
        """All files that were read, whatever they hold, in their order."""
        return list(self.sources)

    def readings_of(self, party: str) -> tuple[str, ...]:
        """There is one."""
        return (READING,)

    def preferences(self, party: str, reading: str) -> Preferences:
        """What the party's file says. Raises `CaseFileError` for another reading."""
        if reading != READING:
            raise no_such_reading(party, reading, (READING,))
        return self.by_party[party]

    def draft(self, name: str) -> Draft:
        """There is none: always raises `CaseFileError`."""
        remedy = "Convert the case (`goodoffices convert`) and write packages/NAME.yaml."
        raise CaseFileError.one(
            f"packages/{name}.yaml", f"a case from {self.origin} comes with no packages.", remedy
        )


@dataclass(frozen=True, kw_only=True)
class Values:
    """What an issue can be settled at: options by name, numbers from ``low`` to ``high`` every ``step``, or listed numbers.

    ``of_range``: the numbers listed stand for a continuous range.
    """

    names: tuple[str, ...] = ()
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(0)
    step: Fraction | None = None
    numbers: tuple[Fraction, ...] = ()
    of_range: bool = False

    @property
    def is_numeric(self) -> bool:
        """Whether the options are numbers."""
        return self.step is not None or bool(self.numbers)


@dataclass(frozen=True)
class Profiles:
    """What another program's files say of the parties.

    ``files``: their names. ``read(k, party id)`` reads the k-th. ``weights_add_up``: in this format weights should add up
    to 1; where they do not, a note says so. ``are_files``: each party has a file of its own, so that several may be
    variants of one.
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
    """Make a case whose parties are named after their files. Faults of several files are raised together."""
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
    """Refuse what cannot be a case: no domain or several, fewer than two profiles, a file named twice."""
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


def named_numbers_in_short(numbers: Mapping[str, Fraction], most: int = 4) -> str:
    """``a.xml: 0.9, b.xml: 0.5, …``."""
    shown = [f"{name}: {float(number):g}" for name, number in list(numbers.items())[:most]]
    return ", ".join(shown) + (", …" if len(numbers) > most else "")


def _weight_notes(read: Mapping[str, Preferences]) -> list[str]:
    sums = {
        one.party: one.weight_sum
        for one in read.values()
        if not one.unsupported() and one.weight_sum and abs(one.weight_sum - 1) > NEAR_ONE
    }
    return (
        [
            f"Weights do not add up to 1 ({named_numbers_in_short(sums)}); they are taken as they are."
        ]
        if sums
        else []
    )


def plain(words: str) -> Text:
    """Words whose language the file does not say."""
    return Text.of(words)


def party_names(stems: Sequence[str]) -> tuple[Party, ...]:
    """A party for each file's name; ids differ and fit a file of ours."""
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


def variant_notes(stems: Sequence[str]) -> list[str]:
    """A warning where the profiles may be variants of a few parties rather than parties of one case.

    Two profiles are the two parties of a case, whatever they are called.
    """
    by_stem: dict[str, list[str]] = {}
    for stem in stems:
        if numbered := re.fullmatch(r"(.*?)([0-9]+)", stem):
            by_stem.setdefault(numbered.group(1), []).append(stem)
    largest = max(by_stem.values(), key=len, default=[])
    how = "To analyse some of them, name the files: DOMAIN PROFILE PROFILE …"
    if len(stems) > MANY_PROFILES:
        return [
            f"{len(stems)} profiles are taken as {len(stems)} parties; some may be variants of one another. {how}"
        ]
    if len(stems) > 2 and len(largest) > 1:
        listed = ", ".join(largest[:4]) + (", …" if len(largest) > 4 else "")
        return [
            f"The names {listed} differ only by a number; they are taken as {len(largest)} parties, and may be variants of one. {how}"
        ]
    return []


def passed_over_notes(names: Sequence[str]) -> list[str]:
    """That files of a folder were looked at and belong to no case."""
    return [f"Passed over, as no domain or profile: {', '.join(names)}."] if names else []


def model_notes(stems: Sequence[str]) -> list[str]:
    """A warning where a profile may be a model that a party has of another, rather than a party: ``x_opp`` beside ``x``."""
    models = [stem for stem in stems if MODEL.search(stem) and MODEL.sub("", stem) in stems]
    if not models:
        return []
    listed = ", ".join(models[:4]) + (", …" if len(models) > 4 else "")
    return [
        f"{listed}: perhaps models that others have of an opponent; each is taken as a party. To leave some out, name the files: DOMAIN PROFILE PROFILE …"
    ]


def continuous_notes(issues: Iterable[Issue], losses: Sequence[Fraction]) -> list[str]:
    """What a reader should know where numbers are listed for continuous issues."""
    names = [
        f"{issue.name.by_language[0][1]} ({len(issue.options)} numbers)"
        for issue in issues
        if issue.of_range
    ]
    if not names:
        return []
    said = f"Continuous: {', '.join(names)}. "
    if not any(losses):
        return [
            said
            + "The parties agree which way is better between the numbers listed, so the frontier is exact; packages are counted there."
        ]
    worst = float(max(losses))
    return [
        said
        + f"Between these numbers the parties pull apart: the frontier is within {worst:.3g}, packages are counted at these numbers."
    ]


def imported_issues(shown_as: str, given: Sequence[tuple[str, Values]]) -> tuple[Issue, ...]:
    """Issues whose ids are their names. Raises `CaseFileError` on clashes, and on what is larger than a case may be."""
    faults = []
    names = [name for name, _ in given]
    if not names:
        faults.append(
            Fault(shown_as, 0, "the domain has no issues.", "Give a domain with at least one.")
        )
    if len(names) > MOST_ISSUES:
        faults.append(
            Fault(
                shown_as,
                0,
                f"there are {len(names):,} issues; a case has at most {MOST_ISSUES:,}.",
                "Split the case.",
            )
        )
    if not faults:
        faults = [
            Fault(shown_as, 0, f'two issues are called "{name}".', "Rename one.")
            for name, n in Counter(names).items()
            if n > 1
        ]
    issues = []
    for name, values in given[:MOST_ISSUES]:
        options, more = _options(shown_as, name, values)
        faults += more
        issues.append(
            Issue(
                id=name,
                name=plain(name),
                options=options,
                status_quo=None,
                is_scale=values.is_numeric,
                of_range=values.of_range,
            )
        )
    if faults:
        raise CaseFileError(faults)
    return tuple(issues)


def _options(shown_as: str, name: str, values: Values) -> tuple[tuple[Option, ...], list[Fault]]:
    where = f'issue "{name}"'
    if not name.strip() or len(name) > 200 or "\n" in name or "\t" in name:
        return (), [
            Fault(
                shown_as,
                0,
                f"{where[:60]} has no name of 1 to 200 letters in one line.",
                "Name it.",
            )
        ]
    if max(abs(values.low), abs(values.high)) > FARTHEST:
        raise FormatNotSupported(
            shown_as, f"{where} reaches beyond {FARTHEST:,}; such numbers are not read."
        )
    if values.step is not None:
        if values.high < values.low:
            return (), [
                Fault(
                    shown_as,
                    0,
                    f"{where} goes from {values.low} to {values.high}.",
                    "Put the smaller number first.",
                )
            ]
        if (values.high - values.low) // values.step >= MOST_OPTIONS:
            size = int((values.high - values.low) // values.step) + 1
            raise FormatNotSupported(
                shown_as, f"{where} has {size:,} numbers; at most {MOST_OPTIONS:,} are read."
            )
        return _numeric_options(steps_of_scale(values.low, values.high, values.step)), []
    if len(values.numbers) > MOST_OPTIONS:
        raise FormatNotSupported(
            shown_as,
            f"{where} would have {len(values.numbers):,} numbers; at most {MOST_OPTIONS:,} are read.",
        )
    if values.numbers:
        return _numeric_options(values.numbers), []
    if not values.names:
        return (), [Fault(shown_as, 0, f"{where} has no options.", "Give it at least one.")]
    if len(values.names) > MOST_OPTIONS:
        raise FormatNotSupported(
            shown_as,
            f"{where} has {len(values.names):,} options; at most {MOST_OPTIONS:,} are read.",
        )
    faults = []
    seen: set[str] = set()
    for option in values.names:
        if not option.strip() or len(option) > 200:
            faults.append(
                Fault(
                    shown_as,
                    0,
                    f"an option of {where} has no name of 1 to 200 letters.",
                    "Name it.",
                )
            )
        if option in seen:
            faults.append(
                Fault(shown_as, 0, f'the option "{option}" of {where} stands twice.', "Rename one.")
            )
        seen.add(option)
    return tuple(Option(option, plain(option)) for option in values.names), faults


def _numeric_options(numbers: Sequence[Fraction]) -> tuple[Option, ...]:
    return tuple(Option(name, plain(name), number) for name, number in named_numbers(numbers))


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
    """Take what one file says of one party: weights as they stand, a weight below 0 moved into the scores."""
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
    """Weights and scores of 0, for a party whose utility lies in interactions alone."""
    return {i.id: Fraction(0) for i in issues}, {
        i.id: dict.fromkeys(i.option_ids, Fraction(0)) for i in issues
    }
