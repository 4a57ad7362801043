"""Read and write ``answers/<party>/<reading>.yaml``: what was answered.

It stands beside the model that it gives, so that the model can be fitted again.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from goodoffices.case import Case
from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.documents.field_types import (
    MOST_ISSUES,
    MOST_OPTIONS,
    AtMost,
    Day,
    FileModel,
    Id,
    IssueId,
    OptionKey,
    exact_value,
)
from goodoffices.formats.documents.validation import validate
from goodoffices.formats.documents.yaml_document import PathInFile, parse_yaml
from goodoffices.formats.documents.yaml_writer import Quoted, yaml_text
from goodoffices.formats.ours.reference_checker import ReferenceChecker
from goodoffices.preferences import Answer, Asked, Given, Interval, Question
from goodoffices.preferences.questions import DIRECTIONS

NO_AGREEMENT = "no agreement"
#: Answers that one file may hold.
MOST_ANSWERS = 500


def _bounded_inside(value: Any) -> Any:
    if isinstance(value, list) and any(
        isinstance(part, (list, dict)) and len(part) > MOST_OPTIONS for part in value
    ):
        raise ValueError(f"a group holds at most {MOST_OPTIONS:,}")
    return value


PackageIn = Annotated[dict[IssueId, OptionKey], AtMost(MOST_ISSUES)]
#: What it holds hangs on the question, and is checked with it.
ValueIn = Annotated[Any, BeforeValidator(_bounded_inside), AtMost(MOST_OPTIONS)]


class AnswerIn(FileModel):
    """One answer; ``value`` is null where it was "not sure"."""

    id: Id
    ask: Literal[
        "never",
        "limit",
        "matters",
        "order",
        "otherwise",
        "top",
        "weight",
        "score",
        "rather",
        "surprise",
    ]
    issue: IssueId | None = None
    option: OptionKey | None = None
    first: PackageIn | None = None
    second: PackageIn | Literal["no agreement"] | None = None
    value: ValueIn = None
    confidence: Literal["low", "medium", "high"] | None = None
    reason: str = ""


class AnswersFile(FileModel):
    """The answers of one person, in the order in which they were given."""

    format: Literal["goodoffices-answers/1"]
    party: Id
    reading: Id
    kind: Literal["stated", "estimate"]
    author: str = ""
    date: Day
    confidence: Literal["", "low", "medium", "high"] = ""
    reason: str = ""
    model: str = Field(
        "",
        description="SHA-256 of the preferences that were written with these answers, "
        "to know whether they were changed since.",
    )
    answers: Annotated[list[AnswerIn], AtMost(MOST_ANSWERS)] = []


@dataclass(frozen=True)
class Remark:
    """Why an estimate's answer is what it is, and how sure its author is of it."""

    confidence: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Transcript:
    """A file of answers. ``remarks``: by the id of an answer."""

    party: str
    reading: str
    kind: str
    author: str
    date: datetime.date
    confidence: str
    reason: str
    answers: tuple[Answer, ...] = ()
    remarks: dict[str, Remark] = field(default_factory=dict)
    model: str = ""


def read_transcript(
    text: str, case: Case, shown_as: str, *, drop_faulty: bool = False
) -> Transcript:
    """Read a transcript from the text of its file, checked against the case.

    ``drop_faulty``: answers that do not fit the case (any more) are left out instead. Raises
    `CaseFileError` with all faults.
    """
    document = parse_yaml(text, shown_as)
    if not isinstance(document.data, dict):
        raise CaseFileError(
            [
                document.fault(
                    (), "this is no mapping.", 'Answers begin with "format: goodoffices-answers/1".'
                )
            ]
        )
    model, faults, _ = validate(AnswersFile, document)
    if faults or document.faults or model is None:
        raise CaseFileError([*document.faults, *faults])
    check = ReferenceChecker(document, {i.id: i for i in case.issues})
    reader = _AnswersReader(case, check)
    read, faulty = [], set()
    for k, one in enumerate(model.answers):
        known = check.n_faults
        read.append(reader.answer(one, ("answers", k)))
        if check.n_faults > known:
            faulty.add(one.id)
    answers = tuple(a for a in read if not drop_faulty or a.id not in faulty)
    seen: set[str] = set()
    if twice := [a.id for a in answers if a.id in seen or seen.add(a.id)]:  # type: ignore[func-returns-value]
        check.fault(("answers",), f'the id "{twice[0]}" stands a second time.', "Rename one.")
    if check.faults and (twice or not drop_faulty):
        raise CaseFileError(check.faults)
    remarks = {
        a.id: Remark(a.confidence or "", a.reason)
        for a in model.answers
        if a.confidence or a.reason
    }
    return Transcript(
        party=model.party,
        reading=model.reading,
        kind=model.kind,
        author=model.author,
        date=model.date,
        confidence=model.confidence,
        reason=model.reason,
        answers=answers,
        remarks=remarks,
        model=model.model,
    )


