"""The type of words that stand already, or are translated when they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # What `gettext_lazy` gives has a name for the checker of types alone.
    from django.utils.functional import _StrPromise

    StrOrPromise = str | _StrPromise
else:
    StrOrPromise = str
