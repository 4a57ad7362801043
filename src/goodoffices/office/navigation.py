"""The plan of the office: the pages of a case that its reader has, by groups, with what waits.

A new matter adds its pages here, in the group to which they belong.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.urls import reverse
from django.utils.translation import pgettext_lazy

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.rights import Right
from goodoffices.office.cases.readings import list_what_waits
from goodoffices.office.help.sentences import HELP, HELP_OF_PARTIES
from goodoffices.office.lazy_words import StrOrPromise


@dataclass(frozen=True)
class Place:
    """A page of the plan: what it is called, its name among the addresses, and who has it.

    ``within``: names of the pages that are reached from it, and stand under it.
    """

    label: StrOrPromise
    page: str
    right: Right
    within: tuple[str, ...] = ()


PLAN: tuple[tuple[StrOrPromise, tuple[Place, ...]], ...] = (
    ("", (Place(pgettext_lazy("page of the plan", "Desk"), "case", Right.SEE_CASE, ("digest",)),)),
    (
        pgettext_lazy("pages of the plan", "The table"),
        (
            Place(
                pgettext_lazy("page of the plan", "Case"),
                "build",
                Right.BUILD_CASE,
                ("change", "put_case", "case_words", "ground_rules"),
            ),
            Place(
                pgettext_lazy("page of the plan", "Estimates"),
                "estimates",
                Right.ESTIMATE,
                ("estimate", "begin_estimate", "estimate_questions", "estimate_summary"),
            ),
            Place(
                pgettext_lazy("page of the plan", "Our preferences"),
                "preferences",
                Right.SEE_OWN_PREFERENCES,
            ),
            Place(pgettext_lazy("page of the plan", "Our mandate"), "mandate", Right.SEE_MANDATE),
            Place(
                pgettext_lazy("page of the plan", "Questions"),
                "questions",
                Right.SEE_OWN_PREFERENCES,
                ("summary",),
            ),
        ),
    ),
    (
        pgettext_lazy("pages of the plan", "Analysis"),
        (
            Place(
                pgettext_lazy("page of the plan", "Report"),
                "report",
                Right.SEE_REPORT,
                ("report_section", "report_whole"),
            ),
            Place(pgettext_lazy("page of the plan", "Frontier"), "frontier", Right.SEE_REPORT),
            Place(pgettext_lazy("page of the plan", "Compare"), "compare", Right.SEE_REPORT),
            Place(pgettext_lazy("page of the plan", "What if"), "bench", Right.SEE_REPORT),
            Place(pgettext_lazy("page of the plan", "Drafts"), "drafts", Right.ESTIMATE),
            Place(pgettext_lazy("page of the plan", "Weigh"), "weigh", Right.SEE_OWN_PREFERENCES),
        ),
    ),
    (
        pgettext_lazy("pages of the plan", "Talks"),
        (
            Place(
                pgettext_lazy("page of the plan", "Beginning"),
                "beginning",
                Right.SEE_BEGINNING,
                ("enter_contact", "put_disclosure", "put_agreement", "answer_terms"),
            ),
            Place(
                pgettext_lazy("page of the plan", "Timeline"),
                "timeline",
                Right.SEE_ROUNDS,
                ("enter_thing", "tell_of_thing", "step_done", "mend", "feed"),
            ),
            Place(
                pgettext_lazy("page of the plan", "Rounds"),
                "rounds",
                Right.SEE_ROUNDS,
                ("enter_round", "tell_of_round"),
            ),
            Place(
                pgettext_lazy("page of the plan", "Carried"),
                "items",
                Right.SEE_ITEMS,
                ("allow_item", "carry_item", "answer_item"),
            ),
            Place(pgettext_lazy("page of the plan", "Positions"), "positions", Right.SEE_ITEMS),
            Place(
                pgettext_lazy("page of the plan", "Texts"),
                "texts",
                Right.SEE_TEXTS,
                (
                    "text",
                    "text_changes",
                    "text_origin",
                    "text_agreed",
                    "text_weighed",
                    "text_beside",
                    "type_text",
                    "hand_out",
                    "criticise",
                    "text_file",
                    "text_document",
                ),
            ),
            Place(
                pgettext_lazy("page of the plan", "Statements"),
                "statements",
                Right.SEE_STATEMENTS,
                ("new_statement", "answer_statement", "lines"),
            ),
            Place(
                pgettext_lazy("page of the plan", "Answers"),
                "answers",
                Right.SEE_ITEMS,
                ("give_answer", "assess", "ask", "announce_again", "open_seat"),
            ),
            Place(
                pgettext_lazy("page of the plan", "Release"),
                "release",
                Right.RELEASE,
                ("release_question",),
            ),
            Place(
                pgettext_lazy("page of the plan", "Put before us"),
                "released",
                Right.SEE_OWN_PREFERENCES,
            ),
        ),
    ),
    (
        pgettext_lazy("pages of the plan", "Agreement"),
        (
            Place(
                pgettext_lazy("page of the plan", "Agreement"),
                "agreement",
                Right.SEE_AGREEMENT,
                ("sign_agreement", "agreement_event", "agreement_paper", "agreement_places"),
            ),
            Place(
                pgettext_lazy("page of the plan", "Board"),
                "board",
                Right.SEE_AGREEMENT,
                ("stipulation", "occurrence", "board_brief"),
            ),
            Place(
                pgettext_lazy("page of the plan", "Incidents"),
                "incidents",
                Right.SEE_AGREEMENT,
                (
                    "incident",
                    "report_incident",
                    "publish_incident",
                    "inquire_incident",
                    "answer_incident",
                    "find_incident",
                    "join_incidents",
                    "part_incidents",
                    "incident_day",
                ),
            ),
            Place(
                pgettext_lazy("page of the plan", "Its draft"),
                "agreement_draft",
                Right.DRAFT_AGREEMENT,
                (
                    "agreement_term",
                    "agreement_source",
                    "agreement_text_check",
                    "put_terms",
                    "draft_places",
                ),
            ),
        ),
    ),
    (
        pgettext_lazy("pages of the plan", "The office"),
        (
            Place(pgettext_lazy("page of the plan", "Search"), "search", Right.SEARCH),
            Place(
                pgettext_lazy("page of the plan", "Files"),
                "files",
                Right.SEE_FILES,
                ("file", "file_content", "delete_file"),
            ),
            Place(pgettext_lazy("page of the plan", "Notes"), "notes", Right.KEEP_NOTES),
            Place(
                pgettext_lazy("page of the plan", "People"),
                "people",
                Right.SEE_PEOPLE,
                ("invite", "person_knew"),
            ),
            Place(
                pgettext_lazy("page of the plan", "Record"),
                "record",
                Right.SEE_RECORD,
                ("entry_readers", "record_approval"),
            ),
            Place(pgettext_lazy("page of the plan", "Settings"), "case_settings", Right.CLOSE_CASE),
        ),
    ),
)


@dataclass(frozen=True)
class PlaceShown:
    """A page as the plan shows it.

    ``current``: ``page`` where it is the one that is open, ``true`` where that stands under it.
    ``waiting``: how many things wait for her there.
    """

    label: str
    address: str
    current: str
    waiting: int


@dataclass(frozen=True)
class Plan:
    """The plan for one reader.

    ``waiting`` counts everything that waits for her. ``help``: what the page that is open is for,
    and where the documentation says more.
    """

    groups: tuple[tuple[str, tuple[PlaceShown, ...]], ...]
    waiting: int
    help: tuple[str, str] | None = None


def plan_for(view: CaseView, opened: str) -> Plan:
    """Draw the plan of a case for its reader. ``opened``: the name of the page that is open."""
    waiting = Counter() if view.is_locked else Counter(name for _, name in list_what_waits(view))
    hers = [(heading, [p for p in places if view.may(p.right)]) for heading, places in PLAN]
    named = {name for _, places in hers for place in places for name in (place.page, *place.within)}
    # What waits on a page that the plan has no place for is reached from the desk.
    waiting["case"] += sum(waiting[name] for name in list(waiting) if name not in named)
    groups = tuple(
        (str(heading), tuple(_shown(view.case_id, place, opened, waiting) for place in places))
        for heading, places in hers
        if places
    )
    under = next((p.page for _, places in hers for p in places if opened in p.within), opened)
    sentences = HELP_OF_PARTIES if view.is_party else HELP
    told = sentences.get(opened) or sentences.get(under)
    in_words = None if told is None else (str(told[0]), told[1])
    return Plan(groups, sum(waiting[name] for name in named), in_words)


def _shown(case_id: uuid.UUID, place: Place, opened: str, waiting: Mapping[str, int]) -> PlaceShown:
    current = "page" if opened == place.page else "true" if opened in place.within else ""
    count = sum(waiting.get(name, 0) for name in (place.page, *place.within))
    return PlaceShown(str(place.label), _address(place.page).format(case_id), current, count)


@cache
def _address(page: str) -> str:
    """Find the address of a page, with braces where the id of its case stands.

    To look one up takes Django long, and each page shows twenty.
    """
    nobodys = uuid.UUID(int=0)
    return reverse(page, kwargs={"case_id": nobodys}).replace(str(nobodys), "{}")
