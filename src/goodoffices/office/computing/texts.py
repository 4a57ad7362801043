"""Reads texts that people send, and says what is wrong with them.

It knows no database and no key: a process of its own does it (`pool`).
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache

from goodoffices.case import Case
from goodoffices.formats.documents.errors import CaseFileError, Fault
from goodoffices.formats.ours.agreement_reader import AGREEMENT, read_agreement
from goodoffices.formats.ours.case_reader import read_case
from goodoffices.formats.ours.case_texts import CaseTexts
from goodoffices.formats.ours.talks_reader import TALKS, read_talks
from goodoffices.formats.tables.case_of_sheet import case_of_sheet
from goodoffices.formats.tables.cells import cells_of
from goodoffices.formats.tables.sheet_of_case import sheet_of_case
from goodoffices.office.refusal import Refused
from goodoffices.preferences import BasisKind, Preferences
from goodoffices.procedure import Talks
from goodoffices.report.languages import Language, gettext_noop

#: Characters of a text up to which it is read where it came in: reading them takes a few
#: milliseconds.
READ_AT_ONCE = 4_000
#: Characters of a case's text, of a party's name and of its id.
MOST_TEXT, MOST_NAME, MOST_ID = 300_000, 200, 80
#: Options that the issues of a case have in all: what every page reads.
MOST_OPTIONS = 20_000
#: Entries that the talks which come with a case make, at most.
MOST_ENTRIES = 8_000
#: Faults that are said of one text.
MOST_FAULTS = 5


def texts_of_sheet(
    content: bytes, file: str, name: str, day: datetime.date, language: str = "en"
) -> dict[str, str]:
    """Read a sheet of issues, options and parties as the texts of a case folder.

    ``file``: what the sheet is called; ``name``: what the case is to be called. The numbers are
    estimates of the mediation. Raises `Refused` with what is wrong, row by row.
    """
    try:
        read = sheet_of_case(cells_of(content, file), file)
        return case_of_sheet(read, name, BasisKind.ESTIMATE, day, file)
    except CaseFileError as fault:
        raise Refused(in_lines(fault, language)) from None


def case_from(text: str, language: str = "en") -> Case:
    """Read the text of a case, give the case, if an office can hold it. Raises `Refused`.

    ``language``: in which the refusal is said, here and below.
    """
    w = Language(language)
    if len(text) > MOST_TEXT:
        raise Refused(
            w._("The text of a case has at most {most} characters.").format(
                most=w.number(MOST_TEXT)
            )
        )
    try:
        case = read_case(text, most_options=MOST_OPTIONS)
    except CaseFileError as fault:
        raise Refused(in_lines(fault, language)) from None
    _refuse_odd(case, w)
    return case


def _refuse_odd(case: Case, w: Language) -> None:
    """Refuse a case that an office cannot hold. Raises `Refused`."""
    names = [party.name.in_language(case.languages[0]) for party in case.parties]
    for party, name in zip(case.parties, names, strict=True):
        if len(name) > MOST_NAME or len(party.id) > MOST_ID:
            text = w._(
                "The name of a party has at most {most} characters, its id {most_id}: "
                "shorten that of {party}."
            )
            raise Refused(text.format(most=MOST_NAME, most_id=MOST_ID, party=party.id[:40]))
        if names.count(name) > 1:
            text = w._("Two parties are called “{name}”. Name one otherwise.")
            raise Refused(text.format(name=name))
    for issue in case.issues:
        if issue.of_range:
            text = w._(
                "The issue “{issue}” is a continuous range, of which an office cannot ask: "
                "give it a scale with steps (leave out `continuous`)."
            )
            raise Refused(text.format(issue=issue.id))


def case_of_folder(texts: Mapping[str, str], language: str = "en") -> Case:
    """Read all files of a case folder, give the case. Raises `Refused` with the first faults."""
    case, w = case_from(texts["case.yaml"], language), Language(language)
    if long := next((name for name, text in texts.items() if len(text) > MOST_TEXT), None):
        words = w._("{file} has more than the {most} characters that a text may have here.")
        raise Refused(words.format(file=long, most=w.number(MOST_TEXT)))
    try:
        opened = CaseTexts(texts, case)
        for party_id in opened.case.party_ids:
            for reading in opened.readings_of(party_id):
                opened.preferences(party_id, reading)
        for name in opened.draft_names:
            opened.draft(name)
        if TALKS in texts:
            read_talks(texts[TALKS], case)
        if AGREEMENT in texts:
            read_agreement(texts[AGREEMENT], case)
    except CaseFileError as fault:
        raise Refused(_faults(fault)) from None
    return case


def talks_of(case: Case, text: str) -> Talks:
    """Read the talks of a case, which were read before without a fault, give them.

    Raises `Refused` where they hold more than an office enters at once.
    """
    talks = read_talks(text, case)
    lists = (talks.rounds, talks.items, talks.happenings, talks.deadlines, talks.next_steps)
    n_entries = sum(2 + 2 * len(one.readers.labels) for things in lists for one in things)
    n_entries += sum(5 * len(one.carried) for one in talks.items)
    if n_entries > MOST_ENTRIES:
        raise Refused(
            gettext_noop(
                "The talks of this case are more than an office enters at once. "
                "Open it with a part of them."
            )
        )
    return talks


def refuse_faulty(
    case: Case,
    file: str,
    party: str,
    reading: str,
    allowed: Collection[str],
    language: str,
    text: str,
) -> None:
    """Read preferences. Raises `Refused` where they cannot be taken.

    They cannot where they do not fit the case, or do not say of themselves what they may be
    (``allowed``: kinds of basis).
    """
    w = Language(language)
    try:
        one = CaseTexts({file: text}, case).preferences(party, reading)
    except KeyError:
        words = w._("There is no party {party} in this case.")
        raise Refused(words.format(party=repr(party))) from None
    except CaseFileError as fault:
        raise Refused(in_lines(fault, language), "text") from None
    found = one.basis.kind.value
    if found not in allowed:
        keys = ["stated"] if set(allowed) == {"stated"} else ["estimate", "public", "exercise"]
        words = w._("The basis of these preferences has to be {basis}, and the file says {found}.")
        raise Refused(words.format(basis=w.choice_of(keys), found=found), "text")


def preferences_of(
    case: Case, file: str, party: str, reading: str, text: str
) -> tuple[Preferences | None, str]:
    """Read preferences, give them; None, and why, where they do not fit the case."""
    try:
        return CaseTexts({file: text}, case).preferences(party, reading), ""
    except CaseFileError as fault:
        return None, fault.faults[0].found


def certain_readings(case: Case, texts: Mapping[str, str], but: str) -> list[list[Preferences]]:
    """List of each party but one the readings whose numbers are certain.

    The preferences of all parties but that one are read.
    """
    return CaseTexts(texts, case).certain_readings(but=but)


def case_or_faults(text: str, language: str = "en") -> tuple[Case | None, list[str]]:
    """Read the text of a case, give the case, or its faults as `goodoffices check` names them."""
    try:
        return read_case(text, most_options=MOST_OPTIONS), []
    except CaseFileError as fault:
        return None, [_in_line(one, language) for one in fault.faults]


def choices_of(case: Case, file: str, text: str) -> dict[str, str]:
    """Read a package, give its choices. Raises `CaseFileError`."""
    opened = CaseTexts({"case.yaml": "", file: text}, case)
    return dict(opened.draft(file.removeprefix("packages/").removesuffix(".yaml")).choices)


def choices_of_each(case: Case, texts: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Read packages, give the choices of those that can be read, by their files."""
    found: dict[str, dict[str, str]] = {}
    for file, text in texts.items():
        with suppress(CaseFileError):
            found[file] = choices_of(case, file, text)
    return found


@lru_cache(maxsize=64)
def read_public_case(text: str) -> Case:
    """Read the text of a case that was taken before, give the case."""
    return read_case(text)


def in_lines(fault: CaseFileError, language: str) -> str:
    """Say what is wrong with one text, by its lines.

    Who sees it has the text before her, and no file.
    """
    lines = (_in_line(one, language) for one in fault.faults[:MOST_FAULTS])
    return Language(language).semicolons(lines)


def _in_line(fault: Fault, language: str) -> str:
    words = f"{fault.found} {fault.remedy}".strip()
    if not fault.line:
        return words[:1].upper() + words[1:]
    text = Language(language)._("Line {line}: {fault}")
    return text.format(line=fault.line, fault=words)


def _faults(fault: CaseFileError) -> str:
    lines: Sequence[str] = str(fault).splitlines()[:MOST_FAULTS]
    return "; ".join(lines)
