"""The page of one's calendar feed, what allows feeds, and what a calendar program fetches."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goodoffices.office.access.acting import AlreadyDone, doing_once
from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.door import anyone, door, reading
from goodoffices.office.access.rights import Right
from goodoffices.office.feeds import commands
from goodoffices.office.feeds.forms import FeedForm
from goodoffices.office.feeds.limits import is_too_often_from, is_too_often_of
from goodoffices.office.feeds.readings import (
    NoSuchFeed,
    digest_of,
    feed_made_at,
    feed_text,
    find_fed_case,
    one_fault,
)
from goodoffices.office.pages.drawing import attachment, page
from goodoffices.office.pages.shown_pages import shown_once
from goodoffices.office.refusal import Refused
from goodoffices.report.languages import LANGUAGES


@door(read=Right.END_FEED, write=Right.END_FEED)
def feed(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Show what a calendar feed tells and to whom, make one's own link, end it."""
    form = FeedForm(request)
    if not form.is_bound:
        return _drawn(request, view)
    sent = form.read()
    if sent["step"] == "end":
        doing_once(lambda: commands.end_own_feed(view, sent["idempotency_key"]))
        messages.success(request, _("Your link has ended."))
        return redirect("feed", case_id=view.case_id)
    try:
        token = commands.make_feed(view, sent["idempotency_key"])
    except AlreadyDone:
        return redirect("feed", case_id=view.case_id)
    except Refused as refusal:
        return _drawn(request, view, error=refusal)
    link = request.build_absolute_uri(reverse("fetch_feed", args=[token]))
    return shown_once(_drawn(request, view, link=link))


@door(write=Right.END_FEEDS)
def set_feeds(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Allow calendar feeds of the case, or end them all."""
    sent = FeedForm(request).read()
    allowed = sent["step"] == "allow"
    do = commands.allow_feeds if allowed else commands.end_all_feeds
    doing_once(lambda: do(view, sent["idempotency_key"]))
    done = _("Calendar feeds are allowed.") if allowed else _("All calendar feeds have ended.")
    messages.success(request, done)
    return redirect("case_settings", case_id=view.case_id)


@anyone
@require_safe
def fetch(request: HttpRequest, token: str) -> HttpResponse:
    """Give the calendar of a link. Whatever is wrong with a link, the answer is the same."""
    if is_too_often_from(request.META.get("REMOTE_ADDR", "")):
        return _come_again()
    digest = digest_of(token)
    try:
        with reading(), one_fault():
            view, language = find_fed_case(digest)
            if is_too_often_of(digest):
                return _come_again()
            with translation.override(language if language in LANGUAGES else "en"):
                text = feed_text(view)
    except NoSuchFeed:
        return _plain("There is no such calendar.", 404)
    return attachment(text.encode(), "talks.ics", "text/calendar; charset=utf-8")


def _come_again() -> HttpResponse:
    answer = _plain("This calendar is fetched too often. Try again in an hour.", 429)
    answer["Retry-After"] = "3600"
    return answer


def _plain(words: str, status: int) -> HttpResponse:
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")


def _drawn(
    request: HttpRequest, view: CaseView, *, link: str = "", error: Refused | str = ""
) -> HttpResponse:
    context = {"made_at": feed_made_at(view), "link": link, "error": error}
    return page(request, view, "feeds/feed", 422 if error else 200, **context)
