"""Build a case: a draft of the mediation's, put to the parties, and taken where they agree.

Those have to agree whom the case's ``rules`` name.
"""

from __future__ import annotations

import json
import uuid

from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.case import Case
from goodoffices.office.access.acting import acting, one_at_a_time
from goodoffices.office.access.case_changes import change_text
from goodoffices.office.access.case_identity import digest_of
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import PaperKind, SideKind
from goodoffices.office.access.opened import ChangeView
from goodoffices.office.access.paper_heads import CaseDraftHead
from goodoffices.office.access.rights import Right
from goodoffices.office.cases.party_sides import fit_sides, refuse_taking_out
from goodoffices.office.cases.readings import read_case_draft, read_open_change
from goodoffices.office.computing.texts import MOST_TEXT, case_from
from goodoffices.office.languages import reader_language
from goodoffices.office.models import CaseChange, CaseRow, Consent, Membership, Side
from goodoffices.office.pages.numbers import lazy_number, number_for_reader
from goodoffices.office.papers.papers import RETENTION, delete_papers, put_paper
from goodoffices.office.record.commands import common_log, log_of, record
from goodoffices.office.record.passkeys import Statement, record_statement
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import clock_and_chance, keys
from goodoffices.record.kinds import (
    CASE_CHANGED,
    CHANGE_ANSWERED,
    CHANGE_PROPOSED,
    CHANGE_TAKEN_BACK,
)

#: Characters of the words with which a change is put to the parties.
MOST_WORDS = 4_000
#: Drafts that are kept, so that changes can be undone one by one.
MOST_DRAFTS = 10


#: What is said where those words are missing, or too many.
WORDS_MISSING = format_lazy(
    gettext_lazy("Say in 1 to {most} characters why the case changes."),
    most=lazy_number(MOST_WORDS),
)


def keep_draft(view: CaseView, text: str) -> None:
    """Keep a draft of the case, a working paper of the mediation's, before those kept earlier.

    It may still hold mistakes. One that says what the case says drops them all.
    """
    if len(text) > MOST_TEXT:
        most = number_for_reader(MOST_TEXT)
        raise Refused(_("The text of a case has at most {most} characters.").format(most=most))
    with acting(view, Right.BUILD_CASE, None) as act:
        if text == view.case_text:
            delete_papers(view, PaperKind.CASE_DRAFT)
        elif text != read_case_draft(view):
            for row in view.paper_rows(CaseDraftHead)[MOST_DRAFTS - 1 :]:
                delete_papers(view, PaperKind.CASE_DRAFT, row.pk)
            head = CaseDraftHead(by=view.actor.person.name)
            put_paper(act.side, head, text, act.at, RETENTION)


def undo_draft(view: CaseView) -> None:
    """Go back to the draft before the newest; without one, to the case as it is."""
    with acting(view, Right.BUILD_CASE, None):
        for row in view.paper_rows(CaseDraftHead)[:1]:
            delete_papers(view, PaperKind.CASE_DRAFT, row.pk)


def put_to_parties(view: CaseView, words: str, idempotency_key: uuid.UUID | None) -> None:
    """Put the draft to the parties. Raises `Refused`.

    It holds at once while nobody stands on any party's side.
    """
    text = read_case_draft(view)
    if text is None:
        raise Refused(_("There is no draft that differs from the case."))
    new = _checked(view, text)
    if not words.strip() or len(words) > MOST_WORDS:
        raise Refused(WORDS_MISSING)
    with acting(view, Right.PUT_CASE, idempotency_key, while_paused=False) as act:
        if CaseChange.objects.filter(case_id=view.case_id, ended_at=None).exists():
            raise Refused(_("A change lies before the parties already. Take it back first."))
        change_id = clock_and_chance.new_id()
        content = json.dumps(
            {"case.yaml": text, "words": words.strip()}, ensure_ascii=False
        ).encode()
        key, sealed = keys.seal_apart(keys.opening_key(), content, f"change {change_id}")
        change = CaseChange.objects.create(
            id=change_id, case_id=view.case_id, key=key, sealed=sealed, put_at=act.at
        )
        delete_papers(view, PaperKind.CASE_DRAFT)
        payload = {"sha256": digest_of(text), "words": words.strip()}
        record(common_log(view.case_id), view.actor, CHANGE_PROPOSED, act.at, payload)
        if _nobody_came(view.case_id) or not view.consenting:
            _take(view, change, text, new)


