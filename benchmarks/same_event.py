"""Measure the candidates for one event on labelled pairs: how many are found, how many are right.

The labels are those of ``events/viina``: duplicates by address and text, and reviews made with a
language model by the project that published them. They are silver, not gold.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from zoneinfo import ZoneInfo

from goodoffices.formats.monitoring.library import places_of, vocabulary_of
from goodoffices.formats.monitoring.reading_reports import ReadWith, read_reports
from goodoffices.monitoring.incident import incidents_of
from goodoffices.monitoring.same_event import LEAST, same_event_candidates

Pair = frozenset[str]
#: A name, the files, the pairs that are one event, and whether a pair was judged at all.
Labels = tuple[str, list[str], set[Pair], Callable[[Pair], bool]]

VIINA = Path(os.environ.get("GOODOFFICES_SHARED", "../shared")) / "events" / "viina"


def run() -> None:
    """Print recall and precision for several least weights, for both sets of labels."""
    if not VIINA.is_dir():
        print(f"There is no {VIINA}: nothing was measured.")
        return
    print("Silver labels: exact duplicates by rule, and reviews made with a language model.")
    for name, files, same, judged in (_exact_duplicates(), _ledger()):
        vocabulary = vocabulary_of()
        read = read_reports(
            [VIINA / one for one in files],
            ReadWith(
                mappings=[],
                vocabulary=vocabulary,
                places=places_of(),
                sides={},
                zone=ZoneInfo("Europe/Kyiv"),
            ),
        )
        incidents = incidents_of(read.reports, [], vocabulary)
        there = {one.id for one in incidents}
        wanted = {pair for pair in same if pair <= there}
        print(f"\n{name}: {len(incidents)} incidents, {len(wanted)} labelled pairs that are read")
        for least in (2.0, LEAST, 4.0, 6.0, 8.0):
            found = {
                frozenset((c.first, c.second))
                for c in same_event_candidates(incidents, vocabulary, least)
            }
            told = {pair for pair in found if judged(pair)}
            right = len(found & wanted)
            recall = right / len(wanted) if wanted else 0.0
            precision = right / len(told) if told else 0.0
            print(
                f"  least weight {least:>4}: recall {recall:6.1%}  precision {precision:6.1%} "
                f"of {len(told)} labelled candidates; {len(found)} in all"
            )


def _rows(name: str) -> list[dict[str, str]]:
    csv.field_size_limit(10**7)
    with (VIINA / name).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def _exact_duplicates() -> Labels:
    """Pairs within a cluster are the same; pairs of which both were judged, and others, are not."""
    same = set()
    for row in _rows("VIINA_2022_EXACT_DUPLICATE_CLUSTERS.csv"):
        members = [f"viina:{one}" for one in row["MemberEventIDs"].split("|")]
        same |= {frozenset(pair) for pair in combinations(members, 2)}
    looked = {f"viina:{row['event_id_1pd']}" for row in _rows("VIINA_2022_EXACT_DEDUPE.csv")}
    return (
        "Duplicates of 2022 by address and text",
        ["VIINA_2022_REBUILD.csv"],
        same,
        lambda p: p <= looked,
    )


def _ledger() -> Labels:
    """The ledger's own duplicates, and its links to events of VIINA."""
    rows = _rows("REUTERS_2025_CANDIDATE_DEDUPE_LEDGER_V1.csv")
    by_record = {row["SourceRecordID"]: row["CandidateRecordID"] for row in rows}
    same, looked = set(), set()
    for row in rows:
        name = f"ledger:{row['CandidateRecordID']}"
        looked.add(name)
        other = row["CanonicalCandidateRecordID"]
        if row["DedupeDecision"] != "DUPLICATE_LINKED" or not other:
            continue
        # One report of VIINA that holds several events is named with the number of the event.
        linked = f"ledger:{by_record.get(other, other)}"
        if other.startswith("VIINA-"):
            linked = "viina:" + other.removeprefix("VIINA-").partition("-RU")[0]
        same.add(frozenset((name, linked)))
    files = ["REUTERS_2025_CANDIDATE_DEDUPE_LEDGER_V1.csv", "VIINA_2025_REBUILD.csv"]
    return "Strikes of 2025, Reuters and VIINA", files, same, lambda pair: bool(pair & looked)


if __name__ == "__main__":
    run()
