"""Make random additive cases, the same for the same seed."""

from __future__ import annotations

import random
from fractions import Fraction
from pathlib import Path

from goodoffices.case import Case, Issue, Option, Party, Text
from goodoffices.preferences import Basis, BasisKind, Preferences

WALK_AWAY = Fraction(40)


def random_case(
    n_parties: int, n_issues: int, n_options: int = 10, *, opposed: bool = False, seed: int = 1
) -> tuple[Case, list[Preferences]]:
    """Make a case with random weights (1 to 1000) and scores (0 to 100, two decimals).

    ``opposed``: on every issue the parties' scores run against one another. An option's scores add
    up to 100.
    """
    draw = random.Random(seed)
    issues = tuple(
        Issue(
            id=f"i{j:03}",
            name=Text.of(f"issue {j}"),
            options=tuple(Option(f"o{i}", Text.of(f"option {i}")) for i in range(n_options)),
            status_quo="o0",
        )
        for j in range(n_issues)
    )
    case = Case(
        id=f"random-{n_parties}-{n_issues}",
        name=Text.of("random"),
        parties=tuple(Party(f"p{p}", Text.of(f"party {p}")) for p in range(n_parties)),
        issues=issues,
    )
    scores = (
        _opposed_scores(draw, n_parties, issues)
        if opposed
        else _random_scores(draw, n_parties, issues)
    )
    preferences = []
    for p in range(n_parties):
        weights = {issue.id: Fraction(draw.randint(1, 1000)) for issue in issues}
        preferences.append(
            Preferences(
                party=f"p{p}",
                reading="only",
                basis=Basis(kind=BasisKind.EXERCISE),
                weights=weights,
                scores=scores[p],
                walk_away=WALK_AWAY,
            )
        )
    return case, preferences


Scores = dict[str, dict[str, Fraction]]


def _random_scores(draw: random.Random, n_parties: int, issues: tuple[Issue, ...]) -> list[Scores]:
    return [
        {
            issue.id: {o: Fraction(draw.randint(0, 10_000), 100) for o in issue.option_ids}
            for issue in issues
        }
        for _ in range(n_parties)
    ]


def _opposed_scores(draw: random.Random, n_parties: int, issues: tuple[Issue, ...]) -> list[Scores]:
    """Draw scores of each option that add up to 100 over the parties.

    What one gets, others lose.
    """
    scores: list[Scores] = [{issue.id: {} for issue in issues} for _ in range(n_parties)]
    for issue in issues:
        for option in issue.option_ids:
            cuts = sorted(draw.randint(0, 10_000) for _ in range(n_parties - 1))
            for p, (low, high) in enumerate(zip([0, *cuts], [*cuts, 10_000], strict=True)):
                scores[p][issue.id][option] = Fraction(high - low, 100)
    return scores


def write_folder(folder: Path, case: Case, preferences: list[Preferences]) -> None:
    """Write the case as a folder, as a person would have written it."""
    lines = ["format: goodoffices-case/1", f"id: {case.id}", "name: random", "parties:"]
    lines += [f"  - {{id: {p.id}, name: {p.name.by_language[0][1]}}}" for p in case.parties]
    lines.append("issues:")
    for issue in case.issues:
        lines += [
            f"  - id: {issue.id}",
            f"    name: {issue.name.by_language[0][1]}",
            "    options:",
        ]
        lines += [
            f"      - {{id: {o.id}, text: {o.text.by_language[0][1]}}}" for o in issue.options
        ]
        lines.append(f"    status_quo: {issue.status_quo}")
    (folder / "preferences").mkdir(parents=True)
    (folder / "case.yaml").write_text("\n".join(lines) + "\n")
    for one in preferences:
        lines = [
            "format: goodoffices-preferences/1",
            "basis: exercise",
            f"walk_away: {one.walk_away}",
            "weights:",
        ]
        lines += [f"  {issue}: {weight}" for issue, weight in one.weights.items()]
        lines.append("scores:")
        for issue_id, scores in one.scores.items():
            lines.append(
                f"  {issue_id}: {{{', '.join(f'{o}: {float(v):.2f}' for o, v in scores.items())}}}"
            )
        (folder / "preferences" / f"{one.party}.yaml").write_text("\n".join(lines) + "\n")


def write_negmas_folder(folder: Path, case: Case, preferences: list[Preferences]) -> None:
    """Write the same numbers as NegMAS's own files, which both programs read.

    Weights are in thousandths, scores 0 to 1. The reserved value is 0, so that NegMAS, whose
    frontier leaves out what lies below, is asked the same question.
    """
    folder.mkdir(parents=True)
    lines = ["type: DiscreteCartesianOutcomeSpace", f"name: {case.id}", "issues:"]
    for issue in case.issues:
        lines += [
            "- type: CategoricalIssue",
            f"  name: {issue.id}",
            "  values:",
            *(f"  - {o}" for o in issue.option_ids),
        ]
    (folder / f"{case.id}.yml").write_text("\n".join(lines) + "\n")
    for one in preferences:
        lines = [
            "type: LinearAdditiveUtilityFunction",
            f"name: {one.party}",
            "reserved_value: 0.0",
            "weights:",
        ]
        lines += [f"- {float(one.weights[i.id]) / 1000:.3f}" for i in case.issues]  # type: ignore[arg-type]
        lines.append("values:")
        for issue in case.issues:
            scores = one.scores[issue.id]
            lines += [
                "- type: TableFun",
                "  mapping:",
                *(f"    {o}: {float(scores[o]) / 100:.4f}" for o in issue.option_ids),
            ]  # type: ignore[arg-type]
        (folder / f"{one.party}.yml").write_text("\n".join(lines) + "\n")
