"""Everything that is read or written: our case folders, results as JSON, their schemas."""

from goodoffices.formats.documents.errors import CaseFileError, Fault, FormatNotSupported

__all__ = ["CaseFileError", "Fault", "FormatNotSupported"]
