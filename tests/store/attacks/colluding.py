"""Attacks by several at once, or by whoever keeps the server: with a stolen key, with what was said before, with names
that lead elsewhere."""

from __future__ import annotations

from benchmarks.signing import Key
from drafter.model.consent import consent_file
from drafter.model.signatory import parse_roster
from tests.store.acts import day
from tests.store.attacks.attack import attack
from tests.store.attacks.presiding import MAIN, decision
from tests.store.attacks.stage import RETIRED_ON, Draft, Stage, commit, head, keys, signatories

DEU, FRA = "refs/heads/positions/DEU", "refs/heads/positions/FRA"


def _listed(email: str, *more: str) -> str:
    """The list of signatories with more keys for a delegate."""
    text = signatories(until=day(RETIRED_ON))
    public = keys()[email].public
    return text.replace(f'"{public}"', ", ".join(f'"{each}"' for each in (public, *more)))


def _consent(stage: Stage, code: str, text: str, on: str, regarding: str, *, by: str, date: str = day(15)) -> str:
    """A consent to what a list says of a signatory."""
    read, _ = parse_roster(text)
    assert read is not None
    content = consent_file(code, read.by_code[code].delegates).encode()
    rows = (*head(stage, "position", code), ("Regarding", regarding), ("Action", "roster"))
    tree = stage.tree(stage.tree_of(on), {"roster.toml": content})
    draft = Draft(tree=tree, parents=(on,), trailers=rows, by=by, subject=f"{code} consents", date=date)
    return commit(stage, draft)


def _list(stage: Stage, text: str, on: str, consent: str) -> str:
    """The decision that lists what was consented to."""
    rows = [("Regarding", on), ("Consent", consent)]
    draft = decision(stage, "roster", {"signatories.toml": text.encode()}, rows)
    return commit(stage, Draft(draft.tree, (on,), draft.trailers, draft.by, subject="List"))


@attack("consent")
def a_consent_backdated_with_a_stolen_key(stage: Stage) -> None:
    text = _listed("deu@example.org", Key("thief").public)
    given = _consent(stage, "DEU", text, stage.tip(DEU), stage.main, by="deu-2@example.org", date=day(RETIRED_ON - 1))
    stage.move(DEU, given)
    stage.move(MAIN, _list(stage, text, stage.main, given))


@attack("consent")
def a_consent_that_was_used_before(stage: Stage) -> None:
    by = "fra@example.org"
    more, less = _listed(by, Key("second").public), signatories(until=day(RETIRED_ON))
    first = _consent(stage, "FRA", more, stage.tip(FRA), stage.main, by=by)
    listed = _list(stage, more, stage.main, first)
    second = _consent(stage, "FRA", less, first, listed, by=by)
    taken_back = _list(stage, less, listed, second)
    stage.move(FRA, second)
    stage.move(MAIN, _list(stage, more, taken_back, first))


@attack("consent")
def a_consent_given_on_another_list(stage: Stage) -> None:
    by = "fra@example.org"
    first, other = _listed(by, Key("second").public), _listed(by, Key("third").public)
    early = _consent(stage, "FRA", other, stage.tip(FRA), stage.main, by=by)
    given = _consent(stage, "FRA", first, early, stage.main, by=by)
    listed = _list(stage, first, stage.main, given)
    stage.move(FRA, given)
    stage.move(MAIN, _list(stage, other, listed, early))


@attack("signatory", "delegate", logged=False, door=False)
def a_branch_that_leads_to_that_of_another(stage: Stage) -> None:
    place = stage.root / "refs/heads/positions/AUS"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(f"ref: {DEU}\n")


@attack("log-entry", "log-gap", logged=False)
def an_entry_of_the_log_said_again(stage: Stage) -> None:
    log = "refs/heads/log"
    said = stage.read(stage.tip(log))
    top, _, text = said.partition(b"\n\n")
    before = top.split(b"parent ")[1][:40]
    stage.move(log, stage.write("commit", top.replace(before, stage.tip(log).encode()) + b"\n\n" + text))
