"""Sealed answers in words: what is put, what the result would tell, what one answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.answers.readings import CallRead, list_calls
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.lazy_words import StrOrPromise
from goodoffices.office.pages.in_words import package_rows
from goodoffices.procedure import SEALED, Known, what_is_told

#: What a side can know of the others.
KNOWN: Mapping[Known, StrOrPromise] = {
    Known.ALL_OTHERS_AGREED: gettext_lazy("that all others said yes"),
    Known.THE_OTHER_DID_NOT: gettext_lazy("that the other did not say yes"),
    Known.SOMEBODY_DID_NOT: gettext_lazy("that one of the others at least did not say yes"),
    Known.NOTHING: gettext_lazy("nothing about the others"),
}
CHOICES: Mapping[str, StrOrPromise] = {"yes": gettext_lazy("Yes"), "no": gettext_lazy("No")}


@dataclass(frozen=True, kw_only=True)
class CallShown:
    """A call as a page shows it. ``tells``: own answer, result, and what is known from them."""

    read: CallRead
    sides: str
    rows: list[tuple[str, str]]
    own: str
    is_ours: bool
    tells: list[tuple[str, bool, str]]


def calls_in_words(view: CaseView) -> list[CallShown]:
    """List the calls for sealed answers as a page shows them, the newest first."""
    w = wording_for_reader(view.case)
    return [
        CallShown(
            read=one,
            sides=w.list_of(map(w.party, one.call.sides)),
            rows=package_rows(view.case, one.package) if one.package else [],
            own=str(CHOICES.get(one.seen.own or "", "")),
            is_ours=view.side.party in one.call.sides,
            tells=[
                (str(CHOICES[told.own]), told.joint, str(KNOWN[told.known]))
                for told in what_is_told(SEALED, len(one.call.sides))
            ],
        )
        for one in list_calls(view)
    ]
