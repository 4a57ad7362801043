"""Backups, and databases made by earlier versions: they open, whole."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from tests.cli.program import ROOT, goodoffices
from tests.office.running import Office, Visitor

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
    mediator.post(f"{case}notes/", text="remember the harbour", form="7d5c0b8e-5a0b-4c6c-9f6e-0a4e3f1f2b1a")
    check = mediator.post(f"{case}release/", package="packages/draft-2.yaml", to="northland", words="What if the ports opened first?")[1]
    import re

    chosen = dict(re.findall(r'name="(option:[^"]+)" value="([^"]+)"', check))
    released = {
        "step": "release",
        "to": "northland",
        "words": "What if the ports opened first?",
        "form": "7d5c0b8e-5a0b-4c6c-9f6e-0a4e3f1f2b1b",
    }
    mediator.post(f"{case}release/", **released, **chosen)
    party.get(office.links["northland"])
    party.post(f"{case}told/")
    party.post(f"{case}preferences/", text=stated(41), based_on="", form="7d5c0b8e-5a0b-4c6c-9f6e-0a4e3f1f2b1c")


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
