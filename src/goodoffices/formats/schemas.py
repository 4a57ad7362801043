"""The published JSON Schemas, made from the models that read and write."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from goodoffices.formats.certificates.certificate_schema import CertificateFile
from goodoffices.formats.ours.answers_file import AnswersFile
from goodoffices.formats.ours.case_file import CaseFile, PackageFile, TeamFile
from goodoffices.formats.ours.preferences_file import PreferencesFile
from goodoffices.formats.results.doubt_json import DoubtOut
from goodoffices.formats.results.result_schema import AnalysisOut

MODELS: dict[str, type[BaseModel]] = {
    "case": CaseFile,
    "preferences": PreferencesFile,
    "package": PackageFile,
    "answers": AnswersFile,
    "team": TeamFile,
    "analysis": AnalysisOut,
    "doubt": DoubtOut,
    "certificate": CertificateFile,
}


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a format. Raises KeyError for an unknown name."""
    made = MODELS[name].model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"goodoffices-{name}/1", **made}
