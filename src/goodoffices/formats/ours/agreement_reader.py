"""Read ``agreement.yaml``: check it against its case, give the agreement, or all that is wrong."""

from __future__ import annotations

from pathlib import Path

from goodoffices.agreement import Agreement, refuse_uncountable
from goodoffices.case import Case
from goodoffices.formats.documents.errors import CaseFileError, Fault
from goodoffices.formats.documents.text_file import read_text
from goodoffices.formats.documents.validation import validate
from goodoffices.formats.documents.yaml_document import Document, parse_yaml
from goodoffices.formats.ours import agreement_file as file
from goodoffices.formats.ours.agreement_checks import faults_of_agreement
from goodoffices.formats.ours.agreement_parts import agreement_of

#: The file's name in the folder of its case.
AGREEMENT = "agreement.yaml"


def read_agreement(text: str, case: Case, shown: str = AGREEMENT) -> Agreement:
    """Read the text of ``agreement.yaml``. Raises `CaseFileError` with all faults."""
    agreement, faults = agreement_and_faults(parse_yaml(text, shown), case)
    if faults or agreement is None:
        raise CaseFileError(faults)
    return agreement


def agreement_of_folder(folder: Path, case: Case) -> Agreement | None:
    """Read the agreement of a case's folder; None where it has no such file.

    Raises `CaseFileError`.
    """
    path = folder / AGREEMENT
    return read_agreement(read_text(path, AGREEMENT), case) if path.exists() else None


def checked_agreement(folder: Path, case: Case) -> tuple[Agreement | None, list[Fault]]:
    """Read the agreement of a case's folder; give it, and all that is wrong with it."""
    if not (folder / AGREEMENT).exists():
        return None, []
    try:
        document = parse_yaml(read_text(folder / AGREEMENT, AGREEMENT), AGREEMENT)
    except CaseFileError as error:
        return None, list(error.faults)
    return agreement_and_faults(document, case)


def agreement_and_faults(document: Document, case: Case) -> tuple[Agreement | None, list[Fault]]:
    """Read a document as an agreement; give it and everything that is wrong with it."""
    model, faults, _ = validate(file.AgreementFile, document)
    faults = [*document.faults, *faults]
    if model is None:
        return None, faults
    faults += [document.fault(*one) for one in faults_of_agreement(model, case)]
    if faults:
        return None, faults
    agreement = agreement_of(model, case)
    try:
        refuse_uncountable(agreement)
    except ValueError as error:
        remedy = "Write the hour of what it is counted from, or days."
        return None, [document.fault(("texts",), f"{error}.", remedy)]
    return agreement, []
