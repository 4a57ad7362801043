"""Fills a case with a text in many versions, for `benchmarks.texts`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db import transaction
from django.test import Client

from benchmarks.talks_filled import filled_case
from goodoffices.office.models import Log
from goodoffices.office.record.commands import record
from goodoffices.office.sealing import clock_and_chance
from goodoffices.office.texts.bodies import digest_of_text, put_body
from goodoffices.record.kinds import TEXT_SAVED


def filled_text(title: str, versions: Sequence[str]) -> tuple[Client, Callable[[str], str]]:
    """Open a case with a text in these versions; give a client, and the addresses of the text."""
    view, client, address = filled_case(0, 0, str, 0)
    text = clock_and_chance.new_id().hex
    with transaction.atomic():
        log = Log.objects.get(case_id=view.case_id, label="mediation")
        for number, body in enumerate(versions, 1):
            now = clock_and_chance.now()
            digest = digest_of_text(body)
            said = {"text": text, "title": title, "version": number, "sha256": digest}
            put_body(view, record(log, view.actor, TEXT_SAVED, now, said), body)
    folder = address("texts")
    return client, lambda page: folder + page.format(text=text)
