"""Each kind of entry is written by something that a person does, with the fields that it names, and is said in words."""

from __future__ import annotations

import datetime
import re
import uuid

import pytest
from django.db import transaction

from goodoffices.office.answers.readings import list_calls
from goodoffices.office.answers.telling import tell_where_due
from goodoffices.office.beginning.readings import list_unanswered_terms
from goodoffices.office.cases.readings import read_open_change
from goodoffices.office.record.in_words import entry_sentence
from goodoffices.office.record.signing import sign_where_due
from goodoffices.office.releases.readings import list_unanswered
from goodoffices.office.talks.readings import read_talks
from goodoffices.office.texts.readings import list_texts
from goodoffices.record.entry_kind import LogKind
from goodoffices.record.kinds import INCIDENT_REPORTED, KINDS
from tests.office.access.test_same_instant import changed, invitation_of, other_lead, package
from tests.office.cast import Cast, stated
from tests.office.conftest import LATER
from tests.office.made_terms import TERMS
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
    cast.post("north", "released", number=str(put.entry.number), position="reserve", words="Thirty days are too few.")
    a_better_package_is_shown(cast)
    cast.post("mara", "texts", title="A text", body="Ports are open.")
    with transaction.atomic():
        held_text = list_texts(cast.view("mara"))[0].id
    cast.post("mara", f"texts/{held_text}/hand-out", version="1", to=["northland"])
    cast.post("north", f"texts/{held_text}/criticise", paragraph="1", words="For how long?")
    a_text_is_worked_on(cast, held_text)
    an_agreement_is_followed(cast)
    talks_are_entered(cast)
    held = {"new_track": "Talks", "day": "2026-11-23", "began": "10:00", "level": "technical", "decided": "Lists are exchanged."}
    cast.post("mara", "rounds/enter", **held, parties="northland", known="northland", readers="northland", people="Ada", said="TOOK_PLACE")
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
    sent = {"words": "A corridor?", "parties": ["northland", "southland"], "of": "1"}
    assert cast.post("mara", "answers/ask/sealed", **sent, day="2026-11-24", time="13:00").status_code == 302
    sent = {**sent, "words": "The result."}
    assert cast.post("mara", "answers/ask/assessment", **sent, day="2026-11-24", time="13:30").status_code == 302
    with transaction.atomic():
        assessed = list_calls(cast.view("mara"))[0].call.id
    assert cast.post("mara", "answers/announce", announced=assessed).status_code == 302
    assert cast.post("north", "answers/assess", assessed=assessed, assessment="accept").status_code == 302
    a_statement_is_approved(cast)
    assert tell_where_due(LATER + datetime.timedelta(hours=2)) == 3
    cast.post("mara", "feed/allow", step="allow")
    cast.post("mara", "feed/allow", step="forbid")
    cast.post("mara", "settings", step="close", sure="yes")
    cast.post("mara", "settings", step="reopen")
    cast.post("north", "people/withdraw", sure="yes")
    cast.post("mara", "resume")
    sign_where_due(LATER + datetime.timedelta(hours=1))


def a_text_is_worked_on(cast, text) -> None:
    """A change of it is agreed, and is not any more; it is taken to say a package; a side has lines to take."""
    cast.post("mara", f"texts/{text}/agreed", paragraph="1", old="open", new="closed")
    agreed = re.search(r'name="dropped" value="([0-9a-f]+)"', cast.get("mara", f"texts/{text}/agreed").content.decode())[1]
    cast.post("mara", f"texts/{text}/agreed/drop", dropped=agreed)
    cast.post("mara", f"texts/{text}/weighed", like="options", **package(cast))
    cast.post("mara", "statements/lines", to=["northland"], lines="Ports.", round="")
    lines = re.search(r'name="lines_of" value="([0-9a-f]+)"', cast.get("north", "statements/lines").content.decode())[1]
    cast.post("north", "statements/lines/answer", lines_of=lines, agrees="yes")


def an_agreement_is_followed(cast) -> None:
    """Terms are drafted, put, signed here and elsewhere; something happens; a side says how far it is."""
    now = TERMS.replace("    starts: 2026-11-26\n    duration", "    starts: 2026-11-20\n    duration")
    assert cast.post("mara", "agreement/draft/file", structure=now, based_on=0).status_code == 302
    assert cast.post("mara", "agreement/draft/put", based_on=1).status_code == 302
    digest = re.search(r'name="sha256" value="([0-9a-f]{64})"', cast.get("north", "agreement/sign/calm").content.decode())[1]
    assert cast.post("north", "agreement/sign/calm", sha256=digest, signature="").status_code == 302
    sent = {"text": "calm", "side": "southland", "on": "2026-11-24", "how": "on paper"}
    assert cast.post("mara", "agreement/elsewhere", **sent).status_code == 302
    assert cast.post("mara", "agreement/happened", kind="happened", event="vote", day="2026-11-24", words="61 to 39").status_code == 302
    assert cast.post("north", "board/of/mines", progress="begun", on="2026-11-24").status_code == 302
    an_incident_is_looked_into(cast)


