"""`init`: a text becomes a treaty repository."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.options import example, format_option
from drafter.cli.output import say, say_json
from drafter.cli.session import Session
from drafter.cli.taken import counted, split_file, tell_doubts, text_of
from drafter.model.problem import Problem, Refused, refuse
from drafter.text.visible import shortened

if TYPE_CHECKING:
    from drafter.model.clause import Clause
    from drafter.model.signatory import Delegate

_OPENING = {
    "ar": ("إن الأطراف،", "قد اتفقت على ما يلي:"),
    "en": ("The Parties,", "Have agreed as follows:"),
    "es": ("Las Partes,", "Han convenido en lo siguiente:"),
    "fr": ("Les Parties,", "Sont convenues de ce qui suit :"),
    "ru": ("Стороны,", "согласились о нижеследующем:"),
    "zh": ("各缔约方，", "兹协议如下："),
}
"""How a treaty begins that is still to be written, in the languages of the United Nations."""


@click.command(
    "init", epilog=example('drafter init climate-pact --title "Pact on ..." --from draft.md --signatories un')
)
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", metavar="TITLE", help="The title of the treaty; without it, that of the text.")
@click.option("--language", metavar="TAG", help="The language of its text, as fr, ar or zh-Hans; without it, English.")
@click.option(
    "--from", "from_", metavar="FILE", help="The draft, in Markdown or Word: its headings become parts and articles."
)
@click.option(
    "--signatories",
    metavar="un|FILE",
    help="Who takes part: all members of the United Nations, or the tables of a file.",
)
@click.option(
    "--delegate", metavar='"NAME <E-MAIL>"', help="You, the secretariat's first delegate; without it, as git knows you."
)
@format_option("text", "json")
@click.pass_obj
def init_command(
    session: Session,
    directory: Path,
    title: str | None,
    language: str | None,
    from_: str | None,
    signatories: str | None,
    delegate: str | None,
    form: str,
) -> None:
    """Begin a treaty repository in DIR, which must be new or empty. You become the delegate of its secretariat.

    Every byte of the draft is kept; what is doubtful in it is told.
    """
    from drafter.intake.states import signatories_file, treaty_id, un_language, un_parties
    from drafter.model.ids import ROSTER_FILE, SECRETARIAT
    from drafter.model.language import language_flaw
    from drafter.store import recording
    from drafter.store.identity import Identity, become

    flaw = language_flaw(language) if language is not None else None
    if flaw is not None:
        raise refuse(*flaw)
    founder = _founder(session, delegate)
    done = split_file(from_) if from_ is not None else None
    name = title or (done.title if done is not None else "") or directory.absolute().name
    parties = (
        "" if signatories is None else un_parties(language or "en") if signatories == "un" else text_of(signatories)
    )
    made = signatories_file(
        parties,
        id=treaty_id(name),
        title=name,
        founder=founder,
        language=language or "",
        file=signatories or "signatories.toml",
    )
    if isinstance(made, Problem):
        raise Refused(made)
    source, roster = made
    if title is not None and roster.title != title:
        raise refuse(f"{signatories} says another title", "leave out --title, or change it there", file=signatories)
    if language is not None and roster.language != language:
        raise refuse(
            f"{signatories} says the language {roster.language}",
            "leave out --language, or change it there",
            file=signatories,
        )
    clauses = done.clauses if done is not None else _blank(roster.language)
    files = {"signatories.toml": source, **{clause.path: clause.source.encode() for clause in clauses}}
    place = session.directory / directory
    who = Identity(SECRETARIAT, roster.delegate(SECRETARIAT, founder.email) or founder)
    with recording.found(place, files, who, f"Begin the negotiation of {shortened(roster.title, 60)}") as repo:
        become(repo, roster, SECRETARIAT, founder.email)
    problems = tell_doubts(done, from_, roster.title)
    if form == "json":
        say_json(
            {
                "directory": str(place),
                "id": roster.id,
                "title": roster.title,
                "clauses": [clause.id for clause in clauses],
                "signatories": [each.code for each in roster.signatories],
                "problems": problems,
            }
        )
        return
    say(f"Began {roster.title} in {place}: {counted(len(clauses), 'clause')}, {_parties(len(roster.signatories))}.")
    if signatories == "un" and language is not None and un_language(language) != language.partition("-")[0]:
        say(f"The names of States are in English, as drafter lacks them in {language}: change them in {ROSTER_FILE}.")
    say(f"You are its secretariat: {who.delegate.name} <{who.delegate.email}>.")
    say(f'Next: `cd {directory}`, `drafter check`, `drafter delegate add CODE "NAME <E-MAIL>"`, `drafter list`')


def _founder(session: Session, named_as: str | None) -> Delegate:
    """Give who begins the treaty. Raises Refused."""
    from drafter.intake.delegates import named
    from drafter.model.signatory import Delegate
    from drafter.store.identity import author

    if named_as is not None:
        return named(named_as, None)
    known = author(Path.cwd())
    if known is None:
        raise refuse("git doesn't know who you are", 'say it with --delegate "NAME <E-MAIL>"')
    return Delegate(*known)


def _blank(language: str) -> tuple[Clause, ...]:
    """Give the clauses of a treaty that is still to be written, in its language."""
    from drafter.model.clause import compose_clause
    from drafter.model.terms import Kind

    parties, agreed = _OPENING.get(language.partition("-")[0], _OPENING["en"])
    body = f"{parties}\n\n{agreed}\n"
    return (compose_clause("preamble", "010", kind=Kind.PREAMBLE, language=language, body=body),)


def _parties(number: int) -> str:
    return "no signatories yet" if number == 0 else "1 signatory" if number == 1 else f"{number} signatories"
