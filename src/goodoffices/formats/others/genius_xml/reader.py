"""Read a GENIUS domain and its profiles as a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from goodoffices.case import Issue
from goodoffices.formats.documents.errors import CaseFileError, Fault, FormatNotSupported
from goodoffices.formats.documents.printable import are_one_name
from goodoffices.formats.documents.xml_document import Element, read_xml
from goodoffices.formats.others.continuous_issue import (
    JumpingWorth,
    ListedRange,
    Worth,
    listed_range,
)
from goodoffices.formats.others.genius_xml.attributes import (
    bounds_of,
    number_in,
    plain_number,
    whole_in,
)
from goodoffices.formats.others.genius_xml.boxes import box_interactions
from goodoffices.formats.others.genius_xml.evaluators import (
    IssueEvaluation,
    discrete_scores,
    numeric_scores,
    numeric_worth,
)
from goodoffices.formats.others.genius_xml.left_aside import left_aside_notes
from goodoffices.formats.others.imported_case import (
    FLOATING,
    ImportedCase,
    Profiles,
    check_files,
    imported_case,
    imported_preferences,
    without_issues_that_do_not_count,
)
from goodoffices.formats.others.imported_issues import Values, imported_issues
from goodoffices.formats.others.notes_on_files import (
    continuous_notes,
    named_numbers_in_short,
    passed_over_notes,
)
from goodoffices.formats.ours.opened_case import STEPS
from goodoffices.preferences import Preferences

ORIGIN = "GENIUS XML"
#: Files in a domain's folder that are no input, whatever their ending says.
NOT_INPUT = ("pareto.xml",)
#: Root elements.
DOMAIN, PROFILE = "negotiation_template", "utility_space"


@dataclass(frozen=True)
class Domain:
    """A domain's issues by the number that profiles name them by, in the order of these numbers.

    ``losses``: what each profile can lose, at most, because numbers are listed for continuous
    issues.
    """

    shown_as: str
    issues: dict[int, Issue]
    losses: tuple[Fraction, ...]


Shown = tuple[str, Element]


def read_genius(
    files: Sequence[tuple[Path, str]], name: str, steps: int = STEPS, *, named: bool = True
) -> ImportedCase:
    """Read one domain and at least one profile, in any order, as a case.

    Parties stand in the order of the files. ``files`` are paths with the names to show; for
    ``steps`` see `continuous_issue`. Where files were not ``named`` one by one, those that are
    neither domain nor profile are passed over with a note. Raises `CaseFileError`,
    `FormatNotSupported`.
    """
    roots = [(shown, read_xml(path, shown)) for path, shown in files]
    strangers = [shown for shown, root in roots if root.tag not in (DOMAIN, PROFILE)]
    for shown, root in roots:
        if shown in strangers and (named or len(strangers) == len(roots)):
            remedy = f"These begin with <{DOMAIN}> and <{PROFILE}>."
            raise CaseFileError.one(
                shown,
                f"<{root.tag}> is neither a domain nor a profile of GENIUS.",
                remedy,
                root.line,
            )
    domains = [(shown, root) for shown, root in roots if root.tag == DOMAIN]
    profiles = [(shown, root) for shown, root in roots if root.tag == PROFILE]
    check_files(name, [shown for shown, _ in domains], [shown for shown, _ in profiles])
    for shown, root in profiles:
        if root.first("rules") is not None or root.get("type") == "constraint":
            reason = (
                "the profile ranks options and sets rules (type constraint) instead of "
                "evaluations; these are not read."
            )
            raise FormatNotSupported(shown, reason)
    domain = _domain(domains[0], profiles, steps)
    _check_names(profiles, domain)
    return imported_case(
        Path(domain.shown_as).stem,
        tuple(domain.issues.values()),
        Profiles(
            [shown for shown, _ in profiles],
            lambda k, party: _profile(*profiles[k], domain, party, domain.losses[k]),
            True,
        ),
        origin=ORIGIN,
        notes=[
            *continuous_notes(domain.issues.values(), domain.losses),
            *_discount_notes(profiles),
            *_repetition_notes(profiles),
            *left_aside_notes(profiles, domain.issues),
            *passed_over_notes(strangers),
        ],
    )


def _check_names(profiles: Sequence[Shown], domain: Domain) -> None:
    """Refuse a profile that calls an issue otherwise than its domain does.

    GENIUS knows issues by their numbers alone; such a profile is made for another domain.
    """
    faults = []
    for shown_as, root in profiles:
        for node in root.all("issue"):
            issue, called = domain.issues.get(whole_in(node, "index", shown_as)), node.get("name")
            if issue is not None and called is not None and not are_one_name(called, issue.id):
                found = (
                    f'issue {node.get("index")} is called "{called}", '
                    f'and "{issue.id}" in {domain.shown_as}.'
                )
                faults.append(
                    Fault(
                        shown_as,
                        node.line,
                        found,
                        "The profile may be made for another domain; "
                        "leave it out, or rename the issue.",
                    )
                )
    if faults:
        raise CaseFileError(faults)


def _domain(shown: Shown, profiles: Sequence[Shown], steps: int) -> Domain:
    shown_as, root = shown
    found: dict[int, tuple[str, Values]] = {}
    losses = [Fraction(0)] * len(profiles)
    for node in root.all("issue"):
        index, name = whole_in(node, "index", shown_as), node.get("name") or ""
        if index in found:
            raise CaseFileError.one(
                shown_as,
                f"two issues have the index {index}.",
                "Number them differently.",
                node.line,
            )
        kind = node.get("vtype") or node.get("type") or node.get("etype") or "discrete"
        if kind == "discrete":
            values = Values(names=tuple(item.get("value") or "" for item in node.inner("item")))
        elif kind == "integer":
            low, high = (
                whole_in(bounds_of(node), end, shown_as) for end in ("lowerbound", "upperbound")
            )
            values = Values(low=Fraction(low), high=Fraction(high), step=Fraction(1))
        elif kind == "real":
            listed = _listed(shown_as, node, index, profiles, steps)
            values = Values(numbers=listed.numbers, of_range=True)
            losses = [loss + more for loss, more in zip(losses, listed.losses, strict=True)]
        else:
            raise FormatNotSupported(
                shown_as, f'the issue "{name}" is of the kind {kind}, which is not read.'
            )
        found[index] = (name, values)
    order = sorted(found)
    issues = imported_issues(shown_as, [found[i] for i in order])
    return Domain(shown_as, dict(zip(order, issues, strict=True)), tuple(losses))


def _listed(
    shown_as: str, node: Element, index: int, profiles: Sequence[Shown], steps: int
) -> ListedRange:
    """List the numbers that stand for a real issue.

    Which they must be depends on what all parties make of it.
    """
    low, high = (number_in(bounds_of(node), end, shown_as) for end in ("lowerbound", "upperbound"))
    name = node.get("name") or ""
    if high < low:
        raise CaseFileError.one(
            shown_as,
            f'issue "{name}" goes from {float(low):g} to {float(high):g}.',
            "Put the smaller number first.",
            node.line,
        )
    worths = [_real_worth(*profile, index, name, low) for profile in profiles]
    try:
        return listed_range(low, high, worths, steps)
    except JumpingWorth:
        raise FormatNotSupported(
            shown_as, f'the worth of the continuous issue "{name}" jumps; this is not read.'
        ) from None


def _real_worth(shown_as: str, root: Element, index: int, name: str, low: Fraction) -> Worth:
    if root.first("ufun") is not None:
        return Worth(lambda x: Fraction(0))
    nodes = [node for node in root.all("issue") if whole_in(node, "index", shown_as) == index]
    weights = [node for node in root.all("weight") if whole_in(node, "index", shown_as) == index]
    if not nodes or not weights:
        raise CaseFileError.one(
            shown_as,
            f'issue {index}, "{name}", has no evaluator or no weight.',
            "Add them, or leave the profile out.",
        )
    weight, worth = (
        number_in(weights[-1], "value", shown_as),
        numeric_worth(nodes[-1], name, shown_as, low),
    )
    return Worth(lambda x: weight * worth.of(x), worth.corners)


def _profile(
    shown_as: str, root: Element, domain: Domain, party: str, within: Fraction
) -> Preferences:
    reservation = root.first("reservation")
    values = {node.get("value") for node in root.all("reservation")}
    if reservation is not None and len(values) > 1:
        raise CaseFileError.one(
            shown_as, "there are several reservation values.", "Keep one of them.", reservation.line
        )
    walk_away = Fraction(0) if reservation is None else number_in(reservation, "value", shown_as)
    origin = f"{ORIGIN}, {Path(shown_as).name}"
    utility = root.first("utility")
    if utility is not None and utility.first("ufun") is not None:
        weights, scores = without_issues_that_do_not_count(tuple(domain.issues.values()))
        interactions = box_interactions(utility, shown_as, domain.issues)
        return imported_preferences(
            party,
            origin,
            weights,
            scores,
            walk_away,
            interactions=interactions,
            numbers=replace(FLOATING, cut=Fraction(1)),
        )
    weights, scores = _additive(shown_as, root, domain)
    return imported_preferences(
        party, origin, weights, scores, walk_away, numbers=replace(FLOATING, within=within)
    )


def _additive(
    shown_as: str, root: Element, domain: Domain
) -> tuple[dict[str, Fraction], dict[str, dict[str, Fraction]]]:
    nodes = _by_index(shown_as, root, "issue")
    given = _by_index(shown_as, root, "weight")
    weights: dict[str, Fraction] = {}
    scores: dict[str, dict[str, Fraction]] = {}
    for index, issue in domain.issues.items():
        missing = "evaluation" if index not in nodes else "weight" if index not in given else None
        if missing is not None:
            raise CaseFileError.one(
                shown_as,
                f'issue {index}, "{issue.id}", has no {missing}.',
                f"The profile does not fit the domain {domain.shown_as}: "
                "add it, or leave the profile out.",
            )
        node = nodes[index]
        weights[issue.id] = number_in(given[index], "value", shown_as)
        evaluation = IssueEvaluation(node, issue, shown_as, domain.shown_as)
        is_numeric = issue.is_scale and node.first("evaluator") is not None
        scores[issue.id] = numeric_scores(evaluation) if is_numeric else discrete_scores(evaluation)
    return weights, scores


def _repetition_notes(profiles: Sequence[Shown]) -> list[str]:
    """Name options that a profile evaluates twice."""
    found = []
    for shown_as, root in profiles:
        for node in root.all("issue"):
            options = [item.get("value") or "" for item in node.inner("item")]
            twice = (
                {
                    f'"{node.get("name")}: {option}"'
                    for option in options
                    if options.count(option) > 1
                }
                if len(set(options)) < len(options)
                else set()
            )
            found += [
                f"{Path(shown_as).name} evaluates {option} twice; the last counts, as in GENIUS."
                for option in sorted(twice)
            ]
    return found


def _by_index(shown_as: str, root: Element, tag: str) -> dict[int, Element]:
    found: dict[int, Element] = {}
    for node in root.all(tag):
        index = whole_in(node, "index", shown_as)
        if index in found:
            raise CaseFileError.one(
                shown_as, f"a second <{tag}> has the index {index}.", "Keep one of them.", node.line
            )
        found[index] = node
    return found


def _discount_notes(profiles: Sequence[Shown]) -> list[str]:
    """Name the discount factors of the profiles, which the answer leaves aside."""
    discounts: dict[str, Fraction] = {}
    for shown_as, root in profiles:
        node = root.first("discount_factor")
        factor = None if node is None else plain_number(node.get("value"))
        if factor is not None and 0 < factor < 1:
            discounts[Path(shown_as).name] = factor
    if not discounts:
        return []
    return [
        (
            f"Discount factors are left aside ({named_numbers_in_short(discounts)}); "
            "utilities are those of an agreement at once."
        )
    ]