def an_incident_is_looked_into(cast) -> None:
    """A side reports an incident to all, the mediation looks into it, the accused side answers, the mediation finds."""
    said = {"act": "shelling", "actor": "southland", "day": "2026-11-24", "words": "Two shells", "is_for_all": "yes"}
    assert cast.post("north", "incidents/report", **said).status_code == 302
    with transaction.atomic():
        name = cast.view("mara").entries_of(INCIDENT_REPORTED)[0].payload["incident"]
    assert cast.post("south", "incidents/report", **{**said, "actor": "", "words": "Shells"}).status_code == 302
    with transaction.atomic():
        other = cast.view("mara").entries_of(INCIDENT_REPORTED)[0].payload["incident"]
    assert cast.post("mara", f"incidents/of/{name}/join", other=other).status_code == 302
    assert cast.post("mara", f"incidents/of/{name}/part", pair="-".join(sorted([name, other]))).status_code == 302
    assert cast.post("mara", f"incidents/of/{name}/inquire").status_code == 302
    assert cast.post("south", f"incidents/of/{name}/answer", words="No").status_code == 302
    found = {"obligation": "spare", "found": "not_verified", "words": "No trace"}
    assert cast.post("mara", f"incidents/of/{name}/find", **found).status_code == 302


def a_statement_is_approved(cast) -> None:
    with transaction.atomic():
        text = list_texts(cast.view("mara"))[0].id
    sent = {"title": "Ports", "text-1": text, "language-1": "en", "parties": ["northland", "southland"]}
    assert cast.post("mara", "statements/new", **sent, day="2026-11-24", time="13:40").status_code == 302
    with transaction.atomic():
        call = list_calls(cast.view("mara"))[0]
    for name in ("north", "south"):
        sent = {"statement": "", "agrees": "yes", "sha256": call.asks["sha256"]}
        assert cast.post(name, f"statements/{call.call.id}/answer", **sent).status_code == 302


def a_better_package_is_shown(cast) -> None:
    """A package is agreed, a better one exists, and all want to see it."""
    with transaction.atomic():
        first = {f"option:{i.id}": i.option_ids[0] for i in cast.view("mara").case.issues}
    cast.post("mara", "drafts", name="first", **first)
    assert cast.post("south", "preferences", text=stated(3, "southland")).status_code == 302
    after = ""
    for rule in ("sealed", "whether", "see"):
        sent = {"words": "This?", "parties": ["northland", "southland"], "day": "2026-11-24", "time": "14:00", "of": "1", "after": after}
        assert cast.post("mara", f"answers/ask/{rule}", **sent, package="draft:first").status_code == 302
        with transaction.atomic():
            after = list_calls(cast.view("mara"))[0].call.id
        for name in ("north", "south"):
            assert cast.post(name, "answers/give", call=after, choice="yes").status_code == 302
        assert tell_where_due(LATER + datetime.timedelta(hours=3)) == 1


def talks_are_entered(cast) -> None:
    """Everything of the talks, once: events, deadlines, steps, a mistake that is mended, an item that is carried and answered."""
    cast.post("mara", "timeline/enter/event", event_text="A ship sails.", day="2026-11-20")
    cast.post("mara", "timeline/enter/deadline", deadline_text="The mandate ends.", day="2026-12-20", set_by="a law")
    cast.post("mara", "timeline/enter/step", step_text="Send it.", owner="northland", planned="yes", known="northland")
    with transaction.atomic():
        talks = read_talks(cast.view("mara")).talks
    cast.post("north", "timeline/done", step=talks.next_steps[0].id, on="2026-11-24")
    mended = {"text": "Another ship sails.", "at": "2026-11-20", "why": "It was another."}
    cast.post("mara", f"timeline/mend/talks.event/{talks.happenings[0].id}", **mended)
    said = {"said_by": "northland", "public_words": "Thirty days are enough.", "publisher": "An agency", "published": "2026-11-23"}
    cast.post("mara", "positions", **said)
    cast.post("north", "items", item_kind="question", words="Would a list do?", to="southland")
    with transaction.atomic():
        [item] = read_talks(cast.view("north")).talks.items
    cast.post("mara", "items/carry", item=item.id, party="southland")
    with transaction.atomic():
        [there] = read_talks(cast.view("south")).talks.items
    cast.post("south", "items/answer", answered_item=there.id, answer_words="It would.")


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
        added = {"name"} if entry.kind != "track.open" else set()
        fields[entry.kind, frozenset(set(entry.payload) - added - {"names"})] += 1
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
