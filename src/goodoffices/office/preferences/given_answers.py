"""What a form brings back as the answer to a question."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Protocol

from django.utils.translation import gettext as _

from goodoffices.case import Case
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.pages.numbers import plain_number
from goodoffices.preferences import Answers, Asked, Given, Interval, Question, anchors
from goodoffices.preferences.questions import DIRECTIONS
from goodoffices.report.typed_answers import NotAnAnswer, limit_typed


class Form(Protocol):
    """What a request brings."""

    def get(self, name: str, default: str = "") -> str:
        """Give one value."""

    def getlist(self, name: str) -> list[str]:
        """List all values of a name."""


def given_in(question: Question, form: Form, case: Case, answers: Answers) -> Given:
    """Read the answer that a form brings; None: not sure. Raises `NotAnAnswer`."""
    if form.get("given", "") == "?":
        return None
    asked = question.asked
    if asked is Asked.NEVER:
        return _refused(form.getlist("choice"), case)
    if asked is Asked.OTHERWISE:
        return _outcome(form, case)
    if asked is Asked.TOP:
        return _swings(form, case)
    if asked is Asked.MATTERS:
        named = tuple(i for i in case.issue_ids if i in form.getlist("choice"))
        if not named:
            raise NotAnAnswer(_("Tick at least one, or say that you are not sure."))
        return named
    if asked is Asked.LIMIT:
        return limit_typed(
            question, form.get("amount", ""), case.issue(question.issue), wording_for_reader(case)
        )
    if asked is Asked.ORDER:
        if case.issue(question.issue).is_scale and form.get("given", "") in DIRECTIONS:
            return form.get("given", "")
        return _order(form, answers.acceptable(question.issue))
    if asked in (Asked.WEIGHT, Asked.SCORE):
        return _number(form.get("low", "").strip(), form.get("high", "").strip())
    allowed = ("first", "second", "same") if asked is Asked.RATHER else ("yes", "no")
    if form.get("given", "") not in allowed:
        raise NotAnAnswer(_("Choose one of the answers."))
    return form.get("given", "")


def _refused(ticked: Collection[str], case: Case) -> tuple[tuple[str, str], ...]:
    pairs = tuple(
        (i.id, o)
        for n, i in enumerate(case.issues)
        for k, o in enumerate(anchors(i))
        if f"{n}.{k}" in ticked
    )
    for issue in case.issues:
        if all((issue.id, option) in pairs for option in issue.option_ids):
            raise NotAnAnswer(
                _(
                    "You ticked every option of an issue: then nothing at all could be agreed. "
                    "Leave one."
                )
            )
    return pairs


def _outcome(form: Form, case: Case) -> tuple[tuple[str, str], ...]:
    """Read what would be if nothing is agreed; issues left as they are today are not named."""
    return tuple(
        (issue.id, option)
        for n, issue in enumerate(case.issues)
        for k, option in enumerate(anchors(issue))
        if form.get(f"then:{n}", "") == f"{n}.{k}"
    )


def _swings(form: Form, case: Case) -> Given:
    """Read in which order issues would be brought to their best; the first alone is enough."""
    typed = {i: place for i in case.issue_ids if (place := form.get(f"place:{i}", ""))}
    if not all(re.fullmatch("[0-9]{1,3}", place) for place in typed.values()):
        raise NotAnAnswer(_("Give the one that you would take first the place 1."))
    placed = sorted((int(place), i) for i, place in typed.items())
    if not placed or placed[0][0] != 1:
        raise NotAnAnswer(_("Give the one that you would take first the place 1."))
    if len({place for place, _issue in placed}) < len(placed):
        raise NotAnAnswer(_("Give each place once; leave open what you are not sure of."))
    named = tuple(i for _place, i in placed)
    return named[0] if len(named) == 1 else named


def _order(form: Form, options: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Order the options by their places.

    Where one alone has none and the others have different ones, the place that is left is its own.
    """
    typed = {option: form.get(f"place:{option}", "") for option in options}
    left = [option for option, place in typed.items() if not place]
    free = [str(k) for k in range(1, len(options) + 1) if str(k) not in typed.values()]
    if len(left) == len(free) == 1 < len(options):
        typed[left[0]] = free[0]
    places: dict[int, list[str]] = {}
    for option, place in typed.items():
        if not re.fullmatch("[0-9]{1,4}", place) or not 1 <= int(place) <= len(options):
            raise NotAnAnswer(_("Give each of them a place, or say that you are not sure."))
        places.setdefault(int(place), []).append(option)
    return tuple(tuple(places[place]) for place in sorted(places))


def _number(low: str, high: str) -> Given:
    if high and not low:
        raise NotAnAnswer(_("Write the first number, too; or only the first, if it is one."))
    ends = []
    for typed in filter(None, (low, high)):
        value = plain_number(typed)
        if value is None or not 0 <= value <= 100:
            raise NotAnAnswer(_("Write a number from 0 to 100."))
        ends.append(value)
    if not ends:
        raise NotAnAnswer(_("Write a number, or say that you are not sure."))
    return ends[0] if len(ends) == 1 or ends[0] == ends[1] else Interval(min(ends), max(ends))
