"""Whole rounds of a negotiation, drawn at random, in real repositories: whatever is done, words stay whose they are.

Every delegation writes words that nobody else writes, so that each word tells whose it is.
"""

from __future__ import annotations

import contextlib
import random
import re
from pathlib import Path

import pytest

from drafter.draft.account import account
from drafter.draft.brackets import Brackets
from drafter.draft.consolidate import consolidate
from drafter.draft.origin import blame
from drafter.export.markdown import markdown
from drafter.model.amendment import Amendment
from drafter.model.clause import Clause, compose_clause
from drafter.model.ids import SECRETARIAT
from drafter.model.negotiation import Negotiation
from drafter.model.problem import Refused, refuse
from drafter.model.target import Target
from drafter.model.terms import AmendmentStatus, ClauseStatus, Kind, Stance
from drafter.model.treaty import order_after
from drafter.store import reading, recording
from drafter.store.history import history
from drafter.store.repository import Repository
from drafter.store.verifying import verify
from drafter.text.printing import plain
from tests.conftest import acting_for
from tests.store.acts import plain_git
from tests.text.readback import key, readback
from tests.text.texts import canonical

XXS = acting_for(SECRETARIAT)
CODES = ("AUS", "DEU", "FJI", "FRA")
WORD = re.compile(r"\b(?:aus|deu|fji|fra|xxs)q[a-z]+")
ACTS = 40


def own_words(text: str) -> set[str]:
    """The words of a text that tell whose they are."""
    return set(WORD.findall(text))


