"""Nothing lost: an office that is killed at any moment keeps what it acknowledged, and nothing half; where it cannot write, it says so."""

from __future__ import annotations

import http.client
import random
import re
import sqlite3
import threading
import uuid
from pathlib import Path

import pytest

from tests.office.served_office import Office, Visitor

KILLS, LONG_KILLS = 4, 200
#: What these tests write within an hour is more than a side may.
MANY_ACTS = {"GOODOFFICES_ACTS_AN_HOUR": "1000000"}


def answer_once(visitor: Visitor, case: str) -> int:
    """A party is not sure about the next question: how many answers the office then says it has (0: it said nothing)."""
    shown = visitor.get(f"{case}questions/")[1]
    version = re.search(r'name="version"\s+value="([^"]*)"', shown)
    if version is None:
        return answers_in(shown)
    status, body = visitor.post(f"{case}questions/", version=version[1], given="?")
    return answers_in(body) if status == 200 else 0


def answers_in(body: str) -> int:
    found = re.search(r"<summary>\s*(\d+) answers?\s*</summary>", body)
    return int(found[1]) if found else 0


def under_load(office: Office, number: int, random_numbers: random.Random) -> tuple[set[str], set[str], int]:
    """Notes and answers sent by two people at once until the office is killed: notes that were acknowledged, notes that were sent, and how many answers the office had."""
    acknowledged, sent, enough, answered = set(), set(), threading.Event(), [0]
    moment = random_numbers.randint(1, 12)

    def keep_writing(side: str) -> None:
        visitor = Visitor(office.base)
        try:
            visitor.get(office.links[side])
            case = visitor.case()
            visitor.post(f"{case}told/")
            for k in range(1000):
                word = f"{side}-{number}-{k}-{'x' * random_numbers.randint(1, 3000)}."
                sent.add(word)
                status, body = visitor.post(
                    f"{case}notes/", text=word, idempotency_key=str(uuid.UUID(int=random_numbers.getrandbits(128), version=4))
                )
                if status == 200 and word in body:
                    acknowledged.add(word)
                if side == "northland":
                    answered[0] = max(answered[0], answer_once(visitor, case))
                if len(acknowledged) >= moment and answered[0]:
                    enough.set()
        except (OSError, http.client.HTTPException):
            pass
        finally:
            enough.set()

    writers = [threading.Thread(target=keep_writing, args=(side,)) for side in ("mediation", "northland")]
    for writer in writers:
        writer.start()
    enough.wait(60)
    office.kill()
    for writer in writers:
        writer.join(60)
    return acknowledged, sent, answered[0]


def kill_again_and_again(folder: Path, times: int, environment: dict | None = None) -> int:
    acknowledged: set[str] = set()
    sent: set[str] = set()
    answered = 0
    environment = {**MANY_ACTS, **(environment or {})}
    for number in range(times):
        office = Office(folder, environment=environment)
        assert office.process.poll() is None, office.said
        more, tried, count = under_load(office, number, random.Random(number))
        assert count == 0 or count >= answered, "an acknowledged answer is missing"
        answered = max(answered, count)
        acknowledged |= more
        sent |= tried
    office = Office(folder, environment=environment)
    kept = set()
    for side in ("mediation", "northland"):
        visitor = Visitor(office.base)
        visitor.get(office.links[side])
        kept |= set(re.findall(r"(?:mediation|northland)-\d+-\d+-x+\.?", visitor.get(f"{visitor.case()}notes/?page=all")[1]))
        status, record = visitor.get(f"{visitor.case()}record/")
        assert status == 200
        assert "The case was opened." in record
    assert answered
    assert answers_in(visitor.get(f"{visitor.case()}questions/")[1]) >= answered, "an acknowledged answer is missing"
    office.stop()
    assert acknowledged <= kept, "an acknowledged note is missing"
    assert kept <= sent, "a half note, or one that nobody sent, is shown"
    return len(acknowledged)


@pytest.mark.slow
@pytest.mark.parametrize("times", [KILLS, pytest.param(LONG_KILLS, marks=pytest.mark.long)])
def test_sigkill_under_load_loses_nothing_that_was_acknowledged(tmp_path, times, capsys):
    kept = kill_again_and_again(tmp_path / "data", times)
    assert kept >= times
    with capsys.disabled():
        print(f"\n  SQLite: {times} kills, {kept} acknowledged notes, all there")


