"""Each kind of entry is written by something that a person does, with the fields that it names, and is said in words."""

from __future__ import annotations

import datetime
import re
import uuid

import pytest
from django.db import transaction

from goodoffices.office.beginning.readings import list_unanswered_terms
from goodoffices.office.cases.readings import read_open_change
from goodoffices.office.record.in_words import entry_sentence
from goodoffices.office.record.signing import sign_where_due
from goodoffices.office.releases.readings import list_unanswered
from goodoffices.record.kinds import KINDS, LogKind
from tests.office.access.test_same_instant import changed, invitation_of, other_lead, package
from tests.office.cast import Cast, stated
from tests.office.conftest import LATER
from tests.office.record.made_device import Device, signed_on


def everything_that_is_recorded(cast) -> None:
    """Do each act once that leaves an entry: people come and go, the case changes, packages are released, a party withdraws."""
    other_lead(cast)
    with transaction.atomic():
        nils = cast.view("nils").actor.pk
    cast.post("north", "people/revoke", invitation=invitation_of(cast))
    cast.post("north", "people/end", membership=str(nils))
    cast.post("mara", "people/side", kind="host", name="The host")
    cast.post("north", "preferences", text=stated(41))
    for page, against in (("release", ""), ("release/question", "packages/draft-2.yaml")):
        cast.post("mara", page, step="release", to="northland", words="What if?", against=against, **package(cast))
    with transaction.atomic():
        [put] = list_unanswered(cast.view("north"))
    cast.post("north", "released", number=str(put.number), position="if", words="Thirty days are too few.")
    held = {"track": "Talks", "day": "2026-11-23", "began": "10:00", "level": "technical", "decided": "Lists are exchanged."}
    cast.post("mara", "rounds/enter", **held, parties="northland", known="northland", readers="northland")
    cast.post("mara", "beginning/contact", party="northland", on="2026-11-20", how="A call", told="yes")
    cast.post("mara", "beginning/disclosure", interests="None that I know of.", parties=["northland", "southland"])
    with transaction.atomic():
        [terms] = list_unanswered_terms(cast.view("north"))
    cast.post("north", "beginning/answer", terms=terms.id, agrees="yes")
    change = str(changed(cast))
    cast.post("north", "change", change=change, agrees="no")
    cast.post("mara", "build/put", step="take_back")
    cast.post("mara", "build/put", words="Once more.", idempotency_key=str(uuid.UUID(int=8, version=4)))
    with transaction.atomic():
        again = str(read_open_change(cast.view("north")).id)
    device = Device(cast.people["north"])
    asked = signed_on(cast.get("north", "change").content.decode(), device)
    cast.post("north", "change", change=again, agrees="yes", **asked)
    cast.post("south", "change", change=again, agrees="yes")
    cast.post("mara", "record/readers/party:northland/1", why="It named a place.", sure="yes")
    cast.post("mara", "settings", step="close", sure="yes")
    cast.post("mara", "settings", step="reopen")
    cast.post("north", "people/withdraw", sure="yes")
    cast.post("mara", "resume")
    sign_where_due(LATER + datetime.timedelta(hours=1))


@pytest.fixture
def entries(office):
    cast = Cast()
    everything_that_is_recorded(cast)
    with transaction.atomic():
        view = cast.view("mara")
        return view.case, view.entries_of()


def test_each_kind_is_written_by_an_act_and_said_in_words(entries):
    case, written = entries
    fields = {(kind.name, kind.fields): 0 for kind in KINDS}
    for entry in (one for one in written if not one.is_destroyed):
        fields[entry.kind, frozenset(set(entry.payload) - {"name"})] += 1
        sentence = entry_sentence(entry, case)
        assert re.fullmatch(r"[^{}]+[.”)]", sentence), sentence
    assert [kind for kind, count in fields.items() if not count] == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_an_entry_with_other_fields_or_in_another_log_is_refused(kind):
    payload = dict.fromkeys(kind.fields, "x")
    for log in LogKind:
        if log in kind.logs:
            kind.check(payload, log)
            with pytest.raises(ValueError, match="holds"):
                kind.check({**payload, "secret": "1"}, log)
        else:
            with pytest.raises(ValueError, match="does not stand"):
                kind.check(payload, log)
