"""Opens what was put to the parties: a change of the case, with the words that go with it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from goodoffices.office.models import CaseChange
from goodoffices.office.sealing import keys


def opened_change(change: CaseChange) -> Mapping[str, str]:
    """Open a change: ``case.yaml`` as it would be, and ``words``. Raises `NotOpened`."""
    content: dict[str, str] = json.loads(
        keys.unseal_apart(keys.opening_key(), change.key, change.sealed, f"change {change.pk}")
    )
    return content


def change_text(change: CaseChange) -> str:
    """Give ``case.yaml`` as a change would have it."""
    return opened_change(change)["case.yaml"]
