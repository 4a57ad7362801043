"""Measure how many answers it takes until what is known of a party says the same as its model.

This is elicitation. The model is the party's true one. The other ways, with as many answers, are
direct rating and pairwise comparisons.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.respondents import Kind, Respondent, random_case
from goodoffices.analysis import AnalysisError, analyse, compile_case
from goodoffices.case import Case
from goodoffices.elicitation.fit import Fitted, fit
from goodoffices.elicitation.next_question import next_question, opening
from goodoffices.elicitation.packages_in_play import own_packages
from goodoffices.preferences import Answer, Asked, Preferences, Question

#: Answers after which the model is looked at.
LOOKED = (12, 20, 30, 40, 60)
SIZES = ((6, 3), (8, 4), (10, 4))
TOP = 10
#: Where the measured part of the page begins.
MARK = "## Measured"

Ask = Callable[[Case, list[Answer], Fitted, int], Question | None]


def adaptive(case: Case, answers: list[Answer], fitted: Fitted, seed: int) -> Question | None:
    """Ask as the product asks a party for itself."""
    return next_question(case, answers, fitted, own_packages(case, fitted))


def direct_rating(case: Case, answers: list[Answer], fitted: Fitted, seed: int) -> Question | None:
    """Ask for every option, then for every weight: one number after another."""
    asked = {a.question.key for a in answers}
    listed = [*opening(case), Question(asked=Asked.TOP)]
    for issue in case.issues:
        inner = [
            o
            for o in issue.option_ids
            if all(o not in end for end in fitted.answers.ends(issue.id))
        ]
        listed += [
            Question(asked=Asked.WEIGHT, issue=issue.id),
            *(Question(asked=Asked.SCORE, issue=issue.id, option=o) for o in inner),
        ]
    top = fitted.answers.top
    return next(
        (
            q
            for q in listed
            if q.key not in asked and not (q.asked is Asked.WEIGHT and q.issue == top)
        ),
        None,
    )


def pairwise(case: Case, answers: list[Answer], fitted: Fitted, seed: int) -> Question | None:
    """Ask for orders, then for comparisons of pairs of packages.

    After the orders come pairs of packages that differ on two issues drawn at random, and packages
    against no agreement.
    """
    asked = {a.question.key for a in answers}
    start = next((q for q in opening(case) if q.key not in asked), None)
    if start is not None:
        return start
    draw = random.Random(f"{seed} {len(answers)}")
    if len(answers) % 5 == 0:
        return Question(
            asked=Asked.RATHER, first={i.id: draw.choice(i.option_ids) for i in case.issues}
        )
    one, other = draw.sample(list(case.issues), 2)
    packages = [{i.id: draw.choice(i.option_ids) for i in (one, other)} for _ in range(2)]
    return Question(asked=Asked.RATHER, first=packages[0], second=packages[1])


WAYS: dict[str, Ask] = {"adaptive": adaptive, "direct rating": direct_rating, "pairwise": pairwise}


def by_middle(case: Case, fitted: Fitted) -> Preferences:
    """Give the model that stands for what is known."""
    return replace(fitted.middle(), party="a")


def top_ten(case: Case, one: Preferences) -> list[tuple[int, ...]]:
    """List the best packages by a model, in order; ties stand by position."""
    problem = compile_case(case, [one])
    sizes = [len(i.options) for i in case.issues]
    # Beam search over issues: sums are additive, so the ten best partial packages are enough.
    rows: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
    for j in range(len(sizes)):
        column = problem.contributions[j][:, 0]
        rows = sorted(
            ((worth + float(column[i]), (*row, i)) for worth, row in rows for i in range(sizes[j])),
            key=lambda r: (-r[0], r[1]),
        )[:TOP]
    return [row for _, row in rows]


def agreement(case: Case, true: Preferences, model: Preferences) -> tuple[bool, float]:
    """Tell how well a model orders the packages that are the ten best in truth.

    The first value is whether their whole order is right by the model. The second is the share of
    pairs of them that stand in the right order.
    """
    best = np.array(top_ten(case, true), np.int32)
    ours = compile_case(case, [model]).raw_utilities(best)[:, 0].astype(float)
    theirs = compile_case(case, [true]).raw_utilities(best)[:, 0].astype(float)
    pairs = [
        (a, b) for a in range(len(best)) for b in range(a + 1, len(best)) if theirs[a] > theirs[b]
    ]
    right = [ours[a] > ours[b] for a, b in pairs]
    return all(right), sum(right) / len(right) if right else 1.0


def named(case: Case, preferences: Sequence[Preferences]) -> dict[str, Any]:
    """Find the four solutions under these models, by what they give the parties."""
    result = analyse(case, list(preferences))
    if result.fairness is None:
        return {}
    return {
        name: {result.frontier.packages[row].tobytes() for row in s.tied_rows}
        for name, s in result.fairness.solutions.items()
    }


def one_run(seed: int, way: str, kind: Kind) -> list[dict[str, Any]]:
    """Ask one case in one way, and give what is known after so many answers."""
    n_issues, n_options = SIZES[seed % len(SIZES)]
    case, (true, other) = random_case(n_issues, n_options, seed)
    person = Respondent(case, true, kind, random.Random(f"{seed} {way} {kind}"))
    answers: list[Answer] = []
    fitted = fit(case, answers)
    truth = named(case, (true, other))
    found, ended = [], False
    started = time.perf_counter()
    for number in LOOKED:
        while len(answers) < number and not ended:
            question = WAYS[way](case, answers, fitted, seed)
            if question is None:
                ended = True
                break
            answers.append(Answer(f"a{len(answers) + 1}", question, person.answer(question)))
            # The opening is fitted once it is whole.
            if len(answers) >= n_issues + 2:
                fitted = fit(case, answers)
        model = by_middle(case, fitted)
        exact, share = agreement(case, true, model)
        try:
            ours = named(case, (model, other))
        except AnalysisError:
            ours = {}
        same = [bool(ours.get(name, set()) & rows) for name, rows in truth.items()]
        found.append(
            {
                "seed": seed,
                "way": way,
                "kind": kind.value,
                "after": number,
                "given": len(answers),
                "ended": ended,
                "top_ten": exact,
                "pairs": share,
                "named": sum(same) / len(same) if same else float(not ours),
                "set_aside": len(fitted.set_aside),
                "seconds": time.perf_counter() - started,
            }
        )
    return found


def run(cases: int = 200) -> None:
    """Ask in all ways on the same cases, each with one kind of person in turn.

    Writes the table and the chart in ``docs/``.
    """
    rows: list[dict[str, Any]] = []
    for seed in range(cases):
        for way in WAYS:
            rows += one_run(seed, way, list(Kind)[seed // len(SIZES) % len(Kind)])
        print(f"{seed + 1} of {cases} cases", file=sys.stderr, flush=True)
    write(rows)


def write(rows: Sequence[dict[str, Any]]) -> None:
    """Write the figures as a page with a table, and as a chart."""
    docs = Path(__file__).parents[1] / "docs"
    (docs / "images/elicitation.svg").write_text(chart(rows))
    cases = len({r["seed"] for r in rows})
    head = docs / "reference/measured-elicitation.md"
    before = head.read_text().split(MARK)[0] if head.exists() else ""
    lines = [
        f"{before}{MARK}",
        "",
        (
            f"{cases} cases of two parties, {', '.join(f'{n} × {m}' for n, m in SIZES)} issues "
            "× options in turn. Given: answers on average, where questions ended before."
        ),
        "",
        (
            "| person | way | answers | given | pairs of the ten best in order | "
            "all ten in order | named solutions the true ones |"
        ),
        "|---|---|---|---|---|---|---|",
    ]
    for kind in (None, *Kind):
        for way in WAYS:
            for number in LOOKED:
                mean = means(rows, kind, way, number)
                person = "all" if kind is None else kind.value
                lines.append(
                    f"| {person} | {way} | {number} | {mean['given']:.0f} | {mean['pairs']:.0%} "
                    f"| {mean['top_ten']:.0%} | {mean['named']:.0%} |"
                )
    head.write_text("\n".join(lines) + "\n")


def means(
    rows: Sequence[dict[str, Any]], kind: Kind | None, way: str, number: int
) -> dict[str, float]:
    """Average the figures after so many answers."""
    some = [
        r
        for r in rows
        if r["way"] == way and r["after"] == number and (kind is None or r["kind"] == kind.value)
    ]
    return {
        k: statistics.fmean(float(r[k]) for r in some)
        for k in ("given", "top_ten", "pairs", "named")
    }


def chart(rows: Sequence[dict[str, Any]]) -> str:
    """Draw two small plots by the number of answers.

    One shows the pairs of the ten best that are in order, the other the named solutions.
    """
    colours = {"adaptive": "#0b5a6f", "direct rating": "#a1512d", "pairwise": "#5b616b"}
    parts = [
        (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 270" '
            'font-family="sans-serif" font-size="12" role="img">'
        ),
        (
            "<title>Asked adaptively the named solutions are the true ones twice as often as by "
            "direct rating</title>"
        ),
    ]
    for left, key, title in (
        (50, "pairs", "pairs of the ten best in order"),
        (370, "named", "named solutions the true ones"),
    ):
        parts.append(
            f'<text x="{left}" y="20" fill="currentColor" font-weight="bold">{title}</text>'
        )
        for share in (0, 0.5, 1):
            y = 230 - 190 * share
            parts.append(
                f'<line x1="{left}" x2="{left + 200}" y1="{y}" y2="{y}" stroke="#d9d6ce"/>'
            )
            parts.append(
                f'<text x="{left - 6}" y="{y + 4}" text-anchor="end" '
                f'fill="currentColor">{share:.0%}</text>'
            )
        for n in LOOKED:
            parts.append(
                f'<text x="{left + 200 * n / 60}" y="248" text-anchor="middle" '
                f'fill="currentColor">{n}</text>'
            )
        for way, colour in colours.items():
            points = [
                (left + 200 * n / 60, 230 - 190 * means(rows, None, way, n)[key]) for n in LOOKED
            ]
            drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
            parts.append(
                f'<polyline points="{drawn}" fill="none" stroke="{colour}" stroke-width="2"/>'
            )
            parts.append(
                f'<text x="{points[-1][0] + 4:.1f}" '
                f'y="{points[-1][1] + (12 if way == "direct rating" else -4):.1f}" '
                f'fill="{colour}">{way}</text>'
            )
    parts.append(
        '<text x="320" y="265" text-anchor="middle" fill="currentColor">answers</text></svg>'
    )
    return "\n".join(parts) + "\n"
