"""Write the preferences that a conversation's answers give, as the text of their file."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from goodoffices.case import Case
from goodoffices.elicitation.fit import Fitted
from goodoffices.formats.ours.answers_file import Transcript
from goodoffices.formats.ours.preferences_writer import preferences_text
from goodoffices.preferences import Basis, BasisKind
from goodoffices.report.wording import Wording


def elicited(
    case: Case, transcript: Transcript, fitted: Fitted, w: Wording
) -> tuple[Transcript, str]:
    """Write the model of some answers, and the transcript with its digest.

    So whoever changes the model by hand is noticed.
    """
    t = transcript
    basis = (
        Basis(
            kind=BasisKind.ESTIMATE,
            author=t.author,
            date=t.date,
            confidence=t.confidence,
            reason=t.reason,
        )
        if t.kind == "estimate"
        else Basis(kind=BasisKind.STATED, date=t.date)
    )
    note = w._("From {n} answers.").format(n=w.number(len(t.answers)))
    if fitted.set_aside:
        note += " " + w._("Left out, as they do not go together with the others: {names}.").format(
            names=", ".join(fitted.set_aside)
        )
    model = preferences_text(case, fitted.answers.preferences(t.party, t.reading, basis), note=note)
    return replace(t, model=hashlib.sha256(model.encode()).hexdigest()), model
