"""The pages of one case."""

from __future__ import annotations

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from goodoffices.formats.errors import CaseFileError
from goodoffices.office import archive
from goodoffices.office.case_view import CaseView, Leaf, Refused
from goodoffices.office.commands import leaving, papers, people, releases
from goodoffices.office.commands.act import AlreadyDone, doing_once
from goodoffices.office.door import door
from goodoffices.office.kinds import Function, PaperKind, SideKind, in_words
from goodoffices.office.pages.drawing import page
from goodoffices.office.pages.forms import (
    chosen,
    composed,
    form_id,
    issue_fields,
    leaf_number,
    name_in,
    optional_uuid,
    text_or_file,
    uuid_in,
)
from goodoffices.office.releasing import choices_in, what_it_tells
from goodoffices.office.rights import Right
from goodoffices.office.sitting import Sitting
from goodoffices.office.spoken import entry_sentence, package_rows, paper_in_words, whose_word
from goodoffices.report.wording import Wording


@door(Right.SEE_CASE)
def case(request: HttpRequest, view: CaseView) -> HttpResponse:
    """The front page of a case, for one's side."""
    described = view.case
    language = described.languages[0]
    issues = [(i.name.in_language(language), [o.text.in_language(language) for o in i.options]) for i in described.issues]
    return page(request, view, "case", issues=issues, releases=_releases(view), given=view.own_preferences() if view.is_party else [])