def consent_statement(view: CaseView, change: ChangeView, once: uuid.UUID) -> Statement:
    """State that her party agrees to a change of the case, as it is signed and entered."""
    return _answer(view.actor.side, True, change.text, once)


def _answer(side: Side, agrees: bool, text: str, once: uuid.UUID) -> Statement:
    payload = {"party": side.party, "agrees": agrees, "sha256": digest_of(text)}
    return Statement(kind=CHANGE_ANSWERED, log=log_of(side), once=once, payload=payload)


def answer_change(
    view: CaseView,
    change_id: uuid.UUID,
    agrees: bool,
    idempotency_key: uuid.UUID,
    signature: str = "",
) -> None:
    """Keep whether a party agrees to a change of the case.

    Its answer is for it and the mediation. Where all agree who have to, the change holds.
    ``signature``: what her device made of the statement, which has the idempotency key as its id.
    Who does not agree signs nothing.
    """
    # It is read before others wait for the lock; which change it is is looked at again within it.
    before = read_open_change(view)
    new = None if before is None else _checked(view, before.text)
    with acting(view, Right.CONSENT, idempotency_key, while_paused=False) as act:
        change = CaseChange.objects.filter(
            pk=change_id, case_id=view.case_id, ended_at=None
        ).first()
        if change is None or new is None or before is None or before.id != change.pk:
            raise Refused(_("This change is not before you any more."))
        side = act.side
        if side.party not in view.consenting:
            raise Refused(_("By the rules of the case this change does not need your consent."))
        given = Consent.objects.filter(change=change, side=side).first()
        consent = given or Consent(change=change, side=side)
        consent.agrees, consent.at = agrees, act.at
        consent.save()
        text = change_text(change)
        statement = _answer(side, agrees, text, idempotency_key)
        record_statement(view, act, statement, signature if agrees else "")
        if _all_agree(view, change):
            _take(view, change, text, new)


def take_where_agreed(view: CaseView) -> None:
    """Let the change before the parties hold where all agree who still have to.

    A party that withdrew is not waited for.
    """
    before = read_open_change(view)
    if before is None:
        return
    new = _checked(view, before.text)
    with one_at_a_time(view.case_id):
        change = CaseChange.objects.filter(pk=before.id, ended_at=None).first()
        if change is not None and _all_agree(view, change):
            _take(view, change, before.text, new)


def _all_agree(view: CaseView, change: CaseChange) -> bool:
    consents = Consent.objects.filter(change=change).select_related("side")
    agreeing = {one.side.party for one in consents if one.agrees and one.side.left_at is None}
    still = {
        side.party
        for side in Side.objects.filter(case_id=view.case_id, kind=SideKind.PARTY, left_at=None)
    }
    return still.intersection(view.case.consent) <= agreeing


def take_back_change(view: CaseView) -> None:
    """Take back what the mediation put to the parties.

    The text is its draft again, where it has no other.
    """
    before, draft = read_open_change(view), read_case_draft(view)
    with acting(view, Right.PUT_CASE, None) as act:
        if before is not None and draft is None:
            put_paper(
                act.side,
                CaseDraftHead(by=view.actor.person.name),
                before.text,
                act.at,
                RETENTION,
            )
        if CaseChange.objects.filter(case_id=view.case_id, ended_at=None).update(ended_at=act.at):
            record(common_log(view.case_id), view.actor, CHANGE_TAKEN_BACK, act.at, {})


def _take(view: CaseView, change: CaseChange, text: str, new: Case) -> None:
    at = clock_and_chance.now()
    content = json.dumps({"case.yaml": text}, ensure_ascii=False).encode()
    key, sealed = keys.seal_apart(keys.opening_key(), content, f"case {view.case_id}")
    CaseRow.objects.filter(pk=view.case_id).update(key=key, sealed=sealed)
    fit_sides(view, new)
    CaseChange.objects.filter(pk=change.pk).update(ended_at=at, taken=True)
    record(
        common_log(view.case_id),
        view.actor,
        CASE_CHANGED,
        at,
        {"sha256": digest_of(text)},
        is_by_office=True,
    )


def _checked(view: CaseView, text: str) -> Case:
    """Read the text of a change. Raises `Refused` where it does not fit the sides there are."""
    new: Case = view.compute(case_from, text, reader_language())
    refuse_taking_out(view, new)
    return new


def _nobody_came(case_id: uuid.UUID) -> bool:
    for side in Side.objects.filter(case_id=case_id, kind=SideKind.PARTY, left_at=None):
        if Membership.objects.of_side(side.pk).exists():
            return False
    return True
