"""The case as its files: what was given and estimated, fitted to the case as it is now."""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.formats.ours.new_issues import with_new_issues_open
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.opened import (
    PaperView,
)
from goodoffices.office.access.paper_heads import (
    EstimateHead,
    FileHead,
    PackageHead,
    PreferencesHead,
    ReadingHead,
)
from goodoffices.office.languages import wording_for_reader


def fitted_to_case(view: CaseView, paper: PaperView[FileHead]) -> tuple[str, tuple[str, ...]]:
    """Fit the text of a paper to the case as it is now, and list the issues that are new since.

    What the new issues are worth is left open.
    """
    if (
        not isinstance(paper.head, EstimateHead | PreferencesHead)
        or paper.head.case == view.case_digest
    ):
        return paper.text, ()
    return view.read(with_new_issues_open, paper.text, view.case, paper.head.file)


def issues_new_since(view: CaseView, paper: PaperView[ReadingHead]) -> list[str]:
    """List, in words, the issues that came into the case after preferences were given.

    The preferences say nothing of them.
    """
    w = wording_for_reader(view.case)
    return [w.issue(issue) for issue in fitted_to_case(view, paper)[1]]


def texts_for_analysis(view: CaseView) -> dict[str, str]:
    """Write the whole case as its files, as the mediation sees it.

    The files hold parties' own preferences, estimates and packages.
    """
    return texts_of(view, view.papers(EstimateHead, PackageHead, PreferencesHead))


def texts_of(view: CaseView, papers: Sequence[PaperView[FileHead]]) -> dict[str, str]:
    """Write the case as its files, of these papers (the newest first)."""
    texts = {"case.yaml": view.case_text}
    # A party's own word last: no file of the mediation's takes its place.
    for is_own in (False, True):
        for paper in reversed(papers):
            if isinstance(paper.head, PreferencesHead) is is_own:
                texts[paper.head.file] = fitted_to_case(view, paper)[0]
    return texts
