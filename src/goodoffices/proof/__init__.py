"""Certificates, and the checker that accepts, refuses or leaves open each claim.

It works by other methods than the finder's. It imports `case` and `preferences` alone: it turns
their words into numbers itself, so that an error in the analysis cannot certify itself. No I/O and
no clock; the time that is left comes in as a function.

The checker is imported when it is first asked for: a certificate can be written without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.late_names import late_names

if TYPE_CHECKING:
    from goodoffices.proof.certificate import (
        Certificate,
        CertifiedCase,
        ChosenReading,
        ClaimedBaseline,
        ClaimedChange,
        ClaimedConcession,
        ClaimedConflict,
        ClaimedCost,
        ClaimedDoubt,
        ClaimedDraft,
        ClaimedFragile,
        ClaimedFrontier,
        ClaimedGrounds,
        ClaimedMoney,
        ClaimedMove,
        ClaimedPoint,
        ClaimedRegret,
        ClaimedRelaxation,
        ClaimedStanding,
        ClaimedStudy,
        ClaimedTerm,
        ClaimedTruth,
        ClaimedTurning,
        DemandName,
        FileDigest,
    )
    from goodoffices.proof.checker import Checking, check_certificate, claims_of
    from goodoffices.proof.verdict import Claim, Verdict

__all__ = [
    "Certificate",
    "CertifiedCase",
    "Checking",
    "ChosenReading",
    "Claim",
    "ClaimedBaseline",
    "ClaimedChange",
    "ClaimedConcession",
    "ClaimedConflict",
    "ClaimedCost",
    "ClaimedDoubt",
    "ClaimedDraft",
    "ClaimedFragile",
    "ClaimedFrontier",
    "ClaimedGrounds",
    "ClaimedMoney",
    "ClaimedMove",
    "ClaimedPoint",
    "ClaimedRegret",
    "ClaimedRelaxation",
    "ClaimedStanding",
    "ClaimedStudy",
    "ClaimedTerm",
    "ClaimedTruth",
    "ClaimedTurning",
    "DemandName",
    "FileDigest",
    "Verdict",
    "check_certificate",
    "claims_of",
]

#: The module of each name that is none of what a certificate claims.
_MODULE_OF = {
    "Checking": "checker",
    "check_certificate": "checker",
    "claims_of": "checker",
    "Claim": "verdict",
    "Verdict": "verdict",
}

__getattr__ = late_names(__name__, {**dict.fromkeys(__all__, "certificate"), **_MODULE_OF})
