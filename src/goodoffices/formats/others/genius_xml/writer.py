"""Write a case as a GENIUS domain with its profiles.

What GENIUS cannot hold is refused or said.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from xml.sax.saxutils import quoteattr

from goodoffices.case import Case, Condition, Issue
from goodoffices.formats.documents.errors import FormatNotSupported
from goodoffices.formats.documents.exact_number import decimal_text, is_endless
from goodoffices.formats.others.additive_numbers import (
    AdditiveNumbers,
    additive_numbers,
    check_what_can_be_held,
    issue_labels,
    places_that_hold,
    typed_number,
)
from goodoffices.preferences import Preferences, runs_of

TARGET = "GENIUS XML"
#: Most boxes that a party's profile may become.
MOST_BOXES = 10_000

Scores = Mapping[str, Fraction]


@dataclass(frozen=True)
class _Line:
    """A straight line of scores over an integer issue, cut to 0…1."""

    offset: Fraction
    slope: Fraction


def genius_files(
    case: Case, preferences: Sequence[Preferences]
) -> tuple[dict[str, str], list[str]]:
    """Write the files of a domain by name, and list what they do not hold.

    Raises `FormatNotSupported`.
    """
    if any(one.interactions for one in preferences):
        left_out = check_what_can_be_held(case, preferences, TARGET)
        profiles = {one.party: _boxes_profile(case, one) for one in preferences}
        numeric = {issue.id for issue in case.issues if _is_integer(issue)}
    else:
        numbers, left_out = additive_numbers(case, preferences, TARGET)
        lines = {issue.id: _lines(issue, numbers) for issue in case.issues}
        numeric = {issue for issue, found in lines.items() if found is not None}
        rounded: list[str] = []
        profiles = {
            one.party: _additive_profile(
                case,
                one.party,
                number,
                {i: found[k] for i, found in lines.items() if found is not None},
                rounded,
            )
            for k, (one, number) in enumerate(zip(preferences, numbers, strict=True))
        }
        if rounded:
            left_out.append(
                f"Weights without an end, such as {rounded[0]}, are rounded up so far behind "
                "the point that no utility changes."
            )
    if texts := [issue.id for issue in case.issues if issue.is_scale and issue.id not in numeric]:
        left_out.append(
            "Numbers of a scale become texts: "
            f"{', '.join(texts[:4])}{', …' if len(texts) > 4 else ''}."
        )
    names = _file_names([one.party for one in preferences])
    if list(names.values()) != [f"{party}.xml" for party in names]:
        left_out.append(
            "Names of profiles begin with numbers, so that their order stays the parties' order."
        )
    domain = f"{case.id}_domain.xml"
    while domain in names.values():
        domain = f"_{domain}"
    return {
        domain: _domain(case, numeric),
        **{names[party]: text for party, text in profiles.items()},
    }, left_out


def _file_names(parties: Sequence[str]) -> dict[str, str]:
    """Make file names whose byte order is the order of the parties."""
    plain = [f"{party}.xml" for party in parties]
    if plain == sorted(plain, key=lambda name: name.encode()) and "pareto.xml" not in plain:
        return dict(zip(parties, plain, strict=True))
    width = len(str(len(parties)))
    return {party: f"{k:0{width}}-{party}.xml" for k, party in enumerate(parties, 1)}


def _is_integer(issue: Issue) -> bool:
    numbers = [option.number for option in issue.options]
    return (
        issue.is_scale
        and all(isinstance(n, int) for n in numbers)
        and numbers == list(range(int(numbers[0] or 0), int(numbers[0] or 0) + len(numbers)))
    )


def _lines(issue: Issue, numbers: Sequence[AdditiveNumbers]) -> list[_Line] | None:
    """Find the straight line of each party over an integer issue.

    The result is None where one has none, or it cannot be written.
    """
    if not _is_integer(issue):
        return None
    found = [_line([one.scores[issue.id][o] for o in issue.option_ids]) for one in numbers]
    return (
        None
        if any(line is None for line in found)
        else [line for line in found if line is not None]
    )


def _line(scores: Sequence[Fraction]) -> _Line | None:
    """Find the line through neighbouring scores that gives all of them when cut.

    The steepest is tried first.
    """
    steps = {(scores[k + 1] - scores[k], k) for k in range(len(scores) - 1)} or {(Fraction(0), 0)}
    for slope, k in sorted(steps, key=lambda s: (-abs(s[0]), s[1])):
        offset = scores[k] - slope * k
        if decimal_text(slope) is None or decimal_text(offset) is None:
            continue
        if all(
            min(max(offset + slope * n, Fraction(0)), Fraction(1)) == score
            for n, score in enumerate(scores)
        ):
            return _Line(offset, slope)
    return None


def _domain(case: Case, numeric: set[str]) -> str:
    labels = issue_labels(case)
    lines = []
    for index, issue in enumerate(case.issues, 1):
        if issue.id in numeric:
            low, high = issue.options[0].id, issue.options[-1].id
            lines.append(
                f"{_issue(index, labels[issue.id], 'integer')} lowerbound={quoteattr(low)} "
                f"upperbound={quoteattr(high)}/>"
            )
            continue
        lines.append(f"{_issue(index, labels[issue.id], 'discrete')}>")
        lines += [
            f"   <item index={quoteattr(str(k))} value={quoteattr(_text(issue, o))}/>"
            for k, o in enumerate(issue.option_ids, 1)
        ]
        lines.append("  </issue>")
    name = quoteattr(case.name.by_language[0][1])
    opening = f'<negotiation_template>\n <utility_space number_of_issues="{len(case.issues)}">\n'
    body = "\n".join(lines)
    return (
        f"{opening} {_objective(name)}\n{body}\n </objective>\n </utility_space>\n"
        "</negotiation_template>\n"
    )


def _objective(quoted_name: str) -> str:
    return (
        f'<objective index="0" name={quoted_name} description="" type="objective" '
        'etype="objective">'
    )


def _issue(index: int, name: str, kind: str) -> str:
    return (
        f'  <issue index="{index}" name={quoteattr(name)} vtype="{kind}" type="{kind}" '
        f'etype="{kind}"'
    )


def _text(issue: Issue, option: str) -> str:
    return issue.option(option).text.by_language[0][1]


def _profile(case: Case, lines: Sequence[str], walk_away: str, kind: str = "") -> str:
    name = quoteattr(case.name.by_language[0][1])
    body = "\n".join(lines)
    return (
        f'<utility_space number_of_issues="{len(case.issues)}"{kind}>\n {_objective(name)}\n'
        f'{body}\n </objective>\n <reservation value="{walk_away}"/>\n</utility_space>\n'
    )


def _additive_profile(
    case: Case, party: str, one: AdditiveNumbers, of_party: Mapping[str, _Line], rounded: list[str]
) -> str:
    places = 0
    labels = issue_labels(case)
    lines, weights = [], []
    for index, issue in enumerate(case.issues, 1):
        weight, scores = one.weights[issue.id], one.scores[issue.id]
        if issue.id in of_party:
            line = of_party[issue.id]
            low, high = issue.options[0].id, issue.options[-1].id
            lines.append(
                f"{_issue(index, labels[issue.id], 'integer')} lowerbound={quoteattr(low)} "
                f"upperbound={quoteattr(high)}>"
            )
            slope, offset = decimal_text(line.slope), decimal_text(line.offset)
            lines += [
                f'   <evaluator ftype="linear" slope="{slope}" offset="{offset}"/>',
                "  </issue>",
            ]
        else:
            largest, evaluations = _evaluations(issue, scores)
            weight *= largest
            lines.append(f"{_issue(index, labels[issue.id], 'discrete')}>")
            lines += [
                (
                    f"   <item index={quoteattr(str(k))} value={quoteattr(_text(issue, o))} "
                    f"evaluation={quoteattr(str(evaluations[o]))}/>"
                )
                for k, o in enumerate(issue.option_ids, 1)
            ]
            lines.append("  </issue>")
        if is_endless(weight):
            if min(scores.values()) < 0:
                raise FormatNotSupported(
                    TARGET,
                    f'the weight of "{issue.id}" has no end, and {party} has scores below 0 there.',
                )
            rounded.append(str(weight)[:20])
            places = places or places_that_hold(one, TARGET, party)
        weights.append(
            f'  <weight index="{index}" value="{typed_number(weight, places, TARGET)}"/>'
        )
    if is_endless(one.walk_away):
        places = places or places_that_hold(one, TARGET, party)
    return _profile(case, [*lines, *weights], typed_number(one.walk_away, places, TARGET))


def _evaluations(issue: Issue, scores: Scores) -> tuple[Fraction, dict[str, int]]:
    """Write whole evaluations in the proportion of the scores.

    Give also the score that GENIUS's division by the largest takes away.
    """
    largest = max(scores.values())
    if largest <= 0:
        if any(scores.values()):
            raise FormatNotSupported(
                TARGET,
                "it divides by the largest evaluation, which is not above 0 on the issue "
                f'"{issue.id}".',
            )
        return Fraction(1), dict.fromkeys(scores, 0)
    scale = math.lcm(*((score / largest).denominator for score in scores.values()))
    return largest, {option: int(score / largest * scale) for option, score in scores.items()}


def _boxes_profile(case: Case, one: Preferences) -> str:
    """Write a profile of boxes.

    Points of options become boxes of one number, interactions boxes of several issues.
    """
    factor = Fraction(1) if one.numbers.weights_as_given else Fraction(1, 100)
    n_boxes = sum(
        math.prod(len(_runs(case, issue, allowed)) for issue, allowed in i.condition.options)
        for i in one.interactions
    )
    if n_boxes > MOST_BOXES:
        raise FormatNotSupported(
            TARGET,
            f"the combinations of {one.party} would become {n_boxes:,} boxes; "
            f"at most {MOST_BOXES:,} are written.",
        )
    points = [(factor * p, box) for p, box in _all_boxes(case, one)]
    cut = None if one.numbers.cut is None else one.numbers.cut * factor
    if cut != 1 and (cut is not None or _greatest_total(case, one) * factor > 1):
        raise FormatNotSupported(
            TARGET, f"it cuts totals at 1, and those of {one.party} are not cut there."
        )
    scale = math.lcm(*(p.denominator for p, _ in points))
    lines = []
    for index, issue in enumerate(case.issues, 1):
        kind = "integer" if _is_integer(issue) else "discrete"
        bounds = (
            (
                f" lowerbound={quoteattr(issue.options[0].id)} "
                f"upperbound={quoteattr(issue.options[-1].id)}"
            )
            if kind == "integer"
            else ""
        )
        lines.append(f"{_issue(index, issue_labels(case)[issue.id], kind)}{bounds}/>")
    lines += [
        f'  <utility maxutility="{scale}">',
        '   <ufun type="PlainUfun" weight="1" aggregation="sum">',
    ]
    for p, box in points:
        lines.append(f'    <hyperRectangle utility="{int(p * scale)}">')
        lines += [
            f'     <INCLUDES index="{index}" min="{low}" max="{high}"/>' for index, low, high in box
        ]
        lines.append("    </hyperRectangle>")
    lines += ["   </ufun>", "  </utility>"]
    walk_away = (one.exact_walk_away() or Fraction(0)) * factor
    return _profile(case, lines, typed_number(walk_away, 0, TARGET), ' type="nonlinear"')


def _greatest_total(case: Case, one: Preferences) -> Fraction:
    """Bound the party's totals: the best option of each issue, and all points above 0."""
    best = sum(
        (max(one.contribution(i.id, o) for o in i.option_ids) for i in case.issues), Fraction(0)
    )
    return best + sum((i.points for i in one.interactions if i.points > 0), Fraction(0))


