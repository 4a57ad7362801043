"""Certificates, and the checker that accepts, refuses or leaves open each claim, by other methods than the finder's.

Imports `case` and `preferences` alone: it turns their words into numbers itself, so that an error in the
analysis cannot certify itself. No I/O and no clock; the time that is left comes in as a function.
"""

from goodoffices.proof.certificate import (
    Certificate,
    ClaimedBaseline,
    ClaimedChange,
    ClaimedConcession,
    ClaimedConflict,
    ClaimedCost,
    ClaimedDoubt,
    ClaimedDraft,
    ClaimedFragile,
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
    "Checking",
    "Claim",
    "ClaimedBaseline",
    "ClaimedChange",
    "ClaimedConcession",
    "ClaimedConflict",
    "ClaimedCost",
    "ClaimedDoubt",
    "ClaimedDraft",
    "ClaimedFragile",
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
