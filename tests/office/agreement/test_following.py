"""An agreement is followed: what happened, what is owed, claims and findings apart; nobody learns what was not told."""

from __future__ import annotations

import csv
import io
import re

import pytest

from goodoffices.record.kinds import (
    AGREEMENT_EVENT,
    AGREEMENT_REPORT,
)
from tests.office.agreement.acts import DAY, agreed, doing, entries, fetched, happened, look, put, says, sign, state_at
from tests.office.cast import Cast
from tests.office.made_terms import TERMS
from tests.office.talks.test_rounds import text as page_text


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def test_it_takes_effect_when_its_condition_is_met_and_steps_wait_for_one_another(cast):
    agreed(cast)
    assert state_at(cast, 3 * DAY) == {"": "agreed", "mines": "not_yet", "sail": "not_yet", "spare": "not_yet"}
    assert happened(cast, "mara", 3 * DAY, event="vote", day="2026-11-26", words="61 to 39").status_code == 302
    assert state_at(cast, 3 * DAY + 1) == {"": "in_force", "mines": "due", "sail": "not_yet", "spare": "holds"}
    assert says(cast, "north", "mines", 3 * DAY + 2, is_for_all="yes").status_code == 302
    assert state_at(cast, 3 * DAY + 3)["mines"] == "due"
    assert says(cast, "south", "mines", 3 * DAY + 4).status_code == 302
    assert state_at(cast, 3 * DAY + 5) == {"": "in_force", "mines": "kept", "sail": "due", "spare": "holds"}
    assert state_at(cast, 20 * DAY)["sail"] == "overdue"
    assert state_at(cast, 40 * DAY)[""] == "expired"


def test_a_party_suspends_and_leaves_for_itself_and_enters_nothing_else(cast):
    agreed(cast)
    happened(cast, "mara", 3 * DAY, event="vote", day="2026-11-26")
    assert happened(cast, "north", 3 * DAY + 1, kind="suspended", day="2026-11-27").status_code == 302
    assert state_at(cast, 3 * DAY + 2)[""] == "suspended"
    assert entries(cast, "south", AGREEMENT_EVENT)[0]["by"] == "northland"
    assert happened(cast, "south", 3 * DAY + 3, kind="renewed", period="60 days").status_code == 422
    assert happened(cast, "north", 3 * DAY + 4, kind="resumed", day="2026-11-27").status_code == 302
    assert happened(cast, "south", 3 * DAY + 5, kind="withdrawn", day="2026-11-27", by="northland").status_code == 302
    assert entries(cast, "north", AGREEMENT_EVENT)[0]["by"] == "southland"
    assert state_at(cast, 3 * DAY + 6)[""] == "withdrawn"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"kind": "renewed"}, "A renewal is for a period"),
        ({"kind": "renewed", "period": "soon"}, "Write the period as 30 days"),
        ({"kind": "happened"}, "Say what happened."),
        ({"kind": "withdrawn"}, "Say which side did it."),
        ({"kind": "happened", "event": "rain"}, "not complete"),
        ({"kind": "withdrawn", "by": "mediation"}, "This side does not sign such a text"),
        ({"kind": "explode"}, "Choose what happened"),
        ({"kind": ""}, "Choose what happened"),
        ({"kind": "resumed"}, "It is not suspended then"),
        ({"kind": "happened", "words": "x", "day": "0026-01-01"}, "Write the day as"),
    ],
)
def test_an_event_that_cannot_be_counted_is_refused_in_words(cast, sent, said):
    agreed(cast)
    answer = happened(cast, "mara", 10, **{"day": "2026-11-24", **sent})
    assert (answer.status_code, said in page_text(answer)) == (422, True), page_text(answer)
    assert entries(cast, "mara", AGREEMENT_EVENT) == []


