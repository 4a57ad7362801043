"""A real office in a process of its own, that can be killed, and somebody who speaks to it."""

from __future__ import annotations

import http.cookiejar
import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from tests.cli.program import ROOT

#: Root obeys the permissions of files like anybody else: CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH are given up.
OBEYING = (
    "import ctypes; c = ctypes.CDLL(None); h = (ctypes.c_uint32 * 2)(0x20080522, 0); d = (ctypes.c_uint32 * 6)(); c.capget(h, d);"
    "d[0] &= ~6; d[1] &= ~6; d[2] &= ~6; assert c.capset(h, d) == 0;"
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Office:
    """``goodoffices demo`` or ``serve`` on a folder."""

    def __init__(
        self,
        folder: Path,
        *,
        limit_file_size: int | None = None,
        obeying_permissions: bool = False,
        options: tuple[str, ...] = (),
        environment: dict | None = None,
    ) -> None:
        self.port, self.folder = free_port(), folder
        self.links_file = folder.parent / "links.json"
        code = (
            f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit_file_size}, {limit_file_size}));"
            if limit_file_size
            else ""
        )
        code += OBEYING if obeying_permissions else ""
        code += "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);" if limit_file_size else ""
        run = f"{code}import sys; from tests.office.running.demo_office import main; main()"
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-c", run, str(folder), str(self.port), str(self.links_file), *options],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
            env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "GOODOFFICES_KEY_FILE": str(folder.parent / "office.key"), **(environment or {})},
        )  # fmt: skip
        self.said: list[str] = []
        for line in self.process.stdout:
            self.said.append(line)
            if line.startswith("The office: "):
                break

    @property
    def base(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def links(self) -> dict[str, str]:
        return json.loads(self.links_file.read_text())

    def kill(self) -> None:
        """SIGKILL, to all of it."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)
        self.process.stdout.close()


class Visitor:
    """Somebody with cookies who fills in forms."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.jar = http.cookiejar.CookieJar(http.cookiejar.DefaultCookiePolicy(strict_domain=False))
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def get(self, path: str) -> tuple[int, str]:
        return self._open(urllib.request.Request(path if path.startswith("http") else self.base + path))

    def post(self, path: str, **fields: str) -> tuple[int, str]:
        token = next((c.value for c in self.jar if c.name == "form"), "")
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
        return self._open(urllib.request.Request(self.base + path, data))

    def _open(self, request: urllib.request.Request) -> tuple[int, str]:
        try:
            with self.opener.open(request, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as fault:
            return fault.code, fault.read().decode()

    def case(self) -> str:
        """The path of the one case."""
        return re.search(r"/cases/[0-9a-f-]{36}/", self.get("/")[1])[0]


@pytest.fixture(scope="module", name="office")
def running_office(tmp_path_factory):
    """An office of the module's own that runs while its tests do."""
    running = Office(tmp_path_factory.mktemp("running") / "data")
    assert running.process.poll() is None, running.said
    yield running
    running.stop()
