"""Forges certificates one after another, has each judged by lists and by the checker, and counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from random import Random

from goodoffices.proof import Certificate, ChosenReading, Verdict
from goodoffices.proof.checker import claims_of
from goodoffices.proof.checking.completeness import Means
from tests.proof.certifying import FILES
from tests.proof.forger import Forger
from tests.proof.forger_in_doubt import ForgerInDoubt
from tests.proof.judge import Judge
from tests.proof.judge_of_doubt import JudgeOfDoubt
from tests.proof.lots import Lot, lot_in_doubt, lot_of
from tests.proof.tampering import Tamperer

#: Forgeries of one certificate.
OF_EACH = 14


@dataclass
class Workshop:
    """One lot with its judge and its forgers."""

    rng: Random
    lot: Lot

    def __post_init__(self) -> None:
        case, preferences, doubt = self.lot.case, self.lot.preferences, self.lot.certificate.doubt
        if doubt is None:
            self.judge: Judge | JudgeOfDoubt = Judge(case, preferences, self.lot.drafts)
            self.forger: Forger | ForgerInDoubt = Forger(self.rng, self.judge)
        else:
            self.judge = JudgeOfDoubt(case, preferences, {party: (*g.truths,) for party, g in doubt.grounds.items()})
            self.forger = ForgerInDoubt(self.rng, self.judge)
        self.tamperer = Tamperer(self.rng, self.lot)

    def accepts(self, certificate: Certificate, *, by_sum: bool = True) -> bool:
        """Whether the checker accepts every claim; it is asked no further once one is not. ``by_sum``: it may add up issues."""
        means = Means(lambda: 100.0, by_sum)
        claims = claims_of(certificate, self.lot.case, self.lot.preferences, FILES, means, self.lot.drafts)
        return all(claim.verdict is Verdict.ACCEPTED for claim in claims)

    def falsehoods(self, certificate: Certificate) -> set[str]:
        """What of it is false."""
        readings = tuple(ChosenReading(one.party, one.reading) for one in self.lot.preferences)
        bound = certificate.case
        if bound.id != self.lot.case.id or bound.files != FILES or certificate.readings != readings:
            return {"case"}
        if self.lot.certificate.doubt is None:
            return self.judge.falsehoods(certificate)
        alone = replace(
            self.lot.certificate,
            version=certificate.version,
            case=replace(self.lot.certificate.case, steps=bound.steps),
            doubt=certificate.doubt,
        )
        if certificate.doubt is None or certificate != alone:
            return {"doubt"}
        return self.judge.falsehoods(certificate)


@dataclass
class Count:
    """What came of the forgeries: by kind how many were false, what was accepted though it was false, and true certificates that were not."""

    false: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    accepted: list[tuple[int, str, set[str], Certificate]] = field(default_factory=list)
    unproven: list[int] = field(default_factory=list)
    n_forged: int = 0


def forge(n: int, first: int = 0) -> Count:
    """Forge ``n`` certificates of cases drawn from ``first`` on; those that say nothing false are not counted."""
    count, seed = Count(), first
    while count.n_forged < n:
        rng = Random(seed)
        shop = Workshop(rng, lot_in_doubt(rng) if seed % 3 == 2 else lot_of(rng))
        true = shop.lot.certificate
        if shop.falsehoods(true) or not shop.accepts(true):
            count.unproven.append(seed)
        for _ in range(min(OF_EACH, n - count.n_forged)):
            _forge_one(shop, seed, count)
        seed += 1
    return count


def _forge_one(shop: Workshop, seed: int, count: Count) -> None:
    true = shop.lot.certificate
    if true.doubt is None and shop.rng.random() < 0.5:
        # With less beside it a claim is reached sooner, and leans on less.
        true = replace(true, costs=(), turnings=(), fragile=None)
    for _ in range(20):
        by_meaning = shop.rng.random() < 0.6
        if by_meaning:
            # Mostly the ways that were gone least so far.
            ways = shop.forger.ways()
            some = shop.rng.sample(sorted(ways), 8)
            kind = min(some, key=lambda way: count.false[way])
            forged = ways[kind](true)
        else:
            kind, forged = shop.tamperer.tampered(true, count.fields)
        if forged is None or forged == true or not (wrong := shop.falsehoods(forged)):
            continue
        count.n_forged += 1
        (count.false if by_meaning else count.fields)[kind] += 1
        if shop.accepts(forged, by_sum=shop.rng.random() < 0.8):
            count.accepted.append((seed, kind, wrong, forged))
        return