@door(Right.SEE_CASE)
def export(request: HttpRequest, view: CaseView) -> HttpResponse:
    """The case folder as a ZIP, as far as one's side may take it away."""
    answer = HttpResponse(archive.packed(view.texts_to_export()), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{view.case.id}.zip"'
    return answer


def _releases(view: CaseView) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for entry in view.releases():
        rows = package_rows(view.case, entry.payload["package"])
        to = Wording(view.case).party(entry.payload["to"])
        found.append({"at": entry.at, "by": entry.actor, "to": to, "words": entry.payload["words"], "rows": rows})
    return found


@door(Right.SEE_CASE, methods=("GET", "POST"))
def told(request: HttpRequest, view: CaseView) -> HttpResponse:
    """What the record keeps, before a person's first entry."""
    if request.method == "POST":
        people.be_told(view)
        return redirect("questions" if request.GET.get("next") == "questions" and view.is_party else "case", case_id=view.case_id)
    return page(request, view, "told")


@door(Right.SEE_PEOPLE)
def case_people(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Who stands where."""
    return page(
        request,
        view,
        "people",
        people=view.people(),
        invitations=view.invitations() if view.may(Right.INVITE) else [],
        kinds=[(k.value, in_words(k)) for k in people.BESIDE_PARTIES],
        functions=[(f.value, in_words(f)) for f in Function],
    )


@door(Right.INVITE, methods=("POST",))
def invite(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Invite somebody; the link and the second code are shown once."""
    name = name_in(request, "name", 120)
    if not name:
        raise Refused("Say who is invited.")
    functions = [f for f in request.POST.getlist("function") if f in {*Function}]
    if not functions:
        raise Refused("Choose at least one function.")
    try:
        made = people.invite(view, uuid_in(request, "side"), name, functions, form_id(request))
    except AlreadyDone:
        return redirect("people", case_id=view.case_id)
    return page(request, view, "invited", made=made, link=request.build_absolute_uri(f"/invitation/{made.token}"))


@door(Right.INVITE, methods=("POST",))
def revoke(request: HttpRequest, view: CaseView) -> HttpResponse:
    """An invitation is taken back."""
    people.revoke(view, uuid_in(request, "invitation"))
    return redirect("people", case_id=view.case_id)


@door(Right.INVITE_ANYWHERE, methods=("POST",))
def add_side(request: HttpRequest, view: CaseView) -> HttpResponse:
    """A host, observer, guarantor or civil society takes part."""
    kind = SideKind(chosen(request, "kind", people.BESIDE_PARTIES))
    doing_once(lambda: people.add_side(view, kind, name_in(request, "name", 200), form_id(request)))
    return redirect("people", case_id=view.case_id)


@door(Right.END_STANDING, methods=("POST",))
def end_standing(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Somebody leaves or is replaced."""
    doing_once(lambda: people.end_standing(view, uuid_in(request, "standing"), form_id(request)))
    return redirect("people", case_id=view.case_id)


@door(Right.LEAVE_NOW, methods=("POST",))
def leave_now(request: HttpRequest, view: CaseView) -> HttpResponse:
    """All sessions of the side end and its papers are locked."""
    leaving.leave_now(view)
    return redirect("account_login")


@door(Right.UNLOCK, methods=("POST",))
def unlock(request: HttpRequest, view: CaseView) -> HttpResponse:
    """The lead opens the side's papers again."""
    if not ratelimit.consume(request, action="unlock"):
        raise Refused("Too many tries. Wait a minute.")
    leaving.unlock(view, request.POST.get("password", "")[:1000])
    return redirect("case", case_id=view.case_id)


@door(Right.WITHDRAW, methods=("POST",))
def withdraw(request: HttpRequest, view: CaseView) -> HttpResponse:
    """A party withdraws its consent."""
    if request.POST.get("sure") != "yes":
        raise Refused("Say that you are sure: withdrawing ends the access of all your people.")
    doing_once(lambda: people.withdraw(view, form_id(request)))
    return redirect("cases")


@door(Right.RESUME, methods=("POST",))
def resume(request: HttpRequest, view: CaseView) -> HttpResponse:
    """A paused case goes on."""
    doing_once(lambda: people.resume(view, form_id(request)))
    return redirect("case", case_id=view.case_id)


@door(Right.SEE_OWN_PREFERENCES, methods=("GET", "POST"))
def preferences(request: HttpRequest, view: CaseView) -> HttpResponse:
    """A party's own preferences: what it gave, and giving others."""
    words, typed = "", ""
    if request.method == "POST":
        view.require(Right.GIVE_PREFERENCES)
        try:
            typed = text_or_file(request, "text", "file")
            papers.give_preferences(view, typed, optional_uuid(request, "based_on"), form_id(request))
            return redirect("preferences", case_id=view.case_id)
        except AlreadyDone:
            return redirect("preferences", case_id=view.case_id)
        except papers.Overtaken as overtaken:
            return page(request, view, "merge", status=409, theirs=overtaken.theirs, yours=typed)
        except Refused as refusal:
            words = str(refusal)
    given = view.own_preferences()
    shown, outdated = None, ""
    if given:
        try:
            shown = paper_in_words(view.case, given[0])
        except CaseFileError as fault:
            outdated = fault.faults[0].found
    context = {"given": given, "shown": shown, "outdated": outdated, "words": words, "typed": typed}
    return page(request, view, "preferences", 422 if words else 200, **context)


@door(Right.KEEP_NOTES, methods=("GET", "POST"))
def notes(request: HttpRequest, view: CaseView) -> HttpResponse:
    """The side's notes."""
    if request.method == "POST":
        doing_once(lambda: papers.note(view, request.POST.get("text", "").replace("\r\n", "\n"), form_id(request)))
        return redirect("notes", case_id=view.case_id)
    number = leaf_number(request)
    found, leaves = view.leaf(Leaf.NOTES, number)
    return page(request, view, "notes", notes=found, leaves=leaves, number=number)


@door(Right.KEEP_NOTES, methods=("POST",))
def delete_note(request: HttpRequest, view: CaseView) -> HttpResponse:
    """A note and its key go."""
    papers.delete_note(view, uuid_in(request, "note"))
    return redirect("notes", case_id=view.case_id)


@door(Right.ESTIMATE, methods=("GET", "POST"))
def estimates(request: HttpRequest, view: CaseView) -> HttpResponse:
    """The team's estimates, and what parties gave."""
    words = ""
    if request.method == "POST":
        party, reading = request.POST.get("party", ""), request.POST.get("reading", "").strip()
        try:
            if not reading or not all(c.isalnum() or c in "_-." for c in reading) or len(reading) > 60:
                raise Refused("The name of a reading is letters, digits, '_', '-' or '.'.")
            papers.estimate(
                view, chosen(request, "party", view.case.party_ids), reading, text_or_file(request, "text", "file"), form_id(request)
            )
            return redirect("estimates", case_id=view.case_id)
        except AlreadyDone:
            return redirect("estimates", case_id=view.case_id)
        except Refused as refusal:
            words = f"{party}: {refusal}" if party else str(refusal)
    described, language = view.case, view.case.languages[0]
    parties = [(p.id, p.name.in_language(language)) for p in described.parties]
    found = view.papers(PaperKind.PREFERENCES, PaperKind.ESTIMATE, PaperKind.PACKAGE)
    listed = [(paper, whose_word(described, paper)) for paper in found]
    begun = [Sitting.of_paper(paper, view) for paper in view.papers(PaperKind.ANSWERS)]
    sittings = [(s.paper, dict(parties)[s.transcript.party], s.transcript.reading, s.count) for s in begun]
    return page(request, view, "estimates", status=422 if words else 200, papers=listed, parties=parties, words=words, sittings=sittings)


@door(Right.RELEASE, methods=("GET", "POST"))
def release(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Prepare a release: which package, to whom; then what it tells about the others; then the act."""
    described, language = view.case, view.case.languages[0]
    w = Wording(described)
    packages = {p.head["file"]: p for p in view.papers(PaperKind.PACKAGE)}
    parties = [(p.id, p.name.in_language(language)) for p in described.parties]
    if request.method != "POST" or request.POST.get("step") == "words":
        given = composed(request, described)
        rows = [] if given is None else [(w.issue(i), w.option(i, o), f"option:{i}", o) for i, o in given.items()]
        return page(request, view, "release", packages=packages, parties=parties, releases=_releases(view), rows=rows)
    to = chosen(request, "to", described.party_ids)
    words = request.POST.get("words", "").replace("\r\n", "\n")
    package = choices_in(described, packages, request.POST)
    releases.refuse_in_part(described, package)
    if request.POST.get("step") == "release":
        doing_once(lambda: releases.release_package(view, to, package, words, form_id(request)))
        return redirect("release", case_id=view.case_id)
    rows = [
        (i.name.in_language(language), i.option(package[i.id]).text.in_language(language), i.id, package[i.id]) for i in described.issues
    ]
    try:
        tells = what_it_tells(described, view.texts_for_analysis(), to, package)
    except CaseFileError:
        tells = ["What this tells cannot be said: a file of preferences cannot be read."]
    return page(request, view, "release_check", to=to, to_name=dict(parties)[to], words=words, rows=rows, tells=tells)


@door(Right.RELEASE, methods=("GET", "POST"))
def release_question(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Put a question to one party: which of two packages it would rather have, or a package or no agreement. What is asked tells something, so it is a release."""
    case, w = view.case, Wording(view.case)
    packages = {p.head["file"]: p for p in view.papers(PaperKind.PACKAGE)}
    parties = [(p.id, w.party(p.id)) for p in case.parties]
    first = composed(request, case)
    against = request.POST.get("against", "")
    second = choices_in(case, packages, {"package": against}) if against else None
    if request.POST.get("step") == "release" and first is not None:
        to = chosen(request, "to", case.party_ids)
        words = request.POST.get("words", "").replace("\r\n", "\n")
        doing_once(lambda: releases.release_question(view, to, first, second, words, form_id(request)))
        return redirect("release", case_id=view.case_id)
    checked = None
    if request.POST.get("step") == "check" and first is not None:
        to = chosen(request, "to", case.party_ids)
        tells = []
        for package in filter(None, (first, second)):
            tells += what_it_tells(case, view.texts_for_analysis(), to, package)
        checked = {"to": to, "to_name": w.party(to), "words": request.POST.get("words", ""), "tells": tells}
    rows = (
        []
        if first is None
        else [(w.issue(i), w.option(i, o), f"option:{i}", o, w.option(i, second[i]) if second else "") for i, o in first.items()]
    )
    context = {
        "packages": packages,
        "parties": parties,
        "rows": rows,
        "checked": checked,
        "against": against,
        "fields": issue_fields(case, first),
    }
    return page(request, view, "release_question", **context)


@door(Right.SEE_RECORD)
def record(request: HttpRequest, view: CaseView) -> HttpResponse:
    """What the record holds that one may read."""
    number = leaf_number(request)
    found, leaves = view.leaf(Leaf.RECORD, number)
    entries = [(entry, entry_sentence(entry, view.case)) for entry in found]
    return page(request, view, "record", entries=entries, leaves=leaves, number=number)
