"""Open a case whose files are texts in memory, by their names inside its folder.

Nothing is written to a disk to read it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath

from goodoffices.case import Case
from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.ours.case_folder import read_draft
from goodoffices.formats.ours.case_reader import read_case
from goodoffices.formats.ours.opened_case import Draft, OpenedCase, no_such_reading
from goodoffices.formats.ours.preferences_reader import read_preferences
from goodoffices.preferences import Preferences
from goodoffices.proof.certificate import FileDigest


@dataclass
class CaseTexts(OpenedCase):
    """A case whose files are texts.

    ``texts``: ``case.yaml``, ``preferences/PARTY.yaml`` or ``preferences/PARTY/READING.yaml``,
    ``packages/NAME.yaml``. ``known``: the case, where ``case.yaml`` was read before.
    """

    texts: Mapping[str, str]
    known: Case | None = None
    case: Case = field(init=False)
    _read: dict[tuple[str, str], Preferences] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.known is not None:
            self.case = self.known
            return
        if "case.yaml" not in self.texts:
            raise CaseFileError.one(
                "case.yaml", "there is no such file.", "Put the case's description into it."
            )
        self.case = read_case(self.texts["case.yaml"])

    @cached_property
    def _readings(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {party: {} for party in self.case.party_ids}
        for name in sorted(self.texts):
            place = PurePosixPath(name)
            if place.parts[0] != "preferences" or place.suffix != ".yaml":
                continue
            if len(place.parts) == 2 and place.stem in found:
                found[place.stem]["only"] = name
            elif len(place.parts) == 3 and place.parts[1] in found:
                found[place.parts[1]][place.stem] = name
        return found

    def files_of(self, preferences: Sequence[Preferences]) -> list[tuple[str, Path]]:
        """Give no files: there are none."""
        return []

    def digests_of(self, preferences: Sequence[Preferences]) -> tuple[FileDigest, ...]:
        """Compute the SHA-256 of the texts of the case and of these readings.

        They stand by their names in its folder.
        """
        names = ["case.yaml", *(self._readings[one.party][one.reading] for one in preferences)]
        return tuple(
            FileDigest(name, hashlib.sha256(self.texts[name].encode()).hexdigest())
            for name in names
        )

    def readings_of(self, party: str) -> tuple[str, ...]:
        """List the names of a party's readings."""
        return tuple(self._readings[party])

    def preferences(self, party: str, reading: str) -> Preferences:
        """Read one reading of a party. Raises `CaseFileError`."""
        if (party, reading) not in self._read:
            name = self._readings[party].get(reading)
            if name is None:
                raise no_such_reading(party, reading, self._readings[party])
            self._read[party, reading] = read_preferences(
                self.texts[name], self.case, party, reading, name
            )
        return self._read[party, reading]

    @property
    def draft_names(self) -> tuple[str, ...]:
        """List the packages, by name."""
        return tuple(
            PurePosixPath(n).stem
            for n in sorted(self.texts)
            if n.startswith("packages/") and n.endswith(".yaml")
        )

    def draft(self, name: str) -> Draft:
        """Read a package by name. Raises `CaseFileError`."""
        if name not in self.draft_names:
            listed = ", ".join(self.draft_names) or "none"
            raise CaseFileError.one(
                f"packages/{name}.yaml",
                "there is no such package.",
                f"Packages of this case: {listed}.",
            )
        shown = f"packages/{name}.yaml"
        return read_draft(self.texts[shown], shown, self.case)
