"""How people sign in: allauth as it comes, closed to those without an invitation, with its secrets sealed."""

from __future__ import annotations

import base64

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ChangePasswordForm
from allauth.mfa.adapter import DefaultMFAAdapter
from django.db import transaction
from django.http import HttpRequest

from goodoffices.office.keys import derived, opening_key, seal, unseal
from goodoffices.office.locking import new_pair, under_new_password


class ByInvitation(DefaultAccountAdapter):  # type: ignore[misc]
    """No sign-up; no messages by mail."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an invitation makes an account."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """Nothing is sent."""


class ChangePassPhrase(ChangePasswordForm):  # type: ignore[misc]
    """A new pass phrase: the person's own key is sealed under it, so that it still opens what was locked."""

    def save(self) -> None:
        """Both, or neither."""
        old, new, person = self.cleaned_data["oldpassword"], self.cleaned_data["password1"], self.user
        with transaction.atomic():
            if person.lock_private:
                person.lock_private = under_new_password(person.lock_private, old, new)
            else:
                person.lock_public, person.lock_private = new_pair(new)
            person.save(update_fields=["lock_public", "lock_private"])
            super().save()


class SealedAuthenticators(DefaultMFAAdapter):  # type: ignore[misc]
    """The secrets of TOTP and recovery codes are sealed before they are stored."""

    def encrypt(self, text: str) -> str:
        """Sealed, as text."""
        return base64.b64encode(seal(derived(opening_key(), "authenticators"), text.encode(), "authenticator")).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The text again."""
        return unseal(derived(opening_key(), "authenticators"), base64.b64decode(encrypted_text), "authenticator").decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the host under which people reach the office."""
        found: dict[str, str] = super().get_public_key_credential_rp_entity()
        return found | {"name": "Good Offices"}