class _AnswersReader:
    def __init__(self, case: Case, check: ReferenceChecker) -> None:
        self.case, self.check = case, check

    def answer(self, one: AnswerIn, path: PathInFile) -> Answer:
        """Make an answer whose issues and options exist."""
        asked = Asked(one.ask)
        if asked in (Asked.ORDER, Asked.WEIGHT, Asked.SCORE, Asked.LIMIT):
            issue = self.check.issue(one.issue or "", path)
            if issue is not None and asked is Asked.SCORE:
                self.check.option(issue, one.option or "", path)
        if asked is Asked.LIMIT:
            for package in (one.first, one.second):
                if not isinstance(package, dict) or set(package) != {one.issue}:
                    self.check.fault(
                        path,
                        "limit lies between two numbers of one scale.",
                        "Name the one refused as first, the other as second.",
                    )
                else:
                    self._package(package, path)
        if asked is Asked.RATHER:
            for package in (one.first, one.second):
                if isinstance(package, dict):
                    self._package(package, path)
            if one.first is None or (one.second is None):
                self.check.fault(
                    path,
                    "rather compares two packages.",
                    'Name first and second; second may be "no agreement".',
                )
        second = (
            None if one.second == NO_AGREEMENT or not isinstance(one.second, dict) else one.second
        )
        question = Question(
            asked=asked,
            issue=one.issue or "",
            option=one.option or "",
            first=one.first,
            second=second,
        )
        return Answer(
            one.id, question, None if one.value is None else self._value(question, one.value, path)
        )

    def _package(self, package: dict[str, str], path: PathInFile) -> None:
        for issue_id, option in package.items():
            issue = self.check.issue(issue_id, path)
            if issue is not None:
                self.check.option(issue, option, path)

    def _value(self, question: Question, value: Any, path: PathInFile) -> Given:
        try:
            return self._given(question, value, path)
        except (ValueError, TypeError, AttributeError, KeyError):
            self.check.fault(
                path,
                f"the value of a question {question.asked.value!r} cannot be read.",
                "See the case format for its shape; ~ where it is not sure.",
            )
            return None

    def _given(self, question: Question, value: Any, path: PathInFile) -> Given:
        asked = question.asked
        if asked in (Asked.NEVER, Asked.OTHERWISE):
            pairs = [(str(issue), str(option)) for one in value for issue, option in one.items()]
            for issue, option in pairs:
                self._package({issue: option}, path)
            if asked is Asked.OTHERWISE and len({issue for issue, _ in pairs}) < len(pairs):
                raise ValueError(value)
            return tuple(pairs)
        if asked is Asked.MATTERS:
            return tuple(
                i for one in value if (i := str(one)) and self.check.issue(i, path) is not None
            )
        if asked is Asked.TOP:
            issues = [str(one) for one in (value if isinstance(value, list) else [value])]
            if not issues or len(set(issues)) < len(issues):
                raise ValueError(value)
            for one in issues:
                self.check.issue(one, path)
            return issues[0] if len(issues) == 1 else tuple(issues)
        if asked is Asked.LIMIT:
            self._package({question.issue: str(value)}, path)
            return str(value)
        if asked is Asked.ORDER and value in DIRECTIONS:
            ordered = self.check.issue(question.issue, path)
            if ordered is not None and not ordered.is_scale:
                raise ValueError(value)
            return str(value)
        if asked is Asked.ORDER:
            groups = tuple(
                tuple(str(o) for o in (group if isinstance(group, list) else [group]))
                for group in value
            )
            for option in (o for group in groups for o in group):
                self._package({question.issue: option}, path)
            if not groups or not all(groups):
                raise ValueError(value)
            return groups
        if asked in (Asked.WEIGHT, Asked.SCORE):
            ends = (
                [exact_value(v) for v in value] if isinstance(value, list) else [exact_value(value)]
            )
            if not all(0 <= e <= 100 for e in ends) or len(ends) > 2 or ends != sorted(ends):
                raise ValueError(value)
            return ends[0] if len(ends) == 1 else Interval(ends[0], ends[1])
        wanted = ("first", "second", "same") if asked is Asked.RATHER else ("yes", "no")
        if value not in wanted:
            raise ValueError(value)
        return str(value)


