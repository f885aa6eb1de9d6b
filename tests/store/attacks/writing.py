"""Attacks on what is written: two readings of one message, characters, paths, kinds of files, sizes."""

from __future__ import annotations

from dataclasses import replace

from drafter.model.target import Target
from drafter.model.terms import Stance
from tests.store.attacks.attack import attack, put
from tests.store.attacks.proposing import tabling
from tests.store.attacks.stage import Stage, stance

DEU = "refs/heads/positions/DEU"
AMENDMENT = "refs/heads/amendments/FRA-000007"
SCOPE = "clauses/210-scope.md"


def _said(stage: Stage, message: str) -> None:
    put(stage, DEU, replace(stance(stage), message=message))


def _worded(stage: Stage, words: bytes) -> None:
    content = stage.file(stage.main, SCOPE).replace(b"all Parties", words)
    put(stage, AMENDMENT, tabling(stage, "FRA-000007", {SCOPE: content}))


@attack("message")
def trailers_above_a_line_of_dashes(stage: Stage) -> None:
    draft = stance(stage)
    _said(stage, f"{draft.text()}\n---\nmore\n\n{draft.said(Stance='oppose').text().split(chr(10), 2)[2]}")


@attack("message")
def a_trailer_said_twice(stage: Stage) -> None:
    draft = stance(stage)
    put(stage, DEU, replace(draft, trailers=(*draft.trailers, ("Stance", "oppose"))))


@attack("message")
def a_trailer_that_goes_on_in_the_next_line(stage: Stage) -> None:
    _said(stage, stance(stage).text().replace("Stance: support", "Stance: support\n oppose"))


@attack("message")
def a_trailer_without_its_space(stage: Stage) -> None:
    _said(stage, stance(stage).text().replace("Stance: support", "Stance:support"))


@attack("message")
def trailers_in_another_order(stage: Stage) -> None:
    draft = stance(stage)
    put(stage, DEU, replace(draft, trailers=draft.trailers[::-1]))


@attack("message")
def a_trailer_that_nobody_knows(stage: Stage) -> None:
    put(stage, DEU, stance(stage).said(Signed_off_by="Delegate of France <fra@example.org>"))


@attack("message")
def prose_among_the_trailers(stage: Stage) -> None:
    _said(stage, stance(stage).text().replace("Stance:", "We add this.\nStance:"))


@attack("message")
def a_comment_behind_the_trailers(stage: Stage) -> None:
    _said(stage, f"{stance(stage).text()}\n# Stance: oppose\n")


@attack("message")
def scissors_above_the_trailers(stage: Stage) -> None:
    draft = replace(stance(stage), statement="------------------------ >8 ------------------------\nx")
    put(stage, DEU, draft)


@attack("message")
def carriage_returns(stage: Stage) -> None:
    _said(stage, stance(stage).text().replace("\n", "\r\n"))


@attack("message")
def an_escape_code_in_a_subject(stage: Stage) -> None:
    put(stage, DEU, replace(stance(stage), subject="DEU \x1b[31mopposes\x1b[0m article 1"))


@attack("message")
def a_subject_that_reads_backwards(stage: Stage) -> None:
    put(stage, DEU, replace(stance(stage), subject="DEU \u202esesoppo article 1"))


@attack("message")
def letters_that_are_not_composed(stage: Stage) -> None:
    put(stage, DEU, replace(stance(stage), subject="DEU supporte\u0301 article 1"))


@attack("message", "header")
def bytes_that_are_no_text(stage: Stage) -> None:
    put(stage, DEU, replace(stance(stage), subject="DEU \udcff supports"))


@attack("message")
def a_subject_without_end(stage: Stage) -> None:
    put(stage, DEU, replace(stance(stage), subject="DEU " * 100))


@attack("message")
def a_statement_without_end(stage: Stage) -> None:
    put(stage, DEU, replace(stance(stage), statement="word " * 10_000 + "word"))


