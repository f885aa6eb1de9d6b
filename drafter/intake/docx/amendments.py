"""A delegate's Word file with tracked changes, read as amendments: one an author and clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from drafter.intake.docx.ground import ground
from drafter.intake.docx.lines import Accepts, Reading, Revision, WordLine, labelled, nobody, note_lines, only, read
from drafter.intake.docx.reading import WHOLE, Comment, WordText, read_word
from drafter.intake.docx.returned import ReadAmendment, ReadAmendments
from drafter.intake.docx.sections import Section, sections
from drafter.intake.docx.source import heading_source, rewritten, shown_lines, without_blanks
from drafter.intake.markdown import split
from drafter.model.amendment import Amendment, Change
from drafter.model.clause import Clause, compose_clause
from drafter.model.designation import before_heading, designation
from drafter.model.ids import few
from drafter.model.negotiation import Negotiation
from drafter.model.problem import Problem, refuse
from drafter.model.provision import provisions
from drafter.model.target import REFERENCE
from drafter.model.terms import ClauseStatus, Kind
from drafter.model.treaty import Treaty, order_after
from drafter.model.word import COMMIT, TEXT, TREATY, as_author, by_bookmark, shows, stamp
from drafter.text.carry import carry
from drafter.text.diff import diff
from drafter.text.shown import SIGN, Shown, Signs, shown, titled
from drafter.text.visible import quoted, visible

_READABLE = ("", "clean", "tracked")


def amendments(
    data: bytes, negotiation: Negotiation, *, base: Treaty | None = None, file: str = "the file"
) -> ReadAmendments:
    """Read the tracked changes of a Word file as amendments of today's text.

    `base` is the treaty at the commit that the file names (`ReadAmendments.commit`), when that isn't today's; what was
    proposed on it is carried to today's text by word. Changes of amendments that are tabled already, as the file
    was exported with them, are not read again. Everything that can't be carried over is a problem: so is each change
    in a file that shows the text with brackets and names, which are no words of it.
    Raises Refused for what is no Word file, would do harm, or is such a file in which nobody changed anything.
    """
    text = read_word(data, file)
    kind = text.properties.get(TEXT, "")
    if kind not in _READABLE:
        left = tuple(_left(text, negotiation.treaty, file)) if kind != "redline" else ()
        if left:
            return ReadAmendments((), left, "", "")
        raise refuse(
            f"it shows the {kind} text, whose brackets and marks are not words of the treaty",
            "change a file of the clean text, or of amendments as tracked changes",
            rule="word-file",
            file=file,
        )
    named = text.properties.get(TREATY, "")
    if named and named != negotiation.treaty.name:
        raise refuse(f"it is of another treaty, {named}", "import it there", rule="word-file", file=file)
    several = shows(text.properties)
    missing = [id for id in several if id not in negotiation.by_id]
    if missing and len(several) > 1:
        # In Word a deletion that two of them make bears one name: they can't be told apart by the file alone.
        raise refuse(
            f"it shows {visible(missing[0])} among the tracked changes of several, and that is not tabled here",
            "`drafter sync` brings it; then import again",
            rule="word-file",
            file=file,
        )
    reading = _Amendments(text, negotiation, base or negotiation.treaty, file)
    found = tuple(reading.amendments())
    return ReadAmendments(
        found, tuple(reading.problems), text.properties.get(COMMIT, ""), text.properties.get(TREATY, "")
    )


class _Amendments:
    """The reading of one file: what its clauses share."""

    def __init__(self, text: WordText, negotiation: Negotiation, base: Treaty, file: str) -> None:
        self.text = text
        self.negotiation = negotiation
        self.base = base
        self.file = file
        self.problems = list(text.problems)
        self.signs = Signs()
        self.roster = negotiation.treaty.roster
        self.targets = dict(by_bookmark(_targets(base, negotiation)))
        self.tabled: dict[Revision, list[Amendment]] = {}
        for each in negotiation.amendments:
            author, date = stamp(self.roster, each)
            self.tabled.setdefault(Revision(author, date[:16]), []).append(each)
        self.said = {(revision.author, revision.date) for revision in self.tabled}
        for recorded in negotiation.positions:
            self.said.add((as_author(self.roster.name(recorded.position.signatory)), recorded.date[:16]))
        self.used: set[str] = set()
        self.new: list[Clause] = []

    def amendments(self) -> Iterator[ReadAmendment]:
        """Give what each author proposes, clause by clause."""
        standing = self.base.standing
        found, outside = sections([labelled(line) for line in self.text.lines], standing)
        if not any(section.clause is not None for section in found):
            raise refuse(
                "none of its headings is that of a clause of this treaty",
                "to open a new treaty, import it as clauses",
                rule="word-file",
                file=self.file,
            )
        for above, below in pairwise(found):
            self._joined(above, below)
        for section in found:
            section.lines += note_lines(section.lines)
            if section.clause is not None:
                yield from self._of_clause(section, section.clause)
            else:
                yield from self._new_clause(section)
        present = [section.clause.id for section in found if section.clause is not None]
        places = {clause.id: place for place, clause in enumerate(standing)}
        for before, behind in pairwise(present):
            if places[before] > places[behind]:
                self._problem(
                    "moved-clause",
                    f"{self.base.by_id[behind].designation} stands behind {self.base.by_id[before].designation}",
                    "a clause keeps its place; propose to delete it and to add it elsewhere",
                )
        runs = [[*run] for there, run in groupby(standing, lambda clause: clause.id in present) if not there]
        if runs:
            # A file of some clauses lacks many: each run of them is named by its ends.
            ends = (dict.fromkeys([run[0].designation, run[-1].designation]) for run in runs)
            self._problem(
                "missing-clause",
                f"not in the file, and taken out by no tracked change: {', '.join(map(' – '.join, ends))}",
                "delete a clause under tracking if that is what is proposed",
            )
        for line in outside:
            for revision in line.revisions:
                if revision not in self.tabled:
                    who = revision.author or "somebody"
                    said = f"{who} changes words that are not of the treaty: {quoted(line.text, WHOLE)}"
                    self._problem("outside-text", said, "change the text of a clause")
        self._comments_left(outside)

    def _joined(self, above: Section, below: Section) -> None:
        """Say when somebody takes out the end of the last paragraph before a heading that stays."""
        taken_out = above.lines[-1].taken_out if above.lines else None
        if taken_out is None or taken_out in self.tabled:
            return
        accepts = only(taken_out.author, self.tabled)
        ending, heading = self._read(above.lines, accepts), self._read(below.lines, accepts)
        if ending and ending[-1].line is above.lines[-1] and heading:
            said = f"{taken_out.author} joins {self._quoted(heading[0].shown)} to the paragraph above it"
            self._problem("heading", said, "a clause begins with its heading: reject that change in Word")

    def _of_clause(self, section: Section, clause: Clause) -> Iterator[ReadAmendment]:
        plain_reading = self._read(section.lines, nobody)
        before = self._rewritten(clause, plain_reading, "somebody")
        if before.source != clause.source:
            yield from self._untracked(section, clause, before)
        for amendment in self._tabled_in(section.lines):
            self._as_tabled(section, clause, amendment)
        for author in self._authors(section.lines):
            yield from self._of_author(section, clause, before, author)

    def _of_author(self, section: Section, clause: Clause, before: Clause, author: str) -> Iterator[ReadAmendment]:
        found = ground(section.lines, author, self.tabled)
        if found.on_both:
            words = quoted(found.on_both)
            said = f"in {clause.designation} {author} puts {words} for words of the text and of a proposal"
            self._problem(
                "nested-change", said, "replace each of them apart, so that it is clear which words are for which"
            )
            return
        if found.on_text is not None:
            after = self._rewritten(before, self._read(found.on_text, only(author, self.tabled)), author)
            yield from self._amendment(section, clause, before, after, author)
        for other, lines in found.on_others:
            readings = self._read(lines, only(author, self.tabled, also=other))
            yield from self._below(section, clause, author, other, readings)

    def _below(
        self, section: Section, clause: Clause, author: str, other: Revision, readings: Sequence[Reading]
    ) -> Iterator[ReadAmendment]:
        """Read changes of words that another proposal puts in: a sub-amendment to it."""
        parents = [
            (each.id, change) for each in self.tabled.get(other, ()) if (change := each.change(clause.id)) is not None
        ]
        if len(parents) != 1:
            self._problem(
                "nested-change",
                f"{author} changes words of {clause.designation} that {other.author} puts in, which are not tabled",
                "table those first, and change the exported file",
            )
            return
        ((parent, change),) = parents
        under = carry(change, clause).clause
        if under is None or under.deleted:
            said = f"{author} changes {parent}, which no longer fits {clause.designation}"
            self._problem("nested-change", said, "export the text of today, and make the changes there")
            return
        after = self._rewritten(under, readings, author)
        if after.text == under.text:
            return
        # What main has decided since the parent was tabled is none of its changes.
        own = carry(Change(clause.id, under, after), change.after).clause
        if own is None:
            said = f"{author} changes words of {parent} that read otherwise as they were tabled"
            self._problem("nested-change", said, f"table it with `drafter amend --to {parent}`")
            return
        yield self._read_amendment(section, Change(clause.id, change.after, own), author, to=parent)

    def _amendment(
        self, section: Section, clause: Clause, before: Clause, after: Clause, author: str
    ) -> Iterator[ReadAmendment]:
        if after.source == before.source:
            return
        own = after
        if before.source != clause.source:
            # Changes that were not tracked lie below: they are another proposal.
            carried = carry(Change(clause.id, before, after), clause)
            if carried.clause is None:
                said = f"{author} changes words of {clause.designation} that were changed without tracking"
                self._problem("untracked-change", said, "track every change, and import again")
                return
            own = carried.clause
        today = self.negotiation.treaty.by_id.get(clause.id)
        carried = carry(Change(clause.id, clause, own), today)
        if carried.outcome == "contained":
            self._problem("contained", f"{clause.designation} says already what {author} proposes", severity="warning")
        elif carried.clause is None:
            self._problem(
                "conflict",
                f"{author} changes words of {clause.designation} that have changed since the file was made",
                "export the text of today, and make the changes there",
            )
        else:
            yield self._read_amendment(section, Change(clause.id, today, carried.clause), author)

    def _untracked(self, section: Section, clause: Clause, before: Clause) -> Iterator[ReadAmendment]:
        edits = [piece for piece in diff(clause.text, before.text).pieces() if piece.kind != "same"]
        said = few([f"{'-' if piece.kind == 'deleted' else '+'}{_named(piece.text)}" for piece in edits])
        self._problem(
            "untracked-change",
            f"words of {clause.designation} are not those of the text, and no tracked change says so: {said}",
            "compare them, or switch tracking on and change them again",
        )
        author = self.text.properties.get("lastModifiedBy", "")
        today = self.negotiation.treaty.by_id.get(clause.id)
        carried = carry(Change(clause.id, clause, before), today)
        if carried.outcome == "cleanly" and carried.clause is not None:
            change = Change(clause.id, today, carried.clause)
            yield replace(self._read_amendment(section, change, author), tracked=False)

    def _read_amendment(self, section: Section, change: Change, author: str, to: str | None = None) -> ReadAmendment:
        return ReadAmendment(
            author=author,
            signatory=self._signatory(author),
            change=change,
            rationale=self._rationale(section, author),
            to=to,
        )

    def _new_clause(self, section: Section) -> Iterator[ReadAmendment]:
        owner = section.author
        assert owner is not None
        parent, clause = self._added(section, owner)
        for author in self._authors(section.lines):
            if parent is not None and clause is not None:
                readings = self._read(section.lines, only(author, self.tabled, also=owner))
                after = self._rewritten(clause, readings, author)
                if after.source != clause.source:
                    yield self._read_amendment(section, Change(clause.id, clause, after), author, to=parent.id)
            elif author == owner.author:
                yield from self._put_in(section, author)
            else:
                said = f"{author} changes words that {owner.author} puts in, which are not tabled"
                self._problem("nested-change", said, "table those first, and change the exported file")

    def _added(self, section: Section, owner: Revision) -> tuple[Amendment | None, Clause | None]:
        """Find the tabled amendment that adds the clause of a section."""
        readings = self._read(section.lines, only("", (), also=owner))
        for amendment in self.tabled.get(owner, ()):
            for change in amendment.changes:
                after = change.after if change.before is None else None
                if after is not None and readings and titled(after, self.signs) == readings[0].shown:
                    return amendment, after
        return None, None

    def _put_in(self, section: Section, author: str) -> Iterator[ReadAmendment]:
        heading, *body = self._read(section.lines, only(author, self.tabled))
        found = designation(heading.shown.text)
        text, unset = rewritten("", [each.shown for each in body], self.signs)
        self._unset(unset, author)
        level = "#" if found is not None and found.kind is not Kind.ARTICLE else "##"
        made = split(f"{level} {heading.shown.text}\n", self.file).clauses
        clause = self._placed(made[0], text, section.after) if len(made) == 1 and section.after else None
        if clause is None:
            said = f"{self._quoted(heading.shown)} of {author} has no place between its neighbours"
            self._problem("new-clause", said, "table it with `drafter amend --after`")
            return
        yield self._read_amendment(section, Change(clause.id, None, clause), author)

    def _placed(self, clause: Clause, body: str, after: str) -> Clause | None:
        treaty = self.negotiation.treaty
        taken = {*treaty.by_id, *(each.id for each in self.new)}
        taken.update(change.clause for each in self.negotiation.amendments for change in each.changes)
        id, number = clause.id, 2
        while id in taken:
            id, number = f"{clause.id}-{number}", number + 1
        try:
            order = order_after(treaty, after, id, (*self.negotiation.added, *self.new))
        except (KeyError, ValueError):
            return None
        made = compose_clause(
            id,
            order,
            kind=clause.kind,
            number=clause.number,
            heading=clause.heading,
            designation=clause.own_designation,
            body=body,
        )
        self.new.append(made)
        return made

    def _rewritten(self, clause: Clause, readings: Sequence[Reading], author: str) -> Clause:
        """Give a clause as it reads in the file; deleted when nothing of it is left."""
        lines = [each.shown for each in readings]
        title, standing = titled(clause, self.signs), shown_lines(clause.body, self.signs)
        if without_blanks(lines) == without_blanks([title, *standing]):
            return clause
        if not lines:
            return clause.with_value("status", ClauseStatus.DELETED.value)
        found: Clause | None = clause
        if lines[0] != title:
            found = self._headed(clause, lines[0])
        if found is None:
            said = f"where the heading of {clause.designation} stood, {author} has {self._quoted(lines[0])}"
            self._problem("heading", said, "give it a heading that names the clause")
            found = clause
            if lines[0] in standing:
                lines = [title, *lines]
        text, unset = rewritten(found.body, lines[1:], self.signs)
        self._unset(unset, author)
        return found.with_body(text) if text != found.body else found

    def _headed(self, clause: Clause, new: Shown) -> Clause | None:
        """Give the clause with the number and the words of another heading, or None when that names no such clause."""
        lead = f"{clause.designation}{before_heading(clause.designation)}"
        if new.text.startswith(lead) or new.text == clause.designation:
            before = shown(clause.heading, self.signs)
            after = new[len(lead) :] if new.text.startswith(lead) else Shown("", "")
            return clause.with_value("heading", heading_source(clause.heading, before, after, self.signs))
        found = designation(new.text)
        if found is None or found.kind is not clause.kind or clause.own_designation:
            return None
        return clause.with_value("number", found.number).with_value("heading", found.heading)

    def _read(self, lines: Sequence[WordLine], accepts: Accepts) -> list[Reading]:
        return read(lines, accepts, self.targets, self.signs)

    def _authors(self, lines: Sequence[WordLine]) -> list[str]:
        found = [revision for line in lines for revision in line.revisions if revision not in self.tabled]
        return list(dict.fromkeys(revision.author for revision in found))

    def _tabled_in(self, lines: Sequence[WordLine]) -> Iterator[Amendment]:
        for revision in dict.fromkeys(each for line in lines for each in line.revisions):
            yield from self.tabled.get(revision, ())

    def _as_tabled(self, section: Section, clause: Clause, amendment: Amendment) -> None:
        """Say when the words that a tabled amendment puts in are not those that it was tabled with."""
        change = amendment.change(clause.id)
        proposed = change.after if change is not None else None
        author, date = stamp(self.roster, amendment)
        revision = Revision(author, date[:16])
        if proposed is None or len(self.tabled[revision]) > 1:
            return
        lines = (titled(proposed, self.signs), *shown_lines(proposed.body, self.signs))
        words = "\n".join(line.text for line in lines)
        put_in = [span for line in section.lines for span in line.spans if span.put_in == revision and not span.link]
        if any(span.shown.text.strip(" |") not in words for span in put_in):
            self._problem(
                "tabled-text",
                f"words of {amendment.id} in {clause.designation} are not as they were tabled; they are left as tabled",
                f"`drafter revise {amendment.id}` changes them",
                severity="warning",
            )

    def _quoted(self, words: Shown) -> str:
        return quoted(SIGN.sub(lambda match: f"{{{self.signs.target(match[0])}}}", words.text))

    def _signatory(self, author: str) -> str | None:
        folded = author.casefold().strip()
        for signatory in (*self.roster.signatories, self.roster.secretariat):
            names = (signatory.name, signatory.code, *(delegate.name for delegate in signatory.delegates))
            if folded in (name.casefold() for name in names):
                return signatory.code
        return None

    def _rationale(self, section: Section, author: str) -> str:
        found = []
        for id in dict.fromkeys(id for line in section.lines for id in line.comments):
            comment = self.text.comments.get(id)
            if comment is not None and comment.author == author and not self._known(comment):
                found.append(comment.text)
                self.used.add(id)
        return "\n\n".join(found)

    def _known(self, comment: Comment) -> bool:
        return (comment.author, comment.date) in self.said

    def _comments_left(self, outside: Sequence[WordLine]) -> None:
        for id, comment in self.text.comments.items():
            if id not in self.used and not self._known(comment) and comment.text:
                said = (
                    f"the comment of {comment.author or 'somebody'} goes with no change: {quoted(comment.text, WHOLE)}"
                )
                self._problem("comment", said, "record it as a position, with `drafter position`", severity="warning")

    def _unset(self, lines: Sequence[str], author: str) -> None:
        for line in lines:
            said = f"the emphasis that {author} gives to {quoted(line)} can't be written"
            self._problem("formatting", said, severity="warning")

    def _problem(self, rule: str, message: str, remedy: str = "", *, severity: str = "error") -> None:
        problem = Problem(rule=rule, message=message, remedy=remedy, file=self.file)
        self.problems.append(problem if severity == "error" else replace(problem, severity="warning"))


def _left(text: WordText, treaty: Treaty, file: str) -> Iterator[Problem]:
    """Name what is changed under tracking in a text with brackets, clause by clause, for whoever carries it over."""
    found, _ = sections(text.lines, treaty.clauses)
    for section in found:
        where = section.clause.designation if section.clause is not None else "A new clause"
        for line in (*section.lines, *note_lines(section.lines)):
            for author, run in groupby(_changed(line), lambda change: change[0]):
                changes = ", ".join(f"{verb} {_named(words, WHOLE)}" for _, verb, words in run)
                yield Problem(
                    rule="word-file",
                    message=f"{where}: {author} {changes}, in a text with brackets, which are no words of the treaty",
                    remedy="propose it on the clean text",
                    file=file,
                )


def _changed(line: WordLine) -> Iterator[tuple[str, str, str]]:
    """Give who puts in or takes out which words of a line."""
    for span in line.spans:
        for revision, verb in ((span.put_in, "puts in"), (span.taken_out, "takes out")):
            if revision is not None and span.shown.text:
                yield revision.author or "somebody", verb, span.shown.text


def _named(words: str, most: int = 80) -> str:
    """Name words that were changed; white space alone by what it is."""
    if words.isspace():
        return "a paragraph break" if words.count("\n") > 1 else "a line break" if "\n" in words else "a space"
    return quoted(words, most)


def _targets(base: Treaty, negotiation: Negotiation) -> Iterator[str]:
    """Give everything that a reference in the file may lead to."""
    proposed = (change.after for each in negotiation.amendments for change in each.changes)
    for clause in (*base.clauses, *(each for each in proposed if each is not None)):
        yield clause.id
        yield from (f"{clause.id}:{each.label}" for each in provisions(clause.body))
        yield from (match["target"] for match in REFERENCE.finditer(clause.text))
