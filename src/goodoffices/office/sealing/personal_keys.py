"""Keys that only a person's own pass phrase opens.

With them *leave now* locks the papers of a side.

Each person who chose a pass phrase here has a pair of keys (X25519). The private one is sealed
under a key made of the pass phrase (scrypt), so that neither the database nor the key of the office
opens it. To lock a side is to seal its key to each of its leads and to forget every other copy.
"""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from goodoffices.office.sealing import clock_and_chance
from goodoffices.office.sealing.keys import Stored, seal, unseal
from goodoffices.office.sealing.places import KEY_BYTES

SALT_BYTES, PUBLIC_BYTES = 16, 32
#: What a guess costs: about 64 MB and a tenth of a second.
COST = 2**16


def new_pair(password: str) -> tuple[bytes, bytes]:
    """Make a public key, and its private key sealed under a pass phrase."""
    private = clock_and_chance.random_bytes(PUBLIC_BYTES)
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw(), _kept(
        private, password
    )


def under_new_password(kept: bytes, old: str, new: str) -> bytes:
    """Seal the same private key under another pass phrase. Raises `NotOpened`."""
    return _kept(_private(kept, old), new)


def locked_to(public: Stored, key: bytes, about: str) -> bytes:
    """Seal a key so that only the owner of ``public`` opens it."""
    once = X25519PrivateKey.from_private_bytes(clock_and_chance.random_bytes(PUBLIC_BYTES))
    shared = once.exchange(X25519PublicKey.from_public_bytes(bytes(public)))
    return once.public_key().public_bytes_raw() + seal(_mixed(shared), key, about)


def unlocked(locked: bytes, kept: Stored, password: str, about: str) -> bytes:
    """Open a key that was sealed so again. Raises `NotOpened`."""
    private = X25519PrivateKey.from_private_bytes(_private(kept, password))
    shared = private.exchange(X25519PublicKey.from_public_bytes(locked[:PUBLIC_BYTES]))
    return unseal(_mixed(shared), locked[PUBLIC_BYTES:], about)


def _kept(private: bytes, password: str) -> bytes:
    salt = clock_and_chance.random_bytes(SALT_BYTES)
    return salt + seal(_of_password(password, salt), private, "a person's own key")


def _private(kept: Stored, password: str) -> bytes:
    kept = bytes(kept)
    return unseal(
        _of_password(password, kept[:SALT_BYTES]), kept[SALT_BYTES:], "a person's own key"
    )


def _of_password(password: str, salt: bytes) -> bytes:
    return Scrypt(salt, KEY_BYTES, COST, 8, 1).derive(password.encode())


def _mixed(shared: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, None, b"goodoffices locked side").derive(shared)
