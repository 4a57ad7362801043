"""Small cases by hand, each named for what is special about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from goodoffices.case import Case, Issue, Option, Party, Restriction, Text
from goodoffices.preferences import Basis, BasisKind, Numbers, Preferences

EXAMPLES = Path(__file__).parents[1] / "examples"
EXERCISE = Basis(kind=BasisKind.EXERCISE)


def case_of(sizes: Mapping[str, int], parties: Sequence[str], restrictions: Sequence[Restriction] = (), quo: int = 0) -> Case:
    """A case with issues of so many options (``a0``, ``a1``, …) and these parties."""
    issues = tuple(
        Issue(
            id=i,
            name=Text.of(f"issue {i}"),
            options=tuple(Option(f"{i}{k}", Text.of(f"option {i}{k}")) for k in range(n)),
            status_quo=f"{i}{quo}",
        )
        for i, n in sizes.items()
    )
    return Case(
        id="small",
        name=Text.of("small"),
        parties=tuple(Party(p, Text.of(p.title())) for p in parties),
        issues=issues,
        restrictions=tuple(restrictions),
    )


def preferences_of(
    case: Case, party: str, contributions: Sequence[Sequence[object]], walk_away: object = None, **more: object
) -> Preferences:
    """Preferences whose contributions are given option by option (weights taken as 1)."""
    scores = {
        i.id: {o: Fraction(str(v)) for o, v in zip(i.option_ids, row, strict=True)}
        for i, row in zip(case.issues, contributions, strict=True)
    }
    more.setdefault("numbers", Numbers(weights_as_given=True))
    floor = None if walk_away is None else Fraction(str(walk_away))
    return Preferences(
        party=party,
        reading="only",
        basis=EXERCISE,
        weights={i.id: Fraction(1) for i in case.issues},
        scores=scores,
        walk_away=floor,
        **more,
    )  # type: ignore[arg-type]


def points_only(vectors: Sequence[Sequence[object]], walk_away: Sequence[object], **more: object) -> tuple[Case, list[Preferences]]:
    """One issue whose options give exactly these utility vectors."""
    parties = [f"p{k}" for k in range(len(vectors[0]))]
    case = case_of({"x": len(vectors)}, parties)
    return case, [preferences_of(case, p, [[v[k] for v in vectors]], walk_away[k], **more) for k, p in enumerate(parties)]


def nash_1950() -> tuple[Case, list[Preferences]]:
    """Bill and Jack of Nash (1950), p. 161: nine goods, each with its owner, and what each is worth to both."""
    goods = {
        "book": ("bill", 2, 4), "whip": ("bill", 2, 2), "ball": ("bill", 2, 1), "bat": ("bill", 2, 2), "box": ("bill", 4, 1),
        "pen": ("jack", 10, 1), "toy": ("jack", 4, 1), "knife": ("jack", 6, 2), "hat": ("jack", 2, 2),
    }  # fmt: skip
    issues = tuple(
        Issue(id=g, name=Text.of(g), options=(Option("bill", Text.of("to Bill")), Option("jack", Text.of("to Jack"))), status_quo=owner)
        for g, (owner, _, _) in goods.items()
    )
    case = Case(
        id="barter", name=Text.of("Barter"), parties=(Party("bill", Text.of("Bill")), Party("jack", Text.of("Jack"))), issues=issues
    )
    bill = preferences_of(case, "bill", [(b, 0) for _, b, _ in goods.values()], sum(b for o, b, _ in goods.values() if o == "bill"))
    jack = preferences_of(case, "jack", [(0, j) for _, _, j in goods.values()], sum(j for o, _, j in goods.values() if o == "jack"))
    return case, [bill, jack]
