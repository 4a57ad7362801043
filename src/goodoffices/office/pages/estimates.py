"""The team's estimates: files, and the questions that make them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from goodoffices.office.case_view import CaseView, Refused
from goodoffices.office.commands import answers, papers
from goodoffices.office.commands.act import AlreadyDone
from goodoffices.office.door import door
from goodoffices.office.kinds import PaperKind
from goodoffices.office.pages.drawing import page
from goodoffices.office.pages.forms import MOST_TEXT, chosen, form_id, text_or_file
from goodoffices.office.rights import Right
from goodoffices.office.sitting import Sitting
from goodoffices.office.spoken import whose_word
from goodoffices.report.wording import Wording


@door(Right.ESTIMATE, methods=("GET", "POST"))
def estimates(request: HttpRequest, view: CaseView) -> HttpResponse:
    """The team's estimates, and what parties gave; a file given as an estimate."""
    if request.method != "POST":
        return _drawn(request, view)
    reading = request.POST.get("reading", "").strip()
    try:
        if not reading or not all(c.isalnum() or c in "_-." for c in reading) or len(reading) > 60:
            raise Refused("The name of a reading is letters, digits, '_', '-' or '.'.")
        party = chosen(request, "party", view.case.party_ids)
        papers.estimate(view, party, reading, text_or_file(request, "text", "file"), form_id(request))
    except AlreadyDone:
        pass
    except Refused as refusal:
        return _drawn(request, view, wrong_file=str(refusal))
    return redirect("estimates", case_id=view.case_id)


@door(Right.ESTIMATE, methods=("POST",))
def begin_estimate(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Begin to answer for a party, in a named reading."""
    typed = {name: request.POST.get(name, "").strip() for name in ("reading", "confidence", "reason")}
    try:
        party = chosen(request, "party", view.case.party_ids)
        begun = answers.begin_estimate(view, party, typed["reading"], typed["confidence"], typed["reason"], form_id(request))
    except AlreadyDone:
        return redirect("estimates", case_id=view.case_id)
    except Refused as refusal:
        return _drawn(request, view, wrong_name=str(refusal))
    return redirect("estimate_questions", case_id=view.case_id, paper=begun)


def _drawn(request: HttpRequest, view: CaseView, *, wrong_file: str = "", wrong_name: str = "") -> HttpResponse:
    """The page, with what was typed and what is wrong with it."""
    w = Wording(view.case)
    parties = [(p, w.party(p)) for p in view.case.party_ids]
    found = view.papers(PaperKind.PREFERENCES, PaperKind.ESTIMATE, PaperKind.PACKAGE)
    listed = [(paper, whose_word(view.case, paper)) for paper in found]
    begun = [Sitting.of_paper(paper, view) for paper in view.papers(PaperKind.ANSWERS)]
    sittings = [(s.paper, w.party(s.transcript.party), s.transcript.reading, s.count) for s in begun]
    typed = {name: request.POST.get(name, "")[:MOST_TEXT] for name in ("party", "reading", "confidence", "reason", "text")}
    context = {
        "papers": listed,
        "parties": parties,
        "sittings": sittings,
        "typed": typed,
        "sure": ("low", "medium", "high"),
        "wrong_file": wrong_file,
        "wrong_name": wrong_name,
    }
    return page(request, view, "estimates", 422 if wrong_file or wrong_name else 200, **context)
