"""Small random cases with true certificates, drawn fast: everything that a certificate can speak of turns up in some of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

from goodoffices.analysis import NotSupported, analyse, analyse_in_doubt
from goodoffices.analysis.analysis import with_costs
from goodoffices.analysis.doubt.regret import regrets
from goodoffices.analysis.problem.errors import RankingsContradict
from goodoffices.analysis.sensitivity import sensitivity_of
from goodoffices.case import (
    Case,
    Condition,
    CountLimit,
    ForbiddenTogether,
    Issue,
    OnlyIf,
    Option,
    Package,
    Party,
    Restriction,
    RestrictionKind,
    SumLimit,
    Text,
)
from goodoffices.formats.certificates.doubt_certificate import certificate_of_doubt
from goodoffices.formats.certificates.exact_certificate import certificate_of
from goodoffices.preferences import Interaction, Interval, Item, Numbers, Preferences, Ranked, Ranking, RedLine, utility
from goodoffices.proof import Certificate
from tests.proof.certifying import FILES
from tests.strategies import EXERCISE

F = Fraction
#: Two large prime denominators: sums do not fit into 64 bits.
LONG = [F(10**10 + 1, 10**9 + 7), F(10**10 + 1, 998_244_353)]
WEIGHTS = [F(0), F(1), F(1), F(2), F(1, 3), F(7, 2)]
FLOORS = [None, F(0), F(30), F(50), F(101, 2), F(60), F(75)]
READ = [
    Numbers(),
    Numbers(),
    Numbers(weights_as_given=True, cut=F(100), grid=F(1, 10**9)),
    Numbers(grid=F(1, 10)),
    Numbers(cut=F(60)),
]


@dataclass(frozen=True)
class Lot:
    """A case with preferences and drafts, and its true certificate."""

    case: Case
    preferences: tuple[Preferences, ...]
    drafts: Mapping[str, Package]
    certificate: Certificate


def lot_of(rng: Random) -> Lot:
    """Draw a case of numbers that are all certain, analyse it with everything asked for, and certify it."""
    while True:
        case = _case(rng)
        preferences = tuple(_with_floor(rng, case, _preferences(rng, case, party)) for party in case.party_ids)
        drafts = {f"d{k}": package_of(rng, case) for k in range(rng.randint(1, 2))}
        entitlements = {rng.choice(case.party_ids): rng.choice([F(2), F(3, 2)])} if rng.random() < 0.3 else None
        try:
            result = with_costs(analyse(case, preferences, drafts=drafts, entitlements=entitlements))
        except NotSupported:
            continue
        certificate = certificate_of(result, FILES, steps=100, version="test", sensitivity=sensitivity_of(result))
        return Lot(case, preferences, drafts, certificate)


def lot_in_doubt(rng: Random) -> Lot:
    """Draw a case with numbers in doubt, analyse it, and certify it."""
    while True:
        case = _case_of(rng, {"a": rng.randint(2, 3), "b": 2}, 2)
        hidden = [_preferences(rng, case, party, plain=True) for party in case.party_ids]
        preferences = tuple(_blurred(rng, one) if k == 0 or rng.random() < 0.6 else one for k, one in enumerate(hidden))
        if rng.random() < 0.3:
            line = RedLine("perhaps", _condition(rng, case.issues))
            preferences = (*preferences[:-1], replace(preferences[-1], possible_red_lines=(line,)))
        drafts = {f"d{k}": package_of(rng, case) for k in range(rng.randint(1, 2))}
        try:
            result = analyse_in_doubt(case, preferences, drafts=drafts)
            certificate = certificate_of_doubt(result, FILES, steps=100, version="test", regrets=regrets(result))
        except (NotSupported, RankingsContradict):
            continue
        if any(one.unsupported() for one in preferences):
            return Lot(case, preferences, drafts, certificate)


def package_of(rng: Random, case: Case) -> dict[str, str]:
    """Draw any package, whether it keeps the rules or not."""
    return {i.id: rng.choice(i.option_ids) for i in case.issues}


def _case(rng: Random) -> Case:
    sizes = {f"i{j}": rng.choice([1, 2, 2, 2, 3, 3, 3]) for j in range(rng.randint(2, 3))}
    return _case_of(rng, sizes, rng.choice([1, 2, 2, 2, 3, 3]))


def _case_of(rng: Random, sizes: Mapping[str, int], n_parties: int) -> Case:
    issues = tuple(_issue(rng, i, n) for i, n in sizes.items())
    rules = tuple(_restriction(rng, issues, k) for k in range(rng.choice([0, 0, 1, 2])))
    parties = tuple(Party(f"p{p}", Text.of(f"party {p}")) for p in range(n_parties))
    return Case(id="c", name=Text.of("case"), parties=parties, issues=issues, restrictions=rules)


def _issue(rng: Random, issue: str, n: int) -> Issue:
    quo = None if rng.random() < 0.1 else f"o{rng.randrange(n)}"
    return Issue(
        id=issue, name=Text.of(f"issue {issue}"), options=tuple(Option(f"o{k}", Text.of(f"option {k}")) for k in range(n)), status_quo=quo
    )


def _condition(rng: Random, issues: Sequence[Issue], most: int = 2) -> Condition:
    chosen = rng.sample(issues, rng.randint(1, min(most, len(issues))))
    return Condition.of({i.id: set(rng.sample(i.option_ids, rng.randint(1, max(1, len(i.option_ids) - 1)))) for i in chosen})


def _restriction(rng: Random, issues: Sequence[Issue], number: int) -> Restriction:
    kind = rng.choice(["only_if", "forbidden", "count", "sum", "sum", "bound"])
    holder = None
    if kind == "only_if":
        shape = OnlyIf(_condition(rng, issues), _condition(rng, issues))
    elif kind in ("forbidden", "bound"):
        shape = ForbiddenTogether(_condition(rng, issues, 3))
    elif kind == "count":
        choices = tuple((i.id, frozenset(rng.sample(i.option_ids, 1))) for i in rng.sample(issues, 2))
        shape = CountLimit(choices, *rng.choice([(1, 1), (None, 1), (1, None)]))
    else:
        amounts = tuple((i.id, tuple((o, F(rng.randint(-2, 6), rng.randint(1, 3))) for o in i.option_ids)) for i in issues)
        low, high = rng.choice([(None, F(5)), (F(4), None), (F(1), F(6)), (None, F(2))])
        shape, holder = SumLimit(amounts, low, high, ""), rng.choice([None, "donor"])
    of_kind = {"bound": RestrictionKind.BOUND, "sum": RestrictionKind.LIMIT}.get(kind, RestrictionKind.LINKAGE)
    return Restriction(id=f"r{number}", kind=of_kind, shape=shape, holder=holder)


def _preferences(rng: Random, case: Case, party: str, *, plain: bool = False) -> Preferences:
    weights = {i.id: rng.choice(WEIGHTS) for i in case.issues}
    if not any(weights.values()):
        weights[case.issue_ids[0]] = F(1)
    kinds = ["round", "tenths", "long" if not plain and rng.random() < 0.15 else "round"]
    scores = {i.id: {o: _score(rng, rng.choice(kinds)) for o in i.option_ids} for i in case.issues}
    interactions = tuple(
        Interaction(_condition(rng, case.issues), rng.choice([F(10), F(-5), F(25, 3)])) for _ in range(rng.choice([0, 0, 1]))
    )
    lines = tuple(RedLine(f"line{k}", _condition(rng, case.issues)) for k in range(rng.choice([0, 0, 0, 1])))
    return Preferences(
        party=party,
        reading="only",
        basis=EXERCISE,
        weights=weights,
        scores=scores,
        walk_away=rng.choice(FLOORS),
        interactions=interactions,
        red_lines=lines,
        expectations={e: F(rng.randint(0, 4), 4) for e in ("rain", "peace") if rng.random() < 0.7},
        numbers=Numbers() if plain else rng.choice(READ),
        points_per_unit=rng.choice([None, F(1), F(2), F(1, 3), F(1, 2), F(5)]),
    )


def _score(rng: Random, kind: str) -> Fraction:
    return F(25 * rng.randint(0, 4)) if kind == "round" else F(rng.randint(0, 1000), 10) if kind == "tenths" else rng.choice(LONG)


def _with_floor(rng: Random, case: Case, one: Preferences) -> Preferences:
    """Sometimes let a party ask for just what some package gives it, so that little closes the zone."""
    return replace(one, walk_away=utility(one, package_of(rng, case))) if rng.random() < 0.5 else one


def _blurred(rng: Random, one: Preferences) -> Preferences:
    """Put some numbers of a party in doubt; sometimes say in order what its hidden numbers say."""
    certain_weights = bool(one.interactions)
    weights = dict(one.weights) if certain_weights else {i: _hidden(rng, w, F(10)) for i, w in one.weights.items()}
    scores = {i: dict(row) for i, row in one.scores.items()}
    for issue in rng.sample(sorted(scores), rng.randint(1, len(scores))):
        option = rng.choice(sorted(scores[issue]))
        scores[issue][option] = _hidden(rng, scores[issue][option], F(100))
    floor = one.walk_away
    if floor is not None and rng.random() < 0.4:
        floor = Interval(max(F(0), floor - 10), floor + 10)
    blank = floor is not None and rng.random() < 0.1
    numbers = Numbers(weights_as_given=None not in weights.values() and rng.random() < 0.3)
    ranked = _rankings(rng, replace(one, numbers=numbers)) if rng.random() < 0.3 else ()
    return replace(
        one, weights=weights, scores=scores, walk_away=None if blank else floor, walk_away_is_blank=blank, rankings=ranked, numbers=numbers
    )


def _hidden(rng: Random, value: Fraction, most: Fraction) -> Fraction | Interval | None:
    kind = rng.choice(["number", "interval", "interval", "blank"])
    if kind == "number":
        return value
    width = most / rng.choice([4, 10])
    return None if kind == "blank" else Interval(max(F(0), value - width), min(most, value + width))


def _rankings(rng: Random, one: Preferences) -> tuple[Ranking, ...]:
    """What is so of a party's hidden numbers, in order: of issues, of options, of packages or parts of them, perhaps with no agreement among them."""
    issues = sorted(one.weights, key=lambda i: -one.exact_weight(i))
    issue = rng.choice(issues)
    options = sorted(one.scores[issue], key=lambda o: -one.exact_score(issue, o))
    some: list[Item] = [{i: rng.choice(sorted(row)) for i, row in one.scores.items()} for _ in range(2)]
    some += [None] if one.walk_away is not None and rng.random() < 0.4 else []
    some.sort(key=lambda x: -(utility(one, x) if isinstance(x, Mapping) else one.exact_walk_away() or F(0)))
    within = F(0) if None in some or rng.random() < 0.6 else F(rng.randint(0, 5))
    told = [
        Ranking(id="issues", what=Ranked.ISSUES, groups=tuple((i,) for i in issues)),
        Ranking(id="options", what=Ranked.OPTIONS, groups=tuple((o,) for o in options), issue=issue),
        Ranking(id="packages", what=Ranked.PACKAGES, groups=tuple((x,) for x in some), within=within),
    ]
    if not one.interactions:
        parts = sorted(one.scores[issue], key=lambda o: -one.contribution(issue, o))
        told.append(Ranking(id="parts", what=Ranked.PACKAGES, groups=tuple(({issue: o},) for o in parts)))
    return tuple(rng.sample(told, rng.randint(1, 3)))
