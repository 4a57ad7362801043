"""Backups, and databases made by earlier versions: they open, whole."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from tests.cli.program import ROOT, goodoffices
from tests.office.served_office import Office, Visitor

#: Backups made by each version, beside the (public) key that opens them.
OLD = sorted((ROOT / "tests/fixtures/office").glob("*.tar.gz"))
KEY = "b2ZmaWNlIGZpeHR1cmUga2V5LCBwdWJsaWMsIDMyIGI="


def as_before(office: Office) -> None:
    """The case, the note, the preferences and the release that were put in."""
    mediator, party = Visitor(office.base), Visitor(office.base)
    mediator.get(office.links["mediation"])
    case = mediator.case()
    assert "remember the harbour" in mediator.get(f"{case}notes/")[1]
    assert "given by itself" in mediator.get(f"{case}estimates/")[1]
    party.get(office.links["northland"])
    assert "Walk-away value: 41" in party.get(f"{case}preferences/")[1]
    status, page = party.get(case)
    assert (status, "What if the ports opened first?" in page) == (200, True)
    assert "Preferences of Northland were given" in party.get(f"{case}record/")[1]


def filled(office: Office) -> None:
    """Put them in."""
    from tests.office.cast import stated

    mediator, party = Visitor(office.base), Visitor(office.base)
    mediator.get(office.links["mediation"])
    case = mediator.case()
    mediator.post(f"{case}told/")
    mediator.post(f"{case}notes/", text="remember the harbour", idempotency_key="7d5c0b8e-5a0b-4c6c-9f6e-0a4e3f1f2b1a")
    check = mediator.post(f"{case}release/", package="packages/draft-2.yaml", to="northland", words="What if the ports opened first?")[1]
    import re

    chosen = dict(re.findall(r'name="(option:[^"]+)" value="([^"]+)"', check))
    released = {
        "step": "release",
        "to": "northland",
        "words": "What if the ports opened first?",
        "idempotency_key": "7d5c0b8e-5a0b-4c6c-9f6e-0a4e3f1f2b1b",
    }
    mediator.post(f"{case}release/", **released, **chosen)
    party.get(office.links["northland"])
    party.post(f"{case}told/")
    party.post(f"{case}preferences/", text=stated(41), based_on="", idempotency_key="7d5c0b8e-5a0b-4c6c-9f6e-0a4e3f1f2b1c")


@pytest.mark.slow
def test_a_backup_restores_the_whole_office_and_does_not_hold_the_key(tmp_path):
    (tmp_path / "one").mkdir()
    office = Office(tmp_path / "one/data")
    filled(office)
    as_before(office)
    made = goodoffices("backup", tmp_path / "backup.tar.gz", "--data", tmp_path / "one/data")
    assert (made.code, made.err) == (0, "")
    office.stop()
    (tmp_path / "two").mkdir()
    shutil.copy(tmp_path / "one/office.key", tmp_path / "two/office.key")
    back = goodoffices("restore", tmp_path / "backup.tar.gz", "--data", tmp_path / "two/data")
    assert (back.code, back.err) == (0, "")
    again = Office(tmp_path / "two/data")
    as_before(again)
    again.stop()
    refused = goodoffices("restore", tmp_path / "backup.tar.gz", "--data", tmp_path / "two/data")
    assert (refused.code, "is not empty" in refused.err) == (2, True)


@pytest.mark.parametrize("content", [b"", b"no archive", b"\x1f\x8b\x08\0"])
def test_what_is_no_backup_is_refused(tmp_path, content):
    (tmp_path / "bad.tar.gz").write_bytes(content)
    ran = goodoffices("restore", tmp_path / "bad.tar.gz", "--data", tmp_path / "data")
    assert (ran.code, "backup" in ran.err) == (2, True)
    assert not (tmp_path / "data/office.sqlite3").exists()


@pytest.mark.slow
@pytest.mark.parametrize("backup", OLD, ids=lambda p: p.name)
def test_a_database_of_an_earlier_version_opens_whole(tmp_path, backup):
    assert goodoffices("restore", backup, "--data", tmp_path / "data").code == 0
    office = Office(tmp_path / "data", environment={"GOODOFFICES_KEY": KEY})
    assert office.process.poll() is None, office.said
    as_before(office)
    office.stop()


def test_there_is_a_database_of_each_version_to_open():
    assert OLD


def test_the_office_without_its_packages_says_what_to_install(tmp_path):
    code = "import sys; sys.modules['django'] = None; from goodoffices.cli.main import main; sys.argv = ['goodoffices', 'serve']; main()"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert (ran.returncode, ".[office]" in ran.stderr) == (2, True)


def as_a_thief_sees(archive, folder):
    """The bytes of a backup's database, and its rows by table, without the program."""
    import sqlite3
    import tarfile
    from contextlib import closing

    with tarfile.open(archive) as opened:
        opened.extractall(folder, filter="data")
    file = folder / "office.sqlite3"
    with closing(sqlite3.connect(f"file:{file}?immutable=1", uri=True)) as there:
        names = [name for (name,) in there.execute("select name from sqlite_master where type = 'table'")]
        rows = {name: there.execute(f"select count(*) from {name}").fetchone()[0] for name in names}
        free = there.execute("pragma freelist_count").fetchone()[0]
    return file.read_bytes(), rows, free


