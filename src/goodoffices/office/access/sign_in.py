"""How people sign in: by allauth, closed to those without an invitation.

allauth is used as it comes, with its secrets sealed and its limits by place and name.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import unicodedata
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.forms import ChangePasswordForm, LoginForm
from allauth.core import context, ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.office.access.sessions import person_of
from goodoffices.office.models import Person
from goodoffices.office.sealing.keys import derived, opening_key, seal, unseal
from goodoffices.office.sealing.personal_keys import new_pair, under_new_password

#: A sign-in name, as it is compared: letters and digits of one form.
NAME = re.compile(r"[\w][\w.@+-]{0,79}")
#: What is looked up for a name that nobody can have.
NOBODY = "-"


def normal_name(typed: str) -> str:
    """Write a sign-in name in the one form in which it is compared.

    `NOBODY` stands for what no name can be.
    """
    name = unicodedata.normalize("NFKC", typed).strip().casefold()
    return name if NAME.fullmatch(name) and all(c.isprintable() for c in name) else NOBODY


def given_name(called: str, about: bytes) -> str:
    """Make a sign-in name for somebody, from what she is called and digits of the office's own.

    The name is the same each time for one invitation (``about``). As nobody chooses a name, nobody
    learns which there are.
    """
    plain = unicodedata.normalize("NFKD", called).encode("ascii", "ignore").decode().casefold()
    word = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:30].strip("-") or "person"
    number = int.from_bytes(
        hmac.new(derived(opening_key(), "sign-in names"), about, "sha256").digest()[:8], "big"
    )
    return f"{word}-{number % 1_000_000:06}"


BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def begin_session(request: HttpRequest, person: Person) -> None:
    """Begin a session of somebody who came in by a code, not by the page for signing in."""
    login(request, person, backend=BACKEND)


class ByInvitation(DefaultAccountAdapter):
    """No sign-up, no messages by mail, and wrong passwords counted by place and name together.

    They are counted so that nobody elsewhere keeps a person out.
    """

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy(
            "The name to sign in with or the password is not correct."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse every sign-up: an invitation makes an account."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """Send nothing."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """Tell where a request comes from.

        The server took it from the one proxy that it trusts, or it is the peer's own.
        """
        return str(request.META.get("REMOTE_ADDR", ""))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        name = normal_name(str(credentials.get("username", "")))
        return hashlib.sha256(f"{self.get_client_ip(request)} {name}".encode()).hexdigest()

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Choose the page after signing in.

        A mediator without a second factor is asked for one; everybody else goes to her cases.
        """
        if (
            person_of(request).may_open_cases
            and not Authenticator.objects.filter(user=person_of(request)).exists()
        ):
            return reverse("welcome")
        url: str = super().get_login_redirect_url(request)
        return url


class SignIn(LoginForm):
    """The sign-in name in the form in which it is compared."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["login"].label = _("Your name to sign in with")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def clean_login(self) -> str:
        """Read the sign-in name. What no name can be belongs to nobody.

        It is answered like any other wrong name.
        """
        typed: str = self.cleaned_data["login"]
        # Names of earlier versions were taken as they were typed.
        return typed if Person.objects.filter(sign_in_name=typed).exists() else normal_name(typed)


class ChangePassPhrase(ChangePasswordForm):
    """A new pass phrase: the person's own key is sealed under it.

    So the key still opens what was locked.
    """

    def save(self) -> None:
        """Save the pass phrase and the key sealed under it: both, or neither."""
        old, new, person = (
            self.cleaned_data["oldpassword"],
            self.cleaned_data["password1"],
            self.user,
        )
        with transaction.atomic():
            if person.lock_private:
                person.lock_private = under_new_password(person.lock_private, old, new)
            else:
                person.lock_public, person.lock_private = new_pair(new)
            person.save(update_fields=["lock_public", "lock_private"])
            super().save()


class ActivateAuthenticator(ActivateTOTPForm):
    """The code with which an app is set up signs nobody in."""

    def clean_code(self) -> str:
        """Check the code as allauth does; the code is used up by it."""
        code: str = super().clean_code()
        TOTP(Authenticator(user=self.user))._mark_code_used(code)
        return code


class AskForCode(AuthenticateForm):
    """The code of an authenticator, asked for a few times an hour.

    The count is of one account, from wherever it is tried.
    """

    def clean_code(self) -> str:
        """Check the code as allauth does, after the count."""
        if not ratelimit.consume(context.request, action="code", key=f"code {self.user.pk}"):
            raise get_adapter().validation_error("too_many_login_attempts")
        code: str = super().clean_code()
        return code


class SealedAuthenticators(DefaultMFAAdapter):
    """The secrets of TOTP and recovery codes are sealed before they are stored."""

    def encrypt(self, text: str) -> str:
        """Seal a secret, give it as text."""
        return base64.b64encode(
            seal(derived(opening_key(), "authenticators"), text.encode(), "authenticator")
        ).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret, give its text again."""
        return unseal(
            derived(opening_key(), "authenticators"),
            base64.b64decode(encrypted_text),
            "authenticator",
        ).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Name to what passkeys belong: the host under which people reach the office."""
        found: dict[str, str] = super().get_public_key_credential_rp_entity()
        return found | {"name": "Good Offices"}
