"""Building a case: issues, options, linkages and bounds by forms, or its text; checked as one types; put to the parties; their consents."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from goodoffices.case import Case, Issue
from goodoffices.formats import case_editing as editing
from goodoffices.formats.case_change import what_differs, what_it_does
from goodoffices.formats.case_reader import read_case
from goodoffices.formats.errors import CaseFileError
from goodoffices.office.case_view import CaseView, Refused, digest_of
from goodoffices.office.commands import changing
from goodoffices.office.commands.act import doing_once
from goodoffices.office.door import door
from goodoffices.office.pages.drawing import page
from goodoffices.office.pages.forms import form_id, small_number, text_in, uuid_in
from goodoffices.office.rights import Right
from goodoffices.report.wording import Wording

#: Faults that are shown, options of one issue that a form holds.
MOST_FAULTS, MOST_OPTIONS = 12, 60


@door(Right.BUILD_CASE, methods=("GET", "POST"))
def build(request: HttpRequest, view: CaseView) -> HttpResponse:
    """The case as the mediation works on it. Each form changes one thing; a draft may hold mistakes, which are named."""
    text, words = view.case_draft() or view.case_text, ""
    stands = digest_of(text)
    if request.method == "POST":
        try:
            edited = _edited(request, text)
            if request.POST.get("step") == "text" and request.POST.get("based_on", stands) != stands:
                overtaken = "Somebody of your side changed the draft meanwhile. Below is your text; what it would replace is the draft as it stands now."
                return page(request, view, "build", 409, words=overtaken, stands=stands, typed={}, **_drawn(view, edited))
            text = edited
            if request.POST.get("step") != "check":
                changing.keep_draft(view, text)
                return redirect("build", case_id=view.case_id)
        except (editing.EditRefused, Refused) as refusal:
            words = str(refusal)
    typed = {name: request.POST.get(name, "")[:2000] for name in ("step", "issue", "name", "options", "words", "source")} if words else {}
    return page(request, view, "build", 422 if words else 200, words=words, typed=typed, stands=stands, **_drawn(view, text))


def _drawn(view: CaseView, text: str) -> dict[str, Any]:
    case, faults = _read(text)
    w = Wording(case) if case is not None else None
    return {
        "text": text,
        "is_draft": text != view.case_text,
        "faults": faults[:MOST_FAULTS],
        "more_faults": max(0, len(faults) - MOST_FAULTS),
        "issues": [] if case is None or w is None else [_issue_form(issue, w) for issue in case.issues],
        "rules": [] if case is None or w is None else [(r.id, w.restriction(r), r.holder or "") for r in case.restrictions],
        "choices": [] if case is None or w is None else _choices(case, w),
        "differs": [] if case is None or text == view.case_text else what_differs(view.case, case),
        "does": [] if case is None or text == view.case_text else what_it_does(case, view.texts_for_analysis()),
        "change": view.open_change(),
        "consent": [view.case.party(p).name.in_language(view.case.languages[0]) for p in view.case.consent],
    }


def _read(text: str) -> tuple[Case | None, list[str]]:
    """The case that a text says, or its faults as `goodoffices check` names them."""
    try:
        return read_case(text), []
    except CaseFileError as fault:
        return None, [str(one) for one in fault.faults]


def _issue_form(issue: Issue, w: Wording) -> dict[str, Any]:
    return {
        "id": issue.id,
        "name": w.issue(issue.id),
        "is_scale": issue.is_scale,
        "options": [(o.id, w.option(issue.id, o.id), o.id == issue.status_quo) for o in issue.options],
        "quo": w.option(issue.id, issue.status_quo) if issue.status_quo else "not said",
    }


def _choices(case: Case, w: Wording) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every option under its issue, as values ``issue number.option number``."""
    return [
        (w.issue(i.id), [(f"{n}.{k}", w.option(i.id, o.id)) for k, o in enumerate(i.options[:MOST_OPTIONS])])
        for n, i in enumerate(case.issues)
    ]


