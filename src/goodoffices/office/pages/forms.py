"""What forms bring: an idempotency key that makes each act once, and fields that are bounded."""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection, Mapping

from django.http import HttpRequest

from goodoffices.case import Case
from goodoffices.office.papers import archive
from goodoffices.office.refusal import Refused
from goodoffices.office.sealing import clock_and_chance
from goodoffices.report.wording import Wording

#: Characters of preferences that are given on a page; longer ones would keep the office busy.
MOST_TEXT = 300_000


def new_idempotency_key() -> uuid.UUID:
    """Make the idempotency key of a form that is about to be shown."""
    return clock_and_chance.new_id()


def idempotency_key_of(request: HttpRequest) -> uuid.UUID:
    """Read the idempotency key that a form brings back. Raises `Refused`."""
    return uuid_in(request, "idempotency_key")


def uuid_in(request: HttpRequest, name: str) -> uuid.UUID:
    """Read an identifier in a form. Raises `Refused`."""
    try:
        return uuid.UUID(request.POST.get(name, ""))
    except ValueError:
        raise Refused("This form is not complete. Load the page anew.") from None


def optional_uuid(request: HttpRequest, name: str) -> uuid.UUID | None:
    """Read an identifier in a form, or none where the field is empty."""
    return uuid_in(request, name) if request.POST.get(name) else None


def chosen(request: HttpRequest, name: str, among: Collection[str]) -> str:
    """Read one of some values. Raises `Refused`."""
    value = request.POST.get(name, "")
    if value not in among:
        raise Refused("This form is not complete. Load the page anew.")
    return value


def composed(request: HttpRequest, case: Case) -> dict[str, str] | None:
    """Read the package that a form puts together; None where it leaves an issue open.

    It is an option for each issue.
    """
    package = {issue.id: request.POST.get(f"option:{issue.id}", "") for issue in case.issues}
    return (
        package
        if all(option in case.issue(i).option_ids for i, option in package.items())
        else None
    )


def issue_fields(
    case: Case, package: Mapping[str, str] | None
) -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
    """List for each issue its field, its name, and its options with the one that is chosen.

    At first that is what holds if nothing is agreed.
    """
    w, chosen = Wording(case), package or {}
    fields = []
    for issue in case.issues:
        now = chosen.get(issue.id, issue.status_quo or issue.option_ids[0])
        fields.append(
            (
                f"option:{issue.id}",
                w.issue(issue.id),
                [(o, w.option(issue.id, o), o == now) for o in issue.option_ids],
            )
        )
    return fields


def small_number(typed: str) -> int | None:
    """Read a whole number of up to five ASCII digits; None for anything else."""
    return int(typed) if re.fullmatch("[0-9]{1,5}", typed) else None


def name_in(request: HttpRequest, field: str, most: int) -> str:
    """Read a name that was typed, as `plain_line`."""
    return plain_line(request.POST.get(field, ""), most)


def plain_line(typed: str, most: int) -> str:
    """Make one line of words of what was typed, cut where it is too long.

    Control characters and marks that turn text round are left out.
    """
    return "".join(c if c.isprintable() else " " for c in typed).strip()[:most]


def page_number(request: HttpRequest) -> int | None:
    """Read which page of a long list is asked for, from 1; None: all of them."""
    asked = request.GET.get("page", "1")
    if asked == "all":
        return None
    return small_number(asked) or 1


def text_in(request: HttpRequest, field: str) -> str:
    """Read a text that was typed, its lines ended as everywhere."""
    return request.POST.get(field, "").replace("\r\n", "\n")


def text_or_file(request: HttpRequest, text: str, file: str) -> str:
    """Read what was typed into a field, or the text of the file that was chosen instead.

    Raises `Refused`.
    """
    upload = request.FILES.get(file)
    typed = text_in(request, text)
    found = typed if upload is None else archive.decoded(upload.read(), upload.name or "The file")
    if not found.strip():
        raise Refused("Choose a file, or write its text.", text)
    if len(found) > MOST_TEXT:
        raise Refused(
            f"This is longer than the {MOST_TEXT:,} characters that preferences may have here.",
            "text",
        )
    return found
