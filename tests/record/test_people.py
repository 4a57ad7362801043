"""What a person signed with her passkey verifies offline, for this act of hers and no other."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import uuid

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa, x25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

from goodoffices.record.checkpoint import approval_line
from goodoffices.record.statement import statement_bytes
from goodoffices.record.verifier import people
from goodoffices.record.verifier.checking import verify
from goodoffices.record.verifier.program import in_words, read_kept
from tests.record.made_logs import LOG, OFFICE, OTHER, Said, announced, bundle_of, checkpoint, entries_of, written
from tests.record.made_passkeys import ANOTHER, CONSENT, ONCE, PASSKEY, WHO, act, approved, b64, passkey_entry, public, signature_entry


def outcome(*said, destroyed=()):
    entries = entries_of([announced(PASSKEY), *said])
    left = [dataclasses.replace(one, content=None, salt=None) if n in destroyed else one for n, one in enumerate(entries, 1)]
    return verify(written(bundle_of(left)))


@pytest.mark.parametrize(
    "make", [lambda: PASSKEY, lambda: ec.generate_private_key(ec.SECP256R1()), lambda: rsa.generate_private_key(65537, 2048)]
)
def test_a_signature_of_each_kind_of_passkey_verifies(make):
    of = make()
    found = outcome(passkey_entry(of), act(), signature_entry(of), Said(), act(), Said())
    assert (found.verdict, found.signed) == ("consistent", (3,))
    assert found.as_json()["signed"] == [3]
    assert "Signed with a passkey: 3." in in_words(found)


def with_fields(**fields):
    """A signature of which some fields were changed after it was made."""
    return Said("person.signature", {**signature_entry().payload, **fields})


WRONG = {
    "another act": (act(agrees=False), signature_entry()),
    "somebody else's act": (act(ANOTHER), signature_entry()),
    "an act of the office": (Said("case.consent", CONSENT), signature_entry()),
    "another log": (act(), signature_entry(log=str(uuid.UUID(int=8)))),
    "another key": (act(), signature_entry(OTHER)),
    "another key under the announced name": (act(), signature_entry(OTHER, key=signature_entry().payload["key"])),
    "another person's key": (act(ANOTHER), signature_entry(who=ANOTHER)),
    "a sign-in": (act(), signature_entry(client={"type": "webauthn.create"})),
    "another challenge": (act(), signature_entry(client={"challenge": "AAAA"})),
    "a frame of another site": (act(), signature_entry(client={"crossOrigin": True})),
    "another site": (act(), signature_entry(site="another.example")),
    "nobody there": (act(), signature_entry(flags=4)),
    "nobody known": (act(), signature_entry(flags=1)),
    "no base64": (act(), signature_entry(signature="!")),
    "base64 in another form": (act(), signature_entry(signature=signature_entry().payload["signature"] + "\n")),
    "no signature": (act(), signature_entry(signature="")),
    "too short": (act(), signature_entry(authenticator="AAAA")),
    "no JSON": (act(), with_fields(client="e3s=")),
    "JSON without end": (act(), with_fields(client=b64(8000 * b"["))),
    "not right after the act": (act(), Said(), signature_entry()),
    "the same once more": (act(), signature_entry(), act(), signature_entry()),
    "parts missing": (act(), Said("person.signature", {"who": ANOTHER})),
    "a number for a text": (act(), with_fields(once=5)),
    "far too long": (act(), with_fields(client=9000 * "A")),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_signature_stands_for_one_act_by_one_passkey_and_nothing_else(name):
    said = WRONG[name]
    found = outcome(passkey_entry(), *said)
    assert (found.verdict, found.rule) == ("diverged", 20)
    assert found.departure[1] == 2 + len(said)


def test_a_passkey_that_is_announced_later_signs_nothing_before():
    assert outcome(act(), signature_entry(), passkey_entry()).rule == 20


@pytest.mark.parametrize(
    "changed",
    [
        {"key": "AAAA"},
        {"key": "!"},
        {"who": "Ines"},
        {"site": ""},
        {"more": "x"},
    ],
)
def test_what_is_announced_is_a_passkey_of_somebody(changed):
    assert outcome(passkey_entry(**changed)).rule == 19


@pytest.mark.parametrize(
    "make",
    [
        lambda: ec.generate_private_key(ec.SECP384R1()),
        lambda: rsa.generate_private_key(65537, 1024),
        lambda: rsa.generate_private_key(3, 2048),
        x25519.X25519PrivateKey.generate,
    ],
)
def test_keys_that_are_weak_or_slow_to_check_are_refused(make):
    assert outcome(passkey_entry(make())).rule == 19


def der(tag, *parts):
    """Write a value in DER."""
    content = b"".join(parts)
    size = len(content)
    return bytes([tag, *([size] if size < 128 else [0x82, size >> 8, size & 255])]) + content


def test_what_is_of_no_kind_that_devices_have_is_not_even_looked_at(monkeypatch):
    """OpenSSL tries for hours whether the modulus of a Diffie-Hellman key is prime, where that is chosen for it."""
    loaded = []
    monkeypatch.setattr(people, "load_der_public_key", lambda data: loaded.append(data) or load_der_public_key(data))
    prime = der(2, (2**2281 - 1).to_bytes(286, "big"))
    algorithm = der(0x30, bytes.fromhex("06092a864886f70d010301"), der(0x30, prime, der(2, b"\x02")))
    key = der(0x30, algorithm, der(3, b"\0" + der(2, b"\x04")))
    assert outcome(passkey_entry(key=b64(key))).rule == 19
    assert loaded == []


@pytest.mark.parametrize("point", sorted(people.SMALL_ORDER))
@pytest.mark.parametrize("sign", [0, 0x80])
def test_a_key_for_which_one_signature_stands_for_everything_is_none(point, sign):
    encoded = people.ED25519 + point[:31] + bytes([point[31] | sign])
    assert outcome(passkey_entry(key=b64(encoded))).rule == 19


def test_a_key_has_one_form():
    of = ec.generate_private_key(ec.SECP256R1())
    compressed = of.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
    other = bytes.fromhex("3039301306072a8648ce3d020106082a8648ce3d030107032200") + compressed
    assert load_der_public_key(other)
    assert outcome(passkey_entry(key=b64(other))).rule == 19
    assert outcome(passkey_entry(of), passkey_entry(of)).rule == 19
    assert outcome(passkey_entry(of), passkey_entry(of, site="another.example")).rule == 19


def with_client(text: bytes):
    """A signature over client data in another writing."""
    said = signature_entry().payload
    authenticator = base64.b64decode(said["authenticator"])
    return with_fields(client=b64(text), signature=b64(PASSKEY.sign(authenticator + hashlib.sha256(text).digest())))


def test_client_data_are_read_in_one_way_alone():
    true = base64.b64decode(signature_entry().payload["client"])
    assert outcome(passkey_entry(), act(), with_client(true)).signed == (3,)
    text = true.decode()
    for other in (
        text.encode("utf-16"),
        text.encode("utf-8-sig"),
        text.replace("{", '{"type": "webauthn.create", ', 1).encode(),
        text.replace("{", '{"x": NaN, ', 1).encode(),
        text.replace("{", '{"x": -Infinity, ', 1).encode(),
    ):
        assert outcome(passkey_entry(), act(), with_client(other)).rule == 20


def nested(depth, key):
    found = 1
    for _ in range(depth):
        found = {key: found} if key else [found]
    return found


@pytest.mark.parametrize("key", ["", "a", "\U00010428"])
@pytest.mark.parametrize(("depth", "verdict"), [(29, "consistent"), (40, "diverged"), (250, "diverged")])
def test_what_is_nested_too_deep_is_refused_and_nothing_breaks(key, depth, verdict):
    payload = {"x": nested(depth, key)}
    said = Said("case.consent", payload, actor={"functions": ["lead"], "id": WHO})
    found = outcome(passkey_entry(), said, signature_entry(payload=payload))
    assert found.verdict == verdict


def test_where_words_are_left_out_no_act_counts_as_signed_and_nobody_is_accused():
    for gone in (2, 3, 4):
        found = outcome(passkey_entry(), act(), signature_entry(), destroyed=(gone,))
        assert (found.verdict, found.signed) == ("consistent", ())


def test_of_an_act_that_was_destroyed_nobody_says_that_it_was_signed():
    found = outcome(passkey_entry(), act(), signature_entry(), destroyed=(3,))
    assert (found.verdict, found.signed, found.destroyed) == ("consistent", (), (3,))


def test_a_statement_is_a_file_that_says_which_act_it_stands_for():
    found = json.loads(statement_bytes("case.consent", LOG, ONCE, CONSENT))
    assert found == {"format": "goodoffices-statement/1", "kind": "case.consent", "log": LOG, "once": ONCE, "payload": CONSENT}


def checked(*notes, heads=(), said=()):
    """A log that announces the office's key and a passkey, with checkpoints."""
    entries = entries_of([announced(OFFICE), passkey_entry(), *said])
    return verify(written(bundle_of(entries, notes)), [read_kept(head.encode()) for head in heads])


