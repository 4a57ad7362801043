"""How the sides of a mediation move: tracks, rounds, items that are carried, and their time.

Everything here is pure: what happened comes in, and what follows from it for one reader and one
moment goes out. The office and the command line show the same timeline because both ask here.
It imports `goodoffices.case` alone.
"""

from goodoffices.procedure.answers import (
    SEALED,
    CallForAnswers,
    GivenAnswer,
    Inference,
    Known,
    NotTaken,
    Reason,
    SeenAnswers,
    all_agree,
    seen_by,
    what_is_told,
    with_answer,
)
from goodoffices.procedure.moment import Moment, Precision
from goodoffices.procedure.part_for_reader import part_for, rounds_to_tell
from goodoffices.procedure.readers import MEDIATION, OBSERVERS, PARTIES, PUBLIC, Readers
from goodoffices.procedure.talks import (
    Carried,
    Deadline,
    Happening,
    Item,
    ItemKind,
    Level,
    MayBeSaid,
    NextStep,
    PublicSource,
    Rival,
    Round,
    Talks,
    Track,
)
from goodoffices.procedure.timeline import (
    OpenProposal,
    TimelineEvent,
    is_overdue,
    next_steps,
    open_proposals,
    timeline,
    unanswered,
)

__all__ = [
    "MEDIATION",
    "OBSERVERS",
    "PARTIES",
    "PUBLIC",
    "SEALED",
    "CallForAnswers",
    "Carried",
    "Deadline",
    "GivenAnswer",
    "Happening",
    "Inference",
    "Item",
    "ItemKind",
    "Known",
    "Level",
    "MayBeSaid",
    "Moment",
    "NextStep",
    "NotTaken",
    "OpenProposal",
    "Precision",
    "PublicSource",
    "Readers",
    "Reason",
    "Rival",
    "Round",
    "SeenAnswers",
    "Talks",
    "TimelineEvent",
    "Track",
    "all_agree",
    "is_overdue",
    "next_steps",
    "open_proposals",
    "part_for",
    "rounds_to_tell",
    "seen_by",
    "timeline",
    "unanswered",
    "what_is_told",
    "with_answer",
]
