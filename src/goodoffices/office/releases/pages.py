"""Releases: a package or a question to one party, after a page that says what it tells."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from goodoffices.office.access.acting import doing_once
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.paper_heads import PackageHead
from goodoffices.office.access.rights import Right
from goodoffices.office.computing.what_a_release_tells import told_by
from goodoffices.office.languages import reader_language, wording_for_reader
from goodoffices.office.pages.drawing import page
from goodoffices.office.pages.in_words import package_rows
from goodoffices.office.pages.package_form import hidden_fields
from goodoffices.office.papers.case_texts import texts_for_analysis
from goodoffices.office.papers.packages import broken_rules, whole_packages
from goodoffices.office.refusal import Refused
from goodoffices.office.releases import commands
from goodoffices.office.releases.forms import PositionForm, QuestionReleaseForm, ReleaseForm
from goodoffices.office.releases.in_words import releases_in_words


@door(read=Right.RELEASE, write=Right.RELEASE)
def release(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Prepare a release, and do it.

    She chooses which package, to whom. Then the page says what it tells about the others. Then
    comes the act.
    """
    drafts = whole_packages(view, view.papers(PackageHead))
    form = ReleaseForm(request, view, drafts)
    if not form.is_bound:
        return _choosing(request, view, drafts, form)
    try:
        sent = form.read()
        package = drafts.get(sent["package"]) or form.composed
        if package is None:
            raise Refused(commands.IN_PART)
    except Refused as refusal:
        return _choosing(request, view, drafts, form, refusal)
    to, words = sent["to"], sent["words"]
    name = wording_for_reader(view.case).party(to)
    if sent["step"] == "release":
        doing_once(
            lambda: commands.release_package(view, to, package, words, sent["idempotency_key"])
        )
        said = _("Released to {name}. It stands below and in the record.")
        messages.success(request, said.format(name=name))
        return redirect("release", case_id=view.case_id)
    return page(
        request,
        view,
        "releases/release_check",
        to=to,
        to_name=name,
        words=words,
        rows=package_rows(view.case, package),
        hidden=hidden_fields(package),
        tells=_what_it_tells(view, to, package),
        broken=broken_rules(view.case, package),
    )


def _choosing(
    request: HttpRequest,
    view: CaseView,
    drafts: Mapping[str, Mapping[str, str]],
    form: ReleaseForm,
    error: Refused | str = "",
) -> HttpResponse:
    """Show which package can be released to whom, with what was typed and what is wrong with it."""
    context = {
        "form": form,
        "has_drafts": bool(drafts),
        "rows": package_rows(view.case, form.composed) if form.composed else [],
        "releases": releases_in_words(view),
        "error": error,
    }
    return page(request, view, "releases/release", 422 if error else 200, **context)


@door(read=Right.RELEASE, write=Right.RELEASE)
def release_question(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Put a question to one party: which of two packages it would rather have.

    Or it is asked of a package or no agreement. What is asked tells something, so it is a release.
    """
    w = wording_for_reader(view.case)
    drafts = whole_packages(view, view.papers(PackageHead))
    named = {PurePosixPath(file).stem: package for file, package in drafts.items()}
    form = QuestionReleaseForm(
        request, view, drafts, at_first=named.get(request.GET.get("like", ""))
    )
    first = form.composed if request.method == "POST" else None
    error: Refused | str = ""
    checked = None
    second: Mapping[str, str] | None = None
    if form.is_bound and first is not None:
        try:
            sent = form.read()
            to, words, second = sent["to"], sent["words"], drafts.get(sent["against"])
            if sent["step"] == "release":
                doing_once(
                    lambda: commands.release_question(
                        view, to, first, second, words, sent["idempotency_key"]
                    )
                )
                messages.success(
                    request,
                    _("The question was put to {name}. It stands below and in the record.").format(
                        name=w.party(to)
                    ),
                )
                return redirect("release", case_id=view.case_id)
            packages = [first] if second is None else [first, second]
            checked = {
                "to": to,
                "to_name": w.party(to),
                "words": words,
                "against": sent["against"],
                "tells": [line for one in packages for line in _what_it_tells(view, to, one)],
                "broken": broken_rules(view.case, first),
            }
        except Refused as refusal:
            error = refusal
    context = {
        "form": form,
        "rows": [
            (w.issue(i), w.option(i, o), w.option(i, second[i]) if second else "")
            for i, o in (first or {}).items()
        ],
        "checked": checked,
        "error": error,
        "starts": [_start(name) for name in named],
    }
    return page(request, view, "releases/release_question", 422 if error else 200, **context)


def _start(name: str) -> SafeString:
    """Write the link with which a question begins with a draft."""
    words = _("draft “{name}”").format(name=name)
    return format_html('<a href="?{}">{}</a>', urlencode({"like": name}), words)


@door(read=Right.SEE_OWN_PREFERENCES, write=Right.ANSWER)
def released(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show what was put before a party; take the position that it takes on it."""
    form = PositionForm(request, view.case)
    error: Refused | str = ""
    if form.is_bound:
        try:
            sent, said = form.read(), form.said()
            doing_once(
                lambda: commands.take_position(view, said, sent["number"], sent["idempotency_key"])
            )
            messages.success(
                request,
                _(
                    "The mediation has your answer. It stands below and in the record; you can say "
                    "something else later."
                ),
            )
            return redirect("released", case_id=view.case_id)
        except Refused as refusal:
            error = refusal
    context = {
        "releases": releases_in_words(view),
        "form": form,
        "answering": str(form["number"].value() or "") if form.is_bound else "",
        "error": error,
    }
    return page(request, view, "releases/put_before_us", 422 if error else 200, **context)


def _what_it_tells(view: CaseView, to: str, package: Mapping[str, str]) -> list[str]:
    """Say what a package tells a party about the others, by the mediation's models."""
    texts, language = texts_for_analysis(view), reader_language()
    return view.compute(told_by, view.case, texts, to, dict(package), language)
