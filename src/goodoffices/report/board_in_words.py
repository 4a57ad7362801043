"""The board of an agreement in words, and as a table for other programs."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterator, Sequence

from goodoffices.agreement import Agreement, ObligationState, Progress
from goodoffices.agreement.board import (
    BoardChange,
    BoardLine,
    Word,
    count_found,
    count_states,
)
from goodoffices.case import Case
from goodoffices.report.obligations_in_words import (
    obligation_state_words,
    owed_line_words,
    progress_words,
)
from goodoffices.report.talks_in_words import moment_words, side_word
from goodoffices.report.terms_in_words import TermWords
from goodoffices.report.wording import Wording
from goodoffices.report.wrapping import wrapped

#: The columns of the table, in its order.
COLUMNS = (
    "id",
    "occurrence",
    "text",
    "article",
    "who",
    "modality",
    "act",
    "tags",
    "state",
    "due",
    "waits_for",
    "out_of_order",
    "finding",
    "finding_since",
    "finding_evidence",
    "claims",
)
#: What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")


def board_headline(lines: Sequence[BoardLine], w: Wording) -> str:
    """Say in a sentence or two how far an agreement is carried out: a minister's minute."""
    found = count_found(lines)
    duties = found.total()
    if not duties:
        return w._("Nothing is to be done under this agreement yet.")
    done, unknown = found[Progress.DONE], found[None]
    said = w.n_(
        "Of {n} stipulation to carry out, {done} found done and {unknown} not yet looked at.",
        "Of {n} stipulations to carry out, {done} found done and {unknown} not yet looked at.",
        duties,
    ).format(n=w.number(duties), done=w.number(done), unknown=w.number(unknown))
    states = count_states(lines)
    overdue, due = states[ObligationState.OVERDUE], states[ObligationState.DUE]
    return f"{said} " + w._("Overdue: {overdue}; due: {due}.").format(
        overdue=w.number(overdue), due=w.number(due)
    )


def board_text(
    case: Case,
    agreement: Agreement,
    lines: Sequence[BoardLine],
    on: datetime.date,
    language: str | None = None,
    changes: Sequence[BoardChange] | None = None,
) -> str:
    """Write the board at the end of a day, in at most 80 columns; with ``changes``, those alone."""
    w = Wording(case, language)
    words = TermWords(agreement, w)
    out = [w.text(agreement.name)]
    out += wrapped(w._("At the end of {day}.").format(day=w.date(on)), "")
    out += [*wrapped(board_headline(lines, w), ""), ""]
    if changes is not None and not changes:
        out += [w._("Nothing changed.")]
    for change in changes or ():
        out += [*wrapped(change_words(change, words), ""), ""]
    for line in lines if changes is None else ():
        out += [*wrapped(owed_line_words(line.owed, words), "")]
        for said in said_words(line, words):
            out += wrapped(said)
        out += [""]
    return "\n".join(out).rstrip("\n") + "\n"


def said_words(line: BoardLine, words: TermWords) -> Iterator[str]:
    """Say what the mediation found, and apart from it what each side claims."""
    w = words.w
    if line.finding is None:
        yield w._("The mediation has not found anything yet.")
    else:
        yield w._("The mediation found: {said}").format(said=word_words(line.finding, w))
    for side, word in line.claims.items():
        yield w._("{side} says: {said}").format(side=side_word(side, w), said=word_words(word, w))


def word_words(word: Word, w: Wording) -> str:
    """Say how far something is said to be, since when, and by what evidence."""
    last = word.last
    parts = [progress_words(last.progress, w)]
    parts.append(w._("since {day}").format(day=moment_words(word.since.at, w)))
    if last.words is not None:
        parts.append(w.text(last.words))
    if last.evidence is not None:
        parts.append(w._("seen in: {evidence}").format(evidence=w.text(last.evidence)))
    return w.semicolons(parts)


def change_words(change: BoardChange, words: TermWords) -> str:
    """Say what changed of a stipulation between two days."""
    w = words.w
    new = owed_line_words(change.after.owed, words)
    if change.before is None:
        return w._("New: {line}").format(line=new)
    old = obligation_state_words(change.before.owed.state, w)
    before, after = (
        w._("no finding") if one.found is None else progress_words(one.found, w)
        for one in (change.before, change.after)
    )
    parts = [new]
    if change.before.owed.state is not change.after.owed.state:
        parts.append(w._("was: {state}").format(state=old))
    if before != after:
        parts.append(
            w._("the finding was {before}, now {after}").format(before=before, after=after)
        )
    return w.semicolons(parts)


def board_rows(lines: Sequence[BoardLine], w: Wording) -> list[dict[str, str]]:
    """Write the board as rows of one table, each value as its file writes it."""
    return [_row(line, w) for line in lines]


def board_csv(lines: Sequence[BoardLine], w: Wording) -> str:
    """Write the board as a table with commas (RFC 4180), a header first.

    A value that a spreadsheet would take for a formula has an apostrophe before it.
    """
    out = io.StringIO()
    table = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    table.writeheader()
    for row in board_rows(lines, w):
        table.writerow({name: _plain(value) for name, value in row.items()})
    return out.getvalue()


def _plain(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value


def _row(line: BoardLine, w: Wording) -> dict[str, str]:
    owed, obligation, finding = line.owed, line.owed.obligation, line.finding
    evidence = None if finding is None else finding.last.evidence
    return {
        "id": obligation.id,
        "occurrence": "" if owed.occurrence is None else owed.occurrence.isoformat(),
        "text": owed.text.id,
        "article": obligation.article,
        "who": obligation.who,
        "modality": obligation.modality,
        "act": w.text(obligation.act),
        "tags": " ".join(obligation.tags),
        "state": owed.state,
        "due": "" if owed.due is None else owed.due.written,
        "waits_for": " ".join(owed.waits_for),
        "out_of_order": "yes" if owed.is_out_of_order else "",
        "finding": "" if finding is None else finding.last.progress,
        "finding_since": "" if finding is None else finding.since.at.written,
        "finding_evidence": "" if evidence is None else w.text(evidence),
        "claims": "; ".join(
            f"{side}: {word.last.progress} since {word.since.at.written}"
            for side, word in sorted(line.claims.items())
        ),
    }