@pytest.mark.slow
@pytest.mark.parametrize("times", [KILLS // 2, pytest.param(LONG_KILLS, marks=pytest.mark.long)])
def test_sigkill_under_load_loses_nothing_on_postgres(tmp_path, times, postgres_server, capsys):
    import psycopg

    uri, config = postgres_server
    name = f"kills_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(uri, autocommit=True) as root:
        root.execute(f"create database {name} template office_template owner office_owner")
    address = f"postgresql://office_app@/{name}?host={config['HOST']}"
    owner = f"postgresql://office_owner@/{name}"
    kept = kill_again_and_again(tmp_path / "data", times, {"GOODOFFICES_DATABASE": address, "GOODOFFICES_DATABASE_OWNER": owner})
    assert kept >= times
    with capsys.disabled():
        print(f"\n  PostgreSQL: {times} kills, {kept} acknowledged notes, all there")


@pytest.mark.slow
def test_a_full_disk_is_a_clear_page_and_no_damage(tmp_path):
    office = Office(tmp_path / "data")
    visitor = Visitor(office.base)
    visitor.get(office.links["mediation"])
    case = visitor.case()
    visitor.post(f"{case}notes/", text="before", idempotency_key=str(uuid.uuid4()))
    office.stop()
    size = max(f.stat().st_size for f in (tmp_path / "data").iterdir())
    full = Office(tmp_path / "data", limit_file_size=size + 60_000, environment=MANY_ACTS)
    assert full.process.poll() is None, full.said
    visitor = Visitor(full.base)
    visitor.get(full.links["mediation"])
    status, body = 200, ""
    for number in range(600):  # where a log of the database was left behind, the limit is larger by it
        status, body = visitor.post(f"{case}notes/", text=f"{number} " + "x" * 15_000, idempotency_key=str(uuid.uuid4()))
        if status != 200:
            break
    full.kill()
    assert status == 503
    assert "Nothing was saved" in body
    again = Office(tmp_path / "data")
    visitor = Visitor(again.base)
    visitor.get(again.links["mediation"])
    notes = visitor.get(f"{case}notes/?page=all")[1]
    assert "before" in notes
    assert all(f"<p>{k} xxx" in notes for k in range(number))
    again.stop()
    with sqlite3.connect(tmp_path / "data/office.sqlite3") as database:
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)


@pytest.mark.slow
def test_a_folder_that_cannot_be_written_is_a_clear_message_and_no_damage(tmp_path):
    data = tmp_path / "data"
    office = Office(data, obeying_permissions=True)
    visitor = Visitor(office.base)
    visitor.get(office.links["mediation"])
    case = visitor.case()
    visitor.post(f"{case}notes/", text="before", idempotency_key=str(uuid.uuid4()))
    modes = {place: place.stat().st_mode for place in (data, *data.iterdir())}
    for place in modes:
        place.chmod(0o500 if place.is_dir() else 0o400)
    status, body = visitor.post(f"{case}notes/", text="never", idempotency_key=str(uuid.uuid4()))
    assert (status, "Nothing was saved" in body) == (503, True)
    office.stop()
    refused = Office(data, obeying_permissions=True)
    assert refused.process.wait(20) == 2
    refused.process.stdout.close()
    assert "its rights" in "".join(refused.said) or "cannot be written" in "".join(refused.said), refused.said
    for place, mode in modes.items():
        if place.exists():
            place.chmod(mode)
    again = Office(data)
    visitor = Visitor(again.base)
    visitor.get(again.links["mediation"])
    notes = visitor.get(f"{case}notes/?page=all")[1]
    assert ("before" in notes, "never" in notes) == (True, False)
    again.stop()


@pytest.mark.slow
def test_two_offices_on_one_folder_are_refused(tmp_path):
    one = Office(tmp_path / "data")
    two = Office(tmp_path / "data")
    assert two.process.wait(20) == 2
    assert "Another office already runs on" in "".join(two.said)
    two.process.stdout.close()
    assert Visitor(one.base).get("/healthz") == (200, "ok\n")
    one.stop()


@pytest.mark.slow
def test_a_key_in_the_data_folder_or_missing_or_another_is_refused(tmp_path):
    data, key = tmp_path / "data", tmp_path / "office.key"
    within = Office(data, environment={"GOODOFFICES_KEY_FILE": str(data / "office.key")})
    assert within.process.wait(20) == 2
    assert "lies within the data folder" in "".join(within.said)
    within.process.stdout.close()
    Office(data).stop()
    kept = key.read_text()
    key.unlink()
    for state, words in ((None, "is missing"), ("AAAA", "holds no key"), ("A" * 43 + "=", "does not open")):
        if state:
            key.write_text(state)
        refused = Office(data)
        assert refused.process.wait(20) == 2
        assert words in "".join(refused.said)
        assert "Traceback" not in "".join(refused.said)
        refused.process.stdout.close()
    key.write_text(kept)
    Office(data).stop()
    assert kept.strip().encode() not in b"".join(f.read_bytes() for f in data.iterdir())
