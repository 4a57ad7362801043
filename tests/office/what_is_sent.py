"""What is sent to each route of the office in a test: enough to do what it is for."""

from __future__ import annotations

import uuid

from tests.office.cast import Cast, stated
from tests.office.made_terms import TERMS

#: A word of each world, which tells them apart.
WORD = ("tangerine", "persimmon")
PACKAGE = "packages/draft-2.yaml"
AGREEMENT = {"scope": "the strait", "confidentiality": "all of it", "cost": "nothing", "leave": "a letter"}


def fields_of_talks(cast: Cast) -> dict[str, dict[str, str]]:
    """What is sent to the routes of the talks, by route."""
    ids = getattr(cast, "ids", {})
    return {
        "cases/<uuid:case_id>/mandate/": {"text": "somebody's own mandate", "based_on": ""},
        "cases/<uuid:case_id>/beginning/contact/": {"party": "southland", "on": "2026-11-20", "how": "a call"},
        "cases/<uuid:case_id>/beginning/disclosure/": {"interests": "None.", "parties": "southland"},
        "cases/<uuid:case_id>/beginning/agreement/": {**AGREEMENT, "parties": "southland"},
        "cases/<uuid:case_id>/beginning/answer/": {"terms": getattr(cast, "terms", str(uuid.UUID(int=1))), "agrees": "yes"},
        "cases/<uuid:case_id>/rounds/enter/": {"new_track": "talks", "day": "2026-11-23", "began": "10:00", "level": "technical"},
        "cases/<uuid:case_id>/rounds/tell/": {"number": "nobody's", "known": "southland"},
        "cases/<uuid:case_id>/timeline/enter/<str:what>/": {"deadline_text": "A court hears it", "day": "2026-12-01", "set_by": "the law"},
        "cases/<uuid:case_id>/timeline/done/": {"step": ids.get("Send the list of ports that can inspect", "x"), "on": "2026-11-24"},
        "cases/<uuid:case_id>/items/": {"item_kind": "message", "words": "To be said."},
        "cases/<uuid:case_id>/search/": {"sought": f"{WORD[0]} {WORD[0][:3]}"},
        "cases/<uuid:case_id>/files/": {"label": "a file that was forgotten"},
        "cases/<uuid:case_id>/files/delete/": {"file": str(cast.case_id)},
        "cases/<uuid:case_id>/files/<uuid:file>/": {"handing_over": "yes"},
        "cases/<uuid:case_id>/timeline/tell/": {
            "kind": "talks.deadline",
            "number": ids.get("Meridia's mandate ends unless its parliament renews it", "x"),
            "known": "southland",
        },
        "cases/<uuid:case_id>/timeline/mend/<str:kind>/<str:thing>/": {
            "began": "2026-11-08",
            "place": "Elsewhere",
            "why": "It was elsewhere.",
        },
        "cases/<uuid:case_id>/items/allow/": {
            "item": ids.get("Would a list of sites that is exchanged and not published be enough?", "x"),
            "to": "northland",
        },
        "cases/<uuid:case_id>/items/carry/": {
            "item": ids.get("Southland would like its allies to be consulted before a text is final.", "x"),
            "party": "northland",
        },
        "cases/<uuid:case_id>/items/answer/": {
            "answered_item": ids.get("What if the farm bank were freed on the day when the first ship is inspected?", "x"),
            "answer_words": "Yes.",
        },
        "cases/<uuid:case_id>/feed/": {"step": "make"},
        "cases/<uuid:case_id>/feed/allow/": {"step": "forbid"},
        "cases/<uuid:case_id>/seen/": {"until": "2026-11-24T10:00:00+00:00"},
    }


