"""The same from Python: open a case, analyse it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from goodoffices.analysis import Analysis, Limits
from goodoffices.analysis import analyse as analyse_preferences
from goodoffices.case import Case
from goodoffices.formats.case_folder import open_case
from goodoffices.formats.errors import CaseFileError
from goodoffices.preferences import Preferences

__all__ = ["CaseFileError", "LoadedCase", "analyse", "load"]


@dataclass(frozen=True)
class LoadedCase:
    """A case with one reading of each party's preferences, and the packages that were asked for."""

    case: Case
    preferences: tuple[Preferences, ...]
    drafts: Mapping[str, Mapping[str, str]]


def load(folder: str | Path, *, readings: Mapping[str, str] | str | None = None, packages: tuple[str, ...] = ()) -> LoadedCase:
    """Open a case's folder.

    ``readings`` names a reading for some parties (``{"northland": "hardline"}``), or one name for all; a
    party that is not named has the case's default reading, else its only one. ``packages`` are names of
    files in ``packages/``. Raises `CaseFileError`, whose message names file, line and remedy.
    """
    opened = open_case(Path(folder))
    named = readings if isinstance(readings, Mapping) else {}
    chosen = opened.chosen_readings(named, readings if isinstance(readings, str) else None)
    preferences = tuple(opened.preferences(party, reading) for party, reading in chosen.items())
    return LoadedCase(opened.case, preferences, {name: opened.draft(name).choices for name in packages})


def analyse(case: LoadedCase, *, seed: int = 0, limits: Limits | None = None) -> Analysis:
    """What is possible, efficient and fair; see `goodoffices.analysis.analyse`. Exact."""
    return analyse_preferences(case.case, case.preferences, drafts=case.drafts, seed=seed, limits=limits)
