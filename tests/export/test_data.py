"""The document as data, the same bytes in every process."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from drafter.draft.consolidate import consolidate
from drafter.export.data import data
from drafter.export.table import text_table
from tests.built import PLAIN_LOCALE
from tests.draft.building import Talks, article, worked_example

SCRIPT = """
import json
from drafter.draft.consolidate import consolidate
from drafter.draft.matrix import Matrix
from drafter.draft.summary import amendment_rows, clause_rows
from drafter.export.data import data, plain
from drafter.export.markdown import markdown
from drafter.export.table import matrix_table
from tests.draft.building import worked_example
at = worked_example().at()
for style in ("clean", "bracketed"):
    document = consolidate(at, style=style)
    print(markdown(document), json.dumps(data(document)))
print(json.dumps(plain(amendment_rows(at))), json.dumps(plain(clause_rows(at))), matrix_table(Matrix(at)))
"""


def test_the_document_has_the_keys_that_others_rely_on() -> None:
    found = data(consolidate(Talks(article("scope", "See {scope}.\n")).at(), style="clean"))
    assert {"title", "symbol", "issue", "commit", "date", "legend", "blocks"} <= set(found)
    assert [block["type"] for block in found["blocks"]] == ["heading", "paragraph"]
    reference = {"type": "reference", "target": "scope", "text": "article 1", "resolved": True}
    assert found["blocks"][1]["content"][1] == reference
    json.dumps(found)


def test_the_same_negotiation_gives_the_same_bytes_in_every_process() -> None:
    outputs = set()
    for seed in ("0", "1", "4711"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": PLAIN_LOCALE, "TZ": f"UTC-{seed[0]}"}
        done = subprocess.run([sys.executable, "-c", SCRIPT], env=environment, capture_output=True, check=True)
        outputs.add(done.stdout)
    assert len(outputs) == 1


def test_without_names_no_party_is_in_the_brackets() -> None:
    found = data(consolidate(worked_example().at(), style="bracketed", attributed=False))
    brackets = json.dumps(found["blocks"])
    assert not any(code in brackets for code in ("NOR", "EST", "AOSIS", "RUS", "JPN"))


def test_prose_is_cut_where_a_row_is_wider_than_the_terminal_and_nothing_else_is() -> None:
    rows = [("critical-infrastructure", "Protection of critical infrastructure", "open"), ("條約", "條" * 30, "open")]
    whole = text_table(("id", "heading", "status"), rows)
    assert rows[0][1] in whole
    assert text_table(("id", "heading", "status"), rows, prose="heading", room=200) == whole
    cut = text_table(("id", "heading", "status"), rows, prose="heading", room=55).splitlines()
    assert cut[1].startswith("critical-infrastructure  Protection of cr")
    assert "…" in cut[1]
    assert "…" in cut[2]
    assert all(line.endswith(("status", "open")) for line in cut)
    assert len(cut[1]) <= 55
