"""Measure what answers of a party are worth, against the model that only it knows.

After so many answers it is measured what the package costs the party that is chosen from them
(*loss*), what each party has of its gain, and whether anything is said to hold whatever the truth
that does not (*false certainty*). The other ways, with as many answers, are direct rating and
pairwise comparisons.
"""

from __future__ import annotations

import datetime
import random
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.elicitation_chart import LOOKED, chart, means
from benchmarks.respondents import Kind, Respondent, random_case
from goodoffices.analysis import (
    AnalysisError,
    Possible,
    Standing,
    analyse,
    analyse_in_doubt,
    compile_case,
    pareto_frontier,
)
from goodoffices.case import Case
from goodoffices.elicitation.fit import Fitted, fit
from goodoffices.elicitation.next_question import next_question, opening
from goodoffices.elicitation.packages_in_play import own_packages
from goodoffices.formats.ours.answers_file import Transcript
from goodoffices.formats.ours.elicited import elicited
from goodoffices.formats.ours.preferences_reader import read_preferences
from goodoffices.preferences import Answer, Asked, Preferences, Question
from goodoffices.report.wording import Wording

SIZES = ((6, 3), (8, 4), (10, 4))
#: Packages of which it is checked whether what is said of them whatever the truth is true.
CHECKED = 6
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


def costs(
    case: Case, true: Preferences, other: Preferences, model: Preferences
) -> tuple[float, float, float]:
    """Give what the package chosen by a model costs, and the shares of the gain that it gives.

    The package is that of Nash, by the model and by the other's true wishes. The first number is
    how many points the party loses by its true wishes, against the best package that leaves the
    other as much. Then each party's gain by its true wishes, as a share of the most it could gain.
    Where nothing is chosen all is lost that Nash's package would give.
    """
    truth = analyse(case, [true, other])
    if truth.fairness is None:
        return 0.0, 0.0, 0.0
    ideal = [float(x) for x in truth.fairness.ideal]
    scales = [r.final_scale for r in truth.problem.evaluations]
    floors = [float(b.value) for b in truth.fairness.baselines]
    by_model = analyse(case, [model, other])
    if by_model.fairness is None:
        row = truth.fairness.solutions["nash"].row
        return float(truth.utility(row, 0)) - floors[0], 0.0, 0.0
    row = by_model.fairness.solutions["nash"].row
    totals = truth.problem.utilities(by_model.frontier.packages[row : row + 1])[0]
    got = [int(u) / scale for u, scale in zip(totals, scales, strict=True)]
    as_good = truth.frontier.utilities[truth.frontier.utilities[:, 1] >= totals[1]]
    best = int(as_good[:, 0].max()) / scales[0]
    shares = [
        (u - floor) / most if most else 1.0
        for u, floor, most in zip(got, floors, ideal, strict=True)
    ]
    return best - got[0], shares[0], shares[1]


def false_sentences(
    case: Case, true: Preferences, other: Preferences, answers: Sequence[Answer], fitted: Fitted
) -> tuple[int, int]:
    """Count the sentences about packages that are said whatever the truth, and the false ones."""
    transcript = Transcript(
        party="a",
        reading="stated",
        kind="stated",
        author="",
        date=datetime.date(2026, 1, 1),
        confidence="",
        reason="",
        answers=tuple(answers),
    )
    _, text = elicited(case, transcript, fitted, Wording(case))
    one = read_preferences(text, case, "a", "stated", "a.yaml")
    result = analyse_in_doubt(case, [one, other], most=CHECKED)
    truth = compile_case(case, [true, other])
    efficient = set(map(tuple, pareto_frontier(truth).utilities.tolist()))
    said = false = 0
    for judged in result.candidates:
        row = np.array([judged.package], np.int32)
        floor = truth.walk_away[0]
        signs = floor is None or int(truth.utilities(row)[0][0]) >= floor
        if judged.accepted[0] is not Possible.PERHAPS:
            said += 1
            false += signs is not (judged.accepted[0] is Possible.ALWAYS)
        if judged.standing in (Standing.EFFICIENT, Standing.DOMINATED):
            said += 1
            is_efficient = tuple(int(u) for u in truth.utilities(row)[0]) in efficient
            false += is_efficient is not (judged.standing is Standing.EFFICIENT)
    return said, false


