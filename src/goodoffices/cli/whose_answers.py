"""Whose answers are given, in which reading, and where they and the model of them lie."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from goodoffices.case import Case
    from goodoffices.formats.ours.answers_file import Transcript
    from goodoffices.preferences import Preferences


@dataclass(frozen=True)
class Who:
    """Whose answers, in which reading, and where they lie."""

    folder: Path
    party: str
    reading: str
    estimate: bool

    @property
    def answers_file(self) -> Path:
        """Give the place of the answers."""
        return self.folder / "answers" / self.party / f"{self.reading}.yaml"

    @property
    def preferences_file(self) -> Path:
        """Give the place of the model that follows from the answers."""
        return self.folder / "preferences" / self.party / f"{self.reading}.yaml"

    def code(self) -> str:
        """Give eight letters and digits that stand for the public case, put to this party.

        They change with each version of the case.
        """
        from hashlib import sha256

        return (
            sha256((self.folder / "case.yaml").read_bytes() + self.party.encode())
            .hexdigest()[:8]
            .upper()
        )

    def case(self) -> Case:
        """Read the public case. Raises click.UsageError where it does not fit.

        The party has to be one of its parties, the reading a name, and its issues such as questions
        can be asked of.
        """
        from goodoffices.formats.documents.field_types import ID
        from goodoffices.formats.documents.text_file import read_text
        from goodoffices.formats.ours.case_reader import read_case

        if not (self.folder / "case.yaml").exists():
            raise click.UsageError(
                f"{self.folder}: there is no case.yaml. Name the folder of a case in our format."
            )
        case = read_case(read_text(self.folder / "case.yaml", "case.yaml"))
        if self.party not in case.party_ids:
            raise click.UsageError(
                f"there is no party {self.party!r}. Parties are: {', '.join(case.party_ids)}."
            )
        if not self.reading:
            raise click.UsageError("an estimate needs a name: --reading NAME.")
        if not ID.match(self.reading):
            raise click.UsageError(
                f"--reading {self.reading}: a name is letters, digits, '_', '-' or '.'."
            )
        if any(i.of_range for i in case.issues) or any(
            len(i.options) > 26 and not i.is_scale for i in case.issues
        ):
            raise click.UsageError(
                "questions are asked of issues with up to 26 options, and of scales; "
                "not of continuous issues."
            )
        return case

    def transcript(
        self, case: Case, day: datetime.date, author: str, confidence: str, reason: str
    ) -> Transcript:
        """Read what was answered before, or begin an empty transcript.

        Files that were not made so are not touched.
        """
        from goodoffices.formats.documents.text_file import read_text
        from goodoffices.formats.ours.answers_file import Transcript, read_transcript

        shown = self.answers_file.relative_to(self.folder).as_posix()
        if self.answers_file.exists():
            found = read_transcript(read_text(self.answers_file, shown), case, shown)
            if (found.party, found.reading, found.kind) != (
                self.party,
                self.reading,
                "estimate" if self.estimate else "stated",
            ):
                raise click.UsageError(
                    f"{shown} holds other answers: of {found.party}, {found.reading}, {found.kind}."
                )
            self._refuse_changed(found.model)
            changes = {"author": author, "confidence": confidence, "reason": reason}
            return replace(found, **{k: v for k, v in changes.items() if v}, date=day)  # type: ignore[arg-type]
        alone = self.folder / "preferences" / f"{self.party}.yaml"
        if alone.exists():
            place = f"preferences/{self.party}/{alone.name}"
            raise click.UsageError(
                f"preferences/{alone.name} was written without answers. Move it to {place}, "
                "so that it is one reading beside others."
            )
        if self.preferences_file.exists():
            place = self.preferences_file.relative_to(self.folder).as_posix()
            raise click.UsageError(
                f"{place} exists and was written without answers. Name another --reading."
            )
        missing = [
            name
            for name, given in (
                ("--author", author),
                ("--confidence", confidence),
                ("--reason", reason),
            )
            if self.estimate and not given
        ]
        if missing:
            raise click.UsageError(
                f"an estimate says who made it, how sure and why: give {', '.join(missing)}."
            )
        return Transcript(
            party=self.party,
            reading=self.reading,
            kind="estimate" if self.estimate else "stated",
            author=author,
            date=day,
            confidence=confidence,
            reason=reason,
        )

    def _refuse_changed(self, model: str) -> None:
        """Refuse to write over what somebody wrote into the model by hand."""
        if (
            model
            and self.preferences_file.exists()
            and digest(self.preferences_file.read_text()) != model
        ):
            place = self.preferences_file.relative_to(self.folder).as_posix()
            raise click.UsageError(
                f"{place} was changed by hand since the last answer. "
                "Copy it to another reading and delete it, or take the change back."
            )

    def others(self, case: Case) -> list[list[Preferences]]:
        """Read the other parties' readings whose numbers are certain.

        They are opened for an estimate alone.
        """
        from goodoffices.formats.ours.case_folder import CaseFolder

        return (
            CaseFolder(self.folder, case).certain_readings(but=self.party) if self.estimate else []
        )


def digest(text: str) -> str:
    """Give the SHA-256 of a file's text."""
    from hashlib import sha256

    return sha256(text.encode()).hexdigest()
