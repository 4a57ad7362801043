"""What templates write: times in the reader's own clock, and the plan of the office."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django import template
from django.template import Context
from django.template.base import Parser, Token
from django.templatetags.i18n import do_translate
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from goodoffices.formats.ours.edited_text import EditRefused
from goodoffices.office.access.kinds import Role
from goodoffices.office.access.kinds import in_words as role_in_words
from goodoffices.office.languages import reader_language
from goodoffices.office.navigation import Plan, plan_for
from goodoffices.report.codes import reading_word
from goodoffices.report.ground_rules import part_agreements_in_words
from goodoffices.report.languages import Language

register = template.Library()


@register.simple_tag(takes_context=True)
def plan(context: Context) -> Plan:
    """Draw the plan of the case whose page this is, once for the page."""
    request = context["request"]
    if not hasattr(request, "plan"):
        request.plan = plan_for(context["view"], request.resolver_match.url_name)
    found: Plan = request.plan
    return found


@register.simple_tag
def at(moment: datetime.datetime) -> str:
    """Write a moment in the reader's own time zone, which is written out."""
    own = timezone.localtime(moment)
    comma = Language(reader_language()).comma
    return f"{_day(own)}{comma}{own:%H:%M} {timezone.get_current_timezone_name()}"


@register.simple_tag
def at_second(moment: datetime.datetime) -> str:
    """Write a moment to the second, as the record needs it."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M:%S} {timezone.get_current_timezone_name()}"


@register.simple_tag
def on(moment: datetime.datetime) -> str:
    """Write a day in the reader's own time zone."""
    return _day(timezone.localtime(moment))


@register.simple_tag
def day(date: datetime.date) -> str:
    """Write a day that is the same in every time zone."""
    return Language(reader_language()).day(date)


def _day(own: datetime.datetime) -> str:
    return Language(reader_language()).day(own)


class FixedText(template.Node):
    """A text of a template, in the reader's language."""

    def __init__(self, text: str, context: str) -> None:
        # A sign of per cent stands twice in the catalogues, as in texts with places for names.
        self.text, self.context = text.replace("%", "%%"), context

    def render(self, context: Context) -> str:
        """Write the text."""
        found = pgettext(self.context, self.text) if self.context else gettext(self.text)
        return found.replace("%%", "%")


@register.tag
def translate(parser: Parser, token: Token) -> template.Node:
    """Translate as Django's own tag does; a fixed text in a tenth of its time.

    A page has a hundred of them.
    """
    node = do_translate(parser, token)
    text = getattr(node.filter_expression.var, "literal", None)
    context = "" if node.message_context is None else node.message_context.var
    is_fixed = not (node.filter_expression.filters or node.asvar or node.noop)
    if is_fixed and isinstance(text, str) and isinstance(context, str):
        return FixedText(text, context)
    return node


@register.filter
def translated(words: object) -> str:
    """Translate a text that was written where nobody knew who reads it (`gettext_noop`)."""
    if isinstance(words, EditRefused):
        return gettext(words.message).format(**words.values)
    return gettext(str(words)) if str(words) else ""


@register.filter
def isolated(words: str) -> str:
    """Keep words that somebody wrote together within a sentence that may run the other way."""
    return Language(reader_language()).isolated(words)


@register.filter
def reading_in_words(reading: str) -> str:
    """Say the name of a reading: those of the office in words, others as they are."""
    return reading_word(reading, Language(reader_language()))


@register.filter
def commas(words: Iterable[object]) -> SafeString:
    """Join words by the commas of the reader's language."""
    return format_html_join(Language(reader_language()).comma, "{}", ((one,) for one in words))


@register.filter
def semicolons(clauses: Iterable[object]) -> SafeString:
    """Join clauses by the semicolons of the reader's language."""
    return format_html_join(
        Language(reader_language()).semicolon, "{}", ((one,) for one in clauses)
    )


@register.filter
def in_words(roles: Iterable[str]) -> str:
    """Write functions as words, in a list."""
    return commas(role_in_words(Role(one)) for one in roles)


@register.simple_tag(takes_context=True)
def part_agreements(context: Context) -> str:
    """Say what becomes of what is agreed in part, by the case's ground rules; empty: unsaid."""
    case = context["view"].case
    rule = case.ground_rules.part_agreements
    return "" if rule is None else part_agreements_in_words(rule, Language(reader_language()))
