"""Read ``case.yaml`` as a `Case`.

First comes its shape, from the model, then ids that refer to one another.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from goodoffices.case import (
    GROUND_TEXTS,
    Case,
    CountLimit,
    ForbiddenTogether,
    GroundRules,
    Issue,
    OnlyIf,
    Option,
    PartAgreements,
    Party,
    Restriction,
    RestrictionKind,
    SumLimit,
    Text,
    ThirdParty,
)
from goodoffices.formats.documents.errors import CaseFileError, Fault
from goodoffices.formats.documents.exact_number import decimal_text
from goodoffices.formats.documents.validation import validate
from goodoffices.formats.documents.yaml_document import Document, PathInFile, parse_yaml
from goodoffices.formats.ours.case_file import BoundIn, CaseFile, IssueIn, RestrictionIn, TimesIn
from goodoffices.formats.ours.impossible_rules import why_never_met
from goodoffices.formats.ours.reference_checker import MOST_AMOUNTS, ReferenceChecker, some_of
from goodoffices.procedure.readers import RESERVED


def read_case(text: str, shown_as: str = "case.yaml", most_options: int | None = None) -> Case:
    """Read a case from the text of its file.

    ``most_options``: how many options its issues may have in all. Raises `CaseFileError` with all
    faults.
    """
    document = parse_yaml(text, shown_as)
    case, faults, _ = case_and_faults(document, most_options)
    if faults or case is None:
        raise CaseFileError(faults)
    return case


def case_and_faults(
    document: Document, most_options: int | None = None, notes: list[Fault] | None = None
) -> tuple[Case | None, list[Fault], bool]:
    """Read the case as far as it can be read; give it, all faults, and whether ids hold.

    Ids hold if they can be relied on. ``notes`` takes rules that no package can meet.
    """
    if not isinstance(document.data, dict):
        return (
            None,
            [
                document.fault(
                    (), "this is no mapping.", 'A case begins with "format: goodoffices-case/1".'
                )
            ],
            False,
        )
    model, faults, left_out = validate(CaseFile, document)
    faults = [*document.faults, *faults]
    if model is None:
        return None, faults, False
    if most_options is not None and (n := sum(map(_size, model.issues))) > most_options:
        many = document.fault(
            ("issues",),
            f"the issues have {n:,} options in all.",
            f"Up to {most_options:,} are taken here; use larger steps.",
        )
        return None, [*faults, many], False
    reliable = not any(
        path[0] in ("issues", "parties", "third_parties") for path in left_out if path
    )
    builder = _CaseBuilder(model, document)
    case = builder.case()
    if reliable and not left_out:
        faults += builder.faults
        if notes is not None and not faults:
            notes += builder.notes
    return case, faults, reliable and not builder.faults


def _size(issue: IssueIn) -> int:
    """Count the options of an issue, before they are made."""
    scale = issue.scale
    if scale is None:
        return len(issue.options or [])
    if scale.numbers is not None or scale.start is None or scale.stop is None:
        return len(scale.numbers or [])
    return int((scale.stop - scale.start) // scale.step) + 1


class _CaseBuilder:
    def __init__(self, model: CaseFile, document: Document) -> None:
        self.model, self.document = model, document
        self.first_language = model.languages[0]
        self.listed = [self.issue(i) for i in model.issues]
        self.issues = {i.id: i for i in self.listed}
        self.check = ReferenceChecker(document, self.issues)
        #: Rules that no package can meet.
        self.notes: list[Fault] = []

    @property
    def faults(self) -> list[Fault]:
        return self.check.faults

    def text(self, words: str | dict[str, str]) -> Text:
        return Text.of(words, self.first_language)

    def case(self) -> Case:
        model = self.model
        self.check_ids()
        restrictions = [
            self.restriction(r, RestrictionKind.LINKAGE, ("linkages", k))
            for k, r in enumerate(model.linkages)
        ]
        restrictions += [
            self.restriction(b, RestrictionKind.BOUND, ("bounds", k))
            for k, b in enumerate(model.bounds)
        ]
        for t, third in enumerate(model.third_parties):
            for k, limit in enumerate(third.limits):
                path = ("third_parties", t, "limits", k)
                restrictions.append(
                    self.restriction(limit, RestrictionKind.LIMIT, path, holder=third.id)
                )
        everybody = tuple(p.id for p in model.parties)
        consent, pause = model.rules.consent, model.rules.pause
        return Case(
            id=model.id,
            name=self.text(model.name),
            note=None if model.note is None else self.text(model.note),
            parties=tuple(Party(p.id, self.text(p.name), p.default_reading) for p in model.parties),
            third_parties=tuple(
                ThirdParty(t.id, self.text(t.name), t.role) for t in model.third_parties
            ),
            issues=tuple(self.issues.values()),
            restrictions=tuple(restrictions),
            consent=everybody if consent is None else tuple(consent),
            pause=everybody if pause is None else tuple(pause),
            seats=tuple(model.rules.seats),
            languages=tuple(model.languages),
            real_parties=model.real_parties,
            in_steps=model.in_steps,
            ground_rules=self.ground_rules(),
        )

    def ground_rules(self) -> GroundRules:
        given = self.model.rules.ground
        if given is None:
            return GroundRules()
        texts = {name: getattr(given, name) for name in GROUND_TEXTS}
        read = {name: self.text(words) for name, words in texts.items() if words is not None}
        said = given.part_agreements
        in_part = None if said is None else PartAgreements(said)
        return GroundRules(**read, reading_time=given.reading_time, part_agreements=in_part)

    def issue(self, given: IssueIn) -> Issue:
        if given.scale is not None:
            scale = given.scale
            named = named_numbers(
                scale.numbers or steps_of_scale(scale.start, scale.stop, scale.step)
            )
            options = tuple(
                Option(name, self.text(f"{name} {scale.unit}".strip()), n) for name, n in named
            )
        else:
            options = tuple(Option(o.id, self.text(o.text)) for o in given.options or [])
        unit = "" if given.scale is None else given.scale.unit
        of_range = given.scale is not None and given.scale.continuous
        return Issue(
            id=given.id,
            name=self.text(given.name),
            options=options,
            status_quo=given.status_quo,
            is_scale=given.scale is not None,
            unit=unit,
            in_hand_of=given.in_hand_of,
            of_range=of_range,
            note=None if given.note is None else self.text(given.note),
        )

    def check_ids(self) -> None:
        model, check = self.model, self.check
        people: list[tuple[str, PathInFile]] = [
            (p.id, ("parties", k)) for k, p in enumerate(model.parties)
        ]
        people += [(t.id, ("third_parties", k)) for k, t in enumerate(model.third_parties)]
        self.unique(people, "party or third party")
        self.unique([(i.id, ("issues", k)) for k, i in enumerate(model.issues)], "issue")
        rules: list[tuple[str, PathInFile]] = [
            (r.id, ("linkages", k)) for k, r in enumerate(model.linkages)
        ]
        rules += [(b.id, ("bounds", k)) for k, b in enumerate(model.bounds)]
        rules += [
            (r.id, ("third_parties", t, "limits", k))
            for t, tp in enumerate(model.third_parties)
            for k, r in enumerate(tp.limits)
        ]
        self.unique(rules, "rule")
        for one, path in people:
            if one in RESERVED:
                check.fault(
                    (*path, "id"),
                    f'nobody can have the id "{one}".',
                    "It names a set of readers. Choose another.",
                )
        third = {t.id for t in model.third_parties}
        parties = {p.id for p in model.parties}
        for k, given in enumerate(model.issues):
            path = ("issues", k)
            if given.options is not None:
                self.unique(
                    [(o.id, (*path, "options", n)) for n, o in enumerate(given.options)],
                    "option of this issue",
                )
                self.distinct_texts(self.listed[k], path)
            if given.status_quo is not None:
                self.check.option(self.listed[k], given.status_quo, (*path, "status_quo"))
            if given.in_hand_of is not None and given.in_hand_of not in third:
                check.fault(
                    (*path, "in_hand_of"),
                    f'there is no third party "{given.in_hand_of}".',
                    f"Third parties are: {some_of(third)}.",
                )
        named = [(("rules", "consent", n), p) for n, p in enumerate(model.rules.consent or [])]
        named += [(("rules", "pause", n), p) for n, p in enumerate(model.rules.pause or [])]
        named += [(("rules", "seats", n), p) for n, p in enumerate(model.rules.seats)]
        for place, party in named:
            if party not in parties:
                check.fault(
                    place, f'there is no party "{party}".', f"Parties are: {some_of(parties)}."
                )

    def unique(self, ids: Iterable[tuple[str, PathInFile]], what: str) -> None:
        first: dict[str, PathInFile] = {}
        for id_, path in ids:
            if id_ in first:
                line = self.document.line((*first[id_], "id"))
                self.check.fault(
                    (*path, "id"),
                    f'the id "{id_}" ({what}) stands a second time (first on line {line}).',
                    "Rename one.",
                )
            first.setdefault(id_, path)

    def distinct_texts(self, issue: Issue, path: PathInFile) -> None:
        """Hold the texts of an issue's options against one another.

        Results name options by their texts, so these must differ within an issue.
        """
        first: dict[str, str] = {}
        for k, option in enumerate(issue.options):
            words = option.text.by_language[0][1]
            if words in first:
                self.check.fault(
                    (*path, "options", k),
                    f'options "{first[words]}" and "{option.id}" have the same text.',
                    "Word one differently.",
                )
            first.setdefault(words, option.id)

    def restriction(
        self,
        given: RestrictionIn,
        kind: RestrictionKind,
        path: PathInFile,
        holder: str | None = None,
    ) -> Restriction:
        check = self.check
        shape: OnlyIf | ForbiddenTogether | CountLimit | SumLimit
        if given.only_if is not None:
            at = (*path, "only_if")
            shape = OnlyIf(
                check.condition(given.only_if.when, (*at, "when")),
                check.condition(given.only_if.then, (*at, "then")),
            )
        elif given.forbidden is not None:
            shape = ForbiddenTogether(check.condition(given.forbidden, (*path, "forbidden")))
        elif given.sum is not None:
            shape = self.sum(given, path)
            kind = RestrictionKind.LIMIT if kind is RestrictionKind.LINKAGE else kind
        elif given.exactly_one is not None:
            shape = CountLimit(self.choices(given.exactly_one, (*path, "exactly_one")), 1, 1)
        elif given.at_most is not None:
            shape = CountLimit(
                self.choices(given.at_most.of, (*path, "at_most", "of")), None, given.at_most.count
            )
        else:
            assert given.at_least is not None
            shape = CountLimit(
                self.choices(given.at_least.of, (*path, "at_least", "of")),
                given.at_least.count,
                None,
            )
        source, of = (given.source, given.of) if isinstance(given, BoundIn) else ("", "")
        rule = Restriction(
            id=given.id,
            kind=kind,
            shape=shape,
            text=None if given.text is None else self.text(given.text),
            holder=holder,
            source=source,
            of=of,
        )
        if not self.faults and (why := why_never_met(rule, self.issues)):
            self.notes.append(
                self.document.fault(
                    path, f'no package can meet "{given.id}": {why}.', "Look at its numbers."
                )
            )
        return rule

    def choices(
        self, given: list[dict[str, list[str] | dict[str, Fraction]]], path: PathInFile
    ) -> tuple[tuple[str, frozenset[str]], ...]:
        found = []
        for k, choice in enumerate(given):
            if len(choice) != 1:
                self.check.fault(
                    (*path, k),
                    f"this choice names {len(choice)} issues.",
                    "A choice is one issue with its options.",
                )
            for part in self.check.condition(choice, (*path, k)).options[:1]:
                found.append(part)
        return tuple(found)

    def sum(self, given: RestrictionIn, path: PathInFile) -> SumLimit:
        assert given.sum is not None
        amounts = []
        for issue_id, of_issue in given.sum.amounts.items():
            at = (*path, "sum", "amounts", issue_id)
            issue = self.check.issue(issue_id, at)
            if issue is None:
                continue
            if isinstance(of_issue, TimesIn):
                if not issue.is_scale:
                    self.check.fault(
                        at, f'issue "{issue_id}" is no scale.', "Give the amount of each option."
                    )
                self.check.n_amounts += len(issue.options)
                if not self.check.may_hold(self.check.n_amounts, MOST_AMOUNTS, at, "amounts"):
                    continue
                amounts.append(
                    (
                        issue_id,
                        tuple((o.id, of_issue.times * (o.number or 0)) for o in issue.options),
                    )
                )
            else:
                pairs: list[tuple[str, Fraction]] = []
                for option, amount in of_issue.items():
                    if self.check.option(issue, option, (*at, option)) is not None:
                        pairs.append((option, amount))
                amounts.append((issue_id, tuple(pairs)))
        return SumLimit(tuple(amounts), given.sum.at_least, given.sum.at_most, given.sum.unit)


def steps_of_scale(start: Fraction | None, stop: Fraction | None, step: Fraction) -> list[Fraction]:
    """List the numbers of a scale from its ends and its step."""
    assert start is not None
    assert stop is not None
    return [start + k * step for k in range(int((stop - start) / step) + 1)]


def named_numbers(numbers: Iterable[Fraction]) -> list[tuple[str, int | Fraction]]:
    """Give numbers their names: a decimal where a number has one, else a fraction."""
    return [(decimal_text(n) or str(n), int(n) if n.denominator == 1 else n) for n in numbers]
