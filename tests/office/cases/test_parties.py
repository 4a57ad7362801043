"""A party is added, or taken out until somebody stands there: its side comes and goes with it."""

from __future__ import annotations

import re
import uuid

import pytest
from django.db import transaction

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.paper_heads import EstimateHead
from goodoffices.office.cases.opening import open_case
from goodoffices.office.models import Log, LogKey, Side
from goodoffices.office.papers.case_texts import texts_for_analysis
from tests.office.cast import Cast, without_talks
from tests.office.made_results import keep


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


class Alone:
    """A case of which nobody knows but its mediator."""

    def __init__(self, cast) -> None:
        self.cast = cast
        with transaction.atomic():
            self.id = open_case(cast.people["mara"], without_talks(), None)

    def get(self, page: str = ""):
        return self.cast.clients["mara"].get(f"/cases/{self.id}/{page + '/' if page else ''}")

    def post(self, page: str, **fields):
        return self.cast.clients["mara"].post(f"/cases/{self.id}/{page}/", {"idempotency_key": str(uuid.uuid4()), **fields})

    @property
    def view(self) -> CaseView:
        with transaction.atomic():
            return CaseView.for_person(self.cast.people["mara"].pk, self.id)

    def parties(self) -> list[str]:
        with transaction.atomic():
            return list(Side.objects.filter(case_id=self.id, kind="party").order_by("place").values_list("party", flat=True))

    def change(self, **fields) -> None:
        assert self.post("build", **fields).status_code == 302
        assert self.post("build/put", words="It was forgotten.").status_code == 302


def test_a_forgotten_party_is_added_and_its_first_person_invited(cast):
    case = Alone(cast)
    case.change(step="add_party", name="Westland")
    assert case.parties() == ["northland", "southland", "westland"]
    assert case.view.case.party_ids == ("northland", "southland", "westland")
    with transaction.atomic():
        side = Side.objects.get(case_id=case.id, party="westland")
        log = Log.objects.get(case_id=case.id, label="party:westland")
        # Its own log is for it and the mediation; that of the parties is one more that it reads.
        assert {key.side.kind for key in LogKey.objects.filter(log=log)} == {"party", "mediation"}
        assert LogKey.objects.filter(side=side).count() >= 2
    assert case.post("people/invite", name="Wanda", side=str(side.pk), role="lead").status_code == 200
    assert all(case.get(page).status_code == 200 for page in ("", "people", "estimates", "report", "bench", "release", "record", "build"))


def test_a_misspelt_party_is_taken_out_with_its_side_and_what_was_estimated_of_it_is_not_read(cast):
    case = Alone(cast)
    case.change(step="add_party", name="Westland")
    case.change(step="remove_party", party="southland")
    assert case.parties() == ["northland", "westland"]
    with transaction.atomic():
        assert not Log.objects.filter(case_id=case.id, label="party:southland").exists()
        assert {p.head.party for p in case.view.papers(EstimateHead)} == {"northland"}
        assert not any("southland" in name for name in texts_for_analysis(case.view))
    assert all(case.get(page).status_code == 200 for page in ("", "people", "estimates", "report", "bench", "release", "record", "build"))


def test_a_party_on_whose_side_somebody_stands_or_was_invited_stays(cast):
    case = Alone(cast)
    case.change(step="add_party", name="Westland")
    with transaction.atomic():
        side = Side.objects.get(case_id=case.id, party="westland")
    case.post("people/invite", name="Wanda", side=str(side.pk), role="lead")
    assert case.post("build", step="remove_party", party="westland").status_code == 302
    refused = case.post("build/put", words="No.")
    assert (refused.status_code, "Westland stays" in text(refused)) == (409, True)
    assert case.parties() == ["northland", "southland", "westland"]


def test_parties_that_are_there_agree_to_a_new_one_before_it_comes(cast):
    cast.post("mara", "build", step="add_party", name="Westland")
    cast.post("mara", "build/put", words="It joins the talks.")
    with transaction.atomic():
        assert not Side.objects.filter(case_id=cast.case_id, party="westland").exists()
        change = re.search(r'name="change"\s+value="([^"]+)"', cast.get("north", "change").content.decode())[1]
    assert "Westland" in text(cast.get("north", "change"))
    for name in ("north", "south"):
        assert cast.post(name, "change", change=change, agrees="yes").status_code == 302
    with transaction.atomic():
        assert Side.objects.filter(case_id=cast.case_id, party="westland").exists()
    # It reads the log of the parties from now on, and nobody's own.
    with transaction.atomic():
        side = Side.objects.get(case_id=cast.case_id, party="westland")
        labels = {key.log.label for key in LogKey.objects.filter(side=side).select_related("log")}
    assert {"party:westland", "parties"} <= labels
    assert not {"party:northland", "party:southland", "mediation"} & labels


@pytest.mark.slow
def test_results_of_before_stand_and_are_not_taken_for_those_of_other_parties(cast):
    keep(cast)
    cast.post("mara", "build", step="add_party", name="Westland")
    cast.post("mara", "build/put", words="It joins the talks.")
    change = re.search(r'name="change"\s+value="([^"]+)"', cast.get("north", "change").content.decode())[1]
    for name in ("north", "south"):
        cast.post(name, "change", change=change, agrees="yes")
    for page in ("", "report", "frontier", "compare", "bench", "estimates", "release"):
        assert cast.get("mara", page).status_code in (200, 302), page
    assert "no analysis of the case as it is now" in text(cast.get("mara", "frontier"))


def test_a_case_keeps_two_parties_and_each_name_once(cast):
    case = Alone(cast)
    for fields, said in (
        ({"step": "remove_party", "party": "southland"}, "at least two parties"),
        ({"step": "remove_party", "party": "nobody"}, "no such party"),
        ({"step": "add_party", "name": "Northland"}, "already"),
        ({"step": "add_party", "name": "  "}, "how the party is called"),
    ):
        refused = case.post("build", **fields)
        assert (refused.status_code, said in text(refused)) == (422, True), fields
