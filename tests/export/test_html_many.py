"""The page of a negotiation with very many positions: whole without a script, and one shows the matrix."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator as validator

from drafter.draft.dossier import dossier
from drafter.draft.matrix import position_rows
from drafter.export.data import plain
from drafter.export.html import many, page
from drafter.export.schema import schemas
from drafter.model.terms import Stance
from tests.draft.building import NOR, Talks, worked_example
from tests.export.test_accessible import CHROMIUM, looked_over
from tests.export.words import Page, hostile_talks

ASKED = """
<script>
  document.querySelector("#_positions button").click();
  setTimeout(() => {
    const words = (found) => [...found].map((each) => each.textContent.replace(/\\s+/g, " ").trim());
    const said = document.createElement("pre");
    said.id = "found";
    said.textContent = JSON.stringify({
      matrix: [...document.querySelectorAll(".matrix tr")].map((row) => words(row.children)),
    });
    document.body.append(said);
  }, 100);
</script>
"""


def talks() -> Talks:
    made = worked_example()
    made.position("DEU", NOR, Stance.OPPOSE, statement="Too far <b>indeed</b> & more.")
    made.position("EUE", NOR, Stance.SUPPORT, on_behalf_of="EU")
    made.position("FRA", "critical-infrastructure", Stance.RESERVE)
    made.position("BRA", "critical-infrastructure:1", Stance.ACCEPT)
    made.amend("BRA-00000W", {"critical-infrastructure": "1. Nothing.\n"})
    made.position("FRA", "BRA-00000W", Stance.OPPOSE)
    made.withdraw("BRA-00000W")
    made.decide("edit", ["critical-infrastructure"], bodies={"critical-infrastructure": "1. States shall not harm.\n"})
    return made


def of_many(made: Talks, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(many, "MOST_WRITTEN", 0)
    return page(dossier(made.at(), style="bracketed"))


def shown(source: str, directory: Path, more: str = "", at: str = "") -> str:
    if not shutil.which(CHROMIUM or "chromium"):
        pytest.skip("needs chromium")
    head, _, tail = source.rpartition("</body>")
    (directory / "page.html").write_text(f"{head}{more}</body>{tail}", encoding="utf-8")
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={directory / 'profile'}"]
    asked = ["--virtual-time-budget=60000", "--dump-dom", f"file://{directory / 'page.html'}{at}"]
    return subprocess.run([*command, *asked], capture_output=True, text=True, timeout=120, check=True).stdout


def words(source: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", source)).split())


def test_who_stands_where_is_readable_without_the_script(monkeypatch: pytest.MonkeyPatch) -> None:
    source = of_many(talks(), monkeypatch)
    section = source.partition('id="_positions"')[2].partition("</section>")[0]
    rows = [words(row) for row in re.findall(r"<tr>(.*?)</tr>", section, re.DOTALL)]
    assert any("co-sponsors EST" in row and "opposes DEU (departs from EU)" in row for row in rows)
    assert any("stale: reserves FRA" in row for row in rows)
    assert any("proposes AOSIS; supports EST; opposes RUS" in row for row in rows)
    assert "FRA France" in words(section)
    assert "Too far <b>indeed</b> & more." in words(source.partition('id="_statements"')[2].partition("</section>")[0])


def test_every_position_stands_with_date_and_commit_on_the_page_without_the_script(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = dossier(talks().at(), style="bracketed")
    few = page(made)
    source = of_many(talks(), monkeypatch).partition('id="_data"')[0]
    lines = [
        words(line)
        for folded in re.findall(r"</summary><p>(.*?)</p></details>", source, re.DOTALL)
        for line in folded.split("<br>")
    ]
    items = re.findall(r'<li id="_said-[^"]*">(.*?)</li>', few, re.DOTALL)
    assert len(lines) == len(items) == len(made.positions)
    for row in made.positions:
        (line,) = (line for line in lines if line.endswith(f", {row.commit[:12]}"))
        (item,) = (words(item.partition("<blockquote")[0]) for item in items if row.commit[:12] in item)
        # The line stands under its text and doesn't name it again.
        stance, about = Stance(row.stance), made.words[row.target]
        assert item.replace(f"{stance.phrase} {about}", stance.alone, 1) == line.replace(";", "", 1)
    section = source.partition('id="_statements"')[2].partition("</section>")[0]
    assert "On BRA-00000W:1 positionFrance opposes;" in words(section)


def row_of(held: dict[str, Any], at: int) -> dict[str, Any]:
    """Read one row of what is held in columns, as `docs/formats.md` says."""
    row = {}
    for name, column in held["columns"].items():
        if "each" in column:
            row[name] = column["each"][at]
        elif "values" in column:
            row[name] = column["values"][column["index"][at]]
        else:
            row[name] = column["others"].get(str(at), column["most"])
    return row


def test_the_columns_of_the_data_are_the_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    source = of_many(talks(), monkeypatch)
    found = json.loads(source.partition('id="_data">')[2].partition("</script>")[0])
    validator(schemas()["page"]).validate(found)
    told = json.loads(json.dumps(plain(position_rows(talks().at(), by="clause"))))
    held = found["positions_by_column"]
    assert held["count"] == len(told) > 0
    assert [row_of(held, at) for at in range(len(told))] == told
    assert "positions" not in found


def test_only_the_pages_own_script_may_run(monkeypatch: pytest.MonkeyPatch) -> None:
    source = of_many(hostile_talks(), monkeypatch)
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", source, re.DOTALL)
    assert [kind for kind, _ in scripts] == [' type="application/json" id="_data"', ""]
    digest = b64encode(sha256(scripts[1][1].encode()).digest()).decode()
    policy = html.unescape(re.findall(r'Content-Security-Policy" content="([^"]*)"', source)[0])
    assert policy == f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    assert "innerHTML" not in scripts[1][1]
    read = Page(source, "bracketed")
    assert "img" not in read.tags
    assert not [name for name in read.attributes if name.startswith("on")]


def test_a_page_of_few_positions_has_no_script() -> None:
    source = page(dossier(talks().at(), style="bracketed"))
    assert source.count("<script") == 1
    assert "script-src" not in source


def test_the_script_shows_the_matrix_that_a_page_of_few_positions_has_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    few = page(dossier(talks().at(), style="bracketed"))
    without_policy = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", of_many(talks(), monkeypatch))
    dumped = shown(without_policy, tmp_path, ASKED)
    found = json.loads(html.unescape(re.findall(r'<pre id="found">(.*?)</pre>', dumped, re.DOTALL)[0]))
    table = few.partition('<table class="matrix">')[2].partition("</table>")[0]
    silent = re.compile(r'<td class="none silent" colspan="(\d+)">no position</td>')
    table = silent.sub(lambda match: "<td>.</td>" * int(match[1]), table)
    written = [
        [words(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
        for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
    ]
    assert [[cell.replace(" ", "") for cell in row] for row in found["matrix"]] == [
        [cell.replace(" ", "") for cell in row] for row in written
    ]


def test_the_policy_lets_the_script_run_and_a_commit_lead_to_its_position(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made = talks()
    recorded = next(each for (code, _), each in made.positions.items() if code == "FRA")
    source = of_many(made, monkeypatch)
    assert f'id="_said-{recorded.commit}"' not in source
    dumped = shown(source, tmp_path, at=f"#_said-{recorded.commit}")
    (item,) = re.findall(rf'<li id="_said-{recorded.commit}">(.*?)</li>', dumped, re.DOTALL)
    assert "France reserves its position on article 4" in words(item)


@pytest.mark.skipif(not CHROMIUM, reason="needs chromium")
def test_everybody_can_read_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("axe_core_python", reason="needs axe-core-python")
    said = looked_over(of_many(talks(), monkeypatch), tmp_path)
    assert said["looked"] > 20
    assert said["found"] == []
