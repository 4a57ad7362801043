"""`goodoffices check-statement`: folder or zip, whole or not, and whatever somebody puts there never a traceback."""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
import warnings
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.record.publication import publication_zip
from tests.cli.program import goodoffices, in_a_process
from tests.record.made_logs import OTHER
from tests.record.test_publication import KEY, MADE, STRAIT, departing, publication_files, signed_anew


@pytest.fixture
def folder(tmp_path):
    return laid_out(tmp_path / "statement", MADE)


def laid_out(folder: Path, files) -> Path:
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def zipped(file: Path, members, packed=zipfile.ZIP_DEFLATED) -> Path:
    """A zip as somebody else may make it. ``members``: names or whole heads, with contents."""
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w", packed) as archive:
        warnings.simplefilter("ignore")  # of names that stand twice
        for name, content in members:
            archive.writestr(name, content)
    return file


def checked(*arguments):
    ran = goodoffices("check-statement", *arguments)
    assert "Traceback" not in ran.err
    return ran


def test_a_folder_is_whole_under_the_key_that_one_knows(folder):
    ran = checked(folder, "--key", KEY)
    assert (ran.code, ran.err) == (0, "")
    digest = signed_digest()
    assert ran.out == (
        "WHOLE. All 8 files are as the holder of the key published them; none is missing or added.\n"
        "Title: On the opening of the strait\n"
        "By: Northland, Southland\n"
        "Published: 2026-11-29T10:00:00Z, as the holder of the key says\n"
        "Languages: ar, en\n"
        f"SHA-256 of statement.json: {digest}\n"
        "Signed with the key that you gave.\n"
    )


def signed_digest() -> str:
    return hashlib.sha256(MADE["statement.json"]).hexdigest()


def test_without_a_key_it_is_said_that_it_is_the_folders_own_word(folder):
    ran = checked(folder)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("WHOLE, BY ITS OWN KEY. All 8 files")
    assert "You gave no key: this is the folder's own word. Somebody else could have made it\n" in ran.out
    assert ran.out.endswith(f"{KEY}\n")
    forged = laid_out(folder.with_name("forged"), publication_files(STRAIT, OTHER))
    assert (checked(forged).code, "BY ITS OWN KEY" in checked(forged).out) == (0, True)
    assert checked(forged, "--key", KEY).code == 1


def test_what_departs_is_named_file_by_file(folder):
    (folder / "statement.en.txt").write_bytes(b"We do not agree.")
    (folder / "key.txt").unlink()
    (folder / "more.js").write_bytes(b"")
    ran = checked(folder, "--key", KEY)
    assert (ran.code, ran.out) == (
        1,
        "REFUSED. This is not what was published.\n"
        "key.txt: it is missing.\n"
        "more.js: statement.json does not name it.\n"
        "statement.en.txt: it is not the text that statement.json names: its SHA-256 is another.\n"
        "index.html: it cannot be held against the texts, of which one departs.\n",
    )
    said = checked(folder, "--key", KEY, "--json")
    assert (said.code, said.json["verdict"], said.json["statement"]) == (1, "departs", None)
    assert {one["file"] for one in said.json["departures"]} == {"key.txt", "more.js", "statement.en.txt", "index.html"}


def test_json_says_the_same(folder):
    said = checked(folder, "--json", "--key", KEY)
    assert said.code == 0
    assert said.json == {
        "format": "goodoffices-statement-check/1",
        "verdict": "whole",
        "key": "given",
        "statement": {
            "id": STRAIT.id,
            "title": STRAIT.title,
            "by": ["Northland", "Southland"],
            "published": "2026-11-29T10:00:00Z",
            "corrects": None,
            "languages": ["ar", "en"],
            "sha256": signed_digest(),
        },
        "departures": [],
    }
    assert checked(folder, "--json").json["key"] == "of the folder"


def test_a_zip_is_as_good_as_the_folder(folder, tmp_path):
    file = tmp_path / "statement.zip"
    file.write_bytes(publication_zip(MADE))
    assert checked(file, "--key", KEY).out == checked(folder, "--key", KEY).out
    assert checked(zipped(tmp_path / "again.zip", MADE.items()), "--key", KEY).code == 0
    altered = {**MADE, "index.html": MADE["index.html"].replace(b"opens", b"stays")}
    file.write_bytes(publication_zip(altered))
    assert checked(file, "--key", KEY).code == 1


