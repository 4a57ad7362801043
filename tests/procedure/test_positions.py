"""The map of positions: against a slow reading of the same history, and that no word stands for what nobody said."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.procedure import POSITION, Said, StatedPosition, Version, map_of_positions
from tests.reached import reached, reaches

START = datetime.datetime(2025, 3, 23, tzinfo=datetime.UTC)
PARTIES, ISSUES, OPTIONS = ("a", "b"), ("x", "y"), ("1", "2", "3")
parts = st.dictionaries(st.sampled_from(ISSUES), st.sampled_from(OPTIONS))


def after(minutes: int) -> datetime.datetime:
    return START + datetime.timedelta(minutes=minutes)


@st.composite
def histories(draw):
    """Versions, each put to some parties, then positions on them, each at a minute of its own."""
    versions = [
        Version(
            id=f"v{k}",
            owner=draw(st.sampled_from(("mediation", "", *PARTIES))),
            at=after(k),
            package=draw(parts),
            put={party: after(k) for party in draw(st.sets(st.sampled_from(PARTIES)))},
        )
        for k in range(draw(st.integers(1, 4)))
    ]
    places = [(one, party) for one in versions for party in one.put if party != one.owner]
    positions = []
    for minute in range(10, 10 + draw(st.integers(2, 12))):
        if places:
            version, party = draw(st.sampled_from(places))
            choice = draw(st.sampled_from((*POSITION.choices, "if", "accept")))
            changes = draw(parts) if choice == "if" else {}
            positions.append(StatedPosition(party=party, version=version.id, at=after(minute), choice=choice, changes=changes))
    return versions, positions


@reaches(5)
@given(histories())
def test_a_party_stands_where_it_said_last_and_moved_where_it_named_another_option_before(history):
    versions, positions = history
    found = map_of_positions(PARTIES, ISSUES, versions, positions)
    for party in PARTIES:
        told = [(one.at, one.id, one.package) for one in versions if one.owner == party]
        for one in positions:
            package = next(v.package for v in versions if v.id == one.version)
            if one.party == party and one.choice in ("accept", "if"):
                told.append((one.at, one.version, {**package, **one.changes}))
        told.sort(key=lambda one: one[0])
        for issue in ISSUES:
            for version, stand in zip(versions, found[(party, issue)], strict=True):
                mine = [one for one in positions if (one.party, one.version) == (party, version.id)]
                last = mine[-1] if mine else None
                if last is None or last.choice in ("reserve", "reject"):
                    expected = version.package.get(issue, "") if last is None and version.owner == party else ""
                else:
                    expected = {**version.package, **last.changes}.get(issue, "")
                assert stand.option == expected
                named = [options[issue] for at, _of, options in told if issue in options and stand.at and at < stand.at]
                assert stand.moved == bool(expected and named and named[-1] != expected)
                if stand.moved or stand.said is Said.ASKED:
                    reached()


def test_silence_a_reservation_and_a_rejection_name_no_option():
    put = {"a": START, "b": START}
    version = Version(id="v", at=START, package={"x": "1"}, put=put)
    said = [
        StatedPosition(party="a", version="v", at=after(1), choice="accept"),
        StatedPosition(party="a", version="v", at=after(2), choice="reserve"),
    ]
    found = map_of_positions(PARTIES, ("x",), [version], said)
    assert (found[("a", "x")][0].said, found[("a", "x")][0].option) == (Said.RESERVED, "")
    assert (found[("b", "x")][0].said, found[("b", "x")][0].option) == (Said.SILENT, "")


def test_what_is_no_position_is_refused():
    with pytest.raises(ValueError, match="one of the choices"):
        StatedPosition(party="a", version="v", at=START, choice="perhaps")
    with pytest.raises(ValueError, match="who would accept with them"):
        StatedPosition(party="a", version="v", at=START, choice="reject", changes={"x": "1"})
