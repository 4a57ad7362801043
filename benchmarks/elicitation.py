"""How many answers it takes until what is known of a party says the same as its true model: against direct rating and pairwise comparisons with as many answers."""

from __future__ import annotations

import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from benchmarks.respondents import Kind, Respondent, random_case
from goodoffices.analysis import AnalysisError, analyse, compile_case
from goodoffices.analysis.doubt import central
from goodoffices.analysis.questions.fit import NOBODY, Fitted, fit
from goodoffices.analysis.questions.next_entry import next_question, opening
from goodoffices.analysis.questions.packages_in_play import own_packages
from goodoffices.case import Case
from goodoffices.preferences import Answer, Asked, Preferences, Question

#: Answers after which the model is looked at.
LOOKED = (12, 20, 30, 40, 60)
SIZES = ((6, 3), (8, 4), (10, 4))
TOP = 10

Ask = Callable[[Case, list[Answer], Fitted, int], Question | None]


def adaptive(case: Case, answers: list[Answer], fitted: Fitted, seed: int) -> Question | None:
    """As the product asks a party for herself."""
    return next_question(case, answers, fitted, own_packages(case, fitted))


def direct_rating(case: Case, answers: list[Answer], fitted: Fitted, seed: int) -> Question | None:
    """Every option, then every weight: one number after another."""
    asked = {a.question.key for a in answers}
    listed = [*opening(case), Question(Asked.TOP)]
    for issue in case.issues:
        inner = [o for o in issue.option_ids if all(o not in end for end in fitted.answers.ends(issue.id))]
        listed += [Question(Asked.WEIGHT, issue.id), *(Question(Asked.SCORE, issue.id, o) for o in inner)]
    top = fitted.answers.top
    return next((q for q in listed if q.key not in asked and not (q.asked is Asked.WEIGHT and q.issue == top)), None)


def pairwise(case: Case, answers: list[Answer], fitted: Fitted, seed: int) -> Question | None:
    """After the orders, pairs of packages that differ on two issues drawn at random, and packages against no agreement."""
    asked = {a.question.key for a in answers}
    start = next((q for q in opening(case) if q.key not in asked), None)
    if start is not None:
        return start
    draw = random.Random(f"{seed} {len(answers)}")
    if len(answers) % 5 == 0:
        return Question(Asked.RATHER, first={i.id: draw.choice(i.option_ids) for i in case.issues})
    one, other = draw.sample(list(case.issues), 2)
    packages = [{i.id: draw.choice(i.option_ids) for i in (one, other)} for _ in range(2)]
    return Question(Asked.RATHER, first=packages[0], second=packages[1])


WAYS: dict[str, Ask] = {"adaptive": adaptive, "direct rating": direct_rating, "pairwise": pairwise}


def by_middle(case: Case, fitted: Fitted) -> Preferences:
    """The model that stands for what is known."""
    return replace(central(case, fitted.answers.preferences("a", "only", NOBODY, rated=False), fitted.truths, roughly=True), party="a")


def top_ten(case: Case, one: Preferences) -> list[tuple[int, ...]]:
    """The best packages by a model, in order; ties by position."""
    problem = compile_case(case, [one])
    sizes = [len(i.options) for i in case.issues]
    # Beam search over issues: sums are additive, so the ten best partial packages are enough.
    rows: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
    for j in range(len(sizes)):
        column = problem.contributions[j][:, 0]
        rows = sorted(((worth + float(column[i]), (*row, i)) for worth, row in rows for i in range(sizes[j])), key=lambda r: (-r[0], r[1]))[
            :TOP
        ]
    return [row for _, row in rows]


def agreement(case: Case, true: Preferences, model: Preferences) -> tuple[bool, float]:
    """Whether the order of the true ten best packages is right by the model, and the share of pairs of them in the right order."""
    best = np.array(top_ten(case, true), np.int32)
    ours = compile_case(case, [model]).raw_utilities(best)[:, 0].astype(float)
    theirs = compile_case(case, [true]).raw_utilities(best)[:, 0].astype(float)
    pairs = [(a, b) for a in range(len(best)) for b in range(a + 1, len(best)) if theirs[a] > theirs[b]]
    right = [ours[a] > ours[b] for a, b in pairs]
    return all(right), sum(right) / len(right) if right else 1.0


def named(case: Case, preferences: Sequence[Preferences]) -> dict[str, Any]:
    """The four solutions, by what they give the parties under these models."""
    result = analyse(case, list(preferences))
    if result.fairness is None:
        return {}
    return {name: {result.frontier.packages[row].tobytes() for row in s.tied_rows} for name, s in result.fairness.solutions.items()}


def one_run(seed: int, way: str, kind: Kind) -> list[dict[str, Any]]:
    """One case asked in one way; what is known after so many answers."""
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
        found.append({
            "seed": seed, "way": way, "kind": kind.value, "after": number, "given": len(answers), "ended": ended,
            "top_ten": exact, "pairs": share, "named": sum(same) / len(same) if same else float(not ours),
            "set_aside": len(fitted.set_aside), "seconds": time.perf_counter() - started,
        })  # fmt: skip
    return found


def run(cases: int = 200) -> None:
    """All ways and kinds on the same cases; a table, and the figures as JSON lines on standard error."""
    rows: list[dict[str, Any]] = []
    for seed in range(cases):
        for kind in Kind:
            for way in WAYS:
                rows += one_run(seed, way, kind)
        print(f"{seed + 1} of {cases} cases", file=sys.stderr, flush=True)
    print(f"{cases} cases, two parties, {', '.join(f'{n} x {m}' for n, m in SIZES)} issues x options in turn\n")
    print("| person | way | answers | given (mean) | ten best in order | pairs of them in order | named solutions the true ones |")
    print("|---|---|---|---|---|---|---|")
    for kind in Kind:
        for way in WAYS:
            for number in LOOKED:
                some = [r for r in rows if (r["kind"], r["way"], r["after"]) == (kind.value, way, number)]
                mean = {k: statistics.fmean(float(r[k]) for r in some) for k in ("given", "top_ten", "pairs", "named")}
                print(
                    f"| {kind.value} | {way} | {number} | {mean['given']:.1f} | {mean['top_ten']:.0%} | {mean['pairs']:.0%} | {mean['named']:.0%} |"
                )
    with open("elicitation.json", "w") as file:
        json.dump(rows, file)
