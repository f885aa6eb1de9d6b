"""An editor of one's own: its words come back, or are said to be where they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.tui.editor import NotTaken, edited


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A script that stands for an editor."""
    script = tmp_path / "an editor"
    monkeypatch.setenv("VISUAL", f"sh '{script}'")
    monkeypatch.setenv("TMPDIR", str(tmp_path / "held"))
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "held").mkdir()
    return script


def held(editor: Path) -> list[Path]:
    return sorted((editor.parent / "held").rglob("*.md"))


def test_what_was_written_comes_back_and_nothing_is_left(editor: Path) -> None:
    editor.write_text("echo '2. [shall] 条约' >> \"$1\"\n")
    assert edited("1. All States", "scope") == "1. All States\n2. [shall] 条约"
    assert not held(editor)


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("echo 'Hours of work' >> \"$1\"; exit 1\n", "ended with status 1"),
        ("printf 'Hours of work \\351\\n' >> \"$1\"\n", "can't decode"),
    ],
    ids=["it fails", "another encoding"],
)
def test_words_that_are_not_taken_over_are_kept_and_said_where(editor: Path, script: str, said: str) -> None:
    editor.write_text(script)
    with pytest.raises(NotTaken) as refused:
        edited("1. All States", "scope")
    (file,) = held(editor)
    assert said in str(refused.value)
    assert str(refused.value).endswith(f"what you wrote is in {file}")
    assert b"Hours of work" in file.read_bytes()


@pytest.mark.parametrize("command", ["no-such-editor-here", "'unbalanced", "false"])
def test_an_editor_that_writes_nothing_leaves_nothing(
    editor: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", command)
    with pytest.raises(NotTaken) as refused:
        edited("1. All States", "scope")
    assert "what you wrote" not in str(refused.value)
    assert not held(editor)
