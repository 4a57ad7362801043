"""What becomes public, and from when on: one function of the office's clock and the joint result.

A statement waits sealed. From its hour on it is public where all approved it, for whoever looks
first and for everybody: nothing has to run at the hour. Before that nobody gets a letter of it by
its address, which answers as one that is not there.
"""

from __future__ import annotations

import datetime
import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.answers.readings import call_of
from goodoffices.office.answers.settling import settled
from goodoffices.office.models import JointStatement
from goodoffices.office.record.signing import signing_key, signing_key_now
from goodoffices.office.sealing import clock_and_chance
from goodoffices.procedure import ALL_AGREE
from goodoffices.record.publication import Publication, publication_files

#: Random bytes of an address.
ADDRESS_BYTES = 32


def keep_for_its_hour(call: uuid.UUID, statement: Publication, *, is_served: bool) -> None:
    """Keep a statement that is put to sides, sealed, under an address that nobody can guess.

    ``is_served``: the office itself shows it from its hour on.
    """
    secret = clock_and_chance.random_bytes(ADDRESS_BYTES).hex()
    row = JointStatement(call_id=call, digest=_digest_of(secret))
    row.content = {
        "title": statement.title,
        "texts": dict(statement.texts),
        "by": list(statement.by),
        "corrects": statement.corrects,
        "key": str(signing_key_now()),
        "secret": secret,
        "is_served": is_served,
    }
    row.save(force_insert=True)


def find_public(secret: str) -> Publication | None:
    """Find the statement of an address that the office shows; None where there is none now.

    What waits for its hour is not even looked at.
    """
    row = _due().filter(digest=_digest_of(secret)).select_related("call").first()
    if row is None or not row.content["is_served"]:
        return None
    return publication_of(row) if _is_approved(row) else None


@dataclass(frozen=True, kw_only=True)
class PublicStatementRead:
    """A statement that is public now. ``address``: the secret in that of the office, or empty."""

    statement: Publication
    address: str


def list_public(view: CaseView) -> list[PublicStatementRead]:
    """List the statements of a case that are public now, the newest first."""
    due = _due().filter(call__case_id=view.case_id)
    rows = due.select_related("call").order_by("-call__closes_at", "pk")
    return [
        PublicStatementRead(statement=publication_of(row), address=_address_of(row))
        for row in rows
        if _is_approved(row)
    ]


def _due() -> QuerySet[JointStatement]:
    """Select the statements whose hour has come; what was settled stays, whatever the clock."""
    now = clock_and_chance.now()
    is_due = Q(call__closes_at__lte=now) | Q(call__joint_sealed__isnull=False)
    return JointStatement.objects.filter(is_due)


def list_addresses(view: CaseView) -> dict[str, str]:
    """Find the addresses at which the office will show statements that wait, by their calls.

    They are for those who put them.
    """
    waiting = JointStatement.objects.filter(
        call__case_id=view.case_id, call__closes_at__gt=clock_and_chance.now()
    )
    return {str(row.pk): _address_of(row) for row in waiting}


def _address_of(row: JointStatement) -> str:
    return str(row.content["secret"]) if row.content["is_served"] else ""


def files_of(statement: Publication) -> dict[str, bytes]:
    """Write the signed folder of a statement, with the key of the office when it was put."""
    row = JointStatement.objects.filter(pk=uuid.UUID(hex=statement.id)).first()
    key = signing_key_now() if row is None else uuid.UUID(row.content["key"])
    return publication_files(statement, signing_key(key))


def forget_statements(calls: Iterable[uuid.UUID]) -> None:
    """Delete statements that are void: they become public at no hour."""
    JointStatement.objects.filter(pk__in=list(calls)).delete()


def publication_of(row: JointStatement) -> Publication:
    """Give what becomes public of a row."""
    content = row.content
    return Publication(
        id=row.pk.hex,
        title=content["title"],
        texts=content["texts"],
        by=content["by"],
        at=row.call.closes_at.astimezone(datetime.UTC),
        corrects=content["corrects"],
    )


def _is_approved(row: JointStatement) -> bool:
    closes = row.call.closes_at
    return settled(call_of(str(row.pk), row.call.said, closes, closes)) == ALL_AGREE


def _digest_of(secret: str) -> str:
    return hashlib.sha256(f"statement {secret}".encode()).hexdigest()
