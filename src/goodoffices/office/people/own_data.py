"""What the office holds about one person, for herself.

It is her account, where she stands and stood, and what the record says that she did.
"""

from __future__ import annotations

import uuid
from typing import Any

from allauth.mfa.models import Authenticator

from goodoffices.office.access.case_view import cases_of
from goodoffices.office.access.opened import SessionLine
from goodoffices.office.access.sessions import ADDRESS, BROWSER, content_of
from goodoffices.office.models import Person, Session
from goodoffices.office.record.in_words import entry_sentence
from goodoffices.office.sealing import clock_and_chance


def own_data_of(person_id: uuid.UUID) -> dict[str, Any]:
    """Give what the office holds about a person, as plain data.

    Papers that she wrote belong to her side and stand on its pages. Entries of cases that she left
    stay with those who may read them.
    """
    person = Person.objects.get(pk=person_id)
    return {
        "account": {
            "name": person.name,
            "sign_in_name": person.sign_in_name,
            "joined_at": person.joined_at.isoformat(),
            "last_login": None if person.last_login is None else person.last_login.isoformat(),
            "time_zone": person.time_zone,
            "language": person.language,
            "reminders_go_to": person.mail,
            "may_open_cases": person.may_open_cases,
        },
        "second_factors": sorted(
            Authenticator.objects.filter(user=person).values_list("type", flat=True)
        ),
        "sessions": [
            {
                "began_at": s.began_at.isoformat(),
                "ends_at": s.ends_at.isoformat(),
                "address": s.address,
                "browser": s.browser,
            }
            for s in sessions_of(person.pk)
        ],
        "cases": [
            {
                "case": view.name,
                "side": view.side.name,
                "roles": list(view.actor.roles),
                "since": view.actor.since.isoformat(),
                "entries": [
                    {"at": e.at.isoformat(), "what": entry_sentence(e, view.case), "log": e.label}
                    for e in view.entries_of()
                    if e.by == person.pk
                ],
            }
            for view in cases_of(person_id)
        ],
    }


def sessions_of(person_id: uuid.UUID) -> list[SessionLine]:
    """Find where a person is signed in, the latest first."""
    rows = Session.objects.filter(person_id=person_id, ends_at__gt=clock_and_chance.now()).order_by(
        "-began_at", "digest"
    )
    opened = [(row, content_of(row)) for row in rows]
    return [
        SessionLine(
            row=row.digest,
            began_at=row.began_at,
            ends_at=row.ends_at,
            address=kept.get(ADDRESS, ""),
            browser=kept.get(BROWSER, ""),
        )
        for row, kept in opened
    ]