class Round:
    """A round, and what it remembers of who wrote and saw what."""

    def __init__(self, repo: Repository, seed: int) -> None:
        self.repo = repo
        self.draw = random.Random(seed)
        self.authors: dict[str, str] = {}
        self.seen: dict[str, list[tuple[str, str]]] = {}
        self.second = 0
        self.count = 0

    def act(self) -> None:
        """Do one thing that a delegation or the secretariat may do; what is refused leaves everything as it was."""
        often = [self.amend, self.amend, self.stand, self.change_another, self.adopt, self.revise, self.add]
        acts = [*often * 2, self.adopt_as_modified, self.delete, self.retain, self.withdraw, self.mark, self.correct]
        with contextlib.suppress(Refused):
            self.draw.choice(acts)(reading.read(self.repo), self.draw.choice(CODES))

    def date(self) -> str:
        self.second += self.draw.choice((0, 1, 30))
        return f"2026-03-03T09:{self.second // 60:02d}:{self.second % 60:02d}Z"

    def written(self, code: str, most: int = 4) -> str:
        words = []
        for _ in range(self.draw.randint(1, most)):
            self.count += 1
            letters = "".join(chr(97 + int(digit)) for digit in str(self.count))
            words += [f"{code.lower()}q{letters}", *self.draw.choice((["of"], ["the"], [], [], []))]
        return " ".join(words)

    def edited(self, clause: Clause, code: str) -> Clause:
        """The clause with words put in, taken out or replaced, or a paragraph put in, taken out or moved."""
        paragraphs = clause.body.rstrip("\n").split("\n\n")
        for _ in range(self.draw.choice((1, 1, 2))):
            at, what = self.draw.randrange(len(paragraphs)), self.draw.randrange(10)
            if what < 6:
                words = paragraphs[at].split(" ")
                start = self.draw.randint(1, len(words))
                end = start + self.draw.choice((0, 0, 1, 2, 4))
                words[start:end] = [self.written(code)] if end == start or self.draw.random() < 0.7 else []
                paragraphs[at] = " ".join(words)
            elif what == 6 and len(paragraphs) > 1:
                del paragraphs[at]
            elif what == 7:
                paragraphs.insert(self.draw.randint(0, len(paragraphs)), paragraphs.pop(at))
            else:
                paragraphs.insert(at, f"{self.draw.choice(('', '3. '))}Each {self.written(code, 7)}.")
        edited = clause.with_body("\n\n".join(paragraphs) + "\n")
        return edited.with_value("heading", self.written(code)) if self.draw.random() < 0.1 else edited

    def note(self, clause: Clause, name: str) -> None:
        for word in own_words(clause.source):
            self.authors.setdefault(word, name)

    def standing(self, now: Negotiation) -> Clause:
        return self.draw.choice([each for each in now.treaty.clauses if each.status is not ClauseStatus.DELETED])

    def live(self, now: Negotiation, code: str = "") -> Amendment:
        found = [each for each in now.live if each.changes and code in ("", each.signatory)]
        if not found:
            raise refuse("nothing is on the table", "table an amendment", rule="unknown-amendment")
        return self.draw.choice(found)

    def id(self, code: str) -> str:
        self.count += 1
        return f"{code}-{self.count:06}"

    def tabled(self, code: str, clause: Clause, to: str | None = None) -> None:
        who, id = acting_for(code), self.id(code)
        recording.amend(self.repo, who, {clause.id: clause}, "So.", to=to, id=id, date=self.date())
        self.note(clause, id)

    def amend(self, now: Negotiation, code: str) -> None:
        self.tabled(code, self.edited(self.standing(now), code))

    def change_another(self, now: Negotiation, code: str) -> None:
        parent = self.live(now)
        if (text := parent.changes[0].after) is not None:
            self.tabled(code, self.edited(text, code), parent.id)

    def add(self, now: Negotiation, code: str) -> None:
        after, id = self.draw.choice(now.treaty.clauses), self.written(code, 1).split()[0]
        body = f"1. {self.written(code)}.\n\n2. {self.written(code)}.\n"
        order = order_after(now.treaty, after.id, f"{after.id}-{id}", now.added)
        self.tabled(code, compose_clause(f"{after.id}-{id}", order, kind=Kind.ARTICLE, number="4 bis", body=body))

    def delete(self, now: Negotiation, code: str) -> None:
        gone: dict[str, Clause | None] = {self.standing(now).id: None}
        recording.amend(self.repo, acting_for(code), gone, "Out.", id=self.id(code), date=self.date())

    def retain(self, now: Negotiation, code: str) -> None:
        kept = [Target(self.standing(now).id)]
        recording.retain(self.repo, acting_for(code), kept, "Keep.", id=self.id(code), date=self.date())

    def revise(self, now: Negotiation, code: str) -> None:
        own = self.live(now, code)
        if (text := own.changes[0].after) is not None:
            revised = self.edited(text, code)
            proposed = {text.id: revised}
            recording.revise(self.repo, acting_for(code), own.id, proposed, "So.", base=own.base, date=self.date())
            self.note(revised, own.id)

    def withdraw(self, now: Negotiation, code: str) -> None:
        recording.withdraw(self.repo, acting_for(code), self.live(now, code).id, "", date=self.date())

    def stand(self, now: Negotiation, code: str) -> None:
        amendment, stance = self.live(now), self.draw.choice(list(Stance))
        target = Target(amendment=amendment.id)
        taken = recording.position(self.repo, acting_for(code), target, stance, date=self.date())
        self.seen[taken.commit] = proposed(amendment)

    def adopt(self, now: Negotiation, code: str) -> None:
        chosen = self.draw.sample(list(now.live), min(len(now.live), self.draw.choice((1, 1, 2, 3))))
        recording.adopt(self.repo, XXS, [each.id for each in chosen], accept_near=True, date=self.date())

    def adopt_as_modified(self, now: Negotiation, code: str) -> None:
        amendment = self.live(now)
        text = now.treaty.by_id.get(amendment.changes[0].clause) or amendment.changes[0].after
        if text is not None and text.status is not ClauseStatus.DELETED:
            modified = self.edited(text, SECRETARIAT)
            recording.adopt(self.repo, XXS, [amendment.id], as_modified={text.id: modified}, date=self.date())
            self.note(modified, SECRETARIAT)

    def mark(self, now: Negotiation, code: str) -> None:
        status = self.draw.choice((ClauseStatus.AGREED, ClauseStatus.PROVISIONAL, ClauseStatus.OPEN))
        recording.status(self.repo, XXS, Target(self.standing(now).id), status.value, date=self.date())

    def correct(self, now: Negotiation, code: str) -> None:
        edited = self.edited(self.standing(now), SECRETARIAT)
        recording.edit(self.repo, XXS, {edited.id: edited}, "Corrected.", date=self.date())
        self.note(edited, SECRETARIAT)


def proposed(amendment: Amendment) -> list[tuple[str, str]]:
    """What a delegate who takes a position on an amendment has seen of it."""
    texts = [(each.clause, each.after.source if each.after is not None else "") for each in amendment.changes]
    return [(id, re.sub(r"(?m)^status: .*\n", "", source)) for id, source in texts]


