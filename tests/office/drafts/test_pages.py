"""Drafts of the mediation: kept from the bench under a name, judged by the next analysis, removed."""

from __future__ import annotations

import re

import pytest
from django.db import transaction

from goodoffices.formats.ours.case_texts import CaseTexts
from goodoffices.office.access.paper_heads import PackageHead
from goodoffices.office.papers.case_texts import texts_for_analysis
from tests.office.cast import Cast


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def package(cast) -> dict[str, str]:
    with transaction.atomic():
        return {f"option:{i.id}": i.option_ids[-1] for i in cast.view("mara").case.issues}


def drafts(cast) -> dict[str, object]:
    with transaction.atomic():
        return {p.head.file: p for p in cast.view("mara").papers(PackageHead)}


def test_a_package_of_the_bench_is_kept_as_a_draft_that_the_analysis_reads(cast):
    page = text(cast.post("mara", "bench", **package(cast)))
    assert "Save as a draft" in page
    assert cast.post("mara", "drafts", name="draft-3", **package(cast)).status_code == 302
    with transaction.atomic():
        opened = CaseTexts(texts_for_analysis(cast.view("mara")))
    assert {f"option:{i}": o for i, o in opened.draft("draft-3").choices.items()} == package(cast)
    page = text(cast.get("mara", "drafts"))
    assert "draft-3" in page
    assert "It breaks: " in page
    assert "draft-3" in text(cast.get("mara", "release"))


def test_a_draft_is_not_written_over_and_its_name_is_one_of_a_file(cast):
    for name in ("draft-2", "", "../case", "a/b"):
        refused = cast.post("mara", "drafts", name=name, **package(cast))
        assert refused.status_code == 422
        # What was put together is not lost: the form holds it for another name.
        assert all(f'name="{field}" value="{option}"' in text(refused) for field, option in package(cast).items())
    assert set(drafts(cast)) == {"packages/draft-2.yaml", "packages/early-harvest.yaml"}
    in_part = package(cast) | {"option:scope": ""}
    assert "settles every issue" in text(cast.post("mara", "drafts", name="draft-3", **in_part))


def test_a_draft_is_removed_with_its_key(cast):
    gone = drafts(cast)["packages/draft-2.yaml"]
    assert cast.post("mara", "drafts", step="remove", draft=str(gone.id)).status_code == 302
    assert set(drafts(cast)) == {"packages/early-harvest.yaml"}
