"""A party's bench: what any package is worth to it, by its own word alone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from goodoffices.analysis import AnalysisError
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import door
from goodoffices.office.access.paper_heads import file_of_reading
from goodoffices.office.access.rights import Right
from goodoffices.office.computing import worth
from goodoffices.office.computing.interview_model import is_usable, model_meant
from goodoffices.office.computing.texts import preferences_of
from goodoffices.office.languages import reader_language, wording_for_reader
from goodoffices.office.pages.drawing import page
from goodoffices.office.pages.in_words import package_rows
from goodoffices.office.pages.package_form import PackageForm
from goodoffices.office.papers.packages import broken_rules, is_package_of
from goodoffices.office.preferences.answers import own_interview
from goodoffices.office.preferences.readings import read_own_preferences, read_preferences_in
from goodoffices.office.releases.readings import list_packages_put
from goodoffices.preferences import Preferences


@door(read=Right.SEE_OWN_PREFERENCES, write=Right.SEE_OWN_PREFERENCES)
def weigh(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Weigh packages for one's own side. Nothing of it is kept.

    She puts a package together and sees what it is worth to her side. What was released is weighed,
    too, and her side's trade-offs are listed.
    """
    own, source = _own(view)
    put = [
        entry
        for entry in list_packages_put(view)
        if is_package_of(view.case, entry.payload["package"])
    ]
    like = request.GET.get("like", "")
    start = next((e for e in put if str(e.number) == like), put[0] if put else None)
    form = PackageForm(request, view.case, None if start is None else start.payload["package"])
    package = form.composed
    w, language = wording_for_reader(view.case), reader_language()
    released = []
    trades: list[worth.TradeOff] = []
    error = ""
    if own is not None:
        try:
            trades = view.compute(worth.trade_offs, view.case, own, language)
        except AnalysisError as fault:
            error = _("Your preferences cannot be weighed: {why}").format(why=fault)
        released = [
            (
                entry.number,
                entry.at,
                entry.payload["words"],
                view.compute(worth.weighed, view.case, own, entry.payload["package"], language),
            )
            for entry in put
        ]
    red = [] if own is None else [w.red_line(line) for line in own.red_lines]
    return page(
        request,
        view,
        "analyses/weigh",
        source=source,
        form=form,
        chosen=package_rows(view.case, package) if package else [],
        weighed=view.compute(worth.weighed, view.case, own, package, language)
        if own is not None and package
        else None,
        broken=broken_rules(view.case, package) if package else [],
        released=released,
        trades=trades,
        red_lines=red,
        error=error,
    )


def _own(view: CaseView) -> tuple[Preferences | None, str]:
    """Find what her side wants: as it was given last, else by the answers so far.

    It gives also which of the two it is.
    """
    given = read_own_preferences(view)
    if given:
        own, outdated = read_preferences_in(view, given[0])
        # Where the case changed since, what was given may not fit it any more.
        if not outdated:
            return own, "given"
    interview = own_interview(view)
    if not is_usable(view.case, interview.transcript):
        return None, ""
    head = interview.as_paper(view)[0]
    name = file_of_reading(head.party, head.reading)
    model = view.compute(model_meant, view.case, interview.transcript)
    return view.compute(preferences_of, view.case, name, head.party, head.reading, model)[
        0
    ], "answers"
