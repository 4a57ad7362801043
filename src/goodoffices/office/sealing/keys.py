"""Sealed texts, each under a content key of its own.

That key is wrapped under the key of its side, which is wrapped under the key that opens the office.

AES-256-GCM throughout. What a sealed text is about (its table, row and side) is authenticated with
it, so that it cannot be moved to another place. To destroy the content key is to destroy the text,
in every copy made after.
"""

from __future__ import annotations

import hmac
import uuid
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from goodoffices.office.sealing import clock_and_chance
from goodoffices.office.sealing.places import KEY_BYTES, OfficeError

NONCE_BYTES = 12
#: Bytes as the database gives them back.
Stored = bytes | memoryview


class NotOpened(OfficeError):
    """A sealed text that this key does not open, or that was changed or moved."""


def new_key() -> bytes:
    """Draw a fresh key."""
    return clock_and_chance.random_bytes(KEY_BYTES)


def seal(key: bytes, text: bytes, about: str) -> bytes:
    """Seal a text under a key, tied to what it is about."""
    nonce = clock_and_chance.random_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, text, _place(about))


def seal_without_chance(key: bytes, text: bytes, about: str) -> bytes:
    """Seal a text under a nonce that is made of the text itself: the same gives the same bytes.

    The idea is that of synthetic nonces (Rogaway and Shrimpton, 2006). What is sealed so draws no
    random number, so nothing that is drawn later hangs on it.
    """
    kept = f"{len(about)} {about} ".encode() + text
    nonce = hmac.new(_derive(key, "nonces"), kept, "sha256").digest()[:NONCE_BYTES]
    return nonce + AESGCM(key).encrypt(nonce, text, _place(about))


def unseal(key: bytes, sealed: Stored, about: str) -> bytes:
    """Open a sealed text again. Raises `NotOpened`."""
    sealed = bytes(sealed)
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _place(about))
    except (InvalidTag, ValueError):
        raise NotOpened(
            "A sealed text could not be opened: it was changed, or belongs to another office."
        ) from None


def seal_apart(outer: bytes, text: bytes, place: str, about: str = "") -> tuple[bytes, bytes]:
    """Seal a text under a fresh key of its own; give that key, wrapped, and the sealed text.

    The key is wrapped under ``outer``. ``about``: what the text is tied to, where that is more than
    its place.
    """
    key = new_key()
    return seal(outer, key, f"{place} key"), seal(key, text, about or place)


def unseal_apart(
    outer: bytes, wrapped: Stored, sealed: Stored, place: str, about: str = ""
) -> bytes:
    """Open the text that `seal_apart` sealed. Raises `NotOpened`."""
    return unseal(unseal(outer, wrapped, f"{place} key"), sealed, about or place)


def kind_tag(place: uuid.UUID, kind: str) -> str:
    """Give what stands in the clear for the kind of a paper of a side, or of an entry of a log.

    Rows of a kind are found by it, and without the key it tells no kind.
    """
    return hmac.new(
        derived(opening_key(), "kinds"), f"{place} {kind}".encode(), "sha256"
    ).hexdigest()[:32]


def made_id(key: bytes, thing: str) -> uuid.UUID:
    """Make the id of a thing from a key, without which it says nothing of it."""
    found = hmac.new(_derive(key, "ids"), thing.encode(), "sha256").digest()
    return uuid.UUID(bytes=found[:16], version=4)


def place_of_side(side_id: uuid.UUID) -> str:
    """Name what the key of a side is tied to."""
    return f"side {side_id} key"


def _place(about: str) -> bytes:
    """Name what a sealed text is tied to."""
    return about.encode()


@cache
def derived(key: bytes, purpose: str) -> bytes:
    """Derive a key for another purpose from that of the office; both stay in memory."""
    return _derive(key, purpose)


def _derive(key: bytes, purpose: str) -> bytes:
    """Derive a key for another purpose, from which this one cannot be found."""
    return HKDF(SHA256(), KEY_BYTES, None, f"goodoffices {purpose}".encode()).derive(key)


@cache
def opening_key() -> bytes:
    """Give the key that opens this office, as the settings found it at start."""
    from django.conf import settings

    key: bytes = settings.OPENING_KEY
    return key