def test_what_is_no_statement_is_bad_input(folder, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    other = laid_out(tmp_path / "other", {"notes.txt": b"x"})
    many = laid_out(tmp_path / "many", {**MADE, **{f"{n}.txt": b"" for n in range(200)}})
    nonsense = tmp_path / "nonsense"
    nonsense.write_bytes(b"PK\x03\x04 nonsense")
    cut = tmp_path / "cut.zip"
    cut.write_bytes(publication_zip(MADE)[:-40])
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    large = zipped(tmp_path / "large.zip", [*MADE.items(), ("more", bytes(16_000_000))], zipfile.ZIP_STORED)
    assert "has more than 16,000,000 bytes" in checked(large).err
    for path in (large, tmp_path / "none", empty, other, many, nonsense, cut, pipe, folder / "key.txt"):
        ran = checked(path)
        assert (ran.code, ran.out) == (2, ""), path
        assert "Error: " in ran.err
    for key in ("", "x", KEY[:-2]):
        ran = checked(folder, "--key", key)
        assert (ran.code, "is no key" in ran.err) == (2, True)


def test_links_pipes_folders_and_huge_files_are_not_read(folder, tmp_path):
    """Not one of them is followed, waited for or read to its end."""
    outside = tmp_path / "outside.txt"
    outside.write_bytes(MADE["statement.en.txt"])
    for name in ("statement.en.txt", "statement.ar.txt", "style.css", "index.html"):
        (folder / name).unlink()
    (folder / "statement.en.txt").symlink_to(outside)
    os.mkfifo(folder / "statement.ar.txt")
    (folder / "style.css").mkdir()
    with (folder / "index.html").open("wb") as file:
        file.truncate(1 << 36)
    ran = checked(folder, "--key", KEY)
    assert (ran.code, ran.out) == (
        1,
        "REFUSED. This is not what was published.\n"
        "index.html: it has more than 2,000,000 bytes, or all files have more than 16,000,000.\n"
        "statement.ar.txt: it is no ordinary file.\n"
        "statement.en.txt: it is a symbolic link, which is not followed.\n"
        "style.css: it is no ordinary file.\n",
    )


def test_files_that_are_large_together_are_not_all_read(folder):
    for n in range(20):
        (folder / f"{n}.txt").write_bytes(b"x" * 1_999_999)
    ran = checked(folder)
    assert (ran.code, "all files have more than 16,000,000" in ran.out) == (1, True)


def member(name, **parts):
    head = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    head.compress_type = zipfile.ZIP_DEFLATED
    for part, value in parts.items():
        setattr(head, part, value)
    return head


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (member("index.html"), "it has more than 2,000,000 bytes"),
        (member("index.html", compress_type=zipfile.ZIP_BZIP2), "it is encrypted, or packed in a way that is not read here"),
        (member("index.html", compress_type=zipfile.ZIP_LZMA), "it is encrypted, or packed in a way that is not read here"),
        (member("../index.html"), "it stands in a folder of its own"),
        (member("statement/index.html"), "it stands in a folder of its own"),
        (member("/etc/index.html"), "it stands in a folder of its own"),
        (member("index.html", external_attr=0o120777 << 16), "it is a symbolic link, which is not followed"),
        (member("style.css"), "it is there twice"),
    ],
)
def test_a_zip_that_swells_or_leads_elsewhere_is_refused(tmp_path, name, said):
    members = [(file, content) for file, content in MADE.items() if file != "index.html"]
    ran = checked(zipped(tmp_path / "bomb.zip", [*members, (name, b"\x00" * 50_000_000)]))
    assert (ran.code, said in ran.out) == (1, True), ran.out


def test_a_zip_that_lies_about_sizes_or_is_encrypted_is_refused(tmp_path):
    whole = publication_zip(MADE)
    at = whole.index(b"PK\x01\x02")
    for place, value in ((at + 8, 1), (at + 16, whole[at + 16] ^ 1), (at + 24, 0), (at + 42, 7)):
        content = bytearray(whole)
        content[place] = value
        file = tmp_path / "altered.zip"
        file.write_bytes(content)
        assert checked(file).code in (1, 2), place


@given(st.data())
def test_whatever_is_done_to_a_zip_never_ends_in_a_traceback(data):
    content = bytearray(publication_zip(MADE))
    start = content.index(b"PK\x01\x02")
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1) | st.integers(start, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    with tempfile.TemporaryDirectory() as there:
        file = Path(there) / "altered.zip"
        file.write_bytes(content)
        code = checked(file, "--key", KEY).code
    if code == 0:  # a time, a comment, a place that nobody reads
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert {one.filename: archive.read(one) for one in archive.infolist()} == MADE
    assert code in (0, 1, 2)


@pytest.mark.parametrize("content", [b"[" * 1_900_000, b'{"a":' * 300_000, b"", b"\xff", b"null", b"1" * 1_000_000])
def test_a_statement_that_is_nested_deep_or_no_json_is_refused(folder, content):
    for name, one in signed_anew(content).items():
        (folder / name).write_bytes(one)
    ran = checked(folder, "--key", KEY)
    assert (ran.code, "statement.json: it " in ran.out) == (1, True)


@pytest.mark.skipif(os.name != "posix", reason="names that are no text")
def test_names_of_files_do_not_steer_the_terminal(folder):
    (folder / "\x1b[2Jall\nis well").write_bytes(b"")
    (folder / os.fsdecode(b"\xff\xfe")).write_bytes(b"")
    ran = checked(folder)
    assert ran.code == 1
    assert "\ufffd[2Jall\ufffdis well: statement.json does not name it.\n" in ran.out
    assert "\x1b" not in ran.out + checked(folder, "--json").out
    assert len(checked(folder, "--json").json["departures"]) == 2
    assert departing({**MADE, "\x1b": b""}) == {"\x1b"}


def test_help_has_examples_and_exit_codes():
    said = checked("--help").out
    assert "Examples:" in said
    assert "Exit codes: 0 it is whole; 1 something in it is not what was published; 2" in said


@pytest.mark.slow
def test_it_is_a_command_of_the_program(folder):
    assert in_a_process("check-statement", folder, "--key", KEY).code == 0
    assert "check-statement" in in_a_process("--help").out


def test_a_key_may_be_given_as_a_file_and_what_a_desktop_leaves_does_not_count(folder, tmp_path):
    (folder / ".DS_Store").write_bytes(b"icons")
    kept = tmp_path / "key-from-a-party.txt"
    kept.write_text(f"{KEY}\n")
    ran = goodoffices("check-statement", folder, "--key", kept)
    assert (ran.code, ran.out.startswith("WHOLE. All")) == (0, True)
    (folder / "more.txt").write_text("Not of the statement.")
    ran = goodoffices("check-statement", folder, "--key", kept)
    assert (ran.code, "All files of the statement are whole; others lie beside them." in ran.out) == (1, True)
