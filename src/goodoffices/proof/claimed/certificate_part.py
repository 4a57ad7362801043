"""What all mappings in the file of a certificate share."""

from __future__ import annotations

from typing import Any, ClassVar


class CertificatePart:
    """A mapping in a certificate. Its file has no key beside the fields."""

    __slots__ = ()
    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}
