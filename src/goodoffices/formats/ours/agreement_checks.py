"""Check ``agreement.yaml``: what it names exists, its clocks can be counted, its steps end."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from graphlib import CycleError, TopologicalSorter

from goodoffices.agreement import ACTS_OF_SIGNERS, AgreementKind, Matter, PeriodUnit
from goodoffices.agreement.occurrences import (
    MOST_IN_ALL,
    MOST_OCCURRENCES,
    YEARS_WITHOUT_END,
)
from goodoffices.case import Case
from goodoffices.formats.documents.yaml_document import PathInFile
from goodoffices.formats.ours import agreement_file as file
from goodoffices.formats.ours import agreement_terms_file as terms
from goodoffices.formats.ours.area_reader import area_found
from goodoffices.procedure import MEDIATION

#: Where, what is wrong, and the remedy.
_Found = tuple[PathInFile, str, str]


def faults_of_agreement(model: file.AgreementFile, case: Case) -> Iterator[_Found]:
    """Find all that is wrong with a file of the right shape, in its order."""
    yield from _AgreementChecker(case, model).faults()


class _AgreementChecker:
    """Checks a file against its case and against itself."""

    def __init__(self, case: Case, model: file.AgreementFile) -> None:
        self.model = model
        self.sides = (MEDIATION, *case.party_ids, *(one.id for one in case.third_parties))
        self.texts = [one.id for one in model.texts]
        self.events = {one.id: one for one in model.events}
        happened = [one.id for one in model.events if one.kind == "happened"]
        self.awaited = dict.fromkeys([*(one.id for one in model.awaited), *happened])
        self.sources = [one.id for one in model.sources]
        self.articles = [one.id for one in model.articles]
        self.areas = [one.id for one in model.areas]
        self.case = case
        self.obligations = list(dict.fromkeys(owed.id for _, owed in self.all_obligations()))

    def faults(self) -> Iterator[_Found]:
        """Find all that is wrong, in the order of the file."""
        yield from _unknown(("finders",), self.model.finders, self.sides, "side")
        yield from _twice(("finders",), self.model.finders)
        yield from _twice(("sources",), self.sources)
        yield from _twice(("texts",), self.texts)
        yield from _twice(("events",), [one.id for one in self.model.events])
        for name in ("articles", "annexes", "areas", "seats", "awaited", "reports"):
            yield from _twice((name,), [one.id for one in getattr(self.model, name)])
        yield from self.of_package()
        yield from self.of_articles()
        for k, area in enumerate(self.model.areas):
            yield from (((("areas", k), *found)) for found in area_found(area)[1])
        for k, body in enumerate(self.model.seats):
            yield from _unknown(("seats", k, "seats"), body.seats, self.sides, "side")
        for k, text in enumerate(self.model.texts):
            yield from self.of_text(("texts", k), text)
        yield from self.of_ids()
        for path, owed in self.all_obligations():
            yield from self.of_obligation(path, owed)
        for k, event in enumerate(self.model.events):
            yield from self.of_event(("events", k), event)
        yield from self.of_steps()
        yield from self.of_how_often()
        for k, report in enumerate(self.model.reports):
            yield from self.of_report(("reports", k), report)

    def all_obligations(self) -> Iterator[tuple[PathInFile, terms.ObligationIn]]:
        """Give all obligations of all texts and amendments, each with its place."""
        for k, text in enumerate(self.model.texts):
            for n, owed in enumerate(text.obligations):
                yield ("texts", k, "obligations", n), owed
            for a, change in enumerate(text.amendments):
                for n, owed in enumerate(change.obligations):
                    yield ("texts", k, "amendments", a, "obligations", n), owed

    def of_ids(self) -> Iterator[_Found]:
        """Find ids of obligations that two texts have: a report would not say of which it is."""
        first: dict[str, object] = {}
        for path, owed in self.all_obligations():
            if first.setdefault(owed.id, path[1]) != path[1]:
                words = f'another text has an obligation "{owed.id}".'
                yield (*path, "id"), words, "Rename one of them."

    def of_package(self) -> Iterator[_Found]:
        for issue, option in self.model.package.items():
            path: PathInFile = ("package", issue)
            yield from _unknown(path, [issue], self.case.issue_ids, "issue")
            if issue in self.case.issue_ids and not self.case.issue(issue).has_option(option):
                yield path, f'the issue has no option "{option}".', "Name one of its options."

    def of_articles(self) -> Iterator[_Found]:
        matters = tuple(Matter) if self.model.kind in tuple(AgreementKind) else ()
        for k, article in enumerate(self.model.articles):
            yield from _unknown(
                ("articles", k, "settles"), article.settles, self.case.issue_ids, "issue"
            )
            if article.about and not matters:
                words = "the file names no kind of agreement, so there is no list of matters."
                yield ("articles", k, "about"), words, "Write `kind: ceasefire` or another kind."
            elif article.about:
                yield from _unknown(("articles", k, "about"), article.about, matters, "matter")

    def of_steps(self) -> Iterator[_Found]:
        """Find steps that wait for one another in a circle."""
        after = {owed.id: owed.after for _, owed in self.all_obligations()}
        try:
            TopologicalSorter(after).prepare()
        except CycleError as error:
            circle = ", ".join(error.args[1])
            place = next(path for path, owed in self.all_obligations() if owed.id in error.args[1])
            remedy = "Leave one `after` of them out."
            yield (*place, "after"), f"these steps wait for one another: {circle}.", remedy

    def of_how_often(self) -> Iterator[_Found]:
        """Find what comes again so often that nobody could follow it."""
        in_all = 0
        for path, owed in self.all_obligations():
            if owed.every is None or owed.every.unit is PeriodUnit.HOURS:
                continue
            first = owed.starts or self.model.texts[int(str(path[1]))].starts
            years = (
                None
                if owed.until is None or first is None
                else owed.until.day.year - first.day.year + 1
            )
            days = 365 * (YEARS_WITHOUT_END if years is None else max(1, years))
            if owed.until is not None and first is not None:
                days = min(days, max(0, (owed.until.day - first.day).days))
            length = owed.every.count * (1 if owed.every.unit is PeriodUnit.DAYS else 28)
            times = days // length + 1
            in_all += times
            if times > MOST_OCCURRENCES or in_all > MOST_IN_ALL:
                words = (
                    f"it comes again {times:,} times; of one {MOST_OCCURRENCES:,}, and of all "
                    f"{MOST_IN_ALL:,}, are counted at most."
                )
                yield (*path, "every"), words, "Write a longer period, or a nearer `until`."
                return

    def of_report(self, path: PathInFile, report: terms.ReportIn) -> Iterator[_Found]:
        yield from _unknown(
            (*path, "obligation"), [report.obligation], self.obligations, "obligation"
        )
        yield from _unknown((*path, "by"), [report.by], self.sides, "side")
        yield from _unknown((*path, "source"), [report.source], self.sources, "source")
        again = {owed.id for _, owed in self.all_obligations() if owed.every is not None}
        if report.obligation in self.obligations:
            if report.obligation in again and report.occurrence is None:
                words = (
                    "the obligation comes again, and the report does not say which one it is about."
                )
                yield (*path, "occurrence"), words, "Write the day on which that one begins."
            if report.obligation not in again and report.occurrence is not None:
                words = "the obligation does not come again."
                yield (*path, "occurrence"), words, "Leave `occurrence` out."

    def of_obligation(self, path: PathInFile, owed: terms.ObligationIn) -> Iterator[_Found]:
        for name, known, what in (
            ("who", self.sides, "side"),
            ("confirmed_by", self.sides, "side"),
            ("article", self.articles, "article"),
            ("where", self.areas, "area"),
            ("starts_with", self.awaited, "event"),
            ("triggered_by", self.awaited, "event"),
            ("after", self.obligations, "obligation"),
        ):
            value = getattr(owed, name)
            yield from _unknown(
                (*path, name), value if isinstance(value, list) else [value], known, what
            )
        begins = [
            name
            for name in ("starts", "starts_with", "triggered_by")
            if getattr(owed, name) is not None
        ]
        if len(begins) > 1:
            words = f"it begins in more than one way: {', '.join(begins)}."
            yield (*path, begins[1]), words, "Write one of them."
        begin = owed.starts or self.model.texts[int(str(path[1]))].starts
        if owed.until is not None and begin is not None and owed.until.day < begin.day:
            words = f"it is until {owed.until.day}, and begins on {begin.day}, which is later."
            yield (*path, "until"), words, "Look at both days."
        if owed.every is not None and owed.every.unit is PeriodUnit.HOURS:
            words = "what comes again does so by days or months, not by hours."
            yield (*path, "every"), words, "Write `every: 1 day` or a longer period."
        if owed.every is not None and owed.within is None and owed.modality != "must":
            words = "what is forbidden or allowed at times needs to say for how long each time."
            yield (*path, "every"), words, "Write `within`."
        is_day = owed.starts is not None and owed.starts.time is None
        if is_day and owed.within is not None and owed.within.unit is PeriodUnit.HOURS:
            words = "hours are counted from an hour, and it starts on a day."
            yield (*path, "within"), words, "Write the hour of `starts`, or days."
        if owed.exceptions and owed.every is None:
            yield (
                (*path, "exceptions"),
                "it does not come again.",
                "Write `every`, or leave it out.",
            )
        if owed.until is not None and owed.within is not None and owed.every is None:
            words = "it says twice by when."
            yield (*path, "within"), words, "Write one of `until` and `within`."
        if owed.confirmed_by and owed.modality != "must":
            words = "what is forbidden or allowed is never done, so nobody confirms it."
            yield (*path, "confirmed_by"), words, "Leave it out."

    def of_amendment(
        self, path: PathInFile, change: terms.AmendmentIn, text: file.AgreementTextIn
    ) -> Iterator[_Found]:
        yield from _unknown((*path, "starts_with"), [change.starts_with], self.awaited, "event")
        if change.starts is not None and change.starts_with is not None:
            words = "the amendment takes effect at a time and with an event."
            yield (*path, "starts_with"), words, "Write one of `starts` and `starts_with`."
        known = [owed.id for owed in text.obligations] + [power.id for power in text.powers]
        for other in text.amendments:
            known += [owed.id for owed in other.obligations] + [one.id for one in other.powers]
        yield from _unknown((*path, "ends"), change.ends, known, "obligation or power")

    def of_text(self, path: PathInFile, text: file.AgreementTextIn) -> Iterator[_Found]:
        yield from _unknown((*path, "between"), text.between, self.sides, "side")
        yield from _unknown((*path, "source"), [text.source], self.sources, "source")
        yield from _unknown((*path, "starts_with"), [text.starts_with], self.awaited, "event")
        if text.starts is not None and text.starts_with is not None:
            words = "the text takes effect at a time and with an event."
            yield (*path, "starts_with"), words, "Write one of `starts` and `starts_with`."
        yield from _twice((*path, "conditions"), [one.id for one in text.conditions])
        for k, one in enumerate(text.conditions):
            where = (*path, "conditions", k)
            yield from _unknown((*where, "met_by"), [one.met_by], self.awaited, "event")
            yield from _unknown((*where, "named_by"), one.named_by, self.sides, "side")
            yield from _unknown((*where, "denied_by"), one.denied_by, self.sides, "side")
        yield from _twice((*path, "obligations"), [one.id for one in text.obligations])
        yield from _twice((*path, "powers"), [one.id for one in text.powers])
        yield from _twice((*path, "amendments"), [one.id for one in text.amendments])
        for k, change in enumerate(text.amendments):
            yield from self.of_amendment((*path, "amendments", k), change, text)
        if (text.renewal == "silence") != (text.renewed_for is not None):
            words = "silence renews a text for a period, consent for the one of its event."
            remedy = "Write `renewal: silence` and `renewed_for` together, or neither."
            yield (*path, "renewal"), words, remedy
        if text.renewal is not None and text.duration is None:
            words = "a text without a duration has no end at which it is renewed."
            yield (*path, "renewal"), words, "Write its `duration`, or leave `renewal` out."
        yield from self.of_hours(path, text)

    def of_hours(self, path: PathInFile, text: file.AgreementTextIn) -> Iterator[_Found]:
        """Find hours that are counted from a day."""
        about = [
            (k, one)
            for k, one in enumerate(self.model.events)
            if not one.texts or text.id in one.texts
        ]
        met = [self.events[c.met_by] for c in text.conditions if c.met_by in self.events]
        first = self.events.get(text.starts_with or "")
        starts = [text.starts, *(one.at for one in (*met, first) if one is not None)]
        days = any(one is not None and one.time is None for one in starts)
        remedy = "Write the hour from which it is counted, as in 2025-04-19T18:00+03:00, or days."
        periods = {"duration": text.duration, "renewed_for": text.renewed_for}
        for name, period in periods.items():
            if days and period is not None and period.unit is PeriodUnit.HOURS:
                yield (
                    (*path, name),
                    "hours are counted from an hour, and the start is a day.",
                    remedy,
                )
        for k, one in about:
            where = ("events", k)
            is_day = one.at.time is None
            notice = one.kind == "withdrawn" and is_day and text.notice
            if notice and notice.unit is PeriodUnit.HOURS:
                yield (*where, "at"), "notice is given in hours, and this is a day.", remedy
            if one.period is not None and one.period.unit is PeriodUnit.HOURS and (days or is_day):
                yield (*where, "for"), "hours are counted from an hour, not from a day.", remedy

    def of_event(self, path: PathInFile, event: file.AgreementEventIn) -> Iterator[_Found]:
        yield from _unknown((*path, "by"), [event.by], self.sides, "side")
        yield from _unknown((*path, "texts"), event.texts, self.texts, "text")
        yield from _unknown((*path, "source"), [event.source], self.sources, "source")
        if (event.kind == "renewed") != (event.period is not None):
            words = "a renewal is for a period, and nothing else is."
            yield (*path, "for"), words, "Write `for: 60 days` with `kind: renewed` alone."
        if event.kind in ("objected", "withdrawn") and event.by is None:
            yield (*path, "kind"), "it does not say which side did it.", "Write `by`."
        signers = {
            side
            for text in self.model.texts
            if not event.texts or text.id in event.texts
            for side in text.between
        }
        if event.kind in ACTS_OF_SIGNERS and event.by in self.sides and event.by not in signers:
            words = f'"{event.by}" signs none of these texts.'
            yield (*path, "by"), words, f"Those who do are: {', '.join(sorted(signers))}."


def _twice(path: PathInFile, ids: Iterable[str]) -> Iterator[_Found]:
    seen: set[str] = set()
    for k, one in enumerate(ids):
        if one in seen:
            yield (*path, k, "id"), f'the id "{one}" stands twice.', "Rename one of them."
        seen.add(one)


def _unknown(
    path: PathInFile, values: Iterable[str | None], known: Collection[str], what: str
) -> Iterator[_Found]:
    for value in values:
        if value is not None and value not in known:
            listed = ", ".join(known) or "none"
            yield path, f'there is no {what} "{value}".', f"There are: {listed}."
