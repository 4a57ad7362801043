"""A question as the fields of a form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from goodoffices.case import Case
from goodoffices.office.preferences.given_answers import Form
from goodoffices.preferences import Answers, Asked, Question, anchors
from goodoffices.report.questions import asking, from_worst_to_best
from goodoffices.report.wording import Wording

#: What may be said of a whole scale, with its button.
DIRECTION_WORDS = (
    ("more", gettext_lazy("More is always better")),
    ("less", gettext_lazy("Less is always better")),
    ("same", gettext_lazy("All are as good")),
)


@dataclass(frozen=True)
class Field:
    """One thing to tick, choose or place: its value and its words.

    ``group``: under which heading it stands; ``place``: the one that was typed (0: none).
    """

    value: str
    words: str
    group: str = ""
    place: int = 0


@dataclass(frozen=True, kw_only=True)
class QuestionForm:
    """A question as the fields of a form.

    ``shape``: how it is answered (several, one, amount, order, number, rather, yes_no); ``fields``:
    what there is to choose from; ``ends``: of a number, what 0 and 100 are; ``differing``: of two
    packages each issue in which they differ, with both options; ``same``: the issues in which they
    do not. ``directions``: what may be said of a whole scale. ``notes``: what the issues of the
    headings are about.
    """

    shape: str
    text: str
    hint: str
    fields: tuple[Field, ...]
    ends: tuple[str, str] = ("", "")
    differing: tuple[tuple[str, str, str], ...] = ()
    same: tuple[tuple[str, str], ...] = ()
    directions: tuple[tuple[str, str], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()

    @property
    def groups(self) -> list[tuple[str, str, list[Field]]]:
        """List the fields by their headings, each with what it is about."""
        found: dict[str, list[Field]] = {}
        for field in self.fields:
            found.setdefault(field.group, []).append(field)
        notes = dict(self.notes)
        return [(group, notes.get(group, ""), fields) for group, fields in found.items()]

    @property
    def places(self) -> list[int]:
        """List the places of an order."""
        return list(range(1, len(self.fields) + 1))


def question_form(
    question: Question, case: Case, w: Wording, answers: Answers, typed: Form
) -> QuestionForm:
    """Make the form of a question as it is put on a page.

    It has the places that were typed into a form that was not taken.
    """
    text = asking(question, case, w, answers).text
    asked = question.asked
    if asked is Asked.NEVER:
        return _red_lines_form(text, case, w)
    if asked is Asked.OTHERWISE:
        return _outcome_form(text, case, w, typed)
    if asked is Asked.LIMIT:
        return QuestionForm(
            shape="amount", text=text, hint=asking(question, case, w).how, fields=()
        )
    if asked in (Asked.MATTERS, Asked.TOP):
        return _issues_form(question, text, case, w, answers, typed)
    if asked is Asked.ORDER:
        return _order_form(
            question, text, w, answers, typed, is_scale=case.issue(question.issue).is_scale
        )
    if asked in (Asked.WEIGHT, Asked.SCORE):
        return _number_form(question, text, w, answers)
    if asked is Asked.RATHER:
        return _packages_form(question, text, case, w)
    return QuestionForm(
        shape="yes_no",
        text=text,
        hint="",
        fields=(
            Field("yes", _("Yes, something is out of place")),
            Field("no", _("No, this is about right")),
        ),
    )


def _red_lines_form(text: str, case: Case, w: Wording) -> QuestionForm:
    """Ask which options are out of the question, of all issues at once."""
    fields = [
        Field(f"{n}.{k}", w.option(i.id, o), w.issue(i.id))
        for n, i in enumerate(case.issues)
        for k, o in enumerate(anchors(i))
    ]
    return QuestionForm(
        shape="several",
        text=text,
        hint=_(
            "Tick what is out of the question whatever you get elsewhere. Nothing ticked: none."
        ),
        fields=tuple(fields),
        notes=tuple((w.issue(i.id), w.note(i.id)) for i in case.issues),
    )


def _outcome_form(text: str, case: Case, w: Wording, typed: Form) -> QuestionForm:
    """Ask what would be on each issue if nothing is agreed."""
    fields = tuple(
        Field(
            f"{n}.{k}",
            w.option(issue.id, option),
            w.issue(issue.id),
            place=int(typed.get(f"then:{n}", "") == f"{n}.{k}"),
        )
        for n, issue in enumerate(case.issues)
        for k, option in enumerate(anchors(issue))
    )
    hint = _(
        "A court decides, a strike begins, or things stay as they are: say for each issue what you "
        "would then have."
    )
    notes = tuple((w.issue(i.id), w.note(i.id)) for i in case.issues)
    return QuestionForm(shape="outcome", text=text, hint=hint, fields=fields, notes=notes)


def _issues_form(
    question: Question, text: str, case: Case, w: Wording, answers: Answers, typed: Form
) -> QuestionForm:
    """Ask which issues matter most, or which one does: then each with its worst and its best."""
    asked = question.asked
    ends = {
        i: from_worst_to_best(i, w, answers) if asked is Asked.TOP else "" for i in case.issue_ids
    }
    issues = tuple(
        Field(i, w.issue(i) + (f": {ends[i]}" if ends[i] else "")) for i in case.issue_ids
    )
    if asked is Asked.TOP:
        placed = {i: typed.get(f"place:{i}", "") for i in case.issue_ids}
        return QuestionForm(
            shape="order",
            text=text,
            hint=_("1 is the one that you would take first. Those after it may be left open."),
            fields=tuple(
                replace(
                    one,
                    place=int(placed[one.value])
                    if placed[one.value].isascii()
                    and placed[one.value].isdecimal()
                    and len(placed[one.value]) < 4
                    else 0,
                )
                for one in issues
            ),
        )
    return QuestionForm(
        shape="several",
        text=text,
        hint=_("Tick those that matter most; the others you would trade more easily."),
        fields=issues,
    )


def _number_form(question: Question, text: str, w: Wording, answers: Answers) -> QuestionForm:
    """Ask for a weight or a score, as a number from 0 to 100 or two of them."""
    asked = question.asked
    of_number = (
        (
            pgettext("what 0 means, where a weight is asked for", "nothing"),
            _("as much as the issue that you named first"),
        )
        if asked is Asked.WEIGHT
        else _ends(question, w, answers)
    )
    swing = from_worst_to_best(question.issue, w, answers) if asked is Asked.WEIGHT else ""
    hint = _("A number from 0 to 100; or two, if it lies somewhere between.")
    if swing:
        hint = _("From worst to best is here {swing}.").format(swing=swing) + f" {hint}"
    return QuestionForm(
        shape="number",
        text=text,
        hint=hint,
        fields=(),
        ends=of_number,
    )


def _order_form(
    question: Question, text: str, w: Wording, answers: Answers, typed: Form, *, is_scale: bool
) -> QuestionForm:
    """Ask for the order of an issue's options, with the places that were typed."""
    placed = {o: typed.get(f"place:{o}", "") for o in answers.acceptable(question.issue)}
    options = tuple(
        Field(o, w.option(question.issue, o), place=int(p) if re.fullmatch("[0-9]{1,3}", p) else 0)
        for o, p in placed.items()
    )
    hint = _(
        "Say which is best, then which is next. "
        "1 is the best; those that are as good have the same number."
    )
    if is_scale:
        hint = _(
            "If all of the scale goes one way, say so. Else give each a place, if no number "
            "between them is better or worse than all of these; 1 is the best."
        )
    return QuestionForm(
        shape="order",
        text=text,
        hint=hint,
        fields=options,
        directions=tuple((value, str(words)) for value, words in DIRECTION_WORDS)
        if is_scale
        else (),
    )


