"""`office.computing.attachment_child`: a dropped file is read by a process that can do nothing else, and that ends."""

from __future__ import annotations

import os
import threading
import time

import pytest

from goodoffices.formats.attachments import (
    COULD_NOT_BE_READ,
    MOST_BYTES,
    Attachment,
    AttachmentKind,
    Beside,
    BesideKind,
    clean_copy,
    read_attachment,
)
from goodoffices.office.computing import attachment_child
from goodoffices.office.computing.attachment_child import NoTurn, clean_apart, read_apart
from tests.formats.attachments.made_files import FILES

UNREAD = Attachment(kind=AttachmentKind.OTHER, text="", beside=(Beside(BesideKind.OTHER, COULD_NOT_BE_READ),), is_cut=False)
BEGIN = "import sys; sys.path.insert(0, sys.argv[1]); from goodoffices.office.computing import attachment_child as child;"
#: Confined as for a file, it tries something and answers with what came of it.
TRYING = (
    BEGIN
    + """
import ctypes, json, os, resource, socket, subprocess
child.make_ready()
child.confine()
sys.stdin.buffer.read()
try:
    found = repr({tried})
except BaseException as fault:
    found = type(fault).__name__ + " " + str(getattr(fault, "errno", ""))
print(json.dumps(dict(kind="text", text=found, beside=[], is_cut=False)), flush=True)
"""
)


def tried(monkeypatch, code: str) -> str:
    monkeypatch.setattr(attachment_child, "PROGRAM", TRYING.format(tried=code))
    return read_apart("x", b"").text


def answering(monkeypatch, code: str) -> None:
    monkeypatch.setattr(attachment_child, "PROGRAM", f"import os, sys, time; sys.stdin.buffer.read(); {code}")


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_read_apart_as_it_is_read_here(name):
    assert read_apart(name, FILES[name]) == read_attachment(name, FILES[name])


@pytest.mark.parametrize("name", ["offer.docx", "offer.pdf", "photo.jpg", "letter.eml"])
def test_a_copy_is_made_apart_as_it_is_made_here(name):
    assert clean_apart(name, FILES[name]) == clean_copy(name, FILES[name])


@pytest.mark.parametrize("charset", ["koi8-r", "windows-1251", "gb18030", "shift_jis", "iso-2022-jp", "big5"])
def test_encodings_are_there_although_no_file_can_be_opened(charset):
    mail = "Subject: s\nContent-Type: text/plain; charset={}\n\n{}".format(
        charset, "а" if charset in ("koi8-r", "windows-1251") else "中"
    ).encode(charset)
    assert read_apart("x.eml", mail).text[-1] in "а中"


@pytest.mark.parametrize("name", ["unnamed", "\udcff.txt", "x" * 5000 + ".html", "", "a\0b.eml"])
def test_any_name_can_be_handed_over(name):
    assert read_apart(name, b"<p>x</p>") == read_attachment(name, b"<p>x</p>")


def test_it_can_open_no_file_and_no_socket(monkeypatch):
    assert tried(monkeypatch, "1 + 1") == "2"
    assert tried(monkeypatch, "open('/etc/hostname')") == "OSError 24"
    assert tried(monkeypatch, "open('/dev/null', 'w')") == "OSError 24"
    assert tried(monkeypatch, "socket.socket()") == "OSError 24"
    assert tried(monkeypatch, "socket.socketpair()") == "OSError 24"
    assert tried(monkeypatch, "[os.close(0), os.open('/etc/hostname', 0)]") == "OSError 24"
    assert tried(monkeypatch, "os.pipe()") == "OSError 24"
    assert tried(monkeypatch, "os.dup(1)") == "OSError 22"
    assert tried(monkeypatch, "os.listdir('/')") == "OSError 24"
    assert tried(monkeypatch, "subprocess.run(['/bin/true'])") == "OSError 24"


def test_it_knows_no_secret_and_dies_with_its_parent(monkeypatch):
    monkeypatch.setenv("GOODOFFICES_KEY", "a secret")
    monkeypatch.setenv("PYTHONSTARTUP", "/tmp/x")
    assert "GOODOFFICES_KEY" not in tried(monkeypatch, "dict(os.environ)")
    assert "PYTHON" not in tried(monkeypatch, "dict(os.environ)")
    bound = "(lambda n: (ctypes.CDLL(None).prctl(2, ctypes.byref(n)), n.value))(ctypes.c_int())"
    assert tried(monkeypatch, bound) == "(0, 9)"


def test_its_time_memory_and_files_are_bounded(monkeypatch):
    bounds = tried(
        monkeypatch, "[resource.getrlimit(getattr(resource, 'RLIMIT_' + n))[0] for n in ('AS', 'FSIZE', 'NPROC', 'CORE', 'NOFILE')]"
    )
    assert bounds == f"[{attachment_child.MOST_MEMORY}, 0, 0, 0, 0]"
    assert tried(monkeypatch, "bytearray(2_000_000_000)") == "MemoryError "
    seconds = int(tried(monkeypatch, "resource.getrlimit(resource.RLIMIT_CPU)[0]"))
    assert attachment_child.MOST_CPU_SECONDS <= seconds <= attachment_child.MOST_CPU_SECONDS + 3