@pytest.mark.slow
def test_a_stolen_backup_holds_no_session_no_deleted_row_and_no_journal(tmp_path):
    """Opened as a thief would, not as the program sees it."""
    (tmp_path / "one").mkdir()
    office = Office(tmp_path / "one/data")
    visitor = Visitor(office.base)
    visitor.get(office.links["mediation"])
    case = visitor.case()
    visitor.post(f"{case}told/")
    visitor.post(f"{case}notes/", text="remember the harbour", idempotency_key="7d5c0b8e-5a0b-4c6c-9f6e-0a4e3f1f2b1a")
    cookie = next(c.value for c in visitor.jar if c.name == "office")
    made = goodoffices("backup", tmp_path / "backup.tar.gz", "--data", tmp_path / "one/data")
    assert made.code == 0
    live = b"".join(p.read_bytes() for p in (tmp_path / "one/data").glob("office.sqlite3*"))
    content, rows, free = as_a_thief_sees(tmp_path / "backup.tar.gz", tmp_path)
    assert (rows["office_session"], free) == (0, 0)
    assert rows["office_paper"] > 0
    assert cookie.encode() not in content + live
    from goodoffices.office.access.sessions import digest_of

    assert digest_of(cookie).encode() in live
    assert digest_of(cookie).encode() not in content
    # 18: a database whose header asks for a journal beside it would have 2 there.
    assert content[18:20] == b"\x01\x01"
    office.stop()


def test_what_is_restored_is_for_its_owner_alone(tmp_path):
    (tmp_path / "data").mkdir(mode=0o755)
    assert goodoffices("restore", OLD[0], "--data", tmp_path / "data").code == 0
    modes = {p.name: p.stat().st_mode & 0o777 for p in (tmp_path / "data", *(tmp_path / "data").iterdir())}
    assert modes == {"data": 0o700, "office.sqlite3": 0o600, "office.json": 0o600}


@pytest.mark.slow
def test_wide_rights_of_data_and_key_are_taken_away_at_the_start_and_said(tmp_path):
    office = Office(tmp_path / "data")
    office.stop()
    (tmp_path / "data").chmod(0o755)
    (tmp_path / "data/office.sqlite3").chmod(0o644)
    (tmp_path / "office.key").chmod(0o644)
    again = Office(tmp_path / "data")
    again.stop()
    assert [(tmp_path / name).stat().st_mode & 0o077 for name in ("data", "data/office.sqlite3", "office.key")] == [0, 0, 0]
    assert sum("Others had rights" in line for line in again.said) >= 3
