"""Nobody can stop the office by what takes long: it is computed apart, bounded, one thing at a time for each person, and kept."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path

import pytest

from goodoffices.office.computing import pool
from goodoffices.office.computing.pool import computed, forget_computed
from goodoffices.office.refusal import Refused, TooMuch
from tests.office.computing import slow_work
from tests.office.served_office import Office, Visitor

ME, HER = uuid.UUID(int=1), uuid.UUID(int=2)


@pytest.fixture(scope="module")
def running_pool():
    kept = pool.MOST_CPU_SECONDS
    pool.MOST_CPU_SECONDS = 1
    os.environ["GOODOFFICES_KEY"] = "a secret"
    pool.start()
    yield
    pool.stop()
    pool.MOST_CPU_SECONDS = kept


@pytest.mark.parametrize("work", [slow_work.spin, slow_work.hog, slow_work.die])
def test_what_takes_too_much_is_refused_and_the_next_is_done(running_pool, work):
    with pytest.raises((Refused, MemoryError)):
        computed(ME, None, None, work)
    assert computed(ME, None, None, len, "harbour") == 7


def test_the_processes_know_no_key(running_pool):
    assert computed(ME, None, None, slow_work.seen_environment) == []


def test_what_a_work_raises_is_raised_here(running_pool):
    from goodoffices.office.computing.texts import case_from

    with pytest.raises(Refused, match="not valid YAML"):
        computed(ME, None, None, case_from, "nonsense: [")


def test_the_same_is_computed_once_and_forgotten_when_papers_are_locked(running_pool, tmp_path):
    file = tmp_path / "done"
    for _ in range(3):
        assert computed(ME, None, None, slow_work.count, str(file), "harbour") == 7
    assert file.read_text() == "x"
    forget_computed()
    computed(ME, None, None, slow_work.count, str(file), "harbour")
    assert file.read_text() == "xx"


def test_an_exception_that_cannot_be_read_again_ends_nothing(running_pool):
    from goodoffices.office.refusal import Refused

    with pytest.raises(Refused, match="north"):
        computed(ME, None, None, slow_work.odd)
    assert computed(ME, None, None, len, "after it") == 8


def test_every_exception_of_ours_comes_back_from_a_process(running_pool):
    """What can be raised while a page is worked out is raised here, or said as refused; the processes go on."""
    from goodoffices.analysis.problem import errors
    from goodoffices.formats.documents import errors as of_formats

    for module in (errors, of_formats):
        for one in vars(module).values():
            if isinstance(one, type) and issubclass(one, Exception) and one.__module__ == module.__name__:
                with pytest.raises((one, Refused)):
                    computed(ME, None, None, slow_work.raise_one, one.__module__, one.__name__)
    assert computed(ME, None, None, len, "after all") == 9


def test_processes_that_answer_no_more_are_replaced(running_pool, monkeypatch):
    monkeypatch.setattr(pool, "_bounded", _unreadable)
    with pytest.raises(Refused, match="Load the page again"):
        computed(ME, None, None, len, "what cannot be handed over")
    monkeypatch.undo()
    assert computed(ME, None, None, len, "after it, too") == 13


def _unreadable(work, arguments, _):
    return slow_work.Odd("north", 3)


def test_one_person_has_one_thing_computed_at_a_time_and_others_go_on(running_pool, tmp_path, monkeypatch):
    monkeypatch.setattr(pool, "PATIENCE", 0.2)
    monkeypatch.setattr(pool, "_bounded", _unbounded)
    go, first = tmp_path / "go", []
    running = threading.Thread(target=lambda: first.append(computed(ME, None, None, slow_work.wait_for, str(go))))
    running.start()
    _until(lambda: pool._busy[ME])
    with pytest.raises(TooMuch, match="of yours"):
        computed(ME, None, None, len, "another page of mine")
    assert computed(HER, None, None, len, "hers") == 4
    go.touch()
    running.join(30)
    assert first == ["done"]
    assert computed(ME, None, None, len, "another page of mine") == 20


def _unbounded(work, arguments, _):
    return pool._done(work, arguments)


BOUNDS = {"person": pool.OF_A_PERSON, "side": pool.OF_A_SIDE, "case": pool.OF_A_CASE, "all": pool.IN_ALL}


@pytest.mark.parametrize(("who", "most"), BOUNDS.items())
def test_what_waits_is_bounded_for_a_person_a_side_a_case_and_in_all(who, most):
    case, side = (uuid.UUID(int=9) if who == "case" else None), (uuid.UUID(int=8) if who == "side" else None)
    key = {"person": ME, "side": side, "case": case, "all": pool.IN_ALL_KEY}[who]
    pool._busy[key] = most
    try:
        with pytest.raises(TooMuch):
            computed(ME, side, case, len, f"one more {who}")
        pool._busy[key] = most - 1
        assert computed(ME, side, case, len, f"one more {who}")
    finally:
        del pool._busy[key]
    assert not +pool._busy


def _until(holds):
    ends = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < ends
        threading.Event().wait(0.02)


def children_of(pid: int) -> set[int]:
    """All processes that come from one, as far down as it goes."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
    found, last = {pid}, set()
    while found != last:
        last = set(found)
        found |= {child for child, parent in parents.items() if parent in found}
    return found - {pid}


def is_there(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def test_an_analysis_that_waits_ends_when_its_office_is_killed():
    """Its input stays open, so that nothing but the end of its parent can end it."""
    ours, theirs = os.pipe()[::-1]
    starting = (
        "import subprocess, sys, time;"
        f"p = subprocess.Popen([sys.executable, '-P', '-m', 'goodoffices.office.running.analysis_process'], stdin={theirs}, close_fds=False);"
        "print(p.pid, flush=True); time.sleep(600)"
    )
    parent = subprocess.Popen([sys.executable, "-c", starting], stdout=subprocess.PIPE, text=True, pass_fds=(theirs,))
    child = int(parent.stdout.readline())
    # It has read what it is: from then on it waits for what it is asked.
    _until(lambda: "analysis_process" in Path(f"/proc/{child}/cmdline").read_text())
    _until(lambda: _is_waiting_for_input(child))
    parent.kill()
    parent.wait()
    parent.stdout.close()
    _until(lambda: not is_there(child))
    os.close(ours)
    os.close(theirs)


def _is_waiting_for_input(pid: int) -> bool:
    return "pipe_read" in Path(f"/proc/{pid}/wchan").read_text() or ") S " in Path(f"/proc/{pid}/stat").read_text()


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGKILL, *(pytest.param(how, marks=pytest.mark.long) for how in (signal.SIGTERM, signal.SIGINT))])
def test_the_analysis_and_all_other_processes_end_with_their_office(tmp_path, how):
    office = Office(tmp_path / "data")
    visitor = Visitor(office.base)
    visitor.get(office.links["mediation"])
    case = visitor.case()
    before = len(children_of(office.process.pid))
    visitor.post(f"{case}report/ask/", idempotency_key=str(uuid.uuid4()))
    _until(lambda: len(children_of(office.process.pid)) > before)
    children = children_of(office.process.pid)
    os.kill(office.process.pid, how)
    office.process.wait(30)
    _until(lambda: not any(map(is_there, children)))
    office.process.stdout.close()
    again = Office(tmp_path / "data")
    visitor = Visitor(again.base)
    visitor.get(again.links["mediation"])
    _until(lambda: "An agreement is possible" in visitor.get(f"{case}")[1])
    again.stop()
