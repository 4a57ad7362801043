"""Enters a thing of the talks into the logs of those who may read it.

Who reads what is said once, as logs: a thing that somebody may not know of stands in no log that
she reads.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from goodoffices.office.access.acting import ActNow
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import SideKind
from goodoffices.office.access.rights import Right
from goodoffices.office.access.sides import reader_of
from goodoffices.office.models import Entry, Log, Side
from goodoffices.office.record.commands import common_log, record
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import clock_and_chance
from goodoffices.office.talks import payloads
from goodoffices.office.talks.readings import TalksRead
from goodoffices.procedure import PUBLIC, MayBeSaid, Moment, Round, Track
from goodoffices.record import kinds
from goodoffices.record.entry_kind import EntryKind


def logs_of_readers(view: CaseView, readers: Collection[str]) -> list[Log]:
    """Find the logs of readers: parties by their ids, other sides by the labels of their logs.

    Raises `Refused` where one of them is no side that is in the talks.
    """
    sides = Side.objects.filter(case_id=view.case_id, left_at=None)
    logs = Log.objects.filter(side__in=sides.exclude(kind=SideKind.MEDIATION))
    by_reader = {reader_of(log.label): log for log in logs.order_by("side__place")}
    if not {*readers} <= {*by_reader}:
        raise Refused(_("There is no such party in the talks."), "known")
    return [log for reader, log in by_reader.items() if reader in readers]


def refuse_telling(view: CaseView, *readers: Collection[str]) -> None:
    """Refuse to let anybody know what only the lead may release. Raises `Refused`."""
    if any(readers) and not view.may(Right.RELEASE):
        raise Refused(_("Only the lead of the mediation lets a party know."), "known")


def enter(
    view: CaseView, act: ActNow, kind: EntryKind, said: Mapping[str, Any], logs: Iterable[Log]
) -> list[Entry]:
    """Enter one thing into several logs, give the entries."""
    return [record(log, view.actor, kind, act.at, said) for log in logs]


def enter_thing_of_track(
    view: CaseView,
    act: ActNow,
    kind: EntryKind,
    said: Mapping[str, Any],
    read: TalksRead,
    logs: Iterable[Log],
) -> None:
    """Enter a thing of a track, without the track's name where a log does not hold that yet.

    Who may know of a deadline need not know of the talks for which it is set.
    """
    knowing = read.labels_of(kinds.TRACK_OPENED, said["track"])
    for log in logs:
        is_told = log.label in knowing or not said["track"]
        enter(view, act, kind, said if is_told else {**said, "track": ""}, [log])


def enter_with_track(
    view: CaseView,
    act: ActNow,
    read: TalksRead,
    track: Track | None,
    logs: Iterable[Log],
) -> None:
    """Enter a track into those logs that do not hold it yet."""
    if track is not None:
        held = read.labels_of(kinds.TRACK_OPENED, track.id)
        said = payloads.track_payload(track)
        enter(view, act, kinds.TRACK_OPENED, said, (log for log in logs if log.label not in held))


def public_payload(held: Round, may_be_said: MayBeSaid) -> dict[str, Any]:
    """Write what everybody may know of a round: its day, or from when until when it was."""
    is_long = may_be_said is MayBeSaid.HOW_LONG and held.ends is not None
    day = Moment.on(held.begins.day) if held.begins.is_day_known else held.begins
    return {
        "round": held.id,
        "began": held.begins.written if is_long else day.written,
        "ended": held.ends.written if is_long and held.ends is not None else "",
    }


def enter_public(view: CaseView, act: ActNow, held: Round, may_be_said: MayBeSaid) -> None:
    """Enter what everybody may know of a round into the log that everybody reads."""
    if may_be_said is not MayBeSaid.NOTHING:
        log = common_log(view.case_id, PUBLIC)
        enter(view, act, kinds.ROUND_PUBLIC, public_payload(held, may_be_said), [log])


def new_number() -> str:
    """Make an id of a thing, which says nothing."""
    return str(clock_and_chance.new_id())
