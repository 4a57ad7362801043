"""After yes: whether a better package exists than the one that is agreed, see it, take it.

The agreed one stands until all take the better.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.paper_heads import PreferencesHead
from goodoffices.office.answers.readings import CallRead, asked_before, list_calls
from goodoffices.office.answers.rules import Asks
from goodoffices.office.computing.better_package import better_package
from goodoffices.office.computing.pool import computed
from goodoffices.office.papers.case_texts import fitted_to_case
from goodoffices.office.papers.packages import is_package_of
from goodoffices.office.refusal import Refused, TooMuch
from goodoffices.procedure import ALL_AGREE

#: The rules of what is asked after a yes, each with the rule of the call that comes before it.
BEFORE: Mapping[str, str] = {"whether": "", "see": "whether", "take": "see"}


def agreed_package(view: CaseView, one: CallRead) -> Mapping[str, str] | None:
    """Give the whole package that a call agreed on; None where it did not.

    Only what all parties agreed on that are in the talks costs none of them anything unasked.
    """
    everybody = {party for party in view.case.party_ids if party not in view.withdrawn}
    if not one.seen.joint or {*one.call.sides} != everybody or one.rule in BEFORE:
        return None
    package = one.package
    if one.rule == "packages":
        package = one.asks["packages"][int(one.seen.joint) - 1]
    elif one.rule not in ("sealed", "silence") or one.seen.joint != ALL_AGREE:
        return None
    return package if is_package_of(view.case, package) else None


def list_askable(view: CaseView, rule: str) -> list[CallRead]:
    """List the calls after which this can be asked: once each, where the one before says yes."""
    calls, asked = list_calls(view), asked_before(view, rule)
    if rule == "whether":
        found = [one for one in calls if agreed_package(view, one) is not None]
    else:
        found = [
            one
            for one in calls
            if one.rule == BEFORE[rule]
            and one.seen.joint == ALL_AGREE
            and (rule != "take" or one.shown is not None)
        ]
    return [one for one in found if one.call.id not in asked]


def asked_after(view: CaseView, rule: str, call: str) -> tuple[Asks, Mapping[str, str], list[str]]:
    """Give what a call after a yes is asked with: its package, and its sides. Raises `Refused`."""
    before = next((one for one in list_askable(view, rule) if one.call.id == call), None)
    if before is None:
        raise Refused(_("This cannot be asked, or was asked already: once for each package."))
    package = before.package if rule == "see" else agreed_package(view, before)
    if rule == "take" and before.shown is not None:
        package = before.shown.package
    if package is None or not is_package_of(view.case, package) or view.case.broken_by(package):
        raise Refused(_("The case changed, and this package does not fit it any more."))
    return {"after": call}, package, list(before.call.sides)


def find_better(view: CaseView, closes: datetime.datetime, package: Mapping[str, str]) -> Any:
    """Find a better package by the parties' own words as they stood at the hour of a call.

    Gives the package with each party's gain as data; None where there is none, where somebody has
    no word of its own, or where the package does not fit the case any more. Raises `TooMuch` where
    the office is too busy: it is looked for again.
    """
    if not is_package_of(view.case, package):
        return None
    texts: dict[str, str] = {}
    for paper in reversed(view.papers(PreferencesHead)):
        if paper.made_at <= closes:
            texts = {
                name: text
                for name, text in texts.items()
                if not name.startswith(f"preferences/{paper.party}/")
            }
            texts[paper.head.file] = fitted_to_case(view, paper)[0]
    try:
        # For nobody in particular: what others have computed does not keep it from being found.
        found = computed(uuid.uuid4(), None, None, better_package, view.case, texts, dict(package))
    except TooMuch:
        raise
    except Refused:
        # It takes longer than the office computes for anybody.
        return None
    if found is None:
        return None
    better, gains = found
    return {"package": better, "gains": {party: str(gain) for party, gain in gains.items()}}