def one_run(seed: int, way: str, kind: Kind) -> list[dict[str, Any]]:
    """Ask one case in one way, and give what is known after so many answers."""
    n_issues, n_options = SIZES[seed % len(SIZES)]
    on_scales = seed // len(SIZES) % 2 == 1
    case, (true, other) = random_case(n_issues, n_options, seed, on_scales=on_scales)
    person = Respondent(case, true, kind, random.Random(f"{seed} {way} {kind}"))
    answers: list[Answer] = []
    fitted = fit(case, answers)
    truth = named(case, (true, other))
    found: list[dict[str, Any]] = []
    ended = False
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
            loss, mine, theirs = costs(case, true, other, model)
        except AnalysisError:
            ours, (loss, mine, theirs) = {}, (0.0, 0.0, 0.0)
        same = [bool(ours.get(name, set()) & rows) for name, rows in truth.items()]
        found.append(
            {
                "seed": seed,
                "way": way,
                "kind": kind.value,
                "scales": on_scales,
                "after": number,
                "given": len(answers),
                "ended": ended,
                "top_ten": exact,
                "pairs": share,
                "named": sum(same) / len(same) if same else float(not ours),
                "loss": loss,
                "mine": mine,
                "theirs": theirs,
                "set_aside": len(fitted.set_aside),
                "said": 0,
                "false": 0,
                "seconds": time.perf_counter() - started,
            }
        )
    # What the others hold certain is no matter here: numbers of a person are about so much for all.
    if way == "adaptive":
        found[-1]["said"], found[-1]["false"] = false_sentences(case, true, other, answers, fitted)
    return found


def _case_of_runs(seed: int) -> list[dict[str, Any]]:
    kind = list(Kind)[seed // (2 * len(SIZES)) % len(Kind)]
    return [row for way in WAYS for row in one_run(seed, way, kind)]


def run(cases: int = 96) -> None:
    """Ask in all ways on the same cases, each with one kind of person in turn.

    Writes the table and the chart in ``docs/``. Every second group of cases has scales.
    """
    rows: list[dict[str, Any]] = []
    with ProcessPoolExecutor() as pool:
        for done, some in enumerate(pool.map(_case_of_runs, range(cases)), 1):
            rows += some
            print(f"{done} of {cases} cases", file=sys.stderr, flush=True)
    write(rows)


def write(rows: Sequence[dict[str, Any]]) -> None:
    """Write the figures as a page with a table, and as a chart."""
    docs = Path(__file__).parents[1] / "docs"
    drawn = [r for r in rows if r["kind"] in (Kind.CONSISTENT, Kind.NOISY)]
    (docs / "images/elicitation.svg").write_text(chart(drawn))
    cases = len({r["seed"] for r in rows})
    head = docs / "reference/measured-elicitation.md"
    before = head.read_text().split(MARK)[0] if head.exists() else ""
    said, false = (
        {kind: sum(r[key] for r in rows if r["kind"] == kind.value) for kind in Kind}
        for key in ("said", "false")
    )
    lines = [
        f"{before}{MARK}",
        "",
        (
            f"{cases} cases of two parties, {', '.join(f'{n} × {m}' for n, m in SIZES)} issues "
            "× options in turn; in every second group of cases each third issue is a scale of "
            "eleven numbers. Given: answers on average, where questions ended before. Loss: in "
            "points of 100, of the party that is asked. Gains: of the party asked, of the other."
        ),
        "",
        (
            "| cases | way | answers | given | loss | gains | pairs of the ten best in order | "
            "named solutions the true ones |"
        ),
        "|---|---|---|---|---|---|---|---|",
    ]
    groups: list[tuple[str, Callable[[dict[str, Any]], bool]]] = [
        ("all", lambda r: True),
        ("options", lambda r: not r["scales"]),
        ("scales", lambda r: bool(r["scales"])),
        *((kind.value, lambda r, k=kind.value: r["kind"] == k) for kind in Kind),  # type: ignore[misc]
    ]
    for name, holds in groups:
        for way in WAYS:
            for number in LOOKED:
                mean = means([r for r in rows if holds(r)], way, number)
                lines.append(
                    f"| {name} | {way} | {number} | {mean['given']:.0f} | {mean['loss']:.1f} "
                    f"| {mean['mine']:.0%}, {mean['theirs']:.0%} | {mean['pairs']:.0%} "
                    f"| {mean['named']:.0%} |"
                )
    lines += ["", "Sentences that are said whatever the truth (adaptive, at the end):", ""]
    lines += ["| person | said | false |", "|---|---|---|"]
    lines += [f"| {kind.value} | {said[kind]} | {false[kind]} |" for kind in Kind]
    head.write_text("\n".join(lines) + "\n")
