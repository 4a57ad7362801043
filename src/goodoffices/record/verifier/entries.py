"""Checks the entries of a bundle, each against its digest and its place: rules 6 to 11, 19, 20."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from goodoffices.record.verifier.people import PersonalSignatures
from goodoffices.record.verifier.reading import (
    SIGNATURE,
    Bundle,
    Departs,
    Invalid,
    Key,
    read_canonical,
    read_key,
)

ENTRY_FORMAT = "goodoffices-entry/2"
#: The kind of entry that announces a key of the office, and how many of them a log may have.
KEY_KIND, MOST_KEYS = "office.key", 1_000
ENTRY = {"actor", "at", "format", "kind", "label", "log", "number", "payload", "previous"}
FIRST_ENTRY = {"actor", "at", "kind", "label", "payload"}
TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z", re.ASCII
)


@dataclass
class Announced:
    """What the entries of a log announce: the office's keys, and people's passkeys.

    Each key comes with the number of the entry that announces it.
    """

    people: PersonalSignatures
    keys: list[tuple[int, Key]] = field(default_factory=list)


def check_entries(bundle: Bundle) -> Announced:
    """Check each entry against its digest and its place; give what they announce.

    Raises `Departs`.
    """
    head, is_bound, last = bytes(32), False, ""
    found = Announced(PersonalSignatures(bundle.log))
    before: Mapping[str, Any] | None = None
    for number, leaf in enumerate(bundle.leaves, 1):
        if leaf.content is not None and leaf.salt is not None:
            digest = hashlib.sha256(b"\x00" + leaf.salt + leaf.content.encode("utf-8", "replace"))
            if digest.digest() != leaf.digest:
                raise Departs(6, number, "changed: its words are not those that were entered")
            one = _entry(leaf.content, number)
            _check_place(one, bundle, number, head, is_bound)
            is_bound = "format" in one
            if _time(one["at"]) < last:
                raise Departs(10, number, "it is dated before the entry that it follows")
            last = _time(one["at"])
            if one["kind"] == KEY_KIND:
                found.keys.append((number, _announced(one["payload"], bundle, number)))
            if len(found.keys) > MOST_KEYS:
                raise Departs(11, number, f"the log announces more than {MOST_KEYS:,} keys")
            found.people.take(number, one, before)
            before = one
        else:
            found.people.miss()
            before = None
        head = hashlib.sha256(b"\x02" + head + leaf.digest).digest()
    return found


def _entry(content: str, number: int) -> dict[str, Any]:
    try:
        one = read_canonical(content, 7, 0)
    except Invalid:
        raise Departs(7, number, "changed: it is not written as entries are") from None
    if not isinstance(one, dict) or set(one) not in (ENTRY, FIRST_ENTRY):
        raise Departs(7, number, "changed: it has not the parts of an entry")
    if not isinstance(one["kind"], str):
        raise Departs(7, number, "changed: it has not the parts of an entry")
    if not isinstance(one["at"], str) or not TIME.fullmatch(one["at"]):
        raise Departs(7, number, "changed: its time is no time in UTC")
    return one


def _time(at: str) -> str:
    """Write a time with all its six digits, so that times in their order are texts in theirs."""
    whole, _, part = at.removesuffix("Z").partition(".")
    return f"{whole}.{part:0<6}"


def _check_place(
    one: Mapping[str, Any], bundle: Bundle, number: int, head: bytes, is_bound: bool
) -> None:
    if one["label"] != bundle.label:
        raise Departs(8, number, "inserted: it was entered into another log")
    if "format" not in one:
        if is_bound:
            raise Departs(
                8, number, "inserted: it has the first format, after entries of the second"
            )
        return
    if one["format"] != ENTRY_FORMAT or one["log"] != bundle.log:
        raise Departs(8, number, "inserted: it was entered into another log")
    stands = one["number"]
    if type(stands) is not int:
        raise Departs(9, number, "changed: its number is none")
    if stands != number:
        word = "reordered" if stands < number else "dropped"
        raise Departs(9, number, f"{word}: number {stands} stands in its place")
    if one["previous"] != head.hex():
        raise Departs(9, max(1, number - 1), "changed: the entry after it was bound to another")


def _announced(payload: object, bundle: Bundle, number: int) -> Key:
    try:
        key = read_key(payload["key"] if isinstance(payload, dict) else "")
        if (key.name, key.kind) == (bundle.origin, SIGNATURE):
            return key
    except (Invalid, KeyError, AttributeError):
        pass
    raise Departs(11, number, "the key that it announces is no key of this log")
