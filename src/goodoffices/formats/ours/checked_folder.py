"""What a check of a case folder finds: all faults of all files, and what could be read."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.agreement import Agreement
from goodoffices.case import Case
from goodoffices.formats.documents.errors import Fault
from goodoffices.preferences import Preferences
from goodoffices.procedure import Talks


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What `check_folder` found: all faults of all files, and what could be read."""

    faults: tuple[Fault, ...]
    case: Case | None
    preferences: tuple[Preferences, ...]
    drafts: tuple[str, ...]
    notes: tuple[Fault, ...] = ()
    talks: Talks | None = None
    agreement: Agreement | None = None