Box = tuple[tuple[int, str, str], ...]


def _all_boxes(case: Case, one: Preferences) -> Iterator[tuple[Fraction, Box]]:
    for issue in case.issues:
        for option in issue.option_ids:
            worth = one.contribution(issue.id, option)
            if worth:
                yield from ((worth, box) for box in _boxes(case, Condition.of({issue.id: option})))
    for interaction in one.interactions:
        yield from ((interaction.points, box) for box in _boxes(case, interaction.condition))


def _boxes(case: Case, condition: Condition) -> Iterator[Box]:
    """Write a condition as boxes that do not overlap.

    Each issue's numbers are split into unbroken runs.
    """
    yield from product(*(_runs(case, issue, allowed) for issue, allowed in condition.options))


def _runs(case: Case, issue_id: str, allowed: frozenset[str]) -> list[tuple[int, str, str]]:
    """List the unbroken runs of an issue's allowed numbers.

    A run has the issue's position from 1, and its first and last number.
    """
    issue = case.issue(issue_id)
    if not _is_integer(issue):
        raise FormatNotSupported(
            TARGET, f'its boxes lie on whole numbers, and the issue "{issue_id}" has other options.'
        )
    index = case.issue_ids.index(issue_id) + 1
    return [(index, run[0], run[-1]) for run in runs_of(issue.option_ids, allowed)]
