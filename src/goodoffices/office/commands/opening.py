"""Open a case: its sides, their keys, their logs, and the papers that came with it."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Mapping

from django.db import transaction

from goodoffices.case import Case
from goodoffices.formats.case_reader import read_case
from goodoffices.formats.case_texts import CaseTexts
from goodoffices.formats.errors import CaseFileError
from goodoffices.office import chance, keys
from goodoffices.office.case_view import Refused
from goodoffices.office.commands.act import common_log, log_of, once, put_paper, record
from goodoffices.office.kinds import Function, PaperKind, SideKind
from goodoffices.office.models import CaseRow, Log, Person, Side, Standing
from goodoffices.office.sight import Sight

#: Characters of a case's text, of a party's name and of its id.
MOST_TEXT, MOST_NAME, MOST_ID = 300_000, 200, 80
#: Options that the issues of a case have in all: what every page reads.
MOST_OPTIONS = 20_000
#: Logs that several sides read.
COMMON = ("parties", "observers", "public")


def open_case(person: Person, texts: Mapping[str, str], form: uuid.UUID | None) -> uuid.UUID:
    """A new case from its files, with this person as the lead mediator. Raises `Refused` with the first fault of a file."""
    if not person.may_open_cases:
        raise Refused("Only mediators of this office open cases.")
    case = case_from(texts["case.yaml"])
    if long := next((name for name, text in texts.items() if len(text) > MOST_TEXT), None):
        raise Refused(f"{long} has more than the {MOST_TEXT:,} characters that a text may have here.")
    try:
        opened = CaseTexts(texts, case)
        for party_id in opened.case.party_ids:
            for reading in opened.readings_of(party_id):
                opened.preferences(party_id, reading)
        for name in opened.draft_names:
            opened.draft(name)
    except CaseFileError as fault:
        raise Refused("; ".join(str(fault).splitlines()[:5])) from None
    with transaction.atomic():
        at = chance.now()
        once(person.pk, form, at)
        row = _row(texts["case.yaml"])
        mediation = new_side(row.id, SideKind.MEDIATION, "", "The mediation", 0)
        sides = [mediation]
        for place, party in enumerate(case.parties, 1):
            sides.append(new_side(row.id, SideKind.PARTY, party.id, party.name.in_language(case.languages[0]), place))
        for label in COMMON:
            Log.objects.create(case=row, label=label)
        for side in sides:
            label = "mediation" if side.kind == SideKind.MEDIATION else f"party:{side.party}"
            Log.objects.create(case=row, label=label, side=side)
        standing = Standing(person=person, side=mediation, functions=[Function.LEAD], since=at, told_at=at)
        Sight.of(standing).tell_database()
        standing.save(force_insert=True)
        for name, text in texts.items():
            if name != "case.yaml":
                put_paper(
                    mediation, PaperKind.PACKAGE if name.startswith("packages/") else PaperKind.ESTIMATE, head_of(name), text, at, None
                )
        record(log_of(mediation), standing, "case.open", at, {"files": sorted(texts)})
        record(common_log(row.id), standing, "case.open", at, {"case": case.id})
    return row.id


def case_from(text: str) -> Case:
    """The case that a text says, if an office can hold it. Raises `Refused`."""
    if len(text) > MOST_TEXT:
        raise Refused(f"The text of a case has at most {MOST_TEXT:,} characters.")
    try:
        case = read_case(text, most_options=MOST_OPTIONS)
    except CaseFileError as fault:
        raise Refused("; ".join(str(fault).splitlines()[:5])) from None
    names = [party.name.in_language(case.languages[0]) for party in case.parties]
    for party, name in zip(case.parties, names, strict=True):
        if len(name) > MOST_NAME or len(party.id) > MOST_ID:
            raise Refused(f"The name of a party has at most {MOST_NAME} characters, its id {MOST_ID}: shorten that of {party.id[:40]}.")
        if names.count(name) > 1:
            raise Refused(f"Two parties are called “{name}”. Name one otherwise.")
    for issue in case.issues:
        if issue.of_range:
            raise Refused(
                f"The issue “{issue.id}” is a continuous range, of which an office cannot ask: give it a scale with steps (leave out `continuous`)."
            )
    return case


def head_of(name: str) -> dict[str, str]:
    """What a file of a case folder is, from its name."""
    found = re.fullmatch(r"preferences/([\w.-]+?)(?:/([\w.-]+))?\.yaml", name)
    if found:
        return {"file": name, "party": found[1], "reading": found[2] or "only"}
    return {"file": name}


def _row(case_text: str) -> CaseRow:
    case_id = chance.new_id()
    public = json.dumps({"case.yaml": case_text}, ensure_ascii=False).encode()
    key, sealed = keys.seal_apart(keys.opening_key(), public, f"case {case_id}")
    return CaseRow.objects.create(
        id=case_id,
        key=key,
        sealed=sealed,
        opened_at=chance.now(),
    )


def new_side(case_id: uuid.UUID, kind: SideKind, party: str, name: str, place: int) -> Side:
    """A side with its key."""
    side_id = chance.new_id()
    key = keys.seal(keys.opening_key(), keys.new_key(), keys.place_of_side(side_id))
    return Side.objects.create(id=side_id, case_id=case_id, kind=kind, party=party, name=name, place=place, key=key)
