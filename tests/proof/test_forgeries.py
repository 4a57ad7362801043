"""Certificates that say something false are not accepted: thousands are forged, each judged false by listing all packages, and shown to the checker."""

from __future__ import annotations

from dataclasses import fields
from random import Random

import pytest

from goodoffices.proof import certificate as claims
from tests.proof.forger import Forger
from tests.proof.forger_in_doubt import ForgerInDoubt
from tests.proof.forging import Count, Workshop, forge
from tests.proof.lots import lot_in_doubt, lot_of
from tests.proof.tampering import SILENT

#: Fields that show something and say nothing: with them changed nothing false is said, and something true may no longer be shown.
SHOWING = {"ClaimedGrounds.multipliers", "ClaimedStanding.bars", "ClaimedDoubt.bars"}


def ways() -> set[str]:
    """All ways to forge by meaning."""
    return {*Forger.ways(object.__new__(Forger)), *ForgerInDoubt.ways(object.__new__(ForgerInDoubt))}


def all_fields() -> set[str]:
    """All fields of all claims that say something of a case."""
    classes = [c for name, c in vars(claims).items() if name.startswith("Claimed") or name in ("Certificate", "FileDigest", "DemandName")]
    # A field that holds claims is reached where one of these is.
    held = ("Claimed", "DemandName", "FileDigest")
    return {
        f"{c.__name__}.{f.name}" for c in classes for f in fields(c) if f.name not in SILENT and not any(h in f.type for h in held)
    } - SHOWING


def told(count: Count) -> str:
    """The forgeries that were accepted, for whoever has to find out why."""
    return "\n".join(f"seed {seed}, {kind}: {', '.join(sorted(wrong))}: {forged}" for seed, kind, wrong, forged in count.accepted[:5])


@pytest.mark.slow
def test_of_five_hundred_forgeries_none_is_accepted():
    count = forge(500)
    assert not count.accepted, told(count)
    assert not count.unproven, count.unproven
    assert ways() <= {kind for kind, n in count.false.items() if n}


@pytest.mark.long
def test_of_twenty_thousand_forgeries_none_is_accepted():
    count = forge(20_000, first=1_000)
    assert not count.accepted, told(count)
    assert not count.unproven, count.unproven
    assert min(count.false[way] for way in ways()) >= 100
    assert all_fields() <= {field for field, n in count.fields.items() if n}


@pytest.mark.slow
@pytest.mark.parametrize("maker", [lot_of, lot_in_doubt])
def test_nothing_of_a_true_certificate_is_judged_false(maker):
    for seed in range(40):
        rng = Random(seed)
        shop = Workshop(rng, maker(rng))
        assert shop.falsehoods(shop.lot.certificate) == set(), seed
