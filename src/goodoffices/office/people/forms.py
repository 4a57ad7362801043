"""The forms of people: invitations, sides, the ways to leave, and a person's own page."""

from __future__ import annotations

import uuid
import zoneinfo
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext_lazy

from goodoffices.office.access.case_view import CaseView
from goodoffices.office.access.kinds import BESIDE_PARTIES, WORDS_OF, Role, SideKind, in_words
from goodoffices.office.access.sessions import person_of
from goodoffices.office.lazy_words import StrOrPromise
from goodoffices.office.pages.forms import (
    ActForm,
    Choice,
    Hidden,
    Identifier,
    Line,
    OfficeForm,
    Sure,
)
from goodoffices.office.people.commands import NO_NAME
from goodoffices.office.people.inviting import NOT_DONE_THERE, NOT_ONES_OWN, list_invitable
from goodoffices.office.people.leaving import WRONG_PASSWORD
from goodoffices.report.languages import LANGUAGES

#: Characters of a password that somebody chooses; of one that she gives again.
MOST_CHOSEN, MOST_GIVEN = 200, 1_000
#: Characters of a code of an invitation, as it is typed.
MOST_CODE = 200
#: Characters of an e-mail address.
MOST_MAIL = 254


#: What somebody with a role may do, in a sentence.
ROLE_MEANS: Mapping[Role, StrOrPromise] = {
    Role.LEAD: gettext_lazy(
        "Speaks for the side: invites, gives preferences, answers, consents, withdraws. In the "
        "mediation also releases and puts changes."
    ),
    Role.PRINCIPAL: gettext_lazy("Decides at home, and speaks for the side as its lead does."),
    Role.DELEGATE: gettext_lazy(
        "Negotiates: gives preferences, and does not answer, consent or withdraw."
    ),
    Role.TEAM: gettext_lazy("Estimates, keeps drafts, builds the case, has it analysed."),
    Role.ADVISER: gettext_lazy("Reads along. In the mediation also estimates and keeps drafts."),
    Role.EXPERT: gettext_lazy(
        "Reads along. In the mediation estimates and keeps drafts, without the report."
    ),
    Role.INTERPRETER: gettext_lazy(
        "Reads along. In the mediation neither estimates nor the report."
    ),
    Role.NOTE_TAKER: gettext_lazy(
        "Reads along, and takes notes. In the mediation reads the report."
    ),
}


class InvitationForm(ActForm):
    """Somebody to be invited: under which name, to which side, with which roles."""

    told_by = ("side", "role")

    name = Line(
        label=gettext_lazy("Name, as others will see it"),
        most=120,
        missing=gettext_lazy("Say who is invited."),
    )
    side = Choice(
        label=gettext_lazy("Side"), missing=NOT_ONES_OWN, widget=forms.Select({"id": "of-side"})
    )
    role = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"),
        error_messages={
            "required": gettext_lazy("Choose at least one role."),
            "invalid_choice": NOT_DONE_THERE,
        },
        widget=forms.CheckboxSelectMultiple({"id": "roles"}),
    )

    def __init__(self, request: HttpRequest, view: CaseView) -> None:
        super().__init__(request)
        sides = list_invitable(view)
        where = {
            role: " ".join(str(side.id) for side, roles in sides if role in roles) for role in Role
        }
        self.offer("side", [(str(side.id), side.name) for side, _roles in sides])
        # Another role is refused with its reason, in `invite`.
        self.offer("role", [(role.value, in_words(role)) for role in Role])
        # A script shows those alone that mean something on the side that is chosen.
        self.role_lines = [
            (role.value, in_words(role), ROLE_MEANS[role], where[role])
            for role in Role
            if where[role]
        ]

    def clean_side(self) -> uuid.UUID:
        """Give the side by its identifier."""
        return uuid.UUID(self.cleaned_data["side"])


class RevocationForm(OfficeForm):
    """An invitation to be taken back."""

    invitation = Identifier()