def test_what_a_side_says_to_the_mediation_changes_nothing_for_the_other(cast):
    agreed(cast)
    happened(cast, "mara", 3 * DAY, event="vote", day="2026-11-26")
    paths = ("agreement", "board", "board/of/mines", "board/board.csv", "agreement/status.json", "agreement/agreement.ics", "record")

    def served(name: str, minute: int) -> list[bytes]:
        with doing(cast, name, "looks", minute):
            found = [fetched(cast, name, path).content for path in paths]
        return [re.sub(rb'name="(csrfmiddlewaretoken|idempotency_key)" value="[^"]*"', b"", one) for one in found]

    before = {name: served(name, 3 * DAY + 9) for name in ("south", "mara", "olga") if name != "olga"}
    assert says(cast, "north", "mines", 3 * DAY + 2, words="cleared, at a price", evidence="our log").status_code == 302
    assert served("south", 3 * DAY + 9) == before["south"]
    assert served("mara", 3 * DAY + 9) != before["mara"]
    assert "cleared, at a price" in look(cast, "mara", "board/of/mines", 3 * DAY + 9)
    assert "claim" in look(cast, "mara", "board/of/mines", 3 * DAY + 9)


def test_a_claim_and_a_finding_never_merge_on_the_board(cast):
    agreed(cast)
    happened(cast, "mara", 3 * DAY, event="vote", day="2026-11-26")
    says(cast, "south", "sail", 3 * DAY + 1, is_for_all="yes")
    shown = look(cast, "north", "board", 3 * DAY + 2)
    assert "Of 4 stipulations to carry out, 0 found done and 4 not yet looked at." in shown
    assert "Southland says: done; since 2026-11-27" in shown
    says(cast, "mara", "sail", 3 * DAY + 3, progress="on the way", is_for_all="yes", evidence="Port log")
    with doing(cast, "north", "takes a table", 3 * DAY + 4):
        rows = list(csv.DictReader(io.StringIO(fetched(cast, "north", "board/board.csv").content.decode())))
    sail = next(one for one in rows if one["id"] == "sail")
    assert (sail["finding"], sail["finding_evidence"], sail["claims"]) == ("on the way", "Port log", "southland: done since 2026-11-27")


def test_the_short_board_says_what_is_late_blocked_and_soon(cast):
    agreed(cast)
    happened(cast, "mara", 3 * DAY, event="vote", day="2026-11-26")
    says(cast, "mara", "sail", 3 * DAY + 1, progress="blocked", is_for_all="yes")
    shown = look(cast, "north", "board/brief", 10 * DAY)
    late, blocked, soon, changed = (
        shown.partition(words)[2] for words in ("Overdue", "Blocked, as", "Due within 30 days", "Changed since")
    )
    assert "clear the mines" in late.partition("Blocked, as")[0]
    assert "let the first ship sail" in blocked.partition("Due within")[0]
    assert "let the first ship sail" in soon.partition("Changed since")[0]
    assert "clear the mines" in changed


def test_a_finding_is_the_mediations_own_until_it_tells_all(cast):
    agreed(cast)
    happened(cast, "mara", 3 * DAY, event="vote", day="2026-11-26")
    says(cast, "mara", "sail", 3 * DAY + 1, progress="blocked", words="they wait for pay")
    assert "blocked" in look(cast, "mara", "board", 3 * DAY + 2)
    assert "they wait for pay" not in look(cast, "north", "board/of/sail", 3 * DAY + 2)


def test_two_days_of_the_board_and_a_tag(cast):
    agreed(cast)
    happened(cast, "mara", 3 * DAY, event="vote", day="2026-11-26")
    says(cast, "mara", "sail", 3 * DAY + 1, is_for_all="yes")
    shown = look(cast, "north", "board/?on=2026-11-27&since=2026-11-26", 3 * DAY + 5)
    assert "the finding was no finding, now done" in shown
    assert "shell the port" not in look(cast, "north", "board/?tag=sea", 3 * DAY + 5).partition("Every stipulation")[2]
    assert "No stipulation has this tag" in look(cast, "north", "board/?tag=zzz", 3 * DAY + 5)
    assert "since an earlier day" in look(cast, "north", "board/?on=2026-11-26&since=2026-11-27", 3 * DAY + 5)
    for odd in ("on=9999-99-99", "on=0001-01-01", "since=x", "tag=" + "z" * 500):
        look(cast, "north", f"board/?{odd}", 3 * DAY + 5)


