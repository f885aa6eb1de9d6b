"""Who the user is to git, for the beginning of a treaty, when nobody is listed yet."""

from __future__ import annotations

from pathlib import Path

from drafter.store.plumbing import Plumbing


def author(directory: Path) -> tuple[str, str] | None:
    """Give the name and e-mail address that the user's own git configuration gives, or None without both."""
    git = Plumbing(directory)
    try:
        asked = [git.ask("config", "--get", key, users_configuration=True) for key in ("user.name", "user.email")]
    finally:
        git.close()
    name, email = (answer.out.decode("utf-8", "replace").strip() if answer.status == 0 else "" for answer in asked)
    return (name, email) if name and email else None
