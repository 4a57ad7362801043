"""Make the issues of a case from what another program's domain lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from goodoffices.case import Issue, Option, Text
from goodoffices.formats.documents.errors import CaseFileError, Fault, FormatNotSupported
from goodoffices.formats.documents.field_types import MOST_OPTIONS
from goodoffices.formats.ours.case_reader import named_numbers, steps_of_scale

MOST_ISSUES = 1000
#: Numbers of a scale lie nearer to 0.
FARTHEST = 10**15


@dataclass(frozen=True, kw_only=True)
class Values:
    """What an issue can be settled at.

    That is options by name, numbers from ``low`` to ``high`` every ``step``, or listed numbers.
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
        """Tell whether the options are numbers."""
        return self.step is not None or bool(self.numbers)


def imported_issues(shown_as: str, given: Sequence[tuple[str, Values]]) -> tuple[Issue, ...]:
    """Make issues whose ids are their names.

    Raises `CaseFileError` on clashes, and on what is larger than a case may be.
    """
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
            f"{where} would have {len(values.numbers):,} numbers; "
            f"at most {MOST_OPTIONS:,} are read.",
        )
    if values.numbers:
        return _numeric_options(values.numbers), []
    return _named_options(shown_as, where, values.names)


def _named_options(
    shown_as: str, where: str, names: Sequence[str]
) -> tuple[tuple[Option, ...], list[Fault]]:
    if not names:
        return (), [Fault(shown_as, 0, f"{where} has no options.", "Give it at least one.")]
    if len(names) > MOST_OPTIONS:
        raise FormatNotSupported(
            shown_as,
            f"{where} has {len(names):,} options; at most {MOST_OPTIONS:,} are read.",
        )
    faults = []
    seen: set[str] = set()
    for option in names:
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
    return tuple(Option(option, plain(option)) for option in names), faults


def _numeric_options(numbers: Sequence[Fraction]) -> tuple[Option, ...]:
    return tuple(Option(name, plain(name), number) for name, number in named_numbers(numbers))


def plain(words: str) -> Text:
    """Make a text of words whose language the file does not say."""
    return Text.of(words)
