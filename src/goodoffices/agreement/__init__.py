"""What was agreed, in one or several texts, whether each holds at a time and is kept: pure."""

from goodoffices.agreement.agreement import (
    ACTS_OF_SIGNERS,
    Agreement,
    AgreementEvent,
    AgreementText,
    Amendment,
    EventKind,
    Precondition,
    RenewalWay,
)
from goodoffices.agreement.amendments import (
    amendments_at,
    every_obligation,
    obligations_at,
    versions_of,
)
from goodoffices.agreement.area import Area, AreaFault, AreaShape, area_faults
from goodoffices.agreement.comparison import TermsCompared, compare_terms
from goodoffices.agreement.coordinates import Place
from goodoffices.agreement.life import (
    Cause,
    Life,
    Span,
    State,
    life_of,
    state_of_all,
    where_they_part,
)
from goodoffices.agreement.matters import (
    MATTERS_OF,
    AgreementKind,
    Matter,
    matters_left_out,
)
from goodoffices.agreement.obligations import (
    ObligationState,
    Owed,
    Wait,
    owed_at,
    refuse_uncountable,
)
from goodoffices.agreement.period import (
    Period,
    PeriodEnd,
    PeriodUnit,
    end_of_day_instant,
    first_instant,
)
from goodoffices.agreement.powers import PowerNow, PowerWait, powers_now
from goodoffices.agreement.progress import Progress, ProgressReport
from goodoffices.agreement.terms import (
    Annex,
    Article,
    Definition,
    Modality,
    Obligation,
    Power,
    PowerKind,
    Seats,
)
from goodoffices.agreement.weak_points import Weakness, WeakPoint, weak_points

__all__ = [
    "ACTS_OF_SIGNERS",
    "MATTERS_OF",
    "Agreement",
    "AgreementEvent",
    "AgreementKind",
    "AgreementText",
    "Amendment",
    "Annex",
    "Area",
    "AreaFault",
    "AreaShape",
    "Article",
    "Cause",
    "Definition",
    "EventKind",
    "Life",
    "Matter",
    "Modality",
    "Obligation",
    "ObligationState",
    "Owed",
    "Period",
    "PeriodEnd",
    "PeriodUnit",
    "Place",
    "Power",
    "PowerKind",
    "PowerNow",
    "PowerWait",
    "Precondition",
    "Progress",
    "ProgressReport",
    "RenewalWay",
    "Seats",
    "Span",
    "State",
    "TermsCompared",
    "Wait",
    "WeakPoint",
    "Weakness",
    "amendments_at",
    "area_faults",
    "compare_terms",
    "end_of_day_instant",
    "every_obligation",
    "first_instant",
    "life_of",
    "matters_left_out",
    "obligations_at",
    "owed_at",
    "powers_now",
    "refuse_uncountable",
    "state_of_all",
    "versions_of",
    "weak_points",
    "where_they_part",
]
