"""Other programs read the same in our Word files as we do. Skipped where they are not installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from drafter.export.docx import tracked
from drafter.intake.docx import amendments
from drafter.intake.docx.lines import nobody
from drafter.model.negotiation import Negotiation
from tests.draft.building import NOR, RUS, WSM, Talks, article, worked_example
from tests.export.test_docx_printed import as_redline, read_back
from tests.export.word import accepted, everybody, rejected

NAMES = ["FRA-000001", "DEU-000001", "EST-000001"]

soffice = shutil.which("soffice")
pandoc = shutil.which("pandoc")


def talks() -> Negotiation:
    made = Talks(
        article(
            "scope",
            "1. *Each* State shall report, as {end:1} says.\n\n(a) annually;\n\n(b) in full.\n",
            heading="Scope",
        ),
        article("systems", "| a | b |\n|---|---|\n| c | d |\n", order="150", number="2", heading="Systems"),
        article(
            "end", "1. Last.\n\n2. Words from right to left: تتعهد الدول.\n", order="200", number="3", heading="End"
        ),
    )
    scope = made.clauses["scope"].body
    # The last paragraph goes on, and another one follows: one insertion to LibreOffice, unless it is written as typed.
    shorter = scope.replace("(a) annually;\n\n", "").replace("Each", "Every")
    made.amend(NAMES[0], {"scope": shorter.replace("full.", "full; and\n\n(c) without delay.")}, rationale="Simpler.")
    made.amend(NAMES[1], {"systems": "| a | b |\n|---|---|\n| c | d |\n| e | f |\n"}, rationale="More.")
    made.amend(NAMES[2], {"end": "1. Last of all.\n\n2. Words from right to left: تتعهد كل الدول.\n\n3. New.\n"})
    return made.at()


def converted(file: Path, form: str, home: Path) -> Path:
    out = file.parent / form
    out.mkdir(exist_ok=True)
    command = [str(soffice), "--headless", f"-env:UserInstallation={home.as_uri()}", "--convert-to", form]
    subprocess.run([*command, "--outdir", str(out), str(file)], check=True, capture_output=True, timeout=120)
    return out / file.with_suffix(f".{form}").name


@pytest.mark.skipif(soffice is None, reason="LibreOffice is not installed")
def test_libreoffice_keeps_every_change_under_its_author(tmp_path: Path) -> None:
    negotiation = talks()
    file = tmp_path / "file.docx"
    file.write_bytes(tracked(negotiation, NAMES))
    home = tmp_path / "home"
    again = converted(file, "docx", home)
    through = converted(converted(file, "odt", home), "docx", home)
    for saved in (again.read_bytes(), through.read_bytes()):
        for got, want in (rejected(negotiation, NAMES, saved), accepted(negotiation, NAMES, saved)):
            assert got == want
        read = amendments(saved, negotiation)
        assert (read.amendments, read.problems) == ((), ())
        assert read.commit == negotiation.treaty.commit


@pytest.mark.skipif(pandoc is None, reason="pandoc is not installed")
@pytest.mark.parametrize("which", ["accept", "reject"])
def test_pandoc_reads_the_same_words(tmp_path: Path, which: str) -> None:
    for negotiation, names in ((talks(), NAMES), (worked_example().at(), [NOR, RUS, WSM])):
        file = tmp_path / "file.docx"
        file.write_bytes(tracked(negotiation, names))
        command = [str(pandoc), "-f", "docx", f"--track-changes={which}", "-t", "plain", "--wrap=none", str(file)]
        said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
        _, want = (accepted if which == "accept" else rejected)(negotiation, names)
        plain = " ".join(said.replace("_", "").split())
        for lines in want.values():
            for line in lines:
                for cell in line.text.replace("\U000f0000", "article 3, paragraph 1").split("|"):
                    assert " ".join(cell.replace("---", "").split()) in plain


OLD = "1. *Each* State shall report annually. It shall do so in full.\n\n| a | b |\n|---|---|\n| c | d |\n| e | f |\n"
NEW = (
    "1. Each State shall report *monthly*.\n\nIt shall do so in full, as {end:1} says.\n\n"
    "| a | b |\n|---|---|\n| e | f \\| g |\n| h | |\n"
)


def test_a_redline_says_both_texts_to_other_programs(tmp_path: Path) -> None:
    before, after, made = as_redline(OLD, NEW)
    file = tmp_path / "redline.docx"
    file.write_bytes(made)
    if soffice is not None:
        saved = converted(file, "docx", tmp_path / "home").read_bytes()
        for negotiation, accepts in ((after, everybody), (before, nobody)):
            got, want = read_back(negotiation, saved, accepts)
            assert got == want
    if pandoc is None:
        pytest.skip("pandoc is not installed")
    for which, there, gone in (
        ("accept", ["report monthly.", "as article 2, paragraph 1 says", "f | g"], ["annually", "c"]),
        ("reject", ["report annually. It shall do so in full."], ["monthly", "says", "g"]),
    ):
        command = [str(pandoc), "-f", "docx", f"--track-changes={which}", "-t", "plain", "--wrap=none", str(file)]
        said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
        told = " ".join(said[said.index("Article 1.") : said.index("Changes since")].replace("_", "").split())
        assert [words for words in there if words not in told] == []
        assert [word for word in gone if word in told.split()] == []
