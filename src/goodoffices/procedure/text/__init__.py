"""One text that the mediation holds: paragraphs, brackets, versions, and what changed between them.

Everything here is pure: texts come in as they are typed, and what follows from them goes out.
"""

from goodoffices.procedure.text.agreed import (
    AgreedChange,
    JudgedChange,
    WhatBecame,
    changed_besides,
    is_of,
    judged,
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
    compared,
)
from goodoffices.procedure.text.paragraphs import (
    Alternative,
    Bracket,
    Paragraph,
    TextFault,
    faults_of,
    for_reader,
    paragraphs_of,
    read_text,
    written,
)
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
    "TellingFact",
    "TextFault",
    "TextPart",
    "WhatBecame",
    "apply_changes",
    "brackets_by_chapter",
    "changed_besides",
    "changes_between",
    "compared",
    "edit_moved",
    "facts_in",
    "faults_of",
    "for_reader",
    "history_of",
    "is_of",
    "judged",
    "merged",
    "paragraphs_of",
    "parts_of",
    "read_text",
    "traced_back",
    "traced_on",
    "with_edit",
    "with_edits",
    "written",
]
