"""Fill an office with cases and people who are signed in, and print their cookies.

Run as ``python -m benchmarks.office_filled PEOPLE``.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

CASES = 5
EXAMPLE = Path(__file__).parents[1] / "examples/strait"


def main(people: int) -> None:
    """Make as many people, spread over the sides of some cases."""
    from goodoffices.office.running.server import bring_up_to_date, prepare
    from goodoffices.office.sealing.places import places_from

    prepare(places_from(os.environ))
    bring_up_to_date()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.db import transaction

    from goodoffices.office.access.case_view import CaseView
    from goodoffices.office.access.kinds import Role
    from goodoffices.office.access.sessions import SessionStore
    from goodoffices.office.cases.opening import open_case
    from goodoffices.office.models import Membership, Person
    from goodoffices.office.people.commands import be_told, join_by_office, side_of
    from goodoffices.office.running.demonstration import texts_of_folder
    from goodoffices.office.sealing import clock_and_chance

    def person(name: str, may_open: bool) -> Person:
        made = Person(
            sign_in_name=name, name=name, may_open_cases=may_open, joined_at=clock_and_chance.now()
        )
        made.set_unusable_password()
        made.save(force_insert=True)
        return made

    members = []
    with transaction.atomic():
        for number in range(people):
            case_number, seat = number % CASES, number // CASES
            if number < CASES:
                somebody = person(f"mediator-{number}", True)
                case_ids = [
                    *(members and [m[1] for m in members]),
                    open_case(somebody, texts_of_folder(EXAMPLE), None),
                ]
                case_id = case_ids[-1]
            else:
                somebody, case_id = person(f"person-{number}", False), members[case_number][1]
                Membership.objects.of_person(somebody.pk)
                side = side_of(case_id, ("northland", "southland", "")[seat % 3])
                join_by_office(
                    somebody,
                    side,
                    [Role.LEAD if seat < 3 else Role.DELEGATE, Role.TEAM],
                )
            view = CaseView.for_person(somebody.pk, case_id)
            assert view is not None
            be_told(view)
            session = SessionStore()
            session[SESSION_KEY] = str(somebody.pk)
            session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
            session[HASH_SESSION_KEY] = somebody.get_session_auth_hash()
            session.create()
            members.append((session.session_key, str(case_id), view.is_mediation))
    print(json.dumps(members))


if __name__ == "__main__":
    main(int(sys.argv[1]))
