"""Make the parts of an agreement from a file in which nothing is wrong."""

from __future__ import annotations

from collections.abc import Mapping

from goodoffices.agreement import (
    Agreement,
    AgreementEvent,
    AgreementText,
    Amendment,
    Annex,
    Area,
    Article,
    Definition,
    EventKind,
    Modality,
    Obligation,
    Power,
    PowerKind,
    Precondition,
    Progress,
    ProgressReport,
    RenewalWay,
    Seats,
)
from goodoffices.case import Case, Text
from goodoffices.formats.ours import agreement_file as file
from goodoffices.formats.ours import agreement_terms_file as terms
from goodoffices.formats.ours.area_reader import area_found
from goodoffices.formats.ours.talks_reader import public_source
from goodoffices.procedure import PublicSource


def agreement_of(model: file.AgreementFile, case: Case) -> Agreement:
    """Make the agreement of a file in which nothing is wrong."""
    make = _AgreementMaker(case, model)
    return Agreement(
        name=make.words(model.name),
        zone=model.zone,
        texts=tuple(map(make.text, model.texts)),
        events=tuple(map(make.event, model.events)),
        kind=model.kind or "",
        package=dict(model.package),
        articles=tuple(map(make.article, model.articles)),
        definitions=tuple(
            Definition(term=make.words(one.term), means=make.words(one.means))
            for one in model.definitions
        ),
        annexes=tuple(
            Annex(id=one.id, name=make.words(one.name), words=make.words_or_none(one.words))
            for one in model.annexes
        ),
        areas=tuple(map(make.area, model.areas)),
        seats=tuple(
            Seats(id=one.id, body=make.words(one.body), seats=tuple(one.seats.items()))
            for one in model.seats
        ),
        finders=tuple(model.finders),
        answer_within=model.answer_within,
        awaited={one.id: make.words(one.text) for one in model.awaited},
        reports=tuple(map(make.report, model.reports)),
    )


class _AgreementMaker:
    """Makes parts of an agreement from their parts of the file."""

    def __init__(self, case: Case, model: file.AgreementFile) -> None:
        self.first_language = case.languages[0]
        self.sources: Mapping[str | None, PublicSource] = {
            one.id: public_source(one) for one in model.sources
        }

    def words(self, words: str | dict[str, str]) -> Text:
        return Text.of(words, self.first_language)

    def words_or_none(self, words: str | dict[str, str] | None) -> Text | None:
        return None if words is None else self.words(words)

    def text(self, one: file.AgreementTextIn) -> AgreementText:
        return AgreementText(
            id=one.id,
            name=self.words(one.name),
            between=tuple(one.between),
            agreed=one.agreed,
            starts=one.starts,
            starts_with=one.starts_with,
            conditions=tuple(map(self.condition, one.conditions)),
            duration=one.duration,
            first_day_counts=one.first_day_counts,
            renewal=None if one.renewal is None else RenewalWay(one.renewal),
            renewed_for=one.renewed_for,
            notice=one.notice,
            obligations=tuple(map(self.obligation, one.obligations)),
            powers=tuple(map(self.power, one.powers)),
            amendments=tuple(map(self.amendment, one.amendments)),
            source=self.sources.get(one.source),
        )

    def condition(self, one: file.ConditionIn) -> Precondition:
        return Precondition(
            id=one.id,
            text=self.words(one.text),
            met_by=one.met_by,
            named_by=tuple(one.named_by),
            denied_by=tuple(one.denied_by),
        )

    def obligation(self, one: terms.ObligationIn) -> Obligation:
        return Obligation(
            id=one.id,
            who=one.who,
            modality=Modality(one.modality),
            act=self.words(one.act),
            article=one.article or "",
            where=tuple(one.where),
            starts=one.starts,
            starts_with=one.starts_with,
            until=one.until,
            within=one.within,
            every=one.every,
            exceptions=tuple(one.exceptions),
            condition=self.words_or_none(one.condition),
            unless=self.words_or_none(one.unless),
            after=tuple(one.after),
            confirmed_by=tuple(one.confirmed_by),
            triggered_by=one.triggered_by,
            tags=tuple(one.tags),
            acts=tuple(one.acts),
            objects=tuple(one.objects),
        )

    def power(self, one: terms.PowerIn) -> Power:
        return Power(
            id=one.id,
            who=tuple(one.who),
            kind=PowerKind(one.kind),
            together=one.together,
            how=self.words_or_none(one.how),
            starts_with=one.starts_with,
            article=one.article or "",
        )

    def amendment(self, one: terms.AmendmentIn) -> Amendment:
        return Amendment(
            id=one.id,
            name=self.words(one.name),
            agreed=one.agreed,
            starts=one.starts,
            starts_with=one.starts_with,
            obligations=tuple(map(self.obligation, one.obligations)),
            powers=tuple(map(self.power, one.powers)),
            ends=tuple(one.ends),
        )

    def article(self, one: terms.ArticleIn) -> Article:
        return Article(
            id=one.id,
            heading=self.words(one.heading),
            words=self.words_or_none(one.words),
            about=tuple(one.about),
            settles=tuple(one.settles),
        )

    def area(self, one: terms.AreaIn) -> Area:
        shape = area_found(one)[0]
        assert shape is not None
        radius = None if one.radius is None else float(one.radius)
        return Area(
            id=one.id, name=self.words(one.name), shape=shape[0], places=shape[1], radius=radius
        )

    def event(self, one: file.AgreementEventIn) -> AgreementEvent:
        return AgreementEvent(
            id=one.id,
            kind=EventKind(one.kind),
            at=one.at,
            by=one.by,
            texts=tuple(one.texts),
            period=one.period,
            words=self.words_or_none(one.text),
            source=self.sources.get(one.source),
        )

    def report(self, one: terms.ReportIn) -> ProgressReport:
        return ProgressReport(
            id=one.id,
            obligation=one.obligation,
            progress=Progress(one.progress),
            by=one.by,
            at=one.at,
            occurrence=one.occurrence,
            words=self.words_or_none(one.text),
            evidence=self.words_or_none(one.evidence),
            source=self.sources.get(one.source),
        )
