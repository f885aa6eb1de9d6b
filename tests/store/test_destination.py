"""What is written to the file that a user names."""

import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from drafter.model.problem import Refused
from drafter.store.destination import destination, write_whole
from drafter.store.repository import Repository
from drafter.store.syncing import export

NULL = Path(os.devnull).stat().st_rdev


def test_what_cannot_be_written_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    place = tmp_path / "draft.md"
    place.write_text("old")
    with pytest.raises(Refused, match="can't be written"):
        write_whole(tmp_path / "missing" / "draft.md", b"new")
    with pytest.raises(UnicodeEncodeError), destination(place) as beside, beside.open("w", encoding="utf-8") as stream:
        stream.write("half" * 100_000 + "\ud800")
    assert place.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["draft.md"]


def test_a_directory_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    with pytest.raises(Refused, match="can't be written: Is a directory"):
        write_whole(tmp_path / "there", b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["there"]


def test_a_file_that_is_replaced_keeps_its_mode_and_its_links(tmp_path: Path) -> None:
    place, link, far = tmp_path / "draft.md", tmp_path / "link.md", tmp_path / "far.md"
    place.write_text("old")
    place.chmod(0o600)
    link.symlink_to(place)
    far.symlink_to("link.md")
    write_whole(far, b"new")
    assert far.is_symlink()
    assert link.is_symlink()
    assert place.read_text() == "new"
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_a_link_to_a_file_that_is_not_there_yet_leads_to_it_afterwards(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    link = tmp_path / "link.md"
    link.symlink_to("out/draft.md")
    write_whole(link, b"new")
    assert link.is_symlink()
    assert (tmp_path / "out" / "draft.md").read_bytes() == b"new"


def test_the_longest_name_that_a_file_can_have_is_no_obstacle(tmp_path: Path) -> None:
    place = tmp_path / ("條" * 84 + ".md")
    write_whole(place, b"new")
    assert place.read_bytes() == b"new"


@pytest.fixture(params=["export", "bundle"])
def write(request: pytest.FixtureRequest, treaty: Repository) -> Callable[[Path], object]:
    """Every way in which the store and the commands write a file."""
    if request.param == "bundle":
        return lambda place: export(treaty, place)
    return lambda place: write_whole(place, b"# A treaty\n" * 20_000)


def test_a_device_is_written_to_and_stays_a_device(write: Callable[[Path], object], tmp_path: Path) -> None:
    device, link = tmp_path / "null", tmp_path / "link"
    try:
        os.mknod(device, stat.S_IFCHR | 0o666, NULL)
        device.write_bytes(b"")
    except OSError as error:
        pytest.skip(f"no device can be made here: {error}")
    link.symlink_to(device)
    for place in (device, link):
        write(place)
        assert stat.S_ISCHR(device.lstat().st_mode)
    assert link.is_symlink()
    assert sorted(each.name for each in tmp_path.iterdir() if each.name in ("null", "link")) == ["link", "null"]


def test_a_pipe_is_written_to_and_stays_a_pipe(write: Callable[[Path], object], tmp_path: Path) -> None:
    pipe, got = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    write(pipe)
    reader.join()
    assert pipe.is_fifo()
    assert got[0].startswith((b"# A treaty\n", b"# v2 git bundle\n", b"# v3 git bundle\n"))
    assert len(got[0]) > 1000


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux names descriptors like files")
@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_standard_output_by_its_name_goes_where_the_shell_says(tmp_path: Path, name: str) -> None:
    """A file behind it keeps what the shell has written there before."""
    program = f"import pathlib, drafter.store.destination as d; d.write_whole(pathlib.Path('{name}'), b'the text\\n')"
    log = tmp_path / "log"
    with log.open("wb") as stream:
        stream.write(b"before\n")
        stream.flush()
        subprocess.run([sys.executable, "-c", program], stdout=stream, check=True)
        stream.seek(0, os.SEEK_END)
        stream.write(b"after\n")
    assert log.read_bytes() == b"before\nthe text\nafter\n"
    piped = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, check=True)
    assert piped.stdout == b"the text\n"
    assert [each.name for each in tmp_path.iterdir()] == ["log"]


def test_links_that_lead_round_in_a_circle_are_told_and_stay(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.symlink_to(second)
    second.symlink_to(first)
    with pytest.raises(Refused, match=r"first: can't be written: .*symbolic links"):
        write_whole(first, b"the text\n")
    assert first.is_symlink()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["first", "second"]
