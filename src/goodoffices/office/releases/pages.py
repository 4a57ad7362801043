"""Releases: a package or a question to one party, after a page that says what it tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from goodoffices.office.access.acting import doing_once
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.opened import PaperView
from goodoffices.office.access.paper_heads import PackageHead
from goodoffices.office.access.rights import Right
from goodoffices.office.computing.what_a_release_tells import told_by
from goodoffices.office.pages.drawing import page
from goodoffices.office.pages.forms import (
    chosen,
    composed,
    idempotency_key_of,
    issue_fields,
    text_in,
)
from goodoffices.office.papers.case_texts import texts_for_analysis
from goodoffices.office.papers.packages import broken_rules, choices_in, whole_packages
from goodoffices.office.refusal import Refused
from goodoffices.office.releases import commands
from goodoffices.office.releases.in_words import releases_in_words
from goodoffices.report.wording import Wording


@door(read=Right.RELEASE, write=Right.RELEASE)
def release(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Prepare a release, and do it.

    She chooses which package, to whom. Then the page says what it tells about the others. Then
    comes the act.
    """
    described, language = view.case, view.case.languages[0]
    packages = {p.head.file: p for p in view.papers(PackageHead)}
    parties = [
        (p.id, p.name.in_language(language))
        for p in described.parties
        if p.id not in view.withdrawn
    ]
    words = text_in(request, "words")
    error: Refused | str = ""
    package: Mapping[str, str] = {}
    if request.method == "POST" and request.POST.get("step") != "words":
        try:
            package = choices_in(view, packages, request.POST)
            commands.refuse_in_part(described, package)
        except Refused as refusal:
            error = refusal
    if not package or error:
        return _choosing(request, view, packages, parties, words, error)
    to = chosen(request, "to", described.party_ids)
    if request.POST.get("step") == "release":
        doing_once(
            lambda: commands.release_package(view, to, package, words, idempotency_key_of(request))
        )
        messages.success(
            request, f"Released to {dict(parties)[to]}. It stands below and in the record."
        )
        return redirect("release", case_id=view.case_id)
    rows = [
        (
            i.name.in_language(language),
            i.option(package[i.id]).text.in_language(language),
            i.id,
            package[i.id],
        )
        for i in described.issues
    ]
    tells = view.compute(told_by, described, texts_for_analysis(view), to, dict(package))
    return page(
        request,
        view,
        "releases/release_check",
        to=to,
        to_name=dict(parties)[to],
        words=words,
        rows=rows,
        named=[(issue, option) for issue, option, _, _ in rows],
        tells=tells,
        broken=broken_rules(described, package),
    )


def _choosing(
    request: HttpRequest,
    view: CaseView,
    packages: Mapping[str, PaperView[PackageHead]],
    parties: Sequence[tuple[str, str]],
    words: str,
    error: Refused | str,
) -> HttpResponse:
    """Show which package can be released to whom, with what was typed and what is wrong with it."""
    w = Wording(view.case)
    given = composed(request, view.case)
    rows = (
        []
        if given is None
        else [(w.issue(i), w.option(i, o), f"option:{i}", o) for i, o in given.items()]
    )
    typed = {"to": request.POST.get("to", ""), "words": words}
    context = {
        "packages": [
            (file, PurePosixPath(file).stem) for file in whole_packages(view, packages.values())
        ],
        "parties": parties,
        "releases": releases_in_words(view),
        "rows": rows,
        "typed": typed,
        "error": error,
    }
    return page(request, view, "releases/release", 422 if error else 200, **context)


@door(read=Right.RELEASE, write=Right.RELEASE)
def release_question(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Put a question to one party: which of two packages it would rather have.

    Or it is asked of a package or no agreement. What is asked tells something, so it is a release.
    """
    case, w = view.case, Wording(view.case)
    packages = whole_packages(view, view.papers(PackageHead))
    parties = [(p.id, w.party(p.id)) for p in case.parties if p.id not in view.withdrawn]
    first = composed(request, case)
    words, against = text_in(request, "words"), request.POST.get("against", "")
    second = _of(packages, against) if against else None
    if request.POST.get("step") == "release" and first is not None:
        to = chosen(request, "to", case.party_ids)
        doing_once(
            lambda: commands.release_question(
                view, to, first, second, words, idempotency_key_of(request)
            )
        )
        messages.success(
            request, f"The question was put to {w.party(to)}. It stands below and in the record."
        )
        return redirect("release", case_id=view.case_id)
    checked = None
    if request.POST.get("step") == "check" and first is not None:
        to = chosen(request, "to", case.party_ids)
        tells = []
        for package in filter(None, (first, second)):
            tells += view.compute(told_by, case, texts_for_analysis(view), to, dict(package))
        checked = {
            "to": to,
            "to_name": w.party(to),
            "words": words,
            "tells": tells,
            "broken": broken_rules(case, first),
        }
    rows = (
        []
        if first is None
        else [
            (w.issue(i), w.option(i, o), f"option:{i}", o, w.option(i, second[i]) if second else "")
            for i, o in first.items()
        ]
    )
    context = {
        "packages": [(file, PurePosixPath(file).stem) for file in packages],
        "parties": parties,
        "rows": rows,
        "checked": checked,
        "against": against,
        "fields": issue_fields(case, first),
    }
    return page(request, view, "releases/release_question", **context)


def _of(packages: Mapping[str, Mapping[str, str]], name: str) -> Mapping[str, str]:
    if name not in packages:
        raise Refused("There is no such package.")
    return packages[name]