class SideForm(ActForm):
    """A side beside the parties that takes part: how it is called, and as what."""

    told_by = ("kind",)

    name = Line(
        label=gettext_lazy("What it is called"),
        most=200,
        missing=NO_NAME,
        widget=forms.TextInput({"id": "side-name"}),
    )
    kind = Choice(
        label=pgettext_lazy("a side takes part as", "As"),
        choices=[(kind.value, WORDS_OF[kind]) for kind in BESIDE_PARTIES],
    )

    def clean_kind(self) -> SideKind:
        """Give the kind of the side."""
        return SideKind(self.cleaned_data["kind"])


class EndingForm(ActForm):
    """A membership to be ended."""

    membership = Identifier()


class LeavingForm(OfficeForm):
    """All sessions of a side to be ended, and its papers locked.

    ``sure`` is ``yes`` where somebody who does not speak for the side has read what it does.
    """

    sure = Hidden()


class UnlockingForm(OfficeForm):
    """The papers of a side to be opened again.

    There is no password where the office can open them itself.
    """

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
        validators=[MaxLengthValidator(MOST_GIVEN, WRONG_PASSWORD)],
    )


class CodeForm(OfficeForm):
    """The code of an invitation, which was read out."""

    token = Line(
        label=gettext_lazy("The code of your invitation"),
        most=MOST_CODE,
        missing=gettext_lazy("Type the code of your invitation."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
    )


class SecondCodeForm(OfficeForm):
    """The second code of an invitation, which came by another way."""

    second = Line(
        label=gettext_lazy("Second code, which came to you by another way"),
        most=MOST_CODE,
        missing=gettext_lazy("Type the second code, which came to you by another way."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
    )


class EntryForm(OfficeForm):
    """What somebody gives who takes an invitation up; who is signed in has a password already."""

    step = Hidden()
    # A browser cuts what is pasted to the ``maxlength`` of a field, and shows nothing of a
    # password: a longer one is refused instead.
    password = forms.CharField(
        label=gettext_lazy(
            "A password: four or more words that do not belong together, at least 12 characters"
        ),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password", "minlength": 12}),
        validators=[
            MaxLengthValidator(
                MOST_CHOSEN,
                ngettext_lazy(
                    "A password has up to %(limit_value)d character. Choose a shorter one.",
                    "A password has up to %(limit_value)d characters. Choose a shorter one.",
                    "limit_value",
                ),
            )
        ],
        error_messages={
            "required": gettext_lazy(
                "Choose a password: four or more words that do not belong together."
            )
        },
    )
    # Fields are no attributes of their form: `read` stays the function that reads it.
    read: Any = Sure(
        label=gettext_lazy("I have read what the record keeps"),
        missing=gettext_lazy("Say that you have read what the record keeps."),
    )

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        if request.user.is_authenticated:
            del self.fields["password"]


class LanguageForm(OfficeForm):
    """The language that somebody chooses, and the page of this office from which she came."""

    told_by = ("language",)

    language = Choice(label=gettext_lazy("Language"), choices=list(LANGUAGES.items()))
    came_from = Hidden()

    def __init__(self, request: HttpRequest, came_from: str) -> None:
        super().__init__(request, initial={"came_from": came_from})


class ZoneForm(OfficeForm):
    """Where a person's clock is."""

    zone = Choice(
        label=gettext_lazy("Time zone"), missing=gettext_lazy("Choose a time zone of the list.")
    )

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request, initial={"zone": person_of(request).time_zone})
        zones = sorted(zoneinfo.available_timezones() - {"localtime"})
        self.offer("zone", [(zone, zone) for zone in zones])


class ReminderForm(OfficeForm):
    """Where a person wants reminders to go."""

    mail = Line(label=gettext_lazy("E-mail address; empty: none"), most=MOST_MAIL, required=False)

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request, initial={"mail": person_of(request).mail})


class SessionForm(OfficeForm):
    """One session of a person, to be ended; all others where none is named."""

    row = Hidden(64)


class ErasureForm(OfficeForm):
    """A person erases her account: with her password, and sure."""

    erased_password = forms.CharField(
        label=gettext_lazy("Your password"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
        error_messages={
            "required": gettext_lazy("Type your password."),
            "max_length": gettext_lazy("It is too long."),
        },
    )
    sure = Sure(
        label=gettext_lazy("I am sure: this cannot be undone"),
        missing=gettext_lazy("Say that you are sure: what is erased cannot be had back."),
    )
