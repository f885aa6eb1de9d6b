"""The page on paper, as a browser prints it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from drafter.draft.dossier import dossier
from drafter.export.html import page
from drafter.model.terms import ClauseStatus
from tests.draft.building import Talks, article
from tests.export.test_accessible import CHROMIUM

pytestmark = pytest.mark.skipif(
    not CHROMIUM or shutil.which("pdftotext") is None, reason="needs chromium and pdftotext (poppler-utils)"
)


def on_paper(source: str, directory: Path) -> list[list[str]]:
    """The lines of each sheet, without what the browser prints round it."""
    (directory / "page.html").write_text(source, "utf-8")
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={directory / 'profile'}"]
    asked = ["--no-pdf-header-footer", f"--print-to-pdf={directory / 'page.pdf'}", f"file://{directory / 'page.html'}"]
    subprocess.run([*command, *asked], capture_output=True, timeout=120, check=True)
    read = ["pdftotext", "-layout", str(directory / "page.pdf"), "-"]
    told = subprocess.run(read, capture_output=True, text=True, timeout=60, check=True).stdout
    return [[line.strip() for line in sheet.splitlines() if line.strip()] for sheet in told.split("\f")]


def test_no_heading_is_the_last_line_of_a_sheet(tmp_path: Path) -> None:
    # Paragraphs of different lengths, so that the ends of sheets fall everywhere.
    status = ClauseStatus.AGREED
    words = {n: f"1. {'Words of it. ' * (1 + n * 7 % 41)}\n" for n in range(1, 90)}
    clauses = [article(f"a-{n}", words[n], number=str(n), order=str(1000 + n), status=status) for n in words]
    sheets = on_paper(page(dossier(Talks(*clauses).at(), style="clean", attributed=False)), tmp_path)
    assert len(sheets) > 5
    ends = [line for sheet in sheets for line in sheet[-1:]]
    assert not [line for line in ends if line.startswith(("Article", "Status"))]
