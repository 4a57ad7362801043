"""What people do with an agreement in the office: draft, put, sign, enter what happened, say how far something is."""

from __future__ import annotations

import re
from contextlib import contextmanager

from django.db import transaction

from goodoffices.office.agreement.readings import newest_draft
from tests.office.cast import Cast, act
from tests.office.made_terms import TERMS
from tests.office.talks.test_rounds import text as page_text

#: Minutes of a day of the cast's clock, which begins on 24 November 2026 at 9:00 UTC.
DAY = 24 * 60


@contextmanager
def doing(cast: Cast, name: str, what: str, minute: int):
    """An act of somebody, who signs in anew on a later day."""
    with act(f"{name} {what} {minute}", minute):
        if minute >= DAY:
            cast.sign_in(name)
        yield


def drafted(cast: Cast, terms: str = TERMS, minute: int = 1) -> None:
    with act(f"a draft {minute}", minute):
        with transaction.atomic():
            draft = newest_draft(cast.view("mara"))
        answer = cast.post("mara", "agreement/draft/file", structure=terms, based_on=0 if draft is None else draft.version)
        assert answer.status_code == 302, page_text(answer)


def put(cast: Cast, terms: str = TERMS, minute: int = 1) -> None:
    drafted(cast, terms, minute)
    with act(f"it is put {minute}", minute + 1):
        with transaction.atomic():
            version = newest_draft(cast.view("mara")).version
        answer = cast.post("mara", "agreement/draft/put", based_on=version)
        assert answer.status_code == 302, page_text(answer)


def sign(cast: Cast, name: str, minute: int, text: str = "calm", **more):
    with act(f"{name} signs {minute}", minute):
        shown = cast.get(name, f"agreement/sign/{text}")
        assert shown.status_code == 200, page_text(shown)
        digest = re.search(r'name="sha256" value="([0-9a-f]{64})"', shown.content.decode())[1]
        return cast.post(name, f"agreement/sign/{text}", **{"sha256": digest, "signature": "", **more})


def agreed(cast: Cast, terms: str = TERMS) -> None:
    put(cast, terms)
    assert [sign(cast, name, minute).status_code for name, minute in (("north", 5), ("south", 6))] == [302, 302]


def happened(cast: Cast, name: str, minute: int, **sent):
    with doing(cast, name, "enters", minute):
        sent = {
            "kind": "happened",
            "event": "",
            "day": "2026-11-25",
            "time": "",
            "by": "",
            "period": "",
            "words": "" if name == "mara" else "We do it.",
            "sure": "yes",
            **sent,
        }
        return cast.post(name, "agreement/happened", **sent)


def says(cast: Cast, name: str, key: str, minute: int, progress: str = "done", **sent):
    with doing(cast, name, f"says {key}", minute):
        return cast.post(name, f"board/of/{key}", **{"progress": progress, "on": "2026-11-27", "words": "", "evidence": "", **sent})


def fetched(cast: Cast, name: str, path: str):
    """What somebody is served at an address of the case, which can be a file or have a question."""
    return cast.clients[name].get(cast.path() + (path if "." in path or "?" in path else f"{path}/"))


def look(cast: Cast, name: str, path: str, minute: int) -> str:
    with doing(cast, name, f"looks at {path}", minute):
        answer = fetched(cast, name, path)
        assert answer.status_code == 200, page_text(answer)
        return page_text(answer)


def entries(cast: Cast, name: str, *kinds):
    with transaction.atomic():
        return [one.payload for one in cast.view(name).entries_of(*kinds)]


def state_at(cast: Cast, minute: int) -> dict[str, str]:
    with doing(cast, "mara", "asks for the state", minute):
        data = fetched(cast, "mara", "agreement/status.json").json()
    return {"": data["state"], **{one["id"]: one["state"] for one in data["obligations"] if one["id"] != "meet"}}
