"""Write the mandate of one's side, and take it away."""

from __future__ import annotations

import uuid

from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.office.access.acting import acting
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import PaperKind
from goodoffices.office.access.paper_heads import MandateHead
from goodoffices.office.access.rights import Right
from goodoffices.office.mandate.readings import read_mandate, version_of
from goodoffices.office.pages.numbers import lazy_number
from goodoffices.office.papers.papers import delete_papers, put_paper, rewrite_paper
from goodoffices.office.refusal import Refused

MOST_MANDATE = 20_000
#: What is said of a mandate that is too long.
TOO_LONG = format_lazy(
    gettext_lazy("A mandate has at most {most} characters."), most=lazy_number(MOST_MANDATE)
)


class MandateOvertaken(Refused):
    """Somebody of the side wrote the mandate anew after she had opened its page."""


def write_mandate(
    view: CaseView, text: str, based_on: str, idempotency_key: uuid.UUID | None
) -> None:
    """Write the mandate of one's side in its place: a paper in no log, kept until it is taken away.

    An empty text takes it away, with its key. ``based_on``: the version that she read. Raises
    `Refused`, `MandateOvertaken`, `AlreadyDone`.
    """
    if len(text) > MOST_MANDATE:
        raise Refused(TOO_LONG, "text")
    with acting(view, Right.WRITE_MANDATE, idempotency_key) as act:
        before = read_mandate(view)
        if version_of(before) != based_on:
            raise MandateOvertaken(
                _(
                    "Somebody of your side wrote the mandate anew meanwhile. Below is your text; "
                    "what it would replace stands under it."
                )
            )
        head = MandateHead(by=view.actor.person.name)
        if not text.strip():
            delete_papers(view, PaperKind.MANDATE)
        elif before is None:
            put_paper(act.side, head, text, act.at, None)
        else:
            rewrite_paper(act.side, before.id, head, text, act.at)
