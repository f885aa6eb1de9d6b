"""Everybody can read the page: axe finds nothing serious in any view, by day or by night."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from drafter.draft.document import Style
from drafter.draft.dossier import dossier
from drafter.export.html import page
from drafter.model.terms import Stance
from tests.draft.building import NOR, WSM, Talks, article, worked_example

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)

pytestmark = pytest.mark.skipif(
    not CHROMIUM or find_spec("axe_core_python") is None, reason="needs chromium and axe-core-python"
)

LOOK_OVER = """
(async () => {
  const views = [...document.querySelectorAll("input[name=view]")], found = [];
  let looked = 0;
  for (const view of views.length ? views : [null]) {
    if (view) view.checked = true;
    const result = await axe.run(document);
    looked += result.passes.length;
    for (const each of result.violations)
      found.push([view ? view.id : "", each.id, each.impact, each.nodes[0].html]);
  }
  const said = document.createElement("pre");
  said.id = "found";
  said.textContent = JSON.stringify({looked, found});
  document.body.append(said);
})();
"""


def negotiation() -> Talks:
    """Talks with all that a page shows: parts, tables, brackets, positions, an issue and what came after it."""
    talks = worked_example()
    body = "1. Words *in italics*:\n\n(a) one;\n\n| Term | Use |\n| --- | --- |\n| a | b |\n"
    talks.clauses["terms"] = article("terms", body, order="400", number="5", heading="Terms")
    talks.amend("BRA-000001", {"terms": body.replace("| a | b |", "| a | b |\n| c | d |")}, rationale="A row.")
    talks.amend("IND-000001", {"more": article("more", "1. More.\n", order="900", number="6")})
    talks.position("DEU", NOR, Stance.OPPOSE, statement="Too far.")
    talks.position("FRA", "terms", Stance.RESERVE)
    return talks


def looked_over(source: str, directory: Path) -> dict[str, Any]:
    """What axe says of each view of a page. Only without its policy against scripts can axe run in it."""
    axe = resources.files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    source = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", source)
    head, _, tail = source.rpartition("</body>")
    (directory / "page.html").write_text(f"{head}<script>{axe}</script><script>{LOOK_OVER}</script></body>{tail}")
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={directory / 'profile'}"]
    asked = [
        "--window-size=1200,900",
        "--virtual-time-budget=120000",
        "--dump-dom",
        f"file://{directory / 'page.html'}",
    ]
    shown = subprocess.run([*command, *asked], capture_output=True, text=True, timeout=120, check=True).stdout
    found = re.search(r'<pre id="found">(.*?)</pre>', shown, re.DOTALL)
    assert found is not None, shown[-2000:]
    said: dict[str, Any] = json.loads(html.unescape(found[1]))
    return said


@pytest.mark.parametrize("night", [False, True])
@pytest.mark.parametrize("style", ["bracketed", "compilation", "comparison", "marshalled"])
def test_axe_finds_nothing_in_any_view(style: Style, night: bool, tmp_path: Path) -> None:
    talks = negotiation()
    first = talks.issue("Rev.1")
    proposed = talks.amendments[WSM].changes[0].after
    assert proposed is not None
    talks.decide("adopt", [proposed.id, WSM], bodies={proposed.id: proposed}, status={WSM: "accepted"})
    made = dossier(talks.at(), style=style, issued=[first], decisions=talks.since(first))
    source = page(made)
    if night:
        source = source.replace("@media (prefers-color-scheme: dark)", "@media all")
    said = looked_over(source, tmp_path)
    assert said["looked"] > 20 * len(made.views)
    assert said["found"] == []


def test_axe_does_find_what_is_wrong(tmp_path: Path) -> None:
    source = page(dossier(negotiation().at(), style="clean")).replace("</main>", '<img src="x"></main>')
    assert "image-alt" in {each[1] for each in looked_over(source, tmp_path)["found"]}
