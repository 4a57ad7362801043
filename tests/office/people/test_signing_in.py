"""Signing in: weak passwords are refused, nobody learns which names exist, codes are bounded by account, and behind a proxy no stranger keeps anybody out."""

from __future__ import annotations

import http.client
import http.cookiejar
import http.server
import re
import threading
import time
import urllib.request

import pytest
import zxcvbn
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from goodoffices.office.access.passwords import LOOKED_AT
from goodoffices.office.access.sign_in import NOBODY, given_name, normal_name
from goodoffices.office.models import Person
from goodoffices.office.people.inviting import invite_mediator
from tests.office.cast import Cast, act
from tests.office.people.test_pages import invited, taking
from tests.office.served_office import Office, Visitor

PASSWORD = "north: a long pass phrase"


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def signing_in(client, name="north", password=PASSWORD):
    return client.post("/accounts/login/", {"login": name, "password": password})


@pytest.mark.parametrize(
    "password", ["123456789012", "aaaaaaaaaaaa", "passwordpassword", "hanahanahana", "Hana Tamar 2026", "qwertzuiopasdf", "strait strait strait", "goodofficesgoodoffices", "summer2026summer"]
)  # fmt: skip
def test_a_password_that_is_easily_guessed_is_refused(office, password):
    person = Person(sign_in_name="hana-004211", name="Hana Tamar")
    person.own_words = ["The Strait"]
    with pytest.raises(ValidationError):
        validate_password(password, person)


@pytest.mark.parametrize(
    "password",
    ["seven green harbours wait", "a long pass phrase", "Sturmflut im März 19", "مرفأ أخضر ينتظر المطر", "x" * 5 + "Kq7#vLp2!mZ"],
)
def test_a_password_that_is_hard_to_guess_is_taken(office, password):
    validate_password(password, Person(sign_in_name="hana-004211", name="Hana Tamar"))


def test_a_longer_password_than_anybody_types_takes_no_longer(office, monkeypatch):
    """What is looked at is bounded: the time that it takes grows faster than the length."""
    looked_at, unchanged = [], zxcvbn.zxcvbn
    monkeypatch.setattr(zxcvbn, "zxcvbn", lambda password, **own: looked_at.append(len(password)) or unchanged(password, **own))
    with pytest.raises(ValidationError):
        validate_password("ab" * 500, Person(sign_in_name="x", name="Hana"))
    assert looked_at == [LOOKED_AT]


def test_the_office_gives_the_names_so_nobody_learns_which_there_are(fresh):
    """Two worlds, in which somebody has the name that another would have chosen, or not."""
    seen = []
    for other in ("nils", "ada"):
        fresh()
        cast = Cast()
        cast._person(other)
        with act("an invitation"):
            link, second = invited(cast, name="Nils")
        with act("it is taken up", 5):
            client = Client(SERVER_NAME="localhost")
            client.get(f"/invitation/{link}")
            page = client.post("/invitation/", {"second": second}).content
            seen.append((page, taking(client, link, second).headers.items(), client.get("/you/").content))
    assert seen[0] == seen[1]
    assert re.search(rb'value="nils-[0-9]{6}"', seen[0][0])


def test_a_name_is_the_same_for_one_invitation_and_differs_between_two():
    assert given_name("Nils", b"a") == given_name("Nils", b"a") != given_name("Nils", b"b")
    assert given_name("مارا", b"a").startswith("person-")
    assert given_name("José  Núñez!", b"a").startswith("jose-nunez-")


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("north", "north"),
        (" NORTH ", "north"),
        ("ｎｏｒｔｈ", "north"),
        ("nor\u200bth", NOBODY),
        ("north\0", NOBODY),
        ("n" * 200, NOBODY),
        ("", NOBODY),
    ],
)
def test_sign_in_names_are_compared_in_one_form(typed, same):
    assert normal_name(typed) == same


