"""The forms of pages: fields that say what may be sent, and an idempotency key for each act.

A form is a `django.forms.Form`. What was sent comes out of `OfficeForm.read`, checked, or not at
all: nothing else of the office looks into a request for it.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from goodoffices.office.lazy_words import StrOrPromise
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import clock_and_chance

#: Letters of some languages are joined or kept apart by these, which nobody sees.
JOINERS = "\u200c\u200d"
INCOMPLETE = gettext_lazy("This form is not complete. Load the page anew.")


class OfficeForm(forms.Form):
    """A form of a page, filled with what was sent.

    It is empty where the request sent none of its fields; ``told_by``: of those alone, where other
    forms of the page have some of the same. The id of a field is its name; ``auto_id``, or an id of
    its widget, says otherwise where two forms of a page have the same fields.
    """

    told_by: Collection[str] = ()

    def __init__(self, request: HttpRequest, *, auto_id: str = "%s", **named: Any) -> None:
        sent = request.method == "POST" and any(
            field in request.POST or field in request.FILES
            for field in self.told_by or self.base_fields
        )
        super().__init__(
            request.POST if sent else None,
            request.FILES if sent else None,
            auto_id=auto_id,
            label_suffix="",
            **named,
        )

    def offer(self, name: str, choices: Iterable[tuple[str, StrOrPromise]]) -> None:
        """Set what can be chosen in a field: values with their words."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)

    def read(self) -> dict[str, Any]:
        """Give what was sent, checked, by field. Raises `Refused` with the first fault."""
        if not self.is_bound:
            raise Refused(INCOMPLETE)
        for name in self.errors:
            shown = "" if name in {f.name for f in self.hidden_fields()} else _id_of(self[name])
            raise Refused(str(self.errors[name][0]), shown)
        return self.cleaned_data

    def show(self, refusal: Refused) -> None:
        """Let a field say why the act was refused, where it is one of this form."""
        by_id = {_id_of(field): field.name for field in self} if self.is_bound else {}
        if (name := by_id.get(refusal.field)) is not None and name not in self.errors:
            self.add_error(name, str(refusal))


def _id_of(field: forms.BoundField) -> str:
    """Give the id that a field has on its page."""
    return str(field.field.widget.attrs.get("id") or field.auto_id)


class Identifier(forms.UUIDField):
    """What a form acts on, by its identifier."""

    def __init__(self, *, required: bool = True) -> None:
        super().__init__(
            required=required,
            widget=forms.HiddenInput,
            error_messages={"required": INCOMPLETE, "invalid": INCOMPLETE},
        )


class ActForm(OfficeForm):
    """A form that acts, once: its idempotency key says whether it did."""

    idempotency_key = Identifier()


class Words(forms.CharField):
    """A text of several lines, its lines ended as everywhere.

    ``missing``: what is said where it is empty, or has more than ``most`` characters.
    """

    def __init__(
        self,
        *,
        label: StrOrPromise,
        most: int,
        missing: StrOrPromise,
        rows: int = 4,
        **named: Any,
    ) -> None:
        super().__init__(
            label=label,
            max_length=most,
            widget=forms.Textarea({"rows": rows, "cols": False}),
            error_messages={"required": missing, "max_length": missing},
            **named,
        )

    def to_python(self, value: Any) -> str:
        """Read what was typed. Lines that browsers send end in two characters; here in one."""
        return str(super().to_python(str(value or "").replace("\r\n", "\n")))

    def validate(self, value: Any) -> None:
        """Refuse a text of nothing but spaces as an empty one."""
        super().validate(str(value).strip())


class Line(forms.CharField):
    """A name or another line of words, as `plain_line`: too long a one is cut."""

    def __init__(self, *, most: int, missing: StrOrPromise = INCOMPLETE, **named: Any) -> None:
        self.most = most
        super().__init__(error_messages={"required": missing}, **named)
        self.widget.attrs["maxlength"] = most

    def to_python(self, value: Any) -> str:
        """Read what was typed as one line."""
        return plain_line(str(value or ""), self.most)


class Choice(forms.ChoiceField):
    """One of some values. ``missing``: what is said where it is none of them."""

    def __init__(self, *, missing: StrOrPromise = INCOMPLETE, **named: Any) -> None:
        super().__init__(error_messages={"required": missing, "invalid_choice": missing}, **named)

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Give what the field shows: what was sent, or its own value where that is none of them."""
        return data if self.valid_value(data) else initial


class Hidden(forms.CharField):
    """A short value that a page put into its form itself; empty where there is none."""

    def __init__(self, most: int = 200) -> None:
        super().__init__(
            required=False,
            max_length=most,
            widget=forms.HiddenInput,
            error_messages={"max_length": INCOMPLETE},
        )


class YesBox(forms.CheckboxInput):
    """A box that sends ``yes`` where it is ticked; whatever else is sent counts as empty."""

    def __init__(self) -> None:
        super().__init__({"value": "yes"})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> bool:
        """Tell whether it was ticked."""
        return bool(data.get(name) == "yes")


class Sure(forms.BooleanField):
    """A box that somebody ticks who is sure. ``missing``: what is said where it is empty."""

    def __init__(self, *, label: StrOrPromise, missing: StrOrPromise) -> None:
        super().__init__(label=label, widget=YesBox, error_messages={"required": missing})


def new_idempotency_key() -> uuid.UUID:
    """Make the idempotency key of a form that is about to be shown."""
    return clock_and_chance.new_id()


def small_number(typed: str) -> int | None:
    """Read a whole number of up to five ASCII digits; None for anything else."""
    return int(typed) if re.fullmatch("[0-9]{1,5}", typed) else None


def plain_line(typed: str, most: int) -> str:
    """Make one line of words of what was typed, cut where it is too long.

    Control characters and marks that turn text round are left out.
    """
    return "".join(c if c.isprintable() or c in JOINERS else " " for c in typed).strip()[:most]


def page_number(request: HttpRequest) -> int | None:
    """Read which page of a long list is asked for, from 1; None: all of them."""
    asked = request.GET.get("page", "1")
    if asked == "all":
        return None
    return small_number(asked) or 1
