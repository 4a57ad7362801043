"""The key that opens the office: from a file, the environment, or what a command prints."""

from __future__ import annotations

import base64
import json

import pytest

from goodoffices.office.sealing.places import OfficeError, make_places, places_from
from goodoffices.office.sealing.places import opening_key as key_of

KEY = base64.b64encode(b"k" * 32).decode()


def places(tmp_path):
    return places_from({"GOODOFFICES_DATA": str(tmp_path / "data")})


def opening_key(places, environment):
    """The key of an office that is made where it is new."""
    make_places(places, environment)
    return key_of(places, environment)


def test_who_only_reads_an_office_makes_none(tmp_path):
    with pytest.raises(OfficeError, match=r"There is no office at .*goodoffices serve"):
        key_of(places(tmp_path), {"GOODOFFICES_KEY": KEY})
    assert list(tmp_path.iterdir()) == []


def test_a_start_that_broke_off_is_finished_by_the_next(tmp_path):
    environment = {"XDG_CONFIG_HOME": str(tmp_path / "config")}
    first, place = opening_key(places(tmp_path), environment)
    about = places(tmp_path).about_file
    about.write_text(json.dumps({name: value for name, value in json.loads(about.read_text()).items() if name != "check"}))
    with pytest.raises(OfficeError, match="goodoffices serve"):
        key_of(places(tmp_path), environment)
    assert opening_key(places(tmp_path), environment) == (first, place)


def test_the_key_is_what_a_key_service_prints(tmp_path):
    key, place = opening_key(places(tmp_path), {"GOODOFFICES_KEY_COMMAND": f"echo {KEY}"})
    assert key == b"k" * 32
    assert KEY not in place
    with pytest.raises(OfficeError, match="does not open"):
        opening_key(places(tmp_path), {"GOODOFFICES_KEY": base64.b64encode(b"x" * 32).decode()})


@pytest.mark.parametrize("command", ["false", "no-such-program-here", "echo nothing", "'"])
def test_a_key_service_that_fails_is_said(tmp_path, command):
    with pytest.raises(OfficeError, match="GOODOFFICES_KEY_COMMAND"):
        opening_key(places(tmp_path), {"GOODOFFICES_KEY_COMMAND": command})


def test_the_key_is_made_once_outside_the_data_for_its_owner_alone(tmp_path):
    environment = {"XDG_CONFIG_HOME": str(tmp_path / "config")}
    first, place = opening_key(places(tmp_path), environment)
    again, _ = opening_key(places(tmp_path), environment)
    assert first == again
    file = next((tmp_path / "config/goodoffices").glob("*.key"))
    assert str(file) == place
    assert file.stat().st_mode & 0o077 == 0
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0


def test_a_data_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "data").write_text("a file")
    with pytest.raises(OfficeError, match="cannot be used"):
        opening_key(places(tmp_path), {"GOODOFFICES_KEY": KEY})


