"""Read and write files: our case folders, results as JSON, their schemas, other programs' cases."""

from goodoffices.formats.documents.errors import CaseFileError, Fault, FormatNotSupported

__all__ = ["CaseFileError", "Fault", "FormatNotSupported"]