@pytest.mark.parametrize("name", ["north\0", "n" * 200, "nor\u200bth", "\ud800", "no one", "'; drop table office_person; --"])
def test_an_odd_name_is_answered_like_any_wrong_one(cast, name):
    answer = signing_in(Client(SERVER_NAME="localhost"), name.encode("utf-8", "replace").decode(), "wrong")
    assert (
        answer.status_code,
        "not correct" in answer.content.decode() or "at most" in answer.content.decode() or "Null characters" in answer.content.decode(),
    ) == (200, True)


@pytest.mark.parametrize("name", ["Jane Doe", "Ünal", "Straße", "Иван", "jane@example.org"])
def test_a_name_of_an_earlier_version_still_signs_in(cast, name):
    person = cast.people["north"]
    person.sign_in_name = name
    person.save()
    assert signing_in(Client(SERVER_NAME="localhost"), name).status_code == 302


def test_codes_are_bounded_by_the_hour_for_an_account(cast):
    with_app(cast, "north")
    tried = []
    for minute in range(8):
        with act(f"guesses {minute}", 60 + minute):
            for _ in range(3):
                client = Client(SERVER_NAME="localhost")
                signing_in(client)
                tried.append("Too many" in client.post("/accounts/2fa/authenticate/", {"code": "000000"}).content.decode())
    assert (tried[:20], tried[20:]) == ([False] * 20, [True] * 4)


def test_a_mediator_without_a_second_factor_is_asked_for_one_at_each_sign_in(cast):
    client = Client(SERVER_NAME="localhost")
    assert signing_in(client, "mara", "mara: a long pass phrase")["Location"] == "/you/welcome/"
    assert "Add a passkey" in client.get("/you/welcome/").content.decode()
    assert signing_in(Client(SERVER_NAME="localhost"))["Location"] == "/"
    with_app(cast, "mara")
    assert "/2fa/authenticate/" in signing_in(Client(SERVER_NAME="localhost"), "mara", "mara: a long pass phrase")["Location"]


def test_after_the_first_entry_one_is_told_the_name_and_offered_a_second_factor(office):
    made = invite_mediator("Mara Lindqvist")
    client = Client(SERVER_NAME="localhost")
    assert taking(client, made.token, made.second)["Location"] == "/you/welcome/"
    page = client.get("/you/welcome/").content.decode()
    assert re.search(r"mara-lindqvist-[0-9]{6}", page)
    assert "As a mediator" in page


SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def with_app(cast, name):
    auth.TOTP.activate(cast.people[name], SECRET)


