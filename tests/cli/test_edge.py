"""The program's edge: what is imported, what a pipe and a terminal get, and how it ends."""

from __future__ import annotations

import os
import pty
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from drafter.cli.app import COMMANDS
from tests.cli.conftest import DRAFTER, Drafter, process

OUTSIDE = ("git", "textual", "rich", "markdown_it", "nacl", "yaml", "regex", "diff_match_patch")
ROOMS = ("tui", "demo", "check", "intake", "export", "draft", "store")
HEAVY = (*OUTSIDE, *(f"drafter.{room}" for room in ROOMS))


def imported(arguments: list[str], cwd: Path) -> set[str]:
    """Run the program in a fresh process; give the modules that it imported."""
    script = (
        "import sys\n"
        "from drafter.cli.app import run\n"
        f"status = run(lambda directory: 0, {arguments!r})\n"
        "print('\\n' + ' '.join(sys.modules), file=sys.stderr)\n"
        "sys.exit(status)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=cwd, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.rpartition("\n")[0].rpartition("\n")[2].split())


@pytest.mark.parametrize("arguments", [["--version"], ["--help"]])
def test_help_and_version_import_no_other_room(arguments: list[str], tmp_path: Path) -> None:
    assert not imported(arguments, tmp_path) & set(HEAVY)


@pytest.mark.parametrize(
    ("arguments", "unneeded"),
    [
        (["position", "scope", "support", "--as", "FRA"], ["drafter.draft", "drafter.export", "drafter.check"]),
        (["check"], ["drafter.draft", "drafter.export", "drafter.intake", "markdown_it"]),
        (["list"], ["drafter.check", "drafter.intake"]),
        (["consolidate"], ["drafter.check", "drafter.intake"]),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else None,
)
def test_a_command_imports_only_what_it_uses(arguments: list[str], unneeded: list[str], place: Path) -> None:
    found = imported(arguments, place)
    assert not found & {"textual", "rich", "drafter.tui", "drafter.demo", *unneeded}


def test_what_verifies_is_not_loaded_where_all_was_verified(place: Path) -> None:
    imported(["verify"], place)
    assert not {each for each in imported(["list"], place) if each.startswith("drafter.store.verifying")}


def test_the_commands_are_those_that_can_be_imported(drafter: Drafter) -> None:
    for name in COMMANDS:
        assert drafter(name, "--help").status == 0


def test_a_reader_that_has_read_enough_is_no_error(built_demo: Path) -> None:
    for command in ("log", "positions", "consolidate"):
        script = f"{shlex.quote(DRAFTER)} -C {built_demo} {command} | head -1"
        done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True)
        assert done.stderr == ""
        assert done.stdout.count("\n") == 1


@pytest.mark.parametrize("command", ["list", "log", "show critical-infrastructure", "diff --from Rev.1", "consolidate"])
def test_a_closed_pipe_is_told_from_an_answer_that_is_no(command: str, built_demo: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [DRAFTER, "-C", str(built_demo), *command.split()], stdout=write, stderr=subprocess.PIPE, check=False
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (128 + signal.SIGPIPE, b"")


def test_an_interruption_is_one_line(built_demo: Path, tmp_path: Path) -> None:
    with subprocess.Popen(
        [DRAFTER, "demo", str(tmp_path / "demo")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        # Whoever runs the tests in the background has it ignored, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        until = time.monotonic() + 60
        while not list(tmp_path.glob(".demo-*/demo/.git/refs/heads/amendments/*")):
            assert time.monotonic() < until
            assert process.poll() is None
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        out, error = process.communicate(timeout=60)
    assert process.returncode == 130
    assert error.decode().split("\n") == ["", "drafter: interrupted; nothing more was recorded", ""]
    assert out == b""
    assert list(tmp_path.iterdir()) == []


def test_without_a_command_a_terminal_gets_the_interface(place: Path) -> None:
    script = (
        "import sys\n"
        "from drafter.cli.app import run\n"
        "def open_interface(directory):\n"
        "    print('opened', directory)\n"
        "    return 7\n"
        f"sys.exit(run(open_interface, ['-C', {str(place)!r}]))\n"
    )
    assert in_terminal([sys.executable, "-c", script]) == (7, f"opened {place}")


def test_a_terminal_gets_colour_and_a_pipe_gets_marks(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("States shall refrain.\n")
    (tmp_path / "b.md").write_text("States may refrain.\n")
    command = [DRAFTER, "diff", "--no-index", str(tmp_path / "a.md"), str(tmp_path / "b.md")]
    _, coloured = in_terminal(command)
    assert "\x1b[31;9mshall\x1b[0m" in coloured
    assert "\x1b[32;4mmay\x1b[0m" in coloured
    assert "[-" not in coloured.replace("\x1b[", "")
    _, plain = in_terminal(command, NO_COLOR="1")
    assert "States [-shall-]{+may+} refrain." in plain
    assert "\x1b" not in plain
    assert "[-shall-]{+may+}" in process(*command[1:], cwd=tmp_path).out


def test_a_terminal_shows_the_text_as_it_is_read_and_a_pipe_gets_markdown(place: Path) -> None:
    command = [DRAFTER, "-C", str(place), "consolidate"]
    status, shown = in_terminal(command)
    assert (status, "1. States shall refrain from" in shown) == (0, True)
    assert "1\\. States shall refrain from" in process("consolidate", cwd=place).out


def in_terminal(command: list[str], **environment: str) -> tuple[int, str]:
    """Run a command in a pseudo-terminal; give its exit status and what it printed, without outer white space."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.execve(command[0], command, {"PATH": os.environ["PATH"], "HOME": "/", "TERM": "xterm", **environment})
    found = b""
    while True:
        try:
            read = os.read(terminal, 65536)
        except OSError:
            break
        if not read:
            break
        found += read
    _, status = os.waitpid(pid, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(status), found.decode().replace("\r\n", "\n").strip()
