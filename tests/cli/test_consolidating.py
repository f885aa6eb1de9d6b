"""`consolidate` in every format: by the file's name, whole or not at all."""

from __future__ import annotations

import csv
import io
import os
import pty
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.cli.conftest import DRAFTER, Drafter

ROOT = Path(__file__).parents[2]
BEGINNINGS = {
    "md": b"# Digital Geneva Convention\n",
    "txt": b"# Digital Geneva Convention\n",
    "html": b"<!doctype html>",
    "docx": b"PK",
    "pdf": b"%PDF-",
    "akn": b"<?xml",
    "json": b"{",
}


@pytest.mark.parametrize("form", BEGINNINGS)
def test_a_file_is_written_in_the_format_that_its_name_says_and_again_the_same(
    form: str, built_demo: Path, tmp_path: Path, drafter: Drafter
) -> None:
    for name in ("one", "two"):
        said = drafter("-C", built_demo, "consolidate", "-o", tmp_path / f"{name}.{form}")
        assert (said.status, said.out, said.error) == (0, "", f"drafter: wrote {tmp_path / name}.{form}\n")
    one, two = (tmp_path / f"{name}.{form}").read_bytes(), (tmp_path / f"two.{form}").read_bytes()
    assert one == two
    assert one.startswith(BEGINNINGS[form])
    assert sorted(each.name for each in tmp_path.iterdir() if each.suffix == f".{form}") == [
        f"one.{form}",
        f"two.{form}",
    ]


@pytest.mark.parametrize("style", ["compilation", "comparison", "marshalled"])
def test_every_proposal_can_be_read_in_full_and_beside_the_text(style: str, built_demo: Path, drafter: Drafter) -> None:
    said = drafter("-C", built_demo, "consolidate", "--style", style)
    assert (said.status, said.error) == (0, "")
    assert "RUS-0F783T" in said.out


@pytest.mark.parametrize("form", ["md", "html", "docx", "pdf", "json", "txt"])
@pytest.mark.parametrize("style", ["bracketed", "redline", "comparison"])
def test_what_nobody_changes_can_be_left_out_in_every_format(
    form: str, style: str, built_demo: Path, tmp_path: Path, drafter: Drafter
) -> None:
    since = ["--since", "Rev.1"] if style == "redline" else []
    sizes = []
    for place, only in enumerate([[], ["--changes-only"]]):
        file = tmp_path / f"{place}.{form}"
        said = drafter("-C", built_demo, "consolidate", "--style", style, *since, *only, "-o", file)
        assert said.status == 0, said.error
        sizes.append(file.stat().st_size)
    assert sizes[1] < sizes[0]


def test_what_is_shown_whole_can_not_be_abridged(built_demo: Path, tmp_path: Path, drafter: Drafter) -> None:
    for asked in (["--style", "clean"], ["--style", "compilation"], ["-o", tmp_path / "draft.akn"]):
        said = drafter("-C", built_demo, "consolidate", "--changes-only", *asked)
        assert (said.status, said.out, said.error.count("\n")) == (2, "", 1)
        assert "whole" in said.error
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("form", ["md", "html", "docx", "pdf", "json", "txt"])
def test_an_extract_can_be_had_in_every_format(form: str, built_demo: Path, tmp_path: Path, drafter: Drafter) -> None:
    file = tmp_path / f"group-1.{form}"
    said = drafter("-C", built_demo, "consolidate", "--clause", "scope..critical-infrastructure", "-o", file)
    assert (said.status, said.out) == (0, "")
    assert file.read_bytes().startswith(BEGINNINGS[form])


def test_an_extract_is_no_treaty_to_be_signed_or_to_be_enacted(
    built_demo: Path, tmp_path: Path, drafter: Drafter
) -> None:
    for asked in (["--style", "clean", "--signatures"], ["-o", tmp_path / "draft.akn"]):
        said = drafter("-C", built_demo, "consolidate", "--clause", "scope", *asked)
        assert (said.status, said.out, said.error.count("\n")) == (2, "", 1)
        assert "leave out --clause" in said.error
    assert not list(tmp_path.iterdir())


