"""The demonstration tells a story: preferences that were given, a draft that was released, an analysis that was asked for."""

from __future__ import annotations

import pytest
from django.db import transaction

from goodoffices.office.access.paper_heads import PreferencesHead
from goodoffices.office.analyses.readings import last_request
from goodoffices.office.models import Entry
from goodoffices.office.running import demonstration
from goodoffices.record.kinds import PACKAGE_RELEASED
from tests.cases import EXAMPLES

TEXTS = demonstration.texts_of_folder(EXAMPLES / "strait")


@pytest.mark.only_on("sqlite")
def test_it_begins_where_there_is_something_to_see_and_begins_once(office):
    found = demonstration.links(TEXTS, "http://localhost:1")
    assert set(found) == set(demonstration.STORY)
    for _ in range(2):  # A second start adds nothing.
        demonstration.play_beginning(TEXTS)
    with transaction.atomic():
        mara, north, south = (demonstration._view_of(n) for n in ("mara", "delegate-northland", "delegate-southland"))
        [given] = mara.papers(PreferencesHead)
        assert (given.party, "kind: stated" in given.text) == ("northland", True)
        [released] = south.entries_of(PACKAGE_RELEASED)
        assert released.payload["package"]["exports"] == "all_ports"
        assert north.entries_of(PACKAGE_RELEASED) == []
        assert last_request(mara).state == "waiting"
        assert Entry.objects.filter(tag__gt="").count() == Entry.objects.count()
