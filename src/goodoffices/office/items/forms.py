"""The forms of what is carried: an item, where it may go, our own words, an answer."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.items.commands import MOST_WORDS, WORDS, WhatIsGiven
from goodoffices.office.pages.fields import Sides, named_parties
from goodoffices.office.pages.forms import ActForm, Choice, Hidden, Words
from goodoffices.office.pages.package_form import PartFields
from goodoffices.procedure import ItemKind

MOST_DAYS = 3_650
KINDS = [
    (str(ItemKind.PROPOSAL), pgettext_lazy("what is carried", "a proposal")),
    (str(ItemKind.NON_PAPER), pgettext_lazy("what is carried", "a non-paper, without an author")),
    (str(ItemKind.QUESTION), pgettext_lazy("what is carried", "a question")),
    (str(ItemKind.HYPOTHETICAL), pgettext_lazy("what is carried", "a hypothetical: what if …")),
    (str(ItemKind.MESSAGE), pgettext_lazy("what is carried", "a message")),
]


@dataclass(frozen=True, kw_only=True)
class GivenItem:
    """An item as it was sent: what it is, where it may go, and the idempotency key of the act."""

    what: WhatIsGiven
    to: list[str]
    key: uuid.UUID


class ItemForm(ActForm):
    """An item: what it is, in which words, and where it may go."""

    told_by: Collection[str] = ("words",)

    item_kind = Choice(label=pgettext_lazy("of an item", "What it is"), choices=KINDS)
    words = Words(
        label=pgettext_lazy("of an item", "In words"), most=MOST_WORDS, missing=WORDS, rows=3
    )
    agreed_days = forms.IntegerField(
        label=gettext_lazy("Days agreed for an answer (optional)"),
        required=False,
        min_value=0,
        max_value=MOST_DAYS,
    )
    to = Sides(label=gettext_lazy("To whom the mediation may carry it, as it is"))

    def __init__(self, request: HttpRequest, view: CaseView) -> None:
        super().__init__(request)
        self.offer("to", others(view))
        self.options = PartFields(self, view.case, before="option:", none=_("not part of it"))
        if view.is_mediation:
            self.fields["to"].label = gettext_lazy("Carry it at once to")
        if not view.may(Right.RELEASE if view.is_mediation else Right.ALLOW_ITEMS):
            del self.fields["to"]

    def given(self) -> GivenItem:
        """Read the item. Raises `Refused`."""
        sent = self.read()
        what = WhatIsGiven(
            kind=ItemKind(sent["item_kind"]),
            words=sent["words"],
            agreed_days=sent["agreed_days"],
            package=self.options.chosen(),
        )
        return GivenItem(what=what, to=sent.get("to", []), key=sent["idempotency_key"])


class AllowForm(ActForm):
    """Where an item of one's side may go."""

    told_by: Collection[str] = ("item",)

    item = Hidden(most=100)
    to = Sides()

    def __init__(self, request: HttpRequest, view: CaseView) -> None:
        super().__init__(request)
        self.offer("to", others(view))


class CarryForm(ActForm):
    """An item that goes to a party as it is."""

    told_by: Collection[str] = ("item",)

    item = Hidden(most=100)
    party = Hidden(most=100)


class ItemAnswerForm(ActForm):
    """What a side answers to something that was carried to it."""

    told_by: Collection[str] = ("answered_item",)

    answered_item = Hidden(most=100)
    answer_words = Words(
        label=gettext_lazy("Your answer to the mediation"), most=MOST_WORDS, missing=WORDS, rows=3
    )


def others(view: CaseView) -> list[tuple[str, str]]:
    """List the parties that are in the talks, beside her own."""
    return [one for one in named_parties(view) if one[0] != view.side.party]
