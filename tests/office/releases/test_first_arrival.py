"""A release that is prepared from another page begins without mistakes, and a question asks something."""

from __future__ import annotations

import pytest
from django.db import transaction

from tests.office.cast import Cast


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def package(cast, at: int) -> dict[str, str]:
    with transaction.atomic():
        return {f"option:{i.id}": i.option_ids[at] for i in cast.view("mara").case.issues}


@pytest.mark.parametrize("page", ["release", "release/question"])
def test_whoever_comes_with_a_package_has_made_no_mistake_yet(cast, page):
    arrived = cast.post("mara", page, **package(cast, 1))
    assert arrived.status_code == 200
    assert 'class="error"' not in arrived.content.decode()
    sent = cast.post("mara", page, to="", words="", **package(cast, 1))
    assert (sent.status_code, 'class="error"' in sent.content.decode()) == (422, True)


def test_what_holds_now_is_not_asked_against_no_agreement(cast):
    with transaction.atomic():
        now = {f"option:{i.id}": i.status_quo for i in cast.view("mara").case.issues}
    asked = {"step": "release", "to": "northland", "words": "Would you?", "against": ""}
    refused = cast.post("mara", "release/question", **asked, **now)
    assert (refused.status_code, "nothing would be asked" in refused.content.decode()) == (422, True)
    assert cast.post("mara", "release/question", **asked, **package(cast, 1)).status_code == 302


def test_a_question_begins_with_a_draft(cast):
    page = cast.clients["mara"].get(cast.path("release/question") + "?like=draft-2").content.decode()
    with transaction.atomic():
        from goodoffices.office.access.paper_heads import PackageHead
        from goodoffices.office.papers.packages import whole_packages

        view = cast.view("mara")
        draft = whole_packages(view, view.papers(PackageHead))["packages/draft-2.yaml"]
    assert all(f'name="option:{issue}" value="{option}" checked' in page for issue, option in draft.items())