def fields_of_answers(cast: Cast) -> dict[str, dict[str, str]]:
    """What is sent to the routes of texts, positions and answers, by route."""
    return {
        "cases/<uuid:case_id>/texts/": {"title": "Another text", "body": "A paragraph."},
        "cases/<uuid:case_id>/texts/<str:text>/type/<int:version>/<int:start>/<int:count>/": {
            "words": "Another paragraph.",
            "step": "done",
        },
        "cases/<uuid:case_id>/texts/<str:text>/undo/": {"undone": str(uuid.UUID(int=9))},
        "cases/<uuid:case_id>/texts/<str:text>/make/": {"based_on": "1"},
        "cases/<uuid:case_id>/texts/<str:text>/back/": {"based_on": "1", "back_to": "1"},
        "cases/<uuid:case_id>/texts/<str:text>/from/<int:block>/": {"phrase": "open"},
        "cases/<uuid:case_id>/texts/<str:text>/agreed/": {"paragraph": "1", "old": "open", "new": "closed", "words": "In the room."},
        "cases/<uuid:case_id>/texts/<str:text>/agreed/drop/": {"dropped": "nothing"},
        "cases/<uuid:case_id>/texts/<str:text>/weighed/": {"like": "options"},
        "cases/<uuid:case_id>/texts/<str:text>/hand-out/": {"version": "1", "to": "northland"},
        "cases/<uuid:case_id>/texts/<str:text>/criticise/": {"paragraph": "1", "words": "Too few."},
        "cases/<uuid:case_id>/statements/new/": {
            "title": "Another statement",
            "text-1": getattr(cast, "text", ""),
            "language-1": "en",
            "parties": ["northland"],
            "day": "2026-11-24",
            "time": "20:00",
        },
        "cases/<uuid:case_id>/statements/take-back/": {"taken_back": "nothing"},
        "cases/<uuid:case_id>/statements/<str:call>/answer/": {
            "statement": "",
            "agrees": "yes",
            "sha256": getattr(cast, "statement_digest", "0" * 64),
        },
        "cases/<uuid:case_id>/statements/lines/": {"lines": "We spoke.", "to": ["northland"], "round": ""},
        "cases/<uuid:case_id>/statements/lines/answer/": {"lines_of": getattr(cast, "lines", "nothing"), "agrees": "yes"},
        "cases/<uuid:case_id>/positions/": {
            "said_by": "northland",
            "public_words": "We never heard of it.",
            "publisher": "An agency",
            "published": "2026-11-23",
        },
        "cases/<uuid:case_id>/answers/seat/": {"seat": getattr(cast, "call", str(uuid.UUID(int=1)))},
        "cases/<uuid:case_id>/answers/announce/": {"announced": getattr(cast, "call", str(uuid.UUID(int=1)))},
        "cases/<uuid:case_id>/answers/ask/<str:rule>/": {
            "words": "A corridor",
            "parties": ["northland", "southland"],
            "day": "2026-11-24",
            "time": "20:00",
            "of": "1",
            "rule": "sealed",
        },
        "cases/<uuid:case_id>/answers/assess/": {"assessed": getattr(cast, "assessed", str(uuid.UUID(int=1))), "assessment": "accept"},
        "cases/<uuid:case_id>/answers/give/": {"call": getattr(cast, "call", str(uuid.UUID(int=1))), "choice": "no"},
    }


def fields_of_agreement(cast: Cast) -> dict[str, dict[str, str]]:
    """What is sent to the routes of the agreement, by route. The mediation's draft has one version, or two where it has a secret."""
    return {
        "cases/<uuid:case_id>/agreement/sign/<str:part>/": {"sha256": getattr(cast, "signed_digest", "0" * 64), "signature": ""},
        "cases/<uuid:case_id>/agreement/happened/": {"kind": "suspended", "day": "2026-11-24", "by": "northland", "words": "For now."},
        "cases/<uuid:case_id>/agreement/elsewhere/": {"text": "calm", "side": "northland", "on": "2026-11-24", "how": "on paper"},
        "cases/<uuid:case_id>/agreement/draft/file/": {"structure": TERMS.replace("30 days", "40 days"), "based_on": "1"},
        "cases/<uuid:case_id>/agreement/draft/": {"package": "nothing", "kind": "ceasefire", "zone": "UTC", "based_on": "1"},
        "cases/<uuid:case_id>/agreement/draft/term/": {
            "text": "calm",
            "who": "northland",
            "modality": "must",
            "act": "pay",
            "based_on": "2",
        },
        "cases/<uuid:case_id>/agreement/draft/term/remove/": {"term": "spare", "based_on": "1"},
        "cases/<uuid:case_id>/agreement/draft/clock/": {"clock_of": "calm", "begins": "2026-12-01", "based_on": "1"},
        "cases/<uuid:case_id>/agreement/draft/earlier/": {"based_on": "1"},
        "cases/<uuid:case_id>/agreement/draft/text/": {"based_on": "1"},
        "cases/<uuid:case_id>/agreement/draft/put/": {"based_on": "2"},
        "cases/<uuid:case_id>/board/of/<str:key>/<str:day>/": {"progress": "begun", "on": "2026-11-24"},
        "cases/<uuid:case_id>/board/of/<str:key>/": {"progress": "begun", "on": "2026-11-24", "words": "Begun.", "is_for_all": "yes"},
    }


