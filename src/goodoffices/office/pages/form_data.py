"""What a form brought, as plain data that goes to a process of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True)
class FormData:
    """The values of each field of a form."""

    fields: Mapping[str, Sequence[str]]

    def get(self, name: str, default: str = "") -> str:
        """Give the last value of a field."""
        values = self.fields.get(name)
        return values[-1] if values else default

    def getlist(self, name: str) -> list[str]:
        """List all values of a field."""
        return list(self.fields.get(name, ()))


def form_data_of(request: HttpRequest) -> FormData:
    """Take what a form brought, where its fields hang on what a page is about."""
    return FormData({name: request.POST.getlist(name) for name in request.POST})
