"""Read the numbers of a preferences file: weights, scores and the walk-away value."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from goodoffices.case import Case, Issue
from goodoffices.formats.documents.field_types import exact_value
from goodoffices.formats.documents.yaml_document import PathInFile
from goodoffices.formats.ours.preferences_file import PreferencesFile
from goodoffices.formats.ours.reference_checker import ReferenceChecker
from goodoffices.preferences import (
    Interval,
    between_given,
)

Value = Fraction | Interval | None


class NumbersReader:
    """A reader that turns the numbers of one file into weights, scores and a walk-away value.

    Faults go to the checker. ``left_out`` has the places whose shape was wrong.
    """

    def __init__(
        self,
        model: PreferencesFile,
        case: Case,
        check: ReferenceChecker,
        left_out: set[PathInFile],
    ) -> None:
        self.model, self.case, self.check, self.left_out = model, case, check, left_out
        self.sources = {s.id for s in model.sources}
        self.is_public = model.basis.kind == "public"

    def walk_away(self, has_numbers: bool) -> tuple[Fraction | Interval | None, bool]:
        given, path = self.model.walk_away, ("walk_away",)
        if self.model.otherwise:
            if "walk_away" in self.model.model_fields_set:
                self.check.fault(
                    path,
                    "the walk-away value stands beside what happens otherwise.",
                    "Write one of the two: walk_away, or otherwise.",
                )
            return None, True
        if "walk_away" not in self.model.model_fields_set:
            if has_numbers and not self.was_left_out(path):
                self.check.fault(
                    (),
                    "the walk-away value is missing.",
                    'Write "walk_away: 40", or "walk_away: none", which is not 0; '
                    "or say under otherwise: what happens if nothing is agreed.",
                )
            return None, False
        if given == "none":
            return None, False
        if given is None:
            return None, True
        plain = self.number_of(given, path)
        try:
            if isinstance(plain, list) and len(plain) == 2:
                bounds = Interval(exact_value(plain[0]), exact_value(plain[1]))
                if bounds.lower > bounds.upper:
                    remedy = f"Write the smaller number first: [{plain[1]}, {plain[0]}]."
                    self.check.fault(
                        path, f"the walk-away value lies between {plain[0]} and {plain[1]}.", remedy
                    )
                return bounds, False
            return exact_value(plain), False
        except ValueError:
            self.check.fault(
                path,
                f'the walk-away value is "{plain}".',
                "Write a number on the scale of the total, or none.",
            )
            return None, False

    def weights(self) -> dict[str, Value]:
        given = self.model.weights or {}
        found = {
            i: self.value(v, ("weights", i))
            for i, v in given.items()
            if self.check.issue(i, ("weights", i))
        }
        for issue_id, weight in found.items():
            low = weight.lower if isinstance(weight, Interval) else weight
            if low is not None and low < 0:
                self.check.fault(
                    ("weights", issue_id),
                    f'the weight of "{issue_id}" is below 0.',
                    "Weights are 0 or more.",
                )
        missing = [
            i.id
            for i in self.case.issues
            if i.id not in found and not self.was_left_out(("weights", i.id))
        ]
        if missing:
            self.check.fault(
                ("weights",),
                f"no weight for: {', '.join(missing)}.",
                "Give each issue a weight; 0 if it does not matter.",
            )
        highest = [w.upper if isinstance(w, Interval) else w for w in found.values()]
        if (
            not missing
            and None not in highest
            and not any(highest)
            and not self.left_out
            and not self.model.weights_as_given
        ):
            self.check.fault(
                ("weights",), "all weights are 0.", "Give at least one issue a weight above 0."
            )
        return found

    def scores(self) -> dict[str, Mapping[str, Value]]:
        given = self.model.scores or {}
        found: dict[str, Mapping[str, Value]] = {}
        for issue_id, scores in given.items():
            path = ("scores", issue_id)
            issue = self.check.issue(issue_id, path)
            if issue is None:
                continue
            values = {
                o: self.value(v, (*path, o))
                for o, v in scores.items()
                if self.check.option(issue, o, (*path, o))
            }
            for option, value in values.items():
                self.in_range(issue, option, value)
            if issue.is_scale:
                values = between_given(issue, values)
            missing = [
                o for o in issue.option_ids if o not in values and not self.was_left_out((*path, o))
            ]
            if missing:
                more = (
                    (
                        " (on a scale give at least the first and the last number; "
                        "between given ones lines are drawn)"
                    )
                    if issue.is_scale
                    else ""
                )
                self.check.fault(
                    path,
                    f"no score for: {', '.join(missing[:8])}{' …' if len(missing) > 8 else ''}.",
                    f"Give each option of the issue a score{more}.",
                )
            found[issue_id] = values
        missing = [
            i.id
            for i in self.case.issues
            if i.id not in found and not self.was_left_out(("scores", i.id))
        ]
        if missing:
            self.check.fault(
                ("scores",),
                f"no scores for: {', '.join(missing)}.",
                "Score the options of each issue.",
            )
        return found

    def in_range(self, issue: Issue, option: str, value: Value) -> None:
        if self.model.weights_as_given:
            return
        ends = [value.lower, value.upper] if isinstance(value, Interval) else [value]
        if any(v is not None and not 0 <= v <= 100 for v in ends):
            self.check.fault(
                ("scores", issue.id, option),
                f'the score of "{option}" is not between 0 and 100.',
                "Scores lie on 0 to 100.",
            )

    def value(self, given: Any, path: PathInFile) -> Value:
        given = self.number_of(given, path)
        return Interval(given[0], given[1]) if isinstance(given, list) else given

    def number_of(self, given: Any, path: PathInFile) -> Any:
        """Take a number that may stand with its source, without it; the source is checked."""
        source = None
        if isinstance(given, dict):
            given, source = given.get("value"), given.get("source")
        if source is not None or self.is_public:
            self.source(source, path)
        return given

    def source(self, source: str | None, path: PathInFile) -> None:
        if source is None:
            where = ".".join(map(str, path))
            self.check.fault(
                path,
                f"{where}: a number of basis public has no source.",
                "Write {value: …, source: …}, or use another basis.",
            )
        elif source not in self.sources:
            self.check.fault(
                path, f'there is no source "{source}" in this file.', "Add it under sources."
            )

    def was_left_out(self, path: PathInFile) -> bool:
        """Tell whether a place is missing only because its shape was wrong, which has been said."""
        return bool(self.left_out) and any(
            path[:length] in self.left_out for length in range(len(path) + 1)
        )
