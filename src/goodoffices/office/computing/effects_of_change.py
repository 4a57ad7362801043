"""What a change of the case does to what was given before.

It knows no database and no key (`pool`).
"""

from __future__ import annotations

from collections.abc import Mapping

from goodoffices.case import Case
from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.ours.case_texts import CaseTexts
from goodoffices.report.wording import Wording


def what_it_does(new: Case, texts: Mapping[str, str], language: str) -> list[str]:
    """Say in sentences which files can no longer be read after a change of the case, and why.

    They are files of preferences and packages. ``texts``: by their names in the case's folder.
    """
    told, w = [], Wording(new, language)
    opened = CaseTexts(texts, new)
    for party in new.party_ids:
        for reading in opened.readings_of(party):
            try:
                opened.preferences(party, reading)
            except CaseFileError as fault:
                told.append(
                    w._(
                        "What {party} wants (reading “{reading}”) has to be given anew: {why}"
                    ).format(party=w.party(party), reading=reading, why=fault.faults[0].found)
                )
    for name in opened.draft_names:
        try:
            opened.draft(name)
        except CaseFileError as fault:
            told.append(
                w._("The package “{name}” has to be written anew: {why}").format(
                    name=name, why=fault.faults[0].found
                )
            )
    return told or [w._("Everything that was said before can still be read.")]