def _edited(request: HttpRequest, text: str) -> str:
    """The text after what a form asks for. Raises `EditRefused`, `Refused`."""
    form, step = request.POST, request.POST.get("step", "")
    if step in ("text", "check"):
        if not form.get("text", "").strip():
            raise Refused("The text is empty. To drop the draft use Undo.")
        return text_in(request, "text")
    if step == "name":
        return editing.with_name(text, _words(form.get("name", "")))
    if step == "add_issue":
        options = [line.strip()[:300] for line in form.get("options", "").splitlines() if line.strip()][:MOST_OPTIONS]
        return editing.add_issue(text, _words(form.get("name", "")), options, 0)
    if step == "change_issue":
        if form.get("remove"):
            return editing.remove_issue(text, form.get("issue", ""))
        options = list(zip(form.getlist("option"), [t.strip()[:300] for t in form.getlist("option_text")], strict=False))[
            : MOST_OPTIONS + 1
        ]
        quo = form.get("status_quo", "")
        # "new": the option that this form adds.
        chosen = next((t for i, t in options if not i), "") if quo == "new" else quo
        return editing.change_issue(text, form.get("issue", ""), _words(form.get("name", "")), options, chosen or None)
    if step == "remove_rule":
        return editing.remove_rule(text, form.get("rule", ""))
    case, faults = _read(text)
    if case is None:
        raise Refused(f"Mend the text of the case first: {faults[0]}")
    if step == "add_linkage":
        (when, option), (then, least) = _option(case, form.get("when", "")), _option(case, form.get("then", ""))
        return editing.add_linkage(
            text, form.get("words", "")[:300], (when, option), (then, _reaching(case, then, least, form.get("how", "")))
        )
    if step == "add_bound":
        pairs = [_option(case, v) for v in form.getlist("forbidden") if v]
        if not pairs or len({i for i, _ in pairs}) < len(pairs):
            raise Refused("Choose one option, or two of different issues.")
        of = "law" if form.get("of") == "law" else "mandate"
        return editing.add_bound(text, form.get("words", "")[:300], of, form.get("source", "")[:300], dict(pairs))
    raise Refused("This form is not complete. Load the page anew.")


def _words(typed: str) -> str:
    if not typed.strip():
        raise Refused("Say what it is called.")
    return typed.strip()[:300]


def _option(case: Case, value: str) -> tuple[str, str]:
    n, k = (small_number(part) for part in (value.partition(".")[0], value.partition(".")[2]))
    if n is not None and k is not None and n < len(case.issues) and k < len(case.issues[n].options):
        return case.issues[n].id, case.issues[n].options[k].id
    raise Refused("Choose an option of the list.")


def _reaching(case: Case, issue: str, option: str, how: str) -> list[str]:
    """That option alone, or all from it on in the order in which the issue lists them, or all up to it."""
    ids = list(case.issue(issue).option_ids)
    at = ids.index(option)
    return ids[at:] if how == "at_least" else ids[: at + 1] if how == "at_most" else [option]


@door(Right.PUT_CASE, methods=("POST",))
def put_case(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Put the draft to the parties, or take back what was put."""
    words = text_in(request, "words")
    if request.POST.get("step") == "take_back":
        changing.take_back_change(view)
    else:
        doing_once(lambda: changing.put_to_parties(view, words, form_id(request)))
        _say_if_it_holds(request, view)
    return redirect("change", case_id=view.case_id)


def _say_if_it_holds(request: HttpRequest, view: CaseView) -> None:
    if view.open_change() is None:
        messages.success(request, "The case has changed: what was put holds now.")


@door(Right.SEE_CHANGE, methods=("GET", "POST"))
def change(request: HttpRequest, view: CaseView) -> HttpResponse:
    """The change that lies before the parties: what differs, what it does to what one's side has said, and one's answer."""
    if request.method == "POST":
        view.require(Right.CONSENT)
        agrees = request.POST.get("agrees") == "yes"
        doing_once(lambda: changing.answer_change(view, uuid_in(request, "change"), agrees, form_id(request)))
        _say_if_it_holds(request, view)
        return redirect("change", case_id=view.case_id)
    found = view.open_change()
    differs, does = [], []
    if found is not None:
        new = read_case(found.text)
        differs, does = what_differs(view.case, new), what_it_does(new, view.texts_to_export())
    w = Wording(view.case)
    said = [] if found is None else [(w.party(p), found.said.get(p)) for p in view.case.consent]
    return page(
        request,
        view,
        "change",
        change=found,
        differs=differs,
        does=does,
        said=said,
        is_asked=view.side.party in view.case.consent,
        own=None if found is None else found.said.get(view.side.party),
        may_answer=view.may(Right.CONSENT),
    )
