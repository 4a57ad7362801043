"""Goes through a certificate claim by claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from goodoffices.case import Case, Package
from goodoffices.preferences import Preferences
from goodoffices.proof.certificate import (
    Certificate,
    ChosenReading,
    FileDigest,
    certificate_of_doubt_alone,
)
from goodoffices.proof.checking.completeness import Means
from goodoffices.proof.checking.space import Space
from goodoffices.proof.claims.doubt import check_doubt
from goodoffices.proof.claims.exact_answer import ExactAnswerChecker
from goodoffices.proof.verdict import Claim, Verdict


@dataclass(frozen=True)
class Checking:
    """The claims of a certificate with their verdicts.

    They stand in the order in which they build on one another.
    """

    claims: tuple[Claim, ...]

    @property
    def verdict(self) -> Verdict:
        """Give one verdict for all: refused if any claim is, else open if any is, else accepted."""
        verdicts = {claim.verdict for claim in self.claims}
        return next((v for v in (Verdict.REFUSED, Verdict.OPEN) if v in verdicts), Verdict.ACCEPTED)


def check_certificate(
    certificate: Certificate,
    case: Case,
    preferences: Sequence[Preferences],
    files: Sequence[FileDigest],
    means: Means,
    drafts: Mapping[str, Package] | None = None,
) -> Checking:
    """Check each claim against the case as it was opened; see `claims_of`."""
    return Checking(tuple(claims_of(certificate, case, preferences, files, means, drafts)))


def claims_of(
    certificate: Certificate,
    case: Case,
    preferences: Sequence[Preferences],
    files: Sequence[FileDigest],
    means: Means,
    drafts: Mapping[str, Package] | None = None,
) -> Iterator[Claim]:
    """Yield each claim as soon as it is checked.

    ``files``: the digests of what was opened. ``drafts``: its drafts by name.

    Claims that follow are checked by the packages' true utilities, whatever a false value said. A
    certificate for other files is refused by the claim *case*, and nothing else is looked at.
    """
    bound = _bound(certificate, case, preferences, files)
    yield bound
    if bound.verdict is not Verdict.ACCEPTED:
        return
    if certificate.doubt is not None:
        alone = certificate_of_doubt_alone(
            version=certificate.version,
            case=replace(certificate.case, uncut=False),
            readings=certificate.readings,
            doubt=certificate.doubt,
        )
        if certificate != alone:
            yield Claim.refused(
                "truths",
                "something is claimed beside what holds under all truths, and would not be "
                "checked.",
            )
            return
        yield from check_doubt(case, preferences, certificate.doubt, means)
    elif any(one.unsupported() for one in preferences):
        yield Claim.refused(
            "truths", "numbers of this case are in doubt, and the certificate takes none to be."
        )
    else:
        yield from ExactAnswerChecker(
            certificate, Space(case, preferences), means, drafts or {}
        ).claims()


def _bound(
    certificate: Certificate,
    case: Case,
    preferences: Sequence[Preferences],
    files: Sequence[FileDigest],
) -> Claim:
    if certificate.case.id != case.id:
        return Claim.refused(
            "case",
            f"the certificate is for the case {certificate.case.id!r}, and this is {case.id!r}.",
        )
    parties = [one.party for one in preferences]
    read = [ChosenReading(one.party, one.reading) for one in preferences]
    if sorted(parties) != sorted(case.party_ids) or list(certificate.readings) != read:
        return Claim.refused(
            "case", "the certificate names other parties or readings than the case has."
        )
    names, given = [f.name for f in certificate.case.files], [f.name for f in files]
    if names != given:
        return Claim.refused(
            "case", f"the certificate rests on {', '.join(names)}; here are {', '.join(given)}."
        )
    for claimed, found in zip(certificate.case.files, files, strict=True):
        if claimed.sha256 != found.sha256:
            return Claim.refused(
                "case",
                f"{found.name} is not the file that the certificate rests on: its digest differs.",
            )
    how = ", totals taken uncut" if certificate.case.uncut else ""
    if any(issue.of_range for issue in case.issues):
        how += f", continuous issues in {certificate.case.steps} steps"
    readings = ", ".join(f"{one.party}: {one.reading}" for one in preferences)
    return Claim.accepted(
        "case", f"the digests of {len(files)} files fit, and the readings ({readings}){how}."
    )