@attack("message")
def a_second_stance_injected_by_a_line_break(stage: Stage) -> None:
    _said(stage, stance(stage).text().replace("Stance: support", "Stance: support\u2028Stance: oppose"))


@attack("trailers")
def a_message_that_supports_what_its_file_opposes(stage: Stage) -> None:
    put(stage, DEU, stance(stage, stance=Stance.OPPOSE).said(Stance="support"))


@attack("trailers")
def a_statement_that_the_file_does_not_hold(stage: Stage) -> None:
    put(stage, DEU, replace(stance(stage, statement="Yes."), statement="No."))


@attack("trailers")
def a_message_without_a_change(stage: Stage) -> None:
    put(stage, DEU, replace(stance(stage), tree=stage.tree_of(stage.tip(DEU))))


@attack("path")
def two_positions_in_one_record(stage: Stage) -> None:
    other = stance(stage, target=Target("critical-infrastructure"))
    content = stage.read(dict(_rows(stage, other.tree))["clauses/critical-infrastructure.toml"])
    put(stage, DEU, stance(stage, files={"clauses/critical-infrastructure.toml": content}))


@attack("path")
def a_position_that_is_deleted(stage: Stage) -> None:
    put(stage, DEU, stance(stage, files={"clauses/scope.toml": None}))


@attack("position-file")
def a_position_that_is_not_canonical(stage: Stage) -> None:
    draft = stance(stage)
    content = stage.read(dict(_rows(stage, draft.tree))["clauses/preamble.toml"])
    put(stage, DEU, stance(stage, content=content + b"\n"))


@attack("position-file")
def a_position_with_a_key_that_nobody_knows(stage: Stage) -> None:
    draft = stance(stage)
    content = stage.read(dict(_rows(stage, draft.tree))["clauses/preamble.toml"])
    put(stage, DEU, stance(stage, content=content + b'agrees = "FRA"\n'))


@attack("text")
def the_hash_of_another_text(stage: Stage) -> None:
    put(stage, DEU, stance(stage, text_sha256="0" * 64))


@attack("regarding")
def a_position_on_a_text_that_was_never_on_the_table(stage: Stage) -> None:
    put(stage, DEU, stance(stage, commit="1" * 40))


@attack("regarding")
def a_position_on_an_amendment_at_the_commit_of_another(stage: Stage) -> None:
    commit = stage.tip("refs/heads/amendments/FRA-000001")
    put(stage, DEU, stance(stage, target=Target(amendment="FRA-000002"), commit=commit))


@attack("path")
def a_path_out_of_the_tree(stage: Stage) -> None:
    put(stage, DEU, stance(stage, files={"clauses/../evil.toml": b"x"}))


@attack("path")
def a_tree_that_leads_upwards(stage: Stage) -> None:
    draft = stance(stage)
    inner = stage.raw_tree([("100644", b"x", stage.blob(b"x")[1])])
    put(stage, DEU, replace(draft, tree=stage.tree(draft.tree, {"..": ("40000", inner)})))


@attack("path")
def the_directory_of_git(stage: Stage) -> None:
    put(stage, DEU, stance(stage, files={".git/config": b"[core]\n\tfsmonitor = evil\n"}))


@attack("path")
def the_directory_of_git_in_capitals(stage: Stage) -> None:
    put(stage, DEU, stance(stage, files={".GIT/config": b"x"}))


@attack("path")
def the_directory_of_git_as_windows_shortens_it(stage: Stage) -> None:
    put(stage, DEU, stance(stage, files={"git~1/config": b"x"}))


@attack("path")
def a_file_of_git_attributes(stage: Stage) -> None:
    put(stage, AMENDMENT, tabling(stage, "FRA-000007", {".gitattributes": b"*.md merge=theirs\n"}))


@attack("path")
def git_attributes_among_positions(stage: Stage) -> None:
    put(stage, DEU, stance(stage, files={".gitattributes": b"* merge=ours\n"}))


@attack("path")
def a_file_of_submodules(stage: Stage) -> None:
    put(stage, DEU, stance(stage, files={".gitmodules": b'[submodule "a"]\n\tpath = a\n\turl = ext::sh\n'}))


