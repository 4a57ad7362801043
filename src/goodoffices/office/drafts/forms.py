"""The forms of drafts: a package that is kept under a name, and one that is removed."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from goodoffices.office.pages.forms import ActForm, Identifier, Line, OfficeForm
from goodoffices.office.pages.package_form import PackageForm


class DraftForm(ActForm, PackageForm):
    """A package to be kept under a name."""

    name = Line(
        label=gettext_lazy("Name of the draft"),
        most=60,
        missing=gettext_lazy("Give the draft a name."),
    )

    def clean_name(self) -> str:
        """Give the name as a part of a file name."""
        return str(self.cleaned_data["name"]).replace(" ", "-")


class DraftRemovalForm(OfficeForm):
    """A draft to be removed."""

    draft = Identifier()
