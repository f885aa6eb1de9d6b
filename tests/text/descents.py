"""Versions of a text with what was adopted into each, for the laws of descent."""

from hypothesis import strategies as st

from drafter.text.descent import Proposed, Version
from drafter.text.merge import merge
from tests.text.texts import a_text, changed_text


@st.composite
def histories(draw: st.DrawFn, plain: bool = False) -> list[Version]:
    """A text and what became of it: amended on any earlier version, adopted plainly or as modified, or just changed.

    `plain`: nothing is just changed; only what is declared as modified is other than the merge.
    """
    made = [Version(a_text(draw))]
    for step in range(draw(st.integers(1, 4))):
        now = made[-1].text
        proposed = []
        for nth in range(draw(st.integers(0, 3))):
            base = draw(st.sampled_from(made)).text
            proposed.append(Proposed(f"P{step}{nth}", base, changed_text(draw, base)))
        text = now
        for each in list(proposed):
            result = merge(each.base, text, each.text, first="ours")
            if result.clean:
                text = result.text
            elif plain:
                proposed.remove(each)
        modified = draw(st.booleans())
        if (modified or not (proposed or plain)) and draw(st.booleans()):
            text = changed_text(draw, text)
        made.append(Version(text, tuple(proposed), modified))
    return made