def transcript_text(transcript: Transcript) -> str:
    """Write the text of a file of answers."""
    head: dict[str, Any] = {
        "format": "goodoffices-answers/1",
        "party": Quoted(transcript.party),
        "reading": Quoted(transcript.reading),
        "kind": transcript.kind,
        **({"author": Quoted(transcript.author)} if transcript.author else {}),
        "date": transcript.date,
        **({"confidence": transcript.confidence} if transcript.confidence else {}),
        **({"reason": Quoted(transcript.reason)} if transcript.reason else {}),
        **({"model": transcript.model} if transcript.model else {}),
    }
    return yaml_text(
        {
            **head,
            "answers": [_answer_out(a, transcript.remarks.get(a.id)) for a in transcript.answers],
        }
    )


def _answer_out(answer: Answer, remark: Remark | None) -> dict[str, Any]:
    question = answer.question
    found: dict[str, Any] = {"id": answer.id, "ask": question.asked.value}
    if question.issue:
        found["issue"] = Quoted(question.issue)
    if question.option:
        found["option"] = Quoted(question.option)
    if question.asked in (Asked.RATHER, Asked.LIMIT):
        found["first"] = _package_out(question.first or {})
        found["second"] = NO_AGREEMENT if question.second is None else _package_out(question.second)
    found["value"] = _value_out(question, answer.given)
    if remark is not None and remark.confidence:
        found["confidence"] = remark.confidence
    if remark is not None and remark.reason:
        found["reason"] = Quoted(remark.reason)
    return found


def _package_out(package: Any) -> dict[Quoted, Quoted]:
    return {Quoted(issue): Quoted(option) for issue, option in package.items()}


def _value_out(question: Question, given: Given) -> Any:
    if given is None or isinstance(given, Fraction):
        return given
    if isinstance(given, Interval):
        return [given.lower, given.upper]
    if isinstance(given, str):
        return Quoted(given)
    if question.asked in (Asked.NEVER, Asked.OTHERWISE):
        return [{Quoted(pair[0]): Quoted(pair[1])} for pair in given]
    if question.asked is Asked.ORDER:
        return [[Quoted(o) for o in group] for group in given]
    return [Quoted(i) for i in given if isinstance(i, str)]


def answers_to(transcript: Transcript, answers: Sequence[Answer]) -> Transcript:
    """Make the same transcript with other answers."""
    kept = {a.id for a in answers}
    return replace(
        transcript,
        answers=tuple(answers),
        remarks={i: r for i, r in transcript.remarks.items() if i in kept},
    )


def with_answer(
    transcript: Transcript, question: Question, given: Given, remark: Remark | None = None
) -> Transcript:
    """Make the same transcript with one answer more, under a name that no other has."""
    used = {a.id for a in transcript.answers}
    name = next(f"a{k}" for k in range(len(used) + 1, 10_000) if f"a{k}" not in used)
    longer = answers_to(transcript, [*transcript.answers, Answer(name, question, given)])
    if remark is not None:
        longer.remarks[name] = remark
    return longer