def _packages_form(question: Question, text: str, case: Case, w: Wording) -> QuestionForm:
    """Ask which of two packages is better, or of one whether it is better than no agreement.

    What differs stands apart.
    """
    first = w.package_words(question.first or {})
    second = w._("no agreement") if question.second is None else w.package_words(question.second)
    rows = [
        (
            w.issue(i),
            w.option(i, o),
            "" if question.second is None else w.option(i, question.second[i]),
        )
        for i, o in sorted(
            (question.first or {}).items(), key=lambda pair: case.issue_ids.index(pair[0])
        )
    ]
    return QuestionForm(
        shape="rather",
        text=text,
        hint="",
        fields=(Field("first", first), Field("second", second)),
        ends=("", ""),
        differing=tuple(row for row in rows if row[1] != row[2]),
        same=tuple((issue, option) for issue, option, other in rows if option == other),
    )


def _ends(question: Question, w: Wording, answers: Answers) -> tuple[str, str]:
    best, worst = answers.ends(question.issue)
    return (
        w.option(question.issue, min(worst)) if worst else _("the worst"),
        w.option(question.issue, min(best)) if best else _("the best"),
    )  # fmt: skip


def asked_in_words(question: Question, case: Case, w: Wording, answers: Answers) -> str:
    """Write a question as it is read back in a list: with its packages, where it compares some."""
    text = asking(question, case, w, answers).text
    if question.asked is not Asked.RATHER:
        return text
    second = w._("no agreement") if question.second is None else w.package_words(question.second)
    return f"{text} (1) {w.package_words(question.first or {})}. (2) {second}."


def so_far(answers: Answers, w: Wording, disagree: int) -> list[str]:
    """Say in a sentence or two what the answers mean so far.

    No number stands in it that nobody asked for.
    """
    told, case_issues = [], answers.case.issue_ids
    never, perhaps = answers.red_lines()
    if never:
        lines = w.semicolons(w.condition(line.condition) for line in never)
        told.append(_("Out of the question: {lines}.").format(lines=lines))
    if perhaps:
        lines = w.semicolons(w.condition(line.condition) for line in perhaps)
        told.append(_("Not said whether it is out of the question: {lines}.").format(lines=lines))
    if answers.top:
        told.append(_("What counts most is {issue}.").format(issue=w.issue(answers.top)))
    elif answers.important:
        issues = w.list_of(w.issue(i) for i in answers.important)
        told.append(_("What matters most: {issues}.").format(issues=issues))
    known, count = sum(len(answers.order(i)) > 1 for i in case_issues), len(case_issues)
    if known:
        text = ngettext(
            "An order is known on {known} of {n} issues.",
            "An order is known on {known} of {n} issues.",
            count,
        )
        told.append(text.format(known=known, n=count))
    if disagree:
        told.append(_("Some answers do not go together."))
    return told or [_("Nothing is known yet.")]


def question_as_data(question: Question | None) -> dict[str, object] | None:
    """Write a question as plain data, to be kept."""
    if question is None:
        return None
    first, second = (None if p is None else dict(p) for p in (question.first, question.second))
    return {
        "asked": question.asked.value,
        "issue": question.issue,
        "option": question.option,
        "first": first,
        "second": second,
    }


def question_from_data(data: Mapping[str, object] | None) -> Question | None:
    """Read a question from plain data again."""
    if data is None:
        return None
    kept = {k: data[k] for k in ("issue", "option", "first", "second")}
    return Question(asked=Asked(str(data["asked"])), **kept)  # type: ignore[arg-type]
