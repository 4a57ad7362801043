"""Inputs for properties: small cases in which ties, empty zones, one-option issues and rules are frequent."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from goodoffices.case import (
    Case,
    Condition,
    CountLimit,
    ForbiddenTogether,
    Issue,
    OnlyIf,
    Option,
    Party,
    Restriction,
    RestrictionKind,
    SumLimit,
    Text,
)
from goodoffices.preferences import Basis, BasisKind, Interaction, Numbers, Preferences, RedLine

EXERCISE = Basis(kind=BasisKind.EXERCISE)
fractions = st.one_of(
    st.integers(0, 4).map(lambda n: Fraction(25 * n)),
    st.integers(0, 1000).map(lambda n: Fraction(n, 10)),
    st.fractions(0, 100, max_denominator=7),
    # Two large prime denominators: sums do not fit into 64 bits.
    st.sampled_from([Fraction(10**10 + 1, 10**9 + 7), Fraction(10**10 + 1, 998_244_353), Fraction(10**11, 10**12 + 39)]),
)


@st.composite
def conditions(draw, issues, *, most: int = 3) -> Condition:
    chosen = draw(st.lists(st.sampled_from(issues), min_size=1, max_size=most, unique_by=lambda i: i.id))
    return Condition.of({i.id: draw(st.sets(st.sampled_from(i.option_ids), min_size=1)) for i in chosen})


@st.composite
def restrictions(draw, issues, number: int) -> Restriction:
    kind = draw(st.sampled_from(["only_if", "forbidden", "exactly_one", "at_most", "sum", "bound"]))
    if kind == "only_if":
        shape = OnlyIf(draw(conditions(issues, most=2)), draw(conditions(issues, most=2)))
    elif kind in ("forbidden", "bound"):
        shape = ForbiddenTogether(draw(conditions(issues)))
    elif kind == "sum":
        amounts = tuple(
            (i.id, tuple((o, draw(st.integers(-2, 6).map(Fraction)) / draw(st.integers(1, 3))) for o in i.option_ids)) for i in issues
        )
        low, high = draw(st.sampled_from([(None, 3), (1, None), (1, 5), (None, 0), (None, 10**30), (-(10**30), None)]))
        shape = SumLimit(amounts, None if low is None else Fraction(low), None if high is None else Fraction(high), "")
    else:
        picks = draw(st.lists(st.sampled_from(issues), min_size=1, max_size=4))
        choices = tuple((i.id, frozenset(draw(st.sets(st.sampled_from(i.option_ids), min_size=1)))) for i in picks)
        shape = CountLimit(choices, 1, 1) if kind == "exactly_one" else CountLimit(choices, None, draw(st.integers(0, 3)))
    of_kind = {"bound": RestrictionKind.BOUND, "sum": RestrictionKind.LIMIT}.get(kind, RestrictionKind.LINKAGE)
    return Restriction(id=f"r{number}", kind=of_kind, shape=shape)


@st.composite
def cases(draw, *, parties: tuple[int, int] = (1, 4), rules: int = 3, numbers: bool = True) -> tuple[Case, tuple[Preferences, ...]]:
    """A case of at most 4 parties and about 250 packages, with preferences."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    issues = tuple(
        Issue(
            id=f"i{j}",
            name=Text.of(f"issue {j}"),
            options=tuple(Option(f"o{k}", Text.of(f"option {k}")) for k in range(n)),
            status_quo=f"o{draw(st.integers(0, n - 1))}",
        )
        for j, n in enumerate(sizes)
    )
    n_parties = draw(st.integers(*parties))
    ties = tuple(draw(restrictions(issues, r)) for r in range(draw(st.integers(0, rules))))
    case = Case(
        id="c",
        name=Text.of("case"),
        parties=tuple(Party(f"p{p}", Text.of(f"party {p}")) for p in range(n_parties)),
        issues=issues,
        restrictions=ties,
    )
    return case, tuple(draw(preferences(case, f"p{p}", numbers=numbers)) for p in range(n_parties))


@st.composite
def preferences(draw, case: Case, party: str, *, numbers: bool = True) -> Preferences:
    issues = case.issues
    weights = {i.id: draw(st.sampled_from([Fraction(0), Fraction(1), Fraction(2), Fraction(1, 3), Fraction(7, 2)])) for i in issues}
    if not any(weights.values()):
        weights[issues[0].id] = Fraction(1)
    scores = {i.id: {o: draw(fractions) for o in i.option_ids} for i in issues}
    interactions = tuple(
        Interaction(draw(conditions(issues)), draw(st.sampled_from([Fraction(10), Fraction(-5), Fraction(25, 3)])))
        for _ in range(draw(st.integers(0, 2)))
    )
    lines = tuple(RedLine(f"line{k}", draw(conditions(issues))) for k in range(draw(st.sampled_from([0, 0, 0, 1]))))
    walk_away = draw(st.sampled_from([None, Fraction(0), Fraction(30), Fraction(50), Fraction(101, 2), Fraction(90), Fraction(10**25)]))
    read = Numbers()
    if numbers:
        read = draw(
            st.sampled_from(
                [
                    Numbers(),
                    Numbers(),
                    Numbers(weights_as_given=True, cut=Fraction(100), grid=Fraction(1, 10**9)),
                    Numbers(grid=Fraction(1, 10)),
                    Numbers(cut=Fraction(60)),
                ]
            )
        )
    return Preferences(
        party=party,
        reading="only",
        basis=EXERCISE,
        weights=weights,
        scores=scores,
        walk_away=walk_away,
        interactions=interactions,
        red_lines=lines,
        numbers=read,
    )