#: Each column that is no key, seal or salt, and the words of docs/security.md under which it is listed.
IN_THE_CLEAR = {
    "office_person": {"id": "", "sign_in_name": "names and sign-in names of people", "name": "names and sign-in names of people", "password": "digests of their passwords", "is_active": "", "joined_at": "when they joined", "last_login": "last signed in", "may_open_cases": "", "epoch": ""},
    "office_caserow": {"id": "", "opened_at": "when a paper", "paused_at": "a case is paused", "closed_at": "since when a case is closed", "feeds_allowed_at": "since when calendar feeds of a case are allowed"},
    "office_side": {"id": "", "case_id": "in which case", "kind": "their kinds", "party": "which party each is", "name": "names of sides", "place": "", "locked_at": "a side is locked", "analysed_at": "at which hours a case is analysed", "analysed_until": "when analyses were asked for", "left_at": "has withdrawn"},
    "office_membership": {"id": "", "person_id": "who stands where", "side_id": "who stands where", "case_id": "", "is_first": "the first of her party", "since": "since when", "ended_at": "until when", "told_at": "who stands where", "seen_until_sealed": ""},
    "office_storedfile": {"id": "", "side_id": "in whose drawer", "log_id": "with which entry of which log", "number": "with which entry of which log", "head": "", "text": "", "folded": "", "content": "", "made_at": "when a paper"},
    "office_actor": {"id": "", "case_id": "", "person_id": "who stands where"},
    "office_invitation": {"id": "", "digest": "and of the codes of invitations", "second": "and of the codes of invitations", "side_id": "who invited whom", "name": "who invited whom by name", "actor_id": "", "person_id": "", "may_open_cases": "", "by_id": "who invited whom", "by_side_id": "who invited whom", "made_at": "when, and whether it was used", "expires_at": "", "used_at": "whether it was used"},
    "office_paper": {"id": "", "side_id": "which papers of one side", "tag": "are of the same kind", "made_at": "when a paper", "expires_at": "how long it is kept"},
    "office_request": {"id": "", "side_id": "", "state": "how they ended", "asked_at": "when analyses were asked for", "ended_at": "how they ended", "words": "how they ended"},
    "office_log": {"id": "", "case_id": "", "label": "which party each is", "side_id": "entries of one log"},
    "office_logkey": {"id": "", "log_id": "", "side_id": ""},
    "office_entry": {"id": "", "log_id": "entries of one log", "number": "entries of one log", "at": "when a paper, an entry", "tag": "are of the same kind", "is_of_log": "", "digest": "digests of entries"},
    "office_entryblock": {"id": "", "log_id": "entries of one log", "number": "entries of one log", "entries": "", "words": ""},
    "office_signingkey": {"id": "", "begun_at": "since when the office signs with which key"},
    "office_logcheckpoint": {"id": "", "log_id": "how far each log had come", "key_id": "", "size": "how far each log had come", "at": "at which hour", "note": "how far each log had come"},
    "office_keyedact": {"id": "", "person_id": "which form a person sent", "side_id": "", "idempotency_key": "which form a person sent", "at": "which form a person sent"},
    "office_casechange": {"id": "", "case_id": "", "put_at": "that a change was put", "ended_at": "that a change was put", "taken": "taken, taken back"},
    "office_consent": {"id": "", "change_id": "", "side_id": "which sides answered to a change", "at": "which sides answered to a change"},
    "office_calendarfeed": {"id": "", "membership_id": "who made a link to one", "person_id": "who made a link to one", "case_id": "who made a link to one", "digest": "of the links of calendar feeds", "made_at": "who made a link to one, and when"},
    "office_reminderhour": {"id": "", "at": "the last hour at which reminders were sent"},
    "office_answercall": {"id": "", "case_id": "", "closes_at": "that answers are asked of sides, until when", "told_at": "when their result was entered"},
    "office_sealedanswer": {"id": "", "call_id": "that answers are asked of sides", "side_id": "of which sides, where they are sealed"},
    "office_textbody": {"id": "", "log_id": "with which entry of which log", "number": "with which entry of which log", "folded": ""},
    "office_jointstatement": {"call_id": "that answers are asked of sides", "digest": "of the addresses of joint statements"},
    "office_session": {"digest": "when a person signed in", "person_id": "when a person signed in", "began_at": "when a person signed in", "ends_at": "until when that session lasts"},
}  # fmt: skip
#: Columns that hold keys that are wrapped, sealed texts, and salts that are of no use without them.
SEALED = {
    "key",
    "sealed",
    "salt",
    "lock_public",
    "lock_private",
    "locked_keys",
    "time_zone_sealed",
    "language_sealed",
    "mail_sealed",
    "choice_sealed",
    "content_sealed",
    "said_sealed",
    "joint_sealed",
    "found_sealed",
    "roles_sealed",
    "agrees_sealed",
}


def test_what_lies_in_the_clear_is_what_the_list_says(office):
    from django.apps import apps

    from tests.cli.program import ROOT

    page = (ROOT / "docs/security.md").read_text()
    listed = page[page.index("## What lies in the clear") : page.index("## Two worlds")]
    columns = {m._meta.db_table: {f.column for f in m._meta.concrete_fields} - SEALED for m in apps.get_app_config("office").get_models()}
    assert columns == {table: set(of) for table, of in IN_THE_CLEAR.items()}
    for table, of in IN_THE_CLEAR.items():
        for column, words in of.items():
            assert words in listed, (table, column)
    others = {m._meta.db_table for label in ("mfa", "account") for m in apps.get_app_config(label).get_models()}
    assert "who has a second factor" in listed
    assert others == {"mfa_authenticator", "account_emailaddress", "account_emailconfirmation"}


def test_small_values_are_sealed_in_one_length_and_tied_to_their_row(office):
    from goodoffices.office.sealing.keys import NotOpened
    from goodoffices.office.sealing.sealed_columns import opened_value, sealed_value

    for value, other in ((True, False), (["lead"], ["note_taker", "interpreter"]), ("UTC", "America/Argentina/Buenos_Aires")):
        assert len(sealed_value(value, "consent", "a")) == len(sealed_value(other, "consent", "a"))
        assert opened_value(sealed_value(value, "consent", "a"), "consent", "a") == value
        with pytest.raises(NotOpened):
            opened_value(sealed_value(value, "consent", "a"), "consent", "b")


def test_the_kind_of_a_paper_cannot_be_told_from_its_tag(office):
    import uuid

    from goodoffices.office.sealing.keys import kind_tag

    sides = [uuid.UUID(int=k) for k in range(3)]
    tags = {kind_tag(side, kind) for side in sides for kind in ("note", "preferences")}
    assert len(tags) == 6
    assert all("note" not in tag and len(tag) == 32 for tag in tags)
