"""Passwords: which are refused, and what a guess costs."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.auth.hashers import ScryptPasswordHasher
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from goodoffices.office.sealing import personal_keys

#: Characters that are looked at: more make no difference, and looking takes time.
LOOKED_AT = 72
#: Of 0 to 4: more than 10^10 guesses (zxcvbn, Wheeler 2016).
LEAST_SCORE = 4
#: Words that an attacker of an office tries first.
USUAL = ("good offices", "mediation", "mediator", "ceasefire", "office")


class NotGuessable:
    """Refuses passwords that are found with few guesses.

    Such are common passwords, repeats, rows of keys, dates, and the person's own names and words.
    """

    def validate(self, password: str, user: Any = None) -> None:
        """Check a password. Raises `ValidationError` where it is easy to guess."""
        from zxcvbn import zxcvbn

        own = [str(getattr(user, name, "") or "") for name in ("name", "sign_in_name")] + list(
            getattr(user, "own_words", ())
        )
        words = [
            word for text in own for word in (text, *re.split(r"[\W_]+", text)) if len(word) > 2
        ]
        found = zxcvbn(password[:LOOKED_AT], user_inputs=[*words, *USUAL])
        if found["score"] < LEAST_SCORE:
            raise ValidationError(
                _(
                    "This password is easy to guess. "
                    "Take four or more words that do not belong together."
                ),
                code="guessable",
            )

    def get_help_text(self) -> str:
        """Say what is asked for."""
        return _(
            "Four or more words that do not belong together are hard to guess and easy to keep."
        )


class CostlyGuesses(ScryptPasswordHasher):
    """Scrypt that costs as much as the lock of a person's own key beside it.

    The cost is `personal_keys.COST`: who has the database gains nothing by trying the one in place
    of the other.
    """

    work_factor = personal_keys.COST
    parallelism = 1
    maxmem = 2**27
