"""Which powers can be used at a time, by whom, and if not, why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from goodoffices.agreement.agreement import Agreement, AgreementText
from goodoffices.agreement.amendments import powers_at
from goodoffices.agreement.life import Life, State
from goodoffices.agreement.period import instant_of
from goodoffices.agreement.terms import Power, PowerKind


class PowerWait(StrEnum):
    """Why a power cannot be used now."""

    NOT_IN_FORCE = "not in force"
    ENDED = "ended"
    SUSPENDED = "suspended"
    AWAITS_EVENT = "awaits event"
    NO_END = "no end"


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerNow:
    """A power as it stands: usable, or why not."""

    power: Power
    text: AgreementText
    why_not: PowerWait | None

    @property
    def is_usable(self) -> bool:
        """Tell whether those who have it can use it now."""
        return self.why_not is None


_OVER = (State.EXPIRED, State.WITHDRAWN, State.TERMINATED)


def powers_now(agreement: Agreement, lives: Sequence[Life]) -> list[PowerNow]:
    """List the powers of all texts as they stand at the time that their lives are known at."""
    return [
        PowerNow(power=power, text=life.text, why_not=_why_not(power, agreement, life))
        for life in lives
        for power in powers_at(life.text, agreement, life.known_at)
    ]


def _why_not(power: Power, agreement: Agreement, life: Life) -> PowerWait | None:
    state = life.state
    if state in _OVER:
        return PowerWait.ENDED
    # A text that is agreed can be changed or left before it takes effect; nothing else fits it.
    before = power.kind in (PowerKind.AMEND, PowerKind.WITHDRAW, PowerKind.TERMINATE)
    if state is State.DRAFT or (state is State.AGREED and not before):
        return PowerWait.NOT_IN_FORCE
    if power.kind is PowerKind.SUSPEND and state is State.SUSPENDED:
        return PowerWait.SUSPENDED
    if power.kind is PowerKind.EXTEND and life.end is None:
        return PowerWait.NO_END
    if power.starts_with is not None and not any(
        one.id == power.starts_with and instant_of(one.at, agreement.zone) <= life.known_at
        for one in agreement.happenings()
    ):
        return PowerWait.AWAITS_EVENT
    return None
