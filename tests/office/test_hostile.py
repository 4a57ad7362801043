"""What an attacker sends: archives that explode or lead out of their folder, bodies that are too large, forms of others, headers in text."""

from __future__ import annotations

import http.client
import io
import struct
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from goodoffices.office.models import CaseRow
from goodoffices.office.papers import archive
from goodoffices.office.preferences.readings import read_own_preferences
from goodoffices.office.refusal import Refused
from tests.cases import EXAMPLES
from tests.office.cast import Cast, stated
from tests.office.served_office import Office

CASE = (EXAMPLES / "strait/case.yaml").read_text()


@pytest.fixture
def cast(office) -> Cast:
    return Cast()


def zipped(files: dict[str, str | bytes], compression=zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", compression) as made:
        for name, text in files.items():
            made.writestr(name, text)
    return content.getvalue()


def upload(cast, content: bytes, name="mara"):
    return cast.clients[name].post(
        "/cases/new/", {"folder": SimpleUploadedFile("case.zip", content), "idempotency_key": "7d5c0b8e-5a0b-4c6c-9f6e-0a4e3f1f2b1d"}
    )


def test_a_case_folder_is_opened_with_its_estimates_and_packages(cast):
    folder = EXAMPLES / "ferry-strike"
    files = {f"ferry/{p.relative_to(folder)}": p.read_bytes() for p in folder.rglob("*.yaml")}
    files |= {"__MACOSX/ferry/._case.yaml": b"\0junk", "ferry/logo.svg": b"<svg onload='alert(1)'/>", "ferry/readme.txt": b"hello"}
    answer = upload(cast, zipped(files))
    assert answer.status_code == 302
    page = cast.clients["mara"].get(answer["Location"] + "estimates/").content.decode()
    assert "The company" in page
    assert "onload" not in page
    assert "logo.svg" not in page
    assert cast.clients["north"].get(answer["Location"]).status_code == 404


def bomb() -> bytes:
    """Sound but for its size."""
    sound = (EXAMPLES / "strait/packages/draft-2.yaml").read_bytes()
    return zipped({"case.yaml": CASE, "packages/big.yaml": sound + b"\n# " + b"a" * 30_000_000})


def lying_bomb() -> bytes:
    """Its header says that the file is small."""
    content = bytearray(zipped({"case.yaml": CASE, "packages/big.yaml": b"a" * 30_000_000}))
    true = struct.pack("<I", 30_000_000)
    while (at := content.find(true)) >= 0:
        content[at : at + 4] = struct.pack("<I", 100)
    return bytes(content)


BAD = {
    "no zip": b"this is no zip",
    "empty": zipped({}),
    "no case": zipped({"preferences/a.yaml": "x"}),
    "bomb": bomb(),
    "lying bomb": lying_bomb(),
    "many": zipped({f"packages/{k}.yaml": "x" for k in range(300)} | {"case.yaml": CASE}),
    "out of the folder": zipped({"../../case.yaml": CASE}),
    "absolute": zipped({"/etc/case.yaml": CASE}),
    "backslash": zipped({"..\\case.yaml": CASE, "case.yaml": CASE}),
    "not utf-8": zipped({"case.yaml": b"\xff\xfe\0"}),
    "billion laughs": zipped({"case.yaml": "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(f"b{k}: &b{k} [*{'a' if k == 0 else f'b{k - 1}'},*{'a' if k == 0 else f'b{k - 1}'}]\n" for k in range(60))}),
    "deep": zipped({"case.yaml": "[" * 50_000}),
    "python tag": zipped({"case.yaml": "!!python/object/apply:os.system [id]"}),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_bad_archives_are_refused_with_words_and_nothing_is_kept(office, kind):
    cast = Cast()
    before = CaseRow.objects.count()
    answer = upload(cast, BAD[kind])
    assert answer.status_code == 422, answer.content[:300]
    assert 'role="alert"' in answer.content.decode()
    assert "Traceback" not in answer.content.decode()
    assert CaseRow.objects.count() == before


def test_archives_with_flipped_bytes_or_odd_packing_are_refused(office):
    cast = Cast()
    sound = zipped({"case.yaml": CASE * 2})
    for at in range(40, len(sound), 97):
        flipped = bytearray(sound)
        flipped[at] ^= 0xFF
        assert upload(cast, bytes(flipped)).status_code in (302, 422), at
    for packing in (zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2):
        assert upload(cast, zipped({"case.yaml": CASE}, packing)).status_code == 422


def test_an_archive_with_a_text_that_is_too_long_is_refused(cast):
    draft = (EXAMPLES / "strait/packages/draft-2.yaml").read_text()
    for n, status in ((300_000, 302), (300_001, 422)):
        answer = upload(cast, zipped({"case.yaml": CASE, "packages/long.yaml": f"{draft}\n#".ljust(n)}))
        assert answer.status_code == status
    assert "packages/long.yaml has more than the 300,000 characters" in answer.content.decode()


def test_an_archive_with_a_password_is_refused():
    content = bytearray(zipped({"case.yaml": CASE}, zipfile.ZIP_STORED))
    content[6] |= 1
    at = content.find(b"PK\x01\x02")
    content[at + 8] |= 1
    with pytest.raises(Refused, match="password"):
        archive.texts_of(bytes(content))


def test_a_body_beyond_the_bound_is_refused_before_it_is_read(cast):
    answer = cast.clients["mara"].post("/cases/new/", b"x", content_type="application/zip", CONTENT_LENGTH="1000000000")
    assert answer.status_code == 413
    assert cast.clients["mara"].post("/cases/new/", b"x", content_type="application/zip", CONTENT_LENGTH="-1").status_code == 413


def test_a_form_without_the_offices_token_is_refused(cast):
    strict = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
    strict.force_login(cast.people["north"], backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = strict.post(cast.path("notes"), {"text": "forged"})
    assert answer.status_code == 403
    assert "did not come from a page of this office" in answer.content.decode()


@pytest.mark.parametrize("field", ["idempotency_key", "note", "membership", "side"])
@pytest.mark.parametrize("value", ["", "x", "' or 1=1 --", "0" * 5000, "../../etc/passwd", "\0"])
def test_ids_that_are_none_are_refused_in_words(cast, field, value):
    page = {"idempotency_key": "notes", "note": "notes/delete", "membership": "people/end", "side": "people/invite"}[field]
    answer = cast.post("mara", page, **{"text": "t", "name": "n", "role": "lead", field: value})
    assert answer.status_code in (302, 409, 422)
    assert "Traceback" not in answer.content.decode()


def test_text_of_people_is_never_markup(cast):
    script = "<script>alert(1)</script>\r\nSet-Cookie: x=y"
    cast.post("north", "notes", text=script)
    page = cast.get("north", "notes")
    assert "<script>alert" not in page.content.decode()
    assert "x" not in page.cookies
    cast.post("mara", "people/side", kind="host", name=script)
    assert "<script>alert" not in cast.get("mara", "people").content.decode()


def test_a_case_id_that_is_none_and_odd_addresses_are_not_found(cast):
    for place in (
        "/cases/1/",
        "/cases/../../etc/passwd",
        "/static/../office.sqlite3",
        "/static/..%2f..%2fsettings.py",
        "/cases/%00/",
        "/office.json",
    ):
        assert cast.clients["mara"].get(place).status_code in (400, 404), place


def test_preferences_that_are_no_preferences_are_refused_in_words(cast):
    for text in ("", "nonsense", "[" * 20_000, "walk_away: {{{", stated(41) + "\nwalk_away: 3", "x" * 3_000_000):
        answer = cast.post("north", "preferences", text=text)
        assert answer.status_code in (400, 413, 422), text[:20]
        assert "Traceback" not in answer.content.decode()
    with transaction.atomic():
        assert read_own_preferences(cast.view("north")) == []


def test_nothing_of_a_party_reaches_a_log(cast, caplog, capfd):
    cast.post("north", "preferences", text=stated(41).replace("walk_away: 41", "walk_away: tangerine"))
    cast.post("north", "notes", text="tangerine")
    cast.clients["north"].get(cast.path("tangerine"))
    assert "tangerine" not in caplog.text
    assert "tangerine" not in "".join(capfd.readouterr())


@pytest.mark.slow
def test_behind_a_proxy_that_speaks_tls_cookies_are_secure_and_nothing_else_is_believed(tmp_path):
    office = Office(tmp_path / "data", environment={"GOODOFFICES_URL": "https://office.example"})

    def ask(path, host="office.example", **headers):
        speaking = http.client.HTTPConnection("127.0.0.1", office.port, timeout=20)
        speaking.request("GET", path, headers={"Host": host, **headers})
        answer = speaking.getresponse()
        answer.read()
        speaking.close()
        return answer

    try:
        through = ask("/accounts/login/", **{"X-Forwarded-Proto": "https"})
        assert through.status == 200
        assert "Secure" in through.getheader("Set-Cookie")
        assert through.getheader("Strict-Transport-Security")
        assert ask("/accounts/login/", host="evil.example", **{"X-Forwarded-Proto": "https"}).status == 400
        assert ask("/healthz", host="localhost").status == 200
    finally:
        office.stop()