def test_what_computes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(attachment_child, "PROGRAM", BEGIN + "child.MOST_CPU_SECONDS = 0; child.confine(); [0 for _ in iter(int, 1)]")
    assert read_apart("x", b"") == UNREAD
    assert clean_apart("x", b"") is None


def test_what_waits_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(attachment_child, "MOST_SECONDS", 0.5)
    answering(monkeypatch, "time.sleep(600)")
    begun = time.monotonic()
    assert read_apart("x", b"") == UNREAD
    assert clean_apart("x", b"") is None
    assert time.monotonic() - begun < 60


def test_what_never_reads_its_question_is_ended(monkeypatch):
    monkeypatch.setattr(attachment_child, "MOST_SECONDS", 0.5)
    monkeypatch.setattr(attachment_child, "PROGRAM", "import time; time.sleep(600)")
    assert read_apart("x", b"x" * 1_000_000) == UNREAD


@pytest.mark.parametrize(
    "code",
    [
        "os._exit(1)",
        "os.kill(os.getpid(), 11)",
        "print('{')",
        "print('[]')",
        "print('null')",
        "print('[' * 100_000)",
        """print('{"kind": "exe", "text": "", "beside": [], "is_cut": false}')""",
        """print('{"kind": "text", "text": 5, "beside": [], "is_cut": false}')""",
        """print('{"kind": "text", "text": "", "beside": [["evil", ""]], "is_cut": false}')""",
        """print('{"kind": "text", "text": "", "beside": 5, "is_cut": false}')""",
        """print('{"kind": "text", "text": "", "beside": [], "is_cut": false}', flush=True); os._exit(3)""",
        "sys.stdout.write('x' * 50_000_000)",
        "os.close(1)",
    ],
)
def test_whatever_goes_wrong_the_file_is_unread_and_has_no_copy(monkeypatch, code):
    answering(monkeypatch, code)
    assert read_apart("x", b"") == UNREAD
    assert clean_apart("x", b"") is None


@pytest.mark.parametrize("copy", ['"?"', "5", "null", '"Zm9"', '"\\u00e9"'])
def test_a_copy_that_is_no_copy_is_none(monkeypatch, copy):
    answering(monkeypatch, f"print('{{\"copy\": {copy}}}'.replace('\\\\\\\\', '\\\\'))")
    assert clean_apart("x", b"") is None


def test_what_it_answers_is_made_fit_to_be_shown(monkeypatch):
    answering(
        monkeypatch,
        """print('{"kind": "text", "text": "a\\\\u202eb\\\\ud800", "beside": [["author", "x\\\\u001b\\\\n' + 'y' * 900 + '"]], "is_cut": 1}')""",
    )
    found = read_apart("x", b"")
    assert (found.text, found.is_cut) == ("ab", True)
    assert found.beside[0].words.startswith("x y")
    assert len(found.beside[0].words) == 200


def test_an_interpreter_that_does_not_start_leaves_the_file_unread(monkeypatch):
    monkeypatch.setattr(attachment_child.sys, "executable", "/nowhere/python")
    assert read_apart("x", b"") == UNREAD


def test_what_is_too_long_starts_no_process(monkeypatch):
    monkeypatch.setattr(attachment_child, "_answer_of", None)
    assert read_apart("x", b"x" * (MOST_BYTES + 1)) == read_attachment("x", b"x" * (MOST_BYTES + 1))
    assert clean_apart("x", b"x" * (MOST_BYTES + 1)) is None


def test_two_are_read_at_the_same_time_and_a_third_waits(monkeypatch):
    most, now, lock, gate = [0], [0], threading.Lock(), threading.Event()

    def counted(question):
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        if now[0] >= attachment_child.MOST_AT_ONCE:
            gate.set()
        gate.wait(30)
        time.sleep(0.05)
        with lock:
            now[0] -= 1
        return b""

    monkeypatch.setattr(attachment_child, "_answer_of", counted)
    running = [threading.Thread(target=read_apart, args=("x", b"")) for _ in range(6)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join(30)
    assert most == [attachment_child.MOST_AT_ONCE]


def test_one_that_waits_too_long_for_its_turn_is_said_to_have_had_none(monkeypatch):
    monkeypatch.setattr(attachment_child, "MOST_WAITING_SECONDS", 0.01)
    monkeypatch.setattr(attachment_child, "_turns", threading.BoundedSemaphore(1))
    with attachment_child._turns:
        with pytest.raises(NoTurn):
            read_apart("x", b"x")
        assert clean_apart("x", b"x") is None


def test_no_process_and_no_descriptor_is_left_behind(monkeypatch):
    def descriptors():
        return set(os.listdir("/proc/self/fd"))

    read_apart("x", b"x")
    before = descriptors()
    for _ in range(3):
        read_apart("x", b"x")
    answering(monkeypatch, "os._exit(1)")
    read_apart("x", b"x")
    assert descriptors() == before