def check_proposals(now: Negotiation, brackets: Brackets) -> None:
    """Each proposal stands in the brackets with its own words, and chosen alone gives exactly its text."""
    proposals = brackets.proposals
    for id in dict.fromkeys([*now.treaty.by_id, *proposals.added]):
        standing = now.treaty.by_id.get(id)
        shown = [each for each in proposals.showing(id) if not each.deletes and each.clause is not None]
        for each in shown:
            assert each.clause is not None
            assert each.change.after is not None
            change, amendment = each.change, each.amendment
            unmoved = standing is not None and change.before is not None and change.before.text == standing.text
            if unmoved and amendment.parent is None:
                assert each.text == change.after.text
            if change.before is not None:
                mine = own_words(change.after.source) - own_words(change.before.source)
                assert mine <= own_words(each.clause.source)
            amended = [proposals.applied(name, id).clause for name in ancestors(now, amendment.id)]
            around = [other.source for other in (standing, *amended) if other is not None]
            assert own_words(each.clause.source) <= own_words(" ".join([change.after.source, *around]))
        for clause in brackets.of(id):
            names = [each.amendment.id for each in shown if each.change.before is not None]
            if clause.change == "added":
                names = [name for name in names if ancestors(now, name) & set(clause.names)]
            read = readback(plain(clause.paragraphs) + "\n" + key(clause.paragraphs, names) + "\n")
            assert read.base == canonical(clause.clause.body)
            for name in names:
                alone = proposals.applied(name, id).clause
                assert alone is not None
                assert read.proposals[name] == canonical(alone.body)


def ancestors(now: Negotiation, name: str) -> set[str]:
    """The amendments that an amendment changes, and those that they change."""
    found: set[str] = set()
    while (parent := now.by_id[name].parent) is not None:
        found.add(name := parent)
    return found


def check_consent(round: Round, now: Negotiation) -> None:
    """A position counts for the very text that its delegate saw."""
    for recorded in now.positions:
        amendment = now.by_id[recorded.position.target.amendment]
        if not now.stale(recorded):
            assert proposed(amendment) == round.seen[recorded.commit]


def check_origins(round: Round, now: Negotiation) -> None:
    """Every word of the agreed text is told to be of whoever wrote it, and all that happened is accounted for."""
    for clause in now.treaty.clauses:
        decisions = history(round.repo, clause=clause.id)
        stood = {each.commit: each.change(clause.id) for each in decisions}
        told = blame(decisions, clause.id)
        assert "".join(each.text for each in told if each.part == "text") == clause.body
        for each in told:
            assert each.origin.attributed, each.origin.why
            change = stood[each.origin.commit]
            before = own_words(change.before.source) if change is not None and change.before is not None else set()
            for word in own_words(each.text):
                # An amendment and the secretariat may put a word in again that was taken out.
                wrote = round.authors[word] in (*each.origin.amendments, each.origin.signatory)
                assert wrote or word not in before, (word, round.authors[word], each.origin)
    decisions = history(round.repo)
    opened = reading.read(round.repo, decisions[0].commit).treaty
    found = account(opened, now.treaty, decisions[1:])
    assert (found.unattributed, found.unrecorded) == ((), ())


@pytest.mark.parametrize("seed", range(6))
def test_whatever_a_round_brings_each_word_stays_its_authors_and_every_clone_derives_the_same(
    treaty: Repository, tmp_path: Path, seed: int
) -> None:
    round = Round(treaty, seed)
    for _ in range(ACTS):
        round.act()
    now = reading.read(treaty)
    assert now.problems == ()
    assert {AmendmentStatus.ACCEPTED, AmendmentStatus.TABLED} <= {each.status for each in now.amendments}
    brackets = Brackets(now)
    check_proposals(now, brackets)
    check_consent(round, now)
    check_origins(round, now)
    printed = markdown(consolidate(now, style="bracketed", brackets=brackets))
    for amendment in now.live:
        hindered = [id for id in amendment.clauses if brackets.proposals.hindrance(amendment.id, id) is not None]
        assert not hindered or amendment.id in printed
    found = verify(treaty, anew=True)
    assert (found.problems, found.notices) == ((), ())
    plain_git(tmp_path, "clone", "--quiet", "--bare", str(treaty.root), "clone.git")
    with Repository.open(tmp_path / "clone.git") as clone:
        assert markdown(consolidate(reading.read(clone), style="bracketed")) == printed
