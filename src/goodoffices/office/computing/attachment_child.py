"""Reads a dropped file in a process of its own, made for this file and ended with it.

Whoever takes over a parser by a file finds there: no key and no secret in its environment, no file
and no socket that could be opened (there is no descriptor left for one), no other process, little
time and little memory, and nothing of another file. What it answers is checked as a file is.
"""

from __future__ import annotations

import base64
import json
import os
import resource
import struct
import subprocess
import sys
import threading
from pathlib import Path

import goodoffices
from goodoffices.formats.attachments.attachment import (
    MOST_BESIDE,
    MOST_BYTES,
    MOST_TEXT,
    Attachment,
    AttachmentKind,
    Beside,
    BesideKind,
    running,
    short,
    unread,
)
from goodoffices.formats.attachments.reading import clean_copy, make_ready, read_attachment
from goodoffices.office.computing.child import die_with_parent, limit

MOST_CPU_SECONDS, MOST_SECONDS = 10, 20
MOST_MEMORY = 1_000_000_000
#: So many of them at the same time, and so long one waits for its turn.
MOST_AT_ONCE, MOST_WAITING_SECONDS = 2, 60
#: Longest name of a file that is handed over, and longest answer that is taken.
MOST_NAME, MOST_ANSWER = 1_000, 4 * MOST_BYTES

#: What Python itself may need to start.
_KEPT_VARIABLES = ("LD_LIBRARY_PATH",)
#: The folder that the program stands in goes before others, as it may not be installed at all.
PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]);"
    "from goodoffices.office.computing.attachment_child import answer_one; answer_one()"
)
_turns = threading.BoundedSemaphore(MOST_AT_ONCE)


class NoTurn(Exception):
    """Other files were read for too long: this one was not looked at."""


def read_apart(name: str, data: bytes) -> Attachment:
    """Read a file in a process of its own. Whatever goes wrong, it is said to be unread.

    Raises `NoTurn` where it was not even begun.
    """
    if len(data) > MOST_BYTES:
        return read_attachment(name, data)
    answer = _asked("read", name, data)
    try:
        return _attachment(answer)
    except (KeyError, TypeError, ValueError):
        return unread(AttachmentKind.OTHER)


def clean_apart(name: str, data: bytes) -> bytes | None:
    """Make the clean copy of a file in a process of its own. Whatever goes wrong, there is none."""
    if len(data) > MOST_BYTES:
        return None
    try:
        answer = _asked("clean", name, data)
    except NoTurn:
        return None
    copy = answer.get("copy") if isinstance(answer, dict) else None
    try:
        made = base64.b64decode(copy, validate=True) if isinstance(copy, str) else None
    except ValueError:
        return None
    return made if made is None or len(made) <= MOST_BYTES else None


def answer_one() -> None:
    """Answer what is asked on the standard input, on the standard output. This is the process."""
    make_ready()
    confine()
    work, name, data = _question(sys.stdin.buffer.read())
    if work == "read":
        found = read_attachment(name, data)
        beside = [[one.what.value, one.words] for one in found.beside]
        answer: dict[str, object] = {
            "kind": found.kind.value,
            "text": found.text,
            "beside": beside,
            "is_cut": found.is_cut,
        }
    else:
        made = clean_copy(name, data)
        answer = {"copy": None if made is None else base64.b64encode(made).decode("ascii")}
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))
    sys.stdout.buffer.flush()
    # Nothing that a file left behind is run at an orderly end.
    os._exit(0)


def confine() -> None:
    """Take from this process what it does not need, for good."""
    die_with_parent()
    limit(MOST_CPU_SECONDS, MOST_MEMORY)
    for bound in (resource.RLIMIT_FSIZE, resource.RLIMIT_NPROC, resource.RLIMIT_CORE):
        resource.setrlimit(bound, (0, 0))
    os.closerange(3, 10_000)
    # What is open is used as before; nothing can be opened any more, be it file or socket, not even
    # in the place of one of the three that are.
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _asked(work: str, name: str, data: bytes) -> object:
    """Ask a process of its own; give what it answers, or None."""
    if not _turns.acquire(timeout=MOST_WAITING_SECONDS):
        raise NoTurn
    try:
        answer = _answer_of(_packed(work, name, data))
        return json.loads(answer)
    except (OSError, ValueError, RecursionError):
        return None
    finally:
        _turns.release()


def _answer_of(question: bytes) -> bytes:
    """Start a process, hand it the question, and give its answer; empty where it failed."""
    folder = str(Path(goodoffices.__file__).resolve().parent.parent)
    kept = {key: os.environ[key] for key in _KEPT_VARIABLES if key in os.environ}
    process = subprocess.Popen(  # noqa: S603 (this program)
        [sys.executable, "-I", "-B", "-c", PROGRAM, folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=kept,
        cwd="/",
    )
    assert process.stdin is not None
    assert process.stdout is not None
    ending = threading.Timer(MOST_SECONDS, process.kill)
    ending.start()
    try:
        # It reads all before it answers, so that neither waits for the other.
        with process.stdout, process.stdin as asked:
            try:
                asked.write(question)
                asked.close()
            except BrokenPipeError:
                return b""
            answer = process.stdout.read(MOST_ANSWER + 1)
        is_whole = len(answer) <= MOST_ANSWER and process.wait(MOST_SECONDS) == 0
        return answer if is_whole else b""
    except subprocess.TimeoutExpired:
        return b""
    finally:
        ending.cancel()
        process.kill()
        process.wait()


def _packed(work: str, name: str, data: bytes) -> bytes:
    head = json.dumps([work, name[-MOST_NAME:]]).encode("ascii")
    return struct.pack(">I", len(head)) + head + data


def _question(packed: bytes) -> tuple[str, str, bytes]:
    (size,) = struct.unpack_from(">I", packed)
    work, name = json.loads(packed[4 : 4 + size])
    return work, name, packed[4 + size :]


def _attachment(answer: object) -> Attachment:
    """Build what was read from an answer that is not trusted. Raises where it is not one."""
    if not isinstance(answer, dict) or not isinstance(answer["text"], str):
        raise TypeError
    beside = tuple(Beside(BesideKind(what), short(str(words))) for what, words in answer["beside"])
    return Attachment(
        kind=AttachmentKind(answer["kind"]),
        text=running(answer["text"][:MOST_TEXT]),
        beside=beside[: MOST_BESIDE + 1],
        is_cut=bool(answer["is_cut"]),
    )
