"""Draft the terms of an agreement, change them, and put a version to all parties."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.agreement import Agreement
from goodoffices.case import Case
from goodoffices.formats.ours.agreement_editing import NoSuchTerm
from goodoffices.office.access.acting import ActNow, acting
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.agreement.readings import DraftOfTerms, list_versions, newest_draft
from goodoffices.office.computing.agreement_texts import (
    agreement_from,
    document_to_put,
)
from goodoffices.office.languages import reader_language
from goodoffices.office.record.commands import common_log, log_of, record
from goodoffices.office.refusal import Refused
from goodoffices.office.texts.bodies import digest_of_text, put_body
from goodoffices.procedure import PARTIES
from goodoffices.record.kinds import AGREEMENT_DRAFTED, AGREEMENT_PUT

NO_DRAFT = gettext_lazy("There is no draft yet. Begin one first.")
CHANGED = gettext_lazy("Somebody changed the draft meanwhile. Look at it first.")


def save_draft(
    view: CaseView, structure: str, based_on: int, idempotency_key: uuid.UUID | None
) -> None:
    """Save the file of the terms as the next version of the draft. Raises `Refused`.

    ``based_on``: the version that the page showed; 0 where there was none.
    """
    title = _title(view, structure)
    with acting(view, Right.DRAFT_AGREEMENT, idempotency_key) as act:
        newest = newest_draft(view)
        if based_on != (0 if newest is None else newest.version):
            raise Refused(CHANGED)
        if newest is not None and newest.structure == structure:
            raise Refused(_("Nothing changed, so there is no new version."))
        _save(view, act, structure, title, based_on + 1)


def keep_first_draft(view: CaseView, act: ActNow, structure: str) -> None:
    """Keep the terms that came with a case, which were checked, as its first draft."""
    _save(view, act, structure, _title(view, structure), 1)


def change_draft(
    view: CaseView,
    change: Callable[[str], str],
    based_on: int,
    idempotency_key: uuid.UUID | None,
) -> None:
    """Change the file of the terms in one place, as the next version. Raises `Refused`."""
    draft = draft_to_change(view)
    try:
        structure = change(draft.structure)
    except NoSuchTerm:
        raise Refused(_("There is no such term.")) from None
    save_draft(view, structure, based_on, idempotency_key)


def _title(view: CaseView, structure: str) -> str:
    """Check the file of the terms, give its name. Raises `Refused`."""
    case: Case = view.case
    terms = view.read(agreement_from, structure, case, reader_language())
    return terms.name.in_language(case.languages[0])[:200]


def _save(view: CaseView, act: ActNow, structure: str, title: str, version: int) -> None:
    said = {"version": version, "title": title, "sha256": digest_of_text(structure)}
    entry = record(log_of(act.side), view.actor, AGREEMENT_DRAFTED, act.at, said)
    put_body(view, entry, structure)


def put_version(view: CaseView, based_on: int, idempotency_key: uuid.UUID | None) -> None:
    """Put the draft to all parties, to be signed text by text. Raises `Refused`.

    From then on they read its terms and its texts; nothing else of the mediation's.
    """
    draft = draft_to_change(view)
    language = reader_language()
    document = view.compute(document_to_put, view.case_text, language, draft.structure)
    terms = view.read(agreement_from, document.structure, view.case, language)
    with acting(view, Right.RELEASE, idempotency_key, while_paused=False) as act:
        newest = newest_draft(view)
        if newest is None or newest.version != based_on or newest.structure != draft.structure:
            raise Refused(CHANGED)
        versions = list_versions(view)
        if versions and versions[0].document.structure == document.structure:
            raise Refused(_("This is what lies before the parties already."))
        body = document.written
        said = {
            "version": 1 + max((one.number for one in versions), default=0),
            "title": draft.title,
            "texts": {
                one.id: {
                    "sha256": document.texts[one.id].sha256,
                    "between": list(one.between),
                }
                for one in terms.texts
            },
            "sha256": digest_of_text(body),
        }
        entry = record(common_log(view.case_id, PARTIES), view.actor, AGREEMENT_PUT, act.at, said)
        put_body(view, entry, body)


def terms_of_draft(view: CaseView) -> Agreement:
    """Read the terms of the draft. Raises `Refused` where there is none."""
    structure = draft_to_change(view).structure
    return view.read(agreement_from, structure, view.case, reader_language())


def draft_to_change(view: CaseView) -> DraftOfTerms:
    """Give the draft that the mediation works on. Raises `Refused` where there is none."""
    draft = newest_draft(view)
    if draft is None:
        raise Refused(NO_DRAFT)
    return draft
