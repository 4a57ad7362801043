"""What packages are worth by the models that somebody may read; nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from goodoffices.analysis import Possible
from goodoffices.case import Case
from goodoffices.office.computing.worth import Weighed
from goodoffices.office.languages import wording_for_reader
from goodoffices.report.wording import Wording


def moves_without_loss(
    rests_on: Mapping[str, str], weighed_each: Sequence[Sequence[Weighed]]
) -> list[tuple[int, int]]:
    """List the pairs of packages where the second is better for one party and worse for none.

    Each pair is (from, to), by positions: the second gives no party less than the first and one
    more, by the readings named, whatever the truth. Where numbers are in doubt only their bounds
    are compared: what a package surely gives is held against the most that the other may.
    """
    by_package = [
        [one.worth for one in row if rests_on.get(one.party_id) == one.reading]
        for row in weighed_each
    ]
    found = []
    for a, before in enumerate(by_package):
        for b, after in enumerate(by_package):
            pairs = [
                (mine, other)
                for mine, other in zip(after, before, strict=True)
                if mine is not None and other is not None
            ]
            if a == b or len(pairs) != len(rests_on):
                continue
            least = [mine[0] - other[1] for mine, other in pairs]
            if min(least) >= 0 and max(least) > 0:
                found.append((a, b))
    return found


def gained(w: Wording, mine: tuple[Fraction, Fraction], before: tuple[Fraction, Fraction]) -> str:
    """Write by how much a value is more than another, with its sign.

    It is empty where one of them is in doubt: what they share would be counted twice.
    """
    return (
        w.points(mine[0] - before[0], sign=True)
        if mine[0] == mine[1] and before[0] == before[1]
        else ""
    )


def verdict_of(by_readings: Sequence[Weighed], w: Wording) -> str:
    """Say in one sentence what a package comes to.

    It names who could sign it by every reading, and who by none.
    """
    signs: dict[str, list[Possible | None]] = {}
    for one in by_readings:
        signs.setdefault(one.party, []).append(one.could_sign)
    refusing = [
        party for party, could in signs.items() if all(one is Possible.NEVER for one in could)
    ]
    if refusing:
        by = w._("{parties} could not sign this package, by any reading.")
        return by.format(parties=w.list_of(refusing))
    open_ = [
        party for party, could in signs.items() if any(one is not Possible.ALWAYS for one in could)
    ]
    if open_:
        in_doubt = any(Possible.PERHAPS in could for could in signs.values())
        return (
            w._("Whether {parties} could sign it depends on the reading, and on numbers in doubt.")
            if in_doubt
            else w._("Whether {parties} could sign it depends on which reading is true.")
        ).format(parties=w.list_of(open_))
    return (
        w._("All could sign this package, by every reading.")
        if signs
        else w._("Nothing is known of what the parties want.")
    )


def compared_rows(
    case: Case, packages: Sequence[Mapping[str, str]]
) -> list[tuple[str, list[tuple[str, bool]], bool]]:
    """List the options of some packages issue by issue; issues where they differ come first.

    Each row is (issue, options, whether they differ). Each option stands with whether it differs
    from that of the first package.
    """
    w = wording_for_reader(case)
    rows = [
        (
            w.issue(i),
            [(w.option(i, package[i]), package[i] != packages[0][i]) for package in packages],
            len({package[i] for package in packages}) > 1,
        )
        for i in case.issue_ids
    ]
    return sorted(rows, key=lambda row: not row[2])
