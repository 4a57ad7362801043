"""Which texts all approved, and which statements wait, as the record of a reader says."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.sealing import clock_and_chance
from goodoffices.procedure import ALL_AGREE
from goodoffices.procedure.text import stands_in
from goodoffices.record.kinds import CALL_CLOSED, CALL_OPENED


def list_approved(view: CaseView, phrase: str) -> list[tuple[str, datetime.datetime]]:
    """List the texts with these words that all approved, each with the hour at which that held.

    She learns of those that were put to her side alone, and once the record holds what came of it.
    """
    if not phrase.strip():
        return []
    entries = [one for one in view.entries_of(CALL_OPENED, CALL_CLOSED) if one.kind]
    agreed = {
        one.payload["call"]
        for one in entries
        if one.kind == CALL_CLOSED.name and one.payload["result"] == ALL_AGREE
    }
    found: dict[str, tuple[str, datetime.datetime]] = {}
    for one in entries:
        said = one.payload
        is_one = one.kind == CALL_OPENED.name and said["call"] in agreed
        if is_one and any(stands_in(body, phrase) for body in _bodies(said["asks"])):
            hour = datetime.datetime.fromisoformat(said["closes"])
            found[said["call"]] = said["asks"]["title"], hour
    return list(found.values())


def list_waiting(view: CaseView, text: str) -> list[str]:
    """List the titles of joint statements that a new version of a text would void."""
    entries = [one for one in view.entries_of(CALL_OPENED, CALL_CLOSED) if one.kind]
    closed = {one.payload["call"] for one in entries if one.kind == CALL_CLOSED.name}
    now = clock_and_chance.now()
    found = {
        one.payload["call"]: str(one.payload["asks"]["title"])
        for one in entries
        if one.kind == CALL_OPENED.name
        and text in one.payload["asks"].get("sources", ())
        and datetime.datetime.fromisoformat(one.payload["closes"]) > now
    }
    return [title for call, title in found.items() if call not in closed]


def _bodies(asks: Mapping[str, Any]) -> list[str]:
    texts = asks.get("texts", {"": asks["body"]} if "body" in asks else {})
    return list(texts.values())
