"""What somebody typed as an answer, in a terminal or from paper, read as an answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from fractions import Fraction

from goodoffices.case import Case, Issue
from goodoffices.preferences import Answers, Asked, Given, Interval, Question, anchors
from goodoffices.preferences.questions import LESS, MORE, SAME
from goodoffices.report.questions import LETTERS, lettered
from goodoffices.report.wording import Wording

#: What stands for a whole scale where it is typed.
SHORT = {"+": MORE, "-": LESS, "−": LESS, "–": LESS, "=": SAME}


class NotAnAnswer(ValueError):
    """What was typed cannot be taken for an answer; the message says what can."""


def answer_typed(
    question: Question, typed: str, case: Case, w: Wording, answers: Answers | None = None
) -> Given:
    """Read what somebody typed as an answer; "?" is not sure. Raises `NotAnAnswer`.

    Options that she refused in her ``answers`` may be missing in an order.
    """
    words = typed.strip().lower()
    if words == "?":
        return None
    parts = words.replace(",", " ").split()
    asked = question.asked
    if asked is Asked.NEVER:
        refused = (
            ()
            if words in ("-", "–", w._("none"))
            else tuple(_option_named(part, case, w) for part in _some(parts, w))
        )
        for issue in case.issues:
            if all((issue.id, option) in refused for option in issue.option_ids):
                text = w._(
                    "You named every option of “{issue}”: "
                    "then nothing at all could be agreed. Leave one."
                )
                raise NotAnAnswer(text.format(issue=w.issue(issue.id)))
        return refused
    if asked is Asked.OTHERWISE:
        return _outcome_typed(words, parts, case, w)
    if asked in (Asked.MATTERS, Asked.TOP):
        found = tuple(_issue_named(part, case, w).id for part in _some(parts, w))
        if asked is Asked.TOP and len(set(found)) < len(found):
            raise NotAnAnswer(w._("Name each issue once."))
        return found[0] if asked is Asked.TOP and len(found) == 1 else tuple(dict.fromkeys(found))
    if asked is Asked.ORDER:
        return _order_typed(words, case.issue(question.issue), w, answers)
    if asked is Asked.LIMIT:
        return limit_typed(question, words, case.issue(question.issue), w)
    if asked in (Asked.WEIGHT, Asked.SCORE):
        return _number_typed(words, w)
    if asked is Asked.RATHER:
        meant = {"1": "first", "2": "second", "=": "same"}
        if words not in meant:
            raise NotAnAnswer(w._("Write 1, 2, = or ?."))
        return meant[words]
    if words in ("y", "yes", w._("yes")):
        return "yes"
    if words in ("n", "no", w._("no")):
        return "no"
    raise NotAnAnswer(w._("Write yes, no or ?."))


def _outcome_typed(words: str, parts: Sequence[str], case: Case, w: Wording) -> Given:
    if words in ("-", "–", w._("none")):
        return ()
    found = tuple(_option_named(part, case, w) for part in _some(parts, w))
    if len({issue for issue, _ in found}) < len(found):
        raise NotAnAnswer(w._("Name one option of an issue, not two."))
    return found


def _some(parts: Sequence[str], w: Wording) -> Sequence[str]:
    if not parts:
        raise NotAnAnswer(w._("Write at least one, or ? if you are not sure."))
    return parts


def _issue_named(part: str, case: Case, w: Wording) -> Issue:
    number = part.rstrip(".")
    if not number.isdecimal() or not 1 <= int(number) <= len(case.issues):
        raise NotAnAnswer(
            w._("“{part}” is no number from 1 to {n}.").format(part=part, n=len(case.issues))
        )
    return case.issues[int(number) - 1]


def _option_named(part: str, case: Case, w: Wording) -> tuple[str, str]:
    issue = _issue_named(part[:-1], case, w)
    options = anchors(issue)
    letter = LETTERS.find(part[-1:])
    if not 0 <= letter < len(options):
        raise NotAnAnswer(
            w._("“{part}” is no option of “{issue}”.").format(part=part, issue=w.issue(issue.id))
        )
    return issue.id, options[letter]


def limit_typed(question: Question, words: str, issue: Issue, w: Wording) -> str:
    """Read the first number of a scale that somebody could accept. Raises `NotAnAnswer`.

    It lies after the one that is refused, and is at most the one that is not.
    """
    ids = issue.option_ids
    no, yes = (
        ids.index((package or {})[issue.id]) for package in (question.first, question.second)
    )
    step = 1 if yes > no else -1
    between = [ids[k] for k in range(no + step, yes + step, step)]
    number = typed_number(words)
    found = next(
        (o for o in between if number is not None and issue.option(o).number == number), None
    )
    if found is None:
        text = w._("Write one of the numbers {first} to {last}, or ? if you are not sure.")
        raise NotAnAnswer(text.format(first=between[0], last=between[-1]))
    return found


def typed_number(words: str) -> Fraction | None:
    """Read a number of at most 15 digits, in the digits of any language.

    It may have a decimal point or comma. None for anything else.
    """
    plain = (
        "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in words.strip())
        .replace("\u066b", ".")
        .replace("\u2212", "-")
    )
    found = re.fullmatch(r"(-?[0-9]{1,12})(?:[.,]([0-9]{1,3}))?", plain)
    return None if found is None else Fraction(f"{found[1]}.{found[2] or 0}")


def _order_typed(words: str, issue: Issue, w: Wording, answers: Answers | None) -> Given:
    if issue.is_scale and words in SHORT:
        return SHORT[words]
    options, left = lettered(issue, answers)
    letters = LETTERS[: len(options)]
    cleaned = re.sub(r"\s*=\s*", "=", words.replace(",", " ").replace(">", " "))
    groups = cleaned.split() if " " in cleaned or "=" in cleaned else list(cleaned)
    found = tuple(tuple(group.split("=")) for group in groups)
    named = [letter for group in found for letter in group]
    needed = [letter for letter, option in zip(letters, options, strict=True) if option in left]
    if len(set(named)) != len(named) or not set(needed) <= set(named) <= set(letters):
        raise NotAnAnswer(w._("Name each of {letters} once.").format(letters=w.commas(needed)))
    return tuple(tuple(options[letters.index(letter)] for letter in group) for group in found)


def _number_typed(words: str, w: Wording) -> Given:
    ends = [typed_number(end) for end in re.split(r"\s*(?:-|–|\.\.|to)\s*", words)]
    if not 1 <= len(ends) <= 2 or not all(e is not None and 0 <= e <= 100 for e in ends):
        raise NotAnAnswer(
            w._("Write a number from 0 to 100, two such as 30-50, or ? if you are not sure.")
        )
    low, high = min(e for e in ends if e is not None), max(e for e in ends if e is not None)
    return low if low == high else Interval(low, high)