def code_now() -> str:
    return auth.format_hotp_value(auth.hotp_value(SECRET, int(time.time()) // 30))


def test_guesses_of_a_code_are_bounded_by_account_whatever_the_address(cast):
    with_app(cast, "north")
    with act("guesses", 60):
        tried = []
        for k in range(14):
            client = Client(SERVER_NAME="localhost", REMOTE_ADDR=f"203.0.113.{k}")
            signing_in(client)
            tried.append("Too many" in client.post("/accounts/2fa/authenticate/", {"code": "000000"}).content.decode())
    assert tried == [False] * 10 + [True] * 4
    # Nobody else is kept out, nor she herself with her password alone.
    with act("another", 60):
        assert signing_in(Client(SERVER_NAME="localhost"), "south", "south: a long pass phrase").status_code == 302


def test_the_code_that_set_an_app_up_signs_nobody_in(cast):
    browser = Client(SERVER_NAME="localhost")
    signing_in(browser)
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = browser.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r"\b[A-Z2-7]{32}\b", page)[0]
    code = auth.format_hotp_value(auth.hotp_value(secret, int(time.time()) // 30))
    assert browser.post("/accounts/2fa/totp/activate/", {"code": code}).status_code == 302
    assert Authenticator.objects.filter(user=cast.people["north"]).exists()
    thief = Client(SERVER_NAME="localhost")
    signing_in(thief)
    assert thief.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 200
    assert thief.get("/").status_code == 302


def test_wrong_passwords_count_by_place_and_name_together(cast):
    with act("guesses", 60):
        here = {"SERVER_NAME": "localhost", "REMOTE_ADDR": "203.0.113.9"}
        for _ in range(12):
            last = signing_in(Client(**here), "nobody", "wrong")
        assert "Too many" in last.content.decode()
        assert signing_in(Client(**here)).status_code == 302
        for _ in range(12):
            last = signing_in(Client(**here), "NORTH", "wrong")
        assert "Too many" in last.content.decode()
        elsewhere = Client(SERVER_NAME="localhost", REMOTE_ADDR="203.0.113.10")
        assert signing_in(elsewhere).status_code == 302


class Proxy:
    """A proxy that speaks for one place: it passes requests on with the address of the client and the scheme, as the documentation asks."""

    def __init__(self, office: Office, place: str) -> None:
        class Passing(http.server.BaseHTTPRequestHandler):
            def pass_on(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                said = self.headers.get("X-Forwarded-For")
                kept = {k: v for k, v in self.headers.items() if k.lower() not in ("x-forwarded-for", "x-forwarded-proto", "host")}
                kept |= {"Host": "office.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": f"{said}, {place}" if said else place}
                onward = http.client.HTTPConnection("127.0.0.1", office.port, timeout=20)
                onward.request(self.command, self.path, body, kept)
                answer = onward.getresponse()
                content = answer.read()
                self.send_response(answer.status)
                for name, value in answer.getheaders():
                    if name.lower() not in ("transfer-encoding", "content-length", "connection"):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
                onward.close()

            do_GET = do_POST = pass_on

            def log_message(self, *_) -> None:
                """Nothing."""

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Passing)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.base = f"http://127.0.0.1:{self.server.server_port}"


class Behind(Visitor):
    """Somebody behind a proxy; her browser believes that it speaks https."""

    def __init__(self, proxy: Proxy, **headers: str) -> None:
        super().__init__(proxy.base)
        policy = http.cookiejar.DefaultCookiePolicy(strict_domain=False, secure_protocols=("http", "https"))
        self.jar = http.cookiejar.CookieJar(policy)

        class NoRedirect(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *_):
                return None

        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), NoRedirect)
        self.opener.addheaders = [("Referer", "https://office.example/"), *headers.items()]


@pytest.mark.slow
def test_behind_the_proxy_a_stranger_locks_nobody_out(tmp_path):
    office = Office(tmp_path / "data", environment={"GOODOFFICES_URL": "https://office.example"})
    from tests.cli.program import goodoffices

    there, elsewhere = Proxy(office, "203.0.113.66"), Proxy(office, "198.51.100.7")
    invitation = goodoffices("mediator", "Mara", "--data", tmp_path / "data", "--key-file", tmp_path / "office.key").out
    link, second = re.search(r"/invitation/(\S+)", invitation)[1], re.search(r"code: (\S+)", invitation)[1]
    mara = Behind(elsewhere)
    mara.get(f"/invitation/{link}")
    mara.get("/invitation/")
    name = re.search(r'value="(mara-[0-9]{6})"', mara.post("/invitation/", second=second)[1])[1]
    assert mara.post("/invitation/", step="take up", password="seven green harbours wait", read="yes")[0] == 302
    # The stranger also says of herself that she comes from elsewhere: the proxy's word counts.
    stranger = Behind(there, **{"X-Forwarded-For": "198.51.100.7"})
    stranger.get("/accounts/login/")
    answers = [stranger.post("/accounts/login/", login=name, password="wrong")[1] for _ in range(15)]
    assert "Too many" in answers[-1]
    for _ in range(25):
        last = stranger.post("/invitation/", token="AAAA-BBBB")
    assert last[0] == 429
    again = Behind(elsewhere)
    again.get("/accounts/login/")
    assert again.post("/accounts/login/", login=name, password="seven green harbours wait")[0] == 302
    assert again.get("/")[0] == 200
    assert again.post("/invitation/", token="AAAA-BBBB")[0] == 303
    assert "198.51.100.7" in again.get("/you/sessions/")[1]
    for proxy in (there, elsewhere):
        proxy.server.shutdown()
        proxy.server.server_close()
    office.stop()
