"""What the writing of texts announces to other matters of the office, within the same act."""

from __future__ import annotations

from django.dispatch import Signal

#: A version was made. ``view``, ``act``: of the command; ``text``: its id.
version_made = Signal()
