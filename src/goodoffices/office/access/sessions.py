"""Sessions: who is signed in has a sealed row, a stranger a sealed cookie and no row.

The row is found by a digest of her cookie.

What stands in the database opens no session: the cookie holds a key of which the row holds the
digest. A session ends twelve hours after signing in, whatever is done in it. What a stranger is in
the middle of (an invitation, the first half of signing in) goes with her cookie, sealed and for an
hour, so that nobody fills the database from outside; a cookie with which somebody signed in is not
taken again.
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.http import HttpRequest

from goodoffices.office.models import Person, Session
from goodoffices.office.sealing import clock_and_chance
from goodoffices.office.sealing.keys import NotOpened, derived, opening_key, seal, unseal

#: How long a session lasts, and what a stranger is in the middle of.
LASTS, STRANGER_LASTS = timedelta(hours=12), timedelta(hours=1)
#: What a stranger's cookie begins with; a key of a row has letters and digits only.
STRANGER = "~"
#: Keys of a session's content: when it ends, which stranger's cookie it is, from where and with
#: what somebody signed in.
ENDS, COOKIE, ADDRESS, BROWSER = "ends", "cookie", "address", "browser"
#: Characters of a cookie that browsers take.
MOST_COOKIE = 3_800
_started = clock_and_chance.now()
_used: dict[str, datetime] = {}
_lock = threading.Lock()


class SessionStore(SessionBase):
    """The session of one request."""

    _session_key: str | None

    def load(self) -> dict[str, Any]:
        """Find the session of the cookie, give its content; an empty one where there is none."""
        key = self.session_key or ""
        found = _of_stranger(key) if key.startswith(STRANGER) else _of_row(key)
        if found is None:
            self._session_key = None
            return {}
        return found

    def exists(self, session_key: str) -> bool:
        """Tell whether somebody is signed in with a key."""
        return Session.objects.filter(pk=digest_of(session_key)).exists()

    def create(self) -> None:
        """Begin another session, with the same content where there is some.

        What the cookie held before opens nothing after.
        """
        self._session_key = self._new_key()
        self.save(must_create=True)
        self.modified = True

    def save(self, must_create: bool = False) -> None:
        """Keep the content: in the row of who is signed in, in the cookie of a stranger.

        Raises `UpdateError` where the session was ended meanwhile.
        """
        content = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        if SESSION_KEY not in content:
            self._session_key = _stranger_key(content)
            return
        if (self.session_key or STRANGER).startswith(STRANGER):
            _use_up(content.pop(COOKIE, None))
            self._session_key, must_create = self._new_key(), True
        now = clock_and_chance.now()
        ends = content.setdefault(ENDS, (now + LASTS).timestamp())
        digest = digest_of(self.session_key)
        if must_create:
            Session.objects.create(
                digest=digest,
                person_id=content[SESSION_KEY],
                began_at=now,
                ends_at=datetime.fromtimestamp(ends, UTC),
                sealed=_sealed(content, digest),
            )
        elif not Session.objects.filter(pk=digest).update(sealed=_sealed(content, digest)):
            raise UpdateError

    def delete(self, session_key: str | None = None) -> None:
        """End the session."""
        key = session_key or self.session_key
        if key and not key.startswith(STRANGER):
            Session.objects.filter(pk=digest_of(key)).delete()

    def get_expiry_age(self, **_: Any) -> int:
        """Count the seconds until the session ends."""
        ends = self.get(ENDS)
        left = (
            STRANGER_LASTS.total_seconds()
            if ends is None
            else ends - clock_and_chance.now().timestamp()
        )
        return max(0, int(left))

    @classmethod
    def clear_expired(cls) -> None:
        """Delete the rows of sessions that are over, with the addresses in them."""
        Session.objects.filter(ends_at__lte=clock_and_chance.now()).delete()

    @staticmethod
    def _new_key() -> str:
        return clock_and_chance.random_bytes(32).hex()

    @property
    def row(self) -> str:
        """Give what the row of this session is found by."""
        return digest_of(self.session_key)


def session_of(request: HttpRequest) -> SessionStore:
    """Give the session in which a request is made."""
    assert isinstance(request.session, SessionStore)
    return request.session


def person_of(request: HttpRequest) -> Person:
    """Give the person who makes a request, behind a door for those who are signed in."""
    assert isinstance(request.user, Person)
    return request.user


def digest_of(session_key: str | None) -> str:
    """Make what is kept of a key: its SHA-256."""
    return hashlib.sha256((session_key or "").encode()).hexdigest()


def content_of(row: Session) -> dict[str, Any]:
    """Open the content of a session's row, for its person's own page.

    It is empty where another key sealed it.
    """
    try:
        found: dict[str, Any] = json.loads(unseal(_key(), row.sealed, f"session {row.digest}"))
        return found
    except (NotOpened, ValueError):
        return {}


def begin(sender: object, request: HttpRequest, **_: object) -> None:
    """Begin the twelve hours at each signing in, and keep what tells her devices apart."""
    request.session[ENDS] = (clock_and_chance.now() + LASTS).timestamp()
    request.session[ADDRESS] = request.META.get("REMOTE_ADDR", "")
    request.session[BROWSER] = request.META.get("HTTP_USER_AGENT", "")[:200]


def _of_row(key: str) -> dict[str, Any] | None:
    row = (
        Session.objects.filter(pk=digest_of(key), ends_at__gt=clock_and_chance.now()).first()
        if key
        else None
    )
    return None if row is None else content_of(row) or None


def _of_stranger(key: str) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(
            unseal(_key(), base64.urlsafe_b64decode(key.removeprefix(STRANGER)), "stranger")
        )
    except (NotOpened, ValueError):
        return None
    made = datetime.fromtimestamp(found.pop("made"), UTC)
    # After a start nobody knows any more which cookies were used.
    is_over = (
        clock_and_chance.now() > made + STRANGER_LASTS or made < _started <= clock_and_chance.now()
    )
    return None if is_over or found.get(COOKIE) in _used or SESSION_KEY in found else found


def _stranger_key(content: dict[str, Any]) -> str:
    content.setdefault(COOKIE, clock_and_chance.random_bytes(16).hex())
    whole = {**content, "made": clock_and_chance.now().timestamp()}
    for left_out in ((), ("_messages",)):
        kept = {k: v for k, v in whole.items() if k not in left_out}
        key = (
            STRANGER
            + base64.urlsafe_b64encode(seal(_key(), json.dumps(kept).encode(), "stranger")).decode()
        )
        if len(key) <= MOST_COOKIE:
            return key
    return STRANGER


def _use_up(cookie: str | None) -> None:
    """Use up a stranger's cookie with which somebody signed in: it is not taken again."""
    if cookie is None:
        return
    with _lock:
        now = clock_and_chance.now()
        for old in [one for one, until in _used.items() if until < now]:
            del _used[old]
        _used[cookie] = now + STRANGER_LASTS


def _sealed(content: dict[str, Any], digest: str) -> bytes:
    return seal(_key(), json.dumps(content).encode(), f"session {digest}")


def _key() -> bytes:
    return derived(opening_key(), "session contents")
