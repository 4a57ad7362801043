"""A second simulation of a text, which goes through the days one by one and keeps what holds in variables."""

from __future__ import annotations

import datetime

from goodoffices.agreement import AgreementEvent, AgreementText, EventKind, RenewalWay

DAY = datetime.timedelta(days=1)


def start_of(text: AgreementText, known: dict[str, datetime.date]) -> datetime.date | None:
    """The day on which it takes effect, from what is known; None where something is missing."""
    needed = [one.met_by for one in text.conditions]
    if text.starts_with is not None:
        needed.append(text.starts_with)
    if any(one not in known for one in needed) or (text.starts is None and text.starts_with is None):
        return None
    days = [known[one] for one in needed]
    return max([*days, text.starts.day] if text.starts_with is None else days)


class DayByDay:
    """One text, day after day: all that is counted is the last day, all that happens is a day's."""

    def __init__(self, text: AgreementText, events: list[AgreementEvent], on: datetime.date) -> None:
        heard = [one for one in events if one.at.day <= on]
        self.text = text
        self.start = start_of(text, {one.id: one.at.day for one in heard})
        self.last: datetime.date | None = None
        self.over = self.objected = False
        self.suspended: set[str] = set()
        self.ended: tuple[datetime.date, str] | None = None
        self.began: datetime.date | None = None
        if self.start is not None:
            self.last = None if text.duration is None else self.start + text.duration.count * DAY
            if self.last is not None and text.first_day_counts:
                self.last -= DAY
        day = min([on, *(one.at.day for one in heard), *([self.start] if self.start else [])])
        while day <= on:
            self.at_midnight(day)
            for one in heard:
                if one.at.day == day:
                    self.hear(one, day)
            day += DAY

    def at_midnight(self, day: datetime.date) -> None:
        if self.last is None or day <= self.last:
            return
        if self.text.renewal is RenewalWay.SILENCE and not self.objected and not self.over:
            while self.last < day:
                self.last += self.text.renewed_for.count * DAY
        else:
            self.over = True

    def hear(self, one: AgreementEvent, day: datetime.date) -> None:
        if one.kind is EventKind.OBJECTED and not self.over:
            self.objected = True
        elif one.kind is EventKind.RENEWED and self.last is not None:
            self.last = (day if self.over else self.last) + one.period.count * DAY
            self.over = self.objected = False
        elif one.kind is EventKind.SUSPENDED:
            self.suspended.add(one.by or "")
        elif one.kind is EventKind.RESUMED:
            self.suspended = self.suspended - {one.by} if one.by else set()
        elif one.kind is EventKind.TERMINATED:
            self.end(day, "terminated")
        elif one.kind is EventKind.WITHDRAWN:
            notice = self.text.notice
            self.end(day if notice is None else day + (notice.count + 1) * DAY, "withdrawn")

    def end(self, day: datetime.date, how: str) -> None:
        if self.ended is None or day < self.ended[0]:
            self.ended = day, how

    def state(self, on: datetime.date) -> str:
        if self.ended is not None and self.ended[0] <= on:
            return self.ended[1]
        if self.text.agreed is None or on < self.text.agreed.day:
            return "draft"
        if self.start is None or on < self.start:
            return "agreed"
        if self.over:
            return "expired"
        return "suspended" if self.suspended else "in_force"
