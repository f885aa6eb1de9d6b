"""A real terminal for tests: a private tmux server whose screen is read as a person reads it."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

PATIENCE = 90.0
"""Seconds after which something that is waited for never comes: a machine that tests is often a slow one."""


class Terminal:
    """One program in one tmux pane. Waits for what is waited for, never for a time."""

    def __init__(self, home: Path, columns: int = 80, rows: int = 24) -> None:
        self.home = home
        # Not below `home`: the path of a socket may have 107 bytes at most.
        self._directory = Path(tempfile.mkdtemp(prefix="drafter-"))
        self._socket = self._directory / "tmux"
        self._columns, self._rows = columns, rows
        self._environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "SHELL": "/bin/sh",
        }

    def start(self, *command: str, cwd: Path, environment: Mapping[str, str] | None = None) -> None:
        """Start `command` in a pane of its own. The pane stays after its end, so that the last screen can be read."""
        variables = {**self._environment, "TERM": "tmux-256color", **(environment or {})}
        assignments = " ".join(f"{key}={shlex.quote(value)}" for key, value in variables.items())
        # tmux 3.3 loses the status of a program that closes its terminal before it ends: the shell writes it down.
        self._status = self._directory / "status"
        noted = f"echo $? >{self._status}.new; mv {self._status}.new {self._status}"
        script = f"trap : INT; env -i {assignments} {shlex.join(command)}; {noted}"
        self._tmux(
            *("new-session", "-d", "-s", "t", "-x", str(self._columns), "-y", str(self._rows), "-c", str(cwd)),
            script,
            configuration=(
                "set-option -g status off",
                "set-option -g remain-on-exit on",
                "set-option -s escape-time 0",
            ),
        )

    def keys(self, *keys: str) -> None:
        """Press keys by tmux's names (`Enter`, `C-s`, `Escape`, `a`)."""
        self._tmux("send-keys", "-t", "t", *keys)

    def type(self, text: str) -> None:
        """Type text, character by character, as it is."""
        self._tmux("send-keys", "-t", "t", "-l", text)

    def click(self, column: int, row: int) -> None:
        """Click with the left button; both counted from 1, as terminals do."""
        self.type(f"\x1b[<0;{column};{row}M")
        self.type(f"\x1b[<0;{column};{row}m")

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window."""
        self._tmux("resize-window", "-t", "t", "-x", str(columns), "-y", str(rows))

    def screen(self) -> str:
        """Give the screen as text."""
        return self._tmux("capture-pane", "-p", "-t", "t")

    def raw_screen(self) -> str:
        """Give the screen with its escape sequences."""
        return self._tmux("capture-pane", "-e", "-p", "-t", "t")

    def wait_for(self, *texts: str, seconds: float = PATIENCE) -> str:
        """Wait until the screen shows all the texts; give the screen. AssertionError with the screen otherwise."""
        return self.wait_until(lambda screen: all(text in screen for text in texts), f"{texts}", seconds)

    def wait_until_gone(self, text: str, seconds: float = PATIENCE) -> str:
        """Wait until the screen doesn't show the text any more."""
        return self.wait_until(lambda screen: text not in screen, f"no {text!r}", seconds)

    def wait_until(self, seen: Callable[[str], bool], what: str, seconds: float = PATIENCE) -> str:
        """Wait until `seen` holds of the screen."""
        deadline = time.monotonic() + seconds
        while True:
            screen = self.screen()
            if seen(screen):
                return screen
            if time.monotonic() > deadline:
                raise AssertionError(f"waited {seconds} s for {what}; the screen is\n{screen}")
            time.sleep(0.02)

    def wait_for_exit(self, seconds: float = PATIENCE) -> int:
        """Wait until the program has ended; give its exit status."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self._status.exists():
                return int(self._status.read_text())
            time.sleep(0.02)
        raise AssertionError(f"the program is still running; the screen is\n{self.screen()}")

    def kill_program(self, signal: str = "KILL") -> None:
        """Send a signal to the program, as a closed terminal or a crash does."""
        shell = self._tmux("display-message", "-p", "-t", "t", "#{pane_pid}").strip()
        subprocess.run(["pkill", f"-{signal}", "-P", shell], check=True)

    def close(self) -> None:
        """End the tmux server with all that runs in it."""
        subprocess.run(["tmux", "-S", str(self._socket), "kill-server"], check=False, capture_output=True)
        shutil.rmtree(self._directory, ignore_errors=True)

    def _tmux(self, *arguments: str, configuration: tuple[str, ...] = ()) -> str:
        command = ["tmux", "-f", "/dev/null", "-S", str(self._socket)]
        for line in configuration:
            command += [*shlex.split(line), ";"]
        if configuration:
            command += ["start-server", ";"]
        done = subprocess.run(
            [*command, *arguments], check=False, capture_output=True, text=True, env=self._environment
        )
        if done.returncode:
            raise AssertionError(f"tmux {arguments[0]}: {done.stderr}")
        return done.stdout
