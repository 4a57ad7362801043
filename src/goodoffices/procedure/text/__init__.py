"""One text that the mediation holds: paragraphs, brackets, versions, and what changed between them.

Everything here is pure: texts come in as they are typed, and what follows from them goes out.
"""

from goodoffices.procedure.text.agreed import (
    AgreedChange,
    ChangedBesides,
    JudgedChange,
    WhatBecame,
    agreed_judged,
    changed_besides,
    stands_once,
)
from goodoffices.procedure.text.changes import (
    Changed,
    ChangedWords,
    PieceKind,
    apply_changes,
    changes_between,
)
from goodoffices.procedure.text.chapters import TextPart, brackets_by_chapter, parts_of
from goodoffices.procedure.text.history import History, HistoryStep, history_of
from goodoffices.procedure.text.merging import Clash, Merged, merged
from goodoffices.procedure.text.mirror import (
    MirrorComparison,
    MirrorPair,
    MirrorPiece,
    statements_compared,
)
from goodoffices.procedure.text.paragraphs import (
    Alternative,
    Bracket,
    Paragraph,
    Sponsors,
    TextFault,
    faults_of,
    for_reader,
    paragraphs_of,
    read_text,
    unknown_sponsors,
    written,
)
from goodoffices.procedure.text.phrases import stands_in
from goodoffices.procedure.text.placing import (
    Edit,
    edit_moved,
    traced_back,
    traced_on,
    with_edit,
    with_edits,
)
from goodoffices.procedure.text.telling_facts import FactKind, TellingFact, facts_in

__all__ = [
    "AgreedChange",
    "Alternative",
    "Bracket",
    "Changed",
    "ChangedBesides",
    "ChangedWords",
    "Clash",
    "Edit",
    "FactKind",
    "History",
    "HistoryStep",
    "JudgedChange",
    "Merged",
    "MirrorComparison",
    "MirrorPair",
    "MirrorPiece",
    "Paragraph",
    "PieceKind",
    "Sponsors",
    "TellingFact",
    "TextFault",
    "TextPart",
    "WhatBecame",
    "agreed_judged",
    "apply_changes",
    "brackets_by_chapter",
    "changed_besides",
    "changes_between",
    "edit_moved",
    "facts_in",
    "faults_of",
    "for_reader",
    "history_of",
    "merged",
    "paragraphs_of",
    "parts_of",
    "read_text",
    "stands_in",
    "stands_once",
    "statements_compared",
    "traced_back",
    "traced_on",
    "unknown_sponsors",
    "with_edit",
    "with_edits",
    "written",
]
