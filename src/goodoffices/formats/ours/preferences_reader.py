"""Read ``preferences/<party>/<reading>.yaml`` as `Preferences`, checked against its case."""

from __future__ import annotations

from fractions import Fraction

from goodoffices.case import Case, Text
from goodoffices.formats.documents.errors import CaseFileError, Fault
from goodoffices.formats.documents.validation import validate
from goodoffices.formats.documents.yaml_document import Document, PathInFile, parse_yaml
from goodoffices.formats.ours.numbers_reader import NumbersReader
from goodoffices.formats.ours.otherwise_reader import OtherwiseReader, with_walk_away
from goodoffices.formats.ours.preferences_file import PreferencesFile
from goodoffices.formats.ours.rankings_against_numbers import RankingsAgainstNumbers
from goodoffices.formats.ours.rankings_reader import RankingsReader
from goodoffices.formats.ours.reference_checker import ReferenceChecker
from goodoffices.preferences import (
    Basis,
    BasisKind,
    Interaction,
    Numbers,
    Position,
    Preferences,
    RedLine,
    Source,
)


def read_preferences(text: str, case: Case, party: str, reading: str, shown_as: str) -> Preferences:
    """Read one reading of a party's preferences from the text of its file.

    Raises `CaseFileError` with all faults.
    """
    preferences, faults = preferences_and_faults(parse_yaml(text, shown_as), case, party, reading)
    if faults or preferences is None:
        raise CaseFileError(faults)
    return preferences


def preferences_and_faults(
    document: Document, case: Case | None, party: str, reading: str
) -> tuple[Preferences | None, list[Fault]]:
    """Read the preferences as far as they can be read, and list all faults.

    Without a case only the shape is checked.
    """
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
        self.numbers = NumbersReader(model, case, self.check, left_out)

    def preferences(self) -> Preferences:
        model = self.model
        if model.party is not None and model.party != self.party:
            self.check.fault(
                ("party",),
                f'the file names the party "{model.party}".',
                f'It lies where "{self.party}" is expected.',
            )
        has_numbers = model.weights is not None or model.scores is not None
        walk_away, is_blank = self.numbers.walk_away(has_numbers)
        weights = self.numbers.weights() if has_numbers else {}
        scores = self.numbers.scores() if has_numbers else {}
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
            if one.source is not None or self.numbers.is_public:
                self.numbers.source(one.source, ("rankings", k))
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
            otherwise=OtherwiseReader(self.case, self.check, self.text).read(model.otherwise),
        )
        found = found if self.check.n_faults or self.left_out else with_walk_away(found)
        RankingsAgainstNumbers(self.check, is_whole=not self.left_out).rankings_hold(found)
        return found

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

    def interactions(self) -> tuple[Interaction, ...]:
        found = []
        for k, given in enumerate(self.model.interactions):
            path = ("interactions", k)
            if given.source is not None or self.numbers.is_public:
                self.numbers.source(given.source, path)
            text = None if given.text is None else self.text(given.text)
            found.append(
                Interaction(self.check.condition(given.when, (*path, "when")), given.points, text)
            )
        return tuple(found)

    def red_lines(self) -> list[tuple[RedLine, bool]]:
        """List each red line, and whether it is sure."""
        found: list[tuple[RedLine, bool]] = []
        ids: set[str] = set()
        for k, given in enumerate(self.model.red_lines):
            path = ("red_lines", k)
            if given.source is not None or self.numbers.is_public:
                self.numbers.source(given.source, path)
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
            self.numbers.source(given.source, (*path, "source"))
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
