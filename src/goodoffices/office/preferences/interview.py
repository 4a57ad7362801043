"""A conversation that a side holds with the office.

It is its answers so far, the question that is asked next, and how far it has come.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from dataclasses import dataclass

from goodoffices.case import Case
from goodoffices.elicitation.next_question import MOST_ENTRIES
from goodoffices.formats.ours.answers_file import Transcript, read_transcript, transcript_text
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.opened import PaperView
from goodoffices.office.access.paper_heads import AnswersHead
from goodoffices.office.computing.interview_model import next_asked
from goodoffices.office.preferences.question_forms import question_as_data, question_from_data
from goodoffices.preferences import Question


@dataclass(frozen=True, kw_only=True)
class Interview:
    """Where a conversation of a side with the office stands.

    ``next``: what is asked now (None: nothing is left). ``confirmed_by``: who of the side found the
    summary right; a second person then gives it. ``given``: the version that was given last.
    """

    paper: uuid.UUID | None
    transcript: Transcript
    next: Question | None
    confirmed_by: str = ""
    by: str = ""
    given: str = ""
    #: Stands for what was kept when it was read.
    kept: str = ""

    @classmethod
    def of_paper(cls, paper: PaperView[AnswersHead], view: CaseView) -> Interview:
        """Read the interview as it was kept.

        Where the case changed since, answers that do not fit it any more are left out, and what is
        asked next is worked out anew.
        """
        head, case = paper.head, view.case
        is_same = head.case == view.case_digest
        transcript = read_transcript(paper.text, case, head.file, drop_faulty=True)
        asked = (
            question_from_data(json.loads(head.next))
            if is_same
            else view.compute(next_asked, case, transcript)
        )
        given = head.given if is_same else ""
        return cls(
            paper=paper.id,
            transcript=transcript,
            next=asked,
            confirmed_by=head.confirmed_by if is_same else "",
            by=head.by,
            given=given,
            kept=kept_state(paper),
        )

    def as_paper(self, view: CaseView) -> tuple[AnswersHead, str]:
        """Write the interview as it is kept: head and text."""
        t = self.transcript
        head = AnswersHead(
            case=view.case_digest,
            file=f"answers/{t.party}/{t.reading}.yaml",
            party=t.party,
            reading=t.reading,
            next=json.dumps(question_as_data(self.next), ensure_ascii=False),
            confirmed_by=self.confirmed_by,
            by=self.by,
            given=self.given,
        )
        return head, transcript_text(t)

    @property
    def count(self) -> int:
        """Count the answers that were given."""
        return len(self.transcript.answers)

    @property
    def version(self) -> str:
        """Make the digest that stands for these answers, all of them.

        A form that was made for others is not taken.
        """
        return hashlib.sha256(transcript_text(self.transcript).encode()).hexdigest()[:24]

    @property
    def is_given(self) -> bool:
        """Tell whether what stands was given already."""
        return bool(self.given) and self.given == self.version

    def to_usable(self, case: Case) -> int:
        """Count the questions that are left of those that everybody is asked first.

        0: what was said can be used.
        """
        return max(0, 2 + len(case.issues) - self.count)

    @property
    def most_left(self) -> int:
        """Count how many more are asked at most."""
        return max(0, MOST_ENTRIES - self.count)


def kept_state(paper: PaperView[AnswersHead]) -> str:
    """Make the digest that stands for the answers that a paper keeps and who confirmed them."""
    return hashlib.sha256(f"{paper.head.confirmed_by} {paper.text}".encode()).hexdigest()
