"""Fills a case with items and files, for `benchmarks.talks`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.test import Client
from django.utils import timezone

from goodoffices.case import Text
from goodoffices.formats.attachments import read_attachment
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.cases.opening import open_case
from goodoffices.office.files.storing import WholeFile, head_of, put_own_file
from goodoffices.office.models import Log, Person
from goodoffices.office.record.commands import record
from goodoffices.office.talks import payloads
from goodoffices.procedure import MEDIATION, Item, ItemKind, Moment
from goodoffices.record import kinds


def filled_case(
    n_items: int, n_files: int, text: Callable[[int], str], bytes_of_a_file: int
) -> tuple[CaseView, Client, Callable[[str], str]]:
    """Open a case with so many items and files; give its view, a client, and its addresses."""
    from goodoffices.formats.ours.new_case import template_texts

    person = Person(sign_in_name="mara", name="Mara", may_open_cases=True, joined_at=timezone.now())
    person.set_unusable_password()
    person.save(force_insert=True)
    with transaction.atomic():
        case_id = open_case(person, template_texts("ceasefire"), None)
        view = CaseView.for_person(person.pk, case_id)
        assert view is not None
        log = Log.objects.get(case_id=case_id, label="mediation")
        for number in range(n_items):
            now = timezone.now()
            item = Item(
                id=f"item-{number}",
                kind=ItemKind.MESSAGE,
                text=Text((("", text(120)),)),
                owner=MEDIATION,
                at=Moment.at(now),
            )
            record(log, view.actor, kinds.ITEM_GIVEN, now, payloads.item_payload(item))
        for number in range(n_files):
            words = text(bytes_of_a_file)
            data = words.encode()
            head = head_of(
                f"{number}.txt",
                data,
                read_attachment("a.txt", data),
                label="",
                on="",
                issue="",
                by="Mara",
            )
            whole = WholeFile(head=head, text=words, content=data)
            put_own_file(view.actor.side, timezone.now(), whole)
    return view, _signed_in(person), lambda page: f"/cases/{case_id}/{page}/"


def _signed_in(person: Any) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