def note():
    return checkpoint(entries_of([announced(OFFICE), passkey_entry()]), 2)


def test_a_checkpoint_is_approved_with_a_passkey_in_a_line_of_its_own_kind():
    found = checked(approved(note()))
    assert (found.verdict, found.approved) == ("consistent", ((WHO, 2),))
    assert found.as_json()["approved"] == [{"who": WHO, "size": 2}]
    assert f"{WHO} approved the first 2 with a passkey." in in_words(found)
    # It counts on a head that somebody kept, too, and the note is one that others read.
    assert checked(note(), heads=[approved(note())]).approved == ((WHO, 2),)


def test_a_line_of_a_passkey_that_nobody_announced_says_nothing():
    assert checked(approved(note(), OTHER)).approved == ()
    assert checked(approved(note(), who=ANOTHER)).approved == ()


FALSE = {
    "another checkpoint": {"text": "goodoffices/log/x\n3\nAAAA\n"},
    "another site": {"site": "another.example"},
    "nobody known": {"flags": 1},
    "another kind": {"client": {"type": "webauthn.create"}},
}


@pytest.mark.parametrize("name", FALSE)
def test_a_false_approval_by_an_announced_passkey_is_named(name):
    found = checked(approved(note(), **FALSE[name]))
    assert (found.verdict, found.rule) == ("diverged", 21)
    assert "approved falsely" in found.departure[2]


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"client":"AAAA"}', b'{"authenticator":1,"client":2,"signature":3}'])
def test_a_line_that_has_not_the_form_of_an_approval_is_named(content):
    true = approved(note()).splitlines()[-1]
    head, _, encoded = true.rpartition(" ")
    line = f"{head} {b64(base64.b64decode(encoded)[:4] + content)}\n"
    assert checked(note() + line).rule in (5, 21)


def test_a_signature_of_an_act_does_not_approve_and_an_approval_signs_no_act():
    act_signed = signature_entry().payload
    stolen = {part: act_signed[part] for part in ("authenticator", "client", "signature")}
    assert checked(note() + approval_line(WHO, public(PASSKEY), stolen)).rule == 21
