"""With much in a case its pages stay as they are: entries are found by kind, and of one person one request is answered at a time."""

from __future__ import annotations

import threading
import time
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.http import HttpResponse

from goodoffices.office import middleware
from goodoffices.office.access.log_reader import LogReader
from goodoffices.office.middleware import OneAtATime
from goodoffices.office.models import Entry, Log
from goodoffices.office.sealing import clock_and_chance, keys
from tests.office.cast import START, Cast
from tests.office.test_acts import release


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def with_many_entries(cast, many):
    """A log with so many entries of a kind that the desk does not read; their content is none."""
    with transaction.atomic():
        cast.view("mara")
        log = Log.objects.get(label="party:northland")
        tag, first = keys.kind_tag(log.pk, "preferences.give"), 1_000
        Entry.objects.bulk_create([
            Entry(id=clock_and_chance.new_id(), log=log, number=first + k, at=START, tag=tag, is_of_log=True, key=b"k" * 60, sealed=b"s" * 400, salt=b"s" * 32, digest=b"d" * 32)
            for k in range(many)
        ])  # fmt: skip


@pytest.mark.parametrize(
    ("name", "page"), [("mara", ""), ("mara", "release"), ("mara", "frontier"), ("north", ""), ("north", "weigh"), ("north", "questions")]
)
def test_entries_are_found_by_kind_and_no_others_are_opened(cast, monkeypatch, name, page):
    release(cast)
    with_many_entries(cast, 500)
    opened, real = [], LogReader.leaf
    monkeypatch.setattr(LogReader, "leaf", lambda self, row: (opened.append(row.pk), real(self, row))[1])
    assert cast.get(name, page).status_code == 200
    assert len(opened) <= 2


@pytest.mark.long
@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_with_ten_thousand_entries_the_desk_takes_less_than_a_tenth_of_a_second(cast, capsys):
    release(cast)
    with_many_entries(cast, 10_000)
    taken = []
    for _ in range(11):
        before = time.process_time()
        assert cast.get("mara").status_code == 200
        taken.append(time.process_time() - before)
    with capsys.disabled():
        print(f"\n  the desk with 10,000 entries: {sorted(taken)[5] * 1000:.0f} ms of computing")
    assert sorted(taken)[5] < 0.1


def test_of_one_person_one_request_is_answered_at_a_time_and_the_rest_are_told(monkeypatch):
    monkeypatch.setattr(middleware, "render", lambda request, template, context, status: HttpResponse(status=status))
    go, inside, most, found = threading.Event(), [], [], []

    def slow(request):
        inside.append(request)
        most.append(len(inside))
        go.wait(30)
        inside.remove(request)
        return HttpResponse("done")

    one = OneAtATime(slow)

    def ask(who):
        request = SimpleNamespace(user=SimpleNamespace(is_authenticated=True, pk=who))
        found.append((who, one(request).status_code))

    threads = [threading.Thread(target=ask, args=("me",)) for _ in range(7)]
    for thread in threads:
        thread.start()
    ends = time.monotonic() + 30
    while len(found) < 4:
        assert time.monotonic() < ends
        threading.Event().wait(0.01)
    assert found == [("me", 429)] * 4
    other = threading.Thread(target=ask, args=("her",))
    other.start()
    while len(inside) < 2:
        assert time.monotonic() < ends
        threading.Event().wait(0.01)
    go.set()
    for thread in (*threads, other):
        thread.join(30)
    assert sorted(found) == [("her", 200), *[("me", 200)] * 3, *[("me", 429)] * 4]
    assert max(most) == 2
    assert one._lines == {}
