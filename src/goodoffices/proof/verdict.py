"""What the checker says of one claim."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What the checker says of a claim.

    ``OPEN``: neither proven nor refuted, within the time and size that were allowed.
    """

    ACCEPTED = "accepted"
    REFUSED = "refused"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim by name, the verdict, and the reason in a sentence.

    The reason says how the claim was checked, or what is wrong.
    """

    name: str
    verdict: Verdict
    reason: str

    @classmethod
    def accepted(cls, name: str, reason: str) -> Claim:
        """Make a claim that was checked and holds."""
        return cls(name, Verdict.ACCEPTED, reason)

    @classmethod
    def refused(cls, name: str, reason: str) -> Claim:
        """Make a claim that was checked and does not hold."""
        return cls(name, Verdict.REFUSED, reason)

    @classmethod
    def open(cls, name: str, reason: str) -> Claim:
        """Make a claim that was not decided."""
        return cls(name, Verdict.OPEN, reason)