def test_a_party_cannot_enter_what_is_awaited_nor_what_others_do(cast):
    agreed(cast)
    forged = happened(cast, "north", 2 * DAY, kind="suspended", event="vote", day="2026-11-26")
    assert (forged.status_code, entries(cast, "mara", AGREEMENT_EVENT)) == (422, [])
    assert happened(cast, "mara", 3 * DAY, event="vote", day="2026-11-26").status_code == 302
    back = happened(cast, "north", 12 * DAY, kind="withdrawn", day="2026-11-20")
    assert (back.status_code, "counts from when it is entered" in page_text(back)) == (422, True)
    ended = happened(cast, "north", 12 * DAY, kind="terminated", day="2026-12-06")
    assert (ended.status_code, "do not let your side end this text alone" in page_text(ended)) == (422, True)


def test_a_party_ends_a_text_where_the_terms_let_it_and_no_text_of_others(cast):
    terms = TERMS.replace("kind: withdraw}", "kind: withdraw}\n      - {id: end, who: [northland], kind: terminate}")
    terms = terms.replace("awaited:", "  - {id: other, name: Another, between: [southland, mediation], starts: 2026-11-26}\nawaited:")
    put(cast, terms)
    for name, text, minute in (("north", "calm", 5), ("south", "calm", 6), ("south", "other", 7), ("mara", "other", 8)):
        assert sign(cast, name, minute, text).status_code == 302
    happened(cast, "mara", 3 * DAY, event="vote", day="2026-11-26")
    assert happened(cast, "north", 3 * DAY + 1, kind="terminated", day="2026-11-27", texts=["other"]).status_code == 422
    assert happened(cast, "north", 3 * DAY + 2, kind="terminated", day="2026-11-27").status_code == 302
    assert entries(cast, "south", AGREEMENT_EVENT)[0]["texts"] == ["calm"]


def test_nothing_that_ends_it_can_happen_to_a_text_that_is_not_agreed(cast):
    put(cast)
    for name in ("north", "mara"):
        assert happened(cast, name, 10, kind="terminated", day="2026-11-24", by="northland").status_code == 422
    assert entries(cast, "mara", AGREEMENT_EVENT) == []


@pytest.mark.parametrize(
    ("changed", "sent"),
    [
        (("renewal: consent", "renewal: consent"), {"kind": "renewed", "period": "30 hours", "day": "2026-11-27"}),
        (("duration: 30 days", "duration: 30 days\n    notice: 72 hours"), {"kind": "withdrawn", "by": "northland", "day": "2026-11-27"}),
        (("starts: 2026-11-26\n", "starts: 2026-11-26T00:00Z\n"), {"event": "vote", "day": "2026-11-27"}),
    ],
)
def test_hours_that_would_be_counted_from_a_day_are_refused_when_they_are_entered(cast, changed, sent):
    terms = TERMS.replace(*changed)
    if "event" in sent:
        terms = terms.replace("duration: 30 days", "duration: 720 hours")
    agreed(cast, terms)
    if "event" not in sent:
        assert happened(cast, "mara", 3 * DAY, event="vote", day="2026-11-26").status_code == 302
    refused = happened(cast, "mara", 3 * DAY + 1, **sent)
    assert (refused.status_code, "The terms count hours from this" in page_text(refused)) == (422, True)
    for page in ("", "agreement", "board", "agreement/status.json"):
        with doing(cast, "south", f"looks at {page}", 3 * DAY + 2):
            assert fetched(cast, "south", page).status_code == 200 if page else cast.get("south").status_code == 200


def test_what_ended_one_version_does_not_end_the_next_and_words_of_another_duty_do_not_count(cast):
    agreed(cast)
    assert happened(cast, "mara", 3 * DAY, event="vote", day="2026-11-26").status_code == 302
    assert says(cast, "south", "mines", 3 * DAY + 1, is_for_all="yes").status_code == 302
    assert happened(cast, "south", 3 * DAY + 2, kind="withdrawn", day="2026-11-27").status_code == 302
    assert state_at(cast, 3 * DAY + 3)[""] == "withdrawn"
    put(cast, TERMS.replace("clear the mines off Tamar", "pay ten million"), minute=9 * 60)
    for name, minute in (("north", 9 * 60 + 5), ("south", 9 * 60 + 6)):
        assert sign(cast, name, minute).status_code == 302
    assert state_at(cast, 3 * DAY + 4) == {"": "in_force", "mines": "due", "sail": "not_yet", "spare": "holds"}


