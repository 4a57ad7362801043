"""A mail server that takes what it is sent, for tests."""

from __future__ import annotations

import socketserver
import threading
from contextlib import contextmanager


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self._say("220 here")
        to = ""
        while line := self.rfile.readline().decode().strip():
            word = line.split()[0].upper()
            if word in ("EHLO", "HELO"):
                self.server.greeted.append(line)
            if word == "RCPT":
                to = line.split("<")[1].split(">")[0]
                if to.startswith("nobody"):
                    self._say("550 no such mailbox")
                    continue
            if word == "DATA":
                self._say("354 go on")
                self.server.mails.append((to, self._mail()))
            self._say("221 bye" if word == "QUIT" else "250 ok")
            if word == "QUIT":
                return

    def _mail(self) -> str:
        lines = []
        while (line := self.rfile.readline().decode()).strip() != ".":
            lines.append(line)
        return "".join(lines)

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def made_mail_server():
    """A server on a port of this machine: ``mails`` holds to whom which mail went, ``greeted`` what it was greeted with."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Talk) as server:
        server.mails, server.greeted = [], []
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
