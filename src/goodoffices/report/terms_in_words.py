"""The terms of an agreement in words: each obligation and power as a sentence of its text."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.agreement import (
    Agreement,
    AgreementText,
    Amendment,
    Area,
    AreaShape,
    Article,
    Modality,
    Obligation,
    Period,
    PeriodUnit,
    Power,
    PowerKind,
    RenewalWay,
    every_obligation,
)
from goodoffices.procedure import Moment
from goodoffices.report.talks_in_words import moment_words, side_word
from goodoffices.report.wording import Wording, capital


class TermWords:
    """Says the terms of an agreement in one language."""

    def __init__(self, agreement: Agreement, w: Wording) -> None:
        self.agreement, self.w = agreement, w
        self._articles = {one.id: w.text(one.heading) for one in agreement.articles}
        self._areas = {one.id: w.text(one.name) for one in agreement.areas}
        self._events = {
            **{name: w.text(text) for name, text in agreement.awaited.items()},
            **{
                one.id: w.text(one.words) if one.words is not None else one.id
                for one in agreement.events
                if one.id not in agreement.awaited
            },
        }
        self._obligations = {
            owed.id: owed for text in agreement.texts for owed in every_obligation(text)
        }

    def event(self, name: str) -> str:
        """Say what happens, by its id."""
        return self.w.isolated(self._events.get(name, name))

    def short(self, owed: Obligation) -> str:
        """Say who must, must not or may do what."""
        return self.w._("{side} {modality}: {act}").format(
            side=side_word(owed.who, self.w),
            modality=modality_words(owed.modality, self.w),
            act=self.w.text(owed.act),
        )

    def placed(self, name: str) -> str:
        """Say an obligation by its id, with the heading of its article."""
        owed = self._obligations.get(name)
        if owed is None:
            return self.w.isolated(name)
        heading = self._articles.get(owed.article)
        said = self.short(owed)
        return said if heading is None else f"{said} ({heading})"

    def named(self, name: str) -> str:
        """Say an obligation by its id."""
        owed = self._obligations.get(name)
        return self.w.isolated(name if owed is None else self.w.text(owed.act))

    def obligation(self, owed: Obligation) -> str:
        """Say an obligation with where, when and on what condition, as its text does."""
        return self.w.semicolons([self.short(owed), *self._where_and_when(owed)])

    def _where_and_when(self, owed: Obligation) -> Iterator[str]:
        w = self.w
        if owed.where:
            areas = w.list_of([w.isolated(self._areas.get(one, one)) for one in owed.where])
            yield w._("in: {areas}").format(areas=areas)
        if owed.triggered_by is not None:
            event = self.event(owed.triggered_by)
            yield w._("as a guarantee, if this happens: {event}").format(event=event)
        if owed.starts_with is not None:
            yield w._("from when this happens: {event}").format(event=self.event(owed.starts_with))
        if owed.starts is not None:
            yield w._("from: {start}").format(start=moment_words(owed.starts, w))
        if owed.every is not None:
            yield w._("again every: {period}").format(period=period_words(owed.every, w))
        if owed.exceptions:
            days = w.list_of([w.date(one) for one in owed.exceptions])
            yield w._("not on: {days}").format(days=days)
        if owed.within is not None:
            yield w._("within {period}").format(period=period_words(owed.within, w))
        if owed.until is not None:
            end = moment_words(owed.until, w)
            # The day of what is owed once is its last; all else lasts until then.
            is_deadline = owed.is_a_duty and owed.every is None
            yield (w._("at the latest on: {end}") if is_deadline else w._("until: {end}")).format(
                end=end
            )
        if owed.after:
            steps = w.list_of([self.named(one) for one in owed.after])
            yield w._("after: {steps}").format(steps=steps)
        if owed.condition is not None:
            yield w._("if: {condition}").format(condition=w.text(owed.condition))
        if owed.unless is not None:
            yield w._("except: {exception}").format(exception=w.text(owed.unless))
        if owed.confirmed_by:
            sides = w.list_of([side_word(one, w) for one in owed.confirmed_by])
            yield w._("confirmed by: {sides}").format(sides=sides)

    def power(self, power: Power) -> str:
        """Say who may suspend, extend, amend, leave or end a text, and how."""
        w = self.w
        sides = [side_word(one, w) for one in power.who]
        who = w.list_of(sides) if power.together else w.choice_of(sides)
        words = {
            PowerKind.SUSPEND: w._("{sides} may suspend this text"),
            PowerKind.EXTEND: w._("{sides} may extend this text"),
            PowerKind.AMEND: w._("{sides} may change this text"),
            PowerKind.WITHDRAW: w._("{sides} may leave this text"),
            PowerKind.TERMINATE: w._("{sides} may end this text"),
        }[power.kind]
        parts = [capital(words.format(sides=who))]
        if power.together and len(sides) > 1:
            parts.append(w._("only together"))
        if power.starts_with is not None:
            event = self.event(power.starts_with)
            parts.append(w._("once this has happened: {event}").format(event=event))
        if power.how is not None:
            parts.append(w.text(power.how))
        return w.semicolons(parts)

    def term(self, one: Article | Obligation | Power) -> str:
        """Say an article, an obligation or a power."""
        if isinstance(one, Obligation):
            return self.obligation(one)
        if isinstance(one, Power):
            return self.power(one)
        heading = self.w.text(one.heading)
        return heading if one.words is None else f"{heading}: {self.w.text(one.words)}"

    def clock(self, text: AgreementText) -> Iterator[str]:
        """Say when a text takes effect, how long it lasts, and what of that is not said."""
        if text.starts is None and text.starts_with is None:
            yield self.w._("When it takes effect is not said.")
        yield from self.clock_agreed(text)
        if text.duration is None:
            yield self.w._("It has no duration and stays in force until something ends it.")

    def clock_agreed(self, text: AgreementText) -> Iterator[str]:
        """Say when a text takes effect, how long it lasts, how it is renewed and left."""
        w = self.w
        if text.starts is not None or text.starts_with is not None:
            yield self._beginning(text.starts, text.starts_with)
        for one in text.conditions:
            condition = w._("It takes effect only when this condition is met: {condition}.")
            yield condition.format(condition=w.text(one.text))
        if text.duration is not None:
            words = w._("It lasts {period}.").format(period=period_words(text.duration, w))
            first_day = w._("The day on which it begins is the first day.")
            if text.first_day_counts:
                words = f"{words} {first_day}"
            yield words
        if text.renewal is RenewalWay.CONSENT:
            yield w._("It is renewed by consent.")
        elif text.renewal is RenewalWay.SILENCE and text.renewed_for is not None:
            yield w._("At its end it is renewed for {period}, unless a side objects.").format(
                period=period_words(text.renewed_for, w)
            )
        if text.notice is not None:
            yield w._("After a side leaves, it stays in force for {period}.").format(
                period=period_words(text.notice, w)
            )

    def _beginning(self, starts: Moment | None, starts_with: str | None) -> str:
        w = self.w
        if starts is not None:
            return w._("It takes effect: {start}.").format(start=moment_words(starts, w))
        event = self.event(starts_with or "")
        return w._("It takes effect when this happens: {event}.").format(event=event)

    def amendment(self, change: Amendment) -> str:
        """Name an amendment, and say when it was agreed and takes effect."""
        w = self.w
        parts = [w.text(change.name)]
        if change.agreed is None:
            parts.append(w._("not agreed"))
        else:
            agreed = moment_words(change.agreed, w)
            parts.append(w._("agreed: {when}").format(when=agreed))
        if change.starts is not None:
            parts.append(w._("from: {start}").format(start=moment_words(change.starts, w)))
        if change.starts_with is not None:
            event = self.event(change.starts_with)
            parts.append(w._("from when this happens: {event}").format(event=event))
        return w.semicolons(parts)


def modality_words(modality: Modality, w: Wording) -> str:
    """Say whether something is owed, forbidden or allowed."""
    return {
        Modality.MUST: w.p_("obligation", "must"),
        Modality.MUST_NOT: w.p_("obligation", "must not"),
        Modality.MAY: w.p_("obligation", "may"),
    }[modality]


def period_words(period: Period, w: Wording) -> str:
    """Say a period: 30 days, one month."""
    n = period.count
    if period.unit is PeriodUnit.HOURS:
        return w.n_("{n} hour", "{n} hours", n).format(n=w.number(n))
    if period.unit is PeriodUnit.MONTHS:
        return w.n_("{n} month", "{n} months", n).format(n=w.number(n))
    return w.n_("{n} day", "{n} days", n).format(n=w.number(n))


def area_size_words(area: Area, w: Wording) -> str:
    """Say how large an area is, on the ellipsoid: a length in kilometres, or square kilometres."""
    from goodoffices.agreement.distances import length_of_line, size_of_polygon

    if area.shape is AreaShape.POINT:
        if area.radius is None:
            return w._("a point")
        return w._("{km} km around a point").format(km=_rounded(area.radius / 1000, w))
    if area.shape is AreaShape.LINE:
        return w._("a line of {km} km").format(km=_rounded(length_of_line(area.places) / 1000, w))
    size = size_of_polygon(area.places) / 1_000_000
    return w._("an area of {km} square kilometres").format(km=_rounded(size, w))


def _rounded(value: float, w: Wording) -> str:
    """Write a number with three digits that count, or whole."""
    from fractions import Fraction

    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return w.amount(Fraction(round(value * 10**digits), 10**digits))
