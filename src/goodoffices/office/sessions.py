"""Sessions in the database, their content sealed: what a person is in the middle of (a new authenticator's secret, an invitation) lies nowhere in the clear."""

from __future__ import annotations

import base64
import json
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as Stored

from goodoffices.office.keys import NotOpened, derived, opening_key, seal, unseal


class SessionStore(Stored):
    """As Django's, but for the content."""

    @classmethod
    def get_model_class(cls) -> Any:
        """Django's table."""
        return Stored.get_model_class()

    def encode(self, session_dict: dict[str, Any]) -> str:
        """The content, sealed."""
        return base64.b64encode(seal(derived(opening_key(), "session contents"), json.dumps(session_dict).encode(), "session")).decode()

    def decode(self, session_data: str) -> dict[str, Any]:
        """The content again; of another key nothing."""
        try:
            found: dict[str, Any] = json.loads(
                unseal(derived(opening_key(), "session contents"), base64.b64decode(session_data), "session")
            )
            return found
        except (NotOpened, ValueError):
            return {}
