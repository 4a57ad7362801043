"""The forms of calendar feeds."""

from __future__ import annotations

from goodoffices.office.pages.forms import ActForm, Hidden


class FeedForm(ActForm):
    """What is done with one's own link, or with the feeds of the case."""

    step = Hidden(most=10)
