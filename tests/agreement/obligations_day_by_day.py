"""A second simulation of obligations, which goes through the days one by one and keeps what holds in variables.

It knows one text that is in force from a day until before another, or without an end, and days alone.
"""

from __future__ import annotations

import datetime

from goodoffices.agreement import AgreementEvent, Modality, Obligation, Progress, ProgressReport

DAY = datetime.timedelta(days=1)


class ObligationsDayByDay:
    """Obligations, day after day. ``begins``, ``ends``: of the text; the last is its first day without force."""

    def __init__(
        self,
        owed: list[Obligation],
        events: list[AgreementEvent],
        reports: list[ProgressReport],
        begins: datetime.date,
        ends: datetime.date | None,
    ) -> None:
        self.owed, self.events, self.reports = owed, events, reports
        self.begins, self.ends = begins, ends

    def on(self, day: datetime.date) -> dict[tuple[str, datetime.date | None], str]:
        """The state of each obligation and occurrence at the end of a day."""
        said: dict[tuple[str, datetime.date | None], dict[str, datetime.date]] = {}
        happened: dict[str, datetime.date] = {}
        now = min([day, self.begins, *(one.at.day for one in (*self.events, *self.reports))])
        while now <= day:
            happened.update({one.id: now for one in self.events if one.at.day == now})
            for one in (one for one in self.reports if one.at.day == now):
                words = said.setdefault((one.obligation, one.occurrence), {})
                if one.progress is not Progress.DONE:
                    words.pop(one.by, None)
                else:
                    words.setdefault(one.by, now)
            now += DAY
        self.said, self.happened, self.day = said, happened, day
        states: dict[tuple[str, datetime.date | None], str] = {}
        for one in self.owed:
            for occurrence, first in self.firsts(one):
                states[one.id, occurrence] = self.state(one, occurrence, first, states)
        return states

    def firsts(self, one: Obligation) -> list[tuple[datetime.date | None, datetime.date | None]]:
        """Which occurrences there are, and the first day of each; None where it is not known."""
        by_event = one.starts_with or one.triggered_by
        first = one.starts.day if one.starts else self.begins
        if by_event:
            if by_event not in self.happened:
                return [(None, None)]
            first = max(self.happened[by_event], self.begins)
        if one.every is None or self.day < self.begins:
            return [(None, max(first, self.begins))]
        found, day = [], first
        over = self.ends is not None and self.day >= self.ends
        while one.until is None or day <= one.until.day:
            if over and day >= self.ends:
                return found or [(None, first)]
            if day >= self.begins and day not in one.exceptions:
                found.append((day, day))
                if day > self.day:
                    break
            day += one.every.count * DAY
        return found or ([(None, first)] if over else [])

    def is_done(self, one: Obligation, occurrence: datetime.date | None) -> bool:
        words = self.said.get((one.id, occurrence), {})
        return one.modality is Modality.MUST and all(side in words for side in one.confirmed_by or ("mediation",))

    def done_on(self, one: Obligation, occurrence: datetime.date | None) -> datetime.date:
        return max(self.said[one.id, occurrence][side] for side in one.confirmed_by or ("mediation",))

    def counted_from(self, one, first, before) -> datetime.date | None:
        """From when a period is counted: from the last step before it, where all of these are done."""
        found = first
        for step in (other for other in self.owed if other.id in one.after):
            for (name, when), state in before.items():
                if name == step.id and state == "kept":
                    found = max(found, self.done_on(step, when))
                elif name == step.id and not (state == "not_yet" and when and when > self.day):
                    return None
        return found

    def state(self, one, occurrence, first, before) -> str:
        if self.is_done(one, occurrence):
            return "kept"
        last = None
        if one.every is not None and occurrence is None:
            last = None
        elif first is not None and one.within is not None:
            start = self.counted_from(one, first, before)
            last = None if start is None else start + one.within.count * DAY
        elif occurrence is not None:
            last = occurrence
        elif first is not None and one.until is not None:
            last = one.until.day
        waits = first is None or first > self.day or self.day < self.begins
        for step in one.after:
            of_step = [
                state for (name, when), state in before.items() if name == step and not (state == "not_yet" and when and when > self.day)
            ]
            waits = waits or not of_step or any(state != "kept" for state in of_step)
        is_duty = one.modality is Modality.MUST
        over = last is not None and self.day > last
        if self.ends is not None and self.day >= self.ends:
            return "overdue" if is_duty and not waits and over and last < self.ends else "ended"
        if waits:
            return "not_yet"
        if over:
            return "overdue" if is_duty else "ended"
        return "due" if is_duty else "holds"
