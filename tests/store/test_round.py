"""Whole rounds of a negotiation, drawn at random, in real repositories: whatever is done, words stay whose they are.

Every delegation writes words that nobody else writes, so that each word tells whose it is.
"""

from __future__ import annotations

import contextlib
import random
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from drafter.draft.account import account
from drafter.draft.brackets import Brackets
from drafter.draft.conditions import depends
from drafter.draft.consolidate import consolidate
from drafter.draft.document import Document
from drafter.draft.dossier import dossier
from drafter.draft.origin import blame
from drafter.draft.renumbering import renumber
from drafter.export.data import data
from drafter.export.html import page
from drafter.export.markdown import markdown
from drafter.model.amendment import Amendment
from drafter.model.clause import Clause, compose_clause
from drafter.model.ids import SECRETARIAT
from drafter.model.negotiation import Negotiation
from drafter.model.position import Depends
from drafter.model.problem import Refused, refuse
from drafter.model.provision import provision
from drafter.model.target import Target
from drafter.model.terms import AmendmentStatus, ClauseStatus, Degree, Kind, Stance
from drafter.model.treaty import order_after
from drafter.store import reading, recording
from drafter.store.history import history
from drafter.store.repository import Repository
from drafter.store.snapshot import tips
from drafter.store.verifying import verify
from drafter.text.attribution import Attribution
from drafter.text.inline import Bracket, Inline
from drafter.text.printing import EMPTY, STANDS, plain
from tests.conftest import acting_for
from tests.export.words import Page, squeezed
from tests.store.acts import plain_git
from tests.text.readback import key, readback
from tests.text.texts import canonical

XXS = acting_for(SECRETARIAT)
CODES = ("AUS", "DEU", "EUE", "FJI", "FRA", "MDV")
GROUPS = {"EUE": "EU", "FJI": "AOSIS", "MDV": "AOSIS"}
"""Who may speak for which group."""
WORD = re.compile(r"\b(?:aus|deu|eue|fji|fra|mdv|xxs)q[a-z]+")
ACTS = 48


def own_words(text: str) -> set[str]:
    """The words of a text that tell whose they are."""
    return set(WORD.findall(text))


