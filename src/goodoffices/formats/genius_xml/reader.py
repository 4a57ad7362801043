"""A GENIUS domain and its profiles as a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from goodoffices.case import Issue
from goodoffices.formats.errors import CaseFileError, FormatNotSupported
from goodoffices.formats.genius_xml.attributes import bounds_of, number_in, plain_number, whole_in
from goodoffices.formats.genius_xml.boxes import box_interactions
from goodoffices.formats.genius_xml.evaluators import Evaluation, discrete_scores, numeric_scores
from goodoffices.formats.imported_case import (
    ImportedCase,
    Values,
    imported_case,
    imported_issues,
    imported_preferences,
    without_issues_that_do_not_count,
)
from goodoffices.formats.xml_document import Element, read_xml
from goodoffices.preferences import Preferences

ORIGIN = "GENIUS XML"
#: Files in a domain's folder that are no input, whatever their ending says.
NOT_INPUT = ("pareto.xml",)
#: Root elements.
DOMAIN, PROFILE = "negotiation_template", "utility_space"
#: Sums of weights this near to 1 are not worth a word.
NEAR_ONE = Fraction(1, 1000)


@dataclass(frozen=True)
class Domain:
    """A domain's issues by the number that profiles name them by, in the order of these numbers."""

    shown_as: str
    issues: dict[int, Issue]


def read_genius(files: Sequence[tuple[Path, str]], name: str) -> ImportedCase:
    """One domain and at least one profile, in any order; parties in the order of the files.

    ``files`` are paths with the names to show. Raises `CaseFileError`, `FormatNotSupported`.
    """
    roots = [(shown, read_xml(path, shown)) for path, shown in files]
    for shown, root in roots:
        if root.tag not in (DOMAIN, PROFILE):
            remedy = f"These begin with <{DOMAIN}> and <{PROFILE}>."
            raise CaseFileError.one(shown, f"<{root.tag}> is neither a domain nor a profile of GENIUS.", remedy, root.line)
    domains = [(shown, root) for shown, root in roots if root.tag == DOMAIN]
    profiles = [(shown, root) for shown, root in roots if root.tag == PROFILE]
    if len(domains) != 1:
        listed = ", ".join(shown for shown, _ in domains)
        found = f"there are {len(domains)} domains: {listed}." if domains else "there are profiles and no domain."
        raise CaseFileError.one(name, found, "Name the files one by one: DOMAIN PROFILE PROFILE …")
    if not profiles:
        raise CaseFileError.one(name, "there is a domain and no profile.", "Give a profile for each party: DOMAIN PROFILE PROFILE …")
    domain = _domain(*domains[0])
    return imported_case(
        Path(domain.shown_as).stem,
        tuple(domain.issues.values()),
        [shown for shown, _ in profiles],
        lambda k, party: _profile(*profiles[k], domain, party),
        origin=ORIGIN,
        notes=[note for profile in profiles for note in _notes(*profile)],
    )


def _domain(shown_as: str, root: Element) -> Domain:
    found: dict[int, tuple[str, Values]] = {}
    for node in root.all("issue"):
        index, name = whole_in(node, "index", shown_as), node.get("name") or ""
        if index in found:
            raise CaseFileError.one(shown_as, f"two issues have the index {index}.", "Number them differently.", node.line)
        kind = node.get("vtype") or node.get("type") or node.get("etype") or "discrete"
        if kind == "discrete":
            values = Values(tuple(item.get("value") or "" for item in node.inner("item")))
        elif kind == "integer":
            bounds = bounds_of(node)
            low, high = (whole_in(bounds, end, shown_as) for end in ("lowerbound", "upperbound"))
            values = Values(low=Fraction(low), high=Fraction(high), step=Fraction(1))
        elif kind == "real":
            raise FormatNotSupported(
                shown_as, f'the issue "{name}" is continuous (real). Packages are made of options here, and none is sampled in silence.'
            )
        else:
            raise FormatNotSupported(shown_as, f'the issue "{name}" is of the kind {kind}, which is not read.')
        found[index] = (name, values)
    order = sorted(found)
    return Domain(shown_as, dict(zip(order, imported_issues(shown_as, [found[i] for i in order]), strict=True)))


def _profile(shown_as: str, root: Element, domain: Domain, party: str) -> Preferences:
    if root.first("rules") is not None or root.get("type") == "constraint":
        raise FormatNotSupported(
            shown_as, "the profile ranks options and sets rules (type constraint) instead of evaluations; these are not read."
        )
    reservation = root.first("reservation")
    walk_away = Fraction(0) if reservation is None else number_in(reservation, "value", shown_as)
    origin = f"{ORIGIN}, {Path(shown_as).name}"
    utility = root.first("utility")
    if utility is not None and utility.first("ufun") is not None:
        weights, scores = without_issues_that_do_not_count(tuple(domain.issues.values()))
        interactions = box_interactions(utility, shown_as, domain.issues)
        return imported_preferences(party, origin, weights, scores, walk_away, interactions=interactions, cut=Fraction(1))
    weights, scores = _additive(shown_as, root, domain)
    return imported_preferences(party, origin, weights, scores, walk_away)


def _additive(shown_as: str, root: Element, domain: Domain) -> tuple[dict[str, Fraction], dict[str, dict[str, Fraction]]]:
    nodes = {whole_in(node, "index", shown_as): node for node in root.all("issue")}
    given = {whole_in(node, "index", shown_as): node for node in root.all("weight")}
    weights: dict[str, Fraction] = {}
    scores: dict[str, dict[str, Fraction]] = {}
    for index, issue in domain.issues.items():
        missing = "evaluation" if index not in nodes else "weight" if index not in given else None
        if missing is not None:
            raise CaseFileError.one(
                shown_as,
                f'issue {index}, "{issue.id}", has no {missing}.',
                f"The profile does not fit the domain {domain.shown_as}: add it, or leave the profile out.",
            )
        node = nodes[index]
        weights[issue.id] = number_in(given[index], "value", shown_as)
        evaluation = Evaluation(node, issue, shown_as, domain.shown_as)
        is_numeric = issue.is_scale and node.first("evaluator") is not None
        scores[issue.id] = numeric_scores(evaluation) if is_numeric else discrete_scores(evaluation)
    return weights, scores


def _notes(shown_as: str, root: Element) -> list[str]:
    """What a profile holds and the answer does not, and a sum of weights that a reader may not expect."""
    notes = []
    name = Path(shown_as).name
    discount = root.first("discount_factor")
    factor = None if discount is None else plain_number(discount.get("value"))
    if factor is not None and factor not in (0, 1):
        notes.append(f"{name}: the discount factor {float(factor):g} is left aside; utilities are those of an agreement at once.")
    if root.first("ufun") is None and root.first("rules") is None:
        total = sum((w for node in root.all("weight") if (w := plain_number(node.get("value"))) is not None), Fraction(0))
        if abs(total - 1) > NEAR_ONE:
            notes.append(f"{name}: the weights add up to {float(total):g}; they are taken as they are, as GENIUS does.")
    return notes
