"""Runs the analyses that were asked for, one after another.

Each has a process of its own at low priority.
"""

from __future__ import annotations

import datetime
import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from django.db import DatabaseError, close_old_connections, transaction

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kept_texts import forget_old_texts
from goodoffices.office.access.rights import Right
from goodoffices.office.access.sessions import SessionStore
from goodoffices.office.analyses.commands import (
    ask_where_due,
    keep_result,
    say_failed,
    say_progress,
)
from goodoffices.office.answers.telling import tell_where_due
from goodoffices.office.models import Request
from goodoffices.office.pages.shown_pages import forget_old_pages
from goodoffices.office.papers.case_texts import texts_for_analysis
from goodoffices.office.papers.papers import delete_expired
from goodoffices.office.preferences.readings import chosen_readings
from goodoffices.office.record.signing import sign_where_due
from goodoffices.office.refusal import Refused
from goodoffices.office.reminders.sending import remind_where_due
from goodoffices.office.sealing import clock_and_chance, journal
from goodoffices.office.sealing.places import OfficeError
from goodoffices.report.languages import gettext_noop

#: Seconds that one analysis may take, and between two looks at what is asked for.
MOST_SECONDS, PAUSE = 900, 1.0
logger = logging.getLogger("goodoffices.office")


_ending = threading.Event()
#: The process of the analysis that runs.
_running: list[subprocess.Popen[str]] = []


def start() -> None:
    """Begin what this server does in the background: analyses, and housekeeping.

    What a killed server left running is begun anew.
    """
    _ending.clear()
    journal.ask()
    Request.objects.filter(state="running").update(state="waiting")
    for name, work in (
        ("analyses", _analyse),
        ("housekeeping", _keep_house),
        ("reminders", _remind),
    ):
        threading.Thread(target=_over_and_over, args=(work,), name=name, daemon=True).start()


def stop() -> None:
    """End the analysis that runs; at the next start it is begun anew."""
    _ending.set()
    for process in list(_running):
        process.kill()


def _over_and_over(work: Callable[[], bool]) -> None:
    """Do something again and again, with a pause where there was nothing to do."""
    while not _ending.is_set():
        try:
            close_old_connections()
            if not work():
                _ending.wait(PAUSE)
        except Exception as fault:  # whatever happens to one of them, the next is done
            logger.error("work in the background failed: %s", type(fault).__name__)
            _ending.wait(PAUSE)
            if work is _analyse and not _ending.is_set():
                _give_up_running()


def _analyse() -> bool:
    ask_where_due()
    return run_next()


def _keep_house() -> bool:
    """Delete what is over, and see that what was deleted leaves the journal."""
    with transaction.atomic():
        delete_expired()
    SessionStore.clear_expired()
    journal.go_on()
    forget_old_pages()
    forget_old_texts()
    tell_where_due(clock_and_chance.now())
    _sign_checkpoints()
    return False


def _remind() -> bool:
    """Send reminders where their hour has come: apart, for a mail server may be slow."""
    remind_where_due(clock_and_chance.now())
    return False


#: The hour in which checkpoints were signed last.
_signed: list[datetime.datetime] = []


def _sign_checkpoints() -> None:
    """Sign the logs that grew, once in each hour, and once when the office starts."""
    now = clock_and_chance.now()
    hour = now.replace(minute=0, second=0, microsecond=0)
    if [hour] != _signed:
        sign_where_due(now)
        _signed[:] = [hour]


def _give_up_running() -> None:
    with suppress(DatabaseError):
        Request.objects.filter(state="running").update(
            state="failed",
            ended_at=clock_and_chance.now(),
            words=gettext_noop("It could not be finished. Ask for it again."),
        )


def run_next() -> bool:
    """Run the analysis that waits longest; False where none does."""
    request = Request.objects.filter(state="waiting").order_by("asked_at").first()
    if request is None or not Request.objects.filter(pk=request.pk, state="waiting").update(
        state="running"
    ):
        return False
    try:
        with transaction.atomic():
            view = _for_request(request)
            texts, chosen = texts_for_analysis(view), chosen_readings(view)
        result = _in_a_process(texts, chosen, lambda words: say_progress(request, words))
        if result is None:
            return True
        with transaction.atomic():
            _for_request(request)
            # An error may quote a file, so its words are kept sealed like any result.
            keep_result(request, result)
    except (Refused, OfficeError, ValueError, OSError):
        say_failed(request, gettext_noop("The analysis could not be finished. Ask for it again."))
    return True


def _for_request(request: Request) -> CaseView:
    """Open the case as the side that asked sees it."""
    view = CaseView.for_side(request.side_id, Right.ASK_FOR_ANALYSIS)
    if view is None or not view.may(Right.ASK_FOR_ANALYSIS):
        raise Refused("Nobody of the mediation is left who asks for analyses.")
    return view


def _in_a_process(
    texts: dict[str, str], chosen: dict[str, str], progress: Callable[[str], bool]
) -> dict[str, Any] | None:
    """Run an analysis, give what it says; None where it was cancelled.

    It was cancelled where ``progress`` said False, which ends its process at once. Raises
    `ValueError` where it failed.
    """
    asked = json.dumps(
        {"texts": texts, "chosen": chosen, "today": clock_and_chance.now().date().isoformat()}
    )
    # No key and no address of the database goes along.
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GOODOFFICES_")}
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "goodoffices.office.running.analysis_process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
        preexec_fn=_low_priority if hasattr(os, "nice") else None,
    )
    _running.append(process)
    said: list[dict[str, Any]] = []
    reader = threading.Thread(target=_talk, args=(process, asked, said), daemon=True)
    reader.start()
    until = time.monotonic() + MOST_SECONDS
    try:
        while reader.is_alive():
            reader.join(PAUSE / 2)
            if not progress(_parts_done(said)):
                return None
            if time.monotonic() > until:
                raise ValueError("it took too long")
        if _ending.is_set():
            return None
        if not said or "result" not in said[-1]:
            raise ValueError("it ended early")
        found: dict[str, Any] = said[-1]["result"]
        return found
    finally:
        process.kill()
        process.wait()
        _running.remove(process)


def _talk(process: subprocess.Popen[str], asked: str, said: list[dict[str, Any]]) -> None:
    """Hand over what is asked, and take the lines that come back."""
    assert process.stdin is not None
    assert process.stdout is not None
    with suppress(OSError, ValueError):
        with process.stdin:
            process.stdin.write(asked)
        with process.stdout:
            said.extend(json.loads(line) for line in process.stdout)


def _parts_done(said: Sequence[dict[str, Any]]) -> str:
    """Give how many parts are done of how many, such as ``2/5``; empty where nobody said."""
    told = next((one for one in reversed(said) if "done" in one), None)
    return "" if told is None else f"{told['done']}/{told['of']}"


def _low_priority() -> None:
    os.nice(15)