def test_lists_are_about_the_clauses_from_one_to_another_with_those_proposed_between(
    built_demo: Path, drafter: Drafter
) -> None:
    listed = drafter("-C", built_demo, "amendments", "--clause", "assistance..technology-sector", "--format", "json")
    assert {clause for each in listed.data for clause in each["clauses"]} == {
        "assistance", "capacity-building", "technology-sector",
    }  # fmt: skip
    asked = ("positions", "--clause", "assistance..assistance", "--format", "json")
    assert "KEN-YZSTGW" in {each["target"] for each in drafter("-C", built_demo, *asked).data}


def test_an_abridged_proposal_in_word_is_printed_and_takes_nothing_out_when_it_comes_back(
    demo: Path, tmp_path: Path, drafter: Drafter
) -> None:
    file = tmp_path / "norway.docx"
    only = ["--style", "redline", "--with", "NOR-NTA3CC", "--changes-only"]
    assert drafter("-C", demo, "consolidate", *only, "-o", file).status == 0
    back = drafter("-C", demo, "import", file, "--as", "amendment", "-m", "As it stands.")
    assert back.status != 0
    assert drafter("-C", demo, "log", "-n", "1", "--format", "json").data[0]["action"] != "table"


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_a_binary_format_is_not_printed(form: str, built_demo: Path, drafter: Drafter) -> None:
    said = drafter("-C", built_demo, "consolidate", "-f", form)
    assert (said.status, said.out) == (2, "")
    assert f"-o draft.{form}" in said.error


def test_a_name_that_says_no_format_is_refused(built_demo: Path, tmp_path: Path, drafter: Drafter) -> None:
    said = drafter("-C", built_demo, "consolidate", "-o", tmp_path / "draft.odt")
    assert said.status == 2
    assert "-f md" in said.error
    assert not list(tmp_path.glob("draft*"))


@pytest.mark.parametrize(("form", "package"), [("docx", "lxml"), ("pdf", "typst")])
def test_what_a_format_lacks_is_named_itself_and_the_python_that_lacks_it(
    form: str, package: str, built_demo: Path, tmp_path: Path
) -> None:
    without = f"import sys; sys.modules[{package!r}] = None; from drafter.main import main; sys.exit(main())"
    command = [sys.executable, "-c", without, "-C", str(built_demo), "consolidate", "-o", str(tmp_path / f"a.{form}")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert shlex.join([sys.executable, "-m", "pip", "install", *extras[form]]) in done.stderr
    assert not list(tmp_path.iterdir())


def test_progress_is_shown_on_a_terminal_and_goes_away(built_demo: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [DRAFTER, "-C", str(built_demo), "consolidate", "-o", str(tmp_path / "draft.html")],
        stderr=theirs,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "TERM": "xterm"},
        check=True,
    )
    os.close(theirs)
    told = os.read(ours, 65536).decode()
    os.close(ours)
    assert done.returncode == 0
    assert "drafter: reading Rev.1 ..." in told
    assert told.split("\x1b[K")[-1].strip() == f"drafter: wrote {tmp_path / 'draft.html'}"


def test_amendments_open_in_a_spreadsheet(built_demo: Path, drafter: Drafter) -> None:
    said = drafter("-C", built_demo, "amendments", "--format", "csv")
    header, *rows = csv.reader(io.StringIO(said.out))
    listed = drafter("-C", built_demo, "amendments", "--format", "json").data
    assert header == list(listed[0])
    assert [row[0] for row in rows] == [each["id"] for each in listed]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_only_a_clean_text_is_signed(built_demo: Path, drafter: Drafter) -> None:
    said = drafter("-C", built_demo, "consolidate", "--signatures")
    assert (said.status, said.error) == (2, "drafter: only a clean text is signed; add --style clean\n")
    for form in ("md", "html", "akn", "json"):
        asked = ("consolidate", "--style", "clean", "-f", form)
        assert "For France:" not in drafter("-C", built_demo, *asked).out
        out = drafter("-C", built_demo, *asked, "--signatures").out
        assert "For France:" in out if form != "json" else '"name": "France"' in out
