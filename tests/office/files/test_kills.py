"""Files that are dropped while the office is killed: none that was acknowledged is lost, none is half there."""

from __future__ import annotations

import http.client
import random
import re
import threading
import urllib.request
import uuid

import pytest

from tests.office.served_office import Office, Visitor

KILLS, LONG_KILLS = 3, 60
MANY_ACTS = {"GOODOFFICES_ACTS_AN_HOUR": "1000000"}


def content_of(name: str) -> bytes:
    """The bytes of a file hang on its name: whoever has the name knows what has to be there."""
    chance = random.Random(name)
    return f"{name} ".encode() * chance.randint(1, 20_000)


def drop(visitor: Visitor, case: str, name: str) -> tuple[int, str]:
    token = next((c.value for c in visitor.jar if c.name == "form"), "")
    line = uuid.uuid4().hex
    fields = {"csrfmiddlewaretoken": token, "idempotency_key": str(uuid.uuid4()), "label": name}
    parts = [f'--{line}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode() for key, value in fields.items()]
    head = f'--{line}\r\nContent-Disposition: form-data; name="dropped_files"; filename="{name}.txt"\r\nContent-Type: text/plain\r\n\r\n'
    body = b"".join([*parts, head.encode(), content_of(name), f"\r\n--{line}--\r\n".encode()])
    request = urllib.request.Request(f"{visitor.base}{case}files/", body, {"Content-Type": f"multipart/form-data; boundary={line}"})
    return visitor._open(request)


def entered(office: Office, side: str) -> tuple[Visitor, str]:
    visitor = Visitor(office.base)
    visitor.get(office.links[side])
    return visitor, visitor.case()


def until_killed(office: Office, number: int) -> tuple[set[str], set[str]]:
    """Files that two sides drop until the office is killed: those that were acknowledged, and those that were sent."""
    acknowledged, sent, enough = set(), set(), threading.Event()
    moment = random.Random(number).randint(1, 6)

    def keep_dropping(side: str) -> None:
        try:
            visitor, case = entered(office, side)
            visitor.post(f"{case}told/")
            for k in range(200):
                name = f"{side}-{number}-{k}"
                sent.add(name)
                status, body = drop(visitor, case, name)
                if status == 200 and f"{name}.txt" in body:
                    acknowledged.add(name)
                if len(acknowledged) >= moment:
                    enough.set()
        except (OSError, http.client.HTTPException):
            pass
        finally:
            enough.set()

    droppers = [threading.Thread(target=keep_dropping, args=(side,)) for side in ("mediation", "northland")]
    for dropper in droppers:
        dropper.start()
    enough.wait(60)
    office.kill()
    for dropper in droppers:
        dropper.join(60)
    return acknowledged, sent


@pytest.mark.slow
@pytest.mark.parametrize("times", [KILLS, pytest.param(LONG_KILLS, marks=pytest.mark.long)])
def test_files_dropped_while_the_office_is_killed_are_whole_or_not_there(tmp_path, times):
    acknowledged: set[str] = set()
    sent: set[str] = set()
    for number in range(times):
        office = Office(tmp_path / "data", environment=MANY_ACTS)
        assert office.process.poll() is None, office.said
        more, tried = until_killed(office, number)
        acknowledged |= more
        sent |= tried
    office = Office(tmp_path / "data", environment=MANY_ACTS)
    kept = set()
    for side in ("mediation", "northland"):
        visitor, case = entered(office, side)
        shown = visitor.get(f"{case}files/?page=all")[1]
        found = re.findall(rf'files/([0-9a-f-]{{36}})/"><bdi>({side}-\d+-\d+)\.txt', shown)
        assert len({name for _, name in found}) == len(found), "a file is there twice"
        for file, name in found:
            status, body = visitor.get(f"{case}files/{file}/content")
            assert (status, body.encode() == content_of(name)) == (200, True), name
        kept |= {name for _, name in found}
    office.stop()
    assert len(acknowledged) >= times
    assert acknowledged <= kept, "an acknowledged file is missing"
    assert kept <= sent
