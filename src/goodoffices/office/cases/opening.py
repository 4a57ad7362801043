"""Open a case: its sides, their keys, their logs, and the papers that came with it."""

from __future__ import annotations

import datetime
import json
import uuid
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from goodoffices.formats.ours.agreement_reader import AGREEMENT
from goodoffices.formats.ours.talks_reader import TALKS
from goodoffices.office.access.acting import ActNow, once
from goodoffices.office.access.case_identity import digest_of
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import Role, SideKind
from goodoffices.office.access.paper_heads import EstimateHead, FileHead, PackageHead, reading_in
from goodoffices.office.access.side_keys import give_log_keys
from goodoffices.office.access.sides import COMMON_LOGS, new_log, new_side
from goodoffices.office.access.visible_rows import VisibleRows
from goodoffices.office.agreement.drafting import keep_first_draft
from goodoffices.office.computing.pool import computed
from goodoffices.office.computing.texts import case_of_folder, talks_of
from goodoffices.office.languages import reader_language
from goodoffices.office.models import CaseRow, Log, Membership, Person, Side
from goodoffices.office.models.people import THE_MEDIATION
from goodoffices.office.papers.papers import put_paper
from goodoffices.office.record.commands import common_log, log_of, record
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import clock_and_chance, keys
from goodoffices.office.talks.importing import enter_talks
from goodoffices.record.kinds import CASE_OPENED, FILES_OPENED


def open_case(
    person: Person, texts: Mapping[str, str], idempotency_key: uuid.UUID | None
) -> uuid.UUID:
    """Open a new case from its files, with this person as the lead mediator.

    Raises `Refused` with the first fault of a file.
    """
    if not person.may_open_cases:
        raise Refused(_("Only mediators of this office open cases."))
    case = computed(person.pk, None, None, case_of_folder, dict(texts), reader_language())
    talks = (
        computed(person.pk, None, None, talks_of, case, texts[TALKS]) if TALKS in texts else None
    )
    with transaction.atomic():
        at = clock_and_chance.now()
        once(person.pk, idempotency_key or clock_and_chance.new_id(), at)
        row = _row(texts["case.yaml"])
        mediation = new_side(row.id, SideKind.MEDIATION, "", THE_MEDIATION, 0)
        sides = [mediation]
        for place, party in enumerate(case.parties, 1):
            sides.append(
                new_side(
                    row.id,
                    SideKind.PARTY,
                    party.id,
                    party.name.in_language(case.languages[0]),
                    place,
                )
            )
        for label in COMMON_LOGS:
            Log.objects.create(case=row, label=label)
        for side in sides:
            new_log(side)
        membership = Membership(person=person, side=mediation, case=row, since=at, told_at=at)
        membership.roles = [Role.LEAD]
        VisibleRows.of(membership).set_row_security()
        membership.save(force_insert=True)
        digest = digest_of(texts["case.yaml"])
        for name, text in texts.items():
            if name not in ("case.yaml", TALKS, AGREEMENT):
                _put(mediation, name, text, digest, at)
        give_log_keys(row.id)
        record(log_of(mediation), membership, FILES_OPENED, at, {"files": sorted(texts)})
        record(common_log(row.id), membership, CASE_OPENED, at, {"case": case.id})
        view = CaseView.for_person(person.pk, row.id)
        assert view is not None
        act = ActNow(at=at, side=mediation)
        if talks is not None:
            enter_talks(view, act, talks)
        if AGREEMENT in texts:
            keep_first_draft(view, act, texts[AGREEMENT])
    return row.id


def _put(mediation: Side, name: str, text: str, case_digest: str, at: datetime.datetime) -> None:
    if name.startswith("packages/"):
        head: FileHead = PackageHead(file=name)
    else:
        party, reading = reading_in(name)
        head = EstimateHead(file=name, party=party, reading=reading, case=case_digest)
    put_paper(mediation, head, text, at, None)


def _row(case_text: str) -> CaseRow:
    case_id = clock_and_chance.new_id()
    public = json.dumps({"case.yaml": case_text}, ensure_ascii=False).encode()
    key, sealed = keys.seal_apart(keys.opening_key(), public, f"case {case_id}")
    return CaseRow.objects.create(
        id=case_id,
        key=key,
        sealed=sealed,
        opened_at=clock_and_chance.now(),
    )
