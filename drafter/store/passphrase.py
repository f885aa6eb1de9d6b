"""Passphrases: ssh asks the program for them, never the terminal, which may be the interface's.

ssh and ssh-keygen run without a terminal and with a helper of ours (SSH_ASKPASS) that passes the question to the
program over a socket in a directory that only the user can open. A passphrase is kept in memory until the program ends.
"""

from __future__ import annotations

import os
import shlex
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

Ask = Callable[[str], str | None]
"""Gets a question, gives the answer, or None when the user gives none."""
Tell = Callable[[str], None]
"""Gets a notice: `Confirm user presence for key ...` asks to touch a hardware key."""

_SOCKET = "DRAFTER_ASKING"
_MOST = 4096
_QUESTION, _NOTICE = "?", "!"
_asks: list[tuple[Ask, Tell]] = []
_known: dict[tuple[str, str], str] = {}


def answer_with(ask: Ask | None, tell: Tell = lambda _: None) -> None:
    """Say who answers from now on, and who passes on notices; None: nobody, and what needs a passphrase fails."""
    _asks[:] = [] if ask is None else [(ask, tell)]


@contextmanager
def answered_with(ask: Ask) -> Iterator[None]:
    """Let somebody else answer as long as the block runs, and forget the answers."""
    before = list(_asks)
    answer_with(ask)
    try:
        yield
    finally:
        _asks[:] = before
        forget()


def forget() -> None:
    """Forget the passphrases that were given."""
    _known.clear()


@contextmanager
def environment(about: str = "") -> Iterator[dict[str, str]]:
    """Give the environment in which ssh and ssh-keygen ask the program, as long as the block runs.

    `about`: the key that is used, where ssh-keygen does not say it itself.
    """
    if not _asks:
        yield {"SSH_ASKPASS": os.devnull, "SSH_ASKPASS_REQUIRE": "never"}
        return
    with tempfile.TemporaryDirectory(prefix="drafter-") as directory:
        place, helper = Path(directory) / "socket", Path(directory) / "ask"
        # GitPython runs git in the locale C, in which Python starts from no directory whose name isn't ASCII.
        python = f"env LC_ALL=C.UTF-8 {shlex.quote(sys.executable)}"
        command = f'exec {python} -P -m drafter.store.passphrase "$@"'
        helper.write_text(f"#!/bin/sh\n{command}\n", encoding="utf-8")
        helper.chmod(0o700)
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(place))
            server.listen()
            thread = threading.Thread(target=_serve, args=(server, about, *_asks[0]), daemon=True)
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


def _serve(server: socket.socket, about: str, ask: Ask, tell: Tell) -> None:
    asked: set[str] = set()
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        with connection, suppress(OSError):
            kind, question = _received(connection)
            if about and about not in question:
                question = f"{question.strip().rstrip(':')} ({about}): "
            if kind == _NOTICE:
                tell(question)
                continue
            # Asked again: what was known was wrong.
            answer = None if question in asked else _known.get((about, question))
            answer = ask(question) if answer is None else answer
            asked.add(question)
            _known.pop((about, question), None)
            if answer is not None:
                _known[about, question] = answer
                connection.sendall(b"+" + answer.encode())


def _received(connection: socket.socket) -> tuple[str, str]:
    parts: list[bytes] = []
    while part := connection.recv(_MOST):
        parts.append(part)
    said = b"".join(parts).decode("utf-8", "replace")
    return said[:1], said[1:]


def main(question: str) -> int:
    """Be the helper: pass ssh's question on, and print the answer."""
    # ssh shows a notice with a helper that it ends itself; an answer to it is not read.
    kind = _NOTICE if os.environ.get("SSH_ASKPASS_PROMPT") == "none" else _QUESTION
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(os.environ[_SOCKET])
        connection.sendall(f"{kind}{question}".encode()[:_MOST])
        connection.shutdown(socket.SHUT_WR)
        answer = connection.recv(_MOST)
    if not answer.startswith(b"+"):
        return 1
    sys.stdout.write(answer[1:].decode() + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(" ".join(sys.argv[1:])))
