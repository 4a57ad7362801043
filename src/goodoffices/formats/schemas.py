"""Give the published JSON Schemas, made from the classes that read and write."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from goodoffices.formats.monitoring.flows_file import FlowsFile
from goodoffices.formats.monitoring.mapping_file import KindsFile, MappingFile, PlaceNamesFile
from goodoffices.formats.ours.agreement_file import AgreementFile
from goodoffices.formats.ours.answers_file import AnswersFile
from goodoffices.formats.ours.case_file import CaseFile, PackageFile, TeamFile
from goodoffices.formats.ours.monitoring_file import MonitoringFile
from goodoffices.formats.ours.preferences_file import PreferencesFile
from goodoffices.formats.ours.talks_file import TalksFile
from goodoffices.formats.results.agreement_json import AgreementStatusOut
from goodoffices.formats.results.doubt_schema import DoubtOut
from goodoffices.formats.results.monitoring_json import MonitoringOut
from goodoffices.formats.results.readings_schema import ReadingsInDoubtOut, ReadingsOut
from goodoffices.formats.results.result_schema import AnalysisOut
from goodoffices.formats.results.timeline_json import TimelineOut
from goodoffices.proof import Certificate

SHAPES: dict[str, type] = {
    "case": CaseFile,
    "preferences": PreferencesFile,
    "package": PackageFile,
    "answers": AnswersFile,
    "team": TeamFile,
    "talks": TalksFile,
    "timeline": TimelineOut,
    "agreement": AgreementFile,
    "agreement-status": AgreementStatusOut,
    "monitoring": MonitoringFile,
    "mapping": MappingFile,
    "kinds": KindsFile,
    "places": PlaceNamesFile,
    "flows": FlowsFile,
    "monitor": MonitoringOut,
    "analysis": AnalysisOut,
    "doubt": DoubtOut,
    "readings": ReadingsOut,
    "readings-in-doubt": ReadingsInDoubtOut,
    "certificate": Certificate,
}


def schema_of(name: str) -> dict[str, Any]:
    """Make the JSON Schema (draft 2020-12) of a format. Raises KeyError for an unknown name."""
    made = TypeAdapter(SHAPES[name]).json_schema(by_alias=True)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"goodoffices-{name}/1",
        **made,
    }
