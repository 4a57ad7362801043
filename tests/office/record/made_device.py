"""A device with a passkey for somebody of the cast: registered as allauth keeps it, and able to sign."""

from __future__ import annotations

import hashlib
import html
import json
import re

from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import CoseKey
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

#: Somebody is there, the device knows who, and a credential comes with it.
PRESENT, VERIFIED, ATTESTED = 1, 4, 64


class Device:
    """A passkey of somebody; each signs with a key of its own."""

    def __init__(self, person, site: str = "localhost") -> None:
        self.site, self.key = site, ec.generate_private_key(ec.SECP256R1())
        self.credential = hashlib.sha256(str(id(self)).encode()).digest()
        cose = CoseKey.for_alg(-7).from_cryptography_key(self.key.public_key())
        data = AttestedCredentialData.create(b"\0" * 16, self.credential, cose)
        attestation = AttestationObject.create("none", self._authenticator(PRESENT | VERIFIED | ATTESTED, data), {})
        response = {"clientDataJSON": self._client("create", b""), "attestationObject": websafe_encode(attestation)}
        WebAuthn.add(person, "My key", self._named(response))

    def _authenticator(self, flags: int, data=b"") -> AuthenticatorData:
        return AuthenticatorData.create(hashlib.sha256(self.site.encode()).digest(), flags, 1, data)

    def _client(self, kind: str, challenge: bytes, *, crosses: bool = False) -> str:
        asked = {
            "type": f"webauthn.{kind}",
            "challenge": websafe_encode(challenge),
            "origin": f"http://{self.site}",
            "crossOrigin": crosses,
        }
        return websafe_encode(json.dumps(asked).encode())

    def _named(self, response: dict) -> dict:
        name = websafe_encode(self.credential)
        return {"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {}}

    def signs(self, challenge: bytes, *, flags: int = PRESENT | VERIFIED, crosses: bool = False) -> str:
        """What a browser sends of the device's signature. ``crosses``: the page stood in a frame of another site."""
        client, authenticator = self._client("get", challenge, crosses=crosses), self._authenticator(flags)
        message = bytes(authenticator) + hashlib.sha256(websafe_decode(client)).digest()
        signature = self.key.sign(message, ec.ECDSA(hashes.SHA256()))
        response = {"clientDataJSON": client, "authenticatorData": websafe_encode(authenticator), "signature": websafe_encode(signature)}
        return json.dumps(self._named(response))


def challenge_on(page: str) -> bytes:
    """What a page has the browser ask a device for."""
    found = re.search(r'<script id="passkey-options" type="application/json">(.*?)</script>', page, re.S)
    return websafe_decode(json.loads(html.unescape(found[1]))["publicKey"]["challenge"])


def signed_on(page: str, device: Device | None) -> dict[str, str]:
    """What the form of a page sends, signed by a device, or by none."""
    once = re.search(r'name="idempotency_key"\s+value="([^"]*)"', page)[1]
    return {"idempotency_key": once, "signature": device.signs(challenge_on(page)) if device else ""}
