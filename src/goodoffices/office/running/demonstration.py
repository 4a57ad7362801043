"""The demonstration: the case Strait with invented people, one sign-in link for each side."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from django.db import transaction

from goodoffices.office.access.kinds import Role
from goodoffices.office.cases.opening import open_case
from goodoffices.office.models import Membership, Person, Side
from goodoffices.office.people.commands import join_by_office, side_of
from goodoffices.office.people.inviting import demonstration_link
from goodoffices.office.sealing import clock_and_chance

MEDIATOR = "Mara (mediator)"


def texts_of_folder(folder: Path) -> dict[str, str]:
    """Read the files of a case folder by their names."""
    return {
        p.relative_to(folder).as_posix(): p.read_text()
        for p in sorted(folder.rglob("*.yaml"))
        if p.name != "team.yaml" and "answers" not in p.parts
    }


def links(texts: Mapping[str, str], base: str) -> dict[str, str]:
    """Make a fresh link for each side; the case and its people are made at the first start."""
    with transaction.atomic():
        mara = _person("mara", MEDIATOR, may_open_cases=True)
        people = {"mediation": mara}
        membership = Membership.objects.of_person(mara.pk).first()
        case_id = open_case(mara, texts, None) if membership is None else membership.case_id
        for side in Side.objects.filter(case_id=case_id).filter(kind="party").order_by("place"):
            person = _person(f"delegate-{side.party}", f"{side.name}, head of delegation")
            if not Membership.objects.of_person(person.pk).exists():
                join_by_office(person, side_of(case_id, side.party), [Role.LEAD])
            people[side.party] = person
        return {
            name: f"{base}/demonstration/{demonstration_link(person)}"
            for name, person in people.items()
        }


def _person(sign_in_name: str, name: str, *, may_open_cases: bool = False) -> Person:
    found = Person.objects.filter(sign_in_name=sign_in_name).first()
    if found is not None:
        return found
    person = Person(
        sign_in_name=sign_in_name,
        name=name,
        may_open_cases=may_open_cases,
        joined_at=clock_and_chance.now(),
    )
    person.set_unusable_password()
    person.save(force_insert=True)
    return person
