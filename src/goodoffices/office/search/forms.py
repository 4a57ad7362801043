"""The form of a search. What is looked for is sent in the body: it stands in no address."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from goodoffices.office.pages.forms import Line, OfficeForm

MOST_TYPED = 200


class SearchForm(OfficeForm):
    """Words that are looked for."""

    sought = Line(
        label=gettext_lazy("Words to look for"),
        most=MOST_TYPED,
        missing=gettext_lazy("Type a word to look for."),
    )
