"""What somebody is told of the talks, and what goes with it unseen: tracks, old words, labels, names, ids, dates at the edge."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from goodoffices.office.cases.opening import open_case
from goodoffices.office.files.readings import read_files
from goodoffices.office.refusal import Refused
from goodoffices.office.talks import commands
from goodoffices.office.talks.readings import read_talks
from tests.cases import EXAMPLES
from tests.office.cast import Cast
from tests.office.files.test_files import drop, files_of
from tests.office.talks.test_rounds import entered, rounds_of, text

EVENT = {"event_text": "Met source AGENT-X", "day": "2026-11-20"}
RIGHT = {"text": "Met somebody", "at": "2026-11-20", "why": "Too much was said."}


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def seen(cast, name) -> str:
    return "".join(text(cast.get(name, page)) for page in ("", "timeline", "rounds", "items", "record", "digest"))


def event_of(cast, name="mara"):
    with transaction.atomic():
        return read_talks(cast.view(name)).talks.happenings[0].id


def test_what_was_mended_after_a_side_left_does_not_come_back(cast):
    cast.post("mara", "timeline/enter/event", **EVENT, known="northland")
    cast.post("north", "people/withdraw", sure="yes")
    assert cast.post("mara", f"timeline/mend/talks.event/{event_of(cast)}", **RIGHT).status_code == 302
    cast.post("mara", "resume")
    assert "Met somebody" in text(cast.get("mara", "timeline"))
    cast.post("mara", "timeline/tell", kind="talks.event", number=event_of(cast), known="southland")
    assert "Met somebody" in seen(cast, "south")
    assert "AGENT-X" not in seen(cast, "south")


def test_what_mends_is_not_destroyed_before_what_it_mends(cast):
    cast.post("mara", "timeline/enter/event", **EVENT)
    cast.post("mara", f"timeline/mend/talks.event/{event_of(cast)}", **RIGHT)
    with transaction.atomic():
        numbers = {one.kind: one.number for one in cast.view("mara").entries_of() if one.label == "mediation"}
    refused = cast.post("mara", f"record/readers/mediation/{numbers['talks.mend']}", why="It named him.", sure="yes")
    assert f"Destroy entry {numbers['talks.event']} of this log first" in text(refused)
    for kind in ("talks.event", "talks.mend"):
        assert cast.post("mara", f"record/readers/mediation/{numbers[kind]}", why="It named him.", sure="yes").status_code == 302
    assert "AGENT-X" not in seen(cast, "mara")


def test_somebody_told_between_the_page_and_its_sending_is_told_what_mends_it_too(cast):
    cast.post("mara", "timeline/enter/event", **EVENT)
    event = event_of(cast)
    with transaction.atomic():
        view = cast.view("mara")
        read_talks(view)  # As the page read it.
    cast.post("mara", "timeline/tell", kind="talks.event", number=event, known="northland")
    with transaction.atomic():
        content = {**read_talks(cast.view("mara")).entered["talks.event"][event].said, "text": "Met somebody"}
        commands.mend(view, "talks.event", event, content, "Too much was said.", None)
    assert "Met somebody" in text(cast.get("north", "timeline"))
    assert "AGENT-X" not in text(cast.get("north", "timeline"))


def test_a_right_that_was_taken_between_the_page_and_its_sending_is_gone(cast):
    with transaction.atomic():
        view = cast.view("mara")
        assert view.rights["release"]
        member = cast.view("mara").actor
        member.roles = ["note_taker"]
        member.save()
    with pytest.raises(Refused, match="Only the lead"), transaction.atomic():
        commands.enter_thing(view, _deadline(), ["northland"], None)


def _deadline():
    from goodoffices.case import Text
    from goodoffices.procedure import Deadline, Moment

    return Deadline(id="d", text=Text((("", "D"),)), at=Moment.read("2026-12-20"), set_by="a law")


def test_who_is_told_of_a_deadline_is_not_told_in_which_track_it_stands(cast):
    entered(cast, new_track="Back channel with General Nord")
    sent = {"deadline_text": "The mandate ends", "day": "2026-12-20", "set_by": "a law", "track": "back-channel-with-general-nord"}
    assert cast.post("mara", "timeline/enter/deadline", **sent, known="southland").status_code == 302
    assert "The mandate ends" in seen(cast, "south")
    assert "General" not in seen(cast, "south")
    with transaction.atomic():
        assert "general" not in repr([one.payload for one in cast.view("south").entries_of()]).lower()


def test_a_note_taker_marks_a_step_as_done_for_the_mediation_alone(cast):
    cast.post("mara", "timeline/enter/step", step_text="Send it", owner="northland", planned="yes", known=["northland", "southland"])
    with transaction.atomic():
        [step] = [one.id for one in read_talks(cast.view("mara")).talks.next_steps]
        member = cast.view("mara").actor
        member.roles = ["note_taker"]
        member.save()
    assert cast.post("mara", "timeline/done", step=step, on="2026-11-24").status_code == 302
    for who, is_done in (("mara", True), ("north", False), ("south", False)):
        with transaction.atomic():
            [found] = read_talks(cast.view(who)).talks.next_steps
        assert (found.done is not None) is is_done


def test_a_step_that_is_told_after_it_was_done_is_not_overdue(cast):
    cast.post("mara", "timeline/enter/step", step_text="Send it", owner="northland", planned="yes", due="2026-11-20")
    with transaction.atomic():
        [step] = [one.id for one in read_talks(cast.view("mara")).talks.next_steps]
    cast.post("mara", "timeline/done", step=step, on="2026-11-19")
    cast.post("mara", "timeline/tell", kind="talks.step", number=step, known="southland")
    page = text(cast.get("south", "timeline"))
    assert "done on 19 November 2026" in page
    assert "overdue" not in page


def test_what_everybody_knows_of_a_round_is_mended_with_it(cast):
    entered(cast, said="HOW_LONG")
    [held] = rounds_of(cast, "mara")
    right = {"began": "2025-03-22T18:00+00:00", "ended": "2025-03-22T20:00+00:00", "place": "Riyadh", "why": "Told by AGENT-X."}
    assert cast.post("mara", f"timeline/mend/round.hold/{held.id}", **right).status_code == 302
    page = seen(cast, "olga")
    assert "2025-03-22 18:00–20:00 UTC" in page
    assert "2025-03-23" not in text(cast.get("olga", "timeline"))
    assert "AGENT-X" not in page


def test_how_long_a_round_was_is_not_said_where_nobody_knows(cast):
    entered(cast, ended="")
    [held] = rounds_of(cast, "mara")
    refused = cast.post("mara", "rounds/tell", number=held.id, said="HOW_LONG")
    assert (refused.status_code, "Nobody said when this round ended." in text(refused)) == (422, True)


def test_a_label_of_the_drawer_does_not_go_with_its_file(cast):
    cast.post(
        "mara",
        "files",
        dropped_files=[SimpleUploadedFile("plan.txt", b"A plan.")],
        label="From Northland's chief of staff",
        on="2026-11-20",
    )
    [own] = files_of(cast, "mara")
    cast.post("mara", f"files/{own.id}", handing_over="yes", to="southland", is_clean="yes")
    [got] = files_of(cast, "south")
    assert (got.head.label, got.head.on, got.head.by) == ("", "", "")
    assert "chief" not in seen(cast, "south") + text(cast.post("south", "search", sought="chief"))
    assert "0 hits" in text(cast.post("south", "search", sought="chief"))


def test_an_erased_name_is_gone_from_files_and_from_who_took_part(cast):
    drop(cast, "olga")
    with transaction.atomic():
        [one] = read_files(cast.view("olga"), None)[0]
        assert "Olga" not in one.head.by
    assert "Olga" in text(cast.get("olga", f"files/{one.id}"))
    entered(cast, people="Ada Lovelace")
    with transaction.atomic():
        number = next(one.number for one in cast.view("mara").entries_of() if one.kind == "round.people")
    cast.post("mara", f"record/readers/mediation/{number}", why="She asked for it.", sure="yes")
    assert "Ada" not in seen(cast, "mara")


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2201-01-01"])
def test_days_at_the_edge_of_the_calendar_are_refused_and_break_no_page(cast, day):
    assert cast.post("mara", "timeline/enter/deadline", deadline_text="Ends", day=day, set_by="a law").status_code == 422
    assert cast.post("mara", "timeline/enter/step", step_text="Send", due=day, planned="yes").status_code == 422
    assert entered(cast, day=day).status_code == 422
    assert cast.get("mara", "timeline").status_code == 200


@pytest.mark.parametrize("party", ["mediation", "public", "observers", "parties"])
def test_no_party_has_the_name_of_a_set_of_readers(cast, party):
    case = (EXAMPLES / "strait/case.yaml").read_text().replace("southland", party)
    with pytest.raises(Refused, match="nobody can have the id"):
        open_case(cast.people["mara"], {"case.yaml": case}, None)


def test_talks_that_come_with_a_case_are_bounded_in_what_they_enter(cast):
    case = (EXAMPLES / "strait/case.yaml").read_text()
    many = "\n".join(f"- {{id: e{n}, at: 2025-03-24, text: x, readers: [northland, southland]}}" for n in range(1_500))
    with pytest.raises(Refused, match="more than an office enters at once"):
        open_case(cast.people["mara"], {"case.yaml": case, "talks.yaml": f"format: goodoffices-talks/1\nevents:\n{many}\n"}, None)
    twice = "items:\n- {id: i, kind: message, text: x, at: 2025-03-24, carried: [{to: northland, at: 2025-03-25}, {to: northland, at: 2025-03-26}]}\n"
    with pytest.raises(Refused, match="Name each party once"):
        open_case(cast.people["mara"], {"case.yaml": case, "talks.yaml": f"format: goodoffices-talks/1\n{twice}"}, None)


def test_a_hypothetical_that_came_with_a_case_does_not_say_its_track(cast):
    case = (EXAMPLES / "strait/case.yaml").read_text()
    talks = (
        "format: goodoffices-talks/1\ntracks:\n- {id: back-channel-to-northland, name: North, with: [northland], readers: [parties]}\n"
        "items:\n- {id: the-generals-idea, kind: hypothetical, text: What if, owner: northland, at: 2025-03-24, track: back-channel-to-northland,"
        " carried: [{to: southland, at: 2025-03-25}]}\n"
    )
    with transaction.atomic():
        case_id = open_case(cast.people["mara"], {"case.yaml": case, "talks.yaml": talks}, None)
    from goodoffices.office.access.case_view import CaseView
    from goodoffices.office.models import Log

    with transaction.atomic():
        view = CaseView.for_person(cast.people["mara"].pk, case_id)
        log = Log.objects.get(case_id=case_id, label="party:southland")
        said = repr([one.payload for one in view.entries_of() if one.log == log.pk])
    assert "What if" in said
    assert "back-channel" not in said
    assert "general" not in said


def test_a_refused_answer_is_given_back_where_it_was_typed_and_no_other_form_takes_it(cast):
    cast.post("mara", "items", item_kind="question", words="Would it do?", to="northland")
    with transaction.atomic():
        [item] = read_talks(cast.view("north")).talks.items
    refused = cast.post("north", "items/answer", answered_item=item.id, answer_words="x" * 4_001)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert page.index("x" * 4_001) > page.index(item.id)
