"""One text that the mediation holds: paragraphs, brackets, versions, and what changed between them.

Everything here is pure: texts come in as they are typed, and what follows from them goes out.
"""

from goodoffices.procedure.text.changes import (
    Changed,
    ChangedWords,
    PieceKind,
    apply_changes,
    changes_between,
)
from goodoffices.procedure.text.merging import Clash, Merged, merged
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

__all__ = [
    "Alternative",
    "Bracket",
    "Changed",
    "ChangedWords",
    "Clash",
    "Merged",
    "Paragraph",
    "PieceKind",
    "TextFault",
    "apply_changes",
    "changes_between",
    "faults_of",
    "for_reader",
    "merged",
    "paragraphs_of",
    "read_text",
    "written",
]
