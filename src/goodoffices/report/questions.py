"""Questions of an elicitation in words, for the terminal and for paper; and answers read back."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from goodoffices.case import Case, Issue, Package
from goodoffices.preferences import Answers, Asked, Given, Interval, Question, anchors
from goodoffices.preferences.questions import LESS, MORE
from goodoffices.report.wording import Wording

LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Asking:
    """A question in words: ``text``, what there is to choose from, and how to answer."""

    text: str
    choices: tuple[str, ...]
    how: str


def asking(question: Question, case: Case, w: Wording, answers: Answers | None = None) -> Asking:
    """Put a question into words for a person.

    With her ``answers`` an order leaves out what she refused, and a weight is asked for against the
    issue that she named first.
    """
    if question.asked is Asked.WEIGHT and answers is not None and answers.top is not None:
        text = w._(
            "Bringing “{top}” from worst to best counts 100. "
            "What would bringing “{issue}” from worst to best count?"
        )
        return Asking(
            text.format(top=w.issue(answers.top), issue=w.issue(question.issue)),
            tuple(
                f"{w.issue(i)}: {ends}"
                for i in (answers.top, question.issue)
                if (ends := from_worst_to_best(i, w, answers))
            ),
            w._("A number from 0 to 100, or two such as 30-50."),
        )
    if question.asked is Asked.ORDER:
        return _order(question, case, w, answers)
    if question.asked is Asked.TOP and answers is not None:
        return _top(question, case, w, answers)
    return _SHAPES[question.asked](question, case, w)


def from_worst_to_best(issue: str, w: Wording, answers: Answers) -> str:
    """Give the worst and the best option of an issue as a person put them.

    Empty where they are not known.
    """
    best, worst = answers.ends(issue)
    return f"{w.option(issue, min(worst))} {w.arrow} {w.option(issue, min(best))}" if best else ""


def _never(question: Question, case: Case, w: Wording) -> Asking:
    listed = tuple(
        f"{n + 1}. {w.issue(issue.id)}: "
        + w.semicolons(
            f"{n + 1}{LETTERS[k]}) {w.option(issue.id, o)}" for k, o in enumerate(anchors(issue))
        )
        for n, issue in enumerate(case.issues)
    )
    how = w._(
        "The ones that are out of the question whatever you get elsewhere, such as 2a 5c; "
        "a dash if there are none."
    )
    return Asking(w._("Is there anything here that you could never accept?"), listed, how)


def _otherwise(question: Question, case: Case, w: Wording) -> Asking:
    listed = _never(question, case, w).choices
    how = w._(
        "One option for each issue that would then change, such as 2a 5c; the others stay as they "
        "are today. A dash if all stays as it is."
    )
    return Asking(w._("If nothing is agreed, what do you expect to happen?"), listed, how)


def _matters(question: Question, case: Case, w: Wording) -> Asking:
    listed = tuple(f"{n + 1}. {w.issue(issue.id)}" for n, issue in enumerate(case.issues))
    how = w._("Their numbers, such as 1 4 7; the others you would trade more easily.")
    return Asking(w._("Which of these matter most to you?"), listed, how)


def _limit(question: Question, case: Case, w: Wording) -> Asking:
    issue = case.issue(question.issue)
    if question.first is None or question.second is None:
        text = w._(
            "{issue}: if you named a number of it above, "
            "which is the first one beside it that you could accept?"
        )
        return Asking(
            text.format(issue=w.issue(issue.id)),
            (),
            w._("A number of the scale; leave it blank if you are not sure."),
        )
    no, yes = question.first[issue.id], question.second[issue.id]
    text = w._(
        "{issue}: {refused} is out of the question, {other} is not. On the way there, "
        "which is the first number that you could accept?"
    )
    text = text.format(
        issue=w.issue(issue.id), refused=w.option(issue.id, no), other=w.option(issue.id, yes)
    )
    return Asking(text, (), w._("A number up to {number}.").format(number=yes))


def _order(question: Question, case: Case, w: Wording, answers: Answers | None = None) -> Asking:
    issue = case.issue(question.issue)
    points, left = lettered(issue, answers)
    listed = tuple(
        f"{LETTERS[k]}) {w.option(issue.id, o)}" for k, o in enumerate(points) if o in left
    )
    if issue.is_scale:
        how = w._(
            "+ if more is always better, - if less is always better, = if all numbers are as good. "
            "Or the letters from best to worst, such as b a c, "
            "if no number between is better or worse than all of these."
        )
    else:
        how = w._(
            "All letters from best to worst, such as b a c; "
            "with = between those that are as good, such as b a=c."
        )
    return Asking(
        w._("{issue}: in which order do you like these?").format(issue=w.issue(issue.id)),
        listed,
        how,
    )


def lettered(issue: Issue, answers: Answers | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """List the options of an issue that have letters, and those of them to put in order."""
    return (
        (anchors(issue), anchors(issue))
        if answers is None
        else (answers.points(issue.id), answers.acceptable(issue.id))
    )


def _top(question: Question, case: Case, w: Wording, answers: Answers | None = None) -> Asking:
    ends = {i: "" if answers is None else from_worst_to_best(i, w, answers) for i in case.issue_ids}
    listed = tuple(
        f"{n + 1}. {w.issue(i)}" + (f": {ends[i]}" if ends[i] else "")
        for n, i in enumerate(case.issue_ids)
    )
    text = w._(
        "Suppose that everything stood at its worst for you, and one issue could be brought to its "
        "best. Which one would you take first, which next, and so on?"
    )
    how = w._("Their numbers in order, such as 3 1 2; the first alone is enough.")
    return Asking(text, listed, how)


def _weight(question: Question, case: Case, w: Wording) -> Asking:
    text = w._(
        "Bringing the issue that you named first from worst to best counts 100. "
        "What would bringing “{issue}” from worst to best count?"
    )
    return Asking(
        text.format(issue=w.issue(question.issue)),
        (),
        w._("A number from 0 to 100, or two such as 30-50."),
    )


def _score(question: Question, case: Case, w: Wording) -> Asking:
    text = w._("{issue}: the worst counts 0 and the best 100. Where does “{option}” lie?")
    text = text.format(
        issue=w.issue(question.issue), option=w.option(question.issue, question.option)
    )
    return Asking(text, (), w._("A number from 0 to 100, or two such as 30-50."))


def _rather(question: Question, case: Case, w: Wording) -> Asking:
    first = w.package_words(question.first or {})
    if question.second is None:
        text, second = w._("Would you rather have this, or no agreement?"), w._("no agreement")
    elif len(question.first or {}) < len(case.issues):
        text, second = (
            w._("If all else were the same, which would you rather have?"),
            w.package_words(question.second),
        )
    else:
        text, second = w._("Which would you rather have?"), w.package_words(question.second)
    return Asking(
        text, (f"1) {first}", f"2) {second}"), w._("1 or 2; = if they are about as good.")
    )


def _surprise(question: Question, case: Case, w: Wording) -> Asking:
    return Asking(w._("Does this order of packages surprise you?"), (), w._("yes or no."))


_SHAPES = {
    Asked.NEVER: _never,
    Asked.LIMIT: _limit,
    Asked.MATTERS: _matters,
    Asked.OTHERWISE: _otherwise,
    Asked.TOP: _top,
    Asked.WEIGHT: _weight,
    Asked.SCORE: _score,
    Asked.RATHER: _rather,
    Asked.SURPRISE: _surprise,
}


def given_in_words(question: Question, given: Given, case: Case, w: Wording) -> str:
    """Say an answer as it is read back."""
    if given is None:
        return w._("not sure")
    if isinstance(given, Fraction):
        return w.points(given)
    if isinstance(given, Interval):
        return w._("{low} to {high}").format(low=w.points(given.lower), high=w.points(given.upper))
    if isinstance(given, str):
        if question.asked is Asked.TOP:
            return w.issue(given)
        if question.asked is Asked.LIMIT:
            return w.option(question.issue, given)
        if question.asked is Asked.ORDER:
            return {MORE: w._("more is always better"), LESS: w._("less is always better")}.get(
                given, w._("all numbers are as good")
            )
        return {
            "first": _side(question.first, w),
            "second": _side(question.second, w),
            "same": w._("about as good"),
            "yes": w._("yes"),
            "no": w._("no"),
        }.get(given, given)
    if question.asked is Asked.NEVER:
        return w.semicolons(w.package_words({pair[0]: pair[1]}) for pair in given) or w._("none")
    if question.asked is Asked.TOP:
        return " > ".join(w.issue(str(i)) for i in given)
    if question.asked is Asked.OTHERWISE:
        changes = w.semicolons(w.package_words({pair[0]: pair[1]}) for pair in given)
        return changes or w._("all stays as it is today")
    if question.asked is Asked.ORDER:
        return " > ".join(" = ".join(w.option(question.issue, o) for o in group) for group in given)
    return w.commas(w.issue(i) for i in given if isinstance(i, str))


def _side(package: Package | None, w: Wording) -> str:
    return (
        w._("rather no agreement")
        if package is None
        else w._("rather {package}").format(package=w.package_words(package))
    )
