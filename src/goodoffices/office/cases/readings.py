"""What is read of a case: its draft, the change that is put, what waits, what may be taken away."""

from __future__ import annotations

from django.utils.translation import gettext as _

from goodoffices.formats.ours.talks_reader import TALKS
from goodoffices.formats.ours.talks_writer import talks_text
from goodoffices.office.access.case_changes import opened_change
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.opened import (
    ChangeView,
)
from goodoffices.office.access.paper_heads import (
    AnswersHead,
    CaseDraftHead,
    EstimateHead,
    FileHead,
    PackageHead,
    PendingHead,
    PreferencesHead,
)
from goodoffices.office.access.rights import Right
from goodoffices.office.agreement.readings import has_text_to_sign, terms_to_export
from goodoffices.office.answers.readings import open_calls
from goodoffices.office.beginning.readings import list_unanswered_terms
from goodoffices.office.models import CaseChange
from goodoffices.office.monitoring.readings import waits_for_answer
from goodoffices.office.papers.case_texts import texts_of
from goodoffices.office.releases.readings import (
    list_unanswered,
    list_unanswered_questions,
)
from goodoffices.office.sealing.keys import kind_tag
from goodoffices.office.statements.readings import list_lines
from goodoffices.office.talks.readings import read_talks
from goodoffices.office.talks.whole_talks import whole_talks
from goodoffices.procedure import Talks, unanswered
from goodoffices.record.entry_kind import EntryKind
from goodoffices.record.kinds import (
    ITEM_CARRIED,
    PACKAGE_RELEASED,
    QUESTION_RELEASED,
    TERMS_PUT,
)


def list_what_waits(view: CaseView) -> list[tuple[str, str]]:
    """List what waits for her, in words, each with the name of its page.

    It is found once for a request: the plan of the office asks for it, too.
    """
    if list_what_waits not in view.remembered:
        view.remembered[list_what_waits] = _what_waits(view)
    found: list[tuple[str, str]] = view.remembered[list_what_waits]
    return found


def _list_asked(view: CaseView) -> list[tuple[str, str]]:
    """List for what the mediation asks her side until an hour, each with the page to answer on."""
    asked = [one.rule == "statement" for one in open_calls(view) if one.seen.own is None]
    found = []
    if not all(asked):
        found.append((_("The mediation asks your side for an answer, until an hour"), "answers"))
    if any(asked):
        words = _("A joint statement waits for the approval of your side, until an hour")
        found.append((words, "statements"))
    if any(one.answered_at is None for one in list_lines(view)):
        found.append((_("The mediation wrote lines to take for your side"), "lines"))
    return found


def _what_waits(view: CaseView) -> list[tuple[str, str]]:
    me, found = str(view.actor.person_id), []
    papers = view.papers(PendingHead, AnswersHead) if view.may(Right.GIVE_PREFERENCES) else []
    for head in (paper.head for paper in papers):
        if isinstance(head, PendingHead) and head.by_id != me:
            words = _(
                "{person} put preferences before you: read them and give them to the mediation"
            )
            found.append((words.format(person=head.by), "preferences"))
        if isinstance(head, AnswersHead) and head.confirmed_by not in ("", me):
            words = _(
                "Somebody of your side confirmed the summary: read it and give it to the mediation"
            )
            found.append((words, "summary"))
    change = (
        read_open_change(view)
        if view.may(Right.CONSENT) and view.side.party in view.consenting
        else None
    )
    if change is not None and view.side.party not in change.said:
        found.append((_("The mediation asks whether the case should change"), "change"))
    put = _kinds_put(view) if view.is_party else set()
    if view.may(Right.ANSWER) and TERMS_PUT in put and list_unanswered_terms(view):
        words = _("The mediation put a text before you, to begin with: read it and answer")
        found.append((words, "beginning"))
    if view.may(Right.GIVE_PREFERENCES) and put - {TERMS_PUT}:
        if view.may(Right.ANSWER) and list_unanswered(view):
            words = _("Something was put before you: say what you think")
            found.append((words, "released"))
        if list_unanswered_questions(view):
            found.append((_("The mediation asks you something: answer it"), "questions"))
    if view.may(Right.ANSWER):
        found += _list_asked(view)
    if view.may(Right.SIGN) and has_text_to_sign(view):
        words = _("A text of the agreement waits for the signature of your side")
        found.append((words, "agreement"))
    if view.is_party and view.may(Right.SIGN) and waits_for_answer(view):
        found.append(
            (_("An incident is looked into: the answer of your side is awaited"), "incidents")
        )
    if view.may(Right.ANSWER) and any(
        one.to == view.side.party
        for item in read_talks(view).talks.items
        if not item.kind.asks_for_a_position
        for one in unanswered(item)
    ):
        found.append(
            (_("The mediation waits for an answer to something that was carried to you"), "items")
        )
    return found


