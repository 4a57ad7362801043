"""Make the files of a case from a sheet: the case, and what each party wants."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from goodoffices.formats.ours.case_editing import new_id
from goodoffices.formats.ours.case_reader import read_case
from goodoffices.formats.ours.edited_text import as_text
from goodoffices.formats.ours.preferences_writer import preferences_text
from goodoffices.formats.tables.sheet_of_case import SheetOfCase
from goodoffices.preferences import Basis, BasisKind, Preferences
from goodoffices.procedure.readers import RESERVED


def case_of_sheet(
    sheet: SheetOfCase, name: str, basis: BasisKind, day: datetime.date, file: str
) -> dict[str, str]:
    """Write the files of a case by their names: ``case.yaml``, and preferences of each party.

    ``basis``: whose the numbers are; ``file``: what the sheet is called, for who reads an estimate.
    """
    parties = _ids(sheet.parties, RESERVED)
    issues = _ids([one.name for one in sheet.issues], ())
    options = [_ids(tuple(one.scores), ()) for one in sheet.issues]
    case_text = as_text(
        {
            "format": "goodoffices-case/1",
            "id": new_id(name, ()),
            "name": name,
            "parties": [{"id": i, "name": n} for i, n in zip(parties, sheet.parties, strict=True)],
            "issues": [
                {
                    "id": issue,
                    "name": one.name,
                    # A sheet does not say which option holds without an agreement.
                    "status_quo": None,
                    "options": [{"id": i, "text": t} for i, t in zip(ids, one.scores, strict=True)],
                }
                for issue, one, ids in zip(issues, sheet.issues, options, strict=True)
            ],
        }
    )
    case = read_case(case_text)
    files = {"case.yaml": case_text}
    for place, party in enumerate(parties):
        preferences = Preferences(
            party=party,
            reading="only",
            basis=Basis(
                kind=basis, author="the sheet", date=day, confidence="low", reason=f"from {file}"
            ),
            weights={
                issue: one.weights[place] for issue, one in zip(issues, sheet.issues, strict=True)
            },
            scores={
                issue: {i: row[place] for i, row in zip(ids, one.scores.values(), strict=True)}
                for issue, one, ids in zip(issues, sheet.issues, options, strict=True)
            },
            walk_away=sheet.walk_away[place],
            walk_away_is_blank=sheet.walk_away[place] is None,
        )
        files[f"preferences/{party}.yaml"] = preferences_text(case, preferences)
    return files


def _ids(names: Sequence[str], taken: Sequence[str]) -> list[str]:
    ids: list[str] = []
    for name in names:
        ids.append(new_id(name, [*ids, *taken]))
    return ids
