"""What a rule is asked with beside its words: checked, and with the lot that is drawn for ties."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from goodoffices.case import Case
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import BESIDE_PARTIES
from goodoffices.office.answers.rules import Asks
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.papers.packages import is_package_of
from goodoffices.office.people.commands import refuse_name_of_side
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import clock_and_chance
from goodoffices.office.texts.in_words import as_plain_text, brackets_left
from goodoffices.office.texts.readings import find_text
from goodoffices.procedure import MOST_AMOUNT, MOST_PACKAGES, MOST_WORDINGS

#: Characters of a wording, of the unit of an amount, and of who would sit down.
MOST_WORDING, MOST_UNIT, MOST_SEAT = 2_000, 40, 200
#: Characters of a text that is put for approval.
MOST_APPROVED = 40_000


def asked_with(case: Case, rule: str, asks: Asks, parties: Collection[str]) -> dict[str, Any]:
    """Give what stands in the entry of a call, by its rule. Raises `Refused`."""
    if rule == "packages":
        return {"packages": _packages(case, asks.get("packages", ()))}
    if rule == "ranking":
        wordings = _wordings(asks.get("wordings", ()))
        return {"wordings": wordings, "lot": _drawn(len(wordings))}
    if rule == "bid":
        return _bounds(asks, parties)
    if rule == "seat":
        return _seat(case, asks, parties)
    return {}


def text_to_approve(view: CaseView, text: str) -> dict[str, Any]:
    """Give the newest version of a text as all would approve it, with its digest.

    Each side approves the same bytes, in UTF-8. Raises `Refused` where a bracket is left.
    """
    found = find_text(view, text)
    if found is None:
        raise Refused(_("There is no such text."), "text")
    if brackets_left(found.newest):
        raise Refused(_("Brackets are left in this text: nothing is approved in part."), "text")
    body = as_plain_text(found, found.newest)
    if len(body) > MOST_APPROVED:
        raise Refused(_("A text that is put for approval has at most 40,000 characters."), "text")
    digest = sha256(body.encode()).hexdigest()
    return {"title": found.title, "body": body, "sha256": digest}


def _seat(case: Case, asks: Asks, parties: Collection[str]) -> dict[str, Any]:
    """Say who would sit down. Those are asked whom the case names for that."""
    kind, name = str(asks.get("kind", "")), str(asks.get("name", "")).strip()
    if kind not in BESIDE_PARTIES or not 0 < len(name) <= MOST_SEAT:
        raise Refused(_("Say who would sit down, and as what."), "name")
    refuse_name_of_side(name)
    if {*case.seats} - {*parties}:
        words = _("Those are asked whom the case names for a seat: add {parties}.")
        missing = [one for one in case.seats if one not in parties]
        w = wording_for_reader(case)
        raise Refused(words.format(parties=w.list_of(map(w.party, missing))), "parties")
    return {"kind": kind, "name": name}


def _packages(case: Case, packages: Sequence[Asks]) -> list[dict[str, str]]:
    found = [dict(one) for one in packages]
    if not 2 <= len(found) <= MOST_PACKAGES or any(found.count(one) > 1 for one in found):
        raise Refused(_("Choose from two to nine packages, each once."), "package-1")
    if not all(is_package_of(case, one) for one in found):
        raise Refused(_("A package that is put settles every issue of the case."), "package-1")
    return found


def _wordings(wordings: Sequence[str]) -> list[str]:
    found = [one.strip() for one in wordings if one.strip()]
    if not 2 <= len(found) <= MOST_WORDINGS or len(set(found)) < len(found):
        raise Refused(
            _("Write from two to six wordings, each once, with an empty line between them."),
            "wordings",
        )
    if any(len(one) > MOST_WORDING for one in found):
        raise Refused(_("A wording has at most 2,000 characters."), "wordings")
    return found


def _drawn(count: int) -> list[int]:
    """Draw an order of so many wordings, each as likely as any other."""
    numbers = list(range(1, count + 1))
    return [numbers.pop(_below(len(numbers))) for _k in range(count)]


def _below(bound: int) -> int:
    """Draw a number from 0 to below a bound, each as likely as any other."""
    while True:
        byte = clock_and_chance.random_bytes(1)[0]
        # What is left over of a byte would make low numbers likelier.
        if byte < 256 - 256 % bound:
            return byte % bound


def _bounds(asks: Asks, parties: Collection[str]) -> dict[str, Any]:
    payer, unit = str(asks.get("payer", "")), str(asks.get("unit", "")).strip()
    lowest, highest = asks.get("lowest"), asks.get("highest")
    if len(set(parties)) != 2 or payer not in parties:
        raise Refused(_("A blind bid is of two parties, and one of them pays."), "payer")
    if lowest is None or highest is None or not 0 <= lowest < highest <= MOST_AMOUNT:
        words = _("The lowest amount is below the highest, and none is below zero.")
        raise Refused(words, "lowest")
    if not 0 < len(unit) <= MOST_UNIT:
        raise Refused(_("Say what the amount is of, in 1 to 40 characters."), "unit")
    return {"payer": payer, "lowest": int(lowest), "highest": int(highest), "unit": unit}