class Round:
    """A round, and what it remembers of who wrote and saw what."""

    def __init__(self, repo: Repository, seed: int) -> None:
        self.repo = repo
        self.draw = random.Random(seed)
        self.authors: dict[str, str] = {}
        self.seen: dict[str, object] = {}
        self.second = 0
        self.count = 0

    def act(self) -> None:
        """Do one thing that a delegation or the secretariat may do; what is refused leaves everything as it was."""
        before = tips(self.repo)
        with contextlib.suppress(Refused):
            code = self.draw.choice((*CODES, *[SECRETARIAT] * 3))
            self.draw.choice(self.acts(code))(reading.read(self.repo), code)
        now = tips(self.repo)
        assert before.keys() <= now.keys()
        for ref, tip in before.items():
            assert tip == now[ref] or tip.encode() in self.repo.git.run("rev-list", now[ref])

    def acts(self, code: str) -> list[Callable[[Negotiation, str], None]]:
        """What may come into the mind of a delegate, what is frequent more than once."""
        if code == SECRETARIAT:
            once = [self.adopt_as_modified, self.adopt_in_part, self.mark, self.decide, self.correct, self.issue]
            return [*[self.adopt] * 4, *once]
        often = [self.amend, self.amend, self.stand, self.stand, self.change_another, self.revise]
        return [*often * 2, self.add, self.delete, self.retain, self.withdraw, self.take_over]

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

    def take_over(self, now: Negotiation, code: str) -> None:
        left = self.draw.choice([each for each in now.amendments if each.status.left and each.changes] or [None])
        if left is not None:
            words = {each.clause: each.after for each in left.changes}
            who, id, date = acting_for(code), self.id(code), self.date()
            recording.amend(self.repo, who, words, "", base=left.base, taken_over=left.id, id=id, date=date)

    def target(self, now: Negotiation) -> Target:
        """An amendment, mostly; else a clause or a provision as it stands."""
        if self.draw.random() < 0.8:
            return Target(amendment=self.live(now).id)
        return self.draw.choice([Target(self.standing(now).id), Target("critical-infrastructure", "2.a")])

    def stand(self, now: Negotiation, code: str) -> None:
        target, stance = self.target(now), self.draw.choice([*Stance, Stance.SUPPORT])
        others = (self.target(now) for _ in range(self.draw.choice((0, 0, 0, 1, 2))))
        conditions = tuple(Depends(self.draw.choice(list(Degree)), each) for each in others)
        group = GROUPS.get(code) if self.draw.random() < 0.5 else None
        cosponsor = bool(target.amendment) and stance is Stance.SUPPORT and self.draw.random() < 0.5
        taken = recording.position(
            self.repo, acting_for(code), target, stance, cosponsor=cosponsor, on_behalf_of=group,
            conditions=conditions, date=self.date(),
        )  # fmt: skip
        self.seen[taken.commit] = words_of(now, target)

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

    def adopt_in_part(self, now: Negotiation, code: str) -> None:
        parts = self.draw.choice(((1,), (2,), (1, 3)))
        recording.adopt(self.repo, XXS, [self.live(now).id], parts=parts, accept_near=True, date=self.date())

    def decide(self, now: Negotiation, code: str) -> None:
        target = Target(amendment=self.live(now).id)
        if self.draw.random() < 0.3:
            target = Target(amendment=self.draw.choice(now.amendments).id)
        said = self.draw.choice(("not-accepted", "deferred", "superseded", "tabled"))
        if self.draw.random() < 0.3:
            recording.recommend(self.repo, XXS, [target.amendment], said, date=self.date())
        else:
            recording.status(self.repo, XXS, target, said, date=self.date())

    def issue(self, now: Negotiation, code: str) -> None:
        self.count += 1
        recording.issue(self.repo, XXS, f"Rev.{self.count}", date=self.date())

    def mark(self, now: Negotiation, code: str) -> None:
        status = self.draw.choice((ClauseStatus.AGREED, ClauseStatus.PROVISIONAL, ClauseStatus.OPEN))
        recording.status(self.repo, XXS, Target(self.standing(now).id), status.value, date=self.date())

    def correct(self, now: Negotiation, code: str) -> None:
        edited = self.edited(self.standing(now), SECRETARIAT)
        through = renumber(now.treaty, labels=True).clauses if self.draw.random() < 0.3 else {edited.id: edited}
        recording.edit(self.repo, XXS, through, "Corrected.", date=self.date())
        self.note(edited, SECRETARIAT)


def words_of(now: Negotiation, target: Target) -> object:
    """The words that a delegate who takes a position has seen."""
    if target.amendment:
        return proposed(now.by_id[target.amendment])
    clause = now.treaty.by_id[target.clause]
    found = provision(clause.body, target.label) if target.label else None
    return (clause.heading, clause.body) if found is None else clause.body[found.start : found.end]


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
        if not now.stale(recorded) and recorded.commit in round.seen:
            assert words_of(now, recorded.position.target) == round.seen[recorded.commit]


def check_names(now: Negotiation, brackets: Brackets) -> None:
    """Whoever is said to ask for words, or to oppose them, has said so on record, and nobody who has is left out."""
    for id in dict.fromkeys([*now.treaty.by_id, *brackets.proposals.added]):
        keep = {retain.party for retain in brackets.retains(id)}
        for clause in brackets.of(id):
            wordings = [(clause.names, clause.attribution, clause.change == "deleted")] if clause.change else []
            for paragraph in clause.paragraphs:
                wordings += [(paragraph.names, paragraph.attribution, False)] if paragraph.heading else []
                wordings += attributed(paragraph.content)
            for names, attribution, goes in [*wordings, *attributed(clause.heading)]:
                # Who changes a proposed wording further stands behind its own words alone.
                own = [name for name in names if not ancestors(now, name) & set(names)]
                check_attribution(now, own, attribution, keep, goes=goes)


def attributed(content: Sequence[Inline]) -> Iterator[tuple[tuple[str, ...], Attribution, bool]]:
    """The amendments behind each wording, and what is said of it."""
    for each in content:
        for wording in each.wordings if isinstance(each, Bracket) else ():
            yield wording.names, wording.attribution, wording.role == "base"
            yield from attributed(wording.content)


