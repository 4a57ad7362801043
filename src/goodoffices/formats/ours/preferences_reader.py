"""``preferences/<party>/<reading>.yaml`` as `Preferences`, checked against its case."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from itertools import accumulate
from typing import Any

from goodoffices.case import Case, Issue, Text
from goodoffices.formats.documents.errors import CaseFileError, Fault
from goodoffices.formats.documents.exact_number import MAX_DIGITS
from goodoffices.formats.documents.field_types import exact_value
from goodoffices.formats.documents.validation import validate
from goodoffices.formats.documents.yaml_document import Document, PathInFile, parse_yaml
from goodoffices.formats.ours.case_reader import ReferenceChecker
from goodoffices.formats.ours.preferences_file import PreferencesFile
from goodoffices.formats.ours.rankings_reader import RankingsReader
from goodoffices.preferences import (
    Basis,
    BasisKind,
    Interaction,
    Interval,
    Numbers,
    Position,
    Preferences,
    Ranked,
    Ranking,
    RedLine,
    Source,
    Worths,
    between_given,
    lower_end,
    upper_end,
)

Value = Fraction | Interval | None

#: Digits of the least common denominator of certain numbers against which rankings are held.
MOST_OF_DENOMINATOR = 2 * MAX_DIGITS
#: Pairs of a ranked package and an interaction that are looked at, where every number is certain.
MOST_PAIRS = 200_000


def read_preferences(text: str, case: Case, party: str, reading: str, shown_as: str) -> Preferences:
    """One reading of a party's preferences from the text of its file. Raises `CaseFileError` with all faults."""
    preferences, faults = preferences_and_faults(parse_yaml(text, shown_as), case, party, reading)
    if faults or preferences is None:
        raise CaseFileError(faults)
    return preferences


def preferences_and_faults(
    document: Document, case: Case | None, party: str, reading: str
) -> tuple[Preferences | None, list[Fault]]:
    """The preferences as far as they can be read, and all faults. Without a case only the shape is checked."""
    if not isinstance(document.data, dict):
        return None, [
            document.fault(
                (),
                "this is no mapping.",
                'Preferences begin with "format: goodoffices-preferences/1".',
            )
        ]
    model, faults, left_out = validate(PreferencesFile, document)
    faults = [*document.faults, *faults]
    if model is None or case is None:
        return None, faults
    builder = _PreferencesBuilder(model, document, case, party, reading, left_out)
    preferences = builder.preferences()
    return preferences, [*faults, *builder.check.faults]


