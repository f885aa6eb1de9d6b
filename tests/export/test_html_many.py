"""The page of a negotiation with very many positions: readable without a script, and one shows the rest."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from drafter.draft.dossier import dossier
from drafter.export.html import many, page
from drafter.model.terms import Stance
from tests.draft.building import NOR, Talks, worked_example
from tests.export.test_accessible import CHROMIUM, looked_over
from tests.export.words import Page, hostile_talks

ASKED = """
<script>
  document.querySelector("#_positions button").click();
  for (const each of document.querySelectorAll(".by-text details")) each.open = true;
  setTimeout(() => {
    const words = (found) => [...found].map((each) => each.textContent.replace(/\\s+/g, " ").trim());
    const said = document.createElement("pre");
    said.id = "found";
    said.textContent = JSON.stringify({
      matrix: [...document.querySelectorAll(".matrix tr")].map((row) => words(row.children)),
      positions: words(document.querySelectorAll(".by-text li")),
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
    assert any("proposes WSM as AOSIS; supports AOSIS, EST; opposes RUS" in row for row in rows)
    assert "FRA France" in words(section)
    assert "Too far <b>indeed</b> & more." in words(source.partition('id="_statements"')[2].partition("</section>")[0])


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


def test_the_script_shows_what_a_page_of_few_positions_has_written(
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
    list_items = re.findall(r'<li id="_said-[^"]*">(.*?)</li>', few, re.DOTALL)
    assert sorted(found["positions"]) == sorted(words(item) for item in list_items)


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
