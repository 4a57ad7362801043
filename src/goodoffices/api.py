"""The same from Python: open a case, get the answer that the command line gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from goodoffices.analysis import Limits
from goodoffices.answer import Answer, Wishes, answer
from goodoffices.case import Case
from goodoffices.formats.documents.errors import CaseFileError, FormatNotSupported
from goodoffices.formats.monitoring.watched_case import FilesToWatch, WatchedCase, watched_case
from goodoffices.formats.open_case import open_case
from goodoffices.formats.ours.opened_case import STEPS
from goodoffices.preferences import Preferences

__all__ = [
    "Answer",
    "CaseFileError",
    "FilesToWatch",
    "FormatNotSupported",
    "LoadedCase",
    "WatchedCase",
    "Wishes",
    "analyse",
    "load",
    "watch",
]


@dataclass(frozen=True)
class LoadedCase:
    """A case with one reading of each party's preferences, and the packages that were asked for.

    ``notes``: what a reader of other programs' files should know, in sentences.
    """

    case: Case
    preferences: tuple[Preferences, ...]
    drafts: Mapping[str, Mapping[str, str]]
    notes: tuple[str, ...] = ()


def load(
    path: str | Path,
    *more: str | Path,
    readings: Mapping[str, str] | str | None = None,
    packages: tuple[str, ...] = (),
    steps: int = STEPS,
    uncut: bool = False,
) -> LoadedCase:
    """Open a case: a folder of ours, or another program's domain and profiles.

    Another program's are given as a folder or file by file.
    ``readings`` names a reading for some parties (``{"northland": "hardline"}``), or one name for
    all; a party that is not named has the case's default reading, else its only one. ``packages``
    are names of files in ``packages/``. ``steps``: into how many steps a continuous issue is cut
    where its parties pull apart. ``uncut``: totals are not cut where a file's program cuts them.

    Raises `CaseFileError`, whose message names file, line and remedy, and `FormatNotSupported` for
    what another program's file holds and cannot be held here.
    """
    opened = open_case(Path(path), *map(Path, more), steps=steps)
    named = readings if isinstance(readings, Mapping) else {}
    preferences = tuple(
        opened.chosen_preferences(named, readings if isinstance(readings, str) else None)
    )
    if uncut:
        preferences = tuple(one.uncut() for one in preferences)
    return LoadedCase(
        opened.case,
        preferences,
        {name: opened.draft(name).choices for name in packages},
        opened.notes,
    )


def analyse(
    case: LoadedCase, wishes: Wishes | None = None, *, limits: Limits | None = None
) -> Answer:
    """Answer which agreements are possible, efficient and fair, as far as the numbers allow.

    It is an `ExactAnswer` where all numbers are certain, an `AnswerInPart` where not all efficient
    packages can be listed, an `AnswerInDoubt` where some number is an interval or a blank, and
    `Positions` where a party has words alone. Its ``result`` holds everything; ``report``,
    ``as_data`` and ``certificate`` say it. The drafts are those of ``case``, beside those of
    ``wishes``.

    Raises `WishRefused` for wishes that need certain numbers, `NotSupported`, `OutOfTime`.
    """
    wished = wishes or Wishes()
    return answer(
        case.case,
        case.preferences,
        replace(wished, drafts={**case.drafts, **wished.drafts}),
        limits=limits,
    )


def watch(path: str | Path, files: FilesToWatch | None = None) -> WatchedCase:
    """Open a case whose agreement is watched: read reports with it, and say what is known of a day.

    ``files``: mappings, kinds, places, or a list of obligations of your own. Raises
    `CaseFileError`, whose message names file, line and remedy.
    """
    return watched_case(Path(path), files or FilesToWatch())
