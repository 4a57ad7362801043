"""The demonstration: the case Strait with invented people, one sign-in link for each side."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from django.db import transaction

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import Role
from goodoffices.office.analyses.commands import ask_for_analysis
from goodoffices.office.cases.opening import open_case
from goodoffices.office.computing.texts import choices_of
from goodoffices.office.models import Membership, Person, Side
from goodoffices.office.people.commands import be_told, join_by_office, side_of
from goodoffices.office.people.inviting import demonstration_link
from goodoffices.office.preferences.commands import give_preferences
from goodoffices.office.releases.commands import release_package
from goodoffices.office.sealing import clock_and_chance

MEDIATOR = "Mara (mediator)"
NORTHLANDS, DRAFT = "preferences/northland/pragmatic.yaml", "packages/draft-2.yaml"
#: What each link is good for.
STORY = {
    "mediation": "reads what is possible, by Northland's own word and an estimate of Southland",
    "northland": "has given its preferences, and weighs any package",
    "southland": "has a draft of the mediation's before it, and questions to answer",
}
#: Where a file of preferences says whose word it is.
BASIS = re.compile(r"^basis:(?:[^\n]*\n)(?:[ \t]+[^\n]*\n)*", re.M)


def texts_of_folder(folder: Path) -> dict[str, str]:
    """Read the files of a case folder by their names."""
    return {
        p.relative_to(folder).as_posix(): p.read_text()
        for p in sorted(folder.rglob("*.yaml"))
        if p.name not in ("team.yaml", "monitoring.yaml") and "answers" not in p.parts
    }


def play_beginning(texts: Mapping[str, str]) -> None:
    """Play how the case began, at the first start alone.

    Northland gives its preferences, the mediation has the case analysed and releases a draft to
    Southland.
    """
    delegates = [_view_of("delegate-northland"), _view_of("delegate-southland")]
    if any(view.was_told for view in delegates):
        return
    for view in delegates:
        be_told(view)
    own = BASIS.sub("basis: {kind: stated, date: 2026-11-20}\n", texts[NORTHLANDS], count=1)
    give_preferences(_view_of("delegate-northland"), own, None, None)
    mara = _view_of("mara")
    draft = mara.compute(choices_of, mara.case, DRAFT, texts[DRAFT])
    release_package(mara, "southland", draft, "A draft of ours. Could you live with it?", None)
    ask_for_analysis(_view_of("mara"), None)


def _view_of(sign_in_name: str) -> CaseView:
    person = Person.objects.get(sign_in_name=sign_in_name)
    [membership] = Membership.objects.of_person(person.pk)
    view = CaseView.for_person(person.pk, membership.case_id)
    assert view is not None
    return view


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
