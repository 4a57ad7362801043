"""The forms that build a case: what each asks for, as a change of the case's text.

It is worked out in a process that knows no request (`pool`), so each function is told the language
in which it refuses.
"""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.case import Case
from goodoffices.formats.documents.errors import CaseFileError
from goodoffices.formats.ours import case_editing
from goodoffices.formats.ours.case_reader import read_case
from goodoffices.office.computing.texts import MOST_OPTIONS as MOST_OPTIONS_OF_CASE
from goodoffices.office.computing.texts import case_or_faults
from goodoffices.office.pages.form_data import FormData
from goodoffices.office.pages.forms import plain_line, small_number
from goodoffices.office.pages.numbers import plain_number
from goodoffices.office.refusal import Refused
from goodoffices.report.languages import Language

#: How far something moves in its list.
MOVES = {"up": -1, "down": 1}
#: Options of one issue that a form holds.
MOST_OPTIONS = 60
#: Characters of the note on an issue.
MOST_NOTE = 1_000


def edited(form: FormData, text: str, language: str) -> str:
    """Change the text of a case as a form asks. Raises `EditRefused`, `Refused`."""
    said, step = Language(language), form.get("step", "")
    if step in ("text", "check"):
        if not form.get("text", "").strip():
            raise Refused(said._("The text is empty. To drop the draft use Undo."))
        return form.get("text", "").replace("\r\n", "\n")
    if step == "name":
        return case_editing.with_name(text, _words(form.get("name", ""), said))
    if step == "add_issue":
        options = [
            words
            for line in form.get("options", "").splitlines()
            if (words := plain_line(line, 300))
        ]
        _refuse_many(options, said)
        return case_editing.add_issue(text, _words(form.get("name", ""), said), options, 0)
    if step == "change_issue":
        return _with_changed_issue(form, text, said)
    if step == "add_party":
        return case_editing.add_party(text, plain_line(form.get("name", ""), 200))
    if step == "remove_party":
        return case_editing.remove_party(text, form.get("party", ""))
    if step == "remove_rule":
        return case_editing.remove_rule(text, form.get("rule", ""))
    case, faults = case_or_faults(text, language)
    if case is None:
        raise Refused(
            said._("Mend the text of the case first: {mistake}").format(mistake=faults[0])
        )
    if step == "add_linkage":
        return _with_linkage(form, text, case, said)
    if step == "add_bound":
        return _with_bound(form, text, case, said)
    if step == "add_limit":
        return _with_limit(form, text, case, said)
    if step == "rules":
        names = {p: plain_line(form.get(f"party:{p}", ""), 200) for p in case.party_ids}
        lists = (form.getlist(name) for name in ("consent", "pause", "seats"))
        return case_editing.with_rules(text, names, *lists)
    raise Refused(said._("This form is not complete. Load the page anew."))


def first_mistake(text: str) -> str:
    """Say what is wrong first in the text of a case, without its line; empty where nothing is."""
    try:
        read_case(text, most_options=MOST_OPTIONS_OF_CASE)
    except CaseFileError as fault:
        first = fault.faults[0]
        words = f"{first.found} {first.remedy}".strip()
        return words if first.line else words[:1].upper() + words[1:]
    return ""


def _with_changed_issue(form: FormData, text: str, said: Language) -> str:
    """Change an issue of the text and its options, or remove it."""
    if form.get("remove"):
        return case_editing.remove_issue(text, form.get("issue", ""))
    kept = list(
        zip(
            form.getlist("option"),
            [plain_line(t, 300) for t in form.getlist("option_text")],
            strict=False,
        )
    )
    _refuse_many([words for _, words in kept if words], said)
    kept = _with_moved_option(kept, form.get("move", ""))
    quo = form.get("status_quo", "")
    # "new": the option that this form adds.
    chosen = next((words for i, words in kept if not i), "") if quo == "new" else quo
    issue = form.get("issue", "")
    name = _words(form.get("name", ""), said)
    note = plain_line(form.get("note", ""), MOST_NOTE)
    new = case_editing.change_issue(text, issue, name, note, kept, chosen or None)
    by = MOVES.get(form.get("move_issue", ""), 0)
    return case_editing.move_issue(new, issue, by) if by else new


