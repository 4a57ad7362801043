"""Check a PDF that somebody signed elsewhere: its signatures hold, and it begins with our bytes.

Signing adds to the end of a PDF. Whose certificate it is that signs is what the certificate says of
itself: nobody here vouches for it.
"""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from goodoffices.formats.attachments.later_revisions import count_pictures

if TYPE_CHECKING:
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

#: Bytes of a PDF, and signatures in it, that are looked at.
MOST_BYTES, MOST_SIGNATURES = 10_000_000, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfSignature:
    """One signature. ``signer``: what its certificate says; ``signed_at``: as it says, or empty.

    ``holds``: it is that of the bytes that it covers; ``covers_all``: it covers the
    whole file, or all of it that was there when it was made.
    """

    signer: str
    signed_at: str
    holds: bool
    covers_all: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedPdf:
    """What a check of a PDF found. ``begins_with_ours``: its first bytes are those that we made.

    ``pictures``: of signatures, which lie on pages and can cover words: somebody looks at them.
    """

    sha256: str
    begins_with_ours: bool
    signatures: tuple[PdfSignature, ...]
    pictures: int = 0
    fault: str = ""

    @property
    def is_good(self) -> bool:
        """Tell whether it is ours, is signed, and all its signatures hold for all of it."""
        held = [one.holds and one.covers_all for one in self.signatures]
        return self.begins_with_ours and not self.fault and bool(held) and all(held)


def check_signed_pdf(data: bytes, ours: bytes) -> SignedPdf:
    """Check the signatures of a PDF against the one that was given out.

    Whatever the library cannot read or refuses counts as *does not hold*. It needs pyHanko, which
    comes with the extra ``office``.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    begins = bool(ours) and data.startswith(ours)
    if len(data) > MOST_BYTES:
        fault = "it is larger than 10 MB"
        return SignedPdf(sha256=sha256, begins_with_ours=begins, signatures=(), fault=fault)
    # A library that is missing is no fault of the file.
    import pyhanko  # noqa: F401

    if not begins:
        return SignedPdf(sha256=sha256, begins_with_ours=False, signatures=())
    try:
        signatures, pictures = _signatures(data, ours)
    # The library raises errors of many kinds on hostile files: each of them is a no.
    except Exception:
        fault = "it is no PDF that can be read, or other words are drawn over ours"
        return SignedPdf(sha256=sha256, begins_with_ours=begins, signatures=(), fault=fault)
    return SignedPdf(
        sha256=sha256, begins_with_ours=begins, signatures=signatures, pictures=pictures
    )


def _signatures(data: bytes, ours: bytes) -> tuple[tuple[PdfSignature, ...], int]:
    """Check each signature, and that nothing changes what was there before; count pictures."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(BytesIO(data))
    pictures = count_pictures(reader, PdfFileReader(BytesIO(ours)))
    signatures = reader.embedded_signatures[:MOST_SIGNATURES]
    return tuple(map(_checked, signatures)), pictures


def _checked(embedded: EmbeddedPdfSignature) -> PdfSignature:
    from pyhanko.sign.validation import async_validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    certificate = embedded.signer_cert
    signer = str(certificate.subject.human_friendly)[:200]
    try:
        # No certificate is fetched, and none is trusted: the signature alone is asked about.
        context = ValidationContext(trust_roots=[certificate], allow_fetching=False)
        status = asyncio.run(async_validate_pdf_signature(embedded, context))
        coverage = status.coverage
    except Exception:
        return PdfSignature(signer=signer, signed_at="", holds=False, covers_all=False)
    at = status.signer_reported_dt
    whole = (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION)
    return PdfSignature(
        signer=signer,
        signed_at="" if at is None else at.isoformat(),
        holds=bool(status.intact and status.valid),
        covers_all=coverage in whole,
    )