def fields(route: str, cast: Cast) -> dict[str, str]:
    """What is sent to a route: enough to do what it is for."""
    package = {f"option:{i.id}": i.option_ids[0] for i in cast.case.issues}
    rows = (
        {
            "cases/<uuid:case_id>/preferences/": {"text": stated(30), "based_on": ""},
            "cases/<uuid:case_id>/notes/": {"text": "somebody's own note"},
            "cases/<uuid:case_id>/notes/delete/": {"note": str(cast.case_id)},
            "cases/<uuid:case_id>/people/invite/": {"name": "Ivo", "side": str(cast.sides["southland"]), "role": "expert"},
            "cases/<uuid:case_id>/people/end/": {"membership": str(cast.case_id)},
            "cases/<uuid:case_id>/settings/": {"step": "close"},
            "cases/<uuid:case_id>/people/side/": {"kind": "host", "name": "The host"},
            "cases/<uuid:case_id>/people/withdraw/": {"sure": "yes"},
            "cases/<uuid:case_id>/release/": {"step": "release", "to": "southland", "words": "this", **package},
            "cases/<uuid:case_id>/estimates/begin/": {"party": "southland", "reading": "more", "confidence": "low", "reason": "a call"},
            "cases/<uuid:case_id>/estimates/of/<uuid:paper>/": {"sure": "yes"},
            "cases/<uuid:case_id>/drafts/": {"name": "draft-9", **package},
            "cases/<uuid:case_id>/questions/": {"version": "0:", "given": "this"},
            "cases/<uuid:case_id>/report/hours/": {"hours": "06:00"},
            "cases/<uuid:case_id>/build/": {"step": "name", "name": "Another"},
            "cases/<uuid:case_id>/build/ground-rules/": {"phones": "Off.", "reading_time": "24"},
            "cases/<uuid:case_id>/build/put/": {"words": "why"},
            "cases/<uuid:case_id>/change/": {"change": str(cast.change), "agrees": "yes"},
            "cases/<uuid:case_id>/bench/": package,
            "cases/<uuid:case_id>/weigh/": package,
            "cases/<uuid:case_id>/release/question/": {
                "step": "release",
                "to": "southland",
                "words": "this?",
                "against": PACKAGE,
                **package,
            },
            "cases/<uuid:case_id>/record/readers/<str:label>/<int:number>/": {"why": "It named a place.", "sure": "yes"},
            "cases/<uuid:case_id>/released/": {"number": str(getattr(cast, "put", 1)), "position": "reject", "words": "Too little."},
            "cases/<uuid:case_id>/record/approval/<str:label>/": {"size": "1", "signature": "{}"},
            "you/": {"zone": "Europe/Kyiv"},
            "language/": {"language": "en", "came_from": "/"},
            "you/erase/": {"erased_password": "wrong", "sure": "yes"},
            "cases/<uuid:case_id>/estimates/": {"party": "southland", "reading": "new", "text": "nonsense"},
            "invitation/": {"token": "AAAA-BBBB", "second": "CCCC"},
            "accounts/login/": {"login": "north", "password": "wrong"},
        }
        | fields_of_talks(cast)
        | fields_of_answers(cast)
        | fields_of_agreement(cast)
    )
    return rows.get(route, {})
