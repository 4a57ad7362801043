"""Check a user's mapping: its columns, kinds and patterns of time are there and can be read."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from goodoffices.formats.documents.errors import CaseFileError, Fault
from goodoffices.formats.monitoring import mapping_file as file
from goodoffices.monitoring.kinds import Vocabulary

#: Mistakes that are named at once.
MOST_FAULTS = 20


def refuse_missing_columns(named: Iterable[str], columns: Sequence[str], shown: str) -> None:
    """Refuse a mapping that names columns which a table has not. Raises `CaseFileError`."""
    missing = dict.fromkeys(name for name in named if name not in columns)
    faults = []
    for name in list(missing)[:MOST_FAULTS]:
        near = get_close_matches(name, columns, 1)
        remedy = f'Did you mean "{near[0]}"?' if near else "Mend the mapping, or take it out there."
        words = f'the mapping names a column "{name}" that the table has not.'
        faults.append(Fault(shown, 1, words, remedy))
    if faults:
        raise CaseFileError(faults)


def columns_named(mapping: file.MappingFile) -> list[str]:
    """List the columns that a mapping reads."""
    source, place, happened = mapping.source, mapping.place, mapping.happened
    single = [
        *(source.column, source.kind_column, source.side_column, source.group_column),
        *(place.latitude, place.longitude, place.within_column, place.name),
        *(happened.begins, happened.until, mapping.words, mapping.actor.column),
        *(mapping.act.column, mapping.act.named_in),
        *(mapping.objects.column, mapping.objects.named_in),
        mapping.skip_where.column if mapping.skip_where else None,
    ]
    several = [*mapping.id, mapping.reported.column, *mapping.count, *place.named_in]
    several += [one.column for one in mapping.actor.flags]
    several += [one.column for one in mapping.rules]
    return [*several, *(one for one in single if one)]


def refuse_bad_mapping(mapping: file.MappingFile, vocabulary: Vocabulary, shown: str) -> None:
    """Refuse a mapping whose kinds or patterns of time are none. Raises `CaseFileError`."""
    faults = []
    for tree, how in ((vocabulary.acts, mapping.act), (vocabulary.objects, mapping.objects)):
        kinds = [*how.equals.values(), *how.contains.values(), how.otherwise]
        if tree is vocabulary.acts:
            kinds += [rule.act for rule in mapping.rules]
        for kind in dict.fromkeys(one for one in kinds if one and one not in tree.by_id):
            near = get_close_matches(kind, [*tree.by_id], 1)
            remedy = f'Did you mean "{near[0]}"?' if near else "Add it to a file for --kinds."
            faults.append(Fault(shown, 0, f'there is no kind "{kind}".', remedy))
    for pattern in (*mapping.reported.written, *mapping.happened.written):
        if pattern != "iso" and not _is_pattern(pattern):
            words = f'"{pattern[:40]}" is no pattern of times.'
            faults.append(Fault(shown, 0, words, "Write iso, or one such as %d/%m/%Y %H:%M."))
    if mapping.place.within is not None and mapping.place.within < 0:
        words = "`within` is less than nothing."
        faults.append(Fault(shown, 0, words, "Write metres, from 0."))
    if faults:
        raise CaseFileError(faults)


def _is_pattern(pattern: str) -> bool:
    """Tell whether a time that is written by a pattern can be read by it."""
    at = datetime.datetime(2025, 3, 18, 8, 30)
    try:
        datetime.datetime.strptime(at.strftime(pattern), pattern)
    except (ValueError, re.error):
        return False
    return "%" in pattern