class _PreferencesBuilder:
    def __init__(
        self,
        model: PreferencesFile,
        document: Document,
        case: Case,
        party: str,
        reading: str,
        left_out: set[PathInFile],
    ) -> None:
        self.model, self.case, self.party, self.reading, self.left_out = (
            model,
            case,
            party,
            reading,
            left_out,
        )
        self.check = ReferenceChecker(document, {i.id: i for i in case.issues})
        self.sources = {s.id for s in model.sources}
        self.is_public = model.basis.kind == "public"

    def preferences(self) -> Preferences:
        model = self.model
        if model.party is not None and model.party != self.party:
            self.check.fault(
                ("party",),
                f'the file names the party "{model.party}".',
                f'It lies where "{self.party}" is expected.',
            )
        has_numbers = model.weights is not None or model.scores is not None
        walk_away, is_blank = self.walk_away(has_numbers)
        weights = self.weights() if has_numbers else {}
        scores = self.scores() if has_numbers else {}
        if not has_numbers and not model.positions and not model.red_lines:
            self.check.fault(
                (),
                "the file says nothing of what the party wants.",
                "Give weights and scores, or positions.",
            )
        if model.rankings and not has_numbers:
            self.check.fault(
                ("rankings",),
                "there are rankings, and no weights and scores.",
                "Write ~ for each number that is not known.",
            )
        interactions = self.interactions()
        has_floor = is_blank or walk_away is not None
        rankings = RankingsReader(self.case, self.check, interactions, has_floor=has_floor).read(
            model.rankings, self.text
        )
        for k, one in enumerate(model.rankings):
            if one.source is not None or self.is_public:
                self.source(one.source, ("rankings", k))
        lines = self.red_lines()
        found = Preferences(
            party=self.party,
            reading=self.reading,
            basis=self.basis(),
            weights=weights,
            scores=scores,
            walk_away=walk_away,
            walk_away_is_blank=is_blank,
            interactions=interactions,
            red_lines=tuple(line for line, sure in lines if sure),
            possible_red_lines=tuple(line for line, sure in lines if not sure),
            expectations=self.expectations(),
            positions=self.positions(),
            sources=tuple(
                Source(id=s.id, title=s.title, publisher=s.publisher, date=s.date, url=s.url)
                for s in model.sources
            ),
            numbers=Numbers(model.weights_as_given, model.cut, self.grid(), self.within()),
            note=None if model.note is None else self.text(model.note),
            has_numbers=has_numbers,
            points_per_unit=self.points_per_unit(),
            rankings=rankings,
        )
        self.rankings_hold(found)
        return found

    def share_a_denominator(self, found: Preferences) -> bool:
        """Whether numbers that are all certain can be summed and compared exactly at little cost; else a fault."""
        numbers = [
            *found.weights.values(),
            *(score for row in found.scores.values() for score in row.values()),
            found.walk_away,
        ]
        numbers += [*(i.points for i in found.interactions), *(r.within for r in found.rankings)]
        common = 1
        for denominator in {
            number.denominator for number in numbers if isinstance(number, Fraction)
        }:
            common = math.lcm(common, denominator)
            if common >= 10**MOST_OF_DENOMINATOR:
                found_here = f"rankings stand beside numbers that have no common denominator of up to {MOST_OF_DENOMINATOR} digits."
                self.check.fault(("rankings",), found_here, "Write the numbers with fewer digits.")
                return False
        return True

    def rankings_hold(self, found: Preferences) -> None:
        """Where every number is certain, rankings are checked by them; an order of options by their scores in any case."""
        if not found.rankings or self.check.faults or self.left_out:
            return
        for k, ranking in enumerate(found.rankings):
            if ranking.what is Ranked.OPTIONS:
                self.scores_allow(found, ranking, ("rankings", k))
        if found.unsupported() or not self.share_a_denominator(found):
            return
        n_packages = sum(
            len(group) for r in found.rankings if r.what is Ranked.PACKAGES for group in r.groups
        )
        if n_packages * len(found.interactions) > MOST_PAIRS:
            self.check.fault(
                ("rankings",),
                f"{n_packages:,} ranked packages stand beside {len(found.interactions):,} interactions, too many to hold one against the other.",
                "Leave out rankings: where every number is certain they say nothing more.",
            )
            return
        worths = Worths(found)
        for k, ranking in enumerate(found.rankings):
            if not worths.agree_with(ranking):
                self.check.fault(
                    ("rankings", k),
                    f'the numbers contradict the ranking "{ranking.id}".',
                    "Change one of them; [20, 40] or ~ for what is not sure.",
                )

    def scores_allow(self, found: Preferences, ranking: Ranking, path: PathInFile) -> None:
        """An option put first whose score is below the other's for sure could come first only if the issue did not count at all."""
        row = found.scores[ranking.issue]
        groups = [[str(option) for option in group] for group in ranking.groups]
        # The highest that some option of a later group scores for sure.
        after = [
            *accumulate(
                (max(lower_end(row[o]) for o in group) for group in reversed(groups[1:])), max
            )
        ][::-1]
        for n, highest in enumerate(after):
            better = next((o for o in groups[n] if upper_end(row[o]) < highest), None)
            if better is not None:
                worse = next(
                    o
                    for group in groups[n + 1 :]
                    for o in group
                    if upper_end(row[better]) < lower_end(row[o])
                )
                remedy = "Change one of them; [20, 40] or ~ for what is not sure."
                self.check.fault(
                    path,
                    f'the scores contradict the ranking "{ranking.id}": "{better}" scores less than "{worse}".',
                    remedy,
                )
                return

    def text(self, words: str | dict[str, str]) -> Text:
        return Text.of(words, self.case.languages[0])

    def basis(self) -> Basis:
        b = self.model.basis
        return Basis(
            kind=BasisKind(b.kind),
            author=b.author,
            date=b.date,
            confidence=b.confidence,
            reason=b.reason,
            origin=b.origin,
        )

    def grid(self) -> Fraction | None:
        return (
            None
            if self.model.numbers == "exact"
            else Fraction(self.model.numbers.removeprefix("rounded to "))
        )

    def within(self) -> Fraction:
        if self.model.within < 0:
            self.check.fault(("within",), "the loss is below 0.", "Write 0 or more.")
        return self.model.within

    def points_per_unit(self) -> Fraction | None:
        points = self.model.points_per_unit
        if points is not None and points <= 0:
            self.check.fault(
                ("points_per_unit",),
                f"a unit of money is worth {points} points.",
                "Write a number above 0, or leave it out.",
            )
            return None
        return points

    def was_left_out(self, path: PathInFile) -> bool:
        """Whether a place is missing only because its shape was wrong, which has been said."""
        return bool(self.left_out) and any(
            path[:length] in self.left_out for length in range(len(path) + 1)
        )

    def value(self, given: Any, path: PathInFile) -> Value:
        given = self.number_of(given, path)
        return Interval(given[0], given[1]) if isinstance(given, list) else given

    def number_of(self, given: Any, path: PathInFile) -> Any:
        """A number that may stand with its source, without it; the source is checked."""
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

    def walk_away(self, has_numbers: bool) -> tuple[Fraction | Interval | None, bool]:
        given, path = self.model.walk_away, ("walk_away",)
        if "walk_away" not in self.model.model_fields_set:
            if has_numbers and not self.was_left_out(path):
                self.check.fault(
                    (),
                    "the walk-away value is missing.",
                    'Write "walk_away: 40", or "walk_away: none", which is not 0.',
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
                    " (on a scale give at least the first and the last number; between given ones lines are drawn)"
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

    def interactions(self) -> tuple[Interaction, ...]:
        found = []
        for k, given in enumerate(self.model.interactions):
            path = ("interactions", k)
            if given.source is not None or self.is_public:
                self.source(given.source, path)
            text = None if given.text is None else self.text(given.text)
            found.append(
                Interaction(self.check.condition(given.when, (*path, "when")), given.points, text)
            )
        return tuple(found)

    def red_lines(self) -> list[tuple[RedLine, bool]]:
        """Each red line, and whether it is sure."""
        found: list[tuple[RedLine, bool]] = []
        ids: set[str] = set()
        for k, given in enumerate(self.model.red_lines):
            path = ("red_lines", k)
            if given.source is not None or self.is_public:
                self.source(given.source, path)
            if given.id in ids:
                self.check.fault(
                    (*path, "id"), f'the id "{given.id}" stands a second time.', "Rename one."
                )
            ids.add(given.id)
            text = None if given.text is None else self.text(given.text)
            found.append(
                (
                    RedLine(given.id, self.check.condition(given.never, (*path, "never")), text),
                    given.sure,
                )
            )
        return found

    def expectations(self) -> dict[str, Fraction]:
        for event, probability in self.model.expectations.items():
            if not 0 <= probability <= 1:
                self.check.fault(
                    ("expectations", event),
                    f'the expectation of "{event}" is not between 0 and 1.',
                    "Write a probability.",
                )
        return dict(self.model.expectations)

    def positions(self) -> tuple[Position, ...]:
        found = []
        for k, given in enumerate(self.model.positions):
            path = ("positions", k)
            self.source(given.source, (*path, "source"))
            issue = self.check.issue(given.issue, (*path, "issue"))
            named = [*given.wants, *given.refuses, *(o for group in given.order for o in group)]
            if issue is not None:
                for option in named:
                    self.check.option(issue, option, path)
            order = tuple(tuple(group) for group in given.order)
            found.append(
                Position(
                    issue=given.issue,
                    says=self.text(given.says),
                    source=given.source,
                    wants=tuple(given.wants),
                    refuses=tuple(given.refuses),
                    order=order,
                )
            )
        return tuple(found)
