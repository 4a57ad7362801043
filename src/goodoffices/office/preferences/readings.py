"""What is read of preferences: what parties gave, what is estimated, the files of a case."""

from __future__ import annotations

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.opened import (
    PaperView,
)
from goodoffices.office.access.paper_heads import (
    EstimateHead,
    PreferencesHead,
    ReadingHead,
)
from goodoffices.office.computing.texts import preferences_of
from goodoffices.office.papers.case_texts import fitted_to_case
from goodoffices.preferences import Preferences


def read_own_preferences(view: CaseView) -> list[PaperView[PreferencesHead]]:
    """List the preferences that her side gave, the newest first."""
    return [p for p in view.papers(PreferencesHead) if p.party == view.side.party]


def read_preferences_in(
    view: CaseView, paper: PaperView[ReadingHead]
) -> tuple[Preferences | None, str]:
    """Read the preferences that a paper holds; None, and why, where they cannot be used.

    That is where they do not fit the case as it is now.
    """
    text, _ = fitted_to_case(view, paper)
    return view.read(
        preferences_of, text, view.case, paper.head.file, paper.head.party, paper.head.reading
    )


def why_unfitting(view: CaseView, paper: PaperView[ReadingHead]) -> str:
    """Say why preferences do not fit the case as it is now; empty where they do."""
    return read_preferences_in(view, paper)[1]


def chosen_readings(view: CaseView) -> dict[str, str]:
    """Give of each party the reading on which the mediation would have the answer rest.

    Only those parties are named of which it holds several estimates and where it chose one.
    """
    return {p.head.party: p.head.reading for p in view.papers(EstimateHead) if p.head.is_chosen}
