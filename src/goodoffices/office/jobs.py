"""Runs the analyses that were asked for, one after another, each in a process of its own at low priority."""

from __future__ import annotations

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

from goodoffices.office import chance
from goodoffices.office.case_view import CaseView, Refused
from goodoffices.office.commands.analyses import ask_where_due, keep_result, say_failed, say_progress
from goodoffices.office.commands.papers import delete_expired
from goodoffices.office.models import Request, Standing
from goodoffices.office.places import OfficeError
from goodoffices.office.sight import say_person, say_side

#: Seconds that one analysis may take, and between two looks at what is asked for.
MOST_SECONDS, PAUSE = 900, 1.0
logger = logging.getLogger("goodoffices.office")


def start() -> threading.Thread:
    """The worker of this server, in the background. What a killed server left running is begun anew."""
    Request.objects.filter(state="running").update(state="waiting")
    worker = threading.Thread(target=_work, name="analyses", daemon=True)
    worker.start()
    return worker


def _work() -> None:
    pause = threading.Event()
    while True:
        try:
            close_old_connections()
            ask_where_due()
            if not run_next():
                with transaction.atomic():
                    delete_expired()
                pause.wait(PAUSE)
        except Exception as fault:  # whatever happens to one analysis, the next is run
            logger.error("an analysis failed: %s", type(fault).__name__)
            pause.wait(PAUSE)
            _give_up_running()


def _give_up_running() -> None:
    with suppress(DatabaseError):
        Request.objects.filter(state="running").update(
            state="failed", ended_at=chance.now(), words="It could not be finished. Ask for it again."
        )


def run_next() -> bool:
    """Run the analysis that waits longest; False where none does."""
    request = Request.objects.filter(state="waiting").order_by("asked_at").first()
    if request is None or not Request.objects.filter(pk=request.pk, state="waiting").update(state="running"):
        return False
    try:
        with transaction.atomic():
            view = _for_request(request)
            texts, chosen = view.texts_for_analysis(), view.chosen_readings()
        result = _in_a_process(texts, chosen, lambda words: say_progress(request, words))
        if result is None:
            return True
        with transaction.atomic():
            _for_request(request)
            # An error may quote a file, so its words are kept sealed like any result.
            keep_result(request, result)
    except (Refused, OfficeError, ValueError, OSError):
        say_failed(request, "The analysis could not be finished. Ask for it again.")
    return True


def _for_request(request: Request) -> CaseView:
    """The case as the side that asked sees it."""
    say_side(request.side_id)
    standing = Standing.objects.filter(side_id=request.side_id, ended_at=None).select_related("side__case", "person").first()
    view = None
    if standing is not None:
        say_person(standing.person_id)
        view = CaseView.for_person(standing.person_id, standing.side.case_id)
    if view is None:
        raise Refused("Nobody of the mediation is left.")
    return view


def _in_a_process(texts: dict[str, str], chosen: dict[str, str], progress: Callable[[str], bool]) -> dict[str, Any] | None:
    """What the analysis says; None where it was cancelled (``progress`` said False), which ends its process at once. Raises `ValueError` where it failed."""
    asked = json.dumps({"texts": texts, "chosen": chosen, "today": chance.now().date().isoformat()})
    # No key and no address of the database goes along.
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GOODOFFICES_")}
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "goodoffices.office.analysis_job"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
        preexec_fn=_low_priority if hasattr(os, "nice") else None,
    )
    said: list[dict[str, Any]] = []
    reader = threading.Thread(target=_talk, args=(process, asked, said), daemon=True)
    reader.start()
    until = time.monotonic() + MOST_SECONDS
    try:
        while reader.is_alive():
            reader.join(PAUSE / 2)
            if not progress(_in_words(said)):
                return None
            if time.monotonic() > until:
                raise ValueError("it took too long")
        if not said or "result" not in said[-1]:
            raise ValueError("it ended early")
        found: dict[str, Any] = said[-1]["result"]
        return found
    finally:
        process.kill()
        process.wait()


def _talk(process: subprocess.Popen[str], asked: str, said: list[dict[str, Any]]) -> None:
    """Hand over what is asked, and take the lines that come back."""
    assert process.stdin is not None
    assert process.stdout is not None
    with suppress(OSError, ValueError):
        with process.stdin:
            process.stdin.write(asked)
        with process.stdout:
            said.extend(json.loads(line) for line in process.stdout)


def _in_words(said: Sequence[dict[str, Any]]) -> str:
    told = next((one for one in reversed(said) if "done" in one), None)
    return "" if told is None else f"{told['done']} of {told['of']} parts are done"


def _low_priority() -> None:
    os.nice(15)
