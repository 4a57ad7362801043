"""Certificates for tests: true ones, and false ones made by the product's own writer from false results."""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.analysis import Analysis
from goodoffices.case import Case
from goodoffices.formats.certificates.exact_certificate import certificate_of
from goodoffices.preferences import Preferences
from goodoffices.proof import Certificate, Checking, FileDigest, Verdict, check_certificate
from goodoffices.proof.checking.completeness import Means

FILES = (FileDigest("case.yaml", "0" * 64),)
PLENTY = 100.0


def certified(result: Analysis) -> Certificate:
    """What the writer makes of a result, true or false."""
    return certificate_of(result, FILES, steps=100, version="test")


def checked(
    certificate: Certificate, case: Case, preferences: Sequence[Preferences], *, allow_sum: bool = True, seconds: float = PLENTY
) -> Checking:
    """What the checker says."""
    drafts = {draft.name: draft.point.package for draft in certificate.drafts}
    return check_certificate(certificate, case, preferences, FILES, Means(lambda: seconds, allow_sum), drafts)


def refused(checking: Checking) -> set[str]:
    """The names of the claims that are refused."""
    return {claim.name for claim in checking.claims if claim.verdict is Verdict.REFUSED}


def left_open(checking: Checking) -> set[str]:
    """The names of the claims that stay open."""
    return {claim.name for claim in checking.claims if claim.verdict is Verdict.OPEN}
