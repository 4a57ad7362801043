"""What the office holds about one person, for herself: her account, where she stands and stood, what the record says that she did."""

from __future__ import annotations

import uuid
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from goodoffices.office.case_view import cases_of
from goodoffices.office.models import Person
from goodoffices.office.spoken import entry_sentence


def held_about(person_id: uuid.UUID) -> dict[str, Any]:
    """As plain data. Papers that she wrote belong to her side and stand on its pages; entries of cases that she left stay with those who may read them."""
    person = Person.objects.get(pk=person_id)
    return {
        "account": {
            "name": person.name,
            "sign_in_name": person.sign_in_name,
            "joined_at": person.joined_at.isoformat(),
            "last_login": None if person.last_login is None else person.last_login.isoformat(),
            "time_zone": person.time_zone,
            "may_open_cases": person.may_open_cases,
        },
        "second_factors": sorted(Authenticator.objects.filter(user=person).values_list("type", flat=True)),
        "sessions": [
            {"began_at": s.created_at.isoformat(), "address": s.ip, "browser": s.user_agent}
            for s in UserSession.objects.filter(user=person)
        ],
        "cases": [
            {
                "case": view.name,
                "side": view.side.name,
                "functions": list(view.actor.functions),
                "since": view.actor.since.isoformat(),
                "entries": [
                    {"at": e.at.isoformat(), "what": entry_sentence(e, view.case), "log": e.label}
                    for e in view.entries()
                    if e.actor == person.name and e.side == view.side.name
                ],
            }
            for view in cases_of(person_id)
        ],
    }
