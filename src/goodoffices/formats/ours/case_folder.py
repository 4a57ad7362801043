"""Open a case as a folder: ``case.yaml``, ``preferences/``, ``packages/``, ``team.yaml``.

A party's secrets are the files under ``preferences/<party>``. Nothing here opens a party's file
unless that party is asked for, so that a view for one party can be made without touching another's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from goodoffices.case import Case
from goodoffices.formats.documents.errors import CaseFileError, Fault
from goodoffices.formats.documents.text_file import read_text
from goodoffices.formats.documents.validation import validate
from goodoffices.formats.documents.yaml_document import parse_yaml
from goodoffices.formats.ours.agreement_reader import AGREEMENT, checked_agreement
from goodoffices.formats.ours.case_file import PackageFile, TeamFile
from goodoffices.formats.ours.case_reader import case_and_faults, read_case
from goodoffices.formats.ours.checked_folder import Checked
from goodoffices.formats.ours.monitoring_file import MONITORING, faults_of_decisions
from goodoffices.formats.ours.opened_case import Draft, OpenedCase, no_such_reading
from goodoffices.formats.ours.preferences_reader import preferences_and_faults, read_preferences
from goodoffices.formats.ours.reference_checker import ReferenceChecker
from goodoffices.formats.ours.talks_reader import TALKS, checked_talks
from goodoffices.preferences import BasisKind, Preferences


@dataclass
class CaseFolder(OpenedCase):
    """An opened case: its public part, and the ways to its other files."""

    path: Path
    case: Case
    _read: dict[tuple[str, str], Preferences] = field(default_factory=dict)

    @cached_property
    def reading_files(self) -> dict[str, dict[str, Path]]:
        """Find each party's readings and their files, by name. Nothing is opened."""
        return {party: reading_files(self.path, party) for party in self.case.party_ids}

    def files_of(self, preferences: Sequence[Preferences]) -> list[tuple[str, Path]]:
        """Give ``case.yaml`` and the file of each reading."""
        readings = [self.reading_files[one.party][one.reading] for one in preferences]
        return [
            (file.relative_to(self.path).as_posix(), file)
            for file in (self.path / "case.yaml", *readings)
        ]

    def readings_of(self, party: str) -> tuple[str, ...]:
        """List the names of a party's readings."""
        return tuple(self.reading_files[party])

    def preferences(self, party: str, reading: str) -> Preferences:
        """Read one reading of a party. Raises `CaseFileError`."""
        if (party, reading) not in self._read:
            file = self.reading_files[party].get(reading)
            if file is None:
                raise no_such_reading(party, reading, self.reading_files[party])
            shown = file.relative_to(self.path).as_posix()
            self._read[party, reading] = read_preferences(
                read_text(file, shown), self.case, party, reading, shown
            )
        return self._read[party, reading]

    def beside(self, preferences: Sequence[Preferences]) -> list[str]:
        """Say what there is beside these readings.

        That is other readings of the parties, packages, and the team's table.
        """
        taken = {one.party: one.reading for one in preferences}
        found = []
        for party, files in self.reading_files.items():
            if others := [reading for reading in files if reading != taken.get(party)]:
                found.append(f"Other readings of {party} ({', '.join(others)}) are left out.")
        if drafts := [file.stem for file in _yaml_files(self.path / "packages")]:
            found.append(f"Packages ({', '.join(drafts)}) are left out.")
        if (self.path / "team.yaml").exists():
            found.append("The team's table is left out.")
        if (self.path / TALKS).exists():
            found.append("The talks are left out.")
        if (self.path / AGREEMENT).exists():
            found.append("The agreement is left out.")
        if (self.path / MONITORING).exists():
            found.append("What was decided about reports is left out.")
        return found

    @property
    def draft_names(self) -> tuple[str, ...]:
        """List the packages in the folder, by name."""
        return tuple(file.stem for file in _yaml_files(self.path / "packages"))

    def draft(self, name: str) -> Draft:
        """Read a package from ``packages/<name>.yaml``. Raises `CaseFileError`."""
        folder = self.path / "packages"
        known = [file.stem for file in _yaml_files(folder)]
        if name not in known:
            listed = ", ".join(known) or "none"
            raise CaseFileError.one(
                f"packages/{name}.yaml",
                "there is no such package.",
                f"Packages of this case: {listed}.",
            )
        return self._read_draft(folder / f"{name}.yaml")

    def _read_draft(self, file: Path) -> Draft:
        shown = file.relative_to(self.path).as_posix()
        return read_draft(read_text(file, shown), shown, self.case)