def check_attribution(
    now: Negotiation, names: Sequence[str], attribution: Attribution, keep: set[str], *, goes: bool
) -> None:
    said = {party: part.verb for part in attribution.parts for party in part.parties}
    groups = now.treaty.roster.groups_by_code
    named = [groups[party] for party in said if party in groups]
    # Who speaks for a group without being its member is named by it.
    speakers = {each.spokesperson for each in named}
    for group in named:
        said = dict.fromkeys(group.members, said[group.code]) | said
    verbs = ("delete", "move") if goes else ("", "move", "renumber")
    asking = {code for code, verb in said.items() if verb in verbs and code not in groups}
    codes = [each.code for each in now.treaty.roster.signatories]
    meant = {code for code in codes if any(asks(now, code, name, for_itself=code in keep) for name in names)}
    assert asking - speakers == meant - speakers, (names, str(attribution), meant)


def asks(now: Negotiation, code: str, amendment: str, *, for_itself: bool) -> bool:
    """Whether a signatory asks for an amendment: it proposes it, or supports it, unconditionally.

    Its group does that for it, unless it speaks `for_itself`: it asks to keep the words.
    """
    if now.by_id[amendment].signatory == code:
        return True
    about = now.positions_by_target.get(Target(amendment=amendment), ())
    about = [each for each in about if each.position.stance is not Stance.NONE]
    own = [each for each in about if each.position.signatory == code]
    spoken = [
        [each for each in about if each.position.on_behalf_of == group.code]
        for group in now.treaty.roster.groups
        if code in group.members and not for_itself
    ]
    newest = [max(each, key=lambda said: (said.date, said.commit)) for each in spoken if each]
    return any(
        each.position.stance is Stance.SUPPORT and not now.stale(each) and not depends(now, each.position)
        for each in (own or newest)
    )


def check_formats(now: Negotiation, document: Document) -> None:
    """Markdown, the page and the JSON give the same words to the same parties."""
    shown = Page(page(dossier(now, style="bracketed")), "bracketed").words
    for words in map(squeezed, (markdown(document).replace("\\", ""), shown)):
        at = 0
        for line in (squeezed(line) for block in data(document)["blocks"] for line in spoken(block)):
            assert line in words[at:], (line, words)
            at = words.index(line, at) + len(line)


def spoken(block: Any) -> Iterator[str]:
    """A block of a document's JSON, as it is printed with its names."""
    match block["type"]:
        case "paragraph":
            yield spoken_line(block["content"])
        case "alternative":
            yield f"{block['heading']}:"
            yield f"({block['attribution']['text'] or STANDS})"
        case "closing":
            yield f"- {block['attribution']['text']}]"


def spoken_line(content: Any) -> str:
    return "".join(
        f"[{' / '.join(map(spoken_wording, each['wordings']))}]" if each["type"] == "bracket" else each["text"]
        for each in content
    )


def spoken_wording(wording: Any) -> str:
    names = wording["attribution"]["text"]
    return f"{spoken_line(wording['content']) or EMPTY}{f' - {names}' if names else ''}"


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
    assert now.live
    assert {each.status for each in now.amendments} & {AmendmentStatus.ACCEPTED, AmendmentStatus.ACCEPTED_AS_MODIFIED}
    brackets = Brackets(now)
    check_proposals(now, brackets)
    check_consent(round, now)
    check_origins(round, now)
    check_names(now, brackets)
    document = consolidate(now, style="bracketed", brackets=brackets)
    check_formats(now, document)
    printed = markdown(document)
    for amendment in now.live:
        hindered = [id for id in amendment.clauses if brackets.proposals.hindrance(amendment.id, id) is not None]
        assert not hindered or amendment.id in printed
    found = verify(treaty, anew=True)
    assert (found.problems, found.notices) == ((), ())
    plain_git(tmp_path, "clone", "--quiet", "--bare", str(treaty.root), "clone.git")
    with Repository.open(tmp_path / "clone.git") as clone:
        assert reading.read(clone) == now
        assert markdown(consolidate(reading.read(clone), style="bracketed")) == printed
