"""Runs the program as a user would: in this process, or where a process is the point in one of its own."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

ROOT = Path(__file__).parents[2]
TODAY = "2026-11-23"
#: Commands that read files and print: they leave nothing behind in the process that runs them.
PLAIN = {
    "agreement",
    "analyse",
    "brief",
    "check",
    "check-statement",
    "compare",
    "convert",
    "elicit",
    "enter",
    "new",
    "own-view",
    "reading",
    "readings",
    "record",
    "schema",
    "timeline",
    "verify",
}
#: With these a solver may be given up, which goes on in its thread; or the process has less memory.
OF_THE_PROCESS = {"--time-limit", "--memory-limit"}


@dataclass(frozen=True)
class Ran:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def goodoffices(*arguments: object, cwd: Path | None = None, typed: Iterable[str] = (), **environment: str) -> Ran:
    """Run ``goodoffices ARGUMENTS``: in this process where that makes no difference, which saves half a second of start.

    ``typed``: lines that are typed into it; then the input ends.
    """
    words = [str(one) for one in arguments]
    if words[:1] and words[0] in PLAIN and not OF_THE_PROCESS & set(words):
        return _in_this_process(words, cwd, environment, "".join(f"{line}\n" for line in typed))
    assert not typed
    return in_a_process(*words, cwd=cwd, **environment)


def in_a_process(*arguments: object, cwd: Path | None = None, **environment: str) -> Ran:
    """Run ``goodoffices ARGUMENTS`` as a process of its own."""
    command = [sys.executable, "-P", "-m", "goodoffices", *map(str, arguments)]
    variables = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment}
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=cwd or ROOT, env=variables, timeout=300)
    assert "Traceback" not in done.stderr, done.stderr
    return Ran(done.returncode, done.stdout, done.stderr)


def _in_this_process(words: list[str], cwd: Path | None, environment: dict[str, str], typed: str) -> Ran:
    """Run the program's entry with its own arguments, streams, folder and environment."""
    from goodoffices.cli.main import main

    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2)]
    with (
        mock.patch.object(sys, "argv", ["goodoffices", *words]),
        mock.patch.dict(os.environ, environment),
        mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8")),
        contextlib.chdir(cwd or ROOT),
        contextlib.redirect_stdout(streams[0]),
        contextlib.redirect_stderr(streams[1]),
    ):
        try:
            main()
            code = 0
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    out, err = (stream.buffer.getvalue().decode("utf-8") for stream in streams)
    return Ran(code, out, err)
