"""Find the agreement that a page is about, or answer that there is none."""

from __future__ import annotations

from django.http import Http404

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.agreement.readings import VersionPut, agreement_now


def addressed_agreement(view: CaseView) -> VersionPut:
    """Give the version that counts. Raises `Http404` where none lies before the parties."""
    put = agreement_now(view)
    if put is None:
        raise Http404
    return put