def read_draft(text: str, shown: str, case: Case) -> Draft:
    """Read a package from the text of its file, named after it.

    Raises `CaseFileError` with all faults.
    """
    document = parse_yaml(text, shown)
    model, faults, _ = validate(PackageFile, document)
    faults = [*document.faults, *faults]
    check = ReferenceChecker(document, {i.id: i for i in case.issues})
    choices = {}
    for issue_id, option in (model.package if model else {}).items():
        issue = check.issue(issue_id, ("package", issue_id))
        if issue is not None and check.option(issue, option, ("package", issue_id)) is not None:
            choices[issue_id] = option
    faults += check.faults
    if faults or model is None:
        raise CaseFileError(faults)
    note = (
        model.note if isinstance(model.note, str) else next(iter((model.note or {"": ""}).values()))
    )
    ordered = {i: choices[i] for i in case.issue_ids if i in choices}
    return Draft(Path(shown).stem, ordered, note)


def open_folder(path: Path) -> CaseFolder:
    """Open a folder of ours and read its ``case.yaml``. Raises `CaseFileError`."""
    return CaseFolder(path, read_case(read_text(path / "case.yaml", "case.yaml")))


def reading_files(folder: Path, party: str) -> dict[str, Path]:
    """Find a party's readings and their files, sorted by name.

    This looks at names under the party's own place only.
    """
    found = {}
    single = folder / "preferences" / f"{party}.yaml"
    if single.is_file():
        found["only"] = single
    return found | {file.stem: file for file in _yaml_files(folder / "preferences" / party)}


def _yaml_files(folder: Path) -> list[Path]:
    """List the folder's YAML files by name; none where there is no folder.

    Editors' hidden ones are left out.
    """
    return (
        sorted(file for file in folder.glob("*.yaml") if not is_left_by_a_desktop(file.name))
        if folder.is_dir()
        else []
    )


def is_left_by_a_desktop(name: str) -> bool:
    """Tell whether a file is a copy, or an index, that desktops and editors make by themselves.

    Such a file is none of a case's own.
    """
    return name.startswith((".", "~$", "Copy of ")) or LEFT_BY_A_DESKTOP.search(name) is not None


#: Copies and indexes that desktops and editors make: "ben (copy).yaml", "ben copy 2.yaml",
#: "ben - Copy.yaml", "ben (1).yaml", "ben.yaml~".
LEFT_BY_A_DESKTOP = re.compile(
    r"~$|\.(bak|orig|swp|tmp)$|^(thumbs\.db|desktop\.ini|__macosx)$|"
    r"( - copy| copy| \((\d+|copy|another copy|\d+\w\w copy)\))( \d+| \(\d+\))?\.\w+$",
    re.IGNORECASE,
)
#: A file whose text does not say so on its face is not a party's own.
CLAIMS_TO_BE_ITS_OWN = re.compile(
    r"^basis:(?:[^\n]*|[ \t]*\n(?:[ \t][^\n]*\n)*?[ \t]+kind:[ \t]*)\b(?:stated|public)\b",
    re.MULTILINE,
)


@dataclass(frozen=True)
class OwnView:
    """What a party may be analysed from: the case's public part and its own words."""

    case: Case
    preferences: Mapping[str, Preferences]


def own_view(case_text: str, party: str, own_files: Mapping[str, str]) -> OwnView:
    """Make a party's view, from nothing but the text of ``case.yaml`` and of its files.

    The files stand by the names to show. Only files whose basis is ``stated`` or ``public`` are its
    own. Estimates and exercises are the team's and are left out. Raises `CaseFileError` if none is
    left.
    """
    case = read_case(case_text)
    if party not in case.party_ids:
        raise CaseFileError.one(
            "PARTY", f'there is no party "{party}".', f"Parties are: {', '.join(case.party_ids)}."
        )
    own = {}
    for shown, text in own_files.items():
        # Not even a mistake in a file that is not its own may show, so it is not parsed.
        if not CLAIMS_TO_BE_ITS_OWN.search(text):
            continue
        document = parse_yaml(text, shown)
        if _basis_kind(document.data) not in (BasisKind.STATED.value, BasisKind.PUBLIC.value):
            continue
        reading = "only" if Path(shown).parent.name == "preferences" else Path(shown).stem
        preferences, faults = preferences_and_faults(document, case, party, reading)
        if faults or preferences is None:
            raise CaseFileError(faults)
        own[reading] = preferences
    if not own:
        raise CaseFileError.one(
            f"preferences/{party}",
            f'"{party}" has no file of its own.',
            "A view for a party rests on files of basis stated or public; "
            "an estimate is the team's, not its own.",
        )
    return OwnView(case, own)


def _basis_kind(data: object) -> str | None:
    basis = data.get("basis") if isinstance(data, dict) else None
    kind = basis.get("kind") if isinstance(basis, dict) else basis
    return kind if isinstance(kind, str) else None


