"""What was agreed, in one or several texts, and whether each is in force at a time: pure."""

from goodoffices.agreement.agreement import (
    Agreement,
    AgreementEvent,
    AgreementText,
    EventKind,
    Modality,
    Obligation,
    Precondition,
    RenewalWay,
)
from goodoffices.agreement.life import (
    Cause,
    Life,
    Span,
    State,
    life_of,
    state_of_all,
    where_they_part,
)
from goodoffices.agreement.period import (
    Period,
    PeriodEnd,
    PeriodUnit,
    end_of_day_instant,
    first_instant,
)

__all__ = [
    "Agreement",
    "AgreementEvent",
    "AgreementText",
    "Cause",
    "EventKind",
    "Life",
    "Modality",
    "Obligation",
    "Period",
    "PeriodEnd",
    "PeriodUnit",
    "Precondition",
    "RenewalWay",
    "Span",
    "State",
    "end_of_day_instant",
    "first_instant",
    "life_of",
    "state_of_all",
    "where_they_part",
]