@attack("mode")
def a_position_that_is_a_symbolic_link(stage: Stage) -> None:
    link = stage.write("blob", b"../../etc/passwd")
    put(stage, DEU, stance(stage, files={"clauses/preamble.toml": ("120000", link)}))


@attack("mode")
def a_clause_that_is_a_symbolic_link(stage: Stage) -> None:
    link = stage.write("blob", b"/etc/passwd")
    put(stage, AMENDMENT, tabling(stage, "FRA-000007", {SCOPE: ("120000", link)}))


@attack("mode")
def a_clause_that_is_a_program(stage: Stage) -> None:
    words = stage.write("blob", stage.file(stage.main, SCOPE).replace(b"all", b"no"))
    put(stage, AMENDMENT, tabling(stage, "FRA-000007", {SCOPE: ("100755", words)}))


@attack("mode")
def a_clause_that_is_another_repository(stage: Stage) -> None:
    put(stage, AMENDMENT, tabling(stage, "FRA-000007", {"clauses/500-more.md": ("160000", stage.main)}))


@attack("path")
def a_clause_whose_name_differs_in_capitals(stage: Stage) -> None:
    content = stage.file(stage.main, SCOPE)
    put(stage, AMENDMENT, tabling(stage, "FRA-000007", {"clauses/210-Scope.md": content}))


@attack("path")
def a_clause_whose_name_has_a_lookalike_letter(stage: Stage) -> None:
    content = stage.file(stage.main, SCOPE)
    put(stage, AMENDMENT, tabling(stage, "FRA-000007", {"clauses/210-s\u0441ope.md": content}))


@attack("path")
def a_clause_whose_name_is_not_composed(stage: Stage) -> None:
    content = stage.file(stage.main, SCOPE)
    put(stage, AMENDMENT, tabling(stage, "FRA-000007", {"clauses/220-cafe\u0301.md": content}))


@attack("path")
def a_clause_named_as_a_device(stage: Stage) -> None:
    put(stage, AMENDMENT, tabling(stage, "FRA-000007", {"clauses/NUL": b"x"}))


@attack("path")
def a_clause_in_a_directory_of_its_own(stage: Stage) -> None:
    content = stage.file(stage.main, SCOPE)
    put(stage, AMENDMENT, tabling(stage, "FRA-000007", {"clauses/210-other/1-scope.md": content}))


@attack("clause")
def two_files_of_one_clause(stage: Stage) -> None:
    content = stage.file(stage.main, SCOPE).replace(b"all", b"no")
    put(stage, AMENDMENT, tabling(stage, "FRA-000007", {"clauses/211-scope.md": content}))


@attack("clause")
def a_clause_that_is_none(stage: Stage) -> None:
    put(stage, AMENDMENT, tabling(stage, "FRA-000007", {SCOPE: b"\xff\xfe\x00"}))


@attack("characters", "clause")
def a_clause_with_an_escape_code(stage: Stage) -> None:
    _worded(stage, b"\x1b]0;x\x07no States")


@attack("characters", "clause")
def a_clause_that_reads_backwards(stage: Stage) -> None:
    _worded(stage, "\u202eon\u202c States".encode())


@attack("characters", "clause")
def a_clause_with_a_null(stage: Stage) -> None:
    _worded(stage, b"no\x00 States")


@attack("size", "clause")
def a_clause_without_end(stage: Stage) -> None:
    _worded(stage, b"all Parties " * 40_000)


@attack("size", "position-file", "message")
def a_position_without_end(stage: Stage) -> None:
    put(stage, DEU, stance(stage, content=b"#" * 1_400_000))


def _rows(stage: Stage, tree: str) -> list[tuple[str, str]]:
    from tests.store.acts import plain_git

    rows = (line.split("\t") for line in plain_git(stage.root, "ls-tree", "-r", tree).splitlines())
    return [(path, left.split()[2]) for left, path in rows]