def _with_moved_option(options: list[tuple[str, str]], move: str) -> list[tuple[str, str]]:
    """Let an option stand before the one above it, or after the one below it.

    ``move`` is ``up:ID`` or ``down:ID``. What is asked as *at least* follows this order.
    """
    which, _, moved = move.partition(":")
    at = next((k for k, (option, _) in enumerate(options) if option and option == moved), None)
    if at is None or which not in MOVES:
        return options
    # The last row is for one more option, and stays the last.
    last = max((k for k, (option, _) in enumerate(options) if option), default=0)
    to = min(last, max(0, at + MOVES[which]))
    rest = [one for k, one in enumerate(options) if k != at]
    return [*rest[:to], options[at], *rest[to:]]


def _with_linkage(form: FormData, text: str, case: Case, said: Language) -> str:
    """Add a linkage to the text: where one option holds, another issue has one of these."""
    (when, option), (then, least) = (
        _option(case, form.get("when", ""), said),
        _option(case, form.get("then", ""), said),
    )
    return case_editing.add_linkage(
        text,
        plain_line(form.get("words", ""), 300),
        (when, option),
        (then, _reaching(case, then, least, form.get("how", ""))),
    )


def _with_bound(form: FormData, text: str, case: Case, said: Language) -> str:
    """Add a bound of law or mandate to the text: options that no package may contain together."""
    pairs = [_option(case, v, said) for v in form.getlist("forbidden") if v]
    if not pairs or len({i for i, _ in pairs}) < len(pairs):
        raise Refused(said._("Choose one option, or two of different issues."))
    of = "law" if form.get("of") == "law" else "mandate"
    return case_editing.add_bound(
        text,
        plain_line(form.get("words", ""), 300),
        of,
        plain_line(form.get("source", ""), 300),
        dict(pairs),
    )


def _with_limit(form: FormData, text: str, case: Case, said: Language) -> str:
    """Add a limit of a third party to the text of a case.

    It names options that the third party never carries, or what it pays up to.
    """
    holder = (
        form.get("holder", "")
        if form.get("holder", "") in {t.id for t in case.third_parties}
        else None
    )
    name, words = plain_line(form.get("who", ""), 200), plain_line(form.get("words", ""), 300)
    if holder is not None and name:
        raise Refused(
            said._("Choose somebody of the list, or name somebody else; not both."), "who"
        )
    if form.get("kind") != "payment":
        pairs = [_option(case, v, said) for v in form.getlist("forbidden") if v]
        if not pairs or len({i for i, _ in pairs}) < len(pairs):
            raise Refused(said._("Choose one option, or two of different issues."))
        return case_editing.add_limit(
            text, holder, name, words, case_editing.never_together(dict(pairs))
        )
    costs = [
        (v, t.strip())
        for v, t in zip(form.getlist("costly"), form.getlist("cost"), strict=False)
        if v and t.strip()
    ]
    amounts = [(*_option(case, v, said), _amount(t, said)) for v, t in costs]
    if len({(i, option) for i, option, _ in amounts}) < len(amounts):
        raise Refused(said._("An option stands twice, with what it costs. Name each once."))
    return case_editing.add_limit(
        text,
        holder,
        name,
        words,
        case_editing.paid_up_to(
            amounts, _amount(form.get("at_most", ""), said), plain_line(form.get("unit", ""), 60)
        ),
    )


def _amount(typed: str, said: Language) -> int | float:
    value = plain_number(typed)
    if value is None:
        raise Refused(said._("An amount is a number such as 45 or 2.5."), "at-most")
    return int(value) if value.denominator == 1 else float(value)


def _refuse_many(options: Sequence[str], said: Language) -> None:
    if len(options) > MOST_OPTIONS:
        raise Refused(
            said._(
                "A form holds up to {most} options. Write more of them in the text of the case."
            ).format(most=MOST_OPTIONS)
        )


def _words(typed: str, said: Language) -> str:
    if not plain_line(typed, 300):
        raise Refused(said._("Say what it is called."))
    return plain_line(typed, 300)


def _option(case: Case, value: str, said: Language) -> tuple[str, str]:
    n, k = (small_number(part) for part in (value.partition(".")[0], value.partition(".")[2]))
    if n is not None and k is not None and n < len(case.issues) and k < len(case.issues[n].options):
        return case.issues[n].id, case.issues[n].options[k].id
    raise Refused(said._("Choose an option of the list."))


def _reaching(case: Case, issue: str, option: str, how: str) -> list[str]:
    """List that option alone, or all from it on, or all up to it.

    The order is that in which the issue lists them.
    """
    ids = list(case.issue(issue).option_ids)
    at = ids.index(option)
    return ids[at:] if how == "at_least" else ids[: at + 1] if how == "at_most" else [option]
