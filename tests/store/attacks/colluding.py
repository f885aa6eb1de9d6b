"""Attacks by several at once, or by whoever keeps the server: with a stolen key, with what was said before, with names
that lead elsewhere."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.signing import Key
from drafter.model.consent import consent_file
from drafter.model.signatory import parse_roster
from tests.store.acts import day, plain_git
from tests.store.attacks.attack import attack, put
from tests.store.attacks.presiding import INFRASTRUCTURE, MAIN, decision, roster
from tests.store.attacks.proposing import REF, SCOPE, tabling
from tests.store.attacks.stage import RETIRED_ON, Draft, Stage, commit, head, keys, log, signatories

DEU, FRA, LOG = "refs/heads/positions/DEU", "refs/heads/positions/FRA", "refs/heads/log"


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
    said = stage.read(stage.tip(LOG))
    top, _, text = said.partition(b"\n\n")
    before = top.split(b"parent ")[1][:40]
    stage.move(LOG, stage.write("commit", top.replace(before, stage.tip(LOG).encode()) + b"\n\n" + text))


@attack("consent", door=False)
def a_list_by_a_consent_that_was_taken_back_before(stage: Stage) -> None:
    by = "fra@example.org"
    text, more = signatories(until=day(RETIRED_ON)), _listed(by, Key("second").public)
    given = _consent(stage, "FRA", more, stage.tip(FRA), stage.main, by=by)
    taken_back = _consent(stage, "FRA", text, given, stage.main, by=by)
    plain_git(stage.root, "update-ref", FRA, taken_back)
    log(stage, day(16))
    stage.move(MAIN, _list(stage, more, stage.main, given))


@attack("consent")
def a_list_that_names_a_consent_of_which_it_makes_no_use(stage: Stage) -> None:
    put(stage, MAIN, roster(stage, 'name = "Fiji"', 'name = "Republic of Fiji"', Consent=stage.tip(FRA)))


@attack("adoption")
def an_adoption_that_leaves_out_words_of_which_it_declares_no_change(stage: Stage) -> None:
    """Its second amendment conflicts with the first in the clause that is declared, and with the third in another."""
    words, scope = stage.file(stage.main, INFRASTRUCTURE), stage.file(stage.main, SCOPE)
    second = {INFRASTRUCTURE: words.replace(b"damage", b"wreck"), SCOPE: scope.replace(b"all Parties", b"every Party")}
    third = {SCOPE: scope.replace(b"all Parties", b"no Party")}
    tips = [stage.tip(REF)]
    for id, files in (("FRA-000003", second), ("FRA-000004", third)):
        tips.append(put(stage, f"refs/heads/amendments/{id}", tabling(stage, id, files)))
    ids = [("Amendment", f"FRA-00000{number}") for number in (2, 3, 4)]
    rows = [*ids, ("Editorial-change", "critical-infrastructure")]
    result = {INFRASTRUCTURE: words.replace(b"damage", b"disturb"), **third}
    put(stage, MAIN, replace(decision(stage, "adopt", result, rows, joined=tips), subject="Adopt as modified"))
