"""The head of each kind of paper: typed, read as earlier versions wrote it, opened once."""

from __future__ import annotations

import json

import pytest
from django.db import transaction

from goodoffices.office.access import case_view
from goodoffices.office.access.kinds import PaperKind
from goodoffices.office.access.paper_heads import (
    HEAD_OF,
    AnswersHead,
    CaseDraftHead,
    EstimateHead,
    MandateHead,
    NoteHead,
    PackageHead,
    PendingHead,
    PreferencesHead,
    ResultHead,
    TextEditHead,
    reading_in,
)
from goodoffices.office.models import Side
from goodoffices.office.papers.papers import rewrite_paper
from tests.office.cast import START, Cast, act

READING = {"file": "preferences/north/only.yaml", "party": "north", "reading": "only"}
HEADS = [
    NoteHead(by="Mara"),
    MandateHead(by="Nora"),
    CaseDraftHead(by="Mara"),
    ResultHead(asked_at="2026-11-29T09:00:00+00:00"),
    PackageHead(file="packages/draft.yaml"),
    EstimateHead(**READING, case="c0", is_chosen=True),
    PreferencesHead(**READING, by="Nora", case="c0", salt="5a", answers=(({"a": "a0"}, None, "first"),)),
    PendingHead(**READING, by="Nora", by_id="7"),
    AnswersHead(**READING, case="c0", next="null", confirmed_by="", by="Nora", given="v1"),
    TextEditHead(text="t1", version=2, start=3, count=1, by="Mara", by_id="7", is_done=True, earlier=(("Tom", "Words."),)),
]


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


@pytest.mark.parametrize("head", HEADS, ids=lambda head: head.kind.value)
def test_a_head_is_the_same_after_it_was_kept(head):
    kept = json.loads(json.dumps(head.as_data()))
    assert HEAD_OF[head.kind].from_data(kept) == head


def test_each_kind_of_paper_has_a_head():
    assert {head.kind for head in HEADS} == set(PaperKind) == set(HEAD_OF)


def test_heads_of_earlier_versions_are_read():
    """Version 0.1 knew no digest of the case, version 0.2 wrote *yes*, and answers as a text."""
    assert EstimateHead.from_data(READING) == EstimateHead(**READING)
    assert EstimateHead.from_data({**READING, "is_chosen": "yes"}).is_chosen
    answers = json.dumps([[{"a": "a0"}, None, "first"]])
    assert PreferencesHead.from_data({**READING, "by": "Nora", "answers": answers}).answers == (({"a": "a0"}, None, "first"),)
    assert PreferencesHead.from_data({**READING, "by": "Nora", "of a later version": 1}) == PreferencesHead(**READING, by="Nora")


def test_a_file_says_whose_preferences_it_holds():
    assert reading_in("preferences/north/hard.yaml") == ("north", "hard")
    assert reading_in("preferences/north.yaml") == ("north", "only")
    with pytest.raises(ValueError, match="no file of preferences"):
        reading_in("packages/draft.yaml")


def test_a_paper_is_opened_once_and_anew_when_it_was_written_anew(cast, monkeypatch):
    opened = []
    unchanged = case_view._opened
    monkeypatch.setattr(case_view, "_opened", lambda row: opened.append(row.pk) or unchanged(row))
    with act("look", 70), transaction.atomic():
        view = cast.view("mara")
        estimates = view.papers(EstimateHead)
        assert len(estimates) == len(opened) > 1
        assert view.papers(EstimateHead) == estimates
        assert view.paper(EstimateHead, estimates[0].id) == estimates[0]
        assert len(opened) == len(estimates)
        first = estimates[0]
        rewrite_paper(Side.objects.get(pk=view.side.id), first.id, first.head, "other words", START)
        assert view.paper(EstimateHead, first.id).text == "other words"
        assert opened[len(estimates) :] == [first.id]
