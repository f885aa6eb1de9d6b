"""Passphrases: ssh asks the program for them, never the terminal, which may be the interface's.

ssh and ssh-keygen run without a terminal and with a helper of ours (SSH_ASKPASS) that passes the question to the
program over a socket in a directory that only the user can open. A passphrase is kept in memory until the program ends.
"""

from __future__ import annotations

import os
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

Ask = Callable[[str], str | None]
"""Gets ssh's question, gives the answer, or None when the user gives none."""

_SOCKET = "DRAFTER_ASKING"
_MOST = 4096
_asks: list[Ask] = []
_known: dict[str, str] = {}


def answer_with(ask: Ask | None) -> None:
    """Say who answers from now on; None: nobody, and whatever needs a passphrase fails."""
    _asks[:] = [] if ask is None else [ask]


def current() -> Ask | None:
    """Give who answers now."""
    return _asks[0] if _asks else None


def forget() -> None:
    """Forget the passphrases that were given."""
    _known.clear()


@contextmanager
def environment() -> Iterator[dict[str, str]]:
    """Give the environment in which ssh and ssh-keygen ask the program, as long as the block runs."""
    if not _asks:
        yield {"SSH_ASKPASS": os.devnull, "SSH_ASKPASS_REQUIRE": "never"}
        return
    with tempfile.TemporaryDirectory(prefix="drafter-") as directory:
        place, helper = Path(directory) / "socket", Path(directory) / "ask"
        command = f'exec "{sys.executable}" -P -m drafter.store.asking "$@"'
        helper.write_text(f"#!/bin/sh\n{command}\n", encoding="utf-8")
        helper.chmod(0o700)
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(place))
            server.listen()
            thread = threading.Thread(target=_serve, args=(server, _asks[0]), daemon=True)
            thread.start()
            try:
                yield {
                    "SSH_ASKPASS": str(helper),
                    "SSH_ASKPASS_REQUIRE": "force",
                    "DISPLAY": os.environ.get("DISPLAY", ":"),
                    _SOCKET: str(place),
                }
            finally:
                with suppress(OSError):
                    server.shutdown(socket.SHUT_RDWR)
                thread.join()


def _serve(server: socket.socket, ask: Ask) -> None:
    asked: set[str] = set()
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        with connection, suppress(OSError):
            question = connection.recv(_MOST).decode("utf-8", "replace")
            # Asked again: what was known was wrong.
            answer = None if question in asked else _known.get(question)
            answer = ask(question) if answer is None else answer
            asked.add(question)
            _known.pop(question, None)
            if answer is not None:
                _known[question] = answer
                connection.sendall(b"+" + answer.encode())


def main(question: str) -> int:
    """Be the helper: pass ssh's question on, and print the answer."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(os.environ[_SOCKET])
        connection.sendall(question.encode()[:_MOST])
        connection.shutdown(socket.SHUT_WR)
        answer = connection.recv(_MOST)
    if not answer.startswith(b"+"):
        return 1
    sys.stdout.write(answer[1:].decode() + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(" ".join(sys.argv[1:])))