def _kinds_put(view: CaseView) -> set[EntryKind]:
    """Say of which kinds something was put before her side, at once and unopened."""
    kinds = (TERMS_PUT, PACKAGE_RELEASED, QUESTION_RELEASED, ITEM_CARRIED)
    found = view.entry_rows(*kinds).order_by().values_list("log_id", "tag").distinct()
    rows = {*found}
    logs = {log for log, _tag in rows}
    return {kind for kind in kinds for log in logs if (log, kind_tag(log, kind.name)) in rows}


def waits_for_others(view: CaseView) -> bool:
    """Tell whether something of hers waits for a second person of her side."""
    me = str(view.actor.person_id)
    if not view.is_party:
        return False
    is_waiting = any(paper.head.by_id == me for paper in view.papers(PendingHead))
    return is_waiting or any(paper.head.confirmed_by == me for paper in view.papers(AnswersHead))


def read_case_draft(view: CaseView) -> str | None:
    """Give the text of the case that the mediation works on.

    None where that is the case itself.
    """
    newest = next(view.each_paper(CaseDraftHead), None)
    return None if newest is None else newest.text


def read_open_change(view: CaseView) -> ChangeView | None:
    """Find the change of the case that lies before the parties."""
    row = (
        CaseChange.objects.filter(case_id=view.case_id, ended_at=None).first()
        if view.is_party or view.is_mediation
        else None
    )
    if row is None:
        return None
    content = opened_change(row)
    said = {
        c.side.party: c.agrees
        for c in view.visible_rows.consents().filter(change=row).select_related("side")
    }
    return ChangeView(
        id=row.pk,
        text=content["case.yaml"],
        words=content["words"],
        put_at=row.put_at,
        said=said,
    )


def texts_to_export(view: CaseView) -> dict[str, str]:
    """Write the case as its files, as far as she may take them away.

    That is the public part; of a party its own preferences and answers; of the mediation what
    her roles let her read.
    """
    heads: list[type[FileHead]] = []
    if view.is_mediation and view.may(Right.ESTIMATE):
        # What parties gave is for those alone who read what rests on it.
        given = [PreferencesHead] if view.may(Right.SEE_REPORT) else []
        heads = [EstimateHead, PackageHead, AnswersHead, *given]
    elif view.is_party:
        heads = [AnswersHead, PreferencesHead]
    papers = view.papers(*heads)
    if view.has_withdrawn:
        # As they were given; the case may have gone on without it.
        return {paper.head.file: paper.text for paper in reversed(papers)}
    texts = texts_of(
        view,
        [
            p
            for p in papers
            if view.is_mediation
            or not isinstance(p.head, PreferencesHead)
            or p.party == view.side.party
        ],
    )
    texts |= terms_to_export(view)
    talks = whole_talks(view)
    return texts if talks == Talks(parties=talks.parties) else {**texts, TALKS: talks_text(talks)}
