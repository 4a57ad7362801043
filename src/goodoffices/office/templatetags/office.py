"""What templates write: times in the reader's own clock."""

from __future__ import annotations

import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format

register = template.Library()


@register.simple_tag
def at(moment: datetime.datetime, shape: str = "j F Y, H:i") -> str:
    """A moment in the reader's own time zone, which is written out."""
    zone = timezone.get_current_timezone_name()
    return f"{date_format(timezone.localtime(moment), shape)} {zone}"


@register.simple_tag
def on(moment: datetime.datetime) -> str:
    """A day in the reader's own time zone."""
    return date_format(timezone.localtime(moment), "j F Y")