def test_an_occurrence_has_a_page_of_its_own_and_one_to_come_too(cast):
    agreed(cast)
    happened(cast, "mara", 3 * DAY, event="vote", day="2026-11-26")
    assert "call the commission together" in look(cast, "north", "board/of/meet/2026-11-26", 3 * DAY + 1)
    assert "call the commission together" in look(cast, "north", "board/of/meet/2026-12-26", 3 * DAY + 1)
    with doing(cast, "north", "says", 3 * DAY + 2):
        sent = {"progress": "done", "on": "2026-11-27", "words": "", "evidence": ""}
        assert cast.post("north", "board/of/meet/2026-11-26", **sent).status_code == 302
        assert cast.post("north", "board/of/meet/2026-11-26", **{**sent, "on": "2026-12-24"}).status_code == 422
        for odd in ("2026-13-99", "2026-11-25", "x", "2200-01-01"):
            assert cast.get("north", f"board/of/meet/{odd}").status_code == 404
    assert entries(cast, "mara", AGREEMENT_REPORT)[0]["occurrence"] == "2026-11-26"


def test_today_is_now_and_not_the_end_of_the_day(cast):
    agreed(cast, TERMS.replace("until: 2026-12-10", "until: 2026-11-27T18:00Z").replace("after: [mines], ", ""))
    happened(cast, "mara", 3 * DAY, event="vote", day="2026-11-26")
    assert state_at(cast, 3 * DAY + 1)["sail"] == "due"
    assert "overdue" not in look(cast, "north", "board/of/sail", 3 * DAY + 1)
    assert "let the first ship sail due; by" in re.sub(r"\s+", " ", look(cast, "north", "board", 3 * DAY + 1))


def test_what_a_side_does_is_chosen_said_in_words_and_meant(cast):
    agreed(cast)
    happened(cast, "mara", 2 * DAY, event="vote", day="2026-11-26")
    for sent in ({"kind": ""}, {"words": ""}, {"sure": ""}):
        refused = happened(cast, "north", 2 * DAY + 1, **{"kind": "suspended", "day": "2026-11-26", **sent})
        assert refused.status_code == 422, sent
    done = happened(cast, "north", 2 * DAY + 2, kind="suspended", day="2026-11-26", words="Mines were laid again.")
    assert done.status_code == 302
    # The record says what happened and who did it, to all.
    shown = look(cast, "south", "record", 2 * DAY + 3)
    assert re.search(r"What happened to the agreement, [^:]*[0-9:]* ?[A-Z]*: suspended; Northland\. “Mines were laid again\.”", shown), (
        shown
    )
    # Each side takes up again what it suspended itself.
    other = happened(cast, "south", 2 * DAY + 4, kind="resumed", day="2026-11-26")
    assert (other.status_code, "what it suspended itself" in page_text(other)) == (422, True)
    assert happened(cast, "north", 2 * DAY + 5, kind="resumed", day="2026-11-26").status_code == 302


def test_the_sheet_of_a_minute_lists_nothing_as_to_come_whose_day_is_past(cast):
    agreed(cast, TERMS.replace("until: 2026-12-10", "until: 2026-12-27").replace("duration: 30 days", "duration: 60 days"))
    happened(cast, "mara", 3 * DAY, event="vote", day="2026-11-26")
    shown = look(cast, "north", "board/brief/?on=2026-12-29", 3 * DAY + 1)
    soon, _, past = shown.partition("Due within 30 days")[2].partition("Its day is past, and it waits for something")
    assert "let the first ship sail" not in soon
    assert "let the first ship sail" in past
    # The thirtieth day is one of the thirty.
    for on, is_there in (("2026-11-27", True), ("2026-11-26", False)):
        soon = look(cast, "north", f"board/brief/?on={on}", 3 * DAY + 1).partition("Due within 30 days")[2].partition("Changed since")[0]
        assert ("let the first ship sail" in soon) is is_there, on