def check_folder(path: Path) -> Checked:
    """Read every file of a case and collect all faults at once."""
    try:
        document = parse_yaml(read_text(path / "case.yaml", "case.yaml"), "case.yaml")
    except CaseFileError as error:
        return Checked(faults=error.faults, case=None, preferences=(), drafts=())
    notes: list[Fault] = []
    case, faults, reliable = case_and_faults(document, notes=notes)
    known = case if reliable else None
    read: list[Preferences] = []
    drafts: list[str] = []
    for party in [] if case is None else case.party_ids:
        files = reading_files(path, party)
        faults += _missing_files(path, case, party, files)
        for reading, file in files.items():
            shown = file.relative_to(path).as_posix()
            try:
                preferences, more = preferences_and_faults(
                    parse_yaml(read_text(file, shown), shown), known, party, reading
                )
            except CaseFileError as error:
                preferences, more = None, list(error.faults)
            faults += more
            if preferences is not None and not more:
                read.append(preferences)
    faults += _strays(path, case)
    if known is not None:
        folder = CaseFolder(path, known)
        for file in _yaml_files(path / "packages"):
            try:
                drafts.append(folder._read_draft(file).name)
            except CaseFileError as error:
                faults += error.faults
    faults += _team_faults(path, case)
    talks, more = (None, []) if known is None else checked_talks(path, known)
    faults += more
    agreement, more = (None, []) if known is None else checked_agreement(path, known)
    if known is not None:
        more += faults_of_decisions(path, known, agreement.finders if agreement else ())
    faults += more
    faults += [] if known is None else _answer_faults(path, known)
    return Checked(
        faults=tuple(faults),
        case=case,
        preferences=tuple(read),
        drafts=tuple(drafts),
        notes=tuple(notes),
        talks=talks,
        agreement=agreement,
    )


def _missing_files(
    path: Path, case: Case | None, party: str, files: dict[str, Path]
) -> list[Fault]:
    """Say which files a party lacks, or has in two places."""
    faults: list[Fault] = []
    if (path / "preferences" / f"{party}.yaml").exists() and (
        path / "preferences" / party
    ).exists():
        faults.append(
            Fault(
                f"preferences/{party}.yaml",
                0,
                f"there is a folder preferences/{party}, too.",
                "Move the file into the folder.",
            )
        )
    if not files:
        faults.append(
            Fault(
                f"preferences/{party}",
                0,
                "the party has no preferences.",
                f"Write preferences/{party}.yaml.",
            )
        )
    default = None if case is None else case.party(party).default_reading
    if default is not None and files and default not in files:
        faults.append(
            Fault(
                "case.yaml",
                0,
                f'the default reading "{default}" of "{party}" has no file.',
                f"There are: {', '.join(files)}.",
            )
        )
    return faults


def _strays(path: Path, case: Case | None) -> list[Fault]:
    """Find files under ``preferences/`` that belong to no party: most often a misspelt name."""
    folder = path / "preferences"
    if case is None or not folder.is_dir():
        return []
    mine = {name for party in case.party_ids for name in (party, f"{party}.yaml")}
    strays = [
        p
        for p in sorted(folder.iterdir())
        if p.name not in mine and not is_left_by_a_desktop(p.name)
    ]
    listed = ", ".join(case.party_ids)
    return [Fault(f"preferences/{p.name}", 0, *_stray_words(p, case, listed)) for p in strays]


def _stray_words(stray: Path, case: Case, listed: str) -> tuple[str, str]:
    if stray.suffix == ".yml" and stray.stem in case.party_ids:
        return "the ending is .yml.", f"Rename it to {stray.stem}.yaml."
    if (
        stray.suffix == ".txt"
        and stray.stem.removesuffix(".yaml").removesuffix(".yml") in case.party_ids
    ):
        return (
            "the ending is .txt, which some systems hide.",
            f"Rename it to {stray.stem.removesuffix('.yaml').removesuffix('.yml')}.yaml.",
        )
    return "no party has this name.", f"Parties are: {listed}."


def _answer_faults(path: Path, case: Case) -> list[Fault]:
    """Say what is wrong with the answers from which preferences were made."""
    faults: list[Fault] = []
    for file in sorted((path / "answers").glob("*/*.yaml")):
        shown = file.relative_to(path).as_posix()
        try:
            from goodoffices.formats.ours.answers_file import read_transcript

            found = read_transcript(read_text(file, shown), case, shown)
        except CaseFileError as error:
            faults += error.faults
            continue
        if (found.party, found.reading) != (file.parent.name, file.stem):
            faults.append(
                Fault(
                    shown,
                    0,
                    f"these are answers of {found.party}, reading {found.reading}.",
                    "Move the file to its place.",
                )
            )
    return faults


def _team_faults(path: Path, case: Case | None) -> list[Fault]:
    file = path / "team.yaml"
    if not file.exists():
        return []
    try:
        document = parse_yaml(read_text(file, "team.yaml"), "team.yaml")
    except CaseFileError as error:
        return list(error.faults)
    model, faults, _ = validate(TeamFile, document)
    for k, row in enumerate(model.constituencies if model else []):
        if case is not None and row.party is not None and row.party not in case.party_ids:
            faults.append(
                document.fault(
                    ("constituencies", k, "party"),
                    f'there is no party "{row.party}".',
                    f"Parties are: {', '.join(case.party_ids)}.",
                )
            )
    return [*document.faults, *faults]
