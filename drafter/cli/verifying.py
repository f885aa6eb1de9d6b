"""`verify`: whether every record is what its signatory's own delegate signed."""

from __future__ import annotations

import contextlib
from pathlib import Path

import click

from drafter.cli.options import example, format_option
from drafter.cli.output import say, say_json, tell, violation
from drafter.cli.session import Session


@click.command("verify", epilog=example("drafter verify"))
@click.option("--anew", is_flag=True, help="Check everything, not only what is new since the last time.")
@click.option(
    "--allowed-signers",
    "signers",
    metavar="[FILE]",
    is_flag=False,
    flag_value="",
    help="Instead, write the file with which plain git verifies signatures; without FILE, set up this copy for it.",
)
@format_option("text", "json")
@click.pass_obj
def verify_command(session: Session, anew: bool, signers: str | None, form: str) -> int:
    """Check every record since the last time: who signed it, and that it changes what it says and nothing else.

    Each record that breaks a rule is named with its ref and the rule; it and what stands on it doesn't count. The exit
    status is 1 when something is found.
    """
    from drafter.store.verifying import verify

    with session.repository() as repo:
        if signers is not None:
            _write_signers(session, Path(signers) if signers else None)
            return 0
        found = verify(repo, anew=anew)
    if form == "json":
        rows = [[violation(each) for each in some] for some in (found.problems, found.notices)]
        say_json({"ok": found.ok, "checked": found.checked, "problems": rows[0], "notices": rows[1]})
    else:
        for each in found.problems:
            say(str(each))
        for each in found.notices:
            tell(f"note: {each}")
        wrong = f"{len(found.problems)} problems" if len(found.problems) > 1 else "1 problem"
        say(f"{found.checked} records checked, {'nothing is wrong' if found.ok else wrong}")
    return 0 if found.ok else 1


def _write_signers(session: Session, file: Path | None) -> None:
    from drafter.model.ids import MAIN_REF
    from drafter.store.destination import write_whole
    from drafter.store.reading import agreed_at
    from drafter.store.snapshot import tips
    from drafter.store.verifying.signers import allowed_signers

    with session.repository() as repo:
        text = allowed_signers(agreed_at(repo, tips(repo)[MAIN_REF]))
        # Absolute: git resolves another one against the current directory, and then knows no key at all.
        place = (file or repo.common_dir / "drafter" / "allowed_signers").absolute()
        if file is None:
            with contextlib.suppress(FileExistsError):
                place.parent.mkdir()
        write_whole(place, text.encode())
        if file is None:
            repo.git.run("config", "--local", "gpg.ssh.allowedSignersFile", str(place))
    say(f"Wrote {text.count(chr(10))} keys to {place}")
    option = f"-c gpg.ssh.allowedSignersFile={place} " if file is not None else ""
    say(f"Next: `git {option}log --show-signature main`")
