"""The benchmark of verification measures what it says: sound records, all of them, which git verifies too."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import verifying
from benchmarks.generate import SIZES


def test_the_generated_records_are_sound_and_git_verifies_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "SIZE", SIZES["demo"])
    monkeypatch.setattr(verifying, "SAMPLE", 5)
    figures = verifying.measure(tmp_path)
    assert figures["records"] > 900
    assert figures["times_faster"] > 1
