"""What is read of a mandate: that of one's own side."""

from __future__ import annotations

from goodoffices.office.access.case_identity import digest_of
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.opened import PaperView
from goodoffices.office.access.paper_heads import MandateHead


def read_mandate(view: CaseView) -> PaperView[MandateHead] | None:
    """Open the mandate of her side; None where it has none."""
    return next(view.each_paper(MandateHead), None)


def version_of(mandate: PaperView[MandateHead] | None) -> str:
    """Say which text of a mandate stands, so that nobody writes over one that she did not read."""
    return "" if mandate is None else digest_of(f"{mandate.made_at.isoformat()} {mandate.text}")
