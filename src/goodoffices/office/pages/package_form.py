"""A form that puts a package together: an option for each issue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from goodoffices.case import Case
from goodoffices.office.languages import wording_for_reader
from goodoffices.office.lazy_words import StrOrPromise
from goodoffices.office.pages.forms import Choice, OfficeForm

#: The fields of the options are named by their issue, after this.
OPTION = "option:"


class OptionField(forms.ChoiceField):
    """The option of one issue; empty where what was sent is none of it."""

    def clean(self, value: Any) -> str:
        """Read the option; one of an earlier version of the case counts as none."""
        return str(value) if self.valid_value(value) else ""


class PackageForm(OfficeForm):
    """A form with an option for each issue of a case, beside fields of its own.

    The package comes with the form itself, or from another page that leads here with it. At first
    each issue shows what holds if nothing is agreed; ``at_first``: another package to begin with.
    """

    def __init__(
        self,
        request: HttpRequest,
        case: Case,
        at_first: Mapping[str, str] | None = None,
        **named: Any,
    ) -> None:
        super().__init__(request, **named)
        w = wording_for_reader(case)
        for issue in case.issues:
            name = f"{OPTION}{issue.id}"
            self.fields[name] = OptionField(
                label=w.issue(issue.id),
                choices=[(option, w.option(issue.id, option)) for option in issue.option_ids],
                initial=issue.status_quo or issue.option_ids[0],
                required=False,
            )
        given = {name: self.fields[name].clean(request.POST.get(name, "")) for name in self._names}
        #: The package; None where an issue is left open.
        self.composed: dict[str, str] | None = None
        if all(given.values()):
            self.composed = {name.removeprefix(OPTION): option for name, option in given.items()}
        elif at_first is not None and not self.is_bound:
            self.composed = dict(at_first)
        self.initial = {**self.initial, **dict(hidden_fields(self.composed))}

    @property
    def _names(self) -> list[str]:
        return [name for name in self.fields if name.startswith(OPTION)]

    @property
    def issues(self) -> list[BoundField]:
        """List the fields of the issues, to choose their options."""
        return [self[name] for name in self._names]

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """List the fields of the package that was put together, to send it on."""
        return hidden_fields(self.composed)


def hidden_fields(package: Mapping[str, str] | None) -> list[tuple[str, str]]:
    """List the fields of a package with their values; none of none."""
    return [(f"{OPTION}{issue}", option) for issue, option in (package or {}).items()]


class PartFields:
    """The fields of a part of a package: for each issue one of its options, or none.

    ``before``: the fields are named by their issue, after this; ``none``: what stands for none.
    """

    def __init__(self, form: forms.Form, case: Case, *, before: str, none: StrOrPromise) -> None:
        self._form, self._names = form, {f"{before}{one}": one for one in case.issue_ids}
        w = wording_for_reader(case)
        for name, issue in self._names.items():
            options = [(one, w.option(issue, one)) for one in case.issue(issue).option_ids]
            form.fields[name] = Choice(
                label=w.issue(issue),
                choices=[("", none), *options],
                missing=gettext_lazy("Choose an option of the issue."),
                required=False,
            )

    def __iter__(self) -> Iterator[BoundField]:
        """List the fields, in the case's order."""
        return (self._form[name] for name in self._names)

    def chosen(self) -> dict[str, str]:
        """Give the options that were chosen, by issue; of a form that was read."""
        sent = self._form.cleaned_data
        return {issue: sent[name] for name, issue in self._names.items() if sent[name]}
