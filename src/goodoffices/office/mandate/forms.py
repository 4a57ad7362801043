"""The form of a mandate."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from goodoffices.office.mandate.commands import MOST_MANDATE, TOO_LONG
from goodoffices.office.pages.forms import ActForm, Hidden, Words


class MandateForm(ActForm):
    """What the delegates of a side may accept; ``based_on``: the version that was read."""

    told_by = ("text",)

    text = Words(
        label=gettext_lazy("What our delegates may accept without asking home"),
        most=MOST_MANDATE,
        missing=TOO_LONG,
        rows=12,
        strip=False,
        required=False,
    )
    based_on = Hidden()
